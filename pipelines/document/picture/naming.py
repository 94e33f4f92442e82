"""Values on a page with their names: frames first, then tags, what failed before all others."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from PIL import Image, ImageDraw

from pipelines.document.exchange import Mark, Tone, Wording
from pipelines.document.fonts import face
from pipelines.document.picture.frames import marked
from pipelines.document.picture.lettering import (
    COLOURS,
    PAPER,
    SIGNS,
    WORST,
    field_name,
    fitted,
    is_main,
    line_of,
    reason,
)
from pipelines.document.picture.tags import Placer, Rect, around, distance

MOST_LINES = 12  # failing values of lines that are named on one page; the margin tells of all
MOST_TAGS = 40
_MOST_WIDTH = 560
_APART = 12  # how far from its value a tag is joined to it by a line
_SIGN = "currency"
_SIZES: dict[Tone, int] = {"good": 19, "warning": 19, "error": 20}
_QUIET_SIZE = 16


@dataclass
class Value:
    """A place on the sheet, the names of all that stands there, and what failed there.

    `of_line`: it is of a line of goods.
    """

    place: Rect
    tone: Tone
    quiet: bool
    names: list[str]
    why: str
    of_line: bool

    @property
    def rank(self) -> tuple[int, bool, int]:
        """What failed comes before what needs a look, then what everyone looks for."""
        return WORST.index(self.tone), self.quiet, self.place[1]


def values_of(marks: Iterable[tuple[Mark, Rect]], wording: Wording) -> list[Value]:
    """Give the values to name, the most important first.

    A value within another, as all that a square code says, is named beside it and has no frame of
    its own; nor has a currency's sign beside an amount.
    """
    shown = [one for one in marks if one[0].tone != "good" or line_of(one[0].field) is None]
    values: list[Value] = []
    for mark, place in sorted(shown, key=_large_first):
        quiet, name = not is_main(mark.field), SIGNS[mark.tone] + field_name(mark.field, wording)
        holder = next((one for one in values if _holds(one, mark, place)), None)
        if holder is None:
            of_line = line_of(mark.field) is not None
            why = reason(mark, wording)
            values.append(Value(place, mark.tone, quiet, [name], why, of_line))
            continue
        holder.place = around(holder.place, place)
        holder.names += [] if name in holder.names else [name]
        holder.quiet = holder.quiet and quiet
    return sorted(values, key=lambda one: one.rank)


def _large_first(one: tuple[Mark, Rect]) -> tuple[bool, int, bool]:
    mark, place = one
    return mark.field == _SIGN, -_area(place), not is_main(mark.field)


def draw_values(
    sheet: Image.Image, values: Sequence[Value], ink: Image.Image, top: int, others: Sequence[Rect]
) -> None:
    """Frame values and name them; what failed lies on top.

    `ink` is what is printed in grey from `top` of the sheet on, as wide as the sheet; names cover
    as little of it as they can, and of `others`.
    """
    placer = Placer(ink, top, [*(one.place for one in values), *others])
    for value in reversed(values):
        marked(sheet, value.place, value.tone, quiet=value.quiet)
    lines = [value for value in values if value.of_line][MOST_LINES:]
    named = [value for value in values if value not in lines][:MOST_TAGS]
    tags = [(value, _tag(placer, value)) for value in named]
    for value, at in reversed(tags):
        _draw_tag(sheet, value, at)


def _area(place: Rect) -> int:
    return (place[2] - place[0]) * (place[3] - place[1])


def _holds(value: Value, mark: Mark, place: Rect) -> bool:
    """Tell whether a mark stands within a value that is as sound as it is, or is its currency."""
    if value.tone != mark.tone:
        return False
    near = place[3] - place[1] if mark.field == _SIGN and not value.quiet else 0
    left, right = value.place[0] - near, value.place[2] + near
    across = min(right, place[2]) - max(left, place[0])
    down = min(value.place[3], place[3]) - max(value.place[1], place[1])
    enough = 0.4 if near else 0.7
    return across > 0 < down and across * down >= enough * _area(place)


def _written(value: Value) -> list[tuple[str, int]]:
    """Give the rows of a tag, each with its size: the names, and under them what failed."""
    size = _QUIET_SIZE if value.quiet and value.tone == "good" else _SIZES[value.tone]
    rows = [(" · ".join(value.names), size), (value.why, size - 3)]
    return [(fitted(text, face(size), _MOST_WIDTH), size) for text, size in rows if text]


def _tag(placer: Placer, value: Value) -> Rect:
    rows = _written(value)
    width = max(face(size).getlength(text) for text, size in rows)
    return placer.place(value.place, (round(width) + 14, sum(size for _, size in rows) + 9))


def _draw_tag(sheet: Image.Image, value: Value, at: Rect) -> None:
    """Draw a name on the colour of its tone; a quiet one is written on white."""
    draw = ImageDraw.Draw(sheet)
    colour, quiet = COLOURS[value.tone], value.quiet and value.tone == "good"
    if distance(at, value.place) > _APART:
        draw.line(_between(at, value.place), fill=colour, width=1 if quiet else 2)
    fill, ink = (PAPER, colour) if quiet else (colour, PAPER)
    draw.rounded_rectangle(at, radius=6, fill=fill, outline=colour, width=1)
    top = at[1] + 4
    for text, size in _written(value):
        draw.text(((at[0] + at[2]) // 2, top + size // 2), text, ink, face(size), anchor="mm")
        top += size + 1


def _between(one: Rect, other: Rect) -> tuple[int, int, int, int]:
    """Give the ends of a short line from one rectangle to another, straight where it can be."""
    x0, x1 = _ends((one[0], one[2]), (other[0], other[2]))
    y0, y1 = _ends((one[1], one[3]), (other[1], other[3]))
    return x0, y0, x1, y1


def _ends(one: tuple[int, int], other: tuple[int, int]) -> tuple[int, int]:
    """Give the points of two stretches that are nearest, in the middle of what they share."""
    first, last = max(one[0], other[0]), min(one[1], other[1])
    if first <= last:
        return (first + last) // 2, (first + last) // 2
    return (last, first) if one[1] < other[0] else (first, last)
