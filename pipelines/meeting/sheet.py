"""The contact sheet: all slides on one picture, each with its number and when it was shown."""

import io
import math
from collections.abc import Mapping, Sequence
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont, ImageOps

from pipelines.meeting.model import Slide, Span

MOST = 60  # slides on a sheet; of more, the number is told
_WIDTH, _GAP = 1600, 24
_COLUMNS = ((1, 1), (4, 2), (12, 3), (24, 4))  # up to so many slides; beyond: the last
_MANY = 5
_TALLEST = 0.75  # of the width of a picture; a higher one is made smaller
_PAPER, _INK, _FAINT, _LINE = (255, 255, 255), (24, 24, 27), (82, 82, 91), (212, 212, 216)


def draw(pictures: Mapping[str, Path], slides: Sequence[Slide]) -> bytes | None:
    """Draw a PNG of at most 60 slides, 1600 pixels wide; None: there are none.

    Times are of the first display, then where the slide came again: figures only, in no language.
    """
    if not slides:
        return None
    shown = slides[:MOST]
    columns = next((few for most, few in _COLUMNS if len(shown) <= most), _MANY)
    wide = (_WIDTH - _GAP) // columns - _GAP
    high = round(wide * min(_TALLEST, max(one.height / one.width for one in shown)))
    line = max(16, wide // 16)
    step = high + 3 * line + _GAP
    sheet = Image.new("RGB", (_WIDTH, math.ceil(len(shown) / columns) * step + 2 * _GAP), _PAPER)
    for number, one in enumerate(shown):
        row, column = divmod(number, columns)
        at = _GAP + column * (wide + _GAP), _GAP + row * step
        _place(sheet, at, (wide, high), pictures.get(one.image))
        _caption(sheet, (at[0], at[1] + high + line // 4), wide, line, one)
    if len(slides) > MOST:
        _write(sheet, (_GAP, sheet.height - _GAP - 4), f"+ {len(slides) - MOST}", 20, _FAINT)
    return _png(sheet)


def clock(seconds: float) -> str:
    """Write a moment as people read it: 4:07, 1:02:33."""
    minutes, rest = divmod(int(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"


def _place(
    sheet: Image.Image, at: tuple[int, int], size: tuple[int, int], path: Path | None
) -> None:
    if path is not None:
        with Image.open(path, formats=("JPEG", "PNG")) as picture:
            picture.draft("RGB", size)
            small = picture.convert("RGB")
        small = ImageOps.contain(small, size, Image.Resampling.LANCZOS)
        left, top = ((room - taken) // 2 for room, taken in zip(size, small.size, strict=True))
        sheet.paste(small, (at[0] + left, at[1] + top))
    corner = at[0] + size[0], at[1] + size[1]
    ImageDraw.Draw(sheet).rectangle((*at, *corner), outline=_LINE)


def _caption(sheet: Image.Image, at: tuple[int, int], wide: int, line: int, slide: Slide) -> None:
    left, top = at
    _write(sheet, (left, top), str(slide.number), line, _INK)
    first, *again = slide.shown
    beside = left + round(ImageFont.load_default(line).getlength(f"{slide.number}  "))
    _write(sheet, (beside, top), _span(first), line, _FAINT)
    if again:
        _write(sheet, (left, top + line * 5 // 4), _fitting(again, line, wide), line, _FAINT)


def _fitting(spans: Sequence[Span], line: int, wide: int) -> str:
    """Name as many displays as a line holds, and how many more there are."""
    face = ImageFont.load_default(line)
    for count in range(len(spans), 0, -1):
        more = f"  +{len(spans) - count}" if count < len(spans) else ""
        text = "  ".join(map(_span, spans[:count])) + more
        if face.getlength(text) <= wide:
            return text
    return f"+{len(spans)}"


def _span(span: Span) -> str:
    return f"{clock(span.start_s)}-{clock(span.end_s)}"


def _write(
    sheet: Image.Image, at: tuple[int, int], text: str, size: int, ink: tuple[int, int, int]
) -> None:
    ImageDraw.Draw(sheet).text(at, text, ink, ImageFont.load_default(size))


def _png(sheet: Image.Image) -> bytes:
    """Encode in few colours: screens have not many, and the sheet is looked at small."""
    few = sheet.quantize(256, method=Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE)
    few.save(encoded := io.BytesIO(), "PNG")
    return encoded.getvalue()
