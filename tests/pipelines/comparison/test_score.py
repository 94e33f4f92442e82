"""The metric: what counts as right, as passed and as flagged."""

from decimal import Decimal
from typing import Any

import pytest

from pipelines.comparison.score import NO_ANSWER, Score, is_right, score, total
from pipelines.comparison.truth import Truth
from tests.pipelines.comparison.sample import LINE, answer, truth


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
        ("subtotal", "NaN", False),
        ("tax", "0.00", True),
        ("tax", "19.00", False),
        ("tax", None, True),
    ],
)
def test_a_field_is_compared_as_the_metric_says(name: str, given: object, right: bool) -> None:
    assert is_right(name, truth(), given) is right


@pytest.mark.parametrize(
    ("wanted", "given"),
    [
        ("Ramírez e Hijos S.L.", "RAMIREZ E HIJOS"),
        ("Bottega Verdi S.r.l.", "Bottega Verdi"),
        ("上海浦江贸易有限公司", "上海浦江贸易"),
        ("Huang ＆ Co. Sdn Bhd", "Huang & Co"),
    ],
)
def test_a_legal_form_is_folded_away(wanted: str, given: str) -> None:
    assert is_right("vendor", truth(fields={"vendor": wanted}), given)


def test_a_credit_note_is_compared_without_its_sign() -> None:
    assert is_right("total", truth(credit_note=True), Decimal("-100.00"))
    assert not is_right("total", truth(credit_note=True), Decimal("-100.01"))


def test_other_names_of_the_seller_are_accepted() -> None:
    assert is_right("vendor", truth(vendor_any=["OYO"]), "Oyo")


def test_a_right_answer_without_errors_passes() -> None:
    one = score("a", truth(), answer())

    assert (one.accuracy, one.passed, one.passed_right, one.clean_passed) == (1.0, 1, 1, 1)
    assert (one.kinds, one.evidence, one.misses) == (1, 1.0, [])


def test_a_wrong_field_that_passes_lowers_the_precision() -> None:
    one = score("a", truth(), answer(total="90.00"))

    assert (one.right.total(), one.scored.total()) == (6, 7)
    assert (one.passed, one.passed_right) == (1, 0)
    [miss] = one.misses
    assert (miss.what, miss.expected, miss.got) == ("total", "100.00", "90.00")
    assert miss.places == ("page 1: 90.00 (pdf_text)",)


def test_what_passes_though_it_had_to_be_stopped_lowers_the_precision() -> None:
    one = score("a", truth(must_flag=["duplicate"]), answer())

    assert (one.passed, one.passed_right, one.clean) == (1, 0, 0)


def test_an_error_stops_the_pass_and_a_flag_is_counted() -> None:
    finding = {"rule": "source_conflict", "field": "total", "severity": "error"}

    one = score("a", truth(must_flag=["source_conflict:total", "duplicate"]), answer([finding]))

    assert (one.flags, one.flags_wanted, one.passed, one.clean) == (1, 2, 0, 0)
    assert [str(miss) for miss in one.misses] == ["a flag: duplicate expected, not raised found"]


def test_a_flag_of_another_field_is_not_the_one() -> None:
    finding = {"rule": "source_conflict", "field": "tax", "severity": "error"}

    assert score("a", truth(must_flag=["source_conflict:total"]), answer([finding])).flags == 0
    assert score("a", truth(must_flag=["source_conflict"]), answer([finding])).flags == 1


def test_a_warning_stops_nothing() -> None:
    warning = {"rule": "currency_guessed", "field": "currency", "severity": "warning"}

    assert score("a", truth(), answer([warning])).passed == 1


def test_an_error_on_a_sound_document_is_told() -> None:
    finding = {"rule": "iban", "severity": "error", "message": "Wrong check digits."}

    [miss] = score("a", truth(), answer([finding])).misses

    assert (miss.what, miss.got) == ("stopped", "iban Wrong check digits.")


