"""Where on a page of a PDF a square code may be drawn, and the codes that are."""

import ctypes
from collections.abc import Callable, Iterator
from typing import Any, TypeAlias

import pypdfium2 as pdfium  # type: ignore[import-untyped]  # ships no types
import pypdfium2.raw as raw  # type: ignore[import-untyped]  # ships no types

from pipelines.document.decoded import MOST_CODES, Code
from pipelines.document.files.barcodes import codes_in
from pipelines.media import Box

# Left, bottom, right and top on the canvas, in points.
Rectangle: TypeAlias = tuple[float, float, float, float]

_SIDE = (30.0, 300.0)  # points: one to ten centimetres
_SQUARE = 1.25  # times as long as wide at the most
_MODULE = 16.0  # points: the largest piece that a code is painted in
_LEAST_PIECES = 60  # rectangles, or strokes of one path, that make a code
_MOST_DRAWN = 20_000  # things on a page that are looked at
_MOST_PLACES = 6
_SCAN = 0.5  # share of the page from which a picture on it is a scan of paper
_FINE, _COARSE = 300 / 72, 200 / 72  # pixels a point: of a place, and of a whole scan
_MOST_PIXELS = 20_000_000
_QUIET = 8.0  # points of paper around a code that belong to it


def codes_on(
    page: pdfium.PdfPage, placed: Callable[[float, float, float, float], Box | None]
) -> tuple[Code, ...]:
    """Give the codes on a page, with boxes as fractions of it as it is rendered.

    `placed` tells where a rectangle of the canvas lies. Only what looks like a code, or like a
    scan, is drawn: most pages have none, and drawing costs more than reading their text.
    """
    width, height = page.get_size()
    found: list[Code] = []
    for place in list(_places(page, width * height))[:_MOST_PLACES]:
        left, bottom, right, top = place
        air = _QUIET
        box = placed(left - air, bottom - air, right + air, top + air)
        if box is not None and box.x1 > box.x0 and box.y1 > box.y0:
            found.extend(_read(page, box, (width, height)))
    return tuple(dict.fromkeys(found))[:MOST_CODES]


def _read(page: pdfium.PdfPage, box: Box, size: tuple[float, float]) -> Iterator[Code]:
    width, height = size
    wide, high = (box.x1 - box.x0) * width, (box.y1 - box.y0) * height
    fine = max(wide, high) < 2 * _SIDE[1]
    scale = min(_FINE if fine else _COARSE, (_MOST_PIXELS / max(wide * high, 1.0)) ** 0.5)
    rest = (box.x0 * width, (1 - box.y1) * height, (1 - box.x1) * width, box.y0 * height)
    if min(wide, high) * scale < 1:
        return
    picture = page.render(scale=scale, crop=rest, grayscale=True).to_pil()
    for code in codes_in(picture):
        x0, y0, x1, y1 = code.box
        across, down = box.x1 - box.x0, box.y1 - box.y0
        yield Code(
            code.text,
            Box(box.x0 + x0 * across, box.y0 + y0 * down, box.x0 + x1 * across, box.y0 + y1 * down),
        )


def _places(page: pdfium.PdfPage, area: float) -> Iterator[Rectangle]:
    """Give the places of pictures that may be codes, and of many small pieces that make one."""
    run: list[Rectangle] = []
    for at in range(min(raw.FPDFPage_CountObjects(page), _MOST_DRAWN)):
        drawn = raw.FPDFPage_GetObject(page, at)
        kind = raw.FPDFPageObj_GetType(drawn)
        bounds = None if kind == raw.FPDF_PAGEOBJ_TEXT else _bounds(drawn)
        if bounds is not None and kind == raw.FPDF_PAGEOBJ_PATH and _is_piece(bounds):
            run.append(bounds)
            continue
        yield from _made_of(run)
        run = []
        if bounds is not None and _may_be_one(drawn, kind, bounds, area):
            yield bounds
    yield from _made_of(run)


def _bounds(drawn: Any) -> Rectangle | None:  # noqa: ANN401 - a handle of pdfium's
    sides = [ctypes.c_float() for _ in range(4)]
    if not raw.FPDFPageObj_GetBounds(drawn, *sides):
        return None
    left, bottom, right, top = (side.value for side in sides)
    return left, bottom, right, top


def _may_be_one(drawn: Any, kind: int, bounds: Rectangle, area: float) -> bool:  # noqa: ANN401
    if kind == raw.FPDF_PAGEOBJ_IMAGE and _area(bounds) > _SCAN * area:
        return True
    if not _is_square(bounds):
        return False
    if kind == raw.FPDF_PAGEOBJ_PATH:
        return bool(raw.FPDFPath_CountSegments(drawn) >= _LEAST_PIECES)
    return kind in (raw.FPDF_PAGEOBJ_IMAGE, raw.FPDF_PAGEOBJ_FORM)


def _made_of(pieces: list[Rectangle]) -> Iterator[Rectangle]:
    """Give the square that pieces painted one after the other fill, if they do."""
    if len(pieces) < _LEAST_PIECES:
        return
    lefts, bottoms, rights, tops = zip(*pieces, strict=True)
    whole = (min(lefts), min(bottoms), max(rights), max(tops))
    if _is_square(whole):
        yield whole


def _is_piece(bounds: Rectangle) -> bool:
    left, bottom, right, top = bounds
    return top - bottom <= _MODULE and right - left <= _SIDE[1] and min(
        top - bottom, right - left
    ) <= _MODULE / 2  # fmt: skip


def _is_square(bounds: Rectangle) -> bool:
    left, bottom, right, top = bounds
    short, long = sorted((right - left, top - bottom))
    return _SIDE[0] <= short and long <= _SIDE[1] and long <= _SQUARE * short


def _area(bounds: Rectangle) -> float:
    left, bottom, right, top = bounds
    return (right - left) * (top - bottom)
