"""From what was found in the files of a meeting to what can be shown of it."""

from collections.abc import Sequence

from handlers.meetings.cards import name_of
from handlers.meetings.looking import Found
from handlers.meetings.records import Meeting
from pipelines.meeting.model import Timeline
from pipelines.meeting.timeline import timeline


def drawn(meeting: Meeting, found: Found, lacks: Sequence[str]) -> Timeline:
    """Put together what is certain; takes a while for a long meeting: to be called in a thread.

    Of `lacks` those are known by name that say what; the others say why, in a sentence.
    """
    return timeline(
        titled(meeting),
        meeting.language,
        found.probe,
        found.transcript,
        found.shown.slides,
        lacks,
    )


def titled(meeting: Meeting) -> str:
    """Name a meeting by its file, without the ending."""
    name = name_of(meeting)
    stem, _, _ = name.rpartition(".")
    return stem or name
