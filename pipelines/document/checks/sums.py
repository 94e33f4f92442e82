"""Whether the sums of a document close: with its tax, with its lines, and with its words."""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import product

from pipelines.document.checks.case import Case
from pipelines.document.findings import Finding
from pipelines.document.reckoning import added, apart

LEAST_TOLERANCE = Decimal("0.02")
TOLERANCE_EACH = Decimal("0.01")
CASH = Decimal("0.05")  # to which tills round where there are no smaller coins
_WHOLE = Decimal(1)


def tolerance(parts: int) -> Decimal:
    """Give what a sum over so many rounded lines, or taxes, may be apart."""
    return max(LEAST_TOLERANCE, TOLERANCE_EACH * parts)


def check_sum(case: Case) -> Iterator[Finding]:
    """Compare subtotal and tax with the total, and with what may stand between them."""
    invoice, beside = case.invoice, case.adjustments
    if invoice.subtotal is None or invoice.tax is None or invoice.total is None:
        return
    expected = added(invoice.subtotal, invoice.tax)
    # Without a sign, what is kept back of a sum below nothing makes that less negative.
    signed = (less.copy_sign(expected) for less in (Decimal(0), *beside.withheld))
    between = product(signed, (Decimal(0), beside.rounding.copy_negate()))
    allowed = tolerance(len(invoice.taxes))
    if all(apart(expected, added(*less, invoice.total)) > allowed for less in between):
        facts = {"expected": str(expected), "found": str(invoice.total)}
        yield Finding(rule="sum_mismatch", severity="error", field="total", facts=facts)


def check_line_sum(case: Case) -> Iterator[Finding]:
    """Compare the lines with the sum before tax; those of a receipt with its total.

    Some writers give the lines with their tax: then they come to the total, or to more or less
    than that where the buyer keeps a tax back, or where the total is rounded.
    """
    items = case.invoice.line_items
    totals = [line.total for line in items if line.total is not None]
    if not case.adjustments.lines_whole or not totals or len(totals) < len(items):
        return
    beside = case.adjustments
    goods = added(*totals)
    expected = added(goods, beside.charges, beside.allowances.copy_negate())
    field, stated = _stated(case)
    allowed = tolerance(len(totals))
    if stated is None or (case.kind == "receipt" and _holds_a_sum(totals, stated)):
        return
    come_to = [expected]
    if case.kind == "receipt":
        come_to, allowed = [expected, goods], max(allowed, CASH)
    if all(apart(one, other) > allowed for one, other in product(come_to, _sums(case))):
        facts = {"expected": str(expected), "found": str(stated)}
        yield Finding(rule="line_sum_mismatch", severity="error", field=field, facts=facts)


def adds_up(case: Case) -> bool:
    """Tell whether several lines come to the subtotal or the total: then none is missing."""
    totals = [line.total or Decimal(0) for line in case.invoice.line_items]
    sums = [one for one in (case.invoice.subtotal, case.invoice.total) if one is not None]
    return len(totals) > 1 and any(apart(added(*totals), one) <= LEAST_TOLERANCE for one in sums)


def _holds_a_sum(totals: Sequence[Decimal], stated: Decimal) -> bool:
    """Tell whether one of several lines is as much as all: then it is none, but was taken for one.

    Till slips have no frame around their lines.
    """
    return len(totals) > 1 and max(totals) >= stated > 0


def _stated(case: Case) -> tuple[str, Decimal | None]:
    """Give the sum that the lines are to come to, and its field."""
    invoice = case.invoice
    if case.kind == "receipt":
        return "total", invoice.total
    if invoice.subtotal is None and not invoice.tax and not invoice.taxes:
        return "total", invoice.total if invoice.tax is not None else None
    return "subtotal", invoice.subtotal


def _sums(case: Case) -> Iterator[Decimal]:
    """Give the sums that lines may come to, before tax or with it."""
    invoice, beside = case.invoice, case.adjustments
    yield from (one for one in (invoice.subtotal, invoice.total) if one is not None)
    between = beside.withheld or beside.rounding or case.kind == "receipt"
    if between and invoice.subtotal is not None and invoice.tax is not None:
        yield added(invoice.subtotal, invoice.tax)
    if invoice.total is not None:
        yield added(invoice.total, beside.rounding.copy_negate())
        if case.kind == "receipt" and invoice.tax is not None:
            yield added(invoice.total, invoice.tax.copy_negate())


def check_words(case: Case) -> Iterator[Finding]:
    """Compare the amount in words with the total; words may leave the part of a unit out.

    Words that tell of the part, be it none, have decimals.
    """
    said, total = case.asides.in_words, case.invoice.total
    if said is None or total is None:
        return
    beside = case.adjustments
    meant = {
        total,
        added(total, beside.rounding),
        *(added(total.copy_abs(), less.copy_negate()) for less in beside.withheld),
    }
    if all(apart(said.copy_abs(), one.copy_abs()) >= TOLERANCE_EACH for one in meant):
        if said.as_tuple().exponent == 0 and apart(said, total.copy_abs()) < _WHOLE:
            return
        facts = {"expected": str(said), "found": str(total)}
        yield Finding(rule="amount_in_words", severity="error", field="total", facts=facts)