@pytest.mark.parametrize(
    ("told", "kind", "right"),
    [
        (truth(kind_any=["receipt", "invoice"]), "receipt", 1),
        (truth(), "receipt", 0),
        (truth(kind="contract", fields={}), "contract", 1),
        (truth(kind="contract", fields={}), "other", 0),
        (truth(kind="other", fields={}), "other", 1),
        (truth(kind="other", fields={}), "invoice", 0),
    ],
)
def test_the_kind_is_compared_with_all_that_are_accepted(
    told: Truth, kind: str, right: int
) -> None:
    assert score("a", told, answer(kind=kind)).kinds == right


def test_a_value_without_a_place_lowers_the_evidence() -> None:
    bare = {**answer(), "evidence": {"total": [{}]}}

    assert score("a", truth(), bare).evidence == pytest.approx(1 / 6)


def test_only_the_seven_fields_are_scored() -> None:
    one = score("a", truth(fields={"total": "100.00", "iban": "DE00"}), answer())

    assert one.scored == {"total": 1}


def test_a_file_that_could_not_be_read_is_wrong_in_all_that_it_says() -> None:
    one = score("a", truth(), NO_ANSWER)

    assert (one.right.total(), one.scored.total(), one.passed, one.kinds) == (1, 7, 0, 0)


CONTRACT: dict[str, Any] = {
    "kind": "contract",
    "fields": {
        "parties": ["Nike Inc.", "Eric Dean Sprunk"], "effective_date": "2001-04-18",
        "governing_law": "Oregon", "term": "2 years",
    },
}  # fmt: skip


def test_a_contract_is_scored_by_its_parties_and_exact_fields() -> None:
    said = {
        "parties": ["NIKE", "Somebody Else", "Eric Dean Sprunk"],
        "effective_date": "2001-04-18", "governing_law": "oregon", "term": "3 years",
    }  # fmt: skip

    one = score("a", Truth.model_validate(CONTRACT), {**NO_ANSWER, "contract": said})

    assert (one.terms, one.terms_scored) == (2, 3)
    assert one.parties == 2
    assert one.party_f1 == pytest.approx(0.8)


def test_a_contract_that_nobody_read_has_no_parties() -> None:
    one = score("a", Truth.model_validate(CONTRACT), {**NO_ANSWER, "contract": None})

    assert (one.terms, one.parties, one.parties_wanted, one.party_f1) == (0, 0, 2, 0.0)


def test_scores_are_added_up() -> None:
    whole = total({"a": score("a", truth(), answer()), "b": score("b", truth(), NO_ANSWER)})

    assert (whole.documents, whole.scored.total(), whole.right.total()) == (2, 14, 8)
    assert len(whole.misses) == 7


def test_lines_are_scored_where_the_truth_has_them() -> None:
    one = score("a", truth(line_items=[LINE, LINE]), answer(line_items=[LINE]))

    assert (one.lines, one.lines_wanted, one.lines_given) == (1, 2, 1)
    assert one.line_f1 == pytest.approx(2 / 3)
    assert one.misses[0].expected == "Blue pens, 12 pcs | 2 | 1.50 | 3.00"
    assert score("a", truth(), answer(line_items=[LINE])).lines_given == 0


def test_nothing_measured_is_no_failure() -> None:
    assert (Score().accuracy, Score().evidence, Score().line_f1) == (1.0, 1.0, 1.0)


@pytest.mark.parametrize(
    ("flags", "right"),
    [
        ([], 1), (["tax_rate"], 1), (["tax_id:vendor_tax_id"], 1), (["due_before_issue"], 1),
        (["sum_mismatch"], 0), (["missing_field:total"], 0), (["tax_rate", "iban"], 0),
    ],
)  # fmt: skip
def test_what_should_have_stopped_a_document_was_not_rightly_passed(
    flags: list[str], right: int
) -> None:
    one = score("a", truth(must_flag=flags), answer())
    assert (one.passed, one.passed_right) == (1, right)
