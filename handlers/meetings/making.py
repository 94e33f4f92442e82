"""From what was found in the files of a meeting to what can be shown of it."""

from collections.abc import Sequence

from handlers.meetings.cards import name_of
from handlers.meetings.looking import Found
from handlers.meetings.records import Meeting
from pipelines.meeting.model import Lack, Timeline
from pipelines.meeting.timeline import timeline


def drawn(meeting: Meeting, found: Found, lacks: Sequence[str]) -> Timeline:
    """Put together what is certain; takes a while for a long meeting: to be called in a thread.

    Of `lacks` those are known by name that say what; the others say why, in a sentence.
    """
    known = [Lack(one) for one in lacks if one in set(Lack)]
    whys = [one for one in lacks if one not in set(Lack)]
    told = timeline(
        _title(name_of(meeting)),
        meeting.language,
        found.probe,
        found.transcript,
        found.shown.slides,
        known,
    )
    # What could not be looked for is not known to be absent.
    seen = [one for one in told.lacks if found.unseen is None or one != Lack.NO_SLIDES]
    return told.model_copy(update={"lacks": (*seen, *whys)})


def _title(name: str) -> str:
    stem, _, _ = name.rpartition(".")
    return stem or name
