"""What the verifier doubts goes back to its writer once: mended, or withdrawn, or left as it is."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TypeAlias

from pydantic import BaseModel, ConfigDict, Field

from pipelines.meeting.draft import Claim, Draft, DraftTopic, Id, Point, Quote, Task
from pipelines.meeting.minutes import Doubt, Minutes
from pipelines.meeting.writing.drafting import Drafted
from pipelines.meeting.writing.merging import plain
from pipelines.ports import Prompt, Turn

Item: TypeAlias = DraftTopic | Point | Claim | Task
# Where an item stands in a draft, as it is told to the model: "topics[1].points[0]".
Path: TypeAlias = str
Doubts: TypeAlias = Mapping[Path, tuple[Doubt, ...]]

_WHY: Mapping[Doubt, str] = {
    Doubt.NO_SUCH_PLACE: "it cites no segment that there is",
    Doubt.NOT_SAID: "nobody says the words of its quote",
    Doubt.SAID_ELSEWHERE: "the words of its quote are not in the segments it cites",
    Doubt.NUMBER: "a number, an amount or a date in it is not said there",
    Doubt.NAME: "a name in it is not said there",
    Doubt.OWNER: "nothing there says that its owner is to do it",
    Doubt.DUE: "nobody says there that it is due then",
    Doubt.UNSUPPORTED: "what is said there is about something else",
    Doubt.OPPOSITE: "what is said there is the opposite",
    Doubt.OPEN: "what is said there is asked or supposed, and not settled",
    Doubt.ORDERED: "what is said there speaks to whoever writes the minutes",
}
_AGAIN = (
    "Held against the transcript, these of your statements failed:\n{failed}\n"
    "Answer with these only, each under its number. Mend what the transcript bears out: its text, "
    "the ids of the segments that say it, a quote copied from them, and for actions owner and due "
    "as they are said there (null where nobody says so, and for what is no action). Of a topic the "
    "text is its title, and the ids are those of its first and its last segment. Withdraw what "
    "nobody says."
)
_MOST = 25  # statements that one call is asked about
_KEY = 200  # letters by which a statement is known again


class Mended(BaseModel):
    """One statement that failed, mended or withdrawn."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    number: int = Field(description="the number of the statement that failed")
    withdrawn: bool = Field(description="true where the transcript does not say so at all")
    text: str
    owner: str | None
    due: str | None
    cites: tuple[Id, ...]
    quote: Quote


