"""The evidence picture: the pages one under another, each value boxed and named."""

import math
from collections import Counter
from collections.abc import Mapping, Sequence

from PIL import Image, ImageDraw, ImageStat

from pipelines.document.exchange import Mark, Wording
from pipelines.document.files.pages import upright
from pipelines.document.fonts import face
from pipelines.document.picture.bands import bands, draw_bands
from pipelines.document.picture.heading import heading
from pipelines.document.picture.lettering import BACKGROUND, QUIET, WIDTH, is_main, is_term, line_of
from pipelines.document.picture.naming import draw_values, values_of
from pipelines.document.picture.snug import snug
from pipelines.document.picture.tags import Rect
from pipelines.document.straightening import Slant
from pipelines.media import Box

PAGE_WIDTH = 1320
MOST_PAGES = 4

_MOST_AREA = PAGE_WIDTH * 2000  # pixels of a page: a till slip is narrow, and long
_MOST_HEIGHT = 5000
_MOST_ENLARGED = 3.0
_MARGIN = 24
_ABOVE = 30  # room for the number of a page, where several are shown


def worth_showing(marks: Sequence[Mark], first: int = 1) -> tuple[int, ...]:
    """Choose the pages to show, at most four: those with a failing value before the fullest.

    Where no value stands on a page, the `first` one is shown.
    """
    weight: Counter[int] = Counter()
    for mark in marks:
        if mark.page is not None and mark.box is not None:
            weight[mark.page] += _weight(mark)
    fullest = sorted(weight, key=lambda page: (-weight[page], page))
    return tuple(sorted(fullest[:MOST_PAGES])) or (first,)


def lean(page: Image.Image) -> Image.Image:
    """Make the page of a large photo smaller, so that a few of them have room in memory."""
    factor = int(math.sqrt(page.width * page.height / (2 * _MOST_AREA)))
    return page.reduce(factor) if factor > 1 else page


def _weight(mark: Mark) -> int:
    """Tell how much a value is missed: of failing lines of goods a few pages show enough."""
    if line_of(mark.field) is not None:
        return 1 if mark.tone == "good" else 2_000
    if mark.tone != "good":
        return 1_000_000_000 if mark.tone == "error" else 100_000_000
    return 10_000_000 if is_main(mark.field) else 1_000


def compose(
    pages: Mapping[int, Image.Image],
    marks: Sequence[Mark],
    lying: Mapping[int, Slant],
    wording: Wording,
) -> Image.Image:
    """Draw the pages (RGB, as the file has them) with their marks, set upright."""
    boxed = {mark.page for mark in marks if mark.page is not None and mark.box is not None}
    head = heading(marks, wording, sorted(boxed.difference(pages)))
    fitted = {number: _fitted(page, lying.get(number)) for number, page in pages.items()}
    above = _ABOVE if len(pages) > 1 else 0
    height = head.height + sum(above + page.height + _MARGIN for page in fitted.values())
    sheet = Image.new("RGB", (WIDTH, height), BACKGROUND)
    sheet.paste(head, (0, 0))
    top = head.height
    for number, page in fitted.items():
        left = (WIDTH - page.width) // 2
        if above:
            title = wording.page.format(number=number)
            middle = top + above // 2
            ImageDraw.Draw(sheet).text((left, middle), title, QUIET, face(18), anchor="lm")
        own = [mark for mark in marks if mark.page == number and mark.box is not None]
        places = [(mark, _pixels(mark, page, lying.get(number))) for mark in own]
        _paste(sheet, page, (left, top + above), places, wording)
        top += above + page.height + _MARGIN
    return sheet


def _paste(
    sheet: Image.Image,
    page: Image.Image,
    at: tuple[int, int],
    marks: Sequence[tuple[Mark, Rect]],
    wording: Wording,
) -> None:
    """Put a page on the sheet; `marks` stand on the page, in its pixels."""
    sheet.paste(page, at)
    grey = page.convert("L")
    rows = [(mark, _moved(_airy(place, 3), at)) for mark, place in marks]
    numbers = draw_bands(sheet, bands(rows), at[0])
    single = [
        (mark, _moved(_airy(_fitting(mark, grey, place), 3 if mark.tone == "good" else 5), at))
        for mark, place in marks
        if mark.tone != "good" or line_of(mark.field) is None
    ]
    draw_values(sheet, values_of(single, wording), _beside(grey, at[0]), at[1], numbers)


def _fitting(mark: Mark, page: Image.Image, place: Rect) -> Rect:
    """Let a value's place end where its print does; of a quote the rows are none to choose from."""
    return place if is_term(mark.field) else snug(page, place)


def _beside(grey: Image.Image, left: int) -> Image.Image:
    """Put a page beside paper as grey as its own: its edges are no print."""
    paper = round(ImageStat.Stat(grey.reduce(4) if min(grey.size) > 8 else grey).median[0])
    wide = Image.new("L", (WIDTH, grey.height + _MARGIN), paper)
    wide.paste(grey, (left, 0))
    return wide


def _fitted(page: Image.Image, slant: Slant | None) -> Image.Image:
    """Set a page upright and make it as large as the picture has room for."""
    width, height = page.size if slant is None else slant.size(*page.size)
    width, height = max(width, 1), max(height, 1)
    scale = min(
        PAGE_WIDTH / width,
        math.sqrt(_MOST_AREA / (width * height)),
        _MOST_HEIGHT / height,
        _MOST_ENLARGED,
    )
    size = (max(round(width * scale), 1), max(round(height * scale), 1))
    if slant is not None:
        page = upright(page.reduce(max(int(1 / scale), 1)), slant)
    if page.size == size or abs(scale - 1) < 0.01:
        return page
    return page.resize(size, Image.Resampling.BICUBIC)


def _pixels(mark: Mark, page: Image.Image, slant: Slant | None) -> Rect:
    """Give where a value stands on its page as shown."""
    box = mark.box or Box(0, 0, 0, 0)
    box = slant.upright(box) if slant else box
    x0, y0, x1, y1 = (min(max(side, 0.0), 1.0) for side in box)
    return (
        round(x0 * page.width), round(y0 * page.height),
        round(x1 * page.width), round(y1 * page.height),
    )  # fmt: skip


def _airy(place: Rect, air: int) -> Rect:
    """Put a little air around a value, so that its frame touches no letter."""
    return place[0] - air - 1, max(place[1] - air, 0), place[2] + air + 1, place[3] + air


def _moved(place: Rect, by: tuple[int, int]) -> Rect:
    return place[0] + by[0], place[1] + by[1], place[2] + by[0], place[3] + by[1]
