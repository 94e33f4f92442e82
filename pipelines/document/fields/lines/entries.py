"""The rows under a head: which of them is a line of goods, a sum, or text beside them."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from enum import Enum
from functools import cached_property

from pipelines.document.fields.lines.grid import Column, column_of, edges, named, number_columns
from pipelines.document.fields.lines.heads import Block, Head
from pipelines.document.fields.lines.pieces import Piece
from pipelines.document.fields.lines.products import settled
from pipelines.document.fields.lines.sums import beside_sums, is_part, names_tax, sums_in
from pipelines.document.page.layout import Row, Spot
from pipelines.document.page.printed import Printed
from pipelines.document.reckoning import added

_COUNTED = frozenset(("quantity", "price", "amount"))


class Kind(Enum):
    """What a row of a table is."""

    GOODS = "goods"
    SUM = "sum"
    BESIDE = "beside"
    PART = "part"
    TEXT = "text"
    STRANGE = "strange"


@dataclass(frozen=True, slots=True)
class Entry:
    """A row under a head, its numbers by the role of their column, and what describes it."""

    row: Row
    kind: Kind
    numbers: Mapping[str, Piece] = field(default_factory=dict)
    text: Spot | None = None


class Frame:
    """The columns of one table, from its head and from what stands under it."""

    def __init__(self, block: Block, rows: Sequence[tuple[Row, tuple[Piece, ...]]]) -> None:
        """`rows` are those that columns may be told by."""
        numbers = [one for _, pieces in rows for one in pieces if one.alone]
        heads = _distinct(block.heads)
        columns = named(number_columns(numbers), heads, numbers)
        columns = _with_glued(columns, heads, rows)
        self.columns = settled(columns, [_by_column(pieces, columns) for _, pieces in rows])
        self._heads = heads
        texts = [one for _, pieces in rows for one in pieces if not one.is_number]
        self._edges = edges(heads, self.columns, _apart(texts))
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
        left = self._edges[at - 1] if at else 0.0
        return left, self._edges[at] if at < len(self._edges) else 1.0

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
                run += [] if piece.unit is None or run else _unit_as_text(piece, numbers, left)
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
    for head in heads:
        if head.role not in ("quantity", "position") or head.role in known:
            continue
        near = Column(head.x0 - 0.01, head.x1 + 0.01)
        glued = [
            one for _, pieces in rows for one in pieces if _opens(one) and near.shared(one) > 0
        ]
        if 2 * len(glued) > len(rows):
            x0, x1 = min(one.x0 for one in glued), max(one.x1 for one in glued)
            more.append(Column(x0, x1, head.role, head.sure))
    return sorted((*columns, *more), key=lambda one: one.x0)


def _opens(piece: Piece) -> bool:
    """Tell a number that a text follows in its cell."""
    return piece.is_number and not piece.alone and piece.start == piece.row.cell_at(piece.start)[0]


def _unit_as_text(piece: Piece, numbers: Mapping[str, Piece], left: float) -> list[Spot]:
    """Give back what looked like a unit and is a word behind a position: "1 Kabel"."""
    counted = any(role == "quantity" and one is piece for role, one in numbers.items())
    if counted or piece.unit is None:
        return []
    spot = Spot(piece.row, piece.unit, piece.end)
    return [spot] if spot.box.x1 > left else []


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


def entries(
    printed: Printed, frame: Frame, rows: Sequence[tuple[Row, tuple[Piece, ...]]]
) -> Iterator[Entry]:
    """Tell what each row is, as far as the table goes."""
    summed = False
    so_far, taxed = Decimal(0), False
    for row, pieces, numbers in _numbered(frame, rows):
        text = frame.text(pieces, numbers)
        kind = _kind(printed, frame, row, pieces, numbers, text)
        if summed and (taxed or not _is_after_sum(frame, kind, numbers)):
            if kind in (Kind.SUM, Kind.BESIDE, Kind.TEXT):
                yield Entry(row, kind, numbers, text)
                continue
            return
        if kind is Kind.GOODS and _adds_up(numbers, so_far):
            kind = Kind.SUM
        if kind is Kind.GOODS:
            so_far = added(so_far, _amount(numbers) or Decimal(0))
        taxed = taxed or (kind is Kind.SUM and names_tax(printed, row))
        summed = summed or kind is Kind.SUM
        yield Entry(row, kind, numbers, text)


def _adds_up(numbers: Mapping[str, Piece], so_far: Decimal) -> bool:
    """Tell a sum by what it comes to, whatever it is called."""
    counted = {"quantity", "price"} & set(numbers)
    return not counted and bool(so_far) and _amount(numbers) == so_far


def _amount(numbers: Mapping[str, Piece]) -> Decimal | None:
    piece = numbers.get("amount")
    return piece.value if piece is not None else None


def _numbered(
    frame: Frame, rows: Sequence[tuple[Row, tuple[Piece, ...]]]
) -> Iterator[tuple[Row, tuple[Piece, ...], dict[str, Piece]]]:
    """Give the numbers of each row; an amount that slipped a row down comes up to its line."""
    given: set[int] = set()
    for at, (row, pieces) in enumerate(rows):
        numbers = {} if at in given else frame.numbers(pieces)
        if at not in given and "amount" in frame.roles - set(numbers) and "price" in numbers:
            for below in range(at + 1, min(at + 3, len(rows))):
                slipped = frame.numbers(rows[below][1])
                if rows[below][0].page == row.page and set(slipped) == {"amount"}:
                    if frame.text(rows[below][1], slipped) is None:
                        numbers |= slipped
                        given.add(below)
                    break
        yield row, pieces, numbers


def _is_after_sum(frame: Frame, kind: Kind, numbers: Mapping[str, Piece]) -> bool:
    """Tell a line of goods of the next section from whatever follows the last sum."""
    counted = frame.roles & {"quantity", "price"}
    return kind is Kind.GOODS and bool(counted) and counted <= set(numbers)


def _kind(
    printed: Printed, frame: Frame, row: Row, pieces: Sequence[Piece],
    numbers: Mapping[str, Piece], text: Spot | None,
) -> Kind:  # fmt: skip
    amount = numbers.get("amount")
    full = amount is not None and bool({"quantity", "price"} & set(numbers)) and text is not None
    if any(one.is_number and not one.share for one in pieces) and sums_in(
        printed, row, pieces, full=full
    ):
        return Kind.SUM
    if amount is None or not frame.is_amount(amount):
        return _without_amount(frame, numbers, text)
    aside = not full and beside_sums(printed, row, pieces)
    if aside or is_part(row, pieces):
        return Kind.BESIDE if aside else Kind.PART
    if text is None and not {"quantity", "price"} & set(numbers):
        named = any(not one.is_number for one in pieces)
        return Kind.SUM if named else Kind.STRANGE  # its name stands where those of sums do
    return Kind.GOODS


def _without_amount(frame: Frame, numbers: Mapping[str, Piece], text: Spot | None) -> Kind:
    """Tell a line whose amount is not printed by its quantity and price."""
    unpaid = "amount" not in frame.roles and {"quantity", "price"} <= set(numbers)
    if unpaid and text is not None:
        return Kind.GOODS
    return Kind.TEXT
