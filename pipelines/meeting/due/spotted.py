"""When something is due as a longer sentence says it: the words, and the day that they mean."""

import re
from collections.abc import Sequence
from datetime import date, tzinfo
from itertools import pairwise

from pipelines.meeting.due.pieces import Piece, level
from pipelines.meeting.due.reading import Meant, begins, found, meant
from pipelines.meeting.minutes import Due

_LONGEST = 2000  # letters that are looked at
# What may stand between two pieces that speak of one day, or of several to choose from.
_GLUE = re.compile(
    r"[\s,]*(?:\b(?:at|on|by|the|in|of|or|and|um|am|bis|oder)\b[\s,]*)*(?:的|之前|以前|或者?|还是|和|前)?[\s,]*"
)
_BY = re.compile(
    r"\b(?:by|before|until|till|due|(?:no|not) later than|at the latest|latest|ahead of|bis|vor"
    r"|spätestens)(?: (?:on|by|at|the|zum|am))*[\s,]*$"
    r"|(?:最晚|最迟|不晚于|截至|截止到?|赶在|在)$"
)
_LATEST = re.compile(r" *(?:之前|以前|前(?![面端台])|内|at the latest\b|latest\b|spätestens\b)")
_ENDED = re.compile(r"(?:前|内|底|末)$")
# What was said or done on a day is not due on it.
_PAST = re.compile(
    r"\b(?:said|told|asked|met|discussed|decided|agreed|talked|spoke|saw|was|were|had|did|came|went"
    r"|sent|wrote|got|happened)\b[^,.;:!?]*$"
    r"|(?:昨|上次|刚才|已经|说过|讨论过)[^，。；！？,.;!?]*$"
)
# Names of days that are words of other meanings too, unless they are written as names.
_SHORT = re.compile(r"(?:mon|tues?|wed|thurs?|thu|fri|sat|sun)\.?|(?:may|march) .*")


def spotted(text: str, on: date, zone: tzinfo) -> Due | None:
    """Give when something is due as a sentence says it; None where it says so of no one day.

    What is said to be a deadline counts before days that are only named. The words are as they
    stand in the text.
    """
    text = text[:_LONGEST]
    plain = level(text)
    phrases = _phrases(plain, [piece for piece in found(text, on) if _is_meant(piece, text)])
    last = [phrase for phrase in phrases if _is_deadline(plain, phrase)]
    days = [phrase for phrase in phrases if _names_a_day(plain, phrase)]
    return _one(text, last or days, on, zone)


def _one(text: str, phrases: Sequence[Sequence[Piece]], on: date, zone: tzinfo) -> Due | None:
    """Give what phrases agree on, in the words of the first."""
    readings: list[Meant | None] = []
    for phrase in phrases:
        start, end = phrase[0].start, phrase[-1].end
        around = text[max(0, start - 30) : end + 30]
        moved = max(0, start - 30)
        placed = [_moved(piece, moved) for piece in phrase]
        readings.append(meant(around, placed, on, zone))
    if not readings or len(set(readings)) > 1 or readings[0] is None:
        return None
    day, at = readings[0]
    start, end = begins(text, phrases[0][0].start), phrases[0][-1].end
    return Due(day=day, at=at, words=text[start:end].strip())


def _moved(piece: Piece, by: int) -> Piece:
    return Piece(piece.start - by, piece.end - by, piece.kind, piece.day, piece.at, piece.weak)


def _phrases(plain: str, pieces: Sequence[Piece]) -> list[list[Piece]]:
    """Put together what stands beside each other."""
    phrases: list[list[Piece]] = [[piece] for piece in pieces[:1]]
    for before, piece in pairwise(pieces):
        if _GLUE.fullmatch(plain, before.end, piece.start):
            phrases[-1].append(piece)
        else:
            phrases.append([piece])
    return phrases


def _is_meant(piece: Piece, text: str) -> bool:
    """Tell a day that is named from a word that only looks like its name."""
    words = text[piece.start : piece.end]
    if _SHORT.fullmatch(words.lower()):
        return words[0].isupper()
    return True


def _is_deadline(plain: str, phrase: Sequence[Piece]) -> bool:
    start, end = phrase[0].start, phrase[-1].end
    words = plain[start:end]
    return bool(
        _BY.search(plain[:start]) or _LATEST.match(plain, end) or _ENDED.search(words)
        or phrase[0].kind == "close"
    )  # fmt: skip


def _names_a_day(plain: str, phrase: Sequence[Piece]) -> bool:
    """Whether a phrase speaks of a day for certain, where nothing says that it is a deadline."""
    if _PAST.search(plain[: phrase[0].start]):
        return False
    certain = [piece for piece in phrase if piece.kind in {"day", "end", "name"}]
    return any(not piece.weak for piece in certain)
