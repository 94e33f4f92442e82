"""The card of a meeting until there is a result: asked, under way, and how it ended without one."""

from collections.abc import Iterator
from dataclasses import dataclass

from handlers.cards import shown
from handlers.chat import Button, Buttons, Card, Part, Text, Tone
from handlers.meetings.records import Meeting, Piece
from handlers.meetings.terms import Terms
from handlers.texts.catalogue import texts

START, DECLINE, STOP = "meeting.start", "meeting.decline", "meeting.stop"
DELETE, RENAME = "meeting.delete", "meeting.rename"


@dataclass(frozen=True, slots=True)
class Point:
    """How far a run is: what it does, in per cent of all; or what keeps it, as a sentence."""

    stage: str
    percent: int = 0
    hindrance: str | None = None


WAITS = Point("waiting")
# Stages at which it is over where the words are from.
_DECIDED = frozenset({"looking", "writing"})


def asking_card(meeting: Meeting, terms: Terms) -> Card:
    """Ask whether a meeting shall be written down, and say by whom, and what is kept."""
    said = texts(meeting.language).meetings
    lines = (*_offer(meeting, terms, said.start), said.untouched, terms.kept(meeting.language))
    buttons = Buttons((
        starting(meeting, terms, said.start, "good"),
        Button(DECLINE, meeting.id, said.not_now),
        Button(DELETE, meeting.id, said.delete, "bad"),
    ))  # fmt: skip
    return Card(title_of(meeting), (*map(Text, lines), buttons))


def declined_card(meeting: Meeting, who: str, terms: Terms) -> Card:
    """Say that somebody chose not to start, and that it may be started all the same."""
    said = texts(meeting.language).meetings
    declined = said.declined.format(who=who)
    lines = (declined, *_offer(meeting, terms, said.start), terms.kept(meeting.language))
    start = starting(meeting, terms, said.start)
    return Card(title_of(meeting), (*map(Text, lines), Buttons((start, deleting(meeting)))))


def running_card(meeting: Meeting, who: str | None, terms: Terms, at: Point = WAITS) -> Card:
    """Say how far a run is, who started it (None: it began by itself), and let it be stopped."""
    said = texts(meeting.language).meetings
    stage = said.progress.format(stage=_stage(meeting, terms, at.stage), percent=at.percent)
    begun = said.started_alone if who is None else said.started_by.format(who=who)
    stop = Buttons((Button(STOP, f"{meeting.id}:{meeting.run}", said.stop, "bad"),))
    doing = _doing(meeting, terms, at.stage), _writes(meeting, terms)
    lines = (at.hindrance or stage, *doing, begun)
    title = said.working.format(name=shown(name_of(meeting)))
    return Card(title, (*map(Text, filter(None, lines)), stop), tone="busy")


def stopped_card(meeting: Meeting, who: str, terms: Terms) -> Card:
    """Say who stopped a run, and what is left of it."""
    said = texts(meeting.language).meetings
    lines = (said.stopped_by.format(who=who), said.stopped_kept)
    title = said.stopped.format(name=shown(name_of(meeting)))
    return Card(title, (*map(Text, lines), *late_parts(meeting), *_again(meeting, terms)))


def failed_card(meeting: Meeting, reasons: tuple[str, ...], terms: Terms) -> Card:
    """Say why nothing came of a run."""
    said = texts(meeting.language).meetings
    title = said.failed.format(name=shown(name_of(meeting)))
    why = map(Text, reasons or (said.failed_somehow,))
    return Card(title, (*why, *late_parts(meeting), *_again(meeting, terms)), tone="bad")


def title_of(meeting: Meeting) -> str:
    """Name a meeting by its recording or, where there is none, by its transcript."""
    said = texts(meeting.language).meetings
    phrase = said.transcript if meeting.piece("recording") is None else said.recording
    return phrase.format(name=shown(name_of(meeting)))


