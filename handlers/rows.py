"""The fields of an invoice and its lines of goods, as a card shows them."""

from collections.abc import Iterator

from handlers.chat import Part, Table, Text
from handlers.findings import with_page
from handlers.texts.model import Texts
from handlers.texts.written import plain, quantity
from pipelines.document.model import SCALAR_FIELDS, Invoice, Reading

LINES_SHOWN = 20
# Fields that a card shows only of documents that say them.
_WHERE_SAID = ("due_date", "buyer", "vendor_tax_id", "buyer_tax_id", "invoice_code", "iban")


def rows(reading: Reading, invoice: Invoice, phrases: Texts) -> tuple[tuple[str, str], ...]:
    """Give name and value of each field, with the page it stands on where there are several.

    Of some fields nothing is said where the document says nothing.
    """
    named = []
    for field in (*SCALAR_FIELDS, *_WHERE_SAID):
        name, value = phrases.fields[field], getattr(invoice, field)
        if value is None and field in _WHERE_SAID:
            continue
        name = with_page(name, field, reading, phrases)
        named.append((name, phrases.nothing if value is None else plain(value)))
    return (*named, *_taxes(invoice, phrases))


def _taxes(invoice: Invoice, phrases: Texts) -> Iterator[tuple[str, str]]:
    """Give the tax at each rate, where there are several."""
    for line in invoice.taxes if len(invoice.taxes) > 1 else ():
        name = phrases.tax_at.format(rate=quantity(line.rate))
        on = "" if line.base is None else phrases.tax_on.format(base=plain(line.base))
        yield name, f"{plain(line.amount)}{on}"


def lines(invoice: Invoice, phrases: Texts) -> tuple[Part, ...]:
    """Give the table of goods, as far as a card has room for it."""
    if not invoice.line_items:
        return ()
    goods = tuple(
        (item.description or "", quantity(item.qty), plain(item.unit_price), plain(item.total))
        for item in invoice.line_items[:LINES_SHOWN]
    )
    table = Table(phrases.line_columns, goods, numeric=frozenset({1, 2, 3}))
    hidden = len(invoice.line_items) - len(goods)
    return (table, Text(phrases.more_lines.format(count=hidden))) if hidden > 0 else (table,)
