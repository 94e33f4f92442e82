"""Dates written in digits, as far as they can be read in one way only."""

import re
from datetime import date
from typing import Final

from pipelines.meeting.due import days
from pipelines.meeting.due.pieces import Rule, refusal, rule


def _year_first(match: re.Match[str], _: date) -> date | None:
    return days.on_date(*(int(match[name]) for name in ("year", "month", "day")))


def _parted(match: re.Match[str], on: date) -> date | None:
    """Read 12/23: which is the month, only a number that is none can tell."""
    first, second, year = int(match["first"]), int(match["second"]), match["year"]
    if first <= 12 and second <= 12 and first != second:
        return None
    month, day = sorted((first, second))
    return days.on_date(int(year), month, day) if year else days.yearly(on, month, day)


def _dotted(match: re.Match[str], on: date) -> date | None:
    month, day, year = int(match["month"]), int(match["day"]), match["year"]
    return days.on_date(int(year), month, day) if year else days.yearly(on, month, day)


RULES: Final[tuple[Rule, ...]] = (
    rule(
        r"(?<![0-9])(?P<year>20[0-9]{2})(?P<sign>[-/.])(?P<month>[0-9]{1,2})(?P=sign)"
        r"(?P<day>[0-9]{1,2})(?![0-9])",
        _year_first,
    ),
    rule(
        r"(?<![0-9/])(?P<first>[0-9]{1,2})/(?P<second>[0-9]{1,2})(?:/(?P<year>20[0-9]{2}))?"
        r"(?![0-9/])",
        _parted,
        weak=True,
    ),
    # Day, month: only those who write dots write them so.
    rule(
        r"(?:^|(?<=, )|(?<=\bam )|(?<=\bbis )|(?<=\bzum )|(?<=\bden )|(?<=\bdem )|(?<=\bby )"
        r"|(?<=\bon ))"
        r"(?P<day>[0-9]{1,2})\. ?(?P<month>[0-9]{1,2})\.(?: ?(?P<year>20[0-9]{2}))?"
        r"(?![0-9])",
        _dotted,
        weak=True,
    ),
    refusal(r"(?<![0-9])[0-9]{1,2}[-/.][0-9]{1,2}[-/.][0-9]{2,4}(?![0-9])"),
)
