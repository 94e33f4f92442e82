"""A page of any file as pixels, for OCR, for people and for models."""

from pathlib import Path

from PIL import Image

from pipelines.document.files import image, pdf
from pipelines.document.files.ofd import read as ofd
from pipelines.document.straightening import Slant
from pipelines.media import MediaType

_BEYOND = (255, 255, 255)  # what is shown of a page that was cut off in its photo


def pixels(
    file: Path, kind: MediaType, number: int, max_pages: int, colour_width: int | None = None
) -> Image.Image:
    """Give a page in grey for OCR; in colour, where a width is asked for."""
    if kind is MediaType.OFD:
        return ofd.raster(file, number, max_pages, colour_width=colour_width)
    if kind is not MediaType.PDF:
        colour = colour_width is not None
        return image.pixels(file, kind, number, max_pages=max_pages, colour=colour)
    with pdf.opened(file, max_pages) as document:
        return pdf.raster(document, number, colour_width=colour_width)


def upright(page: Image.Image, slant: Slant) -> Image.Image:
    """Set a page in colour upright."""
    width, height = slant.size(*page.size)
    size = (max(round(width), 1), max(round(height), 1))
    way = slant.pixels(size, page.size)
    return page.transform(
        size, Image.Transform.PERSPECTIVE, way, Image.Resampling.BICUBIC, fillcolor=_BEYOND
    )
