"""Rules that a reading must keep; each broken one is a finding."""

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from decimal import Decimal

from pipelines.document.findings import Finding
from pipelines.document.model import (
    NO_ADJUSTMENTS,
    SCALAR_FIELDS,
    Adjustments,
    Evidence,
    Invoice,
    Kind,
    Structured,
)
from pipelines.document.reckoning import added, apart

REQUIRED: Mapping[Kind, tuple[str, ...]] = {
    "invoice": ("vendor", "invoice_number", "issue_date", "currency", "total"),
    "receipt": ("vendor", "issue_date", "total"),
}
LEAST_TOLERANCE = Decimal("0.02")
TOLERANCE_PER_LINE = Decimal("0.01")


def check(
    kind: Kind,
    invoice: Invoice,
    evidence: Mapping[str, tuple[Evidence, ...]],
    invalid: Mapping[str, str],
    today: date,
    adjustments: Adjustments = NO_ADJUSTMENTS,
) -> Iterator[Finding]:
    """Apply the rules that need the reading only.

    `invalid` holds impossible dates, as written.
    """
    for field, text in invalid.items():
        yield Finding(rule="invalid_date", severity="error", field=field, facts={"found": text})
    yield from _missing(kind, invoice, invalid)
    yield from _unfounded(invoice, evidence)
    yield from _sums(invoice, adjustments)
    if invoice.issue_date is not None and invoice.issue_date > today + timedelta(days=1):
        facts = {"found": invoice.issue_date.isoformat(), "today": today.isoformat()}
        yield Finding(rule="future_date", severity="error", field="issue_date", facts=facts)
    yield from _lines(invoice, adjustments)


def tolerance(lines: int) -> Decimal:
    """Give what sums over so many rounded lines may be apart."""
    return max(LEAST_TOLERANCE, TOLERANCE_PER_LINE * lines)


def _missing(kind: Kind, invoice: Invoice, invalid: Mapping[str, str]) -> Iterator[Finding]:
    for field in REQUIRED.get(kind, ()):
        if getattr(invoice, field) is None and field not in invalid:
            yield Finding(rule="missing_field", severity="error", field=field)


def _unfounded(invoice: Invoice, evidence: Mapping[str, tuple[Evidence, ...]]) -> Iterator[Finding]:
    for field in SCALAR_FIELDS:
        value = getattr(invoice, field)
        if value is not None and not evidence.get(field):
            facts = {"found": str(value)}
            yield Finding(rule="missing_evidence", severity="error", field=field, facts=facts)


def _sums(invoice: Invoice, adjustments: Adjustments) -> Iterator[Finding]:
    subtotal, tax, total = invoice.subtotal, invoice.tax, invoice.total
    if subtotal is None or tax is None or total is None:
        return
    expected = added(subtotal, tax)
    # Without a sign, what is kept back of a sum below nothing makes that less negative.
    kept_back = (less.copy_sign(expected) for less in (Decimal(0), *adjustments.withheld))
    paid = added(total, adjustments.rounding.copy_negate())
    if all(apart(expected, added(less, paid)) > LEAST_TOLERANCE for less in kept_back):
        facts = {"expected": str(expected), "found": str(total)}
        yield Finding(rule="sum_mismatch", severity="error", field="total", facts=facts)


def _lines(invoice: Invoice, adjustments: Adjustments) -> Iterator[Finding]:
    """Compare the lines with the sum before tax.

    Some writers give the lines with their tax: then they come to the total, or to more than that
    where the buyer keeps an income tax back.
    """
    totals = [line.total for line in invoice.line_items if line.total is not None]
    whole = adjustments.lines_whole and len(totals) == len(invoice.line_items)
    if invoice.subtotal is None or not totals or not whole:
        return
    expected = added(*totals, adjustments.charges, adjustments.allowances.copy_negate())
    sums = [one for one in (invoice.subtotal, invoice.total) if one is not None]
    if adjustments.withheld and invoice.tax is not None:
        sums.append(added(invoice.subtotal, invoice.tax))
    if all(apart(expected, one) > tolerance(len(totals)) for one in sums):
        facts = {"expected": str(expected), "found": str(invoice.subtotal)}
        yield Finding(rule="line_sum_mismatch", severity="error", field="subtotal", facts=facts)


def check_currencies(structured: Structured) -> Iterator[Finding]:
    """Tell the amounts of an e-invoice that are in another currency than the invoice."""
    for field, found in structured.foreign.items():
        facts = {"expected": str(structured.invoice.currency), "found": found}
        yield Finding(rule="currency_conflict", severity="error", field=field, facts=facts)
