"""Minutes as Markdown: each statement with its time and the words that say it."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

from pipelines.meeting.marks import Link, cited, columns, escaped, span
from pipelines.meeting.minutes import Doubt, Due, Minutes, Topic
from pipelines.meeting.model import Segment, Timeline
from pipelines.meeting.outcome import Item, Outcome, saying
from pipelines.meeting.wording import Wording


@dataclass(frozen=True, slots=True)
class Telling:
    """How statements about one meeting are written: who said what, and where that leads to."""

    known: Timeline
    wording: Wording
    link: Link | None
    said: dict[str, Segment] = field(init=False)

    def __post_init__(self) -> None:
        """Find what was said by its id."""
        words = self.known.transcript
        found = {} if words is None else {one.id: one for one in words.segments}
        object.__setattr__(self, "said", found)

    def moment(self, cites: Sequence[str], start_s: float) -> str:
        """Write when it was said; nothing, where what it cites is nowhere."""
        return cited(start_s, self.link) if any(one in self.said for one in cites) else ""

    def words(self, cites: Sequence[str], quote: str, doubts: Sequence[Doubt] = ()) -> str:
        """Write the words that are cited, who says them, and where.

        Of words that nobody says there it is told that they are quoted, and of nobody that they
        are theirs.
        """
        quoted = self.wording.quote.format(words=escaped(quote)) if quote else ""
        names = saying(self.known, self.said, cites, quote, doubts)
        if names:
            who = self.wording.comma.join(map(escaped, names))
            quoted = self.wording.minutes.says.format(who=who, words=quoted)
        elif quote and doubts:
            quoted = self.wording.minutes.quotes.format(words=quoted)
        return _line(quoted, *(f"`{one}`" for one in cites if one in self.said))

    def day(self, due: Due) -> str:
        """Write on which day it is due and, where anybody said so, in which words."""
        said = self.wording.minutes
        day = due.day.isoformat() if due.at is None else f"{due.day} {due.at:%H:%M}"
        named = said.day.format(weekday=said.weekdays[due.day.weekday()], day=day)
        return said.due.format(day=named, words=escaped(due.words)) if due.words else named


def head(minutes: Minutes, author: str | None, wording: Wording) -> Iterator[str]:
    """Say when the meeting was, who says so, and who wrote about it."""
    said, on = wording.minutes, minutes.dated.day
    day = said.day.format(weekday=said.weekdays[on.weekday()], day=on.isoformat())
    yield f"- {said.dated[minutes.dated.by].format(day=day)}"
    if author is None:
        author = said.writer.format(writer=minutes.writer, model=minutes.model)
    yield f"- {said.author.format(author=escaped(author))}"
    if minutes.left_out:
        yield f"- {said.left_out.format(count=minutes.left_out)}"


def minuted(telling: Telling, came: Outcome) -> Iterator[str]:
    """Write what was talked about, decided and promised, and what stayed open."""
    said = telling.wording.minutes
    yield from _topics(telling, came.topics)
    yield from _listed(telling, said.decisions, came.decisions)
    yield from _actions(telling, came.actions)
    yield from _listed(telling, said.questions, came.questions)


def doubtful(telling: Telling, came: Outcome) -> Iterator[str]:
    """Write what was not found in the transcript, and why; then what people dropped."""
    said = telling.wording.minutes
    if came.doubtful:
        yield from (f"## {said.unverified}", "", said.unverified_why, "")
        for one in came.doubtful:
            yield _named(telling, one)
            yield from (f"  - {said.doubts[doubt]}" for doubt in one.doubts)
        yield ""
    if came.dropped:
        yield from (f"## {said.dropped}", "")
        yield from (_named(telling, one) for one in came.dropped)
        yield ""


def candidates(telling: Telling, items: Sequence[Item]) -> Iterator[str]:
    """Write what rules found, word for word, and what people made of it."""
    wording = telling.wording
    if not items:
        return
    yield from (f"## {wording.commitments}", "", wording.commitments_why, "")
    for one in items:
        names = saying(telling.known, telling.said, one.cites, one.quote, ())
        yield "- " + _line(
            telling.moment(one.cites, one.start_s),
            f"**{wording.comma.join(map(escaped, names))}**" if names else "",
            wording.quote.format(words=escaped(one.quote)),
            *(f"`{cite}`" for cite in one.cites if cite in telling.said),
            _made_of(telling, one, names),
        )
    yield ""


def _made_of(telling: Telling, one: Item, names: Sequence[str]) -> str:
    """Write what people made of a candidate that `names` say; nothing, where nobody decided."""
    if one.state == "proposed":
        return ""
    said = telling.wording.minutes
    owner = telling.known.called(one.owner)
    parts = (
        said.states[one.state],
        said.earlier if one.earlier else "",
        "" if one.text == one.quote else escaped(one.text),
        said.owned.format(owner=escaped(owner)) if owner and owner not in names else "",
        "" if one.due is None else said.by_day.format(day=telling.day(one.due)),
    )
    return said.aside.format(words=telling.wording.comma.join(filter(None, parts)))


def _topics(telling: Telling, topics: Sequence[Topic]) -> Iterator[str]:
    if not topics:
        return
    yield from (f"## {telling.wording.minutes.topics}", "")
    for one in topics:
        title = escaped(one.title) or telling.wording.minutes.untitled
        yield from (f"### {span(one.start_s, one.end_s, telling.link)} {title}", "")
        for point in one.points:
            when = telling.moment(point.cites, point.start_s)
            told = telling.words(point.cites, point.quote)
            yield f"- {_line(when, escaped(point.text), _dash(told))}"
        if one.points:
            yield ""


def _listed(telling: Telling, title: str, items: Sequence[Item]) -> Iterator[str]:
    yield from (f"## {title}", "")
    yield from (f"- {_told(telling, one)}" for one in items)
    yield from ("",) if items else (telling.wording.minutes.none, "")


def _actions(telling: Telling, items: Sequence[Item]) -> Iterator[str]:
    said = telling.wording.minutes
    yield from (f"## {said.actions}", "")
    if not items:
        yield from (said.none, "")
        return
    cells: list[Callable[[Item], str]] = [
        lambda one: telling.moment(one.cites, one.start_s),
        lambda one: escaped(one.text),
        lambda one: escaped(telling.known.called(one.owner)) or said.nobody,
        lambda one: "" if one.due is None else telling.day(one.due),
        lambda one: telling.words(one.cites, one.quote),
    ]
    names: tuple[str, ...] = said.action_columns
    if any(one.state != "proposed" for one in items):
        names = (*names, said.state_column)
        cells.append(lambda one: _state(telling.wording, one))
    yield from columns(names)
    yield from (f"| {' | '.join(cell(one) for cell in cells)} |" for one in items)
    yield ""


def _named(telling: Telling, one: Item) -> str:
    """Write a statement that stands apart from others of its kind."""
    said = telling.wording.minutes
    owner = escaped(telling.known.called(one.owner))
    more = [
        said.owned.format(owner=owner) if owner else "",
        "" if one.due is None else said.by_day.format(day=telling.day(one.due)),
    ]
    aside = telling.wording.comma.join(filter(None, more))
    named = f"**{said.kinds[one.kind]}**"
    return f"- {_line(named, _told(telling, one, aside))}"


def _told(telling: Telling, one: Item, aside: str = "") -> str:
    """Write a statement: when, what, what people decided, and the words that say it."""
    said = telling.wording.minutes
    state = "" if one.state in {"proposed", "dropped"} else _state(telling.wording, one)
    return _line(
        telling.moment(one.cites, one.start_s),
        escaped(one.text),
        said.aside.format(words=aside) if aside else "",
        said.aside.format(words=state) if state else "",
        _dash(telling.words(one.cites, one.quote, one.doubts)),
    )


def _state(wording: Wording, one: Item) -> str:
    said = wording.minutes
    more = [*[said.edited] * one.edited, *[said.earlier] * one.earlier]
    return wording.comma.join((said.states[one.state], *more))


def _dash(words: str) -> str:
    return f"– {words}" if words else ""


def _line(*parts: str) -> str:
    return " ".join(filter(None, parts))
