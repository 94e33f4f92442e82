"""The objects of a page, one after another as they are drawn, each with its place and its colours.

Lengths are millimetres of the page, from its top left corner.
"""

import math
from collections.abc import Iterator, Mapping
from typing import Literal, NamedTuple

from lxml import etree

from pipelines.document.einvoice.walk import every, first, local_name
from pipelines.document.files.ofd.structure import Group, Leaf, Resources, numbers
from pipelines.errors import MediaRejected, Reason

Colour = tuple[int, int, int]
Kind = Literal["TextObject", "PathObject", "ImageObject"]

MOST_OBJECTS = 100_000  # of a page
BLACK: Colour = (0, 0, 0)
_KINDS: Mapping[str, Kind] = {
    "TextObject": "TextObject", "PathObject": "PathObject", "ImageObject": "ImageObject",
}  # fmt: skip
_THIN = 0.353  # the width of a line that says none
_DEEPEST = 4  # drawings within drawings
_MOST_PARENTS = 8  # of a style


class Matrix(NamedTuple):
    """x' = a x + c y + e; y' = b x + d y + f."""

    a: float = 1.0
    b: float = 0.0
    c: float = 0.0
    d: float = 1.0
    e: float = 0.0
    f: float = 0.0

    def at(self, x: float, y: float) -> tuple[float, float]:
        """Give where a point goes."""
        return self.a * x + self.c * y + self.e, self.b * x + self.d * y + self.f

    def then(self, after: "Matrix") -> "Matrix":
        """Give this change and another one after it as one."""
        e, f = after.at(self.e, self.f)
        return Matrix(
            after.a * self.a + after.c * self.b,
            after.b * self.a + after.d * self.b,
            after.a * self.c + after.c * self.d,
            after.b * self.c + after.d * self.d,
            e,
            f,
        )

    @property
    def scale(self) -> float:
        """How much longer lengths become, on the whole."""
        return math.sqrt(abs(self.a * self.d - self.b * self.c))


class Style(NamedTuple):
    """How an object is drawn; a colour of None is not drawn in."""

    line: float
    fill: Colour | None
    stroke: Colour | None


class Item(NamedTuple):
    """One object: what it is, where it goes, and how it is drawn."""

    kind: Kind
    element: etree._Element
    matrix: Matrix
    style: Style


def items(leaf: Leaf) -> Iterator[Item]:
    """Give all visible objects of a page in the order they are drawn.

    Raises MediaRejected: TOO_LONG for a page of more objects than anybody draws.
    """
    walk = _Walk(leaf.resources)
    for group in leaf.groups:
        x, y = group.boundary
        yield from walk.within(group, Matrix(e=x - leaf.x, f=y - leaf.y), _DEEPEST)


class _Walk:
    """Goes through the objects of one page, those within others too, and counts them."""

    def __init__(self, resources: Resources) -> None:
        self._resources = resources
        self._left = MOST_OBJECTS

    def within(self, group: Group, place: Matrix, depth: int) -> Iterator[Item]:
        for element in group.parent:
            self._left -= 1
            if self._left < 0:
                raise MediaRejected(Reason.TOO_LONG)
            name = local_name(element)
            if element.get("Visible", "true").strip().lower() == "false":
                continue
            if name == "PageBlock":
                yield from self.within(group._replace(parent=element), place, depth)
            elif name == "CompositeObject":
                yield from self._composed(element, place, depth)
            elif kind := _KINDS.get(name):
                style = _style(element, kind, (group.style, self._resources))
                yield Item(kind, element, _placed(element, place), style)

    def _composed(self, element: etree._Element, place: Matrix, depth: int) -> Iterator[Item]:
        content = first(self._resources.units.get(element.get("ResourceID", "")), "Content")
        if content is not None and depth > 0:
            yield from self.within(Group(content), _placed(element, place), depth - 1)


def _placed(element: etree._Element, place: Matrix) -> Matrix:
    x, y, *_ = numbers(element.get("Boundary"), (0.0, 0.0, 0.0, 0.0))
    own = Matrix(*numbers(element.get("CTM"), Matrix()))
    return own.then(Matrix(e=x, f=y)).then(place)


def _style(element: etree._Element, kind: Kind, given: tuple[str | None, Resources]) -> Style:
    """Take from the object itself, then from the style it names, then from its layer's."""
    layer, resources = given
    said = [element, *_chain(element.get("DrawParam"), resources), *_chain(layer, resources)]
    [line] = numbers(_first(said, "LineWidth"), (_THIN,))
    fills = _flag(element, "Fill", default=kind == "TextObject")
    strokes = _flag(element, "Stroke", default=kind == "PathObject")
    seen = _alpha(element.get("Alpha"))
    fill = _colour(said, "FillColor", seen) if fills else None
    stroke = _colour(said, "StrokeColor", seen) if strokes else None
    return Style(line, fill, stroke)


def _chain(name: str | None, resources: Resources) -> Iterator[etree._Element]:
    for _ in range(_MOST_PARENTS):
        style = resources.styles.get(name or "")
        if style is None:
            return
        yield style
        name = style.get("Relative")


def _first(said: list[etree._Element], name: str) -> str | None:
    return next((one.get(name) for one in said if one.get(name)), None)


def _flag(element: etree._Element, name: str, *, default: bool) -> bool:
    return element.get(name, str(default)).strip().lower() == "true"


def _colour(said: list[etree._Element], name: str, seen: float) -> Colour | None:
    """Give a colour as it looks on white paper; None for what cannot be seen at all."""
    found = next((one for one in (first(holder, name) for holder in said) if one is not None), None)
    colour = BLACK
    if found is not None:
        seen *= _alpha(found.get("Alpha"))
        shade = next((one for one in found.iter() if one.get("Value")), None)
        colour = _mixed(shade.get("Value", "") if shade is not None else "")
    if seen <= 0:
        return None
    red, green, blue = (round(255 - (255 - one) * seen) for one in colour)
    return red, green, blue


def _alpha(text: str | None) -> float:
    [alpha] = numbers(text, (255.0,))
    return min(max(alpha / 255, 0.0), 1.0)


def _mixed(value: str) -> Colour:
    """Give grey, RGB or CMYK of 0 to 255 each as RGB."""
    parts = value.split()
    shades = [min(max(one, 0.0), 255.0) for one in numbers(value, (0.0,) * len(parts))]
    if len(shades) == 4:
        *inks, key = shades
        shades = [(255 - ink) * (255 - key) / 255 for ink in inks]
    elif len(shades) == 1:
        shades = shades * 3
    if len(shades) != 3:
        return BLACK
    red, green, blue = (round(one) for one in shades)
    return red, green, blue


def codes(element: etree._Element) -> Iterator[etree._Element]:
    """Give the pieces of text of a text object."""
    yield from every(element, "TextCode")
