"""Which row of a table became which, after a person changed, added, moved or took out rows."""

from collections import defaultdict, deque
from collections.abc import Hashable, Sequence
from typing import TypeAlias

Row: TypeAlias = tuple[Hashable, ...]

_MOST_PAIRS = 250_000  # as many are compared; beyond, rows are paired in their order


def origins(before: Sequence[Row], after: Sequence[Row]) -> tuple[int | None, ...]:
    """Give for each row of `after` the number of the one in `before` that it was, or None.

    Rows that are equal belong together, wherever they stand; then those that have most in common.
    """
    found = _same_ends(before, after)
    taken = set(found.values())
    waiting: defaultdict[Row, deque[int]] = defaultdict(deque)
    for number, row in enumerate(before):
        if number not in taken:
            waiting[row].append(number)
    for at, row in enumerate(after):
        if at not in found and waiting.get(row):
            found[at] = waiting[row].popleft()
    rest = sorted(number for numbers in waiting.values() for number in numbers)
    new = [at for at in range(len(after)) if at not in found]
    found |= _most_alike([(one, before[one]) for one in rest], [(one, after[one]) for one in new])
    return tuple(found.get(at) for at in range(len(after)))


def _same_ends(before: Sequence[Row], after: Sequence[Row]) -> dict[int, int]:
    """Pair the rows at the top and at the bottom that nobody touched: twins keep their order."""
    found: dict[int, int] = {}
    most = min(len(before), len(after))
    top = next((at for at in range(most) if before[at] != after[at]), most)
    found.update((at, at) for at in range(top))
    for back in range(1, most - top + 1):
        if before[-back] != after[-back]:
            break
        found[len(after) - back] = len(before) - back
    return found


def _most_alike(
    before: Sequence[tuple[int, Row]], after: Sequence[tuple[int, Row]]
) -> dict[int, int]:
    if len(before) * len(after) > _MOST_PAIRS:
        return {new: old for (old, _), (new, _) in zip(before, after, strict=False)}
    pairs = [
        (-_likeness(row, other), abs(old - new), new, old)
        for old, row in before
        for new, other in after
    ]
    found: dict[int, int] = {}
    taken: set[int] = set()
    for unlike, distance, new, old in sorted(pairs):
        if new not in found and old not in taken and (unlike or not distance):
            found[new] = old
            taken.add(old)
    return found


def _likeness(row: Row, other: Row) -> int:
    """Count the cells that say the same; empty ones say nothing."""
    return sum(one == two and one is not None for one, two in zip(row, other, strict=True))
