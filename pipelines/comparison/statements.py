"""What a writer told of a meeting: what is not verified, and what cites other words."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from pipelines.comparison import folded

_UNSPACED = re.compile("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff]")
_MOST_SHOWN = 90  # characters


@dataclass(frozen=True)
class Told:
    """One statement: what it cites, the words that are to say it, and why it is not verified.

    `sort` is what it is: a point, a decision, an action, a question, or the title of a topic, of
    which no words are quoted.
    """

    sort: str
    text: str
    cites: tuple[str, ...]
    quote: str | None
    doubts: tuple[str, ...] = ()


@dataclass(frozen=True)
class Statements:
    """How many were told, how many are not verified, and how many cite what holds their words.

    `quoted` are those that quote, of which `valid` cite segments that there are and that hold it;
    `cited` is how many segments they cite, all together.
    `doubts` counts why statements are not verified; `unsupported` and `invalid` name some of them.
    """

    told: int
    unverified: int
    quoted: int
    valid: int
    cited: int
    doubts: Mapping[str, int]
    unsupported: tuple[str, ...] = ()
    invalid: tuple[str, ...] = ()

    @property
    def validity(self) -> float | None:
        """The share of quotes that stand where they are cited; None: nothing is quoted."""
        return self.valid / self.quoted if self.quoted else None

    @property
    def unsupported_rate(self) -> float | None:
        """The share of statements that are not verified; None: nothing is told."""
        return self.unverified / self.told if self.told else None


def weighed(told: Sequence[Told], segments: Sequence[tuple[str, str]]) -> Statements:
    """Hold statements against the transcript: `segments` are ids and texts, in their order."""
    said = _Said(segments)
    doubtful = [one for one in told if one.doubts]
    quoted = [one for one in told if one.quote is not None]
    invalid = [one for one in quoted if not said.holds(one.cites, one.quote or "")]
    return Statements(
        told=len(told),
        unverified=len(doubtful),
        quoted=len(quoted),
        valid=len(quoted) - len(invalid),
        cited=sum(len(one.cites) for one in quoted),
        doubts=Counter(doubt for one in doubtful for doubt in one.doubts),
        unsupported=tuple(f"{', '.join(one.doubts)}: {_shown(one)}" for one in doubtful),
        invalid=tuple(map(_shown, invalid)),
    )


class _Said:
    """What was said, in whole words; case and punctuation do not count."""

    def __init__(self, segments: Sequence[tuple[str, str]]) -> None:
        self._numbers = {name: at for at, (name, _) in enumerate(segments)}
        self._texts = [_words(text) for _, text in segments]

    def holds(self, cites: Sequence[str], quote: str) -> bool:
        """Tell whether all that is cited is there, and one, or some on end, hold the words."""
        words = _words(quote)
        numbers = [self._numbers.get(one) for one in cites]
        known = sorted({one for one in numbers if one is not None})
        if not words or not known or None in numbers:
            return False
        cited: list[str] = []
        for at, one in enumerate(known):
            cited += [] if at and known[at - 1] == one - 1 else ["|"]  # no word is so
            cited += [self._texts[one]] if self._texts[one] else []
        return f" {words} " in f"{' '.join(cited)} "


def _words(text: str) -> str:
    """Part words by one blank; where a script has none, each of its letters is one."""
    return " ".join(_UNSPACED.sub(r" \g<0> ", folded.fold(text)).split())


def _shown(one: Told) -> str:
    text = " ".join(one.text.split())
    return f"{one.sort}: {text if len(text) <= _MOST_SHOWN else f'{text[: _MOST_SHOWN - 1]}…'}"
