"""Lines of goods paired one to one with those of the truth, as many as can be."""

from collections import defaultdict, deque
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from pipelines.comparison import folded
from pipelines.comparison.truth import LINE

_NUMBERS = ("qty", "unit_price", "total")

Line = Mapping[str, Any]


@dataclass(frozen=True)
class Paired:
    """How many lines are paired, and which are left over on both sides."""

    hits: int
    missed: tuple[Line, ...]
    surplus: tuple[Line, ...]


def pair(wanted: Sequence[Line], given: Sequence[Line]) -> Paired:
    """Pair two lists of lines; a wanted line is compared only on the keys that it has."""
    taken = _matched(_likes(wanted, given))
    used = set(taken.values())
    return Paired(
        len(taken),
        tuple(line for at, line in enumerate(wanted) if at not in used),
        tuple(line for at, line in enumerate(given) if at not in taken),
    )


def goods(line: Line) -> str:
    """Write a line on one line."""
    return " | ".join(str(line[key]) for key in LINE if line.get(key) is not None)


def _likes(wanted: Sequence[Line], given: Sequence[Line]) -> list[list[int]]:
    """Give for each wanted line the given ones that it may be.

    Figures have to be equal, so only lines with the same ones are compared letter by letter.
    """
    shelves: dict[tuple[str, ...], dict[tuple[object, ...], list[int]]] = {}
    names = [folded.fold(line.get("description") or "") for line in given]
    found = []
    for line in wanted:
        keys = tuple(key for key in _NUMBERS if key in line)
        if keys not in shelves:
            shelves[keys] = _shelf(given, keys)
        near = shelves[keys].get(_figures(line, keys), [])
        if "description" in line:
            name = folded.fold(line["description"] or "")
            near = [at for at in near if folded.alike(name, names[at])]
        found.append(near)
    return found


def _shelf(given: Sequence[Line], keys: tuple[str, ...]) -> dict[tuple[object, ...], list[int]]:
    shelf = defaultdict(list)
    for at, line in enumerate(given):
        shelf[_figures(line, keys)].append(at)
    return shelf


def _figures(line: Line, keys: tuple[str, ...]) -> tuple[object, ...]:
    return tuple(folded.number(line.get(key)) for key in keys)


def _matched(likes: list[list[int]]) -> dict[int, int]:
    """Give as many pairs as there can be, given line -> wanted line.

    Each wanted line that finds its likes taken looks for a way to make others move, the shortest.
    """
    taken: dict[int, int] = {}
    held: dict[int, int] = {}
    for start in range(len(likes)):
        came_from: dict[int, int] = {}
        queue = deque([start])
        free: int | None = None
        while queue and free is None:
            free = _look(likes, queue, taken, came_from)
        while free is not None:
            holder = came_from[free]
            before = held.get(holder)
            taken[free], held[holder] = holder, free
            free = before
    return taken


def _look(
    likes: list[list[int]], queue: deque[int], taken: dict[int, int], came_from: dict[int, int]
) -> int | None:
    """Go on from the next wanted line; give a line that nobody has, if it likes one."""
    at = queue.popleft()
    for other in likes[at]:
        if other in came_from:
            continue
        came_from[other] = at
        if other not in taken:
            return other
        queue.append(taken[other])
    return None
