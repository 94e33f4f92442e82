"""The evidence picture of a document without pages: field, value and element, row by row."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import NamedTuple

from PIL import Image, ImageDraw

from pipelines.document.exchange import Mark, Tone, Wording
from pipelines.document.fonts import face
from pipelines.document.model import Invoice
from pipelines.document.picture.lettering import (
    BACKGROUND,
    COLOURS,
    PALE,
    QUIET,
    TEXT,
    WIDTH,
    fitted,
    fitted_end,
    heading,
    named,
)

_ROW = 74
_EDGE = 40
_NAME_END, _RIGHT = 330, WIDTH - _EDGE
_MOST_ROWS = 40
_ORDER = tuple(Invoice.model_fields)
_WORST: tuple[Tone, ...] = ("error", "warning", "good")


class Line(NamedTuple):
    """One row: the name of a field, what it says, and the path of the element that says it."""

    name: str
    value: str
    path: str
    tone: Tone


def listing(marks: Sequence[Mark], wording: Wording) -> Image.Image:
    """Draw the values of an XML with the paths of their elements; lines of goods one a row."""
    placed = sorted((one for one in marks if one.path is not None), key=_rank)
    lines = list(_lines(placed, wording))
    shown = lines[:_MOST_ROWS]
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
        draw.text((_EDGE, height - _ROW // 2), text, QUIET, face(22), anchor="lm")
    return sheet


def _rank(mark: Mark) -> tuple[int, int]:
    """Put the fields in the order people look for them, and the lines of goods last."""
    parts = mark.field.split(".")
    if parts[0] == "line_items":
        return len(_ORDER) + 1, int(parts[1]) if parts[1:] and parts[1].isdecimal() else 0
    return _ORDER.index(mark.field) if mark.field in _ORDER else len(_ORDER), 0


def _lines(marks: Iterable[Mark], wording: Wording) -> Iterator[Line]:
    for name, group in groupby(marks, key=_group):
        own = list(group)
        tone = next(tone for tone in _WORST if any(mark.tone == tone for mark in own))
        title = named(own[0].model_copy(update={"field": name, "tone": tone}), wording)
        path = own[0].path or ""
        if len(own) > 1:
            path = _shared([mark.path or "" for mark in own])
        yield Line(title, "  ·  ".join(mark.text for mark in own), path, tone)


def _group(mark: Mark) -> str:
    """Give `line_items.1` for every value of the second line of goods."""
    parts = mark.field.split(".")
    return ".".join(parts[:2]) if parts[0] == "line_items" else mark.field


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
    draw.rounded_rectangle(box, 8, fill=(255, 255, 255) if good else PALE[line.tone])
    draw.rounded_rectangle((box[0], box[1], box[0] + 8, box[3]), 4, fill=COLOURS[line.tone])
    colour = QUIET if good else COLOURS[line.tone]
    name = fitted(line.name, face(22), _NAME_END - _EDGE - 20)
    draw.text((_EDGE, top + _ROW // 2), name, colour, face(22), anchor="lm")
    value = fitted(line.value, face(25), _RIGHT - _NAME_END)
    draw.text((_NAME_END, top + 26), value, TEXT, face(25), anchor="lm")
    path = fitted_end(line.path, face(16), _RIGHT - _NAME_END)
    draw.text((_NAME_END, top + 54), path, QUIET, face(16), anchor="lm")
