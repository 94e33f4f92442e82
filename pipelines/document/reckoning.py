"""Reckoning with amounts to the last digit, however many they have."""

from decimal import ROUND_HALF_UP, Context, Decimal, localcontext

# A plain sum is rounded to 28 digits; an amount may have 48, several are multiplied, and lines are
# many.
_EXACT = Context(prec=250)


def added(*amounts: Decimal) -> Decimal:
    """Give the sum."""
    with localcontext(_EXACT):
        return sum(amounts, Decimal(0))


def apart(one: Decimal, other: Decimal) -> Decimal:
    """Give by how much two amounts differ."""
    with localcontext(_EXACT):
        return abs(one - other)


def multiplied(one: Decimal, other: Decimal) -> Decimal:
    """Give the product."""
    with localcontext(_EXACT):
        return one * other


def divided(one: Decimal, other: Decimal) -> Decimal:
    """Give the quotient; `other` is not nothing."""
    with localcontext(_EXACT):
        return one / other


def rounded(amount: Decimal, decimals: int) -> Decimal:
    """Round half up, as invoices do."""
    with localcontext(_EXACT):
        return amount.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)
