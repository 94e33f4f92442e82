"""The card of a meeting that was read: its minutes, or who spoke and what was shown; facts only."""

from collections.abc import Iterator, Sequence

from handlers.cards import shown
from handlers.chat import Button, Buttons, Card, Fields, Language, Part, Table, Text
from handlers.meetings.cards import RENAME, deleting, is_late, late_parts, once_more, starting
from handlers.meetings.drawing import named
from handlers.meetings.minutes import minutes_parts
from handlers.meetings.records import Meeting
from handlers.meetings.terms import Terms, spoken_of
from handlers.texts.catalogue import texts
from handlers.texts.meetings import MeetingTexts
from handlers.texts.written import counted
from pipelines.meeting.marks import clock
from pipelines.meeting.model import Chapter, Lack, Timeline, Transcript
from pipelines.meeting.outcome import Standing, Standings, promised, saying

MOST_SPEAKERS, MOST_CHAPTERS, MOST_COMMITMENTS = 8, 12, 5
MOST_WORDS = 80  # letters of what somebody said
# With these, somebody was asked to write.
_ASKED = frozenset({Lack.NOT_WRITTEN})
# After these it is worth while to start once more.
_AGAIN = frozenset({Lack.PASSAGES_MISSING, Lack.TRANSCRIBER_FAILED, Lack.NO_TRANSCRIBER,
                    Lack.SLIDES_FAILED, Lack.TRANSCRIPT_UNREADABLE, Lack.NOT_WRITTEN})  # fmt: skip


def result_card(
    meeting: Meeting,
    terms: Terms,
    opening: Button | None,
    ended: Sequence[str] = (),
    standings: Sequence[Standing] = (),
) -> Card:
    """Say what is known of a meeting; `opening` leads into its player, None: there is none.

    `ended` says how a later run ended, of which nothing came; `standings` what people decided of
    decisions and actions.
    """
    known = named(meeting)
    if known is None:
        return Card(texts(meeting.language).meetings.failed_somehow)
    return Card(
        title=f"{shown(known.title)} · {clock(known.duration_s)}",
        parts=(
            *map(Text, ended),
            *_told(meeting, known, terms, standings),
            *(once_more(meeting, terms) if _is_worth_it(meeting, known) else ()),
            Buttons(tuple(_ways(meeting, known, terms, opening))),
        ),
        tone="plain" if ended else "good",
        footer=f"{_footer(meeting, known, terms)} · {meeting.id}",
    )


def _told(
    meeting: Meeting, known: Timeline, terms: Terms, standings: Sequence[Standing]
) -> Iterator[Part]:
    """Say what was found: what matters of it first."""
    phrases = texts(meeting.language)
    said, minutes = phrases.meetings, known.minutes
    if minutes is not None:
        yield from minutes_parts(known, minutes, standings, meeting.language)
        author = terms.author(minutes, meeting.language)
        yield Text(phrases.minuting.wrote.format(writer=author))
    yield Text(source_said(meeting, known, terms, meeting.language))
    yield from late_parts(meeting)
    yield from _lacking(known)
    yield Fields(tuple(_figures(known, said)))
    yield from _participants(known, said)
    if minutes is not None:
        yield Text(phrases.minuting.all_of_it)
        return
    yield from _chapters(known, said)
    yield from _commitments(known, said, Standings(standings, known))
    yield Text(said.all_of_it if known.transcript else said.all_of_report)


def source_said(meeting: Meeting, known: Timeline, terms: Terms, language: Language) -> str:
    """Say where the words are from: whose they are, or which engine wrote them down, and where."""
    said, words = texts(language).meetings, known.transcript
    if words is None:
        return said.wordless
    if words.kind == "spoken":
        return texts(language).huddles.source
    if words.kind == "supplied":
        piece = meeting.piece("transcript")
        return said.from_file.format(name=shown(piece.drop.name if piece else words.source))
    if words.kind == "embedded":
        return said.from_track
    return said.by_ai.format(engine=_engines(words, terms, language))


def _engines(words: Transcript, terms: Terms, language: Language) -> str:
    return spoken_of(words.source, words.model or "", terms.engines(), language)


def _footer(meeting: Meeting, known: Timeline, terms: Terms) -> str:
    """Say what AI made of it, which and where."""
    language, words = meeting.language, known.transcript
    said, about = texts(language).meetings, texts(language).minuting
    by_ai = None
    if words is not None and words.kind == "recognised":
        by_ai = _engines(words, terms, language)
    if words is not None and words.kind == "spoken":
        by_ai = texts(language).huddles.source_ai
    if known.minutes is not None:
        told = about.generated.format(writer=terms.author(known.minutes, language))
        heard = "" if by_ai is None else about.generated_words.format(engine=by_ai)
        return about.between.join(filter(None, (told, heard)))
    if by_ai is not None:
        return said.generated.format(engine=by_ai)
    # A writer that gave no minutes was given the words all the same.
    return said.facts if _ASKED & set(known.lacks) else said.no_ai


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


def _commitments(known: Timeline, said: MeetingTexts, standings: Standings) -> Iterator[Part]:
    found = [one for one in promised(known.commitments, standings) if one.state != "dropped"]
    if not found:
        return
    yield Text(said.commitments)
    segments = {} if known.transcript is None else {s.id: s for s in known.transcript.segments}
    for one in found[:MOST_COMMITMENTS]:
        # Whose it became is another thing than who said so.
        who = ", ".join(saying(known, segments, one.cites, one.quote, ()))
        quote = said.quote.format(words=cut(one.quote))
        yield Text(" ".join(filter(None, (f"• {clock(one.start_s)}", who, quote))))
    more = len(found) - MOST_COMMITMENTS
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


def _ways(
    meeting: Meeting, known: Timeline, terms: Terms, opening: Button | None
) -> Iterator[Button]:
    said = texts(meeting.language).meetings
    if opening is not None:
        yield opening
    if known.speakers:
        yield Button(RENAME, meeting.id, said.rename)
    if _is_worth_it(meeting, known):
        yield starting(meeting, terms, said.again)
    yield deleting(meeting)


def _is_worth_it(meeting: Meeting, known: Timeline) -> bool:
    """Tell whether another run may find more."""
    is_over = meeting.state != "done"
    return is_over or bool(_AGAIN & set(known.lacks)) or any(map(is_late, meeting.pieces))


def cut(words: str) -> str:
    """Give the beginning of what somebody said."""
    return words if len(words) <= MOST_WORDS else f"{words[: MOST_WORDS - 1].rstrip()}…"
