"""What becomes of a finding of each rule when a person edits."""

from datetime import timedelta
from decimal import Decimal
from typing import Any, get_args

import pytest

from pipelines.document.amend import RECOMPUTED, amend
from pipelines.document.findings import BY_OTHERS, FACTS, Finding, Rule
from pipelines.document.model import Asides, Reading, TaxLine
from tests.pipelines.document.billed import GOOD, LINES, TODAY, reading, said

MORE = (LINES[0].model_copy(update={"qty": Decimal(3)}), *LINES[1:])
FIELD: dict[Rule, str | None] = {
    "amount_in_words": "total",
    "bank_changed": "iban",
    "contradicting_terms": "governing_law",
    "currency_conflict": "total",
    "currency_guessed": "currency",
    "date_guessed": "issue_date",
    "due_before_issue": "due_date",
    "duplicate": "invoice_number",
    "ends_before_start": "expiry_date",
    "future_date": "issue_date",
    "iban": "iban",
    "instruction": None,
    "invalid_date": "issue_date",
    "line_amount_mismatch": "line_items.0.total",
    "line_sum_mismatch": "subtotal",
    "low_ocr_confidence": "total",
    "missing_evidence": "total",
    "missing_field": "vendor",
    "multiple_invoices": None,
    "near_duplicate": "invoice_number",
    "parties_swapped": "vendor",
    "shown_in_part": None,
    "source_conflict": "vendor",
    "structured_ignored": None,
    "sum_mismatch": "total",
    "tax_id": "vendor_tax_id",
    "tax_rate": "tax",
    "tax_rate_implausible": "tax",
    "term_mismatch": "expiry_date",
    "total_guessed": "total",
    "unknown_xml": None,
    "unreadable_page": None,
}
# What each rule is about is broken in this invoice, mended by an edit of `mend`, and still broken
# after an edit elsewhere. None: no edit mends it.
BROKEN: dict[Rule, dict[str, Any]] = {
    "due_before_issue": {"due_date": TODAY - timedelta(days=1)},
    "future_date": {"issue_date": TODAY + timedelta(days=9)},
    "invalid_date": {"issue_date": None},
    "iban": {"iban": "DE02120300000000202052"},
    "line_amount_mismatch": {"line_items": MORE},
    "line_sum_mismatch": {"line_items": LINES[:2]},
    "missing_field": {"vendor": None},
    "sum_mismatch": {"total": Decimal("110.00")},
    "tax_id": {"vendor_tax_id": "DE123456789"},
    "tax_rate": {"taxes": (TaxLine(rate=Decimal(20)),)},
    "tax_rate_implausible": {
        "vendor_tax_id": "DE136695976",
        "taxes": (TaxLine(rate=Decimal(18)),),
        "tax": Decimal("18.00"),
        "total": Decimal("118.00"),
    },
}
BESIDE: dict[Rule, dict[str, Any]] = {
    "amount_in_words": {"asides": Asides(in_words=Decimal("119.01"))}
}
MEND: dict[Rule, dict[str, Any] | None] = {
    "amount_in_words": {"total": Decimal("119.01")},
    "bank_changed": {"iban": "DE02120300000000202051"},
    "contradicting_terms": None,
    "currency_conflict": {"total": Decimal("119.01")},
    "currency_guessed": {"currency": "USD"},
    "date_guessed": {"issue_date": TODAY - timedelta(days=30)},
    "due_before_issue": {"due_date": TODAY + timedelta(days=30)},
    "duplicate": {"invoice_number": "4712"},
    "ends_before_start": None,
    "future_date": {"issue_date": TODAY},
    "iban": {"iban": "DE02120300000000202051"},
    "instruction": None,
    "invalid_date": {"issue_date": TODAY},
    "line_amount_mismatch": {"line_items": LINES},
    "line_sum_mismatch": {"line_items": LINES},
    "low_ocr_confidence": {"total": Decimal("119.01")},
    "missing_evidence": {"total": Decimal("119.01")},
    "missing_field": {"vendor": "Weber KG"},
    "multiple_invoices": None,
    "near_duplicate": {"total": Decimal("119.01")},
    "parties_swapped": {"vendor": "Adler AG"},
    "shown_in_part": None,
    "source_conflict": {"vendor": "Weber AG"},
    "structured_ignored": None,
    "sum_mismatch": {"tax": Decimal("10.00")},
    "tax_id": {"vendor_tax_id": "DE136695976"},
    "tax_rate": {"tax": Decimal("20.00"), "total": Decimal("120.00")},
    "tax_rate_implausible": {"taxes": ()},
    "term_mismatch": None,
    "total_guessed": {"total": Decimal("119.01")},
    "unknown_xml": None,
    "unreadable_page": None,
}
ELSEWHERE: dict[str, Any] = {
    "buyer": "Brandt GmbH",
    "due_date": TODAY + timedelta(days=30),
    "iban": "DE1",
    "credit_note": True,
}


