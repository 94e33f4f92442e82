"""The evidence picture: the pages one under another, each value boxed and named."""

from collections import Counter
from collections.abc import Mapping, Sequence

from PIL import Image, ImageChops, ImageDraw

from pipelines.document.exchange import Mark, Tone
from pipelines.document.fonts import face
from pipelines.document.lettering import BACKGROUND, COLOURS, INK, PALE, WIDTH, heading, named
from pipelines.document.tags import Placer, Rect, distance
from pipelines.document.turning import turned
from pipelines.media import Box

PAGE_WIDTH = 1320
MOST_PAGES = 4

_MOST_HEIGHT = 2000
_MOST_ENLARGED = 3.0
_MARGIN = 24
_TAG_SIZE = 19
_LINE: dict[Tone, int] = {"good": 2, "warning": 3, "error": 4}


def worth_showing(marks: Sequence[Mark]) -> tuple[int, ...]:
    """Choose the pages to show, at most four: those with a failing value before the fullest."""
    weight: Counter[int] = Counter()
    for mark in marks:
        if mark.page is not None and mark.box is not None:
            weight[mark.page] += 1000 if mark.tone == "error" else 1
    fullest = sorted(weight, key=lambda page: (-weight[page], page))
    return tuple(sorted(fullest[:MOST_PAGES])) or (1,)


def compose(
    pages: Mapping[int, Image.Image], marks: Sequence[Mark], turns: Mapping[int, int]
) -> Image.Image:
    """Draw the pages (RGB, as the file has them) with their marks, set upright."""
    sheets = [heading(marks)]
    for number, page in pages.items():
        own = [mark for mark in marks if mark.page == number and mark.box is not None]
        sheets.append(_page(page, own, turns.get(number, 0)))
    picture = Image.new("RGB", (WIDTH, sum(sheet.height for sheet in sheets)), BACKGROUND)
    top = 0
    for sheet in sheets:
        picture.paste(sheet, (0, top))
        top += sheet.height
    return picture


def _page(page: Image.Image, marks: Sequence[Mark], turn: int) -> Image.Image:
    if turn:
        page = page.rotate(-turn, expand=True)
    scale = min(PAGE_WIDTH / page.width, _MOST_HEIGHT / page.height, _MOST_ENLARGED)
    if abs(scale - 1) > 0.01:
        size = (max(round(page.width * scale), 1), max(round(page.height * scale), 1))
        page = page.resize(size, Image.Resampling.BICUBIC)
    sheet = Image.new("RGB", (WIDTH, page.height + _MARGIN), BACKGROUND)
    left = (WIDTH - page.width) // 2
    sheet.paste(page, (left, 0))
    places = [_pixels(turned(mark.box or Box(0, 0, 0, 0), turn), page.size, left) for mark in marks]
    placer = Placer(sheet.convert("L"), places)
    seen: set[str] = set()
    tagged: list[tuple[Mark, Rect]] = []
    for mark, place in zip(marks, places, strict=True):
        first = mark.field not in seen
        seen.add(mark.field)
        _frame(sheet, place, mark.tone, bold=first)
        if first and _deserves_tag(mark):
            tagged.append((mark, place))
    for mark, place in sorted(tagged, key=lambda one: one[1][1]):
        _tag(sheet, placer, place, mark)
    return sheet


def _deserves_tag(mark: Mark) -> bool:
    """Spare the lines of the table: their boxes speak for themselves unless a check failed."""
    return mark.tone != "good" or not mark.field.startswith("line_items")


def _pixels(box: Box, size: tuple[int, int], left: int) -> Rect:
    """Give a box in pixels of the sheet, with a little air around the value."""
    width, height = size
    x0, y0, x1, y1 = (min(max(side, 0.0), 1.0) for side in box)
    return (
        round(x0 * width) + left - 4,
        max(round(y0 * height) - 3, 0),
        round(x1 * width) + left + 4,
        round(y1 * height) + 3,
    )


def _frame(sheet: Image.Image, place: Rect, tone: Tone, *, bold: bool) -> None:
    """Tint a value like a marker pen, which leaves the print as dark as it is, and frame it.

    Further places that say the same get a thin frame only.
    """
    if bold:
        part = sheet.crop(place)
        sheet.paste(ImageChops.multiply(part, Image.new("RGB", part.size, PALE[tone])), place[:2])
    width = _LINE[tone] if bold else 1
    ImageDraw.Draw(sheet).rounded_rectangle(place, radius=5, outline=COLOURS[tone], width=width)


def _tag(sheet: Image.Image, placer: Placer, place: Rect, mark: Mark) -> None:
    font, name = face(_TAG_SIZE), named(mark)
    size = (round(font.getlength(name)) + 14, _TAG_SIZE + 9)
    at = placer.place(place, size)
    draw = ImageDraw.Draw(sheet)
    if distance(at, place) > 12:
        draw.line((_nearest(at, place), _nearest(place, at)), fill=COLOURS[mark.tone], width=2)
    draw.rounded_rectangle(at, radius=6, fill=COLOURS[mark.tone])
    middle = ((at[0] + at[2]) // 2, (at[1] + at[3]) // 2)
    draw.text(middle, name, font=font, fill=INK[mark.tone], anchor="mm")


def _nearest(rect: Rect, other: Rect) -> tuple[int, int]:
    """Give the point of `rect` that is nearest to the middle of `other`."""
    x, y = (other[0] + other[2]) // 2, (other[1] + other[3]) // 2
    return min(max(x, rect[0]), rect[2]), min(max(y, rect[1]), rect[3])
