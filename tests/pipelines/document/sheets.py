"""Pages written down as rows of text, for tests of what reads them."""

from collections.abc import Sequence
from typing import TypeVar

from pipelines.document.decoded import Page
from pipelines.document.model import Source
from pipelines.document.page.printed import Printed
from pipelines.media import Box, Word

Found = TypeVar("Found")

_LETTER = 0.008  # width of a Latin letter; a Chinese one takes two
_LINE = 0.018
_HEIGHT = 0.012


def page(
    *rows: str, columns: Sequence[float] = (0.06, 0.55, 0.75, 0.88, 0.96),
    source: Source = "pdf_text", tilt: float = 0.0, confidence: float | None = None,
) -> Page:  # fmt: skip
    """Lay rows out top to bottom; "|" starts the next column.

    A text layer gives single words, OCR the whole cell; `tilt` is the fall from left to right.
    """
    words: list[Word] = []
    sure = confidence if confidence is not None else (1.0 if source == "pdf_text" else 0.97)
    for number, row in enumerate(rows):
        top = 0.05 + number * _LINE
        for column, cell in zip(columns, row.split("|"), strict=False):
            x = column
            for text in cell.split() if source == "pdf_text" else [cell.strip()]:
                if not text:
                    continue
                width = _LETTER * sum(2 if ord(one) > 0x2E7F else 1 for one in text)
                drop = tilt * (x + width / 2)
                words.append(Word(text, Box(x, top + drop, x + width, top + drop + _HEIGHT), sure))
                x += width + _LETTER
    return Page(1, 600, 840, source, tuple(words))


def stated(found: Found | None) -> Found:
    """Give what was found; its absence fails the test."""
    assert found is not None
    return found


def printed(*rows: str, source: Source = "pdf_text") -> Printed:
    """Give what stands on a page of rows."""
    return Printed((page(*rows, source=source),))
