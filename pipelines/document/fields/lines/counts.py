"""Quantity and price that stand in a text: "2 x Coffee", "Coffee 2 x 1,50", "2 × 1,50"."""

import re
from dataclasses import dataclass
from decimal import Decimal

from pipelines.document.page.layout import Row, Spot
from pipelines.document.page.numbers import Point, parse_number
from pipelines.document.values import sane

_FIGURE = r"(?:\d{1,3}(?: \d{3}){1,3}(?:[.,]\d{1,4})?(?![\d.,])|\d[\d.,'’]{0,14})"
_SIGN = r"\s?[xX×✕*@]\s{0,3}"
_MARK = r"(?:[^\W\d_]{1,3}\s?|[€£¥￥$]\s?)?"
_UNIT = r"(?:\s?[^\W\d_]{1,4}\.?)?"
_PRICED = re.compile(
    rf"(?<![\w.,])(?P<qty>{_FIGURE}){_UNIT}{_SIGN}{_MARK}(?P<price>{_FIGURE})\s?(?:[€£¥$]|[A-Z]{{3}})?\s*$"
)
_OPENING = re.compile(rf"\s*(?P<qty>{_FIGURE}){_SIGN}(?=[^\d\s])")
_CLOSING = re.compile(rf"(?<![\w.,])(?P<qty>{_FIGURE})\s?[xX×✕*]\s*$")
_LEADING = re.compile(r"(?P<qty>[1-9]\d{0,2}) {1,3}(?=[^\W\d_])")
_LONGEST = 200


@dataclass(frozen=True, slots=True)
class Count:
    """A quantity, and a price where one stands with it; `name` is what is left of the text."""

    name: Spot | None
    qty: Decimal
    qty_at: Spot
    price: Decimal | None = None
    price_at: Spot | None = None


def count_in(spot: Spot, point: Point | None) -> Count | None:
    """Find a quantity at either end of a text."""
    row, end = spot.row, spot.end
    start = max(spot.start, end - _LONGEST)
    text = row.text[:end]
    match = _PRICED.search(text, start) or _CLOSING.search(text, start)
    match = match or _OPENING.match(text, spot.start)
    qty = _value(match["qty"], point) if match else None
    if match is None or qty is None or not 0 < abs(qty) < 10_000:
        return None
    opens = match.re is _OPENING
    name = _name(row, match.end(), end) if opens else _name(row, spot.start, match.start())
    price = price_at = None
    if match.re is _PRICED:
        price, price_at = _value(match["price"], point), Spot(row, *match.span("price"))
        if price is None:
            return None
    return Count(name, qty, Spot(row, *match.span("qty")), price, price_at)


def leading_count(spot: Spot) -> Count | None:
    """Read a whole number that opens a text for its quantity: "2 Tea"."""
    match = _LEADING.match(spot.row.text, spot.start, spot.end)
    if match is None:
        return None
    name = Spot(spot.row, match.end(), spot.end)
    return Count(name, Decimal(match["qty"]), Spot(spot.row, *match.span("qty")))


def _name(row: Row, start: int, end: int) -> Spot | None:
    text = row.text[start:end]
    if not any(one.isalpha() for one in text):
        return None
    first = start + len(text) - len(text.lstrip())
    return Spot(row, first, start + len(text.rstrip()))


def _value(text: str, point: Point | None) -> Decimal | None:
    parsed = parse_number(text.rstrip(".,'’"), point)
    return sane(parsed[0]) if parsed else None