def name_of(meeting: Meeting) -> str:
    """Give the name of the file that a meeting goes by."""
    return (meeting.piece("recording") or meeting.pieces[-1]).drop.name


def once_more(meeting: Meeting, terms: Terms) -> Iterator[Part]:
    """Say what comes of starting again: files and engines may be others than the last time."""
    said = texts(meeting.language).meetings
    offered = _offer(meeting, terms, said.again)
    yield from (Text(one) for one in offered if one != said.nobody)


def starting(meeting: Meeting, terms: Terms, label: str, tone: Tone = "plain") -> Button:
    """Give the way to start: whoever presses it agrees to the terms that the card tells."""
    return Button(START, f"{meeting.id}:{terms.version(meeting)}", label, tone)


def deleting(meeting: Meeting) -> Button:
    """Give the way to be rid of a meeting."""
    return Button(DELETE, meeting.id, texts(meeting.language).meetings.delete, "bad")


def late_parts(meeting: Meeting) -> Iterator[Part]:
    """Say which files came too late for the last run."""
    said = texts(meeting.language).meetings
    for piece in meeting.pieces:
        if is_late(piece):
            phrase = said.late if piece.role == "transcript" else said.late_recording
            yield Text(phrase.format(name=shown(piece.drop.name)))


def is_late(piece: Piece) -> bool:
    """Tell a file that no run has looked at yet."""
    return piece.media_type is None


def _again(meeting: Meeting, terms: Terms) -> Iterator[Part]:
    """Give what can be done with a meeting whose run is over, and what comes of it."""
    yield from once_more(meeting, terms)
    said = texts(meeting.language).meetings
    yield Buttons((starting(meeting, terms, said.again), deleting(meeting)))


def _offer(meeting: Meeting, terms: Terms, start: str) -> Iterator[str]:
    """Say what comes of a press of `start`: who reads or transcribes, and who writes about it."""
    writes = _writes(meeting, terms)
    yield _first(meeting, terms, start, is_last=not writes)
    if writes:
        yield writes


def _first(meeting: Meeting, terms: Terms, start: str, *, is_last: bool) -> str:
    said = texts(meeting.language).meetings
    engines = terms.said_of_engines(meeting.language)
    transcript = meeting.piece("transcript")
    if transcript is None:
        if engines is None:
            return said.nobody
        return said.transcribes.format(start=start, engines=engines)
    name = shown(transcript.drop.name)
    if engines is None or meeting.piece("recording") is None:
        # What is read here is given to whoever writes.
        phrase = said.reads_only if is_last else said.reads_first
        return phrase.format(start=start, transcript=name)
    return said.reads.format(start=start, transcript=name, engines=engines)


def _writes(meeting: Meeting, terms: Terms) -> str:
    """Say who writes minutes, where, and what is sent there; nothing, where nobody does."""
    said = texts(meeting.language).minuting
    writers = terms.said_of_writers(meeting)
    if writers is None:
        return ""
    is_wordless = meeting.piece("transcript") is None and not terms.engines()
    return (said.writes_if if is_wordless else said.writes).format(writers=writers)


def _stage(meeting: Meeting, terms: Terms, stage: str) -> str:
    phrases = texts(meeting.language)
    is_minutes = stage == "writing" and bool(terms.writers())
    return phrases.minuting.stage if is_minutes else phrases.meetings.stages[stage]


def _doing(meeting: Meeting, terms: Terms, stage: str) -> str:
    """Say where the words are from; nothing, where that is decided and no longer shown."""
    said = texts(meeting.language).meetings
    transcript = meeting.piece("transcript")
    # One that came too late, or cannot be read, keeps nobody from transcribing.
    if transcript is not None and stage != "hearing":
        is_open = stage not in _DECIDED
        return said.reading.format(transcript=shown(transcript.drop.name)) if is_open else ""
    engines = terms.said_of_engines(meeting.language)
    return said.nobody if engines is None else said.transcribing.format(engines=engines)
