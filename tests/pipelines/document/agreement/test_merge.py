"""The table of two readers: what stands of each field, and what is told."""

from datetime import date
from decimal import Decimal
from typing import Any, NamedTuple

import pytest

from pipelines.document.agreement.merge import merge
from pipelines.document.exchange import Understood
from pipelines.document.findings import Finding, Rule
from pipelines.document.model import SCALAR_FIELDS, Evidence, Invoice, LineItem, Reading
from tests.pipelines.document.billed import GOOD, LINES, TODAY, reading, said

PLACE = Evidence(page=1, source="pdf_text", text="as a model found it")
XML = Evidence(path="/Invoice/it", source="xml")


def told(invoice: Invoice, *findings: Finding, nowhere: tuple[str, ...] = ()) -> Understood:
    """Give what a model says, grounded but for some fields."""
    names = (*SCALAR_FIELDS, "iban", "buyer", "due_date", "vendor_tax_id")
    evidence: dict[str, tuple[Evidence, ...]] = {
        name: (PLACE,)
        for name in names
        if getattr(invoice, name) is not None and name not in nowhere
    }
    for number, _ in enumerate(invoice.line_items):
        evidence[f"line_items.{number}.total"] = (PLACE,)
    lost = [stopped("missing_evidence", name) for name in nowhere]
    return Understood(
        kind="invoice", invoice=invoice, evidence=evidence, findings=(*findings, *lost), turned={}
    )


def stopped(rule: Rule, field: str) -> Finding:
    return Finding(rule=rule, severity="error", field=field, facts={"found": "x"})


def rules(one: Reading) -> list[tuple[str, str | None]]:
    return [(finding.rule, finding.field) for finding in one.findings]


class Case(NamedTuple):
    """What both read of one field, and what comes of it; None stands for nothing."""

    name: str
    ours: object
    theirs: object
    stands: object
    told: bool
    stopped: Rule | None = None
    nowhere: bool = False
    stated: bool = False


A, B = Decimal("119.00"), Decimal("120.00")
DAY, OTHER = date(2026, 3, 4), date(2026, 3, 5)
CASES = (
    Case("total", A, A, A, False),
    Case("total", A, None, A, False),
    Case("total", None, A, A, False),
    Case("total", None, A, None, False, nowhere=True),
    Case("total", B, A, A, False, stopped="total_guessed"),
    Case("total", B, A, B, True, stopped="total_guessed", nowhere=True),
    Case("total", A, B, A, True, stated=True),
    Case("total", A, B, A, True),
    Case("total", A, B, A, True, nowhere=True),
    Case("total", B, A, A, True),  # the sum closes with the model's
    Case("issue_date", DAY, DAY, DAY, False),
    Case("issue_date", DAY, OTHER, DAY, True),
    Case("issue_date", None, OTHER, OTHER, False),
    Case("issue_date", None, OTHER, None, False, stopped="invalid_date"),
    Case("currency", "USD", "CAD", "CAD", False, stopped="currency_guessed"),
    Case("currency", "USD", "CAD", "USD", True),
    Case("vendor", "Weber KG", "Weber", "Weber KG", False),
    Case("vendor", "Oravel Stays Pvt. Ltd.", "Oravel Stays Private Limited",
         "Oravel Stays Pvt. Ltd.", False),
    Case("vendor", "Weber KG", "Adler AG", "Weber KG", True),
    Case("vendor", "Weber KG", "KG", "Weber KG", True),
    Case("vendor", "Weber KG", "Adler AG", "Weber KG", False, nowhere=True),
    Case("invoice_number", "R-4711", "4711", "R-4711", False),
    Case("invoice_number", "R-4711", "R-4712", "R-4711", True),
    Case("iban", "DE02120300000000202051", "DE89370400440532013000",
         "DE02120300000000202051", True),
    Case("iban", None, "DE89370400440532013000", "DE89370400440532013000", False),
    Case("iban", "DE02120300000000202051", "DE89370400440532013000",
         "DE02120300000000202051", True, nowhere=True),
)  # fmt: skip


