"""Quantities and unit prices of lines that till slips count in their own ways."""

from collections.abc import Sequence
from decimal import Decimal
from itertools import combinations, pairwise

from pipelines.document.fields.lines.counts import Count, leading_count
from pipelines.document.fields.lines.pieces import Piece
from pipelines.document.fields.lines.products import is_product
from pipelines.document.fields.lines.table import Line


def fits(count: Count, line: Line) -> bool:
    """Tell whether quantity and price make the amount of a line that has no price yet."""
    total = line.item.total
    return (
        line.item.unit_price is None
        and count.price is not None
        and total is not None
        and is_product(count.qty, count.price, total)
    )


def counted(line: Line, count: Count) -> Line:
    """Give a line with its quantity and price."""
    item = line.item.model_copy(update={"qty": count.qty, "unit_price": count.price})
    places = {"qty": (count.qty_at,)}
    places |= {"unit_price": (count.price_at,)} if count.price_at else {}
    return Line(item, {**line.spots, **places})


def by_numbers(line: Line, before: Sequence[Piece]) -> Line:
    """Take quantity and price from the numbers before an amount, where they multiply to it."""
    total = line.item.total
    for one, other in combinations(before, 2):
        qty, price = one.value, other.value
        if qty is None or price is None or total is None or not is_product(qty, price, total):
            continue
        item = line.item.model_copy(update={"qty": qty, "unit_price": price})
        return Line(item, {**line.spots, "qty": (one.spot,), "unit_price": (other.spot,)})
    if len(before) == 1 and before[0].value is not None and before[0].decimals == 0:
        item = line.item.model_copy(update={"qty": before[0].value})
        return Line(item, {**line.spots, "qty": (before[0].spot,)})
    return line


def with_leading_counts(lines: Sequence[Line]) -> tuple[Line, ...]:
    """Take the number that opens every name for a quantity: "1 Espresso", "2 Tea"."""
    counts = [leading_count(line.spots["description"][0]) for line in lines]
    told = [one for one in counts if one is not None]
    up = all(after.qty - before.qty == 1 for before, after in pairwise(told))
    if len(told) < len(lines) or (len(told) > 1 and up):
        return tuple(lines)
    return tuple(_opened(line, one) for line, one in zip(lines, told, strict=True))


def _opened(line: Line, count: Count) -> Line:
    if line.item.qty is not None or count.name is None:
        return line
    name = " ".join(count.name.text.split())
    item = line.item.model_copy(update={"qty": count.qty, "description": name})
    return Line(item, {**line.spots, "qty": (count.qty_at,), "description": (count.name,)})


def of_one(line: Line) -> Line:
    """Count one where a till slip counts nothing: it says so only of more."""
    if line.item.qty is not None:
        return line
    return Line(line.item.model_copy(update={"qty": Decimal(1)}), line.spots)
