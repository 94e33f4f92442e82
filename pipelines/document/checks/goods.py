"""Whether quantity times unit price is the amount of each line of goods."""

from collections.abc import Iterable, Iterator
from decimal import Decimal
from itertools import islice
from typing import NamedTuple

from pipelines.document.checks.case import Case
from pipelines.document.checks.sums import adds_up
from pipelines.document.findings import Finding
from pipelines.document.model import LINES, LineItem, LineTerms
from pipelines.document.reckoning import added, apart, divided, multiplied, rounded

_CENT = Decimal("0.01")
_UNIT = Decimal(1)
_HALF = Decimal("0.5")
_HUNDRED = Decimal(100)
_MOST_RATES = 8
_MOST = 100  # lines that are told of; nobody reads more
_CENTS = 2
_WHOLE_PIECES = 1  # decimals up to which a quantity is exact: half a day, two pieces


class _Product(NamedTuple):
    """Quantity times price, and by how much it may be off as both are printed."""

    value: Decimal
    slack: Decimal

    def times(self, factor: Decimal) -> "_Product":
        return _Product(multiplied(self.value, factor), multiplied(self.slack, abs(factor)))


def check_lines(case: Case) -> Iterator[Finding]:
    """Tell the lines whose amount is not their quantity times their price, the first hundred.

    A price may be without its tax and the amount with it, or the other way round.
    """
    yield from islice(_wrong(case), _MOST)


def _wrong(case: Case) -> Iterator[Finding]:
    if not (case.adjustments.lines_priced and (case.adjustments.lines_whole or adds_up(case))):
        return
    rates = [*dict.fromkeys(one.rate for one in case.invoice.taxes)][:_MOST_RATES]
    for number, line in enumerate(case.invoice.line_items):
        terms = case.asides.terms.get(number, LineTerms())
        products, total = list(_products(line, terms)), line.total
        # What is given away for nothing may have its price beside it.
        if not products or not total:
            continue
        likely = (one for found in products for one in _with_tax(found, [*rates, terms.rate]))
        if not any(_is(total, one) for one in likely):
            facts = {
                "line": str(number + 1),
                "expected": str(rounded(products[0].value, max(_decimals(total), _CENTS))),
                "found": str(total),
            }
            yield Finding(
                rule="line_amount_mismatch",
                severity="error",
                field=f"{LINES}.{number}.total",
                facts=facts,
            )


def _products(line: LineItem, terms: LineTerms) -> Iterator[_Product]:
    """Give what a line comes to. Some programs repeat the quantity where a price is for one."""
    if line.qty is None or line.unit_price is None:
        return
    value = multiplied(line.qty, line.unit_price)
    slack = multiplied(_slack(line.unit_price), abs(line.qty))
    if _decimals(line.qty.normalize()) > _WHOLE_PIECES:
        slack += multiplied(_slack(line.qty), abs(line.unit_price))
    found = _Product(value, slack)
    if terms.discount:
        found = found.times(_UNIT - divided(terms.discount, _HUNDRED))
    less = (terms.less or Decimal(0)).copy_negate()
    if terms.per:
        for_one = found.times(divided(_UNIT, terms.per))
        yield for_one._replace(value=added(for_one.value, less))
    yield found._replace(value=added(found.value, less))


def _with_tax(found: _Product, rates: Iterable[Decimal | None]) -> Iterator[_Product]:
    """Give an amount as it stands, and with a tax added to it or taken out of it."""
    yield found
    for rate in rates:
        if rate is not None and rate > 0:
            factor = _UNIT + divided(rate, _HUNDRED)
            yield found.times(factor)
            yield found.times(divided(_UNIT, factor))


def _slack(printed: Decimal) -> Decimal:
    """Give by how much a number may be off: half of its last decimal, or of the second one.

    Programs fill up with zeros what they rounded before.
    """
    return _HALF.scaleb(-max(_decimals(printed.normalize()), _CENTS))


def _is(total: Decimal, product: _Product) -> bool:
    """Compare without signs: a credit note may write them at the amount or at the quantity."""
    step = max(_CENT, _UNIT if _in_whole_units(total, product.value) else _CENT)
    return apart(abs(product.value), abs(total)) <= step + product.slack


def _in_whole_units(total: Decimal, value: Decimal) -> bool:
    """Tell whether an amount was rounded to whole units of its money."""
    return not _decimals(total) and _decimals(value.normalize()) > 0


def _decimals(amount: Decimal) -> int:
    exponent = amount.as_tuple().exponent
    return max(-exponent, 0) if isinstance(exponent, int) else 0