class Mending(BaseModel):
    """What became of the statements that failed."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    items: tuple[Mended, ...]


@dataclass(frozen=True, slots=True)
class Repair:
    """One question: the statements of one answer that failed, by their numbers from 1."""

    drafted: Drafted
    failed: Mapping[int, Path]
    reply: str

    def asked(self, prompt: Prompt) -> Prompt:
        """Ask it, after what was asked and answered before; a film is not watched again for it."""
        turn = Turn(self.drafted.answer.text, self.reply)
        return replace(prompt, turns=(*prompt.turns, turn), film=None)

    def cited(self, draft: Draft) -> set[str]:
        """Give the ids that what failed cites."""
        items = items_of(draft)
        return {cite for path in self.failed.values() for cite in _cites(items[path])}


def items_of(draft: Draft) -> dict[Path, Item]:
    """Give all topics and statements of a draft by where they stand."""
    return dict(_listed(draft))


def doubts_of(draft: Draft, minutes: Minutes) -> Doubts:
    """Say what is doubtful of each statement of a draft, as far as it is in its minutes."""
    told: defaultdict[str, list[tuple[str, tuple[Doubt, ...]]]] = defaultdict(list)
    for kind, text, why in _told(minutes):
        told[kind].append((_key(text), why))
    doubts: dict[Path, tuple[Doubt, ...]] = {}
    for path, item in items_of(draft).items():
        row, key = told[_kind(path)], _key(_text(item))
        at = _place(key, [one for one, _ in row])
        if at is not None:
            doubts[path] = row.pop(at)[1]
    return doubts


def repairs(draft: Draft, doubts: Doubts, drafted: Sequence[Drafted]) -> list[Repair]:
    """Give what is to be asked again, of each answer at once.

    No word of an answer is said back: only where a statement stands in it, and what failed.
    """
    items = items_of(draft)
    failed = [path for path, why in doubts.items() if why]
    found: list[Repair] = []
    for one in drafted:
        there = {_known(item): path for path, item in items_of(one.answer.value).items()}
        its = [path for path in failed if _known(items[path]) in there][:_MOST]
        if its:
            lines = [
                f"{number}. {there[_known(items[path])]}: {_why(doubts[path])}"
                for number, path in enumerate(its, 1)
            ]
            reply = _AGAIN.format(failed="\n".join(lines))
            found.append(Repair(one, dict(enumerate(its, 1)), reply))
    return found


def mended(draft: Draft, repair: Repair, answer: Mending) -> dict[Path, Item | None]:
    """Give what becomes of the statements that were asked about; None: it is withdrawn."""
    items = items_of(draft)
    became: dict[Path, Item | None] = {}
    for one in answer.items:
        path = repair.failed.get(one.number)
        if path is not None and path not in became and (one.withdrawn or plain(one.text)):
            became[path] = None if one.withdrawn else _item(items[path], one)
    return became


def rebuilt(draft: Draft, became: Mapping[Path, Item | None]) -> Draft:
    """Give a draft with others in place of some; None leaves a statement out, and no topic."""

    def row(at: str, items: Sequence[Item]) -> tuple[Item, ...]:
        found = (became.get(f"{at}[{number}]", one) for number, one in enumerate(items))
        return tuple(one for one in found if one is not None)

    topics = tuple(
        (became.get(f"topics[{at}]") or one).model_copy(
            update={"points": row(f"topics[{at}].points", one.points)}
        )
        for at, one in enumerate(draft.topics)
    )
    rows = {name: row(name, getattr(draft, name)) for name in ("decisions", "actions", "questions")}
    return draft.model_copy(update={"topics": topics, **rows})


def without_withdrawn(became: Mapping[Path, Item | None]) -> dict[Path, Item | None]:
    """Give what was mended: with the others left as they are, each stands where it stood."""
    return {path: item for path, item in became.items() if item is not None}


def better(
    became: Mapping[Path, Item | None],
    before: Doubts,
    after: Doubts,
) -> dict[Path, Item | None]:
    """Keep of what became of statements what is less doubtful, and in no other way doubtful.

    What is in the minutes no more was mended to what stands there already: that is withdrawn, too.
    """
    kept: dict[Path, Item | None] = {}
    for path, item in became.items():
        if item is None or path not in after:
            kept[path] = None
        elif set(after[path]) < set(before[path]):
            kept[path] = item
    return kept


def _listed(draft: Draft) -> Iterator[tuple[Path, Item]]:
    for number, topic in enumerate(draft.topics):
        yield f"topics[{number}]", topic
        yield from ((f"topics[{number}].points[{at}]", one) for at, one in enumerate(topic.points))
    yield from ((f"decisions[{at}]", one) for at, one in enumerate(draft.decisions))
    yield from ((f"actions[{at}]", one) for at, one in enumerate(draft.actions))
    yield from ((f"questions[{at}]", one) for at, one in enumerate(draft.questions))


def _told(minutes: Minutes) -> Iterator[tuple[str, str, tuple[Doubt, ...]]]:
    for topic in minutes.topics:
        yield "topics[]", topic.title, topic.doubts
        yield from (("topics[].points[]", one.text, one.doubts) for one in topic.points)
    yield from (("decisions[]", one.text, one.doubts) for one in minutes.decisions)
    yield from (("actions[]", one.text, one.doubts) for one in minutes.actions)
    yield from (("questions[]", one.text, one.doubts) for one in minutes.questions)


def _kind(path: Path) -> str:
    return "".join(one for one in path if not one.isdigit())


def _text(item: Item) -> str:
    return item.title if isinstance(item, DraftTopic) else item.text


def _cites(item: Item) -> tuple[str, ...]:
    return (item.first, item.last) if isinstance(item, DraftTopic) else item.cites


def _known(item: Item) -> tuple[str, ...] | int:
    """Give by what an item is known again in the answer that it is from; topics are put together.

    Two that a writer told in the same words are two.
    """
    return (item.title, item.first) if isinstance(item, DraftTopic) else id(item)


def _place(key: str, told: Sequence[str]) -> int | None:
    """Find a text among others: as it is, or with something that was added to it."""
    same = (at for at, one in enumerate(told) if one == key)
    longer = (at for at, one in enumerate(told) if one.startswith(key))
    return next(same, next(longer, None))


def _key(text: str) -> str:
    return plain(text)[:_KEY]


def _why(doubts: Sequence[Doubt]) -> str:
    return "; ".join(_WHY[one] for one in doubts)


def _item(item: Item, one: Mended) -> Item:
    if isinstance(item, DraftTopic):
        first, *_, last = one.cites if len(one.cites) > 1 else (item.first, item.last)
        return item.model_copy(update={"title": one.text, "first": first, "last": last})
    said = {"text": one.text, "cites": one.cites, "quote": one.quote}
    if isinstance(item, Task):
        return item.model_copy(update={**said, "owner": one.owner, "due": one.due})
    return item.model_copy(update=said)
