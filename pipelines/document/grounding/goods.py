"""The rows of goods that a model copied: their values, and where each stands on the page."""

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from pipelines.document.findings import Finding
from pipelines.document.grounding.values import Grounds
from pipelines.document.model import LINES, MOST_PLACED_LINES, Evidence, LineItem
from pipelines.document.page.evidence import Place, evidence_of
from pipelines.document.page.layout import Row, Spot
from pipelines.document.question.wire import Goods

_NEAR = 3  # rows about a description in which its amounts stand
_HEAD = 24  # characters of a description that goes on over several rows
_LEAST_HEAD = 8
_SHOWN = 80
_MOST_NAMED = 20  # rows that say a description, of those below the last one first
# Rows that are looked through for all descriptions; one that stands there nearly takes so many
# looks more, and one that is not there.
_MOST_LOOKS = 3_000_000
_LOOKS_NEARLY = 20
_LOOKS_IN_VAIN = 400
_MOST_LOST = 100  # values that are told of; nobody reads more


@dataclass(slots=True)
class Laid:
    """The rows with their places; `lost` tells of values that stand nowhere."""

    items: tuple[LineItem, ...] = ()
    evidence: dict[str, tuple[Evidence, ...]] = field(default_factory=dict)
    lost: list[Finding] = field(default_factory=list)


def lay(
    rows: Sequence[Goods], grounds: Grounds, stated: frozenset[str | Decimal] = frozenset()
) -> Laid:
    """Give the rows of goods, each beside the row of the page that says it.

    `stated` are values that an e-invoice says.
    """
    items = [one for row in rows if any((one := _item(row, grounds)).model_dump().values())]
    laid, page = Laid(tuple(items)), _Page(grounds)
    if not grounds.printed.rows:
        return laid
    for number, item in enumerate(laid.items):
        places = page.places(item)
        for name, value in item:
            path, found = f"{LINES}.{number}.{name}", places.get(name, [])
            if found and number < MOST_PLACED_LINES:
                laid.evidence[path] = evidence_of(found)
            elif not found and name != "qty" and value is not None and value not in stated:
                laid.lost.append(_lost(path, str(value)))
    laid.lost = laid.lost[:_MOST_LOST]
    return laid


def _lost(path: str, value: str) -> Finding:
    facts = {"found": value[:_SHOWN]}
    return Finding(rule="missing_evidence", severity="error", field=path, facts=facts)


def _item(row: Goods, grounds: Grounds) -> LineItem:
    return LineItem(
        description=row.description or None,
        qty=grounds.amount(row.qty),
        unit_price=grounds.amount(row.unit_price),
        total=grounds.amount(row.total),
    )


class _Page:
    """Where the amounts of the page stand, and how far down the table has come."""

    def __init__(self, grounds: Grounds) -> None:
        self._grounds = grounds
        self._spots = defaultdict[Decimal, list[Spot]](list)
        for _, amount, spot in grounds.printed.all_amounts():
            self._spots[amount.value.copy_abs()].append(spot)
        self._last: tuple[str, list[Place]] = ("", [])
        self._looks = _MOST_LOOKS
        self._down = 0

    def places(self, item: LineItem) -> dict[str, list[Place]]:
        """Give the places of the values of one row of goods, those nearest each other."""
        named = self._described(item.description)
        row = self._row(named, item)
        if row is not None:
            self._down = row.index
        found = {"description": named[:2]}
        for name in ("qty", "unit_price", "total"):
            found[name] = list(self._near(getattr(item, name), row))
        return found

    def _described(self, text: str | None) -> list[Place]:
        if text is None:
            return []
        if text != self._last[0]:
            self._last = text, self._found(text)
        found = self._last[1]
        at = bisect_left(found, self._down, key=lambda one: one.spot.row.index)
        return [*found[at : at + _MOST_NAMED], *found[: min(at, _MOST_NAMED)]]

    def _found(self, text: str) -> list[Place]:
        """Give the places of a description, or of its beginning, down the pages."""
        if self._looks <= 0:
            return []
        found = list(self._grounds.places("description", text))
        self._looks -= _looks(found) * len(self._grounds.printed.rows)
        if not found and len(text) > _HEAD:
            head = text[:_HEAD].rpartition(" ")[0] or text[:_HEAD]
            found = list(self._grounds.places("description", head))[: len(head) // _LEAST_HEAD]
        return sorted(found, key=lambda one: one.spot.row.index)

    def _row(self, named: Sequence[Place], item: LineItem) -> Row | None:
        """Give the row of a description that has the amount beside it, or the first of either."""
        totals = [] if item.total is None else self._spots[item.total.copy_abs()]
        for place in named:
            if _about(totals, place.spot.row):
                return place.spot.row
        if named or not totals:
            return named[0].spot.row if named else None
        below = bisect_left(totals, self._down, key=_index)
        return totals[below if below < len(totals) else 0].row

    def _near(self, value: Decimal | None, row: Row | None) -> Iterator[Place]:
        """Give the place of a number nearest to a row, where it stands near it at all."""
        if value is None or row is None:
            return
        spots = _about(self._spots[value.copy_abs()], row)
        for spot in sorted(spots, key=lambda one: abs(one.row.index - row.index))[:1]:
            yield Place(spot, "normalised")


def _looks(found: Sequence[Place]) -> int:
    """Tell what it took to find a description, in looks at each row."""
    if not found:
        return 1 + _LOOKS_IN_VAIN
    return 1 + _LOOKS_NEARLY if found[0].match == "fuzzy" else 1


def _about(spots: Sequence[Spot], row: Row) -> list[Spot]:
    """Give those that stand near a row, on its page; they come down the pages."""
    first = bisect_left(spots, row.index - _NEAR, key=_index)
    last = bisect_right(spots, row.index + _NEAR, key=_index)
    return [one for one in spots[first:last] if one.row.page == row.page]


def _index(spot: Spot) -> int:
    return spot.row.index
