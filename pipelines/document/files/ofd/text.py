"""The text of a page: each letter's place, and the words that letters make."""

import unicodedata
from collections.abc import Iterator
from itertools import repeat
from typing import NamedTuple

from lxml import etree

from pipelines.document.files.ofd.scene import Item, Matrix, codes
from pipelines.document.files.ofd.structure import Leaf, numbers
from pipelines.media import Box, Word

ASCENT, DESCENT = 0.86, 0.14  # of a letter's height above and below the line it stands on
_APART = 4.0  # of a letter's height: a wider gap parts two words; labels are often spread out
_UNEVEN = 0.3  # of a letter's height, from one letter to the next: another line


class Letter(NamedTuple):
    """One letter where its object has it: `x` and `y` of the line it stands on, its `wide`."""

    text: str
    x: float
    y: float
    wide: float
    turn: int


def size_of(element: etree._Element) -> float:
    """Give the height of an object's letters."""
    [size] = numbers(element.get("Size"), (0.0,))
    return size


def letters(element: etree._Element) -> Iterator[list[Letter]]:
    """Give the letters of each piece of text of an object."""
    size = size_of(element)
    [stretch] = numbers(element.get("HScale"), (1.0,))
    turn, way = (_quarter(element.get(name)) for name in ("CharDirection", "ReadDirection"))
    x = y = 0.0
    for code in codes(element):
        [x], [y] = numbers(code.get("X"), (x,)), numbers(code.get("Y"), (y,))
        text = (code.text or "").strip("\r\n")
        across, down = code.get("DeltaX"), code.get("DeltaY")
        steps = zip(_steps(across), _steps(down), strict=False)
        natural = not (across or down)
        piece: list[Letter] = []
        at_x, at_y = x, y
        for character, (right, below) in zip(text, steps, strict=False):
            wide = _width(character) * size * stretch
            piece.append(Letter(character, at_x, at_y, wide, turn))
            if natural or right is None is below:
                right, below = _ahead(wide, way)
            at_x, at_y = at_x + (right or 0.0), at_y + (below or 0.0)
        yield piece


def words(leaf: Leaf, found: Iterator[Item]) -> Iterator[Word]:
    """Give the words of a page with their boxes, in the order they are drawn."""
    for item in found:
        if item.kind == "TextObject" and (item.style.fill or item.style.stroke):
            size = size_of(item.element)
            for piece in letters(item.element):
                for run in _runs(piece, size):
                    box = _box(run, size, item.matrix, leaf)
                    if box is not None:
                        yield Word("".join(one.text for one in run), box)


def _runs(piece: list[Letter], size: float) -> Iterator[list[Letter]]:
    """Part letters where there is a blank, a gap or a step to another line."""
    run: list[Letter] = []
    for letter in piece:
        blank = letter.text.isspace() or unicodedata.category(letter.text) in {"Cc", "Cf"}
        if run and (blank or _is_apart(run[-1], letter, size)):
            yield run
            run = []
        if not blank:
            run.append(letter)
    if run:
        yield run


def _is_apart(before: Letter, after: Letter, size: float) -> bool:
    gap = after.x - before.x - before.wide
    return not -size < gap < _APART * size or abs(after.y - before.y) > _UNEVEN * size


def _box(run: list[Letter], size: float, matrix: Matrix, leaf: Leaf) -> Box | None:
    left, right = min(one.x for one in run), max(one.x + one.wide for one in run)
    top = min(one.y for one in run) - ASCENT * size
    bottom = max(one.y for one in run) + DESCENT * size
    points = [matrix.at(x, y) for x in (left, right) for y in (top, bottom)]
    across = [x / leaf.width for x, _ in points]
    down = [y / leaf.height for _, y in points]
    x0, y0, x1, y1 = min(across), min(down), max(across), max(down)
    if not (x1 > 0 and y1 > 0 and x0 < 1 and y0 < 1):  # beside the page, or no number at all
        return None
    return Box(*(round(min(max(side, 0.0), 1.0), 5) for side in (x0, y0, x1, y1)))


def _steps(text: str | None) -> Iterator[float | None]:
    """Give how far each letter is from the one before; "g 3 2.5" says 2.5 three times.

    After the last one that is said, None.
    """
    parts = iter((text or "").split())
    for part in parts:
        if part != "g":
            yield from numbers(part, (0.0,))
            continue
        count, step = next(parts, "0"), next(parts, "0")
        times = int(count) if count.isdecimal() and len(count) < 8 else 0
        yield from repeat(numbers(step, (0.0,))[0], times)
    yield from repeat(None)


def _ahead(wide: float, way: int) -> tuple[float, float]:
    """Give the step to the next letter where the file leaves it to the typeface."""
    steps = {90: (0.0, wide), 180: (-wide, 0.0), 270: (0.0, -wide)}
    return steps.get(way, (wide, 0.0))


def _width(character: str) -> float:
    return 1.0 if unicodedata.east_asian_width(character) in "WF" else 0.5


def _quarter(text: str | None) -> int:
    [degrees] = numbers(text, (0.0,))
    return round(degrees / 90) * 90 % 360
