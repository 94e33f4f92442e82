"""Which columns are quantity, price and amount, told by what multiplies to what."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import combinations

from pipelines.document.fields.lines.grid import Column

_CENT = Decimal("0.01")
_MOST_ROWS = 200  # that are looked at to tell what multiplies
_OFTEN = 0.8
_MOST_COLUMNS = 10

Values = Mapping[int, Decimal]


def is_product(qty: Decimal, price: Decimal, amount: Decimal) -> bool:
    """Tell whether an amount is quantity times price, rounded to a cent or to whole units."""
    exact = qty * price
    off = abs(exact - amount)
    if off <= _CENT:
        return True
    # A price is rounded too: half of its last digit, times the quantity.
    exponent = price.as_tuple().exponent
    step = Decimal(1).scaleb(exponent if isinstance(exponent, int) else 0) / 2
    return -8 <= step.adjusted() < -2 and off <= abs(qty) * step + _CENT


def settled(
    columns: Sequence[Column], rows: Sequence[Values], order: Sequence[str] = ()
) -> list[Column]:
    """Give the columns with one amount, one price and one quantity at most.

    The heads name them. Where several columns could be one of them, or the heads leave one open,
    what multiplies in most rows decides. `order` is that of the heads, which may stand beside
    their columns: then it is the columns in that order that multiply.
    """
    told = list(columns)
    readings = [*_readings(told), *_in_order(told, order)]
    best = max(readings, key=lambda one: _score(one, told, rows[:_MOST_ROWS]), default=None)
    roles = {at: role for role, at in zip(("quantity", "price", "amount"), best or (), strict=False)
             if at is not None}  # fmt: skip
    return [
        replace(one, role=roles[at]) if at in roles
        else replace(one, role=None) if one.role in ("quantity", "price", "amount", "gross")
        else one
        for at, one in enumerate(told)
    ]  # fmt: skip


def _readings(columns: Sequence[Column]) -> Iterator[tuple[int | None, int | None, int | None]]:
    """Give every (quantity, price, amount) that the heads allow."""

    def could(*roles: str | None) -> list[int]:
        return [at for at, one in enumerate(columns) if one.role in roles]

    free = [at for at, one in enumerate(columns) if one.role is None][:3]
    counts = [*could("position"), *could("amount")]
    quantities: list[int | None] = [*could("quantity")] or [None, *free, *counts]
    prices: list[int | None] = [*could("price")] or [None, *free]
    amounts: list[int | None] = [*could("amount", "gross")] or [*free, None]
    if not could("amount", "gross") and not could("quantity"):
        amounts += could("price")
    for quantity in quantities:
        for price in prices:
            for amount in amounts:
                both = [one for one in (quantity, price, amount) if one is not None]
                if len(set(both)) == len(both):
                    yield quantity, price, amount
                elif price == amount:
                    yield quantity, None, amount


def _in_order(columns: Sequence[Column], order: Sequence[str]) -> Iterator[tuple[int, int, int]]:
    """Give every three columns that stand in the order of the heads of quantity, price, amount."""
    meant = [role for role in order if role in ("quantity", "price", "amount")]
    if sorted(meant) != ["amount", "price", "quantity"] or len(columns) > _MOST_COLUMNS:
        return
    for three in combinations(range(len(columns)), 3):
        told = dict(zip(meant, three, strict=True))
        yield told["quantity"], told["price"], told["amount"]


def _score(
    reading: tuple[int | None, int | None, int | None],
    columns: Sequence[Column],
    rows: Sequence[Values],
) -> tuple[float, float]:
    quantity, price, amount = reading
    closed = 0.0
    if quantity is not None and price is not None and amount is not None:
        whole = [one for one in rows if quantity in one and price in one and amount in one]
        right = sum(is_product(one[quantity], one[price], one[amount]) for one in whole)
        closed = right / len(whole) if whole else 0.0
    sure = sum(
        _surely(columns[at], role)
        for at, role in zip(reading, ("quantity", "price", "amount"), strict=True)
        if at is not None
    )
    if amount is not None:
        sure += columns[amount].x1  # the last one, all else equal
    return (closed if closed >= _OFTEN or len(rows) < 3 else 0.0), sure


def _surely(column: Column, role: str) -> float:
    """Say how far a head supports a role; a column that no head names is not taken by itself."""
    if column.role == role:
        return 10 + column.sure
    if column.role == "gross" and role == "amount":
        return 6
    return -5 if column.role is None else 0
