"""Sums and differences of amounts to the last digit, however many they have."""

from decimal import Context, Decimal, localcontext

# A plain sum is rounded to 28 digits; an amount may have 48, and lines are many.
_EXACT = Context(prec=100)


def added(*amounts: Decimal) -> Decimal:
    """Give the sum."""
    with localcontext(_EXACT):
        return sum(amounts, Decimal(0))


def apart(one: Decimal, other: Decimal) -> Decimal:
    """Give by how much two amounts differ."""
    with localcontext(_EXACT):
        return abs(one - other)
