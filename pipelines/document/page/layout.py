"""The words of a page become straight rows of text whose every stretch knows its box."""

import math
import statistics
import unicodedata
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate, pairwise
from operator import itemgetter

from pipelines.document.decoded import Page
from pipelines.document.model import Source
from pipelines.document.page.widths import share
from pipelines.media import Box, Word

CELL_GAP = "   "  # what parts two cells in the text of a row

_STROKED = {"ł": "l", "ø": "o", "đ": "d", "ı": "i"}  # letters that no accent makes
_ANGLES = tuple(math.tan(math.radians(step / 4)) for step in range(-14, 15))


def fold(text: str) -> str:
    """Drop case, accents and full width, one character for one character."""
    return "".join(map(_fold_character, text))


def with_plain_blanks(text: str) -> str:
    """Make every kind of blank the plain one, one character for one character."""
    return text if text.isascii() else "".join(map(_plain_blank, text))


def _plain_blank(character: str) -> str:
    return " " if unicodedata.category(character) == "Zs" else character


def _fold_character(character: str) -> str:
    if character.isascii():
        return character.lower()
    plain = unicodedata.normalize("NFKC", character)
    plain = unicodedata.normalize("NFD", plain if len(plain) == 1 else character)[0].casefold()
    return _STROKED.get(plain[0], plain[0]) if plain else character


@dataclass(frozen=True, eq=False)
class Row:
    """One line of print: its text, and where each word of it lies in that text.

    `index` counts the rows of the document; `spans` are (start, end, word) and `cells` (start,
    end), both in characters of `text`; a wide gap on the page parts neighbouring cells.
    """

    index: int
    page: int
    source: Source
    text: str
    spans: tuple[tuple[int, int, Word], ...]
    cells: tuple[tuple[int, int], ...]

    @cached_property
    def folded(self) -> str:
        """The text without case, accents and full width, character for character."""
        return fold(self.text)

    @cached_property
    def box(self) -> Box:
        """The rectangle around the whole row."""
        return around(word.box for _, _, word in self.spans)

    @cached_property
    def _placed(self) -> tuple[tuple[float, ...], tuple["Spot", ...]]:
        """The cells, and how far right each one and those before it reach."""
        spots = tuple(Spot(self, start, end) for start, end in self.cells)
        return tuple(accumulate((spot.box.x1 for spot in spots), max)), spots

    def cells_from(self, x: float) -> Sequence["Spot"]:
        """Give the cells that end right of `x`, left to right: rows may have very many."""
        reach, spots = self._placed
        return spots[bisect_right(reach, x) :]

    def cell_at(self, position: int) -> tuple[int, int]:
        """Give the cell that a character stands in."""
        at = bisect_right(self.cells, position, key=itemgetter(1))
        return self.cells[min(at, len(self.cells) - 1)]

    def touched(self, start: int, end: int) -> Sequence[tuple[int, int, Word]]:
        """Give the words that a stretch of the text has a part in."""
        first = bisect_right(self.spans, start, key=itemgetter(1))
        return self.spans[first : bisect_left(self.spans, end, key=itemgetter(0))]


@dataclass(frozen=True)
class Spot:
    """A stretch of one row."""

    row: Row
    start: int
    end: int

    @property
    def text(self) -> str:
        """The stretch as printed."""
        return self.row.text[self.start : self.end]

    @cached_property
    def box(self) -> Box:
        """The rectangle of the stretch; within a word it is shared out by characters."""
        touched = [
            _part(word, self.start - first, self.end - first)
            for first, _, word in self.row.touched(self.start, self.end)
        ]
        return around(touched) if touched else self.row.box

    @property
    def confidence(self) -> float:
        """The lowest confidence among the words of the stretch."""
        touched = self.row.touched(self.start, self.end)
        return min((word.confidence for _, _, word in touched), default=1.0)


def around(boxes: Iterator[Box] | Sequence[Box]) -> Box:
    """Give the smallest rectangle that holds all the boxes."""
    x0, y0, x1, y1 = zip(*boxes, strict=True)
    return Box(min(x0), min(y0), max(x1), max(y1))


def _part(word: Word, start: int, end: int) -> Box:
    """Give the rectangle of some characters of a word."""
    box = word.box
    if start <= 0 and end >= len(word.text):
        return box
    before, after = share(word.text, start, end)
    width = box.x1 - box.x0
    return Box(box.x0 + before * width, box.y0, box.x0 + after * width, box.y1)


