"""What of a meeting's minutes is told as verified, as doubtful and as dropped by people."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal, TypeAlias

from pipelines.meeting.minutes import Action, Doubt, Due, Minutes, Statement, Topic
from pipelines.meeting.model import Commitment, Segment, Timeline
from pipelines.meeting.renaming import Names

Kind: TypeAlias = Literal["topic", "point", "decision", "action", "question"]
# Of "proposed" nobody has decided anything yet.
State: TypeAlias = Literal["proposed", "confirmed", "dropped", "done"]
# Nobody says the words of what has one of these.
_UNSAID = frozenset({Doubt.NO_SUCH_PLACE, Doubt.NOT_SAID, Doubt.SAID_ELSEWHERE})
_Key: TypeAlias = tuple[str, frozenset[str], str]


@dataclass(frozen=True, slots=True)
class Standing:
    """What people made of a decision or an action: its `state`, and its words as they are now.

    `cites` and `quote` say which one it is. `due.words` are "" where somebody wrote another day.
    """

    kind: Literal["action", "decision"]
    cites: tuple[str, ...]
    quote: str
    start_s: float
    text: str
    state: State
    owner: str = ""
    due: Due | None = None
    doubts: tuple[Doubt, ...] = ()


@dataclass(frozen=True, slots=True)
class Item:
    """One statement as it is told; `edited`: its words are not those that were verified.

    `state` is what people decided, `owner` a label or a name. `earlier`: it is of a run before
    this one, and was held against nothing since; it cites only what says its words still.
    """

    kind: Kind
    text: str
    cites: tuple[str, ...]
    quote: str
    start_s: float
    doubts: tuple[Doubt, ...] = ()
    owner: str = ""
    due: Due | None = None
    state: State = "proposed"
    edited: bool = False
    earlier: bool = False


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of a meeting; all but the last two hold nothing doubtful, and nothing dropped.

    `topics` have only the points that are verified, and no title ("") where that is not.
    `doubtful` are those of all kinds that were not found in the transcript, whoever confirmed
    them. `dropped` are those that somebody said are none.
    """

    topics: tuple[Topic, ...] = ()
    decisions: tuple[Item, ...] = ()
    actions: tuple[Item, ...] = ()
    questions: tuple[Item, ...] = ()
    doubtful: tuple[Item, ...] = ()
    dropped: tuple[Item, ...] = ()


class Standings:
    """What people decided, by what it was decided about."""

    def __init__(self, given: Iterable[Standing], known: Timeline) -> None:
        """Remember it, under the names that people are told for the labels of the transcript."""
        told = Names(known.names)
        self._words = known.transcript
        named = (
            replace(one, text=told.within(one.text), owner=told.of(one.owner)) for one in given
        )
        self._given = tuple(named)

    def decided(self, found: Sequence[Item]) -> list[Item]:
        """Give what was found as people decided on it, then what they confirmed before that."""
        left, stands = defaultdict[_Key, list[Standing]](list), dict[int, Standing]()
        for each in self._given:
            left[_key(each)].append(each)
        keys = [_key(one) for one in found]
        alone = {key for key, count in Counter(keys).items() if count == 1}
        # Several things may be told of the same words, and some of them be doubtful.
        for is_it in (_is_same, _is_as_doubtful, lambda one, _: _key(one) in alone):
            for at, one in enumerate(found):
                those = [] if at in stands else left[keys[at]]
                match = next((each for each in those if is_it(one, each)), None)
                if match is not None:
                    stands[at] = match
                    those.remove(match)
        told = [_decided(one, stands.get(at)) for at, one in enumerate(found)]
        return [*told, *self._before(one for those in left.values() for one in those)]

    def _before(self, left: Iterable[Standing]) -> Iterator[Item]:
        """Give what people confirmed of earlier minutes that is not in these."""
        for one in left:
            if one.state in {"confirmed", "done"}:
                cites = one.cites if self._says(one) else ()
                item = _as_it_stands(one, edited=False)
                yield replace(item, cites=cites, earlier=True)

    def _says(self, one: Standing) -> bool:
        """Whether the words are still said where they were: a later run may have other ones."""
        words = () if self._words is None else self._words.segments
        there = "".join(each.text for each in words if each.id in one.cites)
        return bool(one.quote) and _bare(one.quote) in _bare(there)


