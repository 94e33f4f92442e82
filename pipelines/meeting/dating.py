"""On which day a meeting was held: its file's name says so, or the recording, or when it arrived.

A name is believed where it says one day that was. Which it is stays open where a day and a month
may be either (05-12-2026), where there are two digits of a year (261122), and where two days stand
in one name without a time beside one of them. A time in a name is of wherever the program ran, but
for Zoom's GMT and the offsets that Google Meet writes; Teams' is one of UTC or of the organiser's,
which nobody says: its day is taken as it stands.
"""

import re
from collections.abc import Iterator, Sequence
from datetime import date, datetime, time, timedelta, timezone, tzinfo
from typing import NamedTuple

from pipelines.meeting.minutes import Dated

_EARLIEST = date(2000, 1, 1)  # before that nobody recorded meetings; clocks begin in 1904 and 1970
_AHEAD = timedelta(days=1)  # that a day elsewhere, or a clock, may be before ours
_LONGEST = 300  # letters of a name that are looked at
_Y, _M, _D = r"(?P<y>(?:19|20)\d\d)", r"(?P<m>\d\d?)", r"(?P<d>\d\d?)"
_YY, _MM, _DD = _Y, r"(?P<m>0[1-9]|1[0-2])", r"(?P<d>0[1-9]|[12]\d|3[01])"
_TIME = (
    r"(?:(?:[ T_-]|, ?| ?(?:at|um|à|-) ?|Z){1,2}(?P<h>[01]\d|2[0-3])[.:_h-]?(?P<min>[0-5]\d)"
    r"(?:[.:_-]?[0-5]\d)?(?!\d))?"
)
_ZONE = r"(?: ?(?:GMT|UTC)(?P<offset>[+-]\d\d?(?::?\d\d)?)?)?"
_MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
_MONTH = r"(?P<name>" + "|".join(_MONTHS) + r")[a-z]{0,6}\.?"
_PATTERNS = tuple(
    re.compile(one, re.IGNORECASE | re.ASCII)
    for one in (
        rf"(?<![a-z])(?P<gmt>GMT){_YY}{_MM}{_DD}-(?P<h>[01]\d|2[0-3])(?P<min>[0-5]\d)[0-5]\d(?!\d)",
        rf"(?<!\d){_Y} ?\u5e74 ?{_M} ?\u6708 ?{_D} ?[\u65e5\u53f7]?{_TIME}",
        rf"(?<!\d){_Y}(?P<sign>[-._/]){_M}(?P=sign){_D}(?!\d){_TIME}{_ZONE}",
        rf"(?<!\d){_YY}{_MM}{_DD}(?:(?P<h>[01]\d|2[0-3])(?P<min>[0-5]\d)[0-5]\d)(?!\d)",
        rf"(?<!\d){_YY}{_MM}{_DD}(?!\d){_TIME}",
        rf"(?<!\d){_D}\.{_M}\.{_Y}(?!\d){_TIME}",
        rf"(?<!\d)(?P<one>\d\d?)(?P<sign>[-_/])(?P<two>\d\d?)(?P=sign){_Y}(?!\d){_TIME}",
        rf"(?<![a-z]){_MONTH} {_D}(?:st|nd|rd|th)?,? {_Y}(?!\d){_TIME}",
        rf"(?<!\d){_D}(?:st|nd|rd|th|\.)?[ -]{_MONTH},?[ -]{_Y}(?!\d){_TIME}",
    )
)


class _Stamp(NamedTuple):
    """A day in a name, and whether a time stands with it, as programs write it."""

    day: date
    timed: bool


def dated(
    names: Sequence[str], recorded_at: datetime | None, arrived: datetime, zone: tzinfo
) -> Dated:
    """Give the day of a meeting in a zone, and what says so.

    `names` are those of its files, the one that says most first; `recorded_at` is when the
    recording itself says it was made. Moments know their zones.
    """
    latest = arrived + _AHEAD
    for name in names:
        day = _of_name(name, latest, zone)
        if day is not None:
            return Dated(day=day, by="name")
    if recorded_at is not None and recorded_at <= latest:
        day = recorded_at.astimezone(zone).date()
        if day >= _EARLIEST:
            return Dated(day=day, by="recording")
    return Dated(day=arrived.astimezone(zone).date(), by="arrival")


def _of_name(name: str, latest: datetime, zone: tzinfo) -> date | None:
    last = latest.astimezone(zone).date()
    stamps = [one for one in _stamps(name[:_LONGEST], zone) if _EARLIEST <= one.day <= last]
    days = {one.day for one in stamps if one.timed} or {one.day for one in stamps}
    return days.pop() if len(days) == 1 else None


def _stamps(name: str, zone: tzinfo) -> Iterator[_Stamp]:
    """Give the days in a name; what one pattern has read no other reads again."""
    for pattern in _PATTERNS:
        for match in pattern.finditer(name):
            stamp = _stamp(match.groupdict(), zone)
            if stamp is not None:
                yield stamp
        name = pattern.sub(lambda match: "\0" * len(match[0]), name)


def _stamp(found: dict[str, str | None], zone: tzinfo) -> _Stamp | None:
    year, month, day = int(found["y"] or 0), _month(found), int(found.get("d") or 0)
    if found.get("one"):
        one, two = int(found["one"] or 0), int(found["two"] or 0)
        if one <= 12 and two <= 12 and one != two:
            return None
        month, day = sorted((one, two))
    try:
        that = date(year, month, day)
        hour, minute = found.get("h"), found.get("min")
        if hour is None or minute is None:
            return _Stamp(that, timed=False)
        at = time(int(hour), int(minute))
        written = _written(found)
        if written is not None:
            that = datetime.combine(that, at, written).astimezone(zone).date()
        return _Stamp(that, timed=True)
    except (ValueError, OverflowError):
        return None


def _month(found: dict[str, str | None]) -> int:
    name = found.get("name")
    return _MONTHS.index(name.lower()) + 1 if name else int(found.get("m") or 0)


def _written(found: dict[str, str | None]) -> tzinfo | None:
    """Give the zone that a time is written in, where the name says so."""
    if found.get("gmt"):
        return timezone(timedelta(0))
    offset = found.get("offset")
    if not offset:
        return None
    hours, minutes = offset[1:3].rstrip(":"), offset.replace(":", "")[3:]
    sign = -1 if offset[0] == "-" else 1
    return timezone(sign * timedelta(hours=int(hours), minutes=int(minutes or 0)))
