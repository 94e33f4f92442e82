"""Times of day in a text, and the zones that they are said in."""

import re
from collections.abc import Iterator
from datetime import time, tzinfo
from typing import Final
from zoneinfo import ZoneInfo

from pipelines.meeting.due.numbers import HAN, han
from pipelines.meeting.due.pieces import Piece

_DIGITS = re.compile(
    r"(?<![0-9:./])(?P<hour>[0-9]{1,2})(?:(?P<sign>[:.])(?P<minute>[0-5][0-9]))?"
    r"(?: ?(?P<half>[ap])(?:m\b|\.m\b\.?)| ?(?P<clock>uhr|h\b)"
    r"| in the (?P<part>morning|afternoon|evening)| ?o'clock)?(?![0-9:/]|\.[0-9])"
)
_SPOKEN = re.compile(
    r"(?P<part>凌晨|清晨|早上|早晨|上午|中午|下午|傍晚|晚上|今晚|明晚|今早|明早)?"
    rf" ?(?<![第0-9])(?P<hour>{HAN}) ?(?:点|时(?![候间]))"
    rf"(?: ?(?P<half>半)|钟|整| ?(?P<quarter>[一三])刻| ?(?P<minute>{HAN}) ?分?)?"
    r"(?![子评击])"
)
_NOON = re.compile(r"\b(?:noon|midday|mittags?)\b|中午|正午")
_EARLY = ("凌晨", "清晨", "早上", "早晨", "上午", "今早", "明早")
_LATE = ("下午", "傍晚", "晚上", "今晚", "明晚")
_PLAIN = range(9, 24)  # hours that are meant as they are said, whatever the part of the day
_ZONES: Final = {
    "UTC": "UTC", "GMT": "UTC", "ET": "America/New_York", "EST": "America/New_York",
    "EDT": "America/New_York", "PT": "America/Los_Angeles", "PST": "America/Los_Angeles",
    "PDT": "America/Los_Angeles", "CET": "Europe/Berlin", "CEST": "Europe/Berlin",
    "MEZ": "Europe/Berlin", "JST": "Asia/Tokyo", "HKT": "Asia/Hong_Kong", "SGT": "Asia/Singapore",
    "Eastern": "America/New_York", "Pacific": "America/Los_Angeles",
    "New York": "America/New_York", "London": "Europe/London", "Berlin": "Europe/Berlin",
    "Tokyo": "Asia/Tokyo", "Beijing": "Asia/Shanghai", "Shanghai": "Asia/Shanghai",
    "北京": "Asia/Shanghai", "东京": "Asia/Tokyo", "纽约": "America/New_York",
    "伦敦": "Europe/London",
}  # fmt: skip
_ABBREVIATED = re.compile(
    r"\b(?:UTC|GMT|EST|EDT|ET|PST|PDT|PT|CEST|CET|MEZ|JST|HKT|SGT|Eastern|Pacific)\b"
    r"|\b(?:New York|London|Berlin|Tokyo|Beijing|Shanghai)(?= time\b)"
    r"|(?:北京|东京|纽约|伦敦)(?=时间)"
)
# Of these there is more than one; and an offset (UTC+8) is as easily said the wrong way round.
_UNCLEAR = re.compile(r"\b(?:CST|IST|BST|AST)\b|\b(?:UTC|GMT) ?[+-] ?[0-9]")


def times(text: str) -> Iterator[Piece]:
    """Give the times in a text in small letters; `at` is None where that is not certain."""
    for match in _SPOKEN.finditer(text):
        minute = 30 if match["half"] else {"一": 15, "三": 45}.get(match["quarter"] or "", 0)
        minute = han(match["minute"]) if match["minute"] else minute
        yield _piece(match, _hour(match["part"], han(match["hour"])), minute)
    for match in _DIGITS.finditer(text):
        is_said = match["half"] or match["clock"] or match["part"] or "o'clock" in match[0]
        if is_said or match["sign"] == ":":
            yield _piece(match, _western(match), int(match["minute"] or 0))
    for match in _NOON.finditer(text):
        yield Piece(*match.span(), "time", at=time(12))


def zones(text: str) -> list[tzinfo | None]:
    """Give the zones that a text, as it was written, names; None is one that is not certain."""
    unclear: list[tzinfo | None] = [None for _ in _UNCLEAR.finditer(text)]
    return unclear + [ZoneInfo(_ZONES[match[0]]) for match in _ABBREVIATED.finditer(text)]


def _piece(match: re.Match[str], hour: int | None, minute: int) -> Piece:
    is_time = hour is not None and hour < 24 and minute < 60
    return Piece(*match.span(), "time", at=time(hour or 0, minute) if is_time else None)


def _western(match: re.Match[str]) -> int | None:
    hour, half, part = int(match["hour"]), match["half"], match["part"]
    if half or part:
        is_late = half == "p" or part in {"afternoon", "evening"}
        return hour % 12 + 12 * is_late if 1 <= hour <= 12 else None
    return hour if match["clock"] or hour in _PLAIN else None


def _hour(part: str | None, hour: int) -> int | None:
    if part == "中午":
        return hour + 12 if hour in {1, 2} else hour
    if part in _LATE:
        return hour + 12 if hour < 12 else hour
    return hour if part in _EARLY or hour in _PLAIN else None