def outcome(minutes: Minutes, standings: Standings) -> Outcome:
    """Sort what minutes say by what was found in the transcript, and by what people decided."""
    items = [_item(_kind(one), one) for one in (*minutes.decisions, *minutes.actions)]
    every = [*standings.decided(items), *_besides(minutes)]
    kept = [one for one in every if one.state != "dropped"]
    sure = [one for one in kept if not one.doubts]
    return Outcome(
        topics=tuple(_topics(minutes)),
        decisions=_of_kind("decision", sure),
        actions=_of_kind("action", sure),
        questions=_of_kind("question", sure),
        doubtful=tuple(one for one in kept if one.doubts),
        dropped=tuple(one for one in every if one.state == "dropped"),
    )


def saying(
    known: Timeline,
    said: Mapping[str, Segment],
    cites: Sequence[str],
    quote: str,
    doubts: Sequence[Doubt],
) -> tuple[str, ...]:
    """Name who says the words of a statement; nobody, where nobody says them where it cites.

    `said` holds the segments by their ids.
    """
    if not quote or not _UNSAID.isdisjoint(doubts):
        return ()
    there = [said[one] for one in cites if one in said]
    theirs = [one for one in there if quote in one.text] or there
    names = dict.fromkeys(known.called(one.speaker) for one in theirs)
    return tuple(name for name in names if name)


def promised(commitments: Iterable[Commitment], standings: Standings) -> tuple[Item, ...]:
    """Give what rules found where there are no minutes, and what people decided about it.

    What they confirmed of earlier minutes follows.
    """
    found = [
        Item("action", one.quote, (one.cite,), one.quote, one.start_s, owner=one.speaker)
        for one in commitments
    ]
    return tuple(standings.decided(found))


def _kind(one: Statement) -> Kind:
    return "action" if isinstance(one, Action) else "decision"


def _besides(minutes: Minutes) -> Iterator[Item]:
    """Give what people decide nothing about."""
    yield from (_item("question", one) for one in minutes.questions)
    for topic in minutes.topics:
        if not topic.is_verified:
            title, start_s = topic.title, topic.start_s
            yield Item("topic", title, topic.cites, "", start_s, topic.doubts)
        yield from (_item("point", one) for one in topic.points)


def _topics(minutes: Minutes) -> Iterator[Topic]:
    """Give the topics in order, as far as they are verified."""
    for one in sorted(minutes.topics, key=lambda one: (one.start_s, one.end_s)):
        points = tuple(point for point in one.points if point.is_verified)
        if one.is_verified:
            yield one.model_copy(update={"points": points})
        elif points:
            # Where its time is one that there is not, that of its points is.
            starts = [point.start_s for point in points]
            lost = Doubt.NO_SUCH_PLACE in one.doubts
            span = {"start_s": min(starts), "end_s": max(starts)} if lost else {}
            yield one.model_copy(update={"title": "", "points": points, **span})


def _item(kind: Kind, one: Statement) -> Item:
    owner, due = (one.owner, one.due) if isinstance(one, Action) else ("", None)
    return Item(kind, one.text, one.cites, one.quote, one.start_s, one.doubts, owner, due)


def _is_same(one: Item, stands: Standing) -> bool:
    return (stands.text, stands.owner) == (one.text, one.owner)


def _is_as_doubtful(one: Item, stands: Standing) -> bool:
    return stands.doubts == one.doubts


def _decided(one: Item, stands: Standing | None) -> Item:
    if stands is None or stands.state == "proposed":
        return one
    edited = (stands.text, stands.owner, stands.due) != (one.text, one.owner, one.due)
    # What is not verified in these minutes stays so, whatever earlier ones said.
    return _as_it_stands(stands, edited=edited, doubts=one.doubts)


def _as_it_stands(one: Standing, *, edited: bool, doubts: tuple[Doubt, ...] | None = None) -> Item:
    return Item(
        kind=one.kind,
        text=one.text,
        cites=one.cites,
        quote=one.quote,
        start_s=one.start_s,
        doubts=one.doubts if doubts is None else doubts,
        owner=one.owner,
        due=one.due,
        state=one.state,
        edited=edited,
    )


def _of_kind(kind: Kind, items: Iterable[Item]) -> tuple[Item, ...]:
    return tuple(one for one in items if one.kind == kind)


def _key(one: Item | Standing) -> _Key:
    return one.kind, frozenset(one.cites), _bare(one.quote)


def _bare(words: str) -> str:
    return "".join(words.casefold().split())
