"""How values are written for people, in every language."""

from decimal import Decimal


def plain(value: object) -> str:
    """Write a value: grouped thousands, no lone decimal, ISO dates."""
    if value is None:
        return ""
    if not isinstance(value, Decimal):
        return str(value)
    return f"{value:,.2f}" if value.as_tuple().exponent == -1 else f"{value:,f}"


def quantity(count: Decimal | None) -> str:
    """Write a quantity without the zeros that programs put behind it."""
    if count is None:
        return ""
    # Text by text: reckoning rounds, or fails, where there are more digits than it works with.
    whole, _, decimals = f"{count:,f}".partition(".")
    return ".".join(filter(None, (whole, decimals.rstrip("0"))))


def counted(count: int, one_or_many: tuple[str, str]) -> str:
    """Say a phrase of one or of many."""
    return one_or_many[0 if count == 1 else 1].format(count=count)


def money(amount: Decimal, currency: str | None) -> str:
    """Write an amount with its currency, where that is known."""
    return f"{plain(amount)} {currency or ''}".rstrip()