@pytest.mark.parametrize("case", CASES)
def test_a_field_that_two_read(case: Case) -> None:
    evidence: dict[str, Any] = {
        name: (Evidence(page=1, source="pdf_text"),)
        for name in (*SCALAR_FIELDS, "iban")
        if name != case.name or case.ours is not None
    }
    if case.stated:
        evidence[case.name] = (XML,)
    findings = [stopped(case.stopped, case.name)] if case.stopped else []
    ours: dict[str, Any] = {"line_items": (), case.name: case.ours}
    local = reading(said(GOOD, **ours), *findings, evidence=evidence)
    theirs = said(GOOD, **(ours | {case.name: case.theirs}))
    nowhere = (case.name,) if case.nowhere else ()
    merged = merge(local, told(theirs, nowhere=nowhere), "claude", TODAY)

    assert merged.invoice is not None
    assert getattr(merged.invoice, case.name) == case.stands
    conflicts = [one for one in merged.findings if one.rule == "source_conflict"]
    assert [one.field for one in conflicts] == ([case.name] if case.told else [])
    for one in conflicts:
        facts = {"found": str(case.ours), "expected": str(case.theirs), "reader": "claude"}
        assert (one.severity, dict(one.facts)) == ("error", facts)
    if case.stands == case.theirs and case.ours != case.theirs:
        assert merged.evidence[case.name] == (PLACE,)
        assert not case.stopped or (case.stopped, case.name) not in rules(merged)
    elif case.stopped in {"total_guessed", "currency_guessed", "invalid_date"}:
        assert (case.stopped, case.name) in rules(merged)


PAGE_RULES: tuple[Rule, ...] = (
    "multiple_invoices", "unreadable_page", "instruction", "structured_ignored", "parties_swapped",
    "low_ocr_confidence", "duplicate", "bank_changed", "source_conflict", "currency_conflict",
)  # fmt: skip


@pytest.mark.parametrize("rule", PAGE_RULES)
def test_a_model_takes_no_finding_away_that_is_about_the_page(rule: Rule) -> None:
    found = Finding(rule=rule, severity="error", field="total", facts={"found": "1"})
    merged = merge(reading(GOOD, found), told(GOOD), "claude", TODAY)
    assert merged.findings == (found,)


def test_rules_about_values_run_again_on_those_that_stand() -> None:
    local = reading(said(vendor=None), Finding(rule="missing_field", severity="error",
                                               field="vendor"))  # fmt: skip
    merged = merge(local, told(said(due_date=date(2025, 1, 1))), "claude", TODAY)
    assert rules(merged) == [("due_before_issue", "due_date")]


def test_what_is_found_against_a_value_of_the_model_comes_with_it() -> None:
    doubt = Finding(
        rule="low_ocr_confidence", severity="warning", field="vendor",
        facts={"found": "Weber KG", "score": "70"},
    )  # fmt: skip
    merged = merge(reading(said(vendor=None)), told(GOOD, doubt), "claude", TODAY)
    assert merged.findings == (doubt,)
    assert merge(reading(), told(GOOD, doubt), "claude", TODAY).findings == ()


TWO = (LineItem(description="pens", total=Decimal("60.00")), LINES[1])
OTHERS = (LineItem(description="pens", total=Decimal("65.00")), LINES[1])


@pytest.mark.parametrize(
    ("ours", "theirs", "stand"),
    [
        (LINES, LINES, LINES),
        (LINES, OTHERS, LINES),  # both add up
        (TWO, OTHERS, OTHERS),
        (LINES, TWO, LINES),
        ((), OTHERS, OTHERS),
        (TWO, (), TWO),
    ],
)
def test_of_two_tables_that_stands_which_adds_up(
    ours: tuple[LineItem, ...], theirs: tuple[LineItem, ...], stand: tuple[LineItem, ...]
) -> None:
    local = reading(said(line_items=ours), evidence={"total": (PLACE,)})
    merged = merge(local, told(said(line_items=theirs)), "claude", TODAY)
    assert merged.invoice is not None
    assert merged.invoice.line_items == stand
    if stand is theirs and stand is not ours:
        assert merged.evidence["line_items.0.total"] == (PLACE,)


