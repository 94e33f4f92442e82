"""Boxes on a page that was turned, skewed or photographed from aside, and on the page upright."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from math import dist
from typing import TypeAlias

from pipelines.media import Box, Corners, Point

# The nine numbers of a projection, row by row.
Projection: TypeAlias = tuple[float, float, float, float, float, float, float, float, float]

_WHOLE: Corners = ((0.0, 0.0), (1.0, 0.0), (1.0, 1.0), (0.0, 1.0))
_ROUNDS = 8
_LEAST = 1e-6  # twice the area of the smallest corner of a page


@dataclass(frozen=True)
class Slant:
    """How an upright page lies on the page as the file has it; `corners` are its own on that."""

    corners: Corners

    @cached_property
    def projection(self) -> Projection:
        """How to come from a point of the upright page to that of the page as filed."""
        (x0, y0), (x1, y1), (x2, y2), (x3, y3) = self.corners
        dx1, dx2, sx = x1 - x2, x3 - x2, x0 - x1 + x2 - x3
        dy1, dy2, sy = y1 - y2, y3 - y2, y0 - y1 + y2 - y3
        whole = dx1 * dy2 - dx2 * dy1
        g, h = (sx * dy2 - dx2 * sy) / whole, (dx1 * sy - sx * dy1) / whole
        return (x1 - x0 + g * x1, x3 - x0 + h * x3, x0,
                y1 - y0 + g * y1, y3 - y0 + h * y3, y0, g, h, 1.0)  # fmt: skip

    def filed(self, box: Box) -> Box:
        """Give the box around what lies in a box of the upright page, on the page as filed."""
        return _cut(self._around(box))

    def upright(self, box: Box) -> Box:
        """Give the box of the upright page that `filed` made this one of.

        Where that was cut off at the rim of the page as filed, this one is not all of it.
        """
        middle = _at(inverse(self.projection), (box.x0 + box.x1) / 2, (box.y0 + box.y1) / 2)
        found = _about(middle, 0.0, 0.0)
        for _ in range(_ROUNDS):
            found = self._nearer(found, box)
        return _cut(found)

    def pixels(self, upright: tuple[int, int], filed: tuple[int, int]) -> tuple[float, ...]:
        """Give the first eight numbers of the way from pixels of the upright page to filed ones."""
        a, b, c, d, e, f, g, h, _ = self.projection
        wide, high = filed[0], filed[1]
        x, y = 1 / upright[0], 1 / upright[1]
        return (a * wide * x, b * wide * y, c * wide, d * high * x, e * high * y, f * high, g * x,
                h * y)  # fmt: skip

    def size(self, width: float, height: float) -> tuple[float, float]:
        """Give width and height of the upright page, in the units of those of the filed one."""
        tl, tr, br, bl = ((x * width, y * height) for x, y in self.corners)
        return (dist(tl, tr) + dist(bl, br)) / 2, (dist(tl, bl) + dist(tr, br)) / 2

    def _nearer(self, found: Box, wanted: Box) -> Box:
        """Correct an upright box by what the box around it is off the one that is wanted."""
        x, y = (found.x0 + found.x1) / 2, (found.y0 + found.y1) / 2
        off = [goal - side for goal, side in zip(wanted, self._around(found), strict=True)]
        across, down = (off[0] + off[2]) / 2, (off[1] + off[3]) / 2
        wide, high = off[2] - off[0], off[3] - off[1]
        a, b, c, d = self._slopes(x, y)
        whole, spread = a * d - b * c, abs(a * d) - abs(b * c)
        middle = (x + (d * across - b * down) / whole, y + (a * down - c * across) / whole)
        width, height = found.x1 - found.x0, found.y1 - found.y0
        if abs(spread) > 0.05 * abs(whole):  # at 45 degrees every box is square, whatever is in it
            width += (abs(d) * wide - abs(b) * high) / spread
            height += (abs(a) * high - abs(c) * wide) / spread
        return _about(middle, max(width, 0.0), max(height, 0.0))

    def _around(self, box: Box) -> Box:
        points = [_at(self.projection, x, y) for x in (box.x0, box.x1) for y in (box.y0, box.y1)]
        xs, ys = zip(*points, strict=True)
        return Box(min(xs), min(ys), max(xs), max(ys))

    def _slopes(self, x: float, y: float) -> tuple[float, float, float, float]:
        """Give how fast the filed point moves: x by x, x by y, y by x, y by y."""
        a, b, _, d, e, _, g, h, i = self.projection
        depth = g * x + h * y + i
        across, down = _at(self.projection, x, y)
        return (
            (a - g * across) / depth, (b - h * across) / depth,
            (d - g * down) / depth, (e - h * down) / depth,
        )  # fmt: skip


def slant(turn: int, corners: Corners | None) -> Slant | None:
    """Give how a page lies that is set upright by its corners or a turn; None: it is upright."""
    if corners is not None:
        return Slant(corners)
    first = turn % 360 // 90
    a, b, c, d = (_WHOLE[(at - first) % 4] for at in range(4))
    return Slant((a, b, c, d)) if first else None


def slants(turned: Mapping[int, int], straightened: Mapping[int, Corners]) -> dict[int, Slant]:
    """Give how the pages lie that do not stand upright."""
    found = {
        page: slant(turned.get(page, 0), straightened.get(page))
        for page in {*turned, *straightened}
    }
    return {page: one for page, one in found.items() if one is not None}


def is_outline(corners: Corners) -> bool:
    """Tell whether a page can have such corners: whoever goes around them always turns right."""
    return all(
        _turning(corners[at - 2], corners[at - 1], corners[at]) > _LEAST for at in range(4)
    )  # fmt: skip


def inverse(one: Projection) -> Projection:
    """Give the projection that leads back."""
    a, b, c, d, e, f, g, h, i = one
    return (
        e * i - f * h, c * h - b * i, b * f - c * e,
        f * g - d * i, a * i - c * g, c * d - a * f,
        d * h - e * g, b * g - a * h, a * e - b * d,
    )  # fmt: skip


def _at(projection: Projection, x: float, y: float) -> Point:
    a, b, c, d, e, f, g, h, i = projection
    depth = g * x + h * y + i
    return (a * x + b * y + c) / depth, (d * x + e * y + f) / depth


def _about(middle: Point, width: float, height: float) -> Box:
    x, y = middle
    return Box(x - width / 2, y - height / 2, x + width / 2, y + height / 2)


def _cut(box: Box) -> Box:
    return Box(*(min(max(side, 0.0), 1.0) for side in box))


def _turning(one: Point, other: Point, third: Point) -> float:
    """Give how far the way over three points turns right, downwards being y."""
    ahead = (other[0] - one[0], other[1] - one[1])
    then = (third[0] - other[0], third[1] - other[1])
    return ahead[0] * then[1] - ahead[1] * then[0]
