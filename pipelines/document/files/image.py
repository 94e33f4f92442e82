"""A photo or a scan: its size told before a pixel is read, then its pixels, standing upright."""

import struct
import warnings
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import accumulate
from pathlib import Path

from PIL import Image, ImageOps

from pipelines.errors import MediaRejected, Reason
from pipelines.media import MediaType

MAX_MEGAPIXELS = 40

_INK = 48  # shades darker than the paper
_LEAST_INK = 0.0001  # share of a page

_FORMATS = {MediaType.JPEG: "JPEG", MediaType.PNG: "PNG"}
_ORIENTATION = 0x0112
_SIDEWAYS = {5, 6, 7, 8}
_BROKEN = (OSError, SyntaxError, ValueError, EOFError, IndexError, KeyError, TypeError,
           OverflowError, struct.error, zlib.error)  # fmt: skip


def size(path: Path, kind: MediaType) -> tuple[int, int]:
    """Give width and height in pixels as the picture is seen; only the header is read.

    Raises MediaRejected: DAMAGED, TOO_MANY_PIXELS.
    """
    with _opened(path, kind) as image:
        width, height = image.size
        # Where a PNG notes nothing before its pixels, getexif() would decode them to look behind.
        noted = kind is not MediaType.PNG or "exif" in image.info
        turned = noted and image.getexif().get(_ORIENTATION, 1) in _SIDEWAYS
        return (height, width) if turned else (width, height)


def pixels(path: Path, kind: MediaType, *, colour: bool = False) -> Image.Image:
    """Decode a picture, turned as its camera noted, in grey or RGB over white.

    Raises MediaRejected: DAMAGED, TOO_MANY_PIXELS.
    """
    with _opened(path, kind) as image:
        image.load()
        upright = ImageOps.exif_transpose(image)
        if upright.has_transparency_data:
            white = Image.new("RGBA", upright.size, "white")
            upright = Image.alpha_composite(white, upright.convert("RGBA"))
        if upright.mode.startswith("I"):  # 16 bits a pixel: conversion alone would clip to white
            upright = upright.point(lambda value: value / 257).convert("L")
        return upright.convert("RGB" if colour else "L")


@contextmanager
def _opened(path: Path, kind: MediaType) -> Iterator[Image.Image]:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", UserWarning)  # odd EXIF is no matter
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            Image.MAX_IMAGE_PIXELS = None  # our own limit is lower, and tells the size
            with Image.open(path, formats=[_FORMATS[kind]]) as image:
                Image.MAX_IMAGE_PIXELS = MAX_MEGAPIXELS * 1_000_000
                if image.width * image.height > Image.MAX_IMAGE_PIXELS:
                    raise _too_many(image.width, image.height)
                yield image
    except (*_BROKEN, Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise MediaRejected(Reason.DAMAGED) from error


def _too_many(width: int, height: int) -> MediaRejected:
    return MediaRejected(Reason.TOO_MANY_PIXELS, width=width, height=height, limit=MAX_MEGAPIXELS)


def is_blank(page: Image.Image) -> bool:
    """Tell whether a page has next to no ink: less than a single printed digit."""
    small = page.convert("L").reduce(4)  # averages the noise of a scanner away
    shades = small.histogram()
    paper = next(shade for shade, seen in enumerate(accumulate(shades)) if 2 * seen >= sum(shades))
    ink = sum(shades[: max(paper - _INK, 0)])
    return ink < small.width * small.height * _LEAST_INK
