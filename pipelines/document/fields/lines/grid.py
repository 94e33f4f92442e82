"""The columns of a table: where its numbers stand, and which head means which of them."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from pipelines.document.fields.lines.heads import Head
from pipelines.document.fields.lines.pieces import Piece

_BINS = 1000  # a page is so many bins wide
_NOISE = 0.08  # share of the numbers below which a bin between two columns counts as empty
_SKIPPED_HEAD, _SKIPPED_COLUMN = 3.0, 5.0
_NEVER = 1000.0
_LEAST_SHARED = 0.3  # of a number or its column, that lies over the other


@dataclass(frozen=True, slots=True)
class Column:
    """A column of numbers, from `x0` to `x1` of the page; `role` None: no head speaks for it."""

    x0: float
    x1: float
    role: str | None = None
    sure: float = 0.0

    def shared(self, piece: Piece) -> float:
        """Give the share of the narrower of the two that lies over the other."""
        shared = min(self.x1, piece.x1) - max(self.x0, piece.x0)
        return shared / max(min(self.x1 - self.x0, piece.x1 - piece.x0), 1e-6)


def number_columns(numbers: Sequence[Piece]) -> list[Column]:
    """Give the columns that numbers stand in: stretches of the page that few or none leave out."""
    steps = [0] * (_BINS + 2)
    for piece in numbers:
        steps[min(int(piece.x0 * _BINS), _BINS)] += 1
        steps[min(int(piece.x1 * _BINS) + 1, _BINS + 1)] -= 1
    heights, height = [], 0
    for step in steps:
        height += step
        heights.append(height)
    least = _NOISE * max(heights) if max(heights) >= 8 else 0
    columns: list[Column] = []
    start: int | None = None
    for at, height in enumerate(heights):
        if height > least and start is None:
            start = at
        elif height <= least and start is not None:
            columns.append(Column(start / _BINS, at / _BINS))
            start = None
    return columns


def column_of(piece: Piece, columns: Iterable[Column]) -> Column | None:
    """Give the column that a number stands in."""
    best, most = None, _LEAST_SHARED
    for one in columns:
        if one.x0 < piece.x1 and piece.x0 < one.x1 and (shared := one.shared(piece)) > most:
            best, most = one, shared
    return best


def named(
    columns: Sequence[Column], heads: Sequence[Head], numbers: Sequence[Piece]
) -> list[Column]:
    """Give each column the role of its head: in the order of both, as near as can be."""
    held = [[one for one in numbers if column.shared(one) > _LEAST_SHARED] for column in columns]
    costs = [
        [_cost(head, column, pieces) for column, pieces in zip(columns, held, strict=True)]
        for head in heads
    ]

    @cache
    def cheapest(head: int, column: int) -> tuple[float, tuple[tuple[int, int], ...]]:
        if head == len(heads) or column == len(columns):
            left = (len(heads) - head) * _SKIPPED_HEAD + (len(columns) - column) * _SKIPPED_COLUMN
            return left, ()
        without_head = cheapest(head + 1, column)
        without_column = cheapest(head, column + 1)
        both = cheapest(head + 1, column + 1)
        skips = 0.5 if heads[head].role in ("description", "unit", "date") else _SKIPPED_HEAD
        return min(
            (without_head[0] + skips, without_head[1]),
            (without_column[0] + _SKIPPED_COLUMN, without_column[1]),
            (both[0] + costs[head][column], ((head, column), *both[1])),
        )

    roles = {column: heads[head] for head, column in cheapest(0, 0)[1]}
    return [
        Column(one.x0, one.x1, roles[at].role, roles[at].sure) if at in roles else one
        for at, one in enumerate(columns)
    ]


def _cost(head: Head, column: Column, pieces: Sequence[Piece]) -> float:
    apart = max(head.x0 - column.x1, column.x0 - head.x1, 0.0)
    aligned = min(
        abs(head.x1 - column.x1),
        abs(head.x0 - column.x0),
        abs(head.x0 + head.x1 - column.x0 - column.x1) / 2,
    )
    if head.role in ("description", "unit", "date"):
        return _NEVER
    return 100 * apart + 15 * aligned + _unlike(head.role, pieces)


def _unlike(role: str, pieces: Sequence[Piece]) -> float:
    """Tell how little the numbers of a column look like what its head promises."""
    if not pieces:
        return 0.0
    share = sum(one.share for one in pieces) / len(pieces)
    cents = sum(one.decimals > 0 or one.money for one in pieces) / len(pieces)
    if role in ("tax", "discount"):
        return 0.0
    if role in ("position", "article"):
        return 8 * share + 4 * cents
    if role == "quantity":
        money = sum(one.money for one in pieces) / len(pieces)
        return 8 * share + 4 * money
    return 8 * share + (1.0 if cents < 0.5 else 0.0)


def edges(heads: Sequence[Head], columns: Sequence[Column], texts: Sequence[Piece]) -> list[float]:
    """Give where each head's part of the page ends and the next begins, left to right."""
    spans = [_span(head, columns) for head in heads]
    texts = sorted(texts, key=lambda one: one.x0)
    return [_between(one, other, texts) for one, other in pairwise(spans)]


def _span(head: Head, columns: Sequence[Column]) -> tuple[float, float]:
    own = [
        one for one in columns
        if one.role == head.role and min(one.x1, head.x1) - max(one.x0, head.x0) > -0.05
    ]  # fmt: skip
    return min((head.x0, *(one.x0 for one in own))), max((head.x1, *(one.x1 for one in own)))


def _between(one: tuple[float, float], other: tuple[float, float], texts: Sequence[Piece]) -> float:
    """Find the widest gap that no text crosses between two heads; its right end."""
    left, right = (one[0] + one[1]) / 2, (other[0] + other[1]) / 2
    covered = sorted(_covered(left, right, (one, other), texts))
    best, reach = (-1.0, (left + right) / 2), left
    for start, end in (*covered, (right, right)):
        if start - reach > best[0]:
            best = (start - reach, start)
        reach = max(reach, end)
    return best[1] - min(best[0], 0.004) / 2 if best[0] > 0 else other[0]


def _covered(
    left: float, right: float, heads: Iterable[tuple[float, float]], texts: Iterable[Piece]
) -> Iterator[tuple[float, float]]:
    for start, end in (*heads, *((one.x0, one.x1) for one in texts)):
        if end > left and start < right:
            yield max(start, left), min(end, right)
