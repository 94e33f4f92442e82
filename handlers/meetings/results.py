"""The card of a meeting that was read: who spoke, what was shown, what is lacking; facts only."""

from collections.abc import Iterator, Sequence

from handlers.cards import shown
from handlers.chat import Button, Buttons, Card, Fields, Language, Part, Table, Text
from handlers.meetings.cards import RENAME, START, deleting, is_late, late_parts
from handlers.meetings.drawing import named
from handlers.meetings.records import Meeting
from handlers.meetings.terms import Terms, spoken_of
from handlers.texts.catalogue import texts
from handlers.texts.meetings import MeetingTexts
from handlers.texts.written import counted
from pipelines.meeting.markdown import clock
from pipelines.meeting.model import Chapter, Lack, Timeline, Transcript

MOST_SPEAKERS, MOST_CHAPTERS, MOST_COMMITMENTS = 8, 12, 5
MOST_WORDS = 80  # letters of what somebody said
# After these it is worth while to start once more.
_AGAIN = frozenset({Lack.PASSAGES_MISSING, Lack.TRANSCRIBER_FAILED, Lack.NO_TRANSCRIBER,
                    Lack.SLIDES_FAILED, Lack.TRANSCRIPT_UNREADABLE})  # fmt: skip


def result_card(
    meeting: Meeting, terms: Terms, opening: Button | None, ended: Sequence[str] = ()
) -> Card:
    """Say what is certain of a meeting; `opening` leads into its player, None: there is none.

    `ended` says how a later run ended, of which nothing came.
    """
    known = named(meeting)
    if known is None:
        return Card(texts(meeting.language).meetings.failed_somehow)
    said = texts(meeting.language).meetings
    return Card(
        title=f"{shown(known.title)} · {clock(known.duration_s)}",
        parts=(
            *map(Text, ended),
            Text(source_said(meeting, known, terms)),
            *late_parts(meeting),
            *_lacking(known),
            Fields(tuple(_figures(known, said))),
            *_participants(known, said),
            *_chapters(known, said),
            *_commitments(known, said),
            Text(said.all_of_it if known.transcript else said.all_of_report),
            Buttons(tuple(_ways(meeting, known, opening))),
        ),
        tone="plain" if ended else "good",
        footer=f"{_footer(meeting, known, terms)} · {meeting.id}",
    )


def source_said(meeting: Meeting, known: Timeline, terms: Terms) -> str:
    """Say where the words are from: whose they are, or which engine wrote them down, and where."""
    said, words = texts(meeting.language).meetings, known.transcript
    if words is None:
        return said.wordless
    if words.kind == "supplied":
        piece = meeting.piece("transcript")
        return said.from_file.format(name=shown(piece.drop.name if piece else words.source))
    if words.kind == "embedded":
        return said.from_track
    return said.by_ai.format(engine=_engines(meeting, words, terms))


def _engines(meeting: Meeting, words: Transcript, terms: Terms) -> str:
    return spoken_of(words.source, words.model or "", terms.engines(), meeting.language)


def _footer(meeting: Meeting, known: Timeline, terms: Terms) -> str:
    said, words = texts(meeting.language).meetings, known.transcript
    if words is None or words.kind != "recognised":
        return said.no_ai
    return said.generated.format(engine=_engines(meeting, words, terms))


def _figures(known: Timeline, said: MeetingTexts) -> Iterator[tuple[str, str]]:
    yield said.length, clock(known.duration_s)
    if known.speakers:
        yield said.participants, str(len(known.speakers))
    slides = len(known.slides)
    if slides:
        again = sum(len(one.shown) - 1 for one in known.slides)
        more = counted(again, said.shown_again) if again else ""
        yield said.slides, f"{slides}{more}"


def _participants(known: Timeline, said: MeetingTexts) -> Iterator[Part]:
    if not known.speakers:
        return
    talk = sum(one.talk_s for one in known.speakers) or 1.0
    rows = tuple(
        (one.name, clock(one.talk_s), f"{one.talk_s / talk:.0%}")
        for one in known.speakers[:MOST_SPEAKERS]
    )
    yield Table(said.participant_columns, rows, numeric=frozenset({1, 2}))
    more = len(known.speakers) - MOST_SPEAKERS
    if more > 0:
        yield Text(counted(more, said.more_participants))


def _chapters(known: Timeline, said: MeetingTexts) -> Iterator[Part]:
    if not known.chapters:
        return
    begun = {one.id: one.text for one in known.transcript.segments} if known.transcript else {}
    rows = [
        (clock(one.start_s), _shown(one, said), _beginning(one, begun, said))
        for one in known.chapters[:MOST_CHAPTERS]
    ]
    # Of slides alone, and of words alone, a column would be empty.
    kept = [0, *[1] * bool(known.slides), *[2] * bool(begun)]
    columns = tuple(said.chapter_columns[one] for one in kept)
    yield Table(columns, tuple(tuple(row[one] for one in kept) for row in rows))
    more = len(known.chapters) - MOST_CHAPTERS
    if more > 0:
        yield Text(counted(more, said.more_chapters))


def _shown(chapter: Chapter, said: MeetingTexts) -> str:
    return said.no_slide if chapter.slide is None else said.slide.format(number=chapter.slide)


def _beginning(chapter: Chapter, begun: dict[str, str], said: MeetingTexts) -> str:
    first = next((begun[cite] for cite in chapter.cites if cite in begun), "")
    return said.quote.format(words=cut(first)) if first else ""


def _commitments(known: Timeline, said: MeetingTexts) -> Iterator[Part]:
    if not known.commitments:
        return
    yield Text(said.commitments)
    for one in known.commitments[:MOST_COMMITMENTS]:
        who = known.called(one.speaker)
        quote = said.quote.format(words=cut(one.quote))
        yield Text(" ".join(filter(None, (f"• {clock(one.start_s)}", who, quote))))
    more = len(known.commitments) - MOST_COMMITMENTS
    if more > 0:
        yield Text(counted(more, said.more_commitments))


def lacks_said(lacks: Sequence[str], language: Language) -> tuple[str, ...]:
    """Say what is missing, and why."""
    named_ones = texts(language).minutes.lacks
    return tuple(named_ones.get(one, one) for one in lacks)


def _lacking(known: Timeline) -> Iterator[Part]:
    lacks = lacks_said(known.lacks, known.language)
    if lacks:
        yield Text(texts(known.language).meetings.lacking)
        yield from (Text(f"• {one}") for one in lacks)


def _ways(meeting: Meeting, known: Timeline, opening: Button | None) -> Iterator[Button]:
    said = texts(meeting.language).meetings
    if opening is not None:
        yield opening
    if known.speakers:
        yield Button(RENAME, meeting.id, said.rename)
    is_over = meeting.state != "done"
    if is_over or _AGAIN & set(known.lacks) or any(map(is_late, meeting.pieces)):
        yield Button(START, meeting.id, said.again)
    yield deleting(meeting)


def cut(words: str) -> str:
    """Give the beginning of what somebody said."""
    return words if len(words) <= MOST_WORDS else f"{words[: MOST_WORDS - 1].rstrip()}…"
