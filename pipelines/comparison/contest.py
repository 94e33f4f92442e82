"""Readers side by side: how right each is, how quick, and what it costs, a reader a row."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from pipelines.comparison.score import Score, share, total

Row = tuple[str, ...]
UNKNOWN = "unknown"
_MICRO = Decimal("0.000001")


@dataclass(frozen=True)
class Run:
    """What one document took: wall seconds, and US dollars, where None is an unknown price.

    `shaped` tells whether a model answered in the right shape at the first try; None: none
    answered, or none was asked. `seconds` is None where nobody measured them. `read` is False
    where no reading came of it.
    """

    seconds: float | None
    cost: Decimal | None
    shaped: bool | None = None
    read: bool = True


@dataclass(frozen=True)
class Contestant:
    """One reader and all its documents: the model it asks, scores by folder, and its runs.

    `unread` counts the documents that it made no reading of, by why.
    """

    model: str | None
    scores: Mapping[str, Score]
    runs: Sequence[Run]
    unread: Mapping[str, int] = field(default_factory=dict)

    @property
    def failed(self) -> int:
        """How many documents it could not read."""
        return sum(not run.read for run in self.runs)

    @property
    def seconds(self) -> list[float]:
        """How long its documents took, the quickest first."""
        return sorted(run.seconds for run in self.runs if run.seconds is not None)

    @property
    def cost(self) -> Decimal | None:
        """US dollars a document; None as soon as the price of one is unknown."""
        costs = [run.cost for run in self.runs]
        known = [cost for cost in costs if cost is not None]
        if not known or len(known) < len(costs):
            return None
        return sum(known, Decimal(0)) / len(known)

    @property
    def shaped(self) -> tuple[int, int]:
        """How many of its first answers had the right shape, and how many there were."""
        answered = [run.shaped for run in self.runs if run.shaped is not None]
        return sum(answered), len(answered)


@dataclass(frozen=True)
class Reference:
    """How long it took to read a document that says nothing, and on what machine."""

    seconds: Sequence[float]
    machine: str

    def __str__(self) -> str:
        ordered = sorted(self.seconds)
        return (
            f"No-op (an XML that says nothing, {len(ordered)} times): "
            f"p50 {_seconds(ordered, 0.5)} s, p99 {_seconds(ordered, 0.99)} s.\n"
            f"Machine: {self.machine}."
        )


def quantile(ordered: Sequence[float], part: float) -> float:
    """Give the value that `part` of them do not exceed; they are in order, and not none."""
    return ordered[max(math.ceil(part * len(ordered)) - 1, 0)]


_HEAD: Row = (
    "reader", "model", "docs", "failed", "accuracy", "lines F1", "schema", "p50 s", "p99 s",
    "$ a doc", "passed", "right", "terms", "parties F1",
)  # fmt: skip


_UNREAD: Row = ("not read by", "docs", "why")


def rows(contest: Mapping[str, Contestant]) -> list[Row]:
    """Give the table; without truth only what needs none."""
    return [_HEAD, *(_row(name, one) for name, one in contest.items())]


def unread_rows(contest: Mapping[str, Contestant]) -> list[Row]:
    """Give the table of what was not read, and why; nothing where all was."""
    found = [(name, str(n), why) for name, one in contest.items() for why, n in one.unread.items()]
    return [_UNREAD, *found] if found else []


def _row(name: str, one: Contestant) -> Row:
    score, seconds, (shaped, answered) = total(one.scores), one.seconds, one.shaped
    return (
        name, one.model or "-", str(len(one.runs)), str(one.failed),
        _figure(score.accuracy, score.scored.total()), _figure(score.line_f1, score.lines_wanted),
        _figure(share(shaped, answered), answered),
        _seconds(seconds, 0.5), _seconds(seconds, 0.99), dollars(one.cost),
        _figure(score.coverage, score.passable), _figure(score.precision, score.passed),
        _figure(share(score.terms, score.terms_scored), score.terms_scored),
        _figure(score.party_f1, score.parties_wanted),
    )  # fmt: skip


def _figure(value: float, asked: int) -> str:
    return f"{value:.3f}" if asked else "-"


def _seconds(ordered: Sequence[float], part: float) -> str:
    return f"{quantile(ordered, part):.3f}" if ordered else "-"


def dollars(cost: Decimal | None) -> str:
    """Write an amount of money, however small; an unknown one is never nothing."""
    if cost is None:
        return UNKNOWN
    return f"{cost.quantize(_MICRO).normalize():f}"


def values(one: Contestant) -> dict[str, Any]:
    """Give what a reader took as plain values."""
    seconds, (shaped, answered) = one.seconds, one.shaped
    return {
        "model": one.model,
        "documents": len(one.runs),
        "failed": one.failed,
        "unread": dict(one.unread),
        "schema": {"first": shaped, "answered": answered},
        "seconds": {
            "p50": round(quantile(seconds, 0.5), 3), "p99": round(quantile(seconds, 0.99), 3),
        } if seconds else None,
        "cost_usd": None if one.cost is None else one.cost.quantize(_MICRO),
    }  # fmt: skip


def reference(one: Reference) -> dict[str, Any]:
    """Give the yardstick as plain values."""
    ordered = sorted(one.seconds)
    return {
        "p50": round(quantile(ordered, 0.5), 4), "p99": round(quantile(ordered, 0.99), 4),
        "machine": one.machine,
    }  # fmt: skip
