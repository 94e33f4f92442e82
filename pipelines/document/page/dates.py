"""Dates in printed text, whatever the language writes first."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Literal

from pipelines.document.page.months import DAY_GLYPHS, ERAS, GLYPHS, MONTHS, counted

Order = Literal["dmy", "mdy"]

_NAMES = "|".join(sorted(MONTHS, key=len, reverse=True))
_YEAR = r"(?:19|20)\d\d"

# Figures up to here are those of a day that does not exist; above they are no date.
_NO_DAY = 39
_NO_MONTH = 19

_DAY_FIRST = (
    rf"(?<![\d.,/])(?P<d>\d\d?)\.?(?:st|nd|rd|th|er|o|°)?[\s.\-/]*(?:de\s+|of\s+)?"
    rf"(?P<n>{_NAMES})[a-z]{{0,2}}[\s.,\-/]*(?:de\s+|del\s+)?(?P<y>{_YEAR}|'?\d\d(?![\d:]))"
)
_PATTERNS = tuple(
    re.compile(pattern)
    for pattern in (
        rf"(?P<era>{'|'.join(ERAS)})\s?(?P<y>\d{{1,3}}|元)\s?年\s?(?P<m>\d\d?)\s?月\s?(?P<d>\d\d?)\s?日?",
        rf"(?P<y>[二一]{GLYPHS}{{3}})年(?P<m>{DAY_GLYPHS}{{1,2}})月(?P<d>{DAY_GLYPHS}{{1,3}})日",
        r"(?<!\d)(?P<roc>1[0-4]\d)\s?年\s?(?P<m>\d\d?)\s?月\s?(?P<d>\d\d?)\s?日?",
        rf"(?<!\d)(?P<y>{_YEAR})\s?年\s?(?P<m>\d\d?)\s?月\s?(?P<d>\d\d?)\s?日?",
        rf"(?<![\d-])(?P<y>{_YEAR})(?P<s>[-/.])\s?(?P<m>\d\d?)(?P=s)\s?(?P<d>\d\d?)(?!\d{{3}}|[-/.]\d)",
        rf"(?<![\d.,])(?P<a>\d\d?)\s?(?P<s>[-/.])\s?(?P<b>\d\d?)\s?(?P=s)\s?(?P<y>{_YEAR})",
        _DAY_FIRST,
        rf"(?<![a-z])(?P<n>{_NAMES})[a-z]{{0,2}}\.?[\s-]*(?P<d>\d\d?)(?:st|nd|rd|th)?[\s-]*,?\s*(?P<y>{_YEAR})",
        rf"(?<![\d-])(?P<y>{_YEAR})[\s.\-]+(?P<n>{_NAMES})[\s.\-]+(?P<d>\d\d?)(?!\d)",
        r"(?<![\d.,/\-])(?P<a>\d\d?)(?P<s>[-/.])(?P<b>\d\d?)(?P=s)(?P<y>\d\d)(?!\d|[.,]\d|[-/]\d)",
        rf"(?<![\w/.#-])(?P<y>{_YEAR})(?P<m>[01]\d)(?P<d>[0-3]\d)(?![\w/.-])",
        r"(?<![\w/.#-])(?P<d>[0-3]\d)(?P<m>[01]\d)(?P<y>20[0-3]\d)(?![\w/.-])",
    )
)


@dataclass(frozen=True, slots=True)
class FoundDate:
    """A date at `start` to `end` of a text; `value` is None for one that does not exist.

    `swapped` is what it would be with day and month the other way round, where both can be.
    """

    value: date | None
    start: int
    end: int
    swapped: date | None = None


def dates_in(folded: str, order: Order) -> Iterator[FoundDate]:
    """Find the dates of a folded text; `order` decides where day and month could be swapped."""
    taken = bytearray(len(folded))
    for pattern in _PATTERNS:
        for match in pattern.finditer(folded):
            start, end = match.span()
            if any(taken[start:end]):
                continue
            found = _value(match, order)
            if found is not False:
                taken[start:end] = b"\1" * (end - start)
                yield FoundDate(found, start, end, _swapped(match, found))


def _swapped(match: re.Match[str], found: date | None) -> date | None:
    """Give the other reading of a date in figures, where there is one."""
    parts = match.groupdict()
    if found is None or "a" not in parts or found.day == found.month or found.day > 12:
        return None
    return found.replace(day=found.month, month=found.day)


def _value(match: re.Match[str], order: Order) -> date | Literal[False] | None:
    """Give the date, None for a day that no month has, False for what is no date at all."""
    parts = match.groupdict()
    year = _year(parts)
    if "a" in parts:
        one, two = int(parts["a"]), int(parts["b"])
        day, month = (one, two) if order == "dmy" else (two, one)
        if month > 12 >= day:
            day, month = month, day
    else:
        day = counted(parts["d"])
        month = counted(parts["m"]) if "m" in parts else MONTHS[parts["n"]]
    in_full = len(parts.get("y") or "") != 2
    last_day, last_month = (_NO_DAY, _NO_MONTH) if in_full else (31, 12)
    if not (1 <= month <= last_month and 1 <= day <= last_day):
        return False
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _year(parts: dict[str, str]) -> int:
    """Give the year that is meant: of an era, of the Republic of China, or of two figures."""
    if "roc" in parts:
        return int(parts["roc"]) + ERAS["民國"]
    year = counted(parts["y"].lstrip("'"))
    if "era" in parts:
        return year + ERAS[parts["era"]]
    return year + 2000 if year < 100 else year


_SHORT = re.compile(rf"(?<![\d.,])(\d\d?)([-/.])(\d\d?)\2(?:{_YEAR}|\d\d(?!\d))")


def day_order(texts: Iterable[str], home: Order | None) -> Order | None:
    """Tell whether a document writes the day or the month first; None where nothing tells.

    Dates that can be read in one way only decide; without any, the way of its country does.
    """
    days = months = 0
    for text in texts:
        for one, sign, two in _SHORT.findall(text):
            if sign == ".":
                days += 1
            days += int(one) > 12
            months += int(two) > 12
    if days == months:
        return home
    return "dmy" if days > months else "mdy"


# What a document shows of the country it comes from. The month stands first in the United States
# only; Canada writes both ways.
_STATES = (
    "a[klrz]|c[aot]|d[ce]|fl|ga|hi|i[adln]|k[sy]|la|m[adeinost]|n[cdehjmvy]|o[hkr]|pa|ri|s[cd]|"
    "t[nx]|ut|v[at]|w[aivy]"
)
_AMERICAN = re.compile(
    r"united states|(?<![a-z])u\.?s\.?a(?![a-z])|"
    rf",\s*(?:{_STATES})[.,]?\s+\d{{5}}(?:-\d{{4}})?(?!\d)"
)
_CANADIAN = re.compile(r"canada|(?<![a-z])cad(?![a-z])|(?<![a-z])[hp]st(?![a-z])")
_ELSEWHERE = re.compile(
    r"[€£₹₩₺¥]|(?<![a-z])(?:vat|gst|gstin|abn|pty|pte|bhd|rm|eur|gbp|chf|inr|myr|sgd|aud|nzd|hkd|"
    r"sek|nok|dkk|pln|czk|zar|brl|mxn|mwst|ust|tva|iva|btw|rechnung|facture|factura|fattura|factuur|"
    r"fatura|faktura|datum|fecha|united kingdom|ireland|australia|india|singapore)(?![a-z])|"
    r"[一-鿿ぁ-ヿ]"
)


def home_order(folded: str) -> Order | None:
    """Tell by its money, its taxes and its addresses which order the country of a text writes."""
    dollars = "$" in folded or re.search(r"(?<![a-z])usd(?![a-z])", folded) is not None
    elsewhere = _ELSEWHERE.search(folded) is not None
    if _AMERICAN.search(folded) and (dollars or not elsewhere):
        return "mdy"
    return "dmy" if elsewhere and not _CANADIAN.search(folded) else None
