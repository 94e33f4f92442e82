"""What is known of a meeting under the names that people gave, and the files that say it."""

from collections.abc import Sequence
from dataclasses import dataclass

from handlers.chat import Attachment, Language
from handlers.meetings.records import Meeting
from handlers.texts.catalogue import texts
from pipelines.meeting.markdown import report
from pipelines.meeting.marks import Link
from pipelines.meeting.model import Timeline
from pipelines.meeting.outcome import Standing
from pipelines.meeting.timeline import renamed
from pipelines.meeting.vtt import written


def named(meeting: Meeting) -> Timeline | None:
    """Give what is known of a meeting, under the names that people gave."""
    known = meeting.timeline
    return None if known is None else renamed(known, meeting.names)


@dataclass(frozen=True, slots=True)
class About:
    """What a report says besides what was found.

    `notes` are lines of our own for its head, `author` says who wrote the minutes (None: nobody
    did), `standings` what people decided, `link` gives the address of a moment.
    """

    notes: Sequence[str] = ()
    author: str | None = None
    standings: Sequence[Standing] = ()
    link: Link | None = None


def tongue(known: Timeline) -> Language:
    """Give the language of a report: that of the minutes, where it is one of ours."""
    if known.minutes is None:
        return known.language
    return "zh" if known.minutes.language == "zh" else "en"


def papers(meeting: Meeting, about: About) -> tuple[Attachment, ...]:
    """Write the report of a meeting, and its transcript where there is one; call it in a thread."""
    known, phrases = named(meeting), texts(meeting.language)
    if known is None:
        return ()
    written_up = report(
        known,
        link=about.link,
        wording=texts(tongue(known)).minutes,
        notes=about.notes,
        author=about.author,
        standings=about.standings,
    )
    said = phrases.meetings.report_alt if known.minutes is None else phrases.minuting.report_alt
    alt = said.format(title=known.title)
    found = [Attachment("report.md", "text/markdown", written_up.encode(), alt)]
    if known.transcript is not None:
        words = written(known.transcript, known.names)
        alt = phrases.meetings.transcript_alt.format(title=known.title)
        found.insert(0, Attachment("transcript.vtt", "text/vtt", words.encode(), alt))
    return tuple(found)
