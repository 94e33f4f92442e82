"""Amounts of money in printed text, in the number format of their document."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

Point = Literal[".", ","]

_SYMBOLS = {
    "€": "EUR",
    "£": "GBP",
    "₹": "INR",
    "₩": "KRW",
    "₺": "TRY",
    "zł": "PLN",
    "円": "JPY",
    "元": "CNY",
    "人民币": "CNY",
    "rm": "MYR",
    "rs": "INR",
    "rs.": "INR",
    "kč": "CZK",
    "chf": "CHF",
    "fr.": "CHF",
    "r$": "BRL",
    "s$": "SGD",
    "hk$": "HKD",
    "nt$": "TWD",
    "a$": "AUD",
    "c$": "CAD",
    "us$": "USD",
    "$": "USD",
    "¥": "CNY",
    "￥": "CNY",
}
AMBIGUOUS = frozenset({"$", "¥", "￥"})
DOLLARS = ("USD", "CAD", "AUD", "SGD", "HKD", "NZD", "TWD", "MXN")
YUAN_OR_YEN = ("CNY", "JPY")
CODES = frozenset((
    "EUR", "USD", "GBP", "CNY", "JPY", "CHF", "MYR", "INR", "SGD", "HKD", "TWD", "KRW", "AUD",
    "CAD", "NZD", "SEK", "NOK", "DKK", "PLN", "CZK", "HUF", "RON", "BGN", "TRY", "BRL", "MXN",
    "ZAR", "THB", "IDR", "PHP", "VND", "AED", "SAR", "ILS",
))  # fmt: skip

_MARK = r"(?:US\$|HK\$|NT\$|R\$|S\$|A\$|C\$|RMB|RM|Rs\.?|[€£₹₩₺$¥￥]|[A-Z]{3}(?![A-Za-z]))"
_AMOUNT = re.compile(
    r"(?<![\w/@#])(?<!\w[-./])(?<![\d][.,'’])(?P<open>\()?"
    rf"(?P<lead>[-−–]\s?)?(?P<mark>{_MARK})?\s?(?P<sign>[-−–]\s?)?"
    r"(?P<number>\d{1,2}(?:,\d\d)+,\d{3}(?:\.\d{1,4})?|"
    r"\d{1,3}(?:[.,'’  ]\d{3})+(?:[.,]\s?\d{1,4})?|\d{1,12}(?:[.,]\s?\d{1,4})?)"
    rf"(?P<trail>-(?=\s|$))?(?P<close>\))?(?:\s?(?P<after>{_MARK}|元))?"
    r"(?!\d|[.,]\d|['’]\d|[/:]\d|-\d|\s?[%％‰]|\s?(?:kg|km|cm|mm|ml|pcs|stk|st|h|m|l|g)\b)",
    re.IGNORECASE,
)
_COMMA_DECIMALS = re.compile(r"(?<![\d.,])\d{1,3}(?:[.\s]\d{3})*,\d{2}(?![\d.,])")
_POINT_DECIMALS = re.compile(
    r"(?<![\d.,])(?:\d{1,3}(?:[,\s]\d{3})*|\d{1,2}(?:,\d\d)+,\d{3})\.\d{2}(?![\d.,/-])"
)


@dataclass(frozen=True, slots=True)
class Amount:
    """A number that may be money, at `start` to `end` of a text.

    `mark` is the currency sign or code beside it; `decimals` counts its decimal places.
    """

    value: Decimal
    start: int
    end: int
    mark: str | None
    decimals: int

    @property
    def is_money(self) -> bool:
        """Money is written with two decimals or with a currency."""
        return self.decimals == 2 or self.mark is not None


def decimal_point(texts: Iterable[str]) -> Point | None:
    """Tell the sign that a document writes before its decimals, by a count over all its text.

    None where its text does not tell.
    """
    commas = points = 0
    for text in texts:
        commas += len(_COMMA_DECIMALS.findall(text))
        points += len(_POINT_DECIMALS.findall(text))
    if commas == points:
        return None
    return "," if commas > points else "."


def amounts_in(text: str, point: Point | None) -> Iterator[Amount]:
    """Find the numbers of a text that may be amounts of money, left to right."""
    for match in _AMOUNT.finditer(text):
        parsed = parse_number(match["number"], point)
        if parsed is None:
            continue
        mark = next((one for one in (match["mark"], match["after"]) if _is_mark(one)), None)
        # "17.808,00-" is less than nothing; "119,350-" is a price that ends there.
        negative = bool(match["lead"] or match["sign"] or (match["trail"] and parsed[1] == 2))
        negative = negative or bool(match["open"] and match["close"] and parsed[1] == 2)
        value = -parsed[0] if negative else parsed[0]
        start = match.start("number")
        if mark and mark == match["mark"]:
            start = match.start("mark")
        if match["lead"] or match["sign"]:
            start = min(start, match.start("lead" if match["lead"] else "sign"))
        yield Amount(value, start, match.end("number"), mark, parsed[1])


def _is_mark(mark: str | None) -> bool:
    return mark is not None and (not mark.isalpha() or is_currency(mark))


def parse_number(text: str, point: Point | None) -> tuple[Decimal, int] | None:
    """Give a printed number and its decimal places; None when its separators make no sense.

    The document's own format decides where a single separator could be either; without one it
    parts groups where exactly three digits follow.
    """
    text = re.sub(r"[\s'’]", "", text)
    last = max(text.rfind("."), text.rfind(","))
    if last < 0:
        return Decimal(text), 0
    whole, tail, separator = text[:last], text[last + 1 :], text[last]
    other = "," if separator == "." else "."
    lone = separator != point and len(whole) <= 3 and whole != "0"
    grouped = len(tail) == 3 and (lone or separator in whole)
    if grouped and other not in whole:
        return Decimal(whole.replace(separator, "") + tail), 0
    if separator in whole:
        return None
    return Decimal(whole.replace(other, "") + "." + tail), len(tail)


def is_currency(mark: str) -> bool:
    """Tell whether a sign or code names a currency."""
    return mark.upper() in CODES or mark.lower() in _SYMBOLS or mark.upper() == "RMB"


def currency_of(mark: str) -> str | None:
    """Give the ISO 4217 code that a sign or code stands for."""
    if mark.upper() == "RMB":
        return "CNY"
    return mark.upper() if mark.upper() in CODES else _SYMBOLS.get(mark.lower())
