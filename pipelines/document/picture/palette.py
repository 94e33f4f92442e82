"""A picture in 256 colours, which are plenty for print, even in photos."""

from itertools import chain

from PIL import Image

from pipelines.document.picture.lettering import (
    BACKGROUND,
    BAND,
    COLOURS,
    PALE,
    PAPER,
    QUIET,
    TEXT,
)

_OWN = (BACKGROUND, PAPER, TEXT, QUIET, BAND, *COLOURS.values(), *PALE.values())
_REST = 256 - len(_OWN)


def in_few_colours(sheet: Image.Image) -> Image.Image:
    """Give a picture with a palette: half of the work to keep it, and a quarter of the bytes.

    What is drawn keeps its colours, however little of it there is; the page shares the others.
    """
    found = sheet.quantize(_REST, Image.Quantize.FASTOCTREE).getpalette() or []
    palette = Image.new("P", (1, 1))
    palette.putpalette([*chain.from_iterable(_OWN), *found[: 3 * _REST]])
    return sheet.quantize(palette=palette, dither=Image.Dither.NONE)
