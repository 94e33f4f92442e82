"""What came of a conversation with a voice model: how soon it answered, how right, at what cost."""

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from pipelines.comparison.folded import fold
from pipelines.comparison.report import Row, aligned

_TEN_MINUTES = 600


@dataclass(frozen=True)
class Turned:
    """One turn. `delay_s` is from the end of speech to the first sound; None: none came in time.

    Or it came too early, over the speech: then it `was_early`. `missing` are the expected words
    that are not in `answer`; None: the model heard tones, in which there are no words.
    """

    who: str
    delay_s: float | None
    answer: str
    expected: int
    missing: tuple[str, ...] | None = ()
    was_early: bool = False

    @property
    def was_answered(self) -> bool:
        """Whether anything came at all."""
        return self.delay_s is not None or self.was_early or bool(self.answer)


@dataclass(frozen=True)
class Talk:
    """A conversation with one model, which lasted so many seconds while the model was there.

    `cost_usd` is what was used at the price list's prices, None: nobody knows. `renewed` is how
    often another session took over, `errors` what went wrong, by its kind.
    """

    name: str
    model: str
    turns: Sequence[Turned]
    seconds: float
    cost_usd: Decimal | None
    renewed: int = 0
    errors: Sequence[str] = field(default_factory=tuple)
    is_reference: bool = False

    @property
    def delays(self) -> list[float]:
        """Those that were measured, the shortest first."""
        return sorted(turn.delay_s for turn in self.turns if turn.delay_s is not None)

    @property
    def answered(self) -> int:
        """How many turns were."""
        return sum(turn.was_answered for turn in self.turns)

    @property
    def words(self) -> tuple[int, int] | None:
        """How many expected words were found, and of how many; None: that was not measured."""
        scored = [turn for turn in self.turns if turn.missing is not None and turn.expected]
        if not scored:
            return None
        expected = sum(turn.expected for turn in scored)
        return expected - sum(len(turn.missing or ()) for turn in scored), expected

    @property
    def per_ten_minutes(self) -> Decimal | None:
        """What ten minutes of this conversation cost."""
        if self.cost_usd is None or self.seconds <= 0:
            return None
        return self.cost_usd * _TEN_MINUTES / Decimal(str(self.seconds))


def missing(expected: Sequence[str], answer: str) -> tuple[str, ...]:
    """Give which of these are not said in an answer; spelling and punctuation do not count."""
    said = fold(answer)
    return tuple(one for one in expected if not any(_is_in(word, said) for word in one.split("|")))


def _is_in(words: str, said: str) -> bool:
    wanted = fold(words)
    if not wanted.isascii():
        return wanted.replace(" ", "") in said.replace(" ", "")
    return re.search(rf"(?<![a-z0-9]){re.escape(wanted)}(?![a-z0-9])", said) is not None


def percentile(some: Sequence[float], which: int) -> float | None:
    """Give one of sorted values, by the nearest rank: of fewer than 100, the 99th is the last."""
    return some[max(0, math.ceil(len(some) * which / 100) - 1)] if some else None


_HEAD: Row = (
    "model", "answered", "delay p50", "p99", "words", "$ of 10 min", "sessions renewed", "errors",
)  # fmt: skip


def printed(talks: Sequence[Talk], machine: str) -> str:
    """Give everything as plain text."""
    table = aligned([_HEAD, *(_row(one) for one in talks)])
    return "\n\n".join([table, _NOTE, machine])


_NOTE = (
    "Delay: from the end of speech until the assistant is heard. Words: found, of those expected.\n"
    "$: what the model says it used, at the prices listed. -: not measured, not known."
)


def _row(one: Talk) -> Row:
    words, cost = one.words, one.per_ten_minutes
    kinds = dict.fromkeys(one.errors)
    return (
        f"{one.name} ({one.model})" + (", for reference" if one.is_reference else ""),
        f"{one.answered}/{len(one.turns)}", _seconds(percentile(one.delays, 50)),
        _seconds(percentile(one.delays, 99)), "-" if words is None else f"{words[0]}/{words[1]}",
        "-" if cost is None else f"{cost:.4f}", str(one.renewed),
        ", ".join(f"{kind} x{one.errors.count(kind)}" for kind in kinds) or "0",
    )  # fmt: skip


def _seconds(value: float | None) -> str:
    return "-" if value is None else f"{value:.2f} s"


def values(talks: Sequence[Talk], machine: str) -> dict[str, Any]:
    """Give everything as plain values."""
    return {"models": [_values(one) for one in talks], "machine": machine}


def _values(one: Talk) -> dict[str, Any]:
    words = one.words
    return {
        "name": one.name,
        "model": one.model,
        "is_reference": one.is_reference,
        "answered": one.answered,
        "delay_p50_s": percentile(one.delays, 50),
        "delay_p99_s": percentile(one.delays, 99),
        "expected": words and words[1],
        "found": words and words[0],
        "seconds": one.seconds,
        "cost_usd": one.cost_usd,
        "cost_usd_of_10_minutes": one.per_ten_minutes,
        "renewed": one.renewed,
        "errors": list(one.errors),
        "turns": [
            {
                "who": turn.who,
                "delay_s": turn.delay_s,
                "was_early": turn.was_early,
                "answer": turn.answer,
                "expected": turn.expected,
                "missing": None if turn.missing is None else list(turn.missing),
            }
            for turn in one.turns
        ],
    }
