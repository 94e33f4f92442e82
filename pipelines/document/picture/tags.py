"""Finding a place for a name tag beside a value, where it hides neither text nor another tag."""

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from PIL import Image, ImageStat

Rect = tuple[int, int, int, int]  # left, top, right, bottom in pixels

_GAP = 5
_FINE = 2  # how many pixels of a page are one when print is looked for
_GRAIN = 6.0  # the spread of grey of paper with nothing on it
_FREE = _GAP + 1.0  # the cost of a place beside the value that hides nothing
_REACH = 6  # how many rows or columns of tags away from the value a place is looked for


@dataclass(slots=True)
class Placer:
    """Places tags on one page, each where it covers least.

    `ink` is the page in grey, and `top` where on the sheet it begins; `values` are the places of
    all values shown on it.
    """

    ink: Image.Image
    top: int
    values: Sequence[Rect]
    _taken: list[Rect] = field(default_factory=list)
    _small: Image.Image = field(init=False)

    def __post_init__(self) -> None:
        """Even the grain of photos out."""
        self._small = self.ink.reduce(_FINE)

    def place(self, value: Rect, size: tuple[int, int]) -> Rect:
        """Give the best place for a tag of `size` (width, height) that names `value`."""
        best, least = value, math.inf
        for rect in self._places(value, size):
            cost = self._cost(rect, value)
            if cost < least:
                best, least = rect, cost
            if least <= _FREE:
                break
        self._taken.append(best)
        return best

    def _places(self, value: Rect, size: tuple[int, int]) -> Iterator[Rect]:
        left, top, right, bottom = value
        width, height = size
        middle = (top + bottom - height) // 2
        for step in range(_REACH):
            up, down = top - _GAP - height - step * height, bottom + _GAP + step * height
            for x in (left, right - width, left - width - _GAP, right + _GAP):
                yield self._inside(x, up, size)
                yield self._inside(x, down, size)
            yield self._inside(right + _GAP + step * height, middle, size)
            yield self._inside(left - _GAP - width - step * height, middle, size)
        yield self._inside(self.ink.width, middle, size)
        yield self._inside(0, middle, size)

    def _inside(self, x: int, y: int, size: tuple[int, int]) -> Rect:
        x = min(max(x, 0), max(self.ink.width - size[0], 0))
        y = min(max(y, self.top), self.top + max(self.ink.height - size[1], 0))
        return x, y, x + size[0], y + size[1]

    def _cost(self, rect: Rect, value: Rect) -> float:
        """Weigh what a tag would hide, then how far away it is (in pixels)."""
        hidden = 40.0 * _covered(rect, (value,)) + 8.0 * _covered(rect, self._taken)
        hidden += 6.0 * _covered(rect, self.values)
        area = (rect[2] - rect[0]) * (rect[3] - rect[1])
        return (hidden + self._print(rect) * area * 6) / 20 + distance(rect, value)

    def _print(self, rect: Rect) -> float:
        """Tell how much is printed under a tag, 0 to 1; paper, however grey, is even."""
        left, top, right, bottom = (side // _FINE for side in self._on_page(rect))
        under = self._small.crop((left, top, right + 1, bottom + 1))
        return min(max(0.0, ImageStat.Stat(under).stddev[0] - _GRAIN) / 64, 1.0)

    def _on_page(self, rect: Rect) -> Rect:
        return rect[0], rect[1] - self.top, rect[2], rect[3] - self.top


def _covered(rect: Rect, others: Iterable[Rect]) -> int:
    return sum(
        max(min(rect[2], other[2]) - max(rect[0], other[0]), 0)
        * max(min(rect[3], other[3]) - max(rect[1], other[1]), 0)
        for other in others
    )


def around(one: Rect, other: Rect) -> Rect:
    """Give the smallest rectangle that holds both."""
    return (
        min(one[0], other[0]), min(one[1], other[1]),
        max(one[2], other[2]), max(one[3], other[3]),
    )  # fmt: skip


def distance(rect: Rect, other: Rect) -> float:
    """Give how many pixels lie between two rectangles, across plus down."""
    across = max(other[0] - rect[2], rect[0] - other[2], 0)
    down = max(other[1] - rect[3], rect[1] - other[3], 0)
    return float(across + down)
