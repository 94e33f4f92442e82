"""A page of an OFD as pixels: its text in our typeface, its lines and surfaces, its pictures.

Good enough to be read by people and by OCR. What it leaves out: the typefaces of the file,
clipping, patterns, and pictures in codings that Pillow does not know, which become an empty frame.
"""

import io
import math
import struct
import warnings
from collections.abc import Iterator

from PIL import Image, ImageChops, ImageDraw

from pipelines.document import fonts
from pipelines.document.einvoice.walk import first, text_of
from pipelines.document.files.image import MAX_MEGAPIXELS
from pipelines.document.files.ofd.package import Package
from pipelines.document.files.ofd.paths import Line, lines
from pipelines.document.files.ofd.scene import Item, Matrix
from pipelines.document.files.ofd.structure import Leaf
from pipelines.document.files.ofd.text import Letter, letters, size_of

DPI = 200
MAX_PIXELS = 20_000_000

_FORMATS = ("PNG", "JPEG", "BMP", "GIF", "TIFF", "WEBP")
_BROKEN = (OSError, SyntaxError, ValueError, EOFError, IndexError, KeyError, TypeError,
           OverflowError, RuntimeError, struct.error, Image.DecompressionBombError)  # fmt: skip
_SMALLEST, _LARGEST, _STEP = 5, 240, 1.15  # of the typeface in pixels: each size opens its file
_UPRIGHT = math.radians(1)
_FAR = 1e6  # pixels; nothing that far out is drawn
_EMPTY = (190, 190, 190)


def raster(
    package: Package, leaf: Leaf, found: Iterator[Item], *, colour_width: int | None = None
) -> Image.Image:
    """Draw a page in grey at 200 dpi, or less where that is over 20 megapixels.

    With a `colour_width` in pixels: in colour, and that wide.
    """
    wanted = DPI / 25.4 if colour_width is None else colour_width / leaf.width
    scale = min(wanted, (MAX_PIXELS / (leaf.width * leaf.height)) ** 0.5)
    size = (max(round(leaf.width * scale), 1), max(round(leaf.height * scale), 1))
    sheet = Image.new("RGB", size, "white")
    zoom = Matrix(a=scale, d=scale)
    for item in found:
        matrix = item.matrix.then(zoom)
        if not all(math.isfinite(one) for one in matrix):
            continue
        if item.kind == "TextObject":
            _write(sheet, item, matrix)
        elif item.kind == "PathObject":
            _trace(sheet, item, matrix)
        else:
            _paste(sheet, _picture(package, leaf, item), matrix)
    return sheet if colour_width is not None else sheet.convert("L")


def _write(sheet: Image.Image, item: Item, matrix: Matrix) -> None:
    colour = item.style.fill or item.style.stroke
    across, down = math.hypot(matrix.a, matrix.b), math.hypot(matrix.c, matrix.d)
    height = size_of(item.element) * down
    if colour is None or not (0 < height < _FAR and 0 < across < _FAR):
        return
    angle = math.atan2(matrix.b, matrix.a)
    ratio = across / down
    pen = ImageDraw.Draw(sheet)
    for piece in letters(item.element):
        for letter in piece:
            x, y = matrix.at(letter.x, letter.y)
            if letter.text.isspace() or not (0 <= x < sheet.width and 0 <= y < 2 * sheet.height):
                continue
            turn = angle + math.radians(letter.turn)
            if abs(turn) < _UPRIGHT and 0.8 < ratio < 1.25:
                pen.text((x, y), letter.text, fill=colour, font=_face(height), anchor="ls")
            else:
                _stamp(sheet, (x, y), _tile(letter, height, ratio, turn), colour)


def _tile(letter: Letter, height: float, ratio: float, turn: float) -> Image.Image:
    """Draw one letter turned or stretched about the point it stands on, the middle of the tile."""
    face = _face(height)
    side = 3 * math.ceil(min(height, _LARGEST))
    tile = Image.new("L", (2 * side, 2 * side))
    ImageDraw.Draw(tile).text((side, side), letter.text, fill=255, font=face, anchor="ls")
    stretched = min(max(ratio, 0.1), 4.0)
    shape = (1 / stretched, 0.0, side - side / stretched, 0.0, 1.0, 0.0)
    tile = tile.transform(tile.size, Image.Transform.AFFINE, shape, Image.Resampling.BILINEAR)
    return tile.rotate(-math.degrees(turn), Image.Resampling.BILINEAR)


