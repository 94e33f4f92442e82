"""Lines of goods under the heads of a table, over as many pages as it goes."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import pairwise

from pipelines.document.fields.lines.counts import count_in, leading_count
from pipelines.document.fields.lines.entries import Entry, Kind, entries
from pipelines.document.fields.lines.frame import Frame
from pipelines.document.fields.lines.grid import number_columns
from pipelines.document.fields.lines.heads import Block, Head
from pipelines.document.fields.lines.naming import Named, names
from pipelines.document.fields.lines.pieces import Piece, pieces_of
from pipelines.document.fields.lines.products import is_product
from pipelines.document.fields.lines.sums import sums_in
from pipelines.document.fields.lines.table import Line, Table
from pipelines.document.fields.lines.terms import are_priced, is_priced, with_terms
from pipelines.document.fields.lines.wording import joined
from pipelines.document.model import LineItem
from pipelines.document.page.dates import FoundDate
from pipelines.document.page.layout import CELL_GAP, Row, Spot
from pipelines.document.page.numbers import Point
from pipelines.document.page.printed import Printed

_SAME_HEAD = 0.6  # share of the columns that two heads of one table have in common
_MOST_SUMS = 16  # rows under a table that may state its sums
_ASIDE = 0.05  # of the page by which a number may stand beside its head

Parted = tuple[Row, tuple[Piece, ...]]


@dataclass(frozen=True, slots=True)
class Part:
    """What stands under one head: lines, whether sums end them, and whether all was understood."""

    lines: tuple[Line, ...]
    ended: bool
    clean: bool
    priced: bool
    last: int = 0


def parted(printed: Printed, rows: Sequence[Row]) -> list[Parted]:
    """Part rows into numbers and texts; dates are texts."""
    return [
        (row, pieces_of(row, printed.point, [(one.start, one.end) for one in dates]))
        for row, dates in ((row, _days(printed, row)) for row in rows)
    ]


def _days(printed: Printed, row: Row) -> list[FoundDate]:
    """Give the dates that stand in one cell: "25 | set | 67" is none."""
    return [
        one for one in printed.dates[row.index] if CELL_GAP not in row.text[one.start : one.end]
    ]


def read_table(printed: Printed, blocks: Sequence[Block]) -> Table | None:
    """Read what stands under the heads of goods; None where there are no lines."""
    parts: list[Part] = []
    kind: frozenset[str] | None = None  # what the heads name: those of the next page name the same
    ends = [*(block.first for block in blocks[1:]), len(printed.rows)]
    follow = [*(not block.goods for block in blocks[1:]), False]
    for block, end, sums in zip(blocks, ends, follow, strict=True):
        if not block.goods or (kind is not None and not _are_alike(_roles(block), kind)):
            continue
        part = _part(printed, block, printed.rows[block.last + 1 : end], sums_follow=sums)
        if part.lines:
            parts.append(part)
            kind = _roles(block)
    if not parts:
        return None
    return Table(
        lines=tuple(line for part in parts for line in part.lines),
        whole=parts[-1].ended and all(one.clean for one in parts),
        priced=all(one.priced for one in parts),
        sums=sums_under(parted(printed, printed.rows[parts[-1].last + 1 :][:_MOST_SUMS])),
    )


def _part(printed: Printed, block: Block, rows: Sequence[Row], *, sums_follow: bool) -> Part:
    split = parted(printed, rows)
    frame = Frame(block, _before_sums(printed, split, block))
    found = list(entries(printed, frame, split))
    goods = [at for at, one in enumerate(found) if one.kind is Kind.GOODS]
    if not goods:
        return Part((), ended=False, clean=True, priced=True)
    last = goods[-1]
    named = names(found, frame.band)
    lines = tuple(_line(found[at], named[at], printed.point) for at in goods)
    if any(one.role == "quantity" for one in block.heads) or any(one.item.qty for one in lines):
        lines = tuple(_with_one(line) for line in lines)
    ended = sums_follow or any(one.kind is Kind.SUM for one in found[last + 1 :])
    told_of = [*found[: last + 1], *_to_first_sum(found[last + 1 :])]
    strange = any(one.kind is Kind.STRANGE for one in told_of)
    beside = any(one.kind is Kind.BESIDE for one in told_of[last + 1 :])
    told = all(line.item.description and line.item.total is not None for line in lines)
    return Part(
        lines, ended, not strange and not beside and told and _in_order(found),
        are_priced(lines), found[last].row.index,
    )  # fmt: skip


def _roles(block: Block) -> frozenset[str]:
    return frozenset(one.role for one in block.heads)


def _are_alike(one: frozenset[str], other: frozenset[str]) -> bool:
    """Tell the head of the same table on another page, of which a word may be read otherwise."""
    return len(one & other) >= _SAME_HEAD * len(one | other)


def _to_first_sum(found: Sequence[Entry]) -> Sequence[Entry]:
    """Give what stands between the last line and the first sum."""
    end = next((at for at, one in enumerate(found) if one.kind is Kind.SUM), len(found))
    return found[:end]


def sums_under(rows: Sequence[Parted]) -> tuple[Decimal, ...]:
    """Give all numbers of some rows."""
    return tuple(one.value for _, pieces in rows for one in pieces if one.value is not None)


def _before_sums(printed: Printed, rows: Sequence[Parted], block: Block) -> list[Parted]:
    """Give the rows that the columns are told by: above the first sum, a number under money."""
    money_heads = [one for one in block.heads if one.role in ("amount", "gross", "price")]
    kept: list[Parted] = []
    for row, pieces in rows:
        money = any(one.decimals > 0 or one.money for one in pieces)
        if money and sums_in(printed, row, pieces, full=False):
            if kept:
                break
            continue  # what the page before came to
        if any(one.alone and _is_under(one, head) for one in pieces for head in money_heads):
            kept.append((row, pieces))
    return _without_bridges(kept)


def _without_bridges(rows: list[Parted]) -> list[Parted]:
    """Leave out the rows of one number that lies over two columns, as of sums in larger print."""
    whole = [one for one in rows if sum(piece.alone for piece in one[1]) > 1]
    columns = number_columns([piece for _, pieces in whole for piece in pieces if piece.alone])
    if not whole:
        return rows
    return [
        one
        for one in rows
        if sum(column.shared(piece) > 0 for piece in one[1] if piece.alone for column in columns)
        <= max(1, sum(piece.alone for piece in one[1]))
    ]


def _is_under(piece: Piece, head: Head) -> bool:
    return piece.x1 > head.x0 - _ASIDE and piece.x0 < head.x1 + _ASIDE


def _line(entry: Entry, named: Named, point: Point | None) -> Line:
    values: dict[str, Decimal] = {}
    spots: dict[str, tuple[Spot, ...]] = {}
    for field, role in (("qty", "quantity"), ("unit_price", "price"), ("total", "amount")):
        piece = entry.numbers.get(role)
        if piece is not None and piece.value is not None:
            values[field] = piece.value
            spots[field] = (piece.spot,)
    text = named.text
    if named.spots:
        spots["description"] = named.spots
        text = _inline(entry, named, point, values, spots)
    item = LineItem(
        description=text or None,
        qty=values.get("qty"),
        unit_price=values.get("unit_price"),
        total=values.get("total"),
    )
    return with_terms(Line(item, spots), entry.numbers)


def _with_one(line: Line) -> Line:
    """Put in the single "1" in a column of quantities, which recognition leaves out easily."""
    item = line.item
    seen = [spot.row.source for spots in line.spots.values() for spot in spots]
    if item.qty is not None or not item.unit_price or not item.total or "ocr" not in seen:
        return line
    one = replace(line, item=item.model_copy(update={"qty": Decimal(1)}))
    share = item.total / item.unit_price
    near = line.terms is None and Decimal("0.8") < share < Decimal("1.25")
    return one if near or is_priced(one) else line


def _inline(
    entry: Entry, named: Named, point: Point | None, values: dict[str, Decimal],
    spots: dict[str, tuple[Spot, ...]],
) -> str:  # fmt: skip
    """Take quantity and price out of a name that they stand in; give what is left of it."""
    own, amount = named.spots[0], entry.numbers.get("amount")
    if "qty" in values or amount is None or amount.value is None or own.row is not entry.row:
        return named.text
    if "unit_price" in values:
        count = leading_count(own)
    else:
        count = count_in(Spot(own.row, own.start, amount.start), point)
    if count is None or count.name is None:
        return named.text
    price = values.get("unit_price", count.price)
    if price is not None and not is_product(count.qty, price, amount.value):
        return named.text
    if price is not None and count.price_at is not None:
        values["unit_price"], spots["unit_price"] = price, (count.price_at,)
    values["qty"], spots["qty"] = count.qty, (count.qty_at,)
    spots["description"] = (count.name, *named.spots[1:])
    return joined(spots["description"])


def _in_order(found: Sequence[Entry]) -> bool:
    """Tell whether positions, where they are counted, leave none out."""
    counted = [
        piece.value
        for one in found
        if one.kind is Kind.GOODS
        for piece in [one.numbers.get("position")]
        if piece is not None and piece.value is not None
    ]
    steps = {after - before for before, after in pairwise(counted)}
    return len(steps) <= 1
