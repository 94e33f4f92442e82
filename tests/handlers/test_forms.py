"""Forms: what they show, and what becomes of what is written in them."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest

from handlers.chat import Errors, Form, Grid, Input, Language, Place, Submission
from handlers.filled import rows_of
from handlers.forms import LINES_SHOWN, edit_form, invoice_of
from handlers.ports import Document, Drop
from handlers.texts.catalogue import texts
from handlers.verdicts import opened
from pipelines.document.findings import Finding
from pipelines.document.model import LINES, Invoice, LineItem, Reading
from pipelines.usage import Usage

PLACE = Place("local", "t1", "invoices", "1")
NOW = datetime(2026, 11, 22, 9, tzinfo=UTC)
INVOICE = Invoice(
    vendor="Weber KG", invoice_number="4711", issue_date=date(2026, 11, 22), currency="EUR",
    subtotal=Decimal("100.00"), tax=Decimal("19.00"), total=Decimal("1119.00"),
    line_items=(
        LineItem(description="pens", qty=Decimal("1.234"), total=Decimal("40.00")),
        LineItem(description="cups", unit_price=Decimal("1E+2"), total=Decimal("60.00")),
    ),
)  # fmt: skip
ENGLISH = texts("en").review
NOTHING: Mapping[str, str] = {}


def document(invoice: Invoice | None = INVOICE, *findings: Finding) -> Document:
    reading = Reading(
        kind="invoice", invoice=invoice, findings=findings, reader="local", pages=1,
        usage=Usage(seconds=1, cost_usd=None),
    )  # fmt: skip
    drop = Drop("k", PLACE, "eva", "f", "acme.pdf", NOW)
    return Document("t1", "D-AAAAAAAAAA", "0" * 64, "application/pdf", 9, drop, 3, reading)


def asked(invoice: Invoice | None = INVOICE, *findings: Finding, language: Language = "en") -> Form:
    said = document(invoice, *findings)
    review = replace(opened("t1", said.id, said.reading, NOW), revision=3)
    return edit_form(said, review, language)


def filled(
    form: Form, values: Mapping[str, str], rows: Any = None, language: Language = "en"
) -> Submission:
    """Send a form back as it is, but for some values."""
    shown = {one.name: one.value for one in form.inputs if isinstance(one, Input)}
    tables = {one.name: one.rows for one in form.inputs if isinstance(one, Grid)}
    if rows is not None:
        tables["line_items"] = rows
    return Submission(PLACE, "eva", form.action, form.value, {**shown, **values}, tables, language)


def written(
    values: Mapping[str, str] = NOTHING, rows: Any = None, before: Invoice = INVOICE
) -> Invoice | Errors:
    return invoice_of(filled(asked(before), values, rows), before)


def wrong(
    values: Mapping[str, str] = NOTHING, rows: Any = None, before: Invoice = INVOICE
) -> Mapping[str, str]:
    found = written(values, rows, before)
    assert isinstance(found, Errors)
    return found.by_input


def test_an_edit_shows_every_value_as_it_can_be_sent_back() -> None:
    form = asked()
    assert (form.action, form.value) == ("review.edit", "D-AAAAAAAAAA:3")
    assert (form.title, form.submit, form.parts) == ("Edit Weber KG · 4711", "Save", ())
    *inputs, grid = form.inputs
    shown = {one.name: one.value for one in inputs if isinstance(one, Input)}
    assert shown == {
        "vendor": "Weber KG", "invoice_number": "4711", "issue_date": "2026-11-22",
        "due_date": "", "currency": "EUR", "subtotal": "100.00", "tax": "19.00",
        "total": "1119.00", "credit_note": "no", "buyer": "", "vendor_tax_id": "", "iban": "",
        "buyer_tax_id": "", "invoice_code": "",
    }  # fmt: skip
    assert shown.keys() | {"line_items", "taxes"} == Invoice.model_fields.keys()
    assert isinstance(grid, Grid)
    assert [name for name, _ in grid.columns] == list(LineItem.model_fields)
    assert grid.rows == (("pens", "1.234", "", "40.00"), ("cups", "", "100", "60.00"))
    assert (grid.numeric, grid.most) == (frozenset({1, 2, 3}), LINES_SHOWN)


def test_an_edit_asks_in_the_language_of_who_asked() -> None:
    form = asked(INVOICE.model_copy(update={"credit_note": True}), language="zh")
    labels = {one.name: (one.label, one.value) for one in form.inputs if isinstance(one, Input)}
    assert labels["credit_note"] == ("红字发票", "是")
    assert labels["total"][0] == "价税合计"


def test_each_input_says_what_it_takes_and_what_is_wrong() -> None:
    warning = Finding(
        rule="currency_guessed", severity="warning", field="currency", facts={"found": "EUR"}
    )
    clash = Finding(
        rule="currency_conflict", severity="error", field="currency",
        facts={"expected": "EUR", "found": "USD"},
    )  # fmt: skip
    twin = Finding(
        rule="duplicate", severity="error", field="invoice_number",
        facts={"document": "D-BBBBBBBBBB", "date": "2026-01-01"},
    )  # fmt: skip
    form = asked(INVOICE, warning, clash, twin)
    inputs = {one.name: one for one in form.inputs if isinstance(one, Input)}
    assert [name for name, one in inputs.items() if one.kind == "amount"] == [
        "subtotal", "tax", "total",
    ]  # fmt: skip
    assert [name for name, one in inputs.items() if one.kind == "date"] == [
        "issue_date", "due_date",
    ]  # fmt: skip
    assert inputs["currency"].hint == "Currency: stated in USD, but the invoice is in EUR."
    assert {"EUR", "CNY"} <= set(inputs["currency"].options)
    choices = [one for one in inputs.values() if one.kind == "choice"]
    assert [(one.name, one.options, one.required) for one in choices] == [
        ("credit_note", ("yes", "no"), True)
    ]
    assert "BBBB" not in str(form)  # not everybody may see the twin


def test_nothing_changed_is_said_at_the_first_input() -> None:
    assert wrong() == {"": ENGLISH.unchanged}
    assert wrong(before=Invoice()) == {"": ENGLISH.unchanged}
    same = {"total": "1.119,00", "vendor": " Weber  KG ", "credit_note": "NO", "currency": "eur"}
    assert wrong(same) == {"": ENGLISH.unchanged}


@pytest.mark.parametrize(
    ("name", "text", "value"),
    [
        ("vendor", "  Adler\n GmbH ", "Adler GmbH"), ("vendor", " ", None),
        ("vendor", "\x00", None), ("invoice_number", "4712", "4712"),
        ("issue_date", "2026-11-20", date(2026, 11, 20)),
        ("due_date", "2026-12-01", date(2026, 12, 1)), ("issue_date", "", None),
        ("currency", "usd", "USD"), ("total", "-1 234,50", Decimal("-1234.50")),
        ("tax", "", None), ("subtotal", "0", Decimal(0)), ("credit_note", "Yes", True),
        ("credit_note", "是", True), ("buyer", "B", "B"), ("vendor_tax_id", "DE1", "DE1"),
        ("iban", "DE02 1203", "DE02 1203"),
    ],
)  # fmt: skip
def test_a_changed_value_is_taken_and_the_others_stay(name: str, text: str, value: object) -> None:
    after = written({name: text})
    assert after == INVOICE.model_copy(update={name: value})
    assert isinstance(after, Invoice)
    assert str(after.line_items[1].unit_price) == "1E+2"


@pytest.mark.parametrize(
    ("name", "text", "mistake", "facts"),
    [
        ("total", "a lot", "amount", {"found": "a lot"}),
        ("total", "1.234", "ambiguous", {"found": "1.234", "whole": "1234", "part": "1.2340"}),
        ("total", "9" * 41, "long", {"limit": "40"}),
        ("due_date", "1.12.2026", "date", {"found": "1.12.2026"}),
        ("currency", "EURO", "currency", {"found": "EURO"}),
        ("vendor", "x" * 301, "long", {"limit": "300"}),
        ("iban", "x" * 101, "long", {"limit": "100"}),
        ("credit_note", "perhaps", "choice", {"yes": "yes", "no": "no"}),
        ("credit_note", "", "choice", {"yes": "yes", "no": "no"}),
    ],
)
def test_what_cannot_be_taken_is_said_where_it_stands(
    name: str, text: str, mistake: str, facts: Mapping[str, str]
) -> None:
    assert wrong({name: text}) == {name: ENGLISH.mistakes[mistake].format_map(facts)}


def test_all_that_is_wrong_is_said_at_once_in_the_language_of_who_wrote_it() -> None:
    rows = [["pens", "1.234", "", "40.00"], [], ["cups", "many", "", "1,000"]]
    found = invoice_of(filled(asked(), {"total": "?", "tax": "20"}, rows, "zh"), INVOICE)
    assert isinstance(found, Errors)
    assert found.by_input == {
        "total": "“?”不是金额。请写成 1234.56。",
        "line_items.2.qty": "“many”不是金额。请写成 1234.56。",
        "line_items.2.total": "“1,000”有两种读法。请写成 1000 或 1.0000。",
    }


def test_a_value_that_is_not_sent_stays() -> None:
    bare = Submission(PLACE, "eva", "review.edit", "D:3", {"tax": "20.00"})
    assert invoice_of(bare, INVOICE) == INVOICE.model_copy(update={"tax": Decimal("20.00")})


def test_lines_are_changed_added_moved_and_taken_out() -> None:
    pens, cups = asked().inputs[-1].rows  # type: ignore[union-attr]  # the last one is the grid
    first, second = INVOICE.line_items
    jam = LineItem(description="jam", qty=Decimal("1.5"))
    for rows, items in (
        ([cups, pens], (second, first)),
        ([pens], (first,)),
        ([], ()),
        ([["", " "], pens, (), cups, ("jam", "1,5")], (first, second, jam)),
        ([pens, (*cups[:3], "61")], (first, second.model_copy(update={"total": Decimal(61)}))),
    ):
        after = written(rows=rows)
        assert isinstance(after, Invoice)
        assert after.line_items == items


@pytest.mark.parametrize("shown", [("a\nb", "a b"), ("a b", "a\nb"), (" ", "a"), (None, " ")])
def test_rows_that_look_alike_stay_what_they_were(shown: tuple[str | None, str | None]) -> None:
    lines = tuple(LineItem(description=one, total=Decimal(1)) for one in shown)
    before = INVOICE.model_copy(update={"line_items": (*lines, LineItem(description="tea"))})
    rows = [(*row[:3], "1") for row in rows_of(before.line_items, "en")[:2]] + [("jam", "", "", "")]
    after = written({}, rows, before)
    assert isinstance(after, Invoice)
    assert after.line_items == (*lines, LineItem(description="jam"))


@pytest.mark.parametrize("lost", ["9" * 19, "10194.22" + "0" * 29])
def test_what_could_not_be_kept_is_refused_in_fields_and_lines(lost: str) -> None:
    why = f"“{lost}” is not an amount. Write 1234.56."
    rows = [("pens", "1.234", "", lost), ("cups", "", "100", "60.00")]
    assert wrong({"total": lost}, rows) == {"total": why, "line_items.0.total": why}


def test_what_was_written_is_read_back_as_it_was_kept() -> None:
    after = written({"total": "10194.22" + "0" * 28, "vendor": "Adler"})
    assert isinstance(after, Invoice)
    assert repr(Invoice.model_validate_json(after.model_dump_json())) == repr(after)


def test_empty_rows_say_nothing() -> None:
    hollow = INVOICE.model_copy(update={"line_items": (LineItem(), *INVOICE.line_items)})
    shown = asked(hollow).inputs[-1].rows  # type: ignore[union-attr]  # the last one is the grid
    assert wrong(rows=shown[1:], before=hollow) == {"": ENGLISH.unchanged}
    kept = written({"tax": "20"}, shown[1:], hollow)
    assert isinstance(kept, Invoice)
    assert kept.line_items == hollow.line_items


def test_lines_that_no_form_can_show_stay() -> None:
    many = tuple(LineItem(total=Decimal(number)) for number in range(LINES_SHOWN + 2))
    long = INVOICE.model_copy(update={"line_items": many})
    form = asked(long)
    assert [one.text for one in form.parts] == ["… and 2 more lines; all of them are in the JSON."]
    rows = form.inputs[-1].rows  # type: ignore[union-attr]  # the last one is the grid
    assert len(rows) == LINES_SHOWN
    after = written(rows=rows[1:], before=long)
    assert isinstance(after, Invoice)
    assert after.line_items == many[1:]
    limit = ENGLISH.mistakes["rows"].format(limit=LINES_SHOWN)
    assert wrong(rows=[*rows, ("one more",)], before=long) == {"line_items": limit}


@pytest.mark.parametrize(
    ("change", "title"),
    [
        ({}, "Edit Weber KG · 4711"),
        ({"invoice_number": None}, "Edit Weber KG · D-AAAAAAAAAA"),
        ({"vendor": None, "invoice_number": None}, "Edit D-AAAAAAAAAA"),
        ({"vendor": "W" * 300}, f"Edit {'W' * 59}… · 4711"),
    ],
)
def test_a_form_is_named_as_people_name_its_document(
    change: dict[str, str | None], title: str
) -> None:
    assert asked(INVOICE.model_copy(update=change)).title == title


def test_where_the_first_lines_alone_were_asked_for_the_others_stay() -> None:
    lines = tuple(LineItem(description=f"pen {number}") for number in range(120))
    before = INVOICE.model_copy(update={"line_items": lines})
    form = asked(before)
    shown = rows_of(lines[:40], "en")

    def taken(rows: Any) -> Invoice | Errors:
        return invoice_of(replace(filled(form, {}, rows), shown={LINES: 40}), before)

    assert taken(shown) == Errors({"": ENGLISH.unchanged})
    added = ("ink", "2", "", "9.00")
    longer = taken((*shown[1:], added, added))
    assert isinstance(longer, Invoice)
    assert longer.line_items[:39] == lines[1:40]
    assert [one.total for one in longer.line_items[39:41]] == [Decimal("9.00")] * 2
    assert longer.line_items[41:] == lines[40:]
    many = taken((added,) * (LINES_SHOWN + 1))
    assert isinstance(many, Errors)
    assert str(LINES_SHOWN) in many.by_input[LINES]
