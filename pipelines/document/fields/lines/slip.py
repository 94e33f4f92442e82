"""Lines of goods without a head above them: till slips, and plain lists that end in a sum."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from pipelines.document.fields.lines.counted import (
    by_numbers,
    counted,
    fits,
    of_one,
    with_leading_counts,
)
from pipelines.document.fields.lines.counts import Count, count_in
from pipelines.document.fields.lines.goods import Parted, sums_under
from pipelines.document.fields.lines.pieces import Piece
from pipelines.document.fields.lines.sums import beside_sums, is_part, sums_in
from pipelines.document.fields.lines.table import Line, Table, total_of
from pipelines.document.model import LineItem
from pipelines.document.page.layout import Row, Spot
from pipelines.document.page.printed import Printed
from pipelines.document.reckoning import added

_SLACK = 0.035  # of the page by which right ends of amounts differ
_MOST_TEXTS = 2  # rows of text between two amounts
_FAR = 3.5  # heights of a row between two rows of one list
_ABOVE = 4  # rows over a list that no amount stands in
_CENTS = 2
_NARROW = 52  # characters in the rows of a till slip


@dataclass(frozen=True, slots=True)
class _Item:
    """A row with an amount: its numbers before that, and what it calls them."""

    row: Row
    amount: Piece
    before: tuple[Piece, ...]
    text: Spot | None


def read_slip(printed: Printed, rows: Sequence[Parted]) -> Table | None:
    """Read the rows right above the first sum; None where they are no list of goods."""
    end = _first_sum(printed, rows)
    if end is None:
        return None
    top, items = _list_above(printed, rows, end)
    if not items:
        return None
    between = rows[top:end]
    lines, used = _lines(printed, between, items)
    lines = with_leading_counts(lines)
    slip = _is_narrow(printed) or any(line.item.unit_price is not None for line in lines)
    sums = sums_under(rows[end : end + 16])
    table = Table(
        lines=tuple(of_one(line) for line in lines) if slip else lines,
        whole=used and _comes_to_cut(items, between) and _is_whole(printed, rows, top, between),
        sums=sums,
    )
    both = sum(line.item.qty is not None and line.item.unit_price is not None for line in lines)
    proven = total_of(table) in sums or (2 * both > len(lines) and used)
    return table if slip or proven else None


def _first_sum(printed: Printed, rows: Sequence[Parted]) -> int | None:
    """Give the first row that states a sum under an amount."""
    amounts = 0
    for at, (row, pieces) in enumerate(rows):
        amount = _amount(pieces)
        if amount is None:
            continue
        if sums_in(printed, row, pieces, full=False):
            return at if amounts else None
        amounts += 1
    return None


def _amount(pieces: Sequence[Piece]) -> Piece | None:
    """Give the amount that ends a row."""
    last = pieces[-1] if pieces else None
    if last is None or last.value is None or last.share:
        return None
    return last if last.decimals == 2 or (last.money and last.decimals == 0) else None


def _list_above(printed: Printed, rows: Sequence[Parted], end: int) -> tuple[int, list[_Item]]:
    """Walk up from a sum as long as rows with amounts go on; give the first row and the items."""
    items: list[_Item] = []
    top, texts = end, 0
    edge: float | None = None
    for at in range(end - 1, -1, -1):
        row, pieces = rows[at]
        if _is_apart(row, rows[at + 1][0], first=at == end - 1) or printed.dates[row.index]:
            break
        amount = _amount(pieces)
        aside = amount is not None and edge is not None and abs(amount.x1 - edge) > _SLACK
        if amount is None or (aside and _count(printed, row) is not None):
            texts += 1
            if texts > _MOST_TEXTS or printed.labels("identifiers")[row.index]:
                break
        elif aside:
            break
        else:
            edge, texts, top = amount.x1, 0, at
            items += [] if is_part(row, pieces) else [_item(row, pieces, amount)]
    items.reverse()
    items = _to_sum(items, _amount(rows[end][1]))
    return top - _is_named_above(printed, rows, top, items), items


def _to_sum(items: list[_Item], stated: Piece | None) -> list[_Item]:
    """Cut a list where an amount is all those above it: a sum, whatever it is called.

    So is one of several that is the sum `stated` below. A second line may cost what the first one
    does; then that is more.
    """
    so_far = Decimal(0)
    for at, item in enumerate(items):
        again = stated is not None and item.amount.value == stated.value
        if at and ((at > 1 and item.amount.value == so_far) or again):
            return items[:at]
        so_far = added(so_far, item.amount.value or Decimal(0))
    return items


def _comes_to_cut(items: Sequence[_Item], between: Sequence[Parted]) -> bool:
    """Tell whether the items are what the row comes to that they were cut at, if there is one."""
    after = [
        amount.value
        for row, pieces in between
        for amount in [_amount(pieces)]
        if amount is not None and row.index > items[-1].row.index
    ]
    return not after or after[0] == added(*(one.amount.value or Decimal(0) for one in items))


def _is_named_above(
    printed: Printed, rows: Sequence[Parted], top: int, items: Sequence[_Item]
) -> bool:
    """Tell whether the row above the first amount belongs to it: its name, or what it counts."""
    if not items or top == 0:
        return False
    row, pieces = rows[top - 1]
    bare = items[0].text is None and _amount(pieces) is None
    return bare or _count(printed, row) is not None


def _is_apart(row: Row, below: Row, *, first: bool) -> bool:
    if row.page != below.page:
        return True
    height = max(row.box.y1 - row.box.y0, below.box.y1 - below.box.y0)  # a rule has hardly any
    gap = (below.box.y0 + below.box.y1 - row.box.y0 - row.box.y1) / 2
    return gap > (2 if first else 1) * _FAR * height


def _item(row: Row, pieces: Sequence[Piece], amount: Piece) -> _Item:
    before: list[Piece] = []
    for piece in reversed(pieces[:-1]):
        if not piece.alone and not (piece.is_number and piece.start == row.cells[0][0]):
            break
        before.insert(0, piece)
    head = pieces[: len(pieces) - 1 - len(before)]
    text = Spot(row, head[0].start, head[-1].end) if head else None
    if text is None and before and before[0].unit is not None:  # "1 Espresso" looks like a unit
        text, before = Spot(row, before[0].start, before[0].end), before[1:]
    return _Item(row, amount, tuple(one for one in before if not one.share), text)


def _count(printed: Printed, row: Row) -> Count | None:
    """Read a row that only counts: "2 x 1,50"."""
    found = count_in(Spot(row, 0, len(row.text)), printed.point)
    return found if found is not None and found.name is None and found.price is not None else None


def _lines(
    printed: Printed, rows: Sequence[Parted], items: Sequence[_Item]
) -> tuple[tuple[Line, ...], bool]:
    """Make a line of each item; tell whether all of them have a name."""
    by_row = {item.row.index: item for item in items}
    lines: list[Line] = []
    name: Spot | None = None
    count: Count | None = None
    for row, _ in rows:
        item = by_row.get(row.index)
        told = _count(printed, row) if item is None else None
        if item is not None:
            line = _line(printed, item, name, count)
            lines += [line] if line.item.description else []
            name = count = None
        elif told is not None and lines and fits(told, lines[-1]) and name is None:
            lines[-1] = counted(lines[-1], told)
        elif told is not None:
            count = told
        else:
            name = Spot(row, 0, len(row.text))
    return tuple(lines), len(lines) == len(items)


def _line(printed: Printed, item: _Item, name: Spot | None, count: Count | None) -> Line:
    """Name an item by its own text or by the row above, and count it by either."""
    before = [one for one in item.before if one.value is not None]
    start, end = _inside(item, before)
    own = count_in(Spot(item.row, start, end), printed.point) if end > start else None
    line = _called(item, item.text or name)
    for told in (own, count):
        if told is not None and (told.price is None or fits(told, line)):
            named = (told.name if told is own else None) or item.text or name
            return counted(_called(item, named), told)
    return by_numbers(line, before)


def _inside(item: _Item, before: Sequence[Piece]) -> tuple[int, int]:
    """Give the stretch before an amount that may count it: its text, and numbers close to it."""
    if item.text is None:
        return (before[0].start, before[-1].end) if before else (0, 0)
    near = bool(before) and before[0].start - item.text.end <= 1
    return item.text.start, before[-1].end if near else item.text.end


def _called(item: _Item, name: Spot | None) -> Line:
    told = LineItem(
        description=" ".join(name.text.split()) if name else None, total=item.amount.value
    )
    spots: dict[str, tuple[Spot, ...]] = {"total": (item.amount.spot,)}
    if name is not None:
        spots["description"] = (name,)
    return Line(told, spots)


def _is_narrow(printed: Printed) -> bool:
    """Tell a till slip by the length of its rows."""
    lengths = sorted(len(" ".join(row.text.split())) for row in printed.rows)
    return lengths[int(len(lengths) * 0.9)] <= _NARROW


def _is_whole(
    printed: Printed, rows: Sequence[Parted], top: int, between: Sequence[Parted]
) -> bool:
    """Tell whether every amount of the list was read, and none above it left out."""
    if any(beside_sums(printed, *one) for one in between):
        return False
    torn = [
        one
        for row, pieces in between
        if _amount(pieces) is None and _count(printed, row) is None
        for one in pieces
    ]
    above = [one for _, pieces in rows[max(top - _ABOVE, 0) : top] for one in pieces]
    return not any(one.decimals == _CENTS or one.money for one in (*torn, *above))