def found(rule: Rule, field: str | None = None, **facts: str) -> Finding:
    known = dict.fromkeys(FACTS[rule], "x") | facts
    return Finding(rule=rule, severity="error", field=field or FIELD[rule], facts=known)


def rules(one: Reading) -> list[Rule]:
    return [finding.rule for finding in one.findings]


def test_the_tables_name_every_rule() -> None:
    assert FIELD.keys() == MEND.keys() == set(get_args(Rule))


@pytest.mark.parametrize("rule", sorted(get_args(Rule)))
def test_an_edit_elsewhere_leaves_a_finding(rule: Rule) -> None:
    broken = reading(said(**BROKEN.get(rule, {})), found(rule), **BESIDE.get(rule, {}))
    for name in ELSEWHERE.keys() - (MEND[rule] or {}):
        value = ELSEWHERE[name]
        after = amend(broken, said(broken.invoice or GOOD, **{name: value}), TODAY)
        assert rules(after) == [rule]


@pytest.mark.parametrize("rule", sorted(get_args(Rule)))
def test_an_edit_of_what_it_is_about_settles_a_finding(rule: Rule) -> None:
    broken = reading(said(**BROKEN.get(rule, {})), found(rule), **BESIDE.get(rule, {}))
    mend = MEND[rule]
    if mend is None:  # it is about pages, and they are as they were
        after = amend(broken, said(vendor="A", total=Decimal("119.01")), TODAY)
        assert rules(after) == [rule]
    else:
        assert rules(amend(broken, said(broken.invoice or GOOD, **mend), TODAY)) == []


@pytest.mark.parametrize("rule", sorted(set(get_args(Rule)) - RECOMPUTED))
def test_what_was_found_in_the_document_stays_as_it_was_said(rule: Rule) -> None:
    finding = found(rule)
    broken = reading(said(**BROKEN.get(rule, {})), finding)
    after = amend(broken, said(broken.invoice or GOOD, buyer="Brandt GmbH"), TODAY)
    assert after.findings == (finding,)


@pytest.mark.parametrize(
    ("rule", "field"),
    [
        ("duplicate", "vendor"),
        ("duplicate", "invoice_number"),
        ("near_duplicate", "vendor"),
        ("near_duplicate", "invoice_number"),
        ("bank_changed", "vendor"),
        ("bank_changed", "vendor_tax_id"),
        ("bank_changed", "iban"),
    ],
)
def test_a_twin_is_looked_for_again_after_an_edit_of_what_it_is_known_by(
    rule: Rule, field: str
) -> None:
    twin = reading(GOOD, found(rule))
    once = amend(twin, said(tax=Decimal("19.01")), TODAY)
    assert rules(once) == [rule]
    changed = said(once.invoice or GOOD, **{field: "another"})
    again = amend(once, changed, TODAY)
    assert rules(again) == []
    seen = again.model_copy(update={"findings": (found(rule),)})  # the other was found
    assert rules(amend(seen, said(changed, buyer="B"), TODAY)) == [rule]


@pytest.mark.parametrize("rule", sorted(set(get_args(Rule)) - RECOMPUTED - BY_OTHERS))
def test_what_is_set_back_is_as_it_was_read_with_its_evidence_and_its_findings(rule: Rule) -> None:
    broken = reading(said(**BROKEN.get(rule, {})), found(rule), **BESIDE.get(rule, {}))
    edited = amend(broken, said(broken.invoice or GOOD, **(MEND[rule] or {}), buyer="B"), TODAY)
    some = amend(edited, said(broken.invoice or GOOD, buyer="B"), TODAY)
    assert some.edited == {"buyer": None}
    assert (some.evidence, some.findings) == (broken.evidence, broken.findings)
    assert amend(edited, broken.invoice or GOOD, TODAY) == broken


def test_that_a_twin_was_found_since_does_not_go_with_other_values() -> None:
    edited = amend(reading(), said(total=Decimal("119.01")), TODAY)
    seen = edited.model_copy(update={"findings": (found("duplicate"),)})
    assert rules(amend(seen, GOOD, TODAY)) == ["duplicate"]
