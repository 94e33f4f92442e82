"""How well the slides that were found, and their times, agree with those that were shown."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

NEAR_S = 5.0


@dataclass(frozen=True, order=True)
class Display:
    """A slide on the screen from one second to another; the same slide may come again."""

    first_s: float
    last_s: float
    slide: int


@dataclass(frozen=True)
class Displays:
    """Of `shown` displays, how many were found within 5 s; of `told`, how many are `right`.

    Right is the first to tell of a display, under the number that its slide came up with.
    """

    shown: int
    timely: int
    told: int
    right: int
    missed: tuple[Display, ...] = ()
    vain: tuple[Display, ...] = ()

    @property
    def recall(self) -> float:
        """The share of what was shown that was found within 5 s; of nothing: all."""
        return self.timely / self.shown if self.shown else 1.0

    @property
    def precision(self) -> float:
        """The share of what was told that is right; of nothing: all."""
        return self.right / self.told if self.told else 1.0


def compared(shown: Sequence[Display], told: Iterable[Display]) -> Displays:
    """Hold what was found against what was shown; what is told has slide numbers of its own."""
    rows = sorted(told)
    meant: dict[int, int] = {}
    seen: set[Display] = set()
    vain: list[Display] = []
    for one in rows:
        truth = _during(shown, one.first_s)
        if truth is None or truth in seen:
            vain.append(one)
            continue
        seen.add(truth)
        if meant.setdefault(one.slide, truth.slide) != truth.slide:
            vain.append(one)
    missed = tuple(one for one in shown if one not in seen)
    return Displays(len(shown), len(seen), len(rows), len(rows) - len(vain), missed, tuple(vain))


def _during(shown: Sequence[Display], at: float) -> Display | None:
    """Give the display that came up within 5 s of a second, and still is there then."""
    near = [one for one in shown if abs(one.first_s - at) <= NEAR_S and at < one.last_s]
    return min(near, key=lambda one: abs(one.first_s - at), default=None)
