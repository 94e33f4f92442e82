"""An OFD as decoding wants it: its pages with their words, its e-invoice, a page as pixels."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from PIL import Image

from pipelines.document.decoded import Page, Structured
from pipelines.document.files.ofd import draw
from pipelines.document.files.ofd.package import Package, opened
from pipelines.document.files.ofd.scene import items
from pipelines.document.files.ofd.stated import stated
from pipelines.document.files.ofd.structure import Leaf, leaves_of
from pipelines.document.files.ofd.text import words
from pipelines.document.files.pdf import ENOUGH_CHARACTERS, Layer

_POINTS = 72 / 25.4  # in a millimetre


class Taken(NamedTuple):
    """What is in an OFD: its pages, and its e-invoice, or that one had to be ignored."""

    layers: list[Layer]
    structured: Structured | None
    ignored: bool


def take(path: Path, max_pages: int) -> Taken:
    """Take an OFD apart.

    Raises MediaRejected: DAMAGED, ENCRYPTED, FORBIDDEN_XML, NO_PAGES, TOO_LARGE, TOO_MANY_PAGES.
    """
    with _opened(path, max_pages) as (package, leaves):
        return Taken([_layer(leaf) for leaf in leaves], *stated(package, leaves))


def raster(
    path: Path, number: int, max_pages: int, *, colour_width: int | None = None
) -> Image.Image:
    """Draw page `number` (from 1) in grey; in colour, and that wide, for a `colour_width`.

    Raises MediaRejected as `take` does.
    """
    with _opened(path, max_pages) as (package, leaves):
        leaf = leaves[number - 1]
        return draw.raster(package, leaf, items(leaf), colour_width=colour_width)


@contextmanager
def _opened(path: Path, max_pages: int) -> Iterator[tuple[Package, list[Leaf]]]:
    with opened(path) as package:
        yield package, leaves_of(package, max_pages)


def _layer(leaf: Leaf) -> Layer:
    found = list(items(leaf))
    written = tuple(words(leaf, iter(found)))
    few = sum(len(word.text) for word in written) < ENOUGH_CHARACTERS
    drawn = any(item.kind != "TextObject" for item in found)
    width, height = leaf.width * _POINTS, leaf.height * _POINTS
    return Layer(
        Page(leaf.number, width, height, "pdf_text", written),
        complete=bool(written) and not (few and drawn),
        blank=not found,
    )
