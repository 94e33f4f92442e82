"""Days in the words of a contract: "this 18th day of April, 2001", "the 10 th of January 2007"."""

import re
from collections.abc import Iterator
from datetime import date

from pipelines.document.clauses.numerals import ORDINAL, ordinal
from pipelines.document.page.dates import FoundDate, Order, dates_in
from pipelines.document.page.months import MONTHS

_MONTHS = "|".join(sorted((one for one in MONTHS if len(one) > 2), key=len, reverse=True))
_YEAR = r"(?P<y>(?:19|20)\d\d)"
_DAY_OF = re.compile(
    rf"(?<![\w.,/])(?P<d>{ORDINAL}|\d\d?) (?:\(\d\d? ?(?:st|nd|rd|th)?\) )?day (?:of )?"
    rf"(?P<n>{_MONTHS})[a-z]{{0,6}},? (?:in the year )?{_YEAR}"
)
_SPELLED = re.compile(rf"(?<![a-z])(?P<n>{_MONTHS})[a-z]{{0,6}} (?P<d>{ORDINAL}),? {_YEAR}")
_BROKEN = re.compile(
    rf"(?<![\w.,/])(?P<d>\d\d?) (?:st|nd|rd|th),?(?: of)? (?P<n>{_MONTHS})[a-z]{{0,6}},? {_YEAR}"
)
_PARTED = re.compile(rf"(?<![a-z])(?P<n>{_MONTHS})\.? (?P<d>\d\d?) (?:st|nd|rd|th),? {_YEAR}")


def days_in(folded: str, order: Order) -> Iterator[FoundDate]:
    """Find the days of a folded text; `order` decides where day and month could be swapped."""
    found: list[FoundDate] = []
    for pattern in (_DAY_OF, _SPELLED, _BROKEN, _PARTED):
        for match in pattern.finditer(folded):
            day = ordinal(match["d"]) or (int(match["d"]) if match["d"].isdecimal() else 0)
            if day and not any(
                one.start < match.end() and match.start() < one.end for one in found
            ):
                found.append(FoundDate(_day(match, day), *match.span()))
    plain = dates_in(folded, order)
    found += [
        one
        for one in plain
        if not any(other.start < one.end and one.start < other.end for other in found)
    ]
    yield from sorted(found, key=lambda one: one.start)


def _day(match: re.Match[str], day: int) -> date | None:
    try:
        return date(int(match["y"]), MONTHS[match["n"]], day)
    except ValueError:
        return None
