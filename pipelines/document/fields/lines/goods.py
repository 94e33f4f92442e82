"""Lines of goods under the heads of a table, over as many pages as it goes."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

from pipelines.document.fields.lines.entries import Entry, Frame, Kind, entries
from pipelines.document.fields.lines.heads import Block
from pipelines.document.fields.lines.naming import Named, names
from pipelines.document.fields.lines.pieces import Piece, pieces_of
from pipelines.document.fields.lines.products import is_product
from pipelines.document.fields.lines.sums import sums_in
from pipelines.document.fields.lines.table import Line, Table
from pipelines.document.model import LineItem
from pipelines.document.page.layout import Row, Spot
from pipelines.document.page.printed import Printed

Parted = tuple[Row, tuple[Piece, ...]]


@dataclass(frozen=True, slots=True)
class Part:
    """What stands under one head: lines, whether sums end them, and whether all was understood."""

    lines: tuple[Line, ...]
    ended: bool
    clean: bool
    priced: bool


def parted(printed: Printed, rows: Sequence[Row]) -> list[Parted]:
    """Part rows into numbers and texts; dates are texts."""
    return [
        (row, pieces_of(row, printed.point, [(one.start, one.end) for one in dates]))
        for row, dates in ((row, printed.dates[row.index]) for row in rows)
    ]


def read_table(printed: Printed, blocks: Sequence[Block]) -> Table | None:
    """Read what stands under the heads of goods; None where there are no lines."""
    parts: list[Part] = []
    ends = [*(block.first for block in blocks[1:]), len(printed.rows)]
    for block, end in zip(blocks, ends, strict=True):
        if block.goods:
            parts.append(_part(printed, block, printed.rows[block.last + 1 : end]))
        if parts and parts[-1].ended and parts[-1].lines:
            break
    told = [one for one in parts if one.lines]
    if not told:
        return None
    return Table(
        lines=tuple(line for part in told for line in part.lines),
        whole=told[-1].ended and all(one.clean for one in told),
        priced=all(one.priced for one in told),
    )


def _part(printed: Printed, block: Block, rows: Sequence[Row]) -> Part:
    split = parted(printed, rows)
    frame = Frame(block, _before_sums(printed, split))
    found = list(entries(printed, frame, split))
    goods = [at for at, one in enumerate(found) if one.kind is Kind.GOODS]
    if not goods:
        return Part((), ended=False, clean=True, priced=True)
    last = goods[-1]
    named = names(found, frame.band)
    lines = tuple(_line(found[at], named[at]) for at in goods)
    ended = any(one.kind is Kind.SUM for one in found[last + 1 :])
    strange = any(one.kind is Kind.STRANGE for one in found[: last + 1])
    beside = any(one.kind is Kind.BESIDE for one in found[last + 1 :])
    told = all(line.item.description and line.item.total is not None for line in lines)
    return Part(
        lines, ended, not strange and not beside and told and _in_order(found),
        _are_priced([found[at] for at in goods]),
    )  # fmt: skip


def _before_sums(printed: Printed, rows: Sequence[Parted]) -> list[Parted]:
    """Give the rows that the columns are told by: those above the first sum."""
    kept: list[Parted] = []
    for row, pieces in rows:
        money = any(one.decimals > 0 or one.money for one in pieces)
        if money and sums_in(printed, row, pieces, full=False):
            break
        if any(one.alone for one in pieces):
            kept.append((row, pieces))
    return kept


def _line(entry: Entry, named: Named) -> Line:
    values: dict[str, Decimal] = {}
    spots: dict[str, tuple[Spot, ...]] = {}
    for field, role in (("qty", "quantity"), ("unit_price", "price"), ("total", "amount")):
        piece = entry.numbers.get(role)
        if piece is not None and piece.value is not None:
            values[field] = piece.value
            spots[field] = (piece.spot,)
    if named.spots:
        spots["description"] = named.spots
    item = LineItem(
        description=named.text or None,
        qty=values.get("qty"),
        unit_price=values.get("unit_price"),
        total=values.get("total"),
    )
    return Line(item, spots)


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


def _are_priced(goods: Sequence[Entry]) -> bool:
    """Tell whether nothing but quantity and price makes an amount.

    A discount does, and a price for a hundred; so does a tax that most amounts hold.
    """
    if any(_value(one, "discount") or _value(one, "base") not in (None, 1) for one in goods):
        return False
    return not _all_differ_alike(goods)


def _all_differ_alike(goods: Sequence[Entry]) -> bool:
    whole = [triple for one in goods for triple in _triple(one)]
    wrong = sum(not is_product(*one) for one in whole)
    return wrong >= 2 and 2 * wrong > len(whole)


def _triple(entry: Entry) -> Iterator[tuple[Decimal, Decimal, Decimal]]:
    qty, price, amount = (_value(entry, role) for role in ("quantity", "price", "amount"))
    if qty is not None and price is not None and amount is not None:
        yield qty, price, amount


def _value(entry: Entry, role: str) -> Decimal | None:
    piece = entry.numbers.get(role)
    return piece.value if piece is not None else None
