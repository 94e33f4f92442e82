"""Whatever was read and whatever is changed: an edit checks what reading would have checked."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.document.amend import RECOMPUTED, amend
from pipelines.document.decoded import Decoded, Structured
from pipelines.document.findings import Finding
from pipelines.document.interpret import interpret
from pipelines.document.model import SCALAR_FIELDS, Invoice, LineItem, Reading, TaxLine
from pipelines.usage import Usage
from tests.pipelines.document.sheets import page

TODAY = date(2026, 11, 22)
PAGE = page("Weber KG", "Rechnung Nr. 4711", "Rechnungsdatum|22.11.2026", "Rechnungsbetrag|9,00 €")

words = st.sampled_from([None, "Weber KG", "Adler", "4711"])
money = st.none() | st.sampled_from(["0", "1.00", "9.00", "10", "10.0", "-9.00"]).map(Decimal)
days = st.none() | st.dates(date(2026, 11, 20), date(2026, 11, 26))
items = st.builds(LineItem, description=words, qty=money, unit_price=money, total=money)
accounts = st.sampled_from([None, "DE89370400440532013000", "DE89370400440532013001"])
numbers = st.sampled_from([None, "DE136695976", "DE136695977"])
rates = st.builds(
    TaxLine, rate=st.sampled_from([None, Decimal(18), Decimal(19)]), base=money, amount=money
)
taxes = st.lists(rates, max_size=2).map(tuple)
invoices = st.builds(
    Invoice, vendor=words, invoice_number=words, issue_date=days,
    currency=st.sampled_from([None, "EUR", "USD"]), subtotal=money, tax=money, total=money,
    line_items=st.lists(items, max_size=4).map(tuple), credit_note=st.booleans(), buyer=words,
    due_date=days, iban=accounts, vendor_tax_id=numbers, taxes=taxes,
)  # fmt: skip
extras = st.fixed_dictionaries(
    {}, optional=dict.fromkeys(("charge_total", "allowance_total"), st.sampled_from(["1.00", "9"]))
)
edits = st.fixed_dictionaries(
    {},
    optional={
        "vendor": words, "issue_date": days, "subtotal": money, "tax": money, "total": money,
        "line_items": st.lists(items, max_size=4).map(tuple), "due_date": days, "iban": accounts,
        "vendor_tax_id": numbers, "taxes": taxes,
    },
)  # fmt: skip
foreign = st.dictionaries(st.sampled_from(["total", "line_items"]), st.just("GBP"))


@st.composite
def structured(draw: st.DrawFn) -> Structured:
    invoice = draw(invoices)
    paths = {name: f"/{name}" for name in SCALAR_FIELDS if draw(st.integers(0, 5))}
    invalid = {} if invoice.issue_date else draw(st.sampled_from([{}, {"issue_date": "30.02."}]))
    return Structured(invoice, paths, draw(extras), invalid, draw(foreign))


def read(said: Structured, *, paged: bool, **changes: Any) -> Reading:
    invoice = said.invoice.model_copy(update=changes)
    again = replace(said, invoice=invoice)
    meant = interpret(Decoded((PAGE,) if paged else (), again), today=TODAY)
    usage = Usage(seconds=1, cost_usd=Decimal(0))
    return Reading(
        kind=meant.kind, invoice=meant.invoice, evidence=meant.evidence, findings=meant.findings,
        adjustments=meant.adjustments, asides=meant.asides, reader="local", pages=1, usage=usage,
    )  # fmt: skip


def recomputed(reading: Reading) -> list[Finding]:
    return sorted((one for one in reading.findings if one.rule in RECOMPUTED), key=str)


@settings(deadline=None)
@given(said=structured(), paged=st.booleans())
def test_the_same_values_change_nothing(said: Structured, paged: bool) -> None:
    reading = read(said, paged=paged)
    assert amend(reading, said.invoice, TODAY) == reading
    assert amend(reading, said.invoice.model_copy(), TODAY) is reading


@settings(deadline=None)
@given(said=structured(), paged=st.booleans())
def test_an_edit_of_what_no_rule_looks_at_changes_no_finding(said: Structured, paged: bool) -> None:
    reading = read(said, paged=paged)
    after = amend(reading, said.invoice.model_copy(update={"invoice_code": "1"}), TODAY)
    assert after.findings == reading.findings
    assert after.evidence == reading.evidence
    assert after.edited == {"invoice_code": None}


@settings(deadline=None)
@given(
    said=structured(),
    paged=st.booleans(),
    changes=edits,
)
def test_an_edit_finds_what_reading_would_have_found(
    said: Structured, paged: bool, changes: Mapping[str, Any]
) -> None:
    reading = read(said, paged=paged)
    invoice = said.invoice.model_copy(update=dict(changes))
    after = amend(reading, invoice, TODAY)
    if "issue_date" not in after.edited or invoice.issue_date is not None or not said.invalid:
        # An edit from 10 to 10.0 is none: what is found goes on saying 10.
        taken = {name: getattr(after.invoice, name) for name in changes}
        assert recomputed(after) == recomputed(read(said, paged=paged, **taken))
    assert after.invoice == invoice
    assert not set(after.edited) & after.evidence.keys()
    about = {one.field for one in after.findings if one.rule not in RECOMPUTED}
    assert not about & set(after.edited) - {"line_items", None}
    was = {getattr(said.invoice, one) == getattr(invoice, one) for one in SCALAR_FIELDS}
    assert (was == {True}) == (not set(after.edited) & set(SCALAR_FIELDS))


@settings(deadline=None)
@given(
    said=structured(),
    paged=st.booleans(),
    steps=st.lists(edits, min_size=1, max_size=4),
)
def test_several_edits_are_what_one_would_have_been(
    said: Structured, paged: bool, steps: list[Mapping[str, Any]]
) -> None:
    reading = after = read(said, paged=paged)
    invoice = said.invoice
    for changes in steps:
        invoice = invoice.model_copy(update=dict(changes))
        after = amend(after, invoice, TODAY)
        at_once = amend(reading, invoice, TODAY)
        assert (after.edited, after.evidence, after.findings) == (
            at_once.edited, at_once.evidence, at_once.findings,
        )  # fmt: skip
        assert Reading.model_validate_json(after.model_dump_json()) == after
    assert amend(after, said.invoice, TODAY) == reading


@settings(deadline=None)
@given(said=structured(), changes=edits)
def test_what_is_not_said_to_be_edited_is_what_was_read(
    said: Structured, changes: Mapping[str, Any]
) -> None:
    reading = read(said, paged=False)
    invoice = said.invoice.model_copy(update=dict(changes))
    edited = amend(reading, invoice, TODAY).edited
    for name in SCALAR_FIELDS:
        was, now = getattr(said.invoice, name), getattr(invoice, name)
        assert (edited.get(name, now), name in edited) == (was, was != now)
    assert ("line_items" in edited) or [*map(dict, said.invoice.line_items)] == [
        {**dict(item), **{
            column: edited[path]
            for column in LineItem.model_fields
            if (path := f"line_items.{number}.{column}") in edited
        }}
        for number, item in enumerate(invoice.line_items)
    ]  # fmt: skip
