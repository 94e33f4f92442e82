"""Which files are of one meeting: those of one thread, or of one name soon after each other."""

import base64
import hashlib
import re
from collections.abc import Iterable
from datetime import timedelta

from handlers.drops import is_spoken
from handlers.meetings.records import Meeting, Role
from handlers.ports import Drop

NEAR = timedelta(hours=1)

# What meeting programs, and people, put after the name that a recording and its words share.
_TAIL = re.compile(
    r"(?:[\s._()-]*(?:transcripts?|transcription|captions?|subtitles?|recording|audio|video|cc"
    r"|\d{3,4}x\d{3,4}|转写|转录|字幕|文字记录|录制|录音|录像)|\.[a-z]{2}(?:-[a-z]{2,4})?)[\s._()-]*$"
)


def meeting_id(drop: Drop) -> str:
    """Name a meeting after the arrival that began it."""
    digest = hashlib.sha256(f"{drop.place.tenant}\0{drop.key}".encode()).digest()
    return f"M-{base64.b32encode(digest).decode()[:10]}"


def stem(name: str) -> str:
    """Give what the names of a recording and of its transcript have in common."""
    stem, _, _ = name.casefold().rpartition(".")
    stem = (stem or name.casefold()).strip()
    while (shorter := _TAIL.sub("", stem)) and shorter != stem:
        stem = shorter
    return stem


def joined(drop: Drop, role: Role, meetings: Iterable[Meeting]) -> Meeting | None:
    """Choose which of some meetings an arrival belongs to; None: to none of them.

    One that has a file of this role is not meant. A name that fits decides; without one, it is
    the only meeting of the thread. What was said in a voice room is a meeting by itself.
    """
    lacking = [one for one in meetings if one.piece(role) is None and not _is_spoken(one)]
    if is_spoken(drop):
        return None
    named = [one for one in lacking if any(_fits(piece.drop, drop) for piece in one.pieces)]
    if named:
        return max(named, key=lambda one: (_is_beside(one, drop), one.received_at, one.id))
    beside = [one for one in lacking if _is_beside(one, drop)]
    return beside[0] if len(beside) == 1 else None


def _is_spoken(meeting: Meeting) -> bool:
    return any(is_spoken(one.drop) for one in meeting.pieces)


def _fits(one: Drop, other: Drop) -> bool:
    is_near = one.user == other.user and abs(one.received_at - other.received_at) <= NEAR
    return stem(one.name) == stem(other.name) and (is_near or _share_thread(one, other))


def _is_beside(meeting: Meeting, drop: Drop) -> bool:
    return any(_share_thread(piece.drop, drop) for piece in meeting.pieces)


def _share_thread(one: Drop, other: Drop) -> bool:
    return one.place.thread is not None and one.place == other.place
