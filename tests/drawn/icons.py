"""Draws the icons of Clerk's app in Teams: `python -m tests.drawn.icons` writes both.

https://learn.microsoft.com/microsoftteams/platform/concepts/build-and-test/apps-package
"""

from collections.abc import Sequence

from PIL import Image, ImageChops, ImageDraw

from bot.teams.manifest import FOLDER, ICONS

Shape = Sequence[tuple[float, float]]

INK = (0x1F, 0x3A, 0x5F)
COLOUR, OUTLINE = 192, 32
SAFE = 96  # of the coloured one: what is further out may be cut off
_FINER = 8  # drawn so much larger, then made smaller: edges are smooth

# A sheet with its corner turned down, and a tick on it: in hundredths of its own square.
_SHEET = [(14, 2), (62, 2), (86, 26), (86, 98), (14, 98)]
_FOLD = [(62, 2), (62, 26), (86, 26)]
_TICK = [(30, 60), (45, 76), (72, 44)]


def color() -> Image.Image:
    """Draw a white sheet on Clerk's blue, in the middle, where nothing is cut off."""
    sheet = _Drawing(SAFE)
    sheet.fill(_SHEET)
    lines = _Drawing(SAFE)
    lines.line(_TICK, 9)
    lines.line(_FOLD, 4)
    icon = Image.new("RGB", (COLOUR, COLOUR), INK)
    corner = (COLOUR - SAFE) // 2
    seen = ImageChops.subtract(sheet.seen(), lines.seen())
    icon.paste((255, 255, 255), (corner, corner), seen)
    return icon


def outline() -> Image.Image:
    """Draw the same in white lines on nothing."""
    lines = _Drawing(OUTLINE)
    lines.line([*_SHEET, _SHEET[0]], 7)
    lines.line(_FOLD, 7)
    lines.line(_TICK, 7)
    icon = Image.new("RGBA", (OUTLINE, OUTLINE), (255, 255, 255, 0))
    icon.putalpha(lines.seen())
    return icon


class _Drawing:
    """What is drawn of a square so wide, in hundredths of it."""

    def __init__(self, size: int) -> None:
        self._size = size
        large = size * _FINER
        self._margin = 0.05 * large
        self._unit = (large - 2 * self._margin) / 100
        self._canvas = Image.new("L", (large, large))
        self._pen = ImageDraw.Draw(self._canvas)

    def fill(self, shape: Shape) -> None:
        self._pen.polygon(self._points(shape), fill=255)

    def line(self, shape: Shape, width: float) -> None:
        """Draw a line with round ends and corners."""
        wide = width * self._unit
        points = self._points(shape)
        self._pen.line(points, fill=255, width=round(wide))
        for x, y in points:
            ends = (x - wide / 2, y - wide / 2, x + wide / 2, y + wide / 2)
            self._pen.ellipse(ends, fill=255)

    def seen(self) -> Image.Image:
        """Give how much of each pixel was drawn on."""
        return self._canvas.resize((self._size, self._size), Image.Resampling.LANCZOS)

    def _points(self, shape: Shape) -> list[tuple[float, float]]:
        at, unit = self._margin, self._unit
        return [(at + x * unit, at + y * unit) for x, y in shape]


def main() -> None:
    """Write both files."""
    for name, icon in (("color", color()), ("outline", outline())):
        icon.save(FOLDER / ICONS[name], optimize=True)


if __name__ == "__main__":
    main()
