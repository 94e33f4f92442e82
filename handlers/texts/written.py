"""How values are written for people, in every language."""

from collections.abc import Mapping
from decimal import Decimal
from typing import get_args

from babel import Locale

from handlers.chat import Language

_COUNTRIES: Mapping[Language, Mapping[str, str]] = {
    language: Locale(language).territories for language in get_args(Language)
}

_CENT, _LEAST = Decimal("0.01"), Decimal("0.0001")


def countries(codes: str, language: Language) -> str:
    """Name countries by their codes (ISO 3166, comma-separated)."""
    names = (_COUNTRIES[language].get(code, code) for code in codes.split(", "))
    return {"en": ", ", "zh": "、"}[language].join(names)


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


def dollars(cost: Decimal) -> str:
    """Write what models cost, in US dollars: to a hundredth of a cent, and never as nothing."""
    if 0 < cost < _LEAST:
        return f"<${_LEAST}"
    rounded, exact = cost.quantize(_CENT), cost.quantize(_LEAST)
    return "$0" if not cost else f"${rounded if cost >= 1 or rounded == exact else exact:,f}"
