"""Whether the tax is the printed rate of what it is on, and whether there is such a rate."""

from collections.abc import Iterator, Sequence
from decimal import Decimal

from pipelines.document.checks.case import Case
from pipelines.document.checks.countries import countries_of
from pipelines.document.checks.rates import rates_in
from pipelines.document.checks.sums import tolerance
from pipelines.document.findings import Finding
from pipelines.document.model import Invoice, TaxLine
from pipelines.document.reckoning import added, apart, divided, multiplied, rounded

_HUNDRED = Decimal(100)
_CENTS = 2


def check_taxes(case: Case) -> Iterator[Finding]:
    """Compare each tax with its rate of its sum, and all of them with the sums of the document."""
    invoice = case.invoice
    # Some writers round the tax of each line of goods.
    allowed = tolerance(max(len(invoice.line_items), len(invoice.taxes)))
    lines = _completed(invoice)
    found = (
        *(one for line in lines for one in _of_its_rate(line, invoice, allowed)),
        *(_in_all(case, allowed)),
    )
    yield from found[:1]  # one slip of the pen makes all of it wrong


def _completed(invoice: Invoice) -> tuple[TaxLine, ...]:
    """Give the taxes by rate; the only one is on the subtotal and is all there is."""
    if len(invoice.taxes) != 1:
        return invoice.taxes
    [only] = invoice.taxes
    base = invoice.subtotal if only.base is None else only.base
    amount = invoice.tax if only.amount is None else only.amount
    return (only.model_copy(update={"base": base, "amount": amount}),)


def _of_its_rate(line: TaxLine, invoice: Invoice, allowed: Decimal) -> Iterator[Finding]:
    if line.rate is None or line.base is None or line.amount is None:
        return
    expected = divided(multiplied(line.base, line.rate), _HUNDRED)
    likely = [expected]
    if line.rate > 0:  # the tax may be in the sum that it is told of
        within = divided(line.rate, _HUNDRED + line.rate)
        grosses = (line.base, invoice.total) if line.base == invoice.subtotal else (line.base,)
        likely += [multiplied(one, within) for one in grosses if one is not None]
    if all(apart(abs(one), abs(line.amount)) > allowed for one in likely):
        yield _finding("tax", (line,), expected, line.amount)


def _in_all(case: Case, allowed: Decimal) -> Iterator[Finding]:
    """Compare what the taxes, and the sums they are on, come to with tax and subtotal."""
    invoice, lines = case.invoice, case.invoice.taxes
    taxes = [one.amount for one in lines if one.amount is not None]
    if taxes and len(taxes) == len(lines) and invoice.tax is not None:
        expected = added(*taxes)
        if apart(expected, invoice.tax) > allowed:
            yield _finding("tax", lines, expected, invoice.tax)
    bases = [one.base for one in lines if one.base is not None]
    if case.kind != "invoice" or not bases or len(bases) < len(lines) or invoice.subtotal is None:
        return
    # Several taxes may be on one and the same sum, and that may have them in it.
    likely = (added(*bases), added(*set(bases)))
    sums = [one for one in (invoice.subtotal, invoice.total) if one is not None]
    if all(apart(one, other) > allowed for one in likely for other in sums):
        yield _finding("subtotal", lines, likely[0], invoice.subtotal)


def _finding(field: str, lines: Sequence[TaxLine], expected: Decimal, found: Decimal) -> Finding:
    facts = {
        "rate": _named(lines),
        "expected": str(rounded(expected, _CENTS)),
        "found": str(found),
    }
    return Finding(rule="tax_rate", severity="warning", field=field, facts=facts)


def _named(lines: Sequence[TaxLine]) -> str:
    rates = sorted({one.rate for one in lines if one.rate is not None})
    return " + ".join(f"{rate.normalize():f}" for rate in rates) or "?"


def check_rates(case: Case) -> Iterator[Finding]:
    """Tell the first rate that neither the seller's country nor the buyer's had at that time."""
    invoice = case.invoice
    countries = countries_of(invoice, case.asides.country)
    known = [rates_in(country, invoice.issue_date) for country in countries]
    if not known or any(rates is None for rates in known):
        return
    possible = frozenset().union(*(rates for rates in known if rates is not None))
    for line in invoice.taxes:
        if line.rate is not None and line.rate not in possible:
            facts = {"rate": _named((line,)), "country": ", ".join(countries)}
            yield Finding(rule="tax_rate_implausible", severity="warning", field="tax", facts=facts)
            return
