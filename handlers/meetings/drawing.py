"""From what was found in the files of a meeting to what can be shown of it."""

from collections.abc import Sequence

from handlers.meetings.cards import name_of
from handlers.meetings.looking import Found
from handlers.meetings.records import Meeting
from pipelines.meeting.model import Timeline


def drawn(meeting: Meeting, found: Found, lacks: Sequence[str]) -> Timeline:
    """Put together what is certain; takes a while for a long meeting: to be called in a thread."""
    words = found.transcript
    ends = 0.0 if words is None else max((one.end_s for one in words.segments), default=0.0)
    return Timeline(
        title=_title(name_of(meeting)),
        language=meeting.language,
        duration_s=ends if found.probe is None else found.probe.duration_s,
        transcript=words,
        slides=found.shown.slides,
        lacks=tuple(lacks),
    )


def _title(name: str) -> str:
    stem, _, _ = name.rpartition(".")
    return stem or name
