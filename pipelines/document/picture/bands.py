"""The rows of lines of goods on a page: a pale band each, with its number in the margin."""

from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import NamedTuple

from PIL import Image, ImageDraw

from pipelines.document.exchange import Mark, Tone
from pipelines.document.fonts import face
from pipelines.document.picture.frames import tint
from pipelines.document.picture.lettering import BAND, COLOURS, QUIET, SIGNS, line_of, worst
from pipelines.document.picture.tags import Rect, around

_SIZE = 16


class Band(NamedTuple):
    """One line of goods on a page: its number from 0, where it stands, and its worst tone."""

    line: int
    place: Rect
    tone: Tone


def bands(marks: Iterable[tuple[Mark, Rect]]) -> list[Band]:
    """Give the bands of a page's lines of goods, top to bottom; none reaches into the next."""
    found: dict[int, Band] = {}
    for mark, place in marks:
        line = line_of(mark.field)
        if line is None:
            continue
        so_far = found.get(line, Band(line, place, mark.tone))
        tone = worst([mark.tone, so_far.tone])
        found[line] = Band(line, around(so_far.place, place), tone)
    ordered = sorted(found.values(), key=lambda one: (one.place[1], one.line))
    return [*_parted(ordered), *ordered[-1:]]


def _parted(ordered: Sequence[Band]) -> Iterable[Band]:
    """Cut bands short that reach a little into the next one, as boxes of recognised words do."""
    for band, following in pairwise(ordered):
        left, top, right, bottom = band.place
        start = following.place[1] - 1
        yield band._replace(place=(left, top, right, max(min(bottom, start), top + 4)))


def draw_bands(sheet: Image.Image, found: Sequence[Band], margin: int) -> list[Rect]:
    """Draw bands; their numbers stand left of `margin`, in pixels of the sheet.

    Answers where these stand.
    """
    pen, font = ImageDraw.Draw(sheet), face(_SIZE)
    numbers: list[Rect] = []
    for band in found:
        left, top, _, bottom = band.place
        tint(sheet, band.place, BAND)
        middle = (top + bottom) // 2
        tint(sheet, (min(margin, left), middle - 1, left, middle + 1), BAND)
        text = f"{SIGNS[band.tone]}{band.line + 1}"
        colour = QUIET if band.tone == "good" else COLOURS[band.tone]
        pen.text((margin - 6, middle), text, colour, font, anchor="rm")
        wide = round(font.getlength(text))
        numbers.append((margin - 6 - wide, middle - _SIZE // 2, margin - 6, middle + _SIZE // 2))
    return numbers
