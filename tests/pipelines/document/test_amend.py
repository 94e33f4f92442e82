"""What becomes of each finding, of evidence and of what was changed, when a person edits."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any, get_args

import pytest

from pipelines.document.amend import RECOMPUTED, amend
from pipelines.document.findings import FACTS, Finding, Rule
from pipelines.document.model import (
    SCALAR_FIELDS,
    Adjustments,
    Evidence,
    Invoice,
    LineItem,
    Reading,
)
from pipelines.usage import Usage

TODAY = date(2026, 11, 22)
LINES = (
    LineItem(
        description="pens", qty=Decimal(2), unit_price=Decimal("20.00"), total=Decimal("40.00")
    ),
    LineItem(description="cups", total=Decimal("35.00")),
    LineItem(description="tea", total=Decimal("25.00")),
)
GOOD = Invoice(
    vendor="Weber KG", invoice_number="4711", issue_date=TODAY, currency="EUR",
    subtotal=Decimal("100.00"), tax=Decimal("19.00"), total=Decimal("119.00"), line_items=LINES,
)  # fmt: skip
FIELD: dict[Rule, str | None] = {
    "currency_conflict": "total",
    "currency_guessed": "currency",
    "date_guessed": "issue_date",
    "duplicate": "invoice_number",
    "future_date": "issue_date",
    "invalid_date": "issue_date",
    "line_sum_mismatch": "subtotal",
    "missing_evidence": "total",
    "missing_field": "vendor",
    "source_conflict": "vendor",
    "structured_ignored": None,
    "sum_mismatch": "total",
    "unknown_xml": None,
    "unreadable_page": None,
}
# What each rule is about is broken in this invoice, mended by an edit of `mend`, and still broken
# after an edit elsewhere. None: no edit mends it.
BROKEN: dict[Rule, dict[str, Any]] = {
    "future_date": {"issue_date": TODAY + timedelta(days=9)},
    "invalid_date": {"issue_date": None},
    "line_sum_mismatch": {"line_items": LINES[:2]},
    "missing_field": {"vendor": None},
    "sum_mismatch": {"total": Decimal("110.00")},
}
MEND: dict[Rule, dict[str, Any] | None] = {
    "currency_conflict": {"total": Decimal("119.01")},
    "currency_guessed": {"currency": "USD"},
    "date_guessed": {"issue_date": TODAY - timedelta(days=30)},
    "duplicate": {"invoice_number": "4712"},
    "future_date": {"issue_date": TODAY},
    "invalid_date": {"issue_date": TODAY},
    "line_sum_mismatch": {"line_items": LINES},
    "missing_evidence": {"total": Decimal("119.01")},
    "missing_field": {"vendor": "Weber KG"},
    "source_conflict": {"vendor": "Weber AG"},
    "structured_ignored": None,
    "sum_mismatch": {"tax": Decimal("10.00")},
    "unknown_xml": None,
    "unreadable_page": None,
}
ELSEWHERE: dict[str, Any] = {
    "buyer": "Brandt GmbH",
    "due_date": TODAY,
    "iban": "DE1",
    "credit_note": True,
}


def reading(invoice: Invoice = GOOD, *findings: Finding, **more: Any) -> Reading:
    evidence = {
        name: (Evidence(page=1, source="pdf_text"),)
        for name in SCALAR_FIELDS
        if getattr(invoice, name) is not None
    }
    for number, item in enumerate(invoice.line_items):
        for name, value in item:
            if value is not None:
                place = Evidence(path=f"/{item.description}/{name}", source="xml")
                evidence[f"line_items.{number}.{name}"] = (place,)
    values = {"evidence": evidence} | more
    return Reading(
        kind="invoice", invoice=invoice, findings=findings, reader="local", pages=1,
        usage=Usage(seconds=1, cost_usd=Decimal(0)), **values,
    )  # fmt: skip


def said(invoice: Invoice = GOOD, **changes: object) -> Invoice:
    return invoice.model_copy(update=changes)


def found(rule: Rule, field: str | None = None, **facts: str) -> Finding:
    known = dict.fromkeys(FACTS[rule], "x") | facts
    return Finding(rule=rule, severity="error", field=field or FIELD[rule], facts=known)


def rules(one: Reading) -> list[Rule]:
    return [finding.rule for finding in one.findings]


def lines(*items: LineItem) -> Invoice:
    return said(line_items=items)


def test_the_tables_name_every_rule() -> None:
    assert FIELD.keys() == MEND.keys() == set(get_args(Rule))


@pytest.mark.parametrize("rule", sorted(get_args(Rule)))
def test_an_edit_elsewhere_leaves_a_finding(rule: Rule) -> None:
    broken = reading(said(**BROKEN.get(rule, {})), found(rule))
    for name, value in ELSEWHERE.items():
        after = amend(broken, said(broken.invoice or GOOD, **{name: value}), TODAY)
        assert rules(after) == [rule]


@pytest.mark.parametrize("rule", sorted(get_args(Rule)))
def test_an_edit_of_what_it_is_about_settles_a_finding(rule: Rule) -> None:
    broken = reading(said(**BROKEN.get(rule, {})), found(rule))
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


@pytest.mark.parametrize("field", ["vendor", "invoice_number"])
def test_a_twin_is_looked_for_again_after_an_edit_of_what_it_is_known_by(field: str) -> None:
    twin = reading(GOOD, found("duplicate"))
    once = amend(twin, said(total=Decimal("119.01")), TODAY)
    assert rules(once) == ["duplicate"]
    changed = said(once.invoice or GOOD, **{field: "another"})
    again = amend(once, changed, TODAY)
    assert rules(again) == []
    seen = again.model_copy(update={"findings": (found("duplicate"),)})  # the other was found
    assert rules(amend(seen, said(changed, buyer="B"), TODAY)) == ["duplicate"]


def test_the_checks_run_on_what_a_person_wrote() -> None:
    after = amend(
        reading(), said(total=Decimal(90), vendor=None, issue_date=date(2027, 1, 1)), TODAY
    )
    assert [(one.rule, one.field, dict(one.facts)) for one in after.findings] == [
        ("missing_field", "vendor", {}),
        ("sum_mismatch", "total", {"expected": "119.00", "found": "90"}),
        ("future_date", "issue_date", {"found": "2027-01-01", "today": "2026-11-22"}),
    ]
    assert after.status == "flagged"
    assert amend(after, GOOD, TODAY).status == "clear"


def test_a_date_that_never_was_is_found_again_once_the_right_one_is_taken_out() -> None:
    broken = reading(said(issue_date=None), found("invalid_date"))
    dated = amend(broken, GOOD, TODAY)
    assert rules(dated) == []
    assert amend(dated, said(issue_date=None), TODAY) == broken


def test_what_stands_between_the_sums_is_remembered() -> None:
    kept_back = Adjustments(withheld=(Decimal("19.00"),))
    before = reading(said(total=Decimal("110.00")), found("sum_mismatch"), adjustments=kept_back)
    assert amend(before, said(total=Decimal("100.00")), TODAY).findings == ()
    less = Adjustments(charges=Decimal("1.00"), allowances=Decimal("11.00"))
    one, *others = LINES
    dearer = one.model_copy(update={"total": Decimal("50.00")})
    before = reading(GOOD, found("line_sum_mismatch"), adjustments=less)
    assert amend(before, lines(dearer, *others), TODAY).findings == ()
    assert rules(amend(reading(), lines(dearer, *others), TODAY)) == ["line_sum_mismatch"]


def test_lines_that_a_person_types_in_are_checked() -> None:
    before = reading(said(line_items=()))
    assert amend(before, GOOD, TODAY).findings == ()
    assert rules(amend(before, lines(*LINES[:2]), TODAY)) == ["line_sum_mismatch"]


def test_a_changed_value_has_no_evidence_and_needs_none() -> None:
    after = amend(reading(), said(total=Decimal("119.01"), buyer="B", tax=None), TODAY)
    was = {"tax": Decimal("19.00"), "total": Decimal("119.00"), "buyer": None}
    assert after.edited == was
    assert list(after.edited) == list(was), "in the order of an invoice"
    assert reading().evidence.keys() - after.evidence.keys() == {"tax", "total"}
    assert after.findings == ()


def test_however_often_it_is_edited_what_was_read_first_is_remembered() -> None:
    once = amend(reading(), said(vendor="A"), TODAY)
    twice = amend(once, said(vendor="B", tax=Decimal("19.01"), credit_note=True), TODAY)
    assert twice.edited == {"vendor": "Weber KG", "tax": Decimal("19.00"), "credit_note": False}
    assert (twice.reader, twice.pages, twice.usage) == ("local", 1, reading().usage)


@pytest.mark.parametrize("rule", sorted(set(get_args(Rule)) - RECOMPUTED - {"duplicate"}))
def test_what_is_set_back_is_as_it_was_read_with_its_evidence_and_its_findings(rule: Rule) -> None:
    broken = reading(said(**BROKEN.get(rule, {})), found(rule))
    edited = amend(broken, said(broken.invoice or GOOD, **(MEND[rule] or {}), iban="DE1"), TODAY)
    some = amend(edited, said(broken.invoice or GOOD, iban="DE1"), TODAY)
    assert some.edited == {"iban": None}
    assert (some.evidence, some.findings) == (broken.evidence, broken.findings)
    assert amend(edited, broken.invoice or GOOD, TODAY) == broken


def test_that_a_twin_was_found_since_does_not_go_with_other_values() -> None:
    edited = amend(reading(), said(total=Decimal("119.01")), TODAY)
    seen = edited.model_copy(update={"findings": (found("duplicate"),)})
    assert rules(amend(seen, GOOD, TODAY)) == ["duplicate"]


def test_what_was_said_of_a_line_goes_with_it() -> None:
    dearer = LINES[2].model_copy(update={"total": Decimal("26.00")})
    once = amend(reading(), lines(LINES[0], LINES[1], dearer), TODAY)
    assert once.edited == {"line_items.2.total": Decimal("25.00")}
    assert "line_items.2.total" not in once.evidence

    after = amend(once, lines(LINES[0], dearer), TODAY)
    assert after.edited == {"line_items": LINES, "line_items.1.total": Decimal("25.00")}
    [place] = after.evidence["line_items.1.description"]
    assert place.path == "/tea/description"
    assert not {"line_items.1.total", "line_items.2.description"} & after.evidence.keys()

    gone = amend(after, lines(LINES[0]), TODAY)
    assert gone.edited == {"line_items": LINES}
    assert amend(gone, GOOD, TODAY) == reading()


def test_a_line_that_was_added_is_a_persons() -> None:
    jam = LineItem(description="jam", total=Decimal("0.00"))
    after = amend(reading(), lines(LINES[0], jam, *LINES[1:]), TODAY)
    assert after.edited == {
        "line_items": LINES, "line_items.1.description": None, "line_items.1.total": None,
    }  # fmt: skip
    assert after.evidence["line_items.2.total"][0].path == "/cups/total"


def test_lines_in_another_order_keep_what_was_said_of_them() -> None:
    after = amend(reading(), lines(*reversed(LINES)), TODAY)
    assert after.edited == {"line_items": LINES}
    assert after.evidence["line_items.0.total"][0].path == "/tea/total"


@pytest.mark.parametrize(
    ("currency", "left"),
    [("GBP", []), ("USD", [("total", "USD", "GBP")]), (None, [])],
)
def test_an_amount_in_another_currency_is_held_against_the_one_of_now(
    currency: str | None, left: list[tuple[str, str, str]]
) -> None:
    before = reading(GOOD, found("currency_conflict", expected="EUR", found="GBP"))
    after = amend(before, said(currency=currency), TODAY)
    conflicts = [one for one in after.findings if one.rule == "currency_conflict"]
    told = [(one.field, one.facts["expected"], one.facts["found"]) for one in conflicts]
    assert told == left


def test_lines_in_another_currency_are_settled_once_all_their_amounts_are() -> None:
    before = reading(GOOD, found("currency_conflict", "line_items"))
    totals = [one.model_copy(update={"total": Decimal(9)}) for one in LINES]
    some = amend(before, lines(*totals), TODAY)
    assert "currency_conflict" in rules(some)
    priced = totals[0].model_copy(update={"unit_price": Decimal(4)})
    assert "currency_conflict" not in rules(amend(some, lines(priced, *totals[1:]), TODAY))


def test_an_invoice_may_be_written_from_nothing() -> None:
    empty = Reading(kind="other", reader="local", pages=1, usage=Usage(seconds=1, cost_usd=None))
    after = amend(empty, said(line_items=()), TODAY)
    assert (after.invoice, after.findings) == (said(line_items=()), ())
    assert set(after.edited) == set(SCALAR_FIELDS)


def test_readings_kept_before_still_load() -> None:
    kept = reading().model_dump(mode="json", exclude={"adjustments", "original"})
    loaded = Reading.model_validate(kept)
    assert (loaded.adjustments, loaded.edited) == (Adjustments(), {})
    after = amend(reading(), said(vendor="A"), TODAY)
    assert Reading.model_validate_json(after.model_dump_json()) == after
