"""Any invoice, sent back as it was shown: what nobody touched is the same to the last digit."""

from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from handlers.chat import Errors, Grid
from handlers.filled import FIELDS, fitted
from handlers.forms import LINES_SHOWN, invoice_of
from pipelines.document.model import Invoice, LineItem
from tests.handlers.test_forms import ENGLISH, asked, filled

words = st.none() | st.text(max_size=20) | st.sampled_from(["1.234", "Weber  KG", " ", "x" * 2000])
amounts = st.none() | st.sampled_from(["1.234", "-1.234", "12.500", "1E+2", "0.000", "-0"]).map(
    Decimal
)
amounts |= st.decimals(allow_nan=False, allow_infinity=False, places=3)
days = st.none() | st.dates()
items = st.builds(LineItem, description=words, qty=amounts, unit_price=amounts, total=amounts)
invoices = st.builds(
    Invoice, vendor=words, invoice_number=words, issue_date=days, currency=words, subtotal=amounts,
    tax=amounts, total=amounts, line_items=st.lists(items, max_size=4).map(tuple),
    credit_note=st.booleans(), due_date=days, buyer=words, vendor_tax_id=words, iban=words,
)  # fmt: skip
languages = st.sampled_from(["en", "zh"])


def rows_of(invoice: Invoice) -> list[tuple[str, ...]]:
    return [row for one in asked(invoice).inputs if isinstance(one, Grid) for row in one.rows]


def written(invoice: Invoice) -> str:
    """Write an invoice with every digit: 1.0 and 1.00 are not the same."""
    return repr(invoice)


@settings(deadline=None)
@given(invoice=invoices, shown_in=languages, sent_in=languages)
def test_a_form_that_nobody_touched_changes_nothing(
    invoice: Invoice, shown_in: str, sent_in: str
) -> None:
    form = asked(invoice, language="zh" if shown_in == "zh" else "en")
    found = invoice_of(filled(form, {}, language="zh" if sent_in == "zh" else "en"), invoice)
    assert isinstance(found, Errors)
    assert found.by_input.keys() == {""}


@settings(deadline=None)
@given(invoice=invoices, name=st.sampled_from(sorted(FIELDS)))
def test_one_change_touches_nothing_else(invoice: Invoice, name: str) -> None:
    sent = {
        "credit_note": "no" if invoice.credit_note else "yes", "currency": "EUR",
        "issue_date": "2026-11-22", "due_date": "2026-11-22",
    }.get(name, "7.25")  # fmt: skip
    found = invoice_of(filled(asked(invoice), {name: sent}), invoice)
    if isinstance(found, Errors):
        assert found.by_input == {"": ENGLISH.unchanged}
        return
    assert written(found.model_copy(update={name: getattr(invoice, name)})) == written(invoice)


@settings(deadline=None)
@given(invoice=invoices, data=st.data())
def test_lines_that_nobody_touched_are_the_same_wherever_they_go(
    invoice: Invoice, data: st.DataObject
) -> None:
    shown = rows_of(invoice)
    order = data.draw(st.permutations(range(len(shown))))
    kept = order[: data.draw(st.integers(0, len(shown)))]
    added = data.draw(st.lists(st.just(("tea", "2", "", "9.50")), max_size=2))
    rows = [shown[at] for at in kept] + added
    found = invoice_of(filled(asked(invoice), {"tax": "7.25"}, rows), invoice)
    if isinstance(found, Errors):
        assert found.by_input == {"": ENGLISH.unchanged}
        return
    says = [item for item in (invoice.line_items[at] for at in kept) if any(rows_of_item(item))]
    tea = LineItem(description="tea", qty=Decimal(2), total=Decimal("9.50"))
    before = [item for item in invoice.line_items if any(rows_of_item(item))]
    expected = [*says, *[tea for _ in added]]
    if expected == before:
        assert found.line_items == invoice.line_items
    else:
        assert [rows_of_item(one) for one in found.line_items] == [
            rows_of_item(one) for one in expected
        ]


def rows_of_item(item: LineItem) -> tuple[str | Decimal, ...]:
    [row] = rows_of(Invoice(line_items=(item,)))
    return fitted(row)


@settings(deadline=None)
@given(
    cell=st.tuples(st.integers(0, 2), st.integers(1, 3)),
    prices=st.lists(amounts, min_size=9, max_size=9),
)
def test_a_change_of_one_cell_is_never_an_error_in_another(
    cell: tuple[int, int], prices: list[Decimal | None]
) -> None:
    lines = tuple(
        LineItem(description=str(at), qty=qty, unit_price=price, total=total)
        for at, (qty, price, total) in enumerate(zip(*[iter(prices)] * 3, strict=True))
    )
    invoice = Invoice(line_items=lines)
    rows = [list(row) for row in rows_of(invoice)]
    rows[cell[0]][cell[1]] = "twelve"
    found = invoice_of(filled(asked(invoice), {}, rows), invoice)
    assert isinstance(found, Errors)
    name = ("description", "qty", "unit_price", "total")[cell[1]]
    assert found.by_input.keys() == {f"line_items.{cell[0]}.{name}"}


def test_a_form_shows_a_bounded_table() -> None:
    long = Invoice(line_items=(LineItem(total=Decimal(1)),) * (LINES_SHOWN + 1))
    assert len(rows_of(long)) == LINES_SHOWN
