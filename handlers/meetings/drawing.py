"""What is known of a meeting under the names that people gave, and the files that say it."""

from collections.abc import Callable, Sequence

from handlers.chat import Attachment
from handlers.meetings.records import Meeting
from handlers.texts.catalogue import texts
from pipelines.meeting.markdown import report
from pipelines.meeting.model import Timeline
from pipelines.meeting.timeline import renamed
from pipelines.meeting.vtt import written

Link = Callable[[float], str]


def named(meeting: Meeting) -> Timeline | None:
    """Give what is known of a meeting, under the names that people gave."""
    known = meeting.timeline
    return None if known is None else renamed(known, meeting.names)


def papers(meeting: Meeting, notes: Sequence[str], link: Link | None) -> tuple[Attachment, ...]:
    """Write the report of a meeting, and its transcript where there is one; call it in a thread.

    `notes` are lines of our own for the report's head, `link` gives the address of a moment.
    """
    known, phrases = named(meeting), texts(meeting.language)
    if known is None:
        return ()
    said = phrases.meetings
    written_up = report(known, link=link, wording=phrases.minutes, notes=notes)
    alt = said.report_alt.format(title=known.title)
    found = [Attachment("report.md", "text/markdown", written_up.encode(), alt)]
    if known.transcript is not None:
        words = written(known.transcript, known.names)
        alt = said.transcript_alt.format(title=known.title)
        found.insert(0, Attachment("transcript.vtt", "text/vtt", words.encode(), alt))
    return tuple(found)