def _stamp(
    sheet: Image.Image,
    at: tuple[float, float],
    tile: Image.Image,
    colour: tuple[int, int, int],
) -> None:
    corner = (round(at[0] - tile.width / 2), round(at[1] - tile.height / 2))
    sheet.paste(colour, (*corner, corner[0] + tile.width, corner[1] + tile.height), tile)


def _face(height: float) -> fonts.Face:
    step = round(math.log(min(max(height, _SMALLEST), _LARGEST), _STEP))
    return fonts.face(round(_STEP**step))


def _trace(sheet: Image.Image, item: Item, matrix: Matrix) -> None:
    data = text_of(first(item.element, "AbbreviatedData"))
    drawn = [[matrix.at(x, y) for x, y in line] for line in lines(data or "")]
    drawn = [line for line in drawn if all(abs(x) < _FAR and abs(y) < _FAR for x, y in line)]
    if item.style.fill is not None:
        _fill(sheet, drawn, item.style.fill)
    if item.style.stroke is not None:
        width = max(round(item.style.line * matrix.scale), 1)
        pen = ImageDraw.Draw(sheet)
        for line in drawn:
            pen.line(line, fill=item.style.stroke, width=min(width, sheet.width), joint="curve")


def _fill(sheet: Image.Image, drawn: list[Line], colour: tuple[int, int, int]) -> None:
    """Fill what lies within an odd number of lines: a ring has its hole."""
    surfaces = [line for line in drawn if len(line) > 2]
    if len(surfaces) == 1:
        ImageDraw.Draw(sheet).polygon(surfaces[0], fill=colour)
        return
    corners = [point for line in surfaces for point in line]
    if not corners:
        return
    left, top = (max(math.floor(min(one[axis] for one in corners)), 0) for axis in (0, 1))
    right, bottom = (
        min(math.ceil(max(one[axis] for one in corners)) + 1, sheet.size[axis]) for axis in (0, 1)
    )
    if left >= right or top >= bottom:
        return
    within = Image.new("L", (right - left, bottom - top))
    for line in surfaces:
        one = Image.new("L", within.size)
        ImageDraw.Draw(one).polygon([(x - left, y - top) for x, y in line], fill=255)
        within = ImageChops.difference(within, one)
    sheet.paste(colour, (left, top, right, bottom), within)


def _picture(package: Package, leaf: Leaf, item: Item) -> Image.Image | None:
    """Decode a picture; None for one that cannot be."""
    name = leaf.resources.pictures.get(item.element.get("ResourceID", ""))
    if name is None:
        return None
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            with Image.open(io.BytesIO(package.content(name)), formats=_FORMATS) as picture:
                if picture.width * picture.height > MAX_MEGAPIXELS * 1_000_000:
                    return None
                return picture.convert("RGBA")
    except _BROKEN:
        return None


def _paste(sheet: Image.Image, picture: Image.Image | None, matrix: Matrix) -> None:
    """Put a picture where its unit square goes."""
    corners = [matrix.at(x, y) for x, y in ((0, 0), (1, 0), (1, 1), (0, 1))]
    if picture is None:
        ImageDraw.Draw(sheet).polygon(corners, outline=_EMPTY, width=3)
        return
    wide, high = math.hypot(matrix.a, matrix.b), math.hypot(matrix.c, matrix.d)
    determinant = matrix.a * matrix.d - matrix.b * matrix.c
    left, top = (max(math.floor(min(one[axis] for one in corners)), 0) for axis in (0, 1))
    right, bottom = (
        min(math.ceil(max(one[axis] for one in corners)), sheet.size[axis]) for axis in (0, 1)
    )
    if not determinant or left >= right or top >= bottom:
        return
    fitting = (min(picture.width, math.ceil(wide)), min(picture.height, math.ceil(high)))
    picture = picture.resize((max(fitting[0], 1), max(fitting[1], 1)), Image.Resampling.BOX)
    back = _inverse(matrix, determinant).then(Matrix(a=picture.width, d=picture.height))
    e, f = back.at(left, top)
    placed = picture.transform(
        (right - left, bottom - top),
        Image.Transform.AFFINE,
        (back.a, back.c, e, back.b, back.d, f),
        Image.Resampling.NEAREST,
    )
    sheet.paste(placed, (left, top), placed)


def _inverse(matrix: Matrix, determinant: float) -> Matrix:
    a, b, c, d, e, f = matrix
    return Matrix(
        d / determinant,
        -b / determinant,
        -c / determinant,
        a / determinant,
        (c * f - d * e) / determinant,
        (b * e - a * f) / determinant,
    )
