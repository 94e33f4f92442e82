"""How far the stretches of what was talked about are those of the truth: paired one to one."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

Stretch = tuple[float, float]  # from one second to another


@dataclass(frozen=True)
class Subject:
    """Something that was talked about, and when."""

    title: str
    spans: tuple[Stretch, ...]

    @property
    def length_s(self) -> float:
        """How long it was talked about, in seconds; what stands there twice counts once."""
        return sum(last - first for first, last in _apart(self.spans))


@dataclass(frozen=True)
class Pair:
    """A subject of the truth, and the one told that is taken for it: None is none of them."""

    wanted: Subject
    told: Subject | None
    common_s: float


@dataclass(frozen=True)
class Spans:
    """Of the seconds of all subjects of the truth, and of all told, how many a pair shares."""

    pairs: tuple[Pair, ...]
    wanted_s: float
    told_s: float

    @property
    def common_s(self) -> float:
        """The seconds that are told of the right subject."""
        return sum(one.common_s for one in self.pairs)

    @property
    def recall(self) -> float | None:
        """The share of the truth that is told; None: there is none."""
        return self.common_s / self.wanted_s if self.wanted_s else None

    @property
    def precision(self) -> float | None:
        """The share of what is told that is true; None: nothing is told, or there is no truth."""
        return self.common_s / self.told_s if self.told_s and self.wanted_s else None


def compared(wanted: Sequence[Subject], told: Sequence[Subject]) -> Spans:
    """Pair those that share most seconds first, each once: titles say the same in other words."""
    shared = [
        (_common(one.spans, other.spans), at, to)
        for at, one in enumerate(wanted)
        for to, other in enumerate(told)
    ]
    taken: dict[int, tuple[int, float]] = {}
    used: set[int] = set()
    for common, at, to in sorted(shared, key=lambda one: (-one[0], one[1:])):
        if common > 0 and at not in taken and to not in used:
            taken[at] = to, common
            used.add(to)
    pairs = []
    for at, one in enumerate(wanted):
        found = taken.get(at)
        pairs.append(Pair(one, None, 0.0) if found is None else Pair(one, told[found[0]], found[1]))
    return Spans(tuple(pairs), _length(wanted), _length(told))


def _length(some: Iterable[Subject]) -> float:
    return sum(one.length_s for one in some)


def _common(some: Iterable[Stretch], others: Iterable[Stretch]) -> float:
    there = _apart(others)
    return sum(
        max(0.0, min(last, end) - max(first, start))
        for first, last in _apart(some)
        for start, end in there
    )


def _apart(spans: Iterable[Stretch]) -> list[Stretch]:
    """Give the same seconds in stretches that do not overlap."""
    found: list[Stretch] = []
    for first, last in sorted(spans):
        if found and first <= found[-1][1]:
            found[-1] = found[-1][0], max(found[-1][1], last)
        else:
            found.append((first, last))
    return found
