"""The lines of a drawing: what OFD writes as letters and numbers, as corners to go along."""

import math
from collections.abc import Callable, Iterator, Mapping
from itertools import pairwise

Point = tuple[float, float]
Line = list[Point]

_STEPS = 12  # straight pieces of a curve
_MOST = 1e6  # no point lies as far out
_SIZES: Mapping[str, int] = {"S": 2, "M": 2, "L": 2, "Q": 4, "B": 6, "A": 7, "C": 0}


def lines(data: str) -> Iterator[Line]:
    """Give each unbroken line of a path; what is written wrong ends the path."""
    line: Line = []
    for letter, values in _commands(data):
        if letter in "SM" and line:
            yield line
            line = []
        if letter == "C":
            line.extend(line[:1])
        else:
            start = line[-1] if line else (values[-2], values[-1])
            line.extend(_CURVES[letter](start, values))
    if line:
        yield line


def _commands(data: str) -> Iterator[tuple[str, tuple[float, ...]]]:
    parts = data.split()
    at = 0
    while at < len(parts):
        letter, end = parts[at], at + 1 + _SIZES.get(parts[at], 0)
        try:
            values = tuple(float(one) for one in parts[at + 1 : end])
        except ValueError:
            return
        sound = len(values) == _SIZES.get(letter, -1) and all(abs(one) < _MOST for one in values)
        if not sound:
            return
        yield letter, values
        at = end


def _straight(_start: Point, values: tuple[float, ...]) -> Iterator[Point]:
    yield values[0], values[1]


def _bent(start: Point, values: tuple[float, ...]) -> Iterator[Point]:
    """Go along a curve with one or two points that pull at it."""
    points = [start, *zip(values[::2], values[1::2], strict=True)]
    for step in range(1, _STEPS + 1):
        share, left = step / _STEPS, points
        while len(left) > 1:
            left = [
                (x0 + (x1 - x0) * share, y0 + (y1 - y0) * share)
                for (x0, y0), (x1, y1) in pairwise(left)
            ]
        yield left[0]


def _round(start: Point, values: tuple[float, ...]) -> Iterator[Point]:
    """Go along an ellipse: two radii, a turn, the longer way round, clockwise, where to."""
    across, down, degrees, longer, clockwise, x, y = values
    across, down = abs(across), abs(down)
    if not (across and down) or start == (x, y):
        yield x, y
        return
    turn = math.radians(degrees)
    # On a circle of radius 1 the middle lies as far from both ends.
    (x0, y0), (x1, y1) = (_unturned(one, turn, across, down) for one in (start, (x, y)))
    half = math.hypot(x1 - x0, y1 - y0) / 2
    grow = max(half, 1.0)
    away = math.sqrt(max(grow * grow - half * half, 0.0)) / (2 * half)
    side = 1 if bool(longer) != bool(clockwise) else -1
    mx = (x0 + x1) / 2 + side * away * (y0 - y1)
    my = (y0 + y1) / 2 + side * away * (x1 - x0)
    first, last = math.atan2(y0 - my, x0 - mx), math.atan2(y1 - my, x1 - mx)
    if clockwise and last < first:
        last += 2 * math.pi
    elif not clockwise and last > first:
        last -= 2 * math.pi
    for step in range(1, 2 * _STEPS + 1):
        angle = first + (last - first) * step / (2 * _STEPS)
        px, py = mx + grow * math.cos(angle), my + grow * math.sin(angle)
        px, py = px * across, py * down
        yield (
            px * math.cos(turn) - py * math.sin(turn),
            px * math.sin(turn) + py * math.cos(turn),
        )


def _unturned(point: Point, turn: float, across: float, down: float) -> Point:
    x, y = point
    return (
        (x * math.cos(turn) + y * math.sin(turn)) / across,
        (y * math.cos(turn) - x * math.sin(turn)) / down,
    )


_CURVES: Mapping[str, Callable[[Point, tuple[float, ...]], Iterator[Point]]] = {
    "S": _straight, "M": _straight, "L": _straight, "Q": _bent, "B": _bent, "A": _round,
}  # fmt: skip
