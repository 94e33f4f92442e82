"""Which slides a writer is shown, where it cannot be all of them."""

from collections.abc import Sequence
from itertools import pairwise

from pipelines.meeting.model import Slide

# The longer side of the pictures of slides that models are given, in pixels.
EDGE = 1024


def chosen(slides: Sequence[Slide], most: int) -> tuple[int, ...]:
    """Give the numbers of at most so many slides, in the order in which they were shown first.

    From each of as many stretches of the meeting it is the one that was shown longest; where there
    was none in some of them, those shown longest of the rest fill up.
    """
    if most <= 0 or not slides:
        return ()
    begun = {one.number: one.shown[0].start_s for one in slides}
    lasted = {one.number: sum(at.end_s - at.start_s for at in one.shown) for one in slides}
    by_length = sorted(begun, key=lambda number: (-lasted[number], begun[number]))
    first, last = min(begun.values()), max(begun.values())
    edges = [first + (last - first) * step / most for step in range(most)] + [float("inf")]
    taken: list[int] = []
    for start, end in pairwise(edges):
        there = (one for one in by_length if start <= begun[one] < end and one not in taken)
        taken += [one for one, _ in zip(there, (None,), strict=False)]
    taken += [one for one in by_length if one not in taken][: most - len(taken)]
    return tuple(sorted(taken, key=lambda number: (begun[number], number)))
