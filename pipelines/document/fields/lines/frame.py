"""The columns of one table: what stands in which of them, and where its descriptions stand."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from functools import cached_property

from pipelines.document.fields.lines.grid import Column, column_of, edges, named, number_columns
from pipelines.document.fields.lines.heads import Block, Head
from pipelines.document.fields.lines.pieces import Piece
from pipelines.document.fields.lines.products import settled
from pipelines.document.page.layout import Row, Spot

_COUNTED = frozenset(("quantity", "price", "amount"))


class Frame:
    """The columns of one table, from its head and from what stands under it."""

    def __init__(self, block: Block, rows: Sequence[tuple[Row, tuple[Piece, ...]]]) -> None:
        """`rows` are those that columns may be told by."""
        numbers = [one for _, pieces in rows for one in pieces if one.alone]
        heads = _distinct(block.heads)
        columns = named(number_columns(numbers), heads, numbers)
        columns = _with_glued(columns, heads, rows)
        values = [_by_column(pieces, columns) for _, pieces in rows]
        self.columns = settled(columns, values, [one.role for one in heads])
        self._heads = heads
        texts = [one for _, pieces in rows for one in pieces if not one.is_number]
        self._edges = edges(heads, self.columns, _apart(texts))
        self._starts = _often([one for _, pieces in rows for one in _starts(pieces)], len(rows))
        self.roles = {one.role for one in self.columns if one.role}
        amounts = [one for one in numbers if column_of(one, self.columns) == self.amount]
        self._in_cents = _are_in_cents(amounts)
        prices = [one for one in numbers if _role(one, self.columns) == "price"]
        self._priced_in_cents = _are_in_cents(prices)

    @cached_property
    def amount(self) -> Column | None:
        """The column of the amounts of the lines."""
        return next((one for one in self.columns if one.role == "amount"), None)

    @cached_property
    def band(self) -> tuple[float, float]:
        """The part of the page that descriptions stand in."""
        at = next((at for at, one in enumerate(self._heads) if one.role == "description"), None)
        if at is None:
            counted = [one.x0 for one in self.columns if one.role not in (None, "position")]
            return 0.0, min(counted, default=1.0)
        left = self._started(self._edges[at - 1], at) if at else 0.0
        return left, self._edges[at] if at < len(self._edges) else 1.0

    def _started(self, left: float, at: int) -> float:
        """Give where most descriptions start: a head in the middle of its column tells not."""
        before, own = self._heads[at - 1], self._heads[at]
        starts = [one for one in self._starts if before.x0 + 0.005 < one <= own.x1]
        return max(starts) - 0.005 if starts else left

    def numbers(self, pieces: Sequence[Piece]) -> dict[str, Piece]:
        """Give the numbers of a row by role, those of one column apart."""
        left, right = self.band
        found: dict[str, Piece] = {}
        for piece in pieces:
            column = column_of(piece, self.columns) if piece.is_number else None
            if column is None or column.role is None or (piece.share and column.role in _COUNTED):
                continue
            if column.role == "price" and self._has_lost_point(piece):
                continue
            inside = left < piece.x0 and piece.x1 < right and not piece.alone
            if not inside:
                found.setdefault(column.role, piece)
        return found

    def _has_lost_point(self, piece: Piece) -> bool:
        """Tell a price that recognition read without the point that all others have."""
        return self._priced_in_cents and piece.row.source == "ocr" and not piece.decimals

    def text(self, pieces: Sequence[Piece], numbers: Mapping[str, Piece]) -> Spot | None:
        """Give what a row says where descriptions stand."""
        left, right = self.band
        used = {(one.start, one.end) for one in numbers.values()}
        run: list[Spot] = []
        for piece in pieces:
            if (piece.start, piece.end) in used:
                run += [] if piece.unit is None or run else _unit_as_text(piece, left, right)
                if run:
                    break
            elif piece.x1 > left and piece.x0 < right - 0.002:
                spot = _cut(piece, left)
                run += [spot] if spot is not None else []
        if not run or not any(one.isalpha() for spot in run for one in spot.text):
            return None
        return Spot(run[0].row, run[0].start, run[-1].end)

    def is_amount(self, piece: Piece) -> bool:
        """Tell whether a number looks like the other amounts of its column."""
        return not piece.share and (
            not self._in_cents or piece.decimals > 0 or piece.money or piece.value == 0
        )


def _starts(pieces: Sequence[Piece]) -> Iterator[float]:
    """Give where the texts of a row begin: in a cell of their own, or behind one number."""
    before: Piece | None = None
    for piece in pieces:
        opens = piece.start == piece.row.cell_at(piece.start)[0]
        behind = (
            before is not None
            and _opens(before)
            and before.row.cell_at(before.start)[1] >= piece.end
        )
        if piece.unit is not None:
            yield round(Spot(piece.row, piece.unit, piece.end).box.x0, 3)
        elif not piece.is_number and (opens or behind):
            yield round(piece.x0, 3)
        before = piece


def _often(starts: Sequence[float], rows: int) -> list[float]:
    """Give the starts that a third of the rows have, give or take a little."""
    counts = Counter(starts)
    near = {
        one: sum(counts[round(one + step / 1000, 3)] for step in range(-4, 5)) for one in counts
    }
    return [one for one, count in near.items() if 3 * count >= rows]


def _are_in_cents(numbers: Sequence[Piece]) -> bool:
    return 2 * sum(one.decimals > 0 for one in numbers) > len(numbers)


def _role(piece: Piece, columns: Sequence[Column]) -> str | None:
    column = column_of(piece, columns)
    return column.role if column is not None else None


def _with_glued(
    columns: list[Column], heads: Sequence[Head], rows: Sequence[tuple[Row, tuple[Piece, ...]]]
) -> list[Column]:
    """Add the columns of quantities or positions that stand so near that a text runs into them."""
    known = {one.role for one in columns}
    more: list[Column] = []
    for at, head in enumerate(heads):
        if head.role not in ("quantity", "position") or head.role in known:
            continue
        left = heads[at - 1].x1 if at else 0.0
        right = max(head.x1 + 0.01, heads[at + 1].x0) if at + 1 < len(heads) else head.x1
        glued = [
            one
            for _, pieces in rows
            for one in pieces
            if _opens(one) and left < one.x0 and one.x1 < right
        ]
        if 2 * len(glued) > len(rows):
            x0, x1 = min(one.x0 for one in glued), max(one.x1 for one in glued)
            more.append(Column(x0, x1, head.role, head.sure))
    return sorted((*columns, *more), key=lambda one: one.x0)


def _opens(piece: Piece) -> bool:
    """Tell a number that a text follows in its cell."""
    return piece.is_number and not piece.alone and piece.start == piece.row.cell_at(piece.start)[0]


def _unit_as_text(piece: Piece, left: float, right: float) -> list[Spot]:
    """Give back what looked like a unit and stands where names do: "1 Kabel"."""
    if piece.unit is None:
        return []
    spot = Spot(piece.row, piece.unit, piece.end)
    return [spot] if left - 0.005 <= spot.box.x0 < right else []


def _cut(piece: Piece, left: float) -> Spot | None:
    """Give a piece without the words of it that stand in a column further left."""
    start = piece.start
    if piece.x0 < left - 0.005:
        words = [first for first, _, word in piece.row.touched(piece.start, piece.end)
                 if word.box.x0 >= left - 0.005 and first >= piece.start]  # fmt: skip
        if not words and (piece.x0 + piece.x1) / 2 < left:
            return None
        start = words[0] if words else start
    return Spot(piece.row, start, piece.end)


def _apart(texts: Sequence[Piece]) -> list[Piece]:
    """Keep one of the texts that lie in one place: they are many, their places few."""
    return list({(round(one.x0, 3), round(one.x1, 3)): one for one in texts}.values())


def _distinct(heads: Sequence[Head]) -> tuple[Head, ...]:
    """Let one head only speak for the descriptions: "Item" beside "Description" is a number."""
    described = [one for one in heads if one.role == "description"]
    best = max(described, key=lambda one: (one.sure, one.x1 - one.x0), default=None)
    return tuple(
        Head("article", one.sure, one.x0, one.x1, one.text)
        if one.role == "description" and one is not best
        else one
        for one in heads
    )


def _by_column(pieces: Sequence[Piece], columns: Sequence[Column]) -> dict[int, Decimal]:
    found: dict[int, Decimal] = {}
    for piece in pieces:
        column = column_of(piece, columns) if piece.value is not None else None
        if column is not None and piece.value is not None and not piece.share:
            found.setdefault(columns.index(column), piece.value)
    return found
