"""From a string that a model copied to a value in our terms, and to the places that say it.

What could be read in several ways is read in the way that the page bears out: its own order of day
and month, its own sign before the decimals.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from pipelines.document.checks.conflicts import places_of
from pipelines.document.currencies import exists
from pipelines.document.page.dates import dates_in
from pipelines.document.page.evidence import Index, Place
from pipelines.document.page.layout import Spot, fold
from pipelines.document.page.marks import currency_of, meanings
from pipelines.document.page.numbers import Point, amounts_in, parse_number
from pipelines.document.page.printed import Printed
from pipelines.document.values import sane

MOST = 200  # characters of a day, an amount, a currency or a number
_NUMBER = re.compile(r"\d[\d.,'’ ]{0,40}")
_CODE = re.compile(r"(?<![A-Za-z])[A-Za-z]{3}(?![A-Za-z])")
_AMOUNTS = ("subtotal", "tax", "total")
_DAYS = ("issue_date", "due_date")
_SOLID = ("iban", "vendor_tax_id", "buyer_tax_id")

# Figures and their signs as Chinese type sets them; in one amount no comma parts a sentence.
_NARROW = {ord(wide): ord(wide) - 0xFEE0 for wide in "０１２３４５６７８９．，－＋（）"}

Value = str | Decimal | date


@dataclass(frozen=True, slots=True)
class Said:
    """What one field of an answer comes to: nothing, a value with its places, or an `odd` text.

    `odd` is a day as it was said that the calendar does not have.
    """

    value: Value | None = None
    places: tuple[Place, ...] = ()
    odd: str | None = None


class Grounds:
    """The pages that values must stand on; what stands in rows `apart` bears nothing out."""

    def __init__(self, printed: Printed, apart: frozenset[int] = frozenset()) -> None:
        self.printed = printed
        self.index = Index(printed)
        self._apart = apart

    def places(self, name: str, value: Value) -> tuple[Place, ...]:
        """Give the places that say the value of a field."""
        found = places_of(name, value, self.index)
        if name == "invoice_number":
            found = [one for one in found if not self._is_of_another(one.spot)]
        return tuple(one for one in found if one.spot.row.index not in self._apart)

    def _is_of_another(self, spot: Spot) -> bool:
        """Tell a day, an amount, and what the words before it call an order's or a customer's."""
        at = spot.row.index
        taken = [(one.start, one.end) for one in self.printed.amounts[at] if one.decimals == 2]
        if not spot.text.isalnum():
            taken += [(one.start, one.end) for one in self.printed.dates[at]]
        if any(start <= spot.start and spot.end <= end for start, end in taken):
            return True
        before = [one for one in self.printed.labels("identifiers")[at] if one.end <= spot.start]
        label = max(before, key=lambda one: one.end, default=None)
        if label is None or label.role != "other_number":
            return False
        return not any(one.isalnum() for one in spot.row.text[label.end : spot.start])

    def said(self, name: str, text: str | None) -> Said:
        """Make a value of what was copied for a field."""
        if not text:
            return Said()
        if name in _DAYS:
            return self._day(name, text)
        return self._first(name, _MAKERS.get(name, _name)(text, self.printed))

    def amount(self, text: str) -> Decimal | None:
        """Make a number of what was copied from a row of goods."""
        return next(_amounts(text, self.printed), None)

    def currency(self, text: str) -> str | None:
        """Make the code of a currency of what was copied."""
        return next(_currencies(text, self.printed), None)

    def _day(self, name: str, text: str) -> Said:
        order = self.printed.order
        found = next(dates_in(fold(text[:MOST]), order or "dmy"), None)
        if found is None:
            return Said()
        if found.value is None:
            return Said(odd=text[:MOST])
        either = [found.value]
        if order is None and found.swapped is not None:
            either.append(found.swapped)
        return self._first(name, iter(either))

    def _first(self, name: str, likely: Iterator[Value]) -> Said:
        """Take the first value that the page says; without one, the likeliest."""
        best: Said | None = None
        for value in likely:
            said = Said(value, self.places(name, value))
            if said.places:
                return said
            best = best or said
        return best or Said()


def is_guess(code: str, places: Sequence[Place]) -> bool:
    """Tell a currency that only a sign says which several share."""
    signs = [one.spot.text.strip() for one in places]
    return bool(signs) and all(code in meanings(sign) for sign in signs)


def _amounts(text: str, printed: Printed) -> Iterator[Decimal]:
    """Give what an amount may be, the document's own way of writing first."""
    plain = text[:MOST].translate(_NARROW).strip()
    points: tuple[Point | None, ...] = tuple(dict.fromkeys((printed.point, None, ".", ",")))
    for point in points:
        value = _amount(plain, point)
        if value is not None:
            yield value


def _amount(text: str, point: Point | None) -> Decimal | None:
    found = [one.value for one in amounts_in(text, point)]
    if len(found) == 1:
        return sane(found[0])
    number = _NUMBER.search(text)
    if found or number is None:
        return None
    parsed = parse_number(number[0].strip().rstrip(".,'’"), point)
    if parsed is None:
        return None
    below = text.lstrip()[0] in "-−–(" or text.rstrip().endswith("-")
    return sane(-parsed[0] if below else parsed[0])


def _currencies(text: str, _printed: Printed) -> Iterator[str]:
    short = text.strip()[:MOST]
    for code in _CODE.findall(short.upper()):
        if exists(code):
            yield code
    known = currency_of(short)
    if known is not None:
        yield known


def _solid(text: str, _printed: Printed) -> Iterator[str]:
    yield "".join(text[:MOST].split()).upper()


def _number(text: str, _printed: Printed) -> Iterator[str]:
    yield text[:MOST]


def _name(text: str, _printed: Printed) -> Iterator[str]:
    yield text


_MAKERS: Mapping[str, Callable[[str, Printed], Iterator[Value]]] = {
    **dict.fromkeys(_AMOUNTS, _amounts),
    **dict.fromkeys(_SOLID, _solid),
    "currency": _currencies,
    "invoice_number": _number,
    "invoice_code": _number,
}
