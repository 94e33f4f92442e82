"""What the pieces of one phrase mean together: one day, and perhaps a time of it."""

import re
from collections.abc import Iterable, Sequence
from datetime import date, datetime, time, tzinfo

from pipelines.meeting.due import chinese, days, english, german, numeric
from pipelines.meeting.due.clock import times, zones
from pipelines.meeting.due.pieces import Piece, level, pieces

Meant = tuple[date, time | None]

_RULES = (*numeric.RULES, *english.RULES, *german.RULES, *chinese.RULES)
# What stands before a day and makes another one of it, or none.
_OTHER = re.compile(
    r"(?:\b(?:last|past|previous|since|after|every|each|around|about|approximately|roughly|circa|from"
    r"|starting|beginning|between|not|never|except|or|until after|as of|nach|seit|ab|jede[nrsm]?"
    r"|letzte[nrsm]?|vorige[nrsm]?|vergangene[nrsm]?|oder)\b"
    r"(?: (?:the|on|by|until|till|before|at|dem|am|den|bis))*"
    r"|不是|不在|除了|每个?|从|自从?|或者?|还是|大概|大约) *$"
)
_BEFORE = re.compile(r"\b(?:before|prior to|ahead of|vor|vor dem)(?: the)? *$")
_VAGUE = re.compile(
    r" *(?:or so|or later|onwards?\b|-?ish\b|ago\b|and (?:later|after)"
    r"|之后|以后|后(?![台端续期面天])|左右|前后|上下|以来|开始|起(?![草来]))"
)


def found(text: str, on: date) -> list[Piece]:
    """Give what in a text speaks of days and times; text that makes another of them refuses."""
    plain = level(text)
    return [_placed(piece, plain) for piece in pieces(plain, on, _RULES, _distinct(times(plain)))]


def meant(text: str, phrase: Sequence[Piece], on: date, zone: tzinfo) -> Meant | None:
    """Give the one day that the pieces of a phrase agree on; None where there is none."""
    day = _day(phrase, on)
    if day is None:
        return None
    clock = {piece.at for piece in phrase if piece.at is not None}
    if len(clock) > 1:
        return None
    at = next(iter(clock), None)
    ends = any(piece.kind in {"time", "close", "end"} for piece in phrase)
    first = next(piece for piece in phrase if piece.kind != "refused")
    if not ends and _BEFORE.search(level(text)[: first.start]):
        day = days.later(day, -1)
    reading = _here(day, at, text, zone)
    return reading if reading is not None and reading[0] >= on else None


def begins(text: str, start: int) -> int:
    """Give where a phrase begins with the word before it that makes its day another one."""
    before = _BEFORE.search(level(text)[:start])
    return start if before is None else before.start()


def _day(phrase: Sequence[Piece], on: date) -> date | None:
    if any(piece.kind == "refused" for piece in phrase):
        return None
    certain = {piece.day for piece in phrase if piece.kind in {"day", "end"}}
    names = {piece.day for piece in phrase if piece.kind == "name"}
    if not certain and not names:
        said = [piece for piece in phrase if piece.kind == "close" or piece.at is not None]
        return on if said else None
    if len(certain or names) > 1:
        return None
    day = next(iter(certain or names))
    agree = all(day and name and day.weekday() == name.weekday() for name in names)
    return day if agree else None


def _here(day: date | None, at: time | None, text: str, zone: tzinfo) -> Meant | None:
    """Give a day and a time, said in a zone that the text may name, in that of the meeting."""
    named = zones(text)
    if day is None or at is None or not named:
        return None if day is None else (day, at)
    there = named[0]
    if len(named) > 1 or there is None:
        return None
    try:
        moment = datetime.combine(day, at, there).astimezone(zone)
    except OverflowError:
        return None
    return moment.date(), moment.time()


def _placed(piece: Piece, text: str) -> Piece:
    is_other = _OTHER.search(text[: piece.start]) or _VAGUE.match(text, piece.end)
    if piece.kind in {"time", "close"} or not is_other:
        return piece
    return Piece(piece.start, piece.end, "refused", weak=piece.weak)


def _distinct(found: Iterable[Piece]) -> list[Piece]:
    taken: list[Piece] = []
    for piece in found:
        if not any(piece.start < other.end and other.start < piece.end for other in taken):
            taken.append(piece)
    return taken
