"""Frames around values: plain ones, dashed for what needs a look, thick for what failed."""

from PIL import Image, ImageChops, ImageDraw

from pipelines.document.exchange import Tone
from pipelines.document.picture.lettering import COLOURS, PALE
from pipelines.document.picture.tags import Rect

_LINE: dict[Tone, int] = {"good": 2, "warning": 3, "error": 4}
_DASH, _GAP = 10, 5


def frame(draw: ImageDraw.ImageDraw, place: Rect, tone: Tone, *, thin: bool = False) -> None:
    """Draw the frame of a tone."""
    width = 1 if thin else _LINE[tone]
    if tone == "warning":
        _dashed(draw, place, COLOURS[tone], width)
    else:
        draw.rounded_rectangle(place, radius=5, outline=COLOURS[tone], width=width)


def tint(sheet: Image.Image, place: Rect, colour: tuple[int, int, int]) -> None:
    """Tint a place like a marker pen, which leaves the print as dark as it is."""
    part = sheet.crop(place)
    if part.width and part.height:
        sheet.paste(ImageChops.multiply(part, Image.new("RGB", part.size, colour)), place[:2])


def marked(sheet: Image.Image, place: Rect, tone: Tone, *, quiet: bool) -> None:
    """Tint and frame a value; one that is quiet gets a thin frame only."""
    if not quiet or tone != "good":
        tint(sheet, place, PALE[tone])
    frame(ImageDraw.Draw(sheet), place, tone, thin=quiet and tone == "good")


def _dashed(
    draw: ImageDraw.ImageDraw, place: Rect, colour: tuple[int, int, int], width: int
) -> None:
    left, top, right, bottom = place
    for x in range(left, right, _DASH + _GAP):
        end = min(x + _DASH, right)
        draw.rectangle((x, top, end, top + width - 1), fill=colour)
        draw.rectangle((x, bottom - width + 1, end, bottom), fill=colour)
    for y in range(top, bottom, _DASH + _GAP):
        end = min(y + _DASH, bottom)
        draw.rectangle((left, y, left + width - 1, end), fill=colour)
        draw.rectangle((right - width + 1, y, right, end), fill=colour)
