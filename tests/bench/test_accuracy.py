"""The metric: what counts as right, as passed and as flagged."""

import json
from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from tests.bench.accuracy import Score, documents, is_line, is_right, measure, score, table

TRUTH: dict[str, Any] = {
    "kind": "invoice",
    "fields": {
        "vendor": "Weber & Söhne Logistik KG", "invoice_number": "RE-2026/1001",
        "issue_date": "2026-08-24", "currency": "EUR", "subtotal": "100.00", "tax": None,
        "total": "100.00",
    },
    "must_flag": [],
}  # fmt: skip


def _answer(
    findings: Sequence[dict[str, str]] = (), kind: str = "invoice", **changes: object
) -> dict[str, Any]:
    invoice: dict[str, object] = {**TRUTH["fields"], **changes}
    evidence: dict[str, list[object]] = {
        name: [{}] for name, value in invoice.items() if value is not None
    }
    return {"kind": kind, "invoice": invoice, "findings": list(findings), "evidence": evidence}


@pytest.mark.parametrize(
    ("name", "given", "right"),
    [
        ("vendor", "WEBER & SÖHNE LOGISTIK", True),
        ("vendor", "Weber Handel KG", False),
        ("vendor", None, False),
        ("invoice_number", "re 2026 1001", True),
        ("invoice_number", "RE-2026/1002", False),
        ("issue_date", "2026-08-25", False),
        ("subtotal", 100, True),
        ("subtotal", "100.001", True),
        ("subtotal", "-100.00", False),
        ("subtotal", "a hundred", False),
        ("tax", "0.00", True),
        ("tax", "19.00", False),
        ("tax", None, True),
    ],
)
def test_a_field_is_compared_as_the_metric_says(
    name: str, given: object, right: bool | int
) -> None:
    assert is_right(name, TRUTH, given) is right


def test_a_credit_note_is_compared_without_its_sign() -> None:
    assert is_right("total", {**TRUTH, "credit_note": True}, Decimal("-100.00"))


def test_other_names_of_the_seller_are_accepted() -> None:
    assert is_right("vendor", {**TRUTH, "vendor_any": ["OYO"]}, "Oyo")


def test_a_right_answer_without_errors_passes() -> None:
    one = score("a", TRUTH, _answer())

    assert (one.accuracy, one.passed, one.passed_right, one.clean_passed) == (1.0, 1, 1, 1)
    assert (one.kinds, one.evidence, one.wrong) == (1, 1.0, [])


def test_a_wrong_field_that_passes_lowers_the_precision() -> None:
    one = score("a", TRUTH, _answer(total="90.00"))

    assert (one.right.total(), one.scored.total()) == (6, 7)
    assert (one.passed, one.passed_right) == (1, 0)


def test_an_error_stops_the_pass_and_a_flag_is_counted() -> None:
    truth = {**TRUTH, "must_flag": ["source_conflict:total", "duplicate"]}
    finding = {"rule": "source_conflict", "field": "total", "severity": "error"}

    one = score("a", truth, _answer([finding]))

    assert (one.flags, one.flags_wanted, one.passed, one.clean) == (1, 2, 0, 0)


def test_a_warning_stops_nothing() -> None:
    warning = {"rule": "currency_guessed", "field": "currency", "severity": "warning"}

    assert score("a", TRUTH, _answer([warning])).passed == 1


@pytest.mark.parametrize(
    ("truth", "kind", "right"),
    [
        ({**TRUTH, "kind_any": ["receipt", "invoice"]}, "receipt", 1),
        (TRUTH, "receipt", 0),
        ({"kind": "contract"}, "other", 1),
        ({"kind": "other"}, "other", 1),
        ({"kind": "other"}, "invoice", 0),
    ],
)
def test_the_kind_is_compared_with_all_that_are_accepted(
    truth: dict[str, Any], kind: str, right: bool | int
) -> None:
    assert score("a", truth, _answer(kind=kind)).kinds == right


def test_a_value_without_a_place_lowers_the_evidence() -> None:
    answer = {**_answer(), "evidence": {"total": [{}]}}

    assert score("a", TRUTH, answer).evidence == pytest.approx(1 / 6)


def test_a_folder_is_measured_and_shown(tmp_path: Path) -> None:
    folder = tmp_path / "drawn"
    folder.mkdir()
    for name in ("one", "two"):
        (folder / f"{name}.pdf").write_bytes(b"%PDF")
        (folder / f"{name}.truth.json").write_text(json.dumps(TRUTH), "utf-8")
    (folder / "no_document.truth.json").write_text(json.dumps(TRUTH), "utf-8")

    scores = measure([folder], lambda path: _answer() if path.name == "one.pdf" else None)

    assert [path.name for path, _ in documents(folder)] == ["one.pdf", "two.pdf"]
    assert scores["drawn"].accuracy == pytest.approx(8 / 14)  # the absent tax is right
    assert "drawn" in table(scores)
    assert "total 1/2" in table(scores)


LINE = {"description": "Blue pens, 12 pcs", "qty": "2", "unit_price": "1.50", "total": "3.00"}


@pytest.mark.parametrize(
    ("changed", "right"),
    [
        ({}, True),
        ({"description": "BLUE PENS 12 pc"}, True),
        ({"description": "Red folders"}, False),
        ({"description": None}, False),
        ({"qty": 2, "unit_price": "1.5", "total": Decimal("3.000")}, True),
        ({"qty": "3"}, False),
        ({"qty": None}, False),
        ({"total": "3.01"}, False),
    ],
)
def test_a_line_is_compared_as_the_metric_says(changed: dict[str, object], right: bool) -> None:
    assert is_line(LINE, {**LINE, **changed}) is right


def test_a_line_is_compared_on_what_the_truth_has() -> None:
    assert is_line({"total": "3.00"}, LINE)
    assert not is_line({**LINE, "qty": None}, LINE)


def test_lines_are_paired_one_to_one_and_as_many_as_can_be() -> None:
    other = {**LINE, "description": "Red folders"}
    loose = {"total": "3.00"}

    one = score(
        "a", {**TRUTH, "line_items": [loose, LINE, LINE]}, _answer(line_items=[LINE, other])
    )

    assert (one.lines, one.lines_wanted, one.lines_given) == (2, 3, 2)
    assert one.line_f1 == pytest.approx(0.8)
    assert one.wrong == ["a line not read: Blue pens, 12 pcs | 2 | 1.50 | 3.00"]


def test_lines_without_truth_are_not_scored() -> None:
    assert score("a", TRUTH, _answer(line_items=[LINE])).lines_given == 0


def test_nothing_measured_is_no_failure() -> None:
    assert (Score().accuracy, Score().evidence) == (1.0, 1.0)
