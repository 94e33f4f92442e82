"""Lengths of time in the words of a contract: "two (2) years", "18-month", 三年, 24 Monate."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from pipelines.document.clauses.numerals import GLYPHS, ORDINAL, SPELLED, number, ordinal
from pipelines.document.periods import Period

_MOST = 2_000
_UNITS = {
    "calendar day": "day", "business day": "business day", "working day": "business day",
    "trading day": "business day", "day": "day", "week": "week",
    "calendar month": "month", "month": "month", "calendar year": "year", "year": "year",
    "tag": "day", "tage": "day", "tagen": "day", "woche": "week", "wochen": "week",
    "monat": "month", "monate": "month", "monaten": "month", "monats": "month",
    "jahr": "year", "jahre": "year", "jahren": "year", "jahres": "year",
    "jour": "day", "jours": "day", "semaine": "week", "semaines": "week", "mois": "month",
    "an": "year", "ans": "year", "annee": "year", "annees": "year",
    "个工作日": "business day", "工作日": "business day", "个自然日": "day", "自然日": "day",
    "日历日": "day", "天": "day", "日": "day", "周": "week", "个星期": "week", "个月": "month",
    "周年": "year", "年": "year",
}  # fmt: skip
_LATIN = "|".join(sorted((one for one in _UNITS if one.isascii()), key=len, reverse=True))
_CHINESE = "|".join(sorted((one for one in _UNITS if not one.isascii()), key=len, reverse=True))
# "two (2) years", "twenty four (24) months", "(2) years", "2-year", "two years"; whatever stands in
# brackets is the same count once more.
_COUNTED = re.compile(
    rf"(?<![\w.,/$])(?:(?P<word>{SPELLED})[ -]?)?"
    rf"(?:[(\[] ?(?P<again>\d{{1,4}}|{SPELLED}) ?[)\]][ -]?)?"
    rf"(?:(?P<figures>\d{{1,4}}) ?(?:[(\[] ?(?P<spelt>{SPELLED}) ?[)\]])?[ -]?)?"
    rf"(?P<unit>{_LATIN})s?'?(?![a-z])"
)
_GLYPHED = re.compile(
    rf"(?<![\d.,/〇零一二三四五六七八九十年月第])(?P<count>\d{{1,4}}|{GLYPHS}) ?"
    rf"(?:[(\[（【] ?(?:\d{{1,4}}|{GLYPHS}) ?[)\]）】])? ?"
    rf"(?P<unit>{_CHINESE})(?![\d一二三四五六七八九十])"
)
_ANNIVERSARY = re.compile(
    rf"(?<![a-z])(?P<nth>{ORDINAL})(?: \(\d{{1,3}} ?(?:st|nd|rd|th)\))? anniversary"
)


@dataclass(frozen=True, slots=True)
class FoundPeriod:
    """A length of time at `start` to `end` of a text."""

    value: Period
    start: int
    end: int


def periods_in(folded: str) -> Iterator[FoundPeriod]:
    """Find the lengths of time of a folded text, in the order they stand there."""
    found = [*_counted(folded), *_glyphed(folded), *_anniversaries(folded)]
    yield from sorted(found, key=lambda one: one.start)


def _counted(folded: str) -> Iterator[FoundPeriod]:
    for match in _COUNTED.finditer(folded):
        said = [number(one) for one in match.group("word", "again", "figures", "spelt") if one]
        if said and said[0] is not None and len(set(said)) == 1 and 0 < said[0] <= _MOST:
            period = Period(said[0], _UNITS[match["unit"]])
            yield FoundPeriod(period, match.start(), match.end())


def _glyphed(folded: str) -> Iterator[FoundPeriod]:
    for match in _GLYPHED.finditer(folded):
        count = number(match["count"])
        if count and count <= _MOST:
            yield FoundPeriod(Period(count, _UNITS[match["unit"]]), match.start(), match.end())


def _anniversaries(folded: str) -> Iterator[FoundPeriod]:
    for match in _ANNIVERSARY.finditer(folded):
        count = ordinal(match["nth"])
        if count:
            yield FoundPeriod(Period(count, "year"), match.start(), match.end())
