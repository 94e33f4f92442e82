"""Drafts of the parts of a meeting, put together by rules: what is told twice is told once."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from itertools import chain
from typing import TypeVar

from rapidfuzz import fuzz

from pipelines.meeting.draft import Claim, Draft, DraftTopic, Point, Task

Item = TypeVar("Item", Point, Claim, Task)
# Of 100: two titles are one, and two sentences on the same words say the same.
_TITLES, _SENTENCES = 85.0, 60.0


def merged(drafts: Sequence[Draft]) -> Draft:
    """Put drafts together in their order.

    Statements of two parts that cite and quote the same are one; a topic that goes on in the next
    part is one.
    """
    if len(drafts) == 1:
        return drafts[0]
    points = _once([point for topic in one.topics for point in topic.points] for one in drafts)
    return Draft(
        language=Counter(one.language for one in drafts).most_common(1)[0][0],
        topics=_topics(drafts, {id(one) for one in points}),
        decisions=_once(one.decisions for one in drafts),
        actions=_once(one.actions for one in drafts),
        questions=_once(one.questions for one in drafts),
    )


def worded(draft: Draft) -> Draft:
    """Give a draft without statements that have no word, which anything would bear out."""

    def row(items: Sequence[Item]) -> tuple[Item, ...]:
        return tuple(one for one in items if plain(one.text))

    topics = [one.model_copy(update={"points": row(one.points)}) for one in draft.topics]
    return Draft(
        language=draft.language,
        topics=tuple(one for one in topics if one.points or plain(one.title)),
        decisions=row(draft.decisions),
        actions=row(draft.actions),
        questions=row(draft.questions),
    )


def joined(topics: Sequence[DraftTopic], title: str) -> DraftTopic:
    """Make one topic of several that follow each other."""
    points = tuple(chain.from_iterable(one.points for one in topics))
    return DraftTopic(title=title, first=topics[0].first, last=topics[-1].last, points=points)


def plain(text: str) -> str:
    """Give what of a text is compared."""
    return "".join(one for one in text.casefold() if one.isalnum())


def _topics(drafts: Sequence[Draft], kept: set[int]) -> tuple[DraftTopic, ...]:
    topics: list[DraftTopic] = []
    for draft in drafts:
        for at, one in enumerate(draft.topics):
            points = tuple(point for point in one.points if id(point) in kept)
            topic = one.model_copy(update={"points": points})
            if topics and at == 0 and _is_alike(topics[-1].title, topic.title, _TITLES):
                topics[-1] = joined([topics[-1], topic], topics[-1].title)
            else:
                topics.append(topic)
    return tuple(topics)


def _once(drafts: Iterable[Sequence[Item]]) -> tuple[Item, ...]:
    """Give each item of all drafts once: of two that are the same the one that says more.

    Of one draft none are the same: whoever wrote it told them apart.
    """
    kept: list[Item] = []
    citing: defaultdict[str, list[int]] = defaultdict(list)
    for draft in drafts:
        known = len(kept)
        for item in draft:
            near = (at for cite in item.cites for at in citing[cite] if at < known)
            same = next((at for at in near if _is_same(kept[at], item)), None)
            if same is None:
                kept.append(item)
                for cite in item.cites:
                    citing[cite].append(len(kept) - 1)
            elif _said(item) > _said(kept[same]):
                kept[same] = item
    return tuple(kept)


def _is_same(one: Item, other: Item) -> bool:
    """Tell whether two that cite the same segment say the same of the same words."""
    short, long = sorted((plain(one.quote), plain(other.quote)), key=len)
    same_words = bool(short) and short in long
    owners = {*_owner(one), *_owner(other)}
    return same_words and len(owners) < 2 and _is_alike(one.text, other.text, _SENTENCES)


def _is_alike(one: str, other: str, least: float) -> bool:
    return fuzz.ratio(plain(one), plain(other)) >= least


def _owner(item: Point | Claim | Task) -> tuple[str, ...]:
    return (item.owner,) if isinstance(item, Task) and item.owner else ()


def _said(item: Point | Claim | Task) -> int:
    """Count what is told of who and when."""
    return (item.owner is not None) + (item.due is not None) if isinstance(item, Task) else 0
