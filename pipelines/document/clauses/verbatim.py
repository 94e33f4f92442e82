"""Strings copied from a contract become values, and a value is held against its quote.

Whoever reads a contract by other means than rules (a model that copies words) makes values of
those words here, so that both mean the same by a date, a length of time, a law or a yes.
"""

import re
from datetime import date
from decimal import Decimal

from pipelines.document.clauses.days import days_in
from pipelines.document.clauses.durations import periods_in
from pipelines.document.clauses.lands import lands_in
from pipelines.document.clauses.laws import law_of
from pipelines.document.clauses.renewals import renews
from pipelines.document.page.dates import Order
from pipelines.document.page.layout import fold
from pipelines.document.page.marks import currency_of, meanings
from pipelines.document.page.numbers import Point, amounts_in
from pipelines.document.periods import period
from pipelines.document.values import MOST_TEXT

_POINTS: tuple[Point | None, ...] = (".", ",", None)
_PLAIN = str.maketrans("“”„«»‘’‚–—―‐‑", '"""""\'\'\'-----')
_STUCK = re.compile(r"[\u4e00-\u9fff：](?=[\d¥￥])")
_SAID = {"yes": True, "true": True, "no": False, "false": False, "是": True, "否": False}


def plain(text: str) -> str:
    """Fold a text, with plain quotation marks and dashes; one character for one character."""
    return fold(text).translate(_PLAIN)


def parted(text: str) -> str:
    """Part amounts from the Chinese words they follow, character for character."""
    return _STUCK.sub(" ", text.replace("人民币", "  ¥"))


def _words(text: str) -> tuple[str, str]:
    """Give a text in one line, as it is and folded."""
    text = " ".join(text[: 2 * MOST_TEXT].split())
    return text, plain(text)


def day_of(text: str, order: Order | None = None) -> date | None:
    """Give the one day that a text says; None for none, for several, and where it could be two.

    `order` is the document's, and decides what 03/04/2026 is.
    """
    found = list(days_in(_words(text)[1], order or "dmy"))
    days = {one.value for one in found}
    if order is None and any(one.swapped for one in found):
        return None
    return days.pop() if len(days) == 1 else None


def period_of(text: str) -> str | None:
    """Give the one length of time that a text says, as "2 years"; None for none and for several."""
    found = {str(one.value) for one in periods_in(_words(text)[1])}
    return found.pop() if len(found) == 1 else None


def land_of(text: str) -> str | None:
    """Give the state or country alone of "the laws of the State of Oregon"; None for an unknown."""
    text, folded = _words(text)
    return law_of(folded, text)


def yes_or_no(text: str) -> bool | None:
    """Give whether a clause on renewal says that it comes by itself; None: it does not say."""
    folded = _words(text)[1]
    said = renews(folded)
    return said[0] if said else _SAID.get(folded.strip(" ."))


def follows(name: str, value: object, quote: str) -> bool:
    """Tell whether the value of a term follows from the words that are quoted for it.

    `name` is one of `TERMS`, or "parties". It says that the words hold the value, not that they
    stand on the page.
    """
    text, folded = _words(quote)
    match value:
        case bool():
            return yes_or_no(quote) is value
        case date():
            found = [*days_in(folded, "dmy"), *days_in(folded, "mdy")]
            return any(one.value == value for one in found)
        case Decimal():
            return _has_amount(value, text)
        case str():
            return _has_words(name, value, text, folded)
        case _:
            return False


def _has_words(name: str, value: str, text: str, folded: str) -> bool:
    if name in ("term", "renewal_term", "notice_period"):
        wanted = period(value)
        return wanted is not None and any(one.value == wanted for one in periods_in(folded))
    if name == "governing_law":
        return value in {land for land, _, _ in lands_in(folded, text)}
    if name == "currency":
        return value in text or any(
            one.mark is not None and (currency_of(one.mark) == value or value in meanings(one.mark))
            for one in amounts_in(parted(text), None)
        )
    wanted_letters = _letters(value)
    return bool(wanted_letters) and wanted_letters in _letters(text)


def _letters(text: str) -> str:
    return re.sub(r"[\W_]+", "", plain(text))


def _has_amount(value: Decimal, text: str) -> bool:
    return any(
        amount.value.copy_abs() == value.copy_abs()
        for point in _POINTS
        for amount in amounts_in(parted(text), point)
    )
