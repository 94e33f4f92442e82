"""What stands between the price of a line and its amount: discounts, and what a price is for."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal

from pipelines.document.fields.lines.pieces import Piece
from pipelines.document.fields.lines.products import is_product
from pipelines.document.fields.lines.table import Line
from pipelines.document.model import LineTerms

_HUNDRED = Decimal(100)


def with_terms(line: Line, numbers: Mapping[str, Piece]) -> Line:
    """Give a line the terms that its row has columns for.

    A discount may be a share or an amount: the one that makes the line's amount, a share if both do
    or none.
    """
    told = [replace(line, terms=terms) for terms in _readings(numbers)]
    best = next((one for one in told if is_priced(one)), told[0])
    return best if best.terms != LineTerms() else line


def _readings(numbers: Mapping[str, Piece]) -> Iterator[LineTerms]:
    base, less, tax = (numbers.get(role) for role in ("base", "discount", "tax"))
    per = base.value if base is not None and base.value else None
    rate = tax.value if tax is not None and tax.share else None
    off = abs(less.value) if less is not None and less.value else None
    if off is None or less is None:
        yield LineTerms(per=per, rate=rate)
        return
    if off <= _HUNDRED and not less.money:
        yield LineTerms(per=per, rate=rate, discount=off)
    if not less.share:
        yield LineTerms(per=per, rate=rate, less=off)


def is_priced(line: Line) -> bool | None:
    """Tell whether quantity and price make the amount by the terms; None where one is not told."""
    item, terms = line.item, line.terms or LineTerms()
    if item.qty is None or item.unit_price is None or item.total is None:
        return None
    kept = (_HUNDRED - (terms.discount or 0)) / _HUNDRED
    price = item.unit_price / (terms.per or 1) * kept
    return is_product(item.qty, price, item.total + (terms.less or 0))


def are_priced(lines: Sequence[Line]) -> bool:
    """Tell whether quantity and price make the amounts of most lines.

    Where they do not, another thing does: a tax, or a column nobody named.
    """
    products = [is_priced(line) for line in lines]
    wrong = products.count(False)
    return wrong < 2 or wrong <= products.count(True)
