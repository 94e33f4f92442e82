"""Amounts of money in printed text, in the number format of their document."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from pipelines.document.page.marks import BEFORE, BEHIND, is_currency

Point = Literal[".", ","]


# "合计1,320.50元" is one word: behind a Chinese letter stands an amount where it has its cents.
_BEHIND_HAN = rf"(?<=[\u4e00-\u9fff])(?<!第)(?=[-−–]?(?:{BEFORE})?\s?\d[\d,]*[.]\d\d(?!\d))"


def _amounts(parting: str) -> re.Pattern[str]:
    """Give the pattern of amounts; `parting` are the signs that may part groups of digits."""
    return re.compile(
        rf"(?:(?<![\w/@#])|{_BEHIND_HAN})(?<!\w[-./])(?<![\d][.,'’])(?P<open>\()?"
        rf"(?P<lead>[-−–]\s?)?(?P<mark>{BEFORE})?\s?(?P<sign>[-−–]\s?)?"
        r"(?P<number>\d{1,2}(?:,\d\d)+,\d{3}(?:\.\d{1,4})?|"
        rf"\d{{1,3}}(?:[{parting}]\d{{3}}){{0,4}}[.,][-–—]{{1,2}}(?![\d-])|"
        r"\d{1,3}(?:[.,] \d{3}){1,4}[.,]\d\d(?!\d)|"
        rf"\d{{1,3}}(?:[{parting}]\d{{3}})+(?:[.,]\s?\d{{1,4}})?|\d{{1,12}}(?:[.,]\s?\d{{1,4}})?)"
        rf"(?P<trail>-(?=\s|$))?(?P<close>\))?(?:\s?(?P<after>{BEHIND}))?"
        r"(?!\d|[.,]\d|['’]\d|[/:]\d|-\d|\s?[%％‰]|\s?(?:kg|km|cm|mm|ml|pcs|stk|st|h|m|l|g)\b)",
        re.IGNORECASE,
    )


_AMOUNT = _amounts(".,'’ ")
_AMOUNT_WITHOUT_BLANKS = _amounts(".,'’")
# Bounded: a long row of groups without an end would be searched from each of them on.
_GROUPED = re.compile(
    r"(?<![\d.,'’])\d{1,3}(?:[.'’]\d{3}){1,5},\d\d(?!\d)|(?<![\d.,'’])\d{1,3}(?:[,'’]\d{3}){1,5}\.\d\d(?!\d)"
)
_PARTED = re.compile(r"(?<![\d.,] )(?<![\d.,])\d{1,3}(?: \d{3}){1,5}[.,]\d\d(?!\d)")
_COMMA_DECIMALS = re.compile(r"(?<![\d.,])\d{1,3}(?:[.\s]\d{3}){0,5},\d{2}(?![\d.,])")
_POINT_DECIMALS = re.compile(
    r"(?<![\d.,])(?:\d{1,3}(?:[,\s]\d{3}){0,5}|\d{1,2}(?:,\d\d){1,5},\d{3})\.\d{2}(?![\d.,/-])"
)


# Digits as wide as Chinese characters, with the signs between them that are as wide.
_WIDE = re.compile("[０-９][０-９．，]*")
_NARROW = {
    ord(wide): narrow
    for wide, narrow in zip("０１２３４５６７８９．，", "0123456789.,", strict=True)
}


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
    for text in map(_narrow, texts):
        commas += len(_COMMA_DECIMALS.findall(text))
        points += len(_POINT_DECIMALS.findall(text))
    if commas == points:
        return None
    return "," if commas > points else "."


def parts_by_blanks(texts: Iterable[str]) -> bool:
    """Tell whether a document may write "1 234,56": not where it writes "1.234,56" more often."""
    grouped = parted = 0
    for text in map(_narrow, texts):
        grouped += len(_GROUPED.findall(text))
        parted += len(_PARTED.findall(text))
    return parted >= grouped


def amounts_in(text: str, point: Point | None, *, blanks: bool = True) -> Iterator[Amount]:
    """Find the numbers of a text that may be amounts of money, left to right.

    `blanks`: a blank may part groups of digits. In "2 345,00" it parts two numbers otherwise.
    """
    for match in (_AMOUNT if blanks else _AMOUNT_WITHOUT_BLANKS).finditer(_narrow(text)):
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


def _narrow(text: str) -> str:
    """Give a text with its wide numbers in plain digits, each character in its place."""
    return _WIDE.sub(lambda wide: wide[0].translate(_NARROW), text)


def _is_mark(mark: str | None) -> bool:
    return mark is not None and (not mark.isalpha() or is_currency(mark))


def parse_number(text: str, point: Point | None) -> tuple[Decimal, int] | None:
    """Give a printed number and its decimal places; None when its separators make no sense.

    The document's own format decides where a single separator could be either; without one it
    parts groups where exactly three digits follow.
    """
    text = re.sub(r"[\s'’]", "", text)
    if text[-1] in "-–—":  # "12,-" is a price without cents
        return Decimal(re.sub(r"\D", "", text)), 2
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
        return _misread(whole.split(separator), tail)
    return Decimal(whole.replace(other, "") + "." + tail), len(tail)


def _misread(groups: list[str], cents: str) -> tuple[Decimal, int] | None:
    """Give a number whose one separator came out as the other, as in "7.784.67"."""
    if len(cents) != 2 or any(len(group) != 3 for group in groups[1:]):
        return None
    return Decimal("".join(groups) + "." + cents), 2
