"""Lengths of time as a contract counts them, and the day that one leads to."""

import calendar
import re
from dataclasses import dataclass
from datetime import date, timedelta

_MOST = 36_500  # of any unit: what is longer is no time that people agree on
_WRITTEN = re.compile(r"(\d{1,5}) (business day|day|week|month|year)s?")


@dataclass(frozen=True, slots=True)
class Period:
    """A count of days, weeks, months or years; "business day" is a unit that no date follows."""

    count: int
    unit: str

    def __str__(self) -> str:
        return f"{self.count} {self.unit}{'' if self.count == 1 else 's'}"


def period(written: str | None) -> Period | None:
    """Give the period that is written as "2 years"; None for anything else."""
    match = _WRITTEN.fullmatch(written or "")
    if match is None or not 0 < int(match[1]) <= _MOST:
        return None
    return Period(int(match[1]), match[2])


def later(day: date, length: Period) -> date | None:
    """Give the day that is so much later; None where the calendar or the unit does not tell."""
    return _moved(day, length.count, length.unit)


def earlier(day: date, length: Period) -> date | None:
    """Give the day that is so much earlier; None where the calendar or the unit does not tell."""
    return _moved(day, -length.count, length.unit)


def _moved(day: date, count: int, unit: str) -> date | None:
    if unit == "business day":
        return None
    try:
        if unit in ("day", "week"):
            return day + timedelta(days=count * (7 if unit == "week" else 1))
        months = day.year * 12 + day.month - 1 + count * (12 if unit == "year" else 1)
        year, month = divmod(months, 12)
        last = calendar.monthrange(year, month + 1)[1]
        return date(year, month + 1, min(day.day, last))
    except (ValueError, OverflowError):
        return None
