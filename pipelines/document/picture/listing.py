"""The evidence picture of a document without pages: field, value and element, row by row."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import NamedTuple

from PIL import Image, ImageDraw

from pipelines.document.exchange import Mark, Tone, Wording
from pipelines.document.fonts import face
from pipelines.document.model import Invoice
from pipelines.document.picture.frames import frame
from pipelines.document.picture.heading import heading
from pipelines.document.picture.lettering import (
    BACKGROUND,
    COLOURS,
    PALE,
    PAPER,
    QUIET,
    SIGNS,
    TEXT,
    WIDTH,
    WORST,
    Colour,
    field_name,
    fitted,
    fitted_end,
    is_main,
    line_of,
    reason,
)

_ROW = 74
_EDGE = 40
_NAME_END, _RIGHT = 330, WIDTH - _EDGE
_GOODS_END = 880  # where the description of a line of goods ends, and its figures begin
_PRICE_END = 1150
_MOST_ROWS = 40
_NAME, _VALUE, _SMALL = 22, 25, 16
_ORDER = tuple(Invoice.model_fields)
_PARTS = ("description", "qty", "unit_price", "total")  # of a line of goods, from left to right
_TIMES = "×"


class Line(NamedTuple):
    """One row: the name of a field, what failed, what it says, and the path that says it."""

    name: str
    why: str
    marks: tuple[Mark, ...]
    path: str
    tone: Tone


def listing(marks: Sequence[Mark], wording: Wording) -> Image.Image:
    """Draw the values of an XML with the paths of their elements; lines of goods one a row."""
    placed = sorted((one for one in marks if one.path is not None), key=_rank)
    lines = list(_lines(placed, wording))
    shown = _chosen(lines)
    above = heading(marks, wording)
    more = len(lines) - len(shown)
    height = above.height + _ROW * len(shown) + (_ROW if more else 24)
    sheet = Image.new("RGB", (WIDTH, height), BACKGROUND)
    sheet.paste(above, (0, 0))
    draw = ImageDraw.Draw(sheet)
    for number, line in enumerate(shown):
        _draw(draw, above.height + number * _ROW, line)
    if more:
        text = wording.more.format(count=more)
        draw.text((_EDGE, height - _ROW // 2), text, QUIET, face(_NAME), anchor="lm")
    return sheet


def _rank(mark: Mark) -> tuple[int, int]:
    """Put the fields in the order people look for them, and the lines of goods last."""
    if (line := line_of(mark.field)) is not None:
        return len(_ORDER) + 1, line
    return _ORDER.index(mark.field) if mark.field in _ORDER else len(_ORDER), 0


def _lines(marks: Iterable[Mark], wording: Wording) -> Iterator[Line]:
    for name, group in groupby(marks, key=_group):
        own = tuple(group)
        first = min(own, key=lambda mark: WORST.index(mark.tone))
        path = own[0].path or ""
        if len(own) > 1:
            path = _shared([mark.path or "" for mark in own])
        title = SIGNS[first.tone] + field_name(name, wording)
        yield Line(title, reason(first, wording), own, path, first.tone)


def _chosen(lines: Sequence[Line]) -> list[Line]:
    """Choose the rows that have room: those that failed before the others, in their order."""
    first = sorted(range(len(lines)), key=lambda at: (WORST.index(lines[at].tone), at))
    return [lines[at] for at in sorted(first[:_MOST_ROWS])]


def _group(mark: Mark) -> str:
    """Give `line_items.1` for every value of the second line of goods."""
    if line_of(mark.field) is None:
        return mark.field
    return ".".join(mark.field.split(".")[:2])


def _shared(paths: Sequence[str]) -> str:
    """Give the path of the element that holds all the others."""
    steps = []
    for level in zip(*(path.split("/") for path in paths), strict=False):
        if len(set(level)) > 1:
            break
        steps.append(level[0])
    return "/".join(steps)


def _draw(draw: ImageDraw.ImageDraw, top: int, line: Line) -> None:
    good = line.tone == "good"
    box = (_EDGE - 16, top + 4, _RIGHT + 16, top + _ROW - 4)
    draw.rounded_rectangle(box, 8, fill=PAPER if good else PALE[line.tone])
    if not good:
        frame(draw, box, line.tone)
    main = is_main(line.marks[0].field)
    side = COLOURS[line.tone] if main or not good else PALE["good"]
    draw.rounded_rectangle((box[0], box[1], box[0] + 8, box[3]), 4, fill=side)
    colour = (TEXT if main else QUIET) if good else COLOURS[line.tone]
    _write(draw, (_EDGE, top + (26 if line.why else _ROW // 2)), line.name, colour, _NAME)
    _write(draw, (_EDGE, top + 54), line.why, colour, _SMALL)
    _draw_values(draw, top + 26, line.marks)
    path = fitted_end(line.path, face(_SMALL), _RIGHT - _NAME_END)
    draw.text((_NAME_END, top + 54), path, QUIET, face(_SMALL), anchor="lm")


def _write(
    draw: ImageDraw.ImageDraw, at: tuple[int, int], text: str, colour: Colour, size: int
) -> None:
    text = fitted(text, face(size), _NAME_END - _EDGE - 16)
    draw.text(at, text, colour, face(size), anchor="lm")


def _draw_values(draw: ImageDraw.ImageDraw, middle: int, marks: Sequence[Mark]) -> None:
    """Write what a field says; of a line of goods its amounts under those of other lines."""
    font = face(_VALUE)
    if line_of(marks[0].field) is None:
        value = fitted("  ·  ".join(mark.text for mark in marks), font, _RIGHT - _NAME_END)
        draw.text((_NAME_END, middle), value, TEXT, font, anchor="lm")
        return
    parts = {mark.field.split(".")[-1]: mark for mark in marks}
    what, pieces, price, amount = (_said(parts.get(name)) for name in _PARTS)
    goods = fitted(what[0], font, _GOODS_END - _NAME_END)
    draw.text((_NAME_END, middle), goods, what[1], font, anchor="lm")
    counted = f" {_TIMES} " if pieces[0] and price[0] else ""
    written, across = fitted(price[0], font, 200), _PRICE_END
    draw.text((across, middle), written, price[1], font, anchor="rm")
    across -= round(font.getlength(written))
    draw.text((across, middle), counted, QUIET, font, anchor="rm")
    across -= round(font.getlength(counted))
    draw.text((across, middle), fitted(pieces[0], font, 140), pieces[1], font, anchor="rm")
    total = fitted(amount[0], font, 190)
    draw.text((_RIGHT, middle), total, amount[1], font, anchor="rm")


def _said(mark: Mark | None) -> tuple[str, Colour]:
    """Give what a part of a line says, and its colour; what failed has its sign."""
    if mark is None:
        return "", TEXT
    return SIGNS[mark.tone] + mark.text, TEXT if mark.tone == "good" else COLOURS[mark.tone]
