"""How well displays that were found agree with those that were filmed."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from tests.drawn.screen_plan import Display

NEAR_S = 5.0


@dataclass(frozen=True)
class Score:
    """Of `displays` that were filmed, how many were found, and how many within 5 s.

    `told` are those that somebody told of; `right` are the first to tell of a display within 5 s,
    under the number that its slide has.
    """

    displays: int
    found: int
    timely: int
    told: int
    right: int

    @property
    def recall(self) -> float:
        """The share that was found within 5 s."""
        return self.timely / self.displays if self.displays else 1.0

    @property
    def precision(self) -> float:
        """The share of what was told that is right."""
        return self.right / self.told if self.told else 1.0


def score(filmed: Sequence[Display], told: Iterable[Display]) -> Score:
    """Compare; `told` has numbers of its own: each means the slide that it came up with first."""
    rows = sorted(told, key=lambda one: one.first_s)
    meant: dict[int, int] = {}
    seen: set[Display] = set()
    right = 0
    for one in rows:
        truth = _during(filmed, one.first_s)
        if truth is None or truth in seen:
            continue
        seen.add(truth)
        right += meant.setdefault(one.slide, truth.slide) == truth.slide
    found = sum(any(_inside(one, truth) for one in rows) for truth in filmed)
    return Score(len(filmed), found, len(seen), len(rows), right)


def _during(filmed: Sequence[Display], at: float) -> Display | None:
    """Give the display that came up within 5 s of a second, and still is there then."""
    near = [one for one in filmed if abs(one.first_s - at) <= NEAR_S and at < one.last_s]
    return min(near, key=lambda one: abs(one.first_s - at), default=None)


def _inside(one: Display, truth: Display) -> bool:
    return truth.first_s - 0.5 <= one.first_s < truth.last_s
