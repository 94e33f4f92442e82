"""What a person types for a value: it can be read in one way only, or it is refused."""

import re
import unicodedata
from datetime import date
from decimal import Decimal
from typing import Literal

from pipelines.document.currencies import exists
from pipelines.document.values import sane

Mistake = Literal["amount", "ambiguous", "choice", "currency", "date", "long"]

MOST_CHARACTERS = 40  # of an amount, a day or a currency
_WIDE = {wide: wide - 0xFEE0 for wide in range(0xFF01, 0xFF5F)} | {0x2212: "-", 0x2019: "'"}
_SIGNED = re.compile(r"(?P<sign>[+-]?) ?(?P<number>[0-9].*)", re.ASCII)
_EITHER = re.compile(r"[1-9][0-9]{0,2}[.,][0-9]{3}", re.ASCII)
_PLAIN = re.compile(r"[0-9]+(?:[.,][0-9]+)?", re.ASCII)
_GROUPED = re.compile(
    r"[1-9][0-9]{0,2}(?P<mark>[., '])[0-9]{3}(?:(?P=mark)[0-9]{3})*"
    r"(?:(?!(?P=mark))[.,][0-9]+)?",
    re.ASCII,
)
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", re.ASCII)


class Mistyped(Exception):
    """A text that is not taken; `facts` are what the sentence about it needs."""

    def __init__(self, mistake: Mistake, **facts: str) -> None:
        super().__init__(mistake)
        self.mistake = mistake
        self.facts = facts


def amount_of(given: str | Decimal) -> Decimal:
    """Read an amount, with the decimals it is typed with; a number is one by itself.

    One with more digits than are kept of an amount is refused, as it would be lost.
    """
    found = given if isinstance(given, Decimal) else _number_in(_short(given))
    if sane(found) is None:
        raise Mistyped("amount", found=str(given)[:MOST_CHARACTERS])
    return Decimal(f"{found:f}")


def _number_in(found: str) -> Decimal:
    """Read a number in the one way it can be read.

    Thousands may be parted by a point, a comma, an apostrophe or a space. One point or comma
    before three digits could part either.
    """
    match = _SIGNED.fullmatch(found)
    if match is None:
        raise Mistyped("amount", found=found)
    sign, number = match["sign"].replace("+", ""), match["number"]
    if _EITHER.fullmatch(number):
        whole, part = re.split(r"[.,]", number)
        raise Mistyped(
            "ambiguous", found=found, whole=f"{sign}{whole}{part}", part=f"{sign}{whole}.{part}0"
        )
    if grouped := _GROUPED.fullmatch(number):
        number = number.replace(grouped["mark"], "")
    elif not _PLAIN.fullmatch(number):
        raise Mistyped("amount", found=found)
    return Decimal(sign + number.replace(",", "."))


def day_of(text: str) -> date:
    """Read a day of the calendar, written as 2026-11-22."""
    found = _short(text)
    try:
        if _DAY.fullmatch(found):
            return date.fromisoformat(found)
    except ValueError:
        pass
    raise Mistyped("date", found=found)


def currency_of(text: str) -> str:
    """Read the code of a currency."""
    found = _short(text)
    if not exists(found.upper()):
        raise Mistyped("currency", found=found)
    return found.upper()


def words_of(text: str, most: int) -> str:
    """Take words, `most` characters at most."""
    words = tidied(text)
    if len(words) > most:
        raise Mistyped("long", limit=str(most))
    return words


def tidied(text: str) -> str:
    """Fold white space, and leave out what cannot be printed nor kept."""
    if text.isprintable():
        return " ".join(text.split())
    kept = (one for one in text if one.isspace() or unicodedata.category(one) not in {"Cc", "Cs"})
    return " ".join("".join(kept).split())


def _short(text: str) -> str:
    """Fold white space and the full-width signs of Chinese keyboards."""
    found = words_of(text, MOST_CHARACTERS)
    return " ".join(found.translate(_WIDE).split())
