"""What is told twice: the same words, or the same quote in much the same words."""

from collections.abc import Sequence
from typing import TypeVar

from pipelines.meeting.minutes import Action, Statement
from pipelines.meeting.verifying.folding import folded, words

One = TypeVar("One", bound=Statement)
_ALIKE = 0.6  # of the words of both


def once(told: Sequence[One]) -> tuple[One, ...]:
    """Give each thing once, that which raises fewer doubts; the order stays."""
    kept: list[One] = []
    texts: dict[tuple[str, ...], int] = {}
    quotes: dict[tuple[str, ...], list[int]] = {}
    for one in told:
        text, quote = _plain(one.text), _plain(one.quote)
        owner = one.owner if isinstance(one, Action) else ""
        same = texts.get((*text, owner))
        if same is None:
            same = next(
                (at for at in quotes.get((*quote, owner), ()) if _is_same(kept[at], text)), None
            )
        if same is None:
            texts[*text, owner] = len(kept)
            quotes.setdefault((*quote, owner), []).append(len(kept))
            kept.append(one)
        elif len(one.doubts) < len(kept[same].doubts):
            kept[same] = one
    return tuple(kept)


def _plain(text: str) -> tuple[str, ...]:
    return tuple(one.text for one in words(folded(text)))


def _is_same(one: Statement, text: tuple[str, ...]) -> bool:
    here, there = set(_plain(one.text)), set(text)
    if any(sign.isdigit() for word in here ^ there for sign in word):
        return False
    return len(here & there) >= _ALIKE * len(here | there)