def rows_of(pages: Sequence[Page]) -> tuple[Row, ...]:
    """Give the rows of all pages, top to bottom; a slight tilt of the page is taken out."""
    lines = [(page, line) for page in pages for line in _lines(page)]
    return tuple(_row(index, page, line) for index, (page, line) in enumerate(lines))


def _lines(page: Page) -> Iterator[tuple[list[Word], float]]:
    """Give the words of each line, and the gap that parts two cells on the page."""
    words = _distinct(page.words)
    if not words:
        return
    aspect = page.width / page.height if page.height else 1.0
    height = statistics.median(_height(word) for word in _lettered(words))
    tilt = _tilt(words, aspect, height)
    level = {id(word): _middle(word) - tilt * aspect * _centre(word) for word in words}
    gap = 2.2 * _character_width(words)
    group: list[Word] = []
    levels = 0.0  # the sum over the group
    for word in sorted(words, key=lambda one: level[id(one)]):
        if group and level[id(word)] - levels / len(group) > 0.45 * height:
            yield group, gap
            group, levels = [], 0.0
        group.append(word)
        levels += level[id(word)]
    yield group, gap


def _distinct(words: Sequence[Word]) -> list[Word]:
    """Leave out blank words, and those printed twice on one spot to look bold."""
    seen: set[tuple[str, int, int]] = set()
    kept: list[Word] = []
    for word in words:
        key = (word.text, round(word.box.x0 * 250), round(word.box.y0 * 350))
        if word.text.strip() and key not in seen:
            seen.add(key)
            kept.append(word)
    return kept


def _lettered(words: Sequence[Word]) -> Sequence[Word]:
    """Leave out rules of dashes and dots: they are less high than letters."""
    return [one for one in words if any(map(str.isalnum, one.text))] or words


def _height(word: Word) -> float:
    return word.box.y1 - word.box.y0


def _middle(word: Word) -> float:
    return (word.box.y0 + word.box.y1) / 2


def _centre(word: Word) -> float:
    return (word.box.x0 + word.box.x1) / 2


def _character_width(words: Sequence[Word]) -> float:
    """Give the median width of a Latin character; a Chinese one counts as two."""
    return statistics.median(
        (word.box.x1 - word.box.x0) / sum(2 if ord(one) > 0x2E7F else 1 for one in word.text)
        for word in words
    )


def _tilt(words: Sequence[Word], aspect: float, height: float) -> float:
    """Give the slope at which the middles of the words fall into the fewest, fullest rows.

    Text layers are straight already and come with many words: they are not searched.
    """
    if height <= 0 or len(words) < 8 or all(word.confidence == 1.0 for word in words):
        return 0.0

    def fullness(slope: float) -> tuple[float, float]:
        levels = sorted(_middle(word) - slope * aspect * _centre(word) for word in words)
        steps = [after - before for before, after in pairwise(levels)]
        return -sum(min(step / height, 0.5) for step in steps), -abs(slope)

    return max(_ANGLES, key=fullness)


def _row(index: int, page: Page, line: tuple[list[Word], float]) -> Row:
    words, gap = line
    text = ""
    spans: list[tuple[int, int, Word]] = []
    cells: list[tuple[int, int]] = []
    start = 0
    right: float | None = None
    for word in sorted(words, key=lambda one: one.box.x0):
        if right is not None:
            wide = word.box.x0 - right > gap
            if wide:
                cells.append((start, len(text)))
            text += CELL_GAP if wide else " "
            start = len(text) if wide else start
        spans.append((len(text), len(text) + len(word.text), word))
        text += with_plain_blanks(word.text)
        right = word.box.x1
    cells.append((start, len(text)))
    return Row(index, page.number, page.source, text, tuple(spans), tuple(cells))


def below(rows: Sequence[Row], spot: Spot, depth: int = 2) -> Iterator[Spot]:
    """Give the cells under a spot, nearest first, in the next rows of its page."""
    after = spot.row.index + 1
    for row in rows[after : after + depth]:
        if row.page != spot.row.page:
            return
        for cell in row.cells_from(spot.box.x0):
            if cell.box.x0 >= spot.box.x1:
                break
            if overlap(cell.box, spot.box) > 0.25:
                yield cell


def overlap(one: Box, other: Box) -> float:
    """Give the share of the narrower box's width that lies over or under the other."""
    shared = min(one.x1, other.x1) - max(one.x0, other.x0)
    return shared / max(min(one.x1 - one.x0, other.x1 - other.x0), 1e-6)
