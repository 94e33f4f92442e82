"""Days reckoned from the day of a meeting; weeks begin on Monday, and work in them ends on Friday.

None is a day that there is not, or that lies outside of the calendar.
"""

import calendar
from datetime import date, timedelta

FRIDAY, SUNDAY = 4, 6
_WORKING = 5  # days of a week
_JUST_OVER = 60  # days; who names such a day speaks of what was, not of the next year


def later(on: date, days: int) -> date | None:
    """Give the day so many days later."""
    try:
        return on + timedelta(days=days)
    except OverflowError:
        return None


def following(on: date, weekday: int) -> date | None:
    """Give the next such day of the week: nobody calls today by its name."""
    return later(on, (weekday - on.weekday() - 1) % 7 + 1)


def coming(on: date, weekday: int) -> date | None:
    """Give the next such day of the week, which may be today."""
    return later(on, (weekday - on.weekday()) % 7)


def of_week(on: date, weekday: int, weeks: int = 0) -> date | None:
    """Give a day of this week, or of the one so many weeks later."""
    return later(on, weekday - on.weekday() + 7 * weeks)


def working(on: date, days: int) -> date | None:
    """Give the day so many days of work later; holidays are not known."""
    day: date | None = on
    while day is not None and days > 0:
        day = later(day, 1)
        days -= day is not None and day.weekday() < _WORKING
    return day


def on_date(year: int, month: int, day: int) -> date | None:
    """Give a day of a year."""
    try:
        return date(year, month, day)
    except (ValueError, OverflowError):
        return None


def of_month(on: date, day: int, months: int = 0) -> date | None:
    """Give a day of this month, or of the one so many months later."""
    years, month = divmod(on.month - 1 + months, 12)
    return on_date(on.year + years, month + 1, day)


def nth(on: date, day: int) -> date | None:
    """Give the next such day of a month, in this one or the one after."""
    return of_month(on, day, months=int(day < on.day))


def month_end(on: date, months: int = 0) -> date | None:
    """Give the last day of this month, or of the one so many months later."""
    first = of_month(on, 1, months)
    return None if first is None else _last(first.year, first.month)


def month_later(on: date, months: int) -> date | None:
    """Give the same day so many months later, or the last one of a month that is shorter."""
    last = month_end(on, months)
    return None if last is None else last.replace(day=min(on.day, last.day))


def yearly(on: date, month: int, day: int) -> date | None:
    """Give the next such day of a year; None as well where it is over since a short time only."""
    try:
        this = on_date(on.year, month, day)
    except OverflowError:
        return None
    if this is not None and this >= on:
        return this
    if this is not None and (on - this).days <= _JUST_OVER:
        return None
    return on_date(on.year + 1, month, day)


def end_of(on: date, month: int) -> date | None:
    """Give the last day of such a month, this one or the next."""
    if not 1 <= month <= 12:
        return None
    return _last(on.year + (month < on.month), month)


def end_of_year(year: int, month: int) -> date | None:
    """Give the last day of a month of a year."""
    return _last(year, month) if 1 <= month <= 12 else None


def quarter_end(on: date, quarters: int = 0) -> date | None:
    """Give the last day of this quarter, or of the one so many quarters later."""
    return month_end(on, (3 - on.month) % 3 + 3 * quarters)


def _last(year: int, month: int) -> date | None:
    try:
        return on_date(year, month, calendar.monthrange(year, month)[1])
    except (ValueError, OverflowError):
        return None
