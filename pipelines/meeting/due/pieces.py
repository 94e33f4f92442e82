"""The pieces of a text that speak of days and times, and the rules that find them."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, time
from typing import Literal

# A day; the end of one, of a week or a month; a day of the week by its bare name, the next one; a
# time of day; the end of a day that is named elsewhere, or today; or what names no certain day.
Kind = Literal["day", "end", "name", "time", "close", "refused"]


@dataclass(frozen=True, slots=True)
class Piece:
    """What stands from `start` to `end` of a text.

    `weak`: in a sentence it may be something else.
    """

    start: int
    end: int
    kind: Kind
    day: date | None = None
    at: time | None = None
    weak: bool = False


@dataclass(frozen=True, slots=True)
class Rule:
    """Words, and the day that they mean; a day of None refuses them."""

    pattern: re.Pattern[str]
    day: Callable[[re.Match[str], date], date | None]
    kind: Kind = "day"
    weak: bool = False


def rule(
    pattern: str,
    day: Callable[[re.Match[str], date], date | None],
    kind: Kind = "day",
    *,
    weak: bool = False,
) -> Rule:
    """Make a rule of a pattern for texts in small letters."""
    return Rule(re.compile(pattern), day, kind, weak)


def refusal(pattern: str) -> Rule:
    """Make a rule of words that speak of days, and of no certain one."""
    return Rule(re.compile(pattern), lambda _, __: None, "refused")


def pieces(text: str, on: date, rules: Iterable[Rule], found: Iterable[Piece]) -> list[Piece]:
    """Find what rules find beside what was `found` already, in the order of the text.

    Of two that find the same words, the first one has them.
    """
    taken = list(found)
    for one in rules:
        for match in one.pattern.finditer(text):
            start, end = match.span()
            if start < end and not any(start < other.end and other.start < end for other in taken):
                day = one.day(match, on)
                kind = one.kind if day is not None or one.kind == "close" else "refused"
                taken.append(Piece(start, end, kind, day, weak=one.weak))
    return sorted(taken, key=lambda piece: piece.start)


def level(text: str) -> str:
    """Give a text in small letters of normal width, as long as it was."""
    return "".join(map(_level, text))


def _level(letter: str) -> str:
    code = ord(letter)
    if 0xFF01 <= code <= 0xFF5E:
        letter = chr(code - 0xFEE0)
    elif letter.isspace():
        return " "
    elif letter in "\u2018\u2019\u02bc`":
        return "'"
    elif letter in "\u2010\u2011\u2012\u2013\u2212":
        return "-"
    small = letter.lower()
    return small if len(small) == 1 else letter
