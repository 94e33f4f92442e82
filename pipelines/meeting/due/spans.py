"""Days that are named without a number: today, the end of the month, two weeks later."""

import re
from collections.abc import Callable
from datetime import date
from typing import Final, Literal

from pipelines.meeting.due import days

Unit = Literal["day", "working day", "week", "fortnight", "month", "year", "hour"]
Resolve = Callable[[re.Match[str], date], date | None]
_HOURS = 24


def _hours(on: date, hours: int) -> date | None:
    return None if hours % _HOURS else days.later(on, hours // _HOURS)


_LATER: Final[dict[Unit, Callable[[date, int], date | None]]] = {
    "day": days.later,
    "working day": days.working,
    "week": lambda on, number: days.later(on, 7 * number),
    "fortnight": lambda on, number: days.later(on, 14 * number),
    "month": days.month_later,
    "year": lambda on, number: days.month_later(on, 12 * number),
    "hour": _hours,
}


def moved(on: date, number: int, unit: Unit) -> date | None:
    """Give the day that is so many days, weeks or months later; None: hours that are no days."""
    return _LATER[unit](on, number)


def no_day(_: re.Match[str], __: date) -> date | None:
    """Give no day: the words name none by themselves."""
    return None


def in_days(number: int) -> Resolve:
    """Give the day so many days later."""
    return lambda _, on: days.later(on, number)


def week_end(weeks: int = 0) -> Resolve:
    """Give the last day of work of this week, or of one so many weeks later."""
    return lambda _, on: days.of_week(on, days.FRIDAY, weeks)


def sunday(weeks: int = 0) -> Resolve:
    """Give the end of the weekend of this week, or of one so many weeks later."""
    return lambda _, on: days.of_week(on, days.SUNDAY, weeks)


def month_end(months: int = 0) -> Resolve:
    """Give the last day of this month, or of one so many months later."""
    return lambda _, on: days.month_end(on, months)


def quarter_end(quarters: int = 0) -> Resolve:
    """Give the last day of this quarter, or of one so many quarters later."""
    return lambda _, on: days.quarter_end(on, quarters)


def year_end(years: int = 0) -> Resolve:
    """Give the last day of this year, or of one so many years later."""
    return lambda _, on: days.end_of_year(on.year + years, 12)


def each_year(month: int, day: int, *, less: int = 0) -> Resolve:
    """Give the next such day of a year, or so many days `less`."""

    def resolve(_: re.Match[str], on: date) -> date | None:
        found = days.yearly(on, month, day)
        return None if found is None else days.later(found, -less)

    return resolve
