"""What an e-invoice says between prices and amounts: terms of its lines, and its taxes by rate."""

from collections.abc import Iterable, Iterator
from decimal import Decimal
from itertools import islice

from lxml import etree

from pipelines.document.einvoice.walk import every, first, number_of, text_of
from pipelines.document.model import LineTerms, TaxLine
from pipelines.document.reckoning import added
from pipelines.document.values import sane

CII_RATE = "RateApplicablePercent|ApplicablePercent"
MOST_TAXES = 100  # rates of one document that are kept

_CHARGE = frozenset({"true", "1"})
_ONE = Decimal(1)


def terms(
    per: etree._Element | None,
    parts: Iterable[etree._Element],
    amount: str,
    rate: etree._Element | None = None,
) -> LineTerms | None:
    """Give for how many a price is, what is taken off its line, and its tax; None for none of it.

    `parts` are allowances and charges, each with an `amount` and what tells the one from the other.
    """
    count = number_of(per)
    if count is not None and (count <= 0 or count == _ONE):
        count = None
    less = sane(added(*_taken_off(parts, amount)))
    found = LineTerms(per=count, less=less or None, rate=number_of(rate))
    return None if found == LineTerms() else found


def _taken_off(parts: Iterable[etree._Element], amount: str) -> Iterator[Decimal]:
    for part in parts:
        value = number_of(first(part, amount))
        told = first(part, "ChargeIndicator", "Indicator")
        indicator = text_of(first(part, "ChargeIndicator") if told is None else told)
        if value is not None:
            yield value.copy_negate() if indicator in _CHARGE else value


def cii_taxes(settlement: etree._Element | None) -> tuple[TaxLine, ...]:
    """Give the taxes of a cross-industry invoice by rate."""
    names = (CII_RATE, "BasisAmount", "CalculatedAmount")
    return _taxes(every(settlement, "ApplicableTradeTax"), names)


def ubl_taxes(totals: Iterable[etree._Element]) -> tuple[TaxLine, ...]:
    """Give the taxes of a UBL invoice by rate; `totals` are the sums in its currency."""
    parts = (part for total in totals for part in every(total.getparent(), "TaxSubtotal"))
    return _taxes(parts, ("Percent", "TaxableAmount", "TaxAmount"))


def _taxes(parts: Iterable[etree._Element], names: tuple[str, str, str]) -> tuple[TaxLine, ...]:
    found = []
    for part in islice(parts, MOST_TAXES):
        rate, base, amount = (number_of(first(part, name)) for name in names)
        if rate is None:
            rate = number_of(first(part, "TaxCategory", names[0]))
        if rate is not None:
            found.append(TaxLine(rate=rate, base=base, amount=amount))
    return tuple(found)
