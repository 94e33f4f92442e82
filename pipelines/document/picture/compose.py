"""The evidence picture: the pages one under another, each value boxed and named."""

from collections import Counter
from collections.abc import Mapping, Sequence

from PIL import Image, ImageChops, ImageDraw

from pipelines.document.exchange import Mark, Tone, Wording
from pipelines.document.fonts import face
from pipelines.document.picture.lettering import (
    BACKGROUND,
    COLOURS,
    INK,
    PALE,
    WIDTH,
    heading,
    named,
)
from pipelines.document.picture.tags import Placer, Rect, distance
from pipelines.document.straightening import Slant
from pipelines.media import Box

PAGE_WIDTH = 1320
MOST_PAGES = 4

_MOST_HEIGHT = 2000
_MOST_ENLARGED = 3.0
_MARGIN = 24
_BEYOND = (255, 255, 255)  # what is shown of a page that was cut off in its photo
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
    pages: Mapping[int, Image.Image],
    marks: Sequence[Mark],
    lying: Mapping[int, Slant],
    wording: Wording,
) -> Image.Image:
    """Draw the pages (RGB, as the file has them) with their marks, set upright."""
    head = heading(marks, wording)
    upright = {number: _fitted(page, lying.get(number)) for number, page in pages.items()}
    height = head.height + sum(page.height + _MARGIN for page in upright.values())
    sheet = Image.new("RGB", (WIDTH, height), BACKGROUND)
    sheet.paste(head, (0, 0))
    top = head.height
    for number, page in upright.items():
        at = ((WIDTH - page.width) // 2, top)
        sheet.paste(page, at)
        own = [mark for mark in marks if mark.page == number and mark.box is not None]
        strip = (0, top, WIDTH, top + page.height + _MARGIN)
        places = [(mark, _pixels(mark, page, at, lying.get(number))) for mark in own]
        _annotate(sheet, strip, places, wording)
        top = strip[3]
    return sheet


def _fitted(page: Image.Image, slant: Slant | None) -> Image.Image:
    """Set a page upright and make it as large as the picture has room for."""
    width, height = page.size if slant is None else slant.size(*page.size)
    scale = min(PAGE_WIDTH / max(width, 1), _MOST_HEIGHT / max(height, 1), _MOST_ENLARGED)
    size = (max(round(width * scale), 1), max(round(height * scale), 1))
    if slant is not None:
        page = _flat(page.reduce(max(int(1 / scale), 1)), slant)
    if page.size == size or abs(scale - 1) < 0.01:
        return page
    return page.resize(size, Image.Resampling.BICUBIC)


def _flat(page: Image.Image, slant: Slant) -> Image.Image:
    width, height = slant.size(*page.size)
    size = (max(round(width), 1), max(round(height), 1))
    way = slant.pixels(size, page.size)
    return page.transform(
        size, Image.Transform.PERSPECTIVE, way, Image.Resampling.BICUBIC, fillcolor=_BEYOND
    )


def _annotate(
    sheet: Image.Image, strip: Rect, marks: Sequence[tuple[Mark, Rect]], wording: Wording
) -> None:
    """Frame every value in a strip of the sheet; name each field at the first place it has."""
    placer = Placer(sheet.crop(strip).convert("L"), strip[1], [place for _, place in marks])
    seen: set[str] = set()
    tagged: list[tuple[Mark, Rect]] = []
    for mark, place in marks:
        first = mark.field not in seen
        seen.add(mark.field)
        _frame(sheet, place, mark.tone, bold=first)
        if first and _deserves_tag(mark):
            tagged.append((mark, place))
    for mark, place in sorted(tagged, key=lambda one: one[1][1]):
        _tag(sheet, placer, place, (named(mark, wording), mark.tone))


def _deserves_tag(mark: Mark) -> bool:
    """Spare the lines of the table: their boxes speak for themselves unless a check failed."""
    return mark.tone != "good" or not mark.field.startswith("line_items")


def _pixels(mark: Mark, page: Image.Image, at: tuple[int, int], slant: Slant | None) -> Rect:
    """Give where a value stands on the sheet, with a little air around it."""
    box = mark.box or Box(0, 0, 0, 0)
    box = slant.upright(box) if slant else box
    x0, y0, x1, y1 = (min(max(side, 0.0), 1.0) for side in box)
    return (
        at[0] + round(x0 * page.width) - 4,
        at[1] + max(round(y0 * page.height) - 3, 0),
        at[0] + round(x1 * page.width) + 4,
        at[1] + round(y1 * page.height) + 3,
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


def _tag(sheet: Image.Image, placer: Placer, place: Rect, text: tuple[str, Tone]) -> None:
    (name, tone), font = text, face(_TAG_SIZE)
    size = (round(font.getlength(name)) + 14, _TAG_SIZE + 9)
    at = placer.place(place, size)
    draw = ImageDraw.Draw(sheet)
    if distance(at, place) > 12:
        draw.line((_nearest(at, place), _nearest(place, at)), fill=COLOURS[tone], width=2)
    draw.rounded_rectangle(at, radius=6, fill=COLOURS[tone])
    middle = ((at[0] + at[2]) // 2, (at[1] + at[3]) // 2)
    draw.text(middle, name, font=font, fill=INK[tone], anchor="mm")


def _nearest(rect: Rect, other: Rect) -> tuple[int, int]:
    """Give the point of `rect` that is nearest to the middle of `other`."""
    x, y = (other[0] + other[2]) // 2, (other[1] + other[3]) // 2
    return min(max(x, rect[0]), rect[2]), min(max(y, rect[1]), rect[3])
