"""By what a document is known again: marks that are kept with it and can be looked up."""

import hashlib
from collections.abc import Iterator
from datetime import timedelta
from decimal import Decimal

from handlers.ports import Marks
from pipelines.document.identity import seller_of, sign_of
from pipelines.document.model import NO_ASIDES, Invoice, Reading

DAYS_APART = 3  # how far the dates of two documents may be apart that are nearly the same
LEAST_SIGN = 3  # letters and digits of a number that tells documents apart by itself


def marks(reading: Reading) -> Marks:
    """Give what a document is kept by; no word of it can be read from them."""
    return _digests(reading, days=0)


def sought(reading: Reading) -> Marks:
    """Give what other documents have of which this one may be a repetition, or nearly."""
    return _digests(reading, days=DAYS_APART)


def head(reading: Reading) -> Reading:
    """Leave out of a reading what there may be much of: lines of goods, and places."""
    invoice = reading.invoice and reading.invoice.model_copy(update={"line_items": ()})
    below = {"evidence": {}, "asides": NO_ASIDES, "alternatives": (), "original": None}
    return reading.model_copy(update={"invoice": invoice, **below})


def sellers(invoice: Invoice) -> frozenset[str]:
    """Name the seller in each way in which it is known: by its name, and by its tax number."""
    ways = {"name": seller_of(invoice.vendor), "tax": sign_of(invoice.vendor_tax_id)}
    return frozenset(f"{way}:{name}" for way, name in ways.items() if name)


def plain(amount: Decimal) -> str:
    """Write an amount in the one way that all amounts as large are written."""
    return f"{amount.normalize():f}"


def _digests(reading: Reading, *, days: int) -> Marks:
    invoice = reading.invoice
    if invoice is None:
        return frozenset()
    found = (*_of_number(invoice), *_of_day(invoice, days))
    return frozenset(_digest(*parts) for parts in found)


def _of_number(invoice: Invoice) -> Iterator[tuple[str, ...]]:
    number = sign_of(invoice.invoice_number)
    if not number:
        return
    for seller in sellers(invoice):
        yield "number", seller, number
    if code := sign_of(invoice.invoice_code):
        yield "code", code, number
    if len(number) >= LEAST_SIGN and invoice.total is not None:
        yield "total", number, plain(invoice.total)


def _of_day(invoice: Invoice, days: int) -> Iterator[tuple[str, ...]]:
    if invoice.total is None or invoice.issue_date is None:
        return
    for apart in range(-days, days + 1):
        try:
            day = invoice.issue_date + timedelta(days=apart)
        except OverflowError:  # the calendar ends there
            continue
        for seller in sellers(invoice):
            yield "day", seller, plain(invoice.total), day.isoformat()


def _digest(*parts: str) -> str:
    return hashlib.blake2b("\0".join(parts).encode(), digest_size=12).hexdigest()
