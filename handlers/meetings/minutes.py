"""What the card of a meeting says of its minutes: what matters of them, and how much there is."""

from collections.abc import Iterable, Iterator, Sequence

from handlers.chat import Language, Part, Table, Text
from handlers.texts.catalogue import texts
from handlers.texts.minuting import MinutingTexts
from handlers.texts.written import counted
from pipelines.meeting.marks import clock
from pipelines.meeting.minutes import Due, Minutes, Topic
from pipelines.meeting.model import Timeline
from pipelines.meeting.outcome import Item, Outcome, Standing, Standings, outcome

MOST_TOPICS, MOST_DECISIONS, MOST_ACTIONS, MOST_QUESTIONS = 6, 4, 6, 3
MOST_TEXT = 160  # letters of a statement


def minutes_parts(
    known: Timeline, minutes: Minutes, standings: Sequence[Standing], language: Language
) -> Iterator[Part]:
    """Say what was talked about, decided and promised, and how much of it is not verified."""
    said, came = texts(language).minuting, outcome(minutes, Standings(standings, known))
    yield Text(figures(came, language))
    yield from _topics(came.topics, language)
    yield from _listed(said.decisions, came.decisions, MOST_DECISIONS, said)
    yield from _actions(known, came.actions, language)
    yield from _listed(said.questions, came.questions, MOST_QUESTIONS, said)
    if came.doubtful:
        yield Text(counted(len(came.doubtful), said.unverified))


def figures(came: Outcome, language: Language) -> str:
    """Count what is verified."""
    said = texts(language).minuting
    counts = (
        (len(came.topics), said.topic_count),
        (len(came.decisions), said.decision_count),
        (len(came.actions), said.action_count),
        (len(came.questions), said.question_count),
    )
    return said.between.join(counted(count, phrase) for count, phrase in counts)


def due_said(due: Due, language: Language) -> str:
    """Say on which day something is due, and in which words that was said."""
    said = texts(language).minutes.minutes
    day = due.day.isoformat() if due.at is None else f"{due.day} {due.at:%H:%M}"
    named = said.day.format(weekday=said.weekdays[due.day.weekday()], day=day)
    return said.due.format(day=named, words=due.words) if due.words else named


def _topics(topics: Sequence[Topic], language: Language) -> Iterator[Part]:
    if not topics:
        return
    said, untitled = texts(language).minuting, texts(language).minutes.minutes.untitled
    rows = tuple(
        (_cut(one.title) or untitled, f"{clock(one.start_s)} – {clock(one.end_s)}")
        for one in topics[:MOST_TOPICS]
    )
    yield Table(said.topic_columns, rows, numeric=frozenset({1}))
    yield from _more(len(topics) - MOST_TOPICS, said)


def _listed(title: str, items: Sequence[Item], most: int, said: MinutingTexts) -> Iterator[Part]:
    if not items:
        return
    yield Text(title)
    yield from (Text(f"• {clock(one.start_s)} {_worded(one, said)}") for one in items[:most])
    yield from _more(len(items) - most, said)


def _actions(known: Timeline, items: Sequence[Item], language: Language) -> Iterator[Part]:
    if not items:
        return
    said = texts(language).minuting
    rows = tuple(
        (
            _worded(one, said),
            known.called(one.owner) or said.nobody,
            "" if one.due is None else due_said(one.due, language),
            clock(one.start_s),
        )
        for one in items[:MOST_ACTIONS]
    )
    yield Table(said.action_columns, rows, numeric=frozenset({3}))
    yield from _more(len(items) - MOST_ACTIONS, said)


def _more(count: int, said: MinutingTexts) -> Iterable[Part]:
    return (Text(counted(count, said.more)),) if count > 0 else ()


def _worded(one: Item, said: MinutingTexts) -> str:
    """Give the words of a statement; that they were held against nothing is told with them."""
    text = _cut(one.text)
    return said.by_people.format(text=text) if one.edited or one.earlier else text


def _cut(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= MOST_TEXT else f"{line[: MOST_TEXT - 1].rstrip()}…"
