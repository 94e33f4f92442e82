"""What becomes of evidence and of what was changed, when a person edits."""

from datetime import date
from decimal import Decimal

import pytest

from pipelines.document.amend import amend
from pipelines.document.findings import FACTS, Finding, Rule
from pipelines.document.model import (
    SCALAR_FIELDS,
    Adjustments,
    Asides,
    Invoice,
    LineItem,
    LineTerms,
    Reading,
)
from pipelines.usage import Usage
from tests.pipelines.document.billed import GOOD, LINES, TODAY, reading, said


def found(rule: Rule, field: str, **facts: str) -> Finding:
    known = dict.fromkeys(FACTS[rule], "x") | facts
    return Finding(rule=rule, severity="error", field=field, facts=known)


def rules(one: Reading) -> list[Rule]:
    return [finding.rule for finding in one.findings]


def lines(*items: LineItem) -> Invoice:
    return said(line_items=items)


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
    broken = reading(said(issue_date=None), found("invalid_date", "issue_date"))
    dated = amend(broken, GOOD, TODAY)
    assert rules(dated) == []
    assert amend(dated, said(issue_date=None), TODAY) == broken


def test_what_stands_between_the_sums_is_remembered() -> None:
    kept_back = Adjustments(withheld=(Decimal("19.00"),))
    before = reading(
        said(total=Decimal("110.00")), found("sum_mismatch", "total"), adjustments=kept_back
    )
    assert amend(before, said(total=Decimal("100.00")), TODAY).findings == ()
    less = Adjustments(charges=Decimal("1.00"), allowances=Decimal("11.00"))
    pens, cups, tea = LINES
    dearer = cups.model_copy(update={"total": Decimal("45.00")})
    before = reading(GOOD, found("line_sum_mismatch", "subtotal"), adjustments=less)
    assert amend(before, lines(pens, dearer, tea), TODAY).findings == ()
    assert rules(amend(reading(), lines(pens, dearer, tea), TODAY)) == ["line_sum_mismatch"]


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
    before = reading(GOOD, found("currency_conflict", "total", expected="EUR", found="GBP"))
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


def test_what_a_line_says_of_its_price_goes_with_it() -> None:
    sold = tuple(
        LineItem(description=name, qty=Decimal(2), unit_price=Decimal(20), total=Decimal(30))
        for name in ("pens", "cups", "tea")
    )
    asides = Asides(terms={2: LineTerms(less=Decimal(10))})
    less = reading(said(line_items=sold, subtotal=None), asides=asides)
    after = amend(less, said(line_items=sold[1:], subtotal=None), TODAY)
    assert [one.field for one in after.findings] == ["line_items.0.total"]


def test_what_was_said_of_a_value_of_a_line_goes_with_it() -> None:
    unsure = Finding(
        rule="low_ocr_confidence", severity="warning", field="line_items.2.total",
        facts={"found": "25.00", "score": "40"},
    )  # fmt: skip
    before = reading(said(subtotal=None), unsure)
    moved = amend(before, said(line_items=LINES[1:], subtotal=None), TODAY)
    assert [one.field for one in moved.findings] == ["line_items.1.total"]
    assert amend(moved, said(line_items=LINES[:2], subtotal=None), TODAY).findings == ()
    assert amend(moved, said(subtotal=None), TODAY).findings == (unsure,)


def test_a_table_that_was_read_in_part_is_whole_once_a_person_puts_lines_in() -> None:
    torn = reading(said(line_items=LINES[:1]), adjustments=Adjustments(lines_whole=False))
    dearer = LINES[0].model_copy(update={"description": "pencils"})
    assert amend(torn, said(line_items=(dearer,)), TODAY).findings == ()
    assert rules(amend(torn, said(line_items=LINES[:2]), TODAY)) == ["line_sum_mismatch"]
    assert amend(torn, GOOD, TODAY).findings == ()
