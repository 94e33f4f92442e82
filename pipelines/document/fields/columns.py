"""Sums that stand under their labels: in a column of a table, or in the row below."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from operator import attrgetter

from pipelines.document.page.labels import Label
from pipelines.document.page.layout import Row, Spot, below, overlap
from pipelines.document.page.numbers import Amount
from pipelines.document.page.printed import Printed

Heads = list[tuple[Label, Spot]]
Stated = tuple[str, Amount, Spot, float]  # role, amount, place, weight

_LEAST_SHARED = 0.2  # of the narrower width, for an amount under a head
_LOOK_UP = 40  # rows between a sum and the head of its table
_HEAD = 2  # rows that the head of a table goes on for
_SUMS = frozenset({"subtotal", "tax", "total"})
_BELOW = frozenset({*_SUMS, "due", "net"})
_GOODS = frozenset({"count", "unit"})


def heads_above(printed: Printed, index: int) -> Heads:
    """Give the labels of the nearest table head above a row, each with its place."""
    page = printed.rows[index].page
    for at in range(index - 1, max(index - _LOOK_UP, -1), -1):
        row = printed.rows[at]
        labels = printed.labels("amounts")[at]
        if row.page != page:
            return []
        named = {label.role for label in labels}
        if len(labels) >= 2 and len(named) >= 2 and not printed.amounts[at]:
            return [(one, Spot(row, *row.cell_at(one.start))) for one in labels]
    return []


def is_under(label: Label | None, money: Sequence[Amount], heads: Heads, row: Row) -> bool:
    """Tell whether the heads speak for these amounts: a row of sums, not one of goods."""
    if label is not None:
        return len(money) > 1 and label.role == "total"
    marked = all(one.mark for one in money)
    goods = heads_goods(one for one, _ in heads)
    return _only_numbers(row.folded) and (marked or not goods)


def _only_numbers(folded: str) -> bool:
    return not re.search(r"[a-z]{4,}|[\u4e00-\u9fff]{2,}", folded)


def heads_goods(labels: Iterable[Label]) -> bool:
    """Tell the head of a table of goods."""
    return any(one.role in _GOODS for one in labels)


def by_column(
    amounts: Sequence[Amount], heads: Heads, row: Row
) -> Iterator[tuple[str, Amount, float]]:
    """Give the role of each amount that stands under a head."""
    for amount in amounts:
        box = Spot(row, amount.start, amount.end).box
        under = [(overlap(box, spot.box), label) for label, spot in heads]
        share, label = max(under, key=lambda one: one[0], default=(0.0, None))
        if label is None or share <= _LEAST_SHARED or label.role not in _SUMS:
            continue
        before_tax = label.weight == 1 and any(one.role == "tax" for one, _ in heads)
        yield "subtotal" if before_tax else label.role, amount, 2.5


def look_below(printed: Printed, row: Row, labels: Sequence[Label]) -> Iterator[Stated]:
    """Give the first amount under each label of a row that has none beside it.

    A row with as many amounts as this one has labels states one for each, in their order.
    """
    one_each = _one_each(printed, row, labels)
    goods, vague = _among_goods(printed, row), _has_unknown(printed, row)
    for at, label in enumerate(labels):
        if label.role not in _BELOW or label.weight < 3:
            continue
        spot = Spot(row, *row.cell_at(label.start))
        if not _fills(label, spot) or goods or (label.weight <= 3 and vague):
            continue
        found = one_each[at] if one_each else next(_money_under(printed, spot), None)
        if found is not None:
            yield label.role, *found, label.weight - 1


def _fills(label: Label, cell: Spot) -> bool:
    """Tell a label from a word of prose: there is little else in its cell."""
    return 2 * (label.end - label.start) >= len(cell.text.strip())


def _among_goods(printed: Printed, row: Row) -> bool:
    """Tell the second row of a head of goods."""
    above = printed.labels("amounts")[max(row.index - _HEAD, 0) : row.index]
    return any(heads_goods(labels) and len(labels) > 1 for labels in above)


def _has_unknown(printed: Printed, row: Row) -> bool:
    """Tell whether cells of a row hold no label that is known: "Description", as over goods."""
    known = {
        row.cell_at(label.start)
        for family in ("amounts", "identifiers", "dates")
        for label in printed.labels(family)[row.index]
    }
    return any(cell not in known for cell in row.cells)


def _one_each(
    printed: Printed, row: Row, labels: Sequence[Label]
) -> list[tuple[Amount, Spot]] | None:
    after = printed.rows[row.index + 1 : row.index + 2]
    if len(labels) < 2 or not after or after[0].page != row.page:
        return None
    cells = {row.cell_at(one.start) for one in labels}
    amounts = [one for one in printed.amounts[after[0].index] if printed.is_money(one)]
    apart = all(one.end < other.start for one, other in pairwise(amounts))
    if len(amounts) != len(labels) or len(cells) < len(labels) or not apart:
        return None
    return [(one, Spot(after[0], one.start, one.end)) for one in amounts]


def _money_under(printed: Printed, head: Spot) -> Iterator[tuple[Amount, Spot]]:
    for cell in below(printed.rows, head):
        amounts = printed.amounts[cell.row.index]
        first = bisect_left(amounts, cell.start, key=attrgetter("start"))
        behind = bisect_right(amounts, cell.end, key=attrgetter("end"))
        for one in reversed(amounts[first:behind]):
            if printed.is_money(one):
                yield one, Spot(cell.row, one.start, one.end)