def lines(*totals: str | None, **more: Decimal) -> tuple[LineItem, ...]:
    sums = [None if one is None else Decimal(one) for one in totals]
    return tuple(LineItem(description="pens", total=one, **more) for one in sums)


PRICED = {"qty": Decimal(3), "unit_price": Decimal("10.00")}


@pytest.mark.parametrize(
    ("ours", "theirs", "rule"),
    [
        (lines("60.00", "35.00"), lines(None, None), "line_sum_mismatch"),
        (lines("60.00", "35.00"), lines("100.00"), "line_sum_mismatch"),
        (lines("60.00", "35.00"), lines("65.00", "35.00"), "source_conflict"),
        (lines("100.00", **PRICED), lines("100.00"), "line_amount_mismatch"),
        (lines("100.00", **PRICED), lines("60.00", "20.00", "20.00"), "source_conflict"),
        (lines("50.00"), lines("50.00", "50.00"), "source_conflict"),
        (lines("100.00"), lines("50.00", "50.00"), None),
        ((), lines("50.00", "50.00"), None),
    ],
)
def test_lines_that_fail_a_check_are_told_whatever_a_model_makes_of_them(
    ours: tuple[LineItem, ...], theirs: tuple[LineItem, ...], rule: Rule | None
) -> None:
    local = reading(said(line_items=ours), evidence={"total": (PLACE,)})
    merged = merge(local, told(said(line_items=theirs)), "claude", TODAY)
    found = [one for one in merged.findings if (one.field or "").startswith(("line", "subtotal"))]
    assert [one.rule for one in found if one.rule != "missing_evidence"] == ([rule] if rule else [])
    for one in found:
        if one.rule == "source_conflict":
            said_by = {"claude", *(", ".join(str(a.total) for a in b) for b in (ours, theirs))}
            assert (one.severity, one.field) == ("error", "line_items")
            assert set(one.facts.values()) == said_by


def test_lines_of_an_e_invoice_stand() -> None:
    merged = merge(reading(said(line_items=TWO)), told(said(line_items=OTHERS)), "claude", TODAY)
    assert merged.invoice is not None
    assert merged.invoice.line_items == TWO


def test_lines_that_stand_nowhere_are_none() -> None:
    lost = stopped("missing_evidence", "line_items.0.total")
    merged = merge(
        reading(said(line_items=())), told(said(line_items=OTHERS), lost), "claude", TODAY
    )
    assert merged.invoice is not None
    assert merged.invoice.line_items == ()


@pytest.mark.parametrize(
    ("ours", "theirs", "kind", "severity"),
    [
        ("invoice", "receipt", "invoice", "warning"),
        ("invoice", "other", "invoice", "error"),
        ("invoice", "contract", "invoice", "error"),
        ("other", "invoice", "invoice", "error"),
        ("other", "contract", "other", "warning"),
        ("contract", "invoice", "contract", "error"),
    ],
)
def test_two_kinds_are_told(ours: Any, theirs: Any, kind: str, severity: str) -> None:
    bills = {"invoice", "receipt"}
    local = reading().model_copy(
        update={"kind": ours, "invoice": GOOD if ours in bills else None, "evidence": {}}
        if ours not in bills
        else {"kind": ours}
    )
    answer = told(GOOD).model_copy(
        update={"kind": theirs, "invoice": GOOD if theirs in bills else None}
    )
    merged = merge(local, answer, "claude", TODAY)
    assert merged.kind == kind
    [conflict] = [one for one in merged.findings if one.rule == "source_conflict"]
    assert (conflict.field, conflict.severity) == (None, severity)
    assert dict(conflict.facts) == {"found": ours, "expected": theirs, "reader": "claude"}
    assert (merged.invoice is not None) == (kind in bills)


def test_a_credit_note_that_only_a_model_sees_is_told() -> None:
    merged = merge(reading(), told(said(credit_note=True)), "claude", TODAY)
    assert merged.invoice is not None
    assert not merged.invoice.credit_note
    assert rules(merged) == [("source_conflict", "credit_note")]
