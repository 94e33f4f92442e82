"""A photo, a scan or a fax: its pages told before a pixel is read, then their upright pixels."""

import struct
import warnings
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import accumulate
from pathlib import Path

import pi_heif  # type: ignore[import-untyped]  # ships no types
from PIL import ExifTags, Image, ImageCms, ImageOps

from pipelines.document.files.tiff import pages_of
from pipelines.errors import MediaRejected, Reason
from pipelines.media import MediaType

MAX_MEGAPIXELS = 40

_INK = 48  # shades darker than the paper, or lighter than a dark ground
_LEAST_INK = 0.0001  # share of a page

_FORMATS = {
    MediaType.JPEG: "JPEG",
    MediaType.PNG: "PNG",
    MediaType.WEBP: "WEBP",
    MediaType.TIFF: "TIFF",
    MediaType.HEIC: "HEIF",
}
_SIDEWAYS = {5, 6, 7, 8}
_SQUASHED = 1.1  # from which ratio of its two resolutions on a page is set right
_MOST_SQUASHED = 4.0
_BROKEN = (OSError, SyntaxError, ValueError, EOFError, IndexError, KeyError, TypeError,
           OverflowError, RuntimeError, struct.error, zlib.error)  # fmt: skip

pi_heif.register_heif_opener(decode_threads=1, thumbnails=False)


def sizes(path: Path, kind: MediaType, max_pages: int) -> list[tuple[int, int]]:
    """Give width and height of every page, in pixels as it is seen; only headers are read.

    Raises MediaRejected: DAMAGED, NO_PAGES, TOO_MANY_PAGES, TOO_MANY_PIXELS.
    """
    frames = pages_of(path, max_pages) if kind is MediaType.TIFF else [0]
    with _opened(path, kind) as image:
        return [_seen(_at(image, frame), kind) for frame in frames]


def pixels(
    path: Path, kind: MediaType, page: int = 1, *, max_pages: int = 1, colour: bool = False
) -> Image.Image:
    """Decode a page, turned as its camera noted, in grey or RGB over white.

    Of a picture that moves this is the first frame. Raises MediaRejected as `sizes` does.
    """
    frames = pages_of(path, max_pages) if kind is MediaType.TIFF else [0]
    with _opened(path, kind) as image:
        size = _seen(_at(image, frames[page - 1]), kind)
        image.load()
        flat = _flat(ImageOps.exif_transpose(image), "RGB" if colour else "L")
        return flat if flat.size == size else flat.resize(size, Image.Resampling.BICUBIC)


def _at(image: Image.Image, frame: int) -> Image.Image:
    """Turn to a frame whose pixels are not read yet. Raises MediaRejected: TOO_MANY_PIXELS."""
    if frame:
        image.seek(frame)
    _measure(*image.size)
    return image


def _measure(width: int, height: int) -> None:
    if width * height > MAX_MEGAPIXELS * 1_000_000:
        raise MediaRejected(
            Reason.TOO_MANY_PIXELS, width=width, height=height, limit=MAX_MEGAPIXELS
        )


def _seen(image: Image.Image, kind: MediaType) -> tuple[int, int]:
    """Give the size of a page as it is seen: turned as its camera noted, with square dots."""
    # Where a PNG notes nothing before its pixels, getexif() would decode them to look behind.
    noted = kind is not MediaType.PNG or "exif" in image.info
    sideways = noted and image.getexif().get(ExifTags.Base.Orientation, 1) in _SIDEWAYS
    width, height = image.size
    if kind is MediaType.TIFF:  # its size is told turned already, its resolution is not
        across, down = _dots(image)
        return _squared(width, height, down / across if sideways else across / down)
    return (height, width) if sideways else (width, height)


def _dots(image: Image.Image) -> tuple[float, float]:
    """Give how many dots there are across and down in the same length; (1, 1): nothing is said."""
    said = image.info.get("dpi") or image.info.get("resolution") or (1, 1)
    across, down = (float(one) for one in said)
    return (across, down) if across > 0 and down > 0 else (1.0, 1.0)


def _squared(width: int, height: int, ratio: float) -> tuple[int, int]:
    """Give the size at which a page of squashed dots, as those of a fax, looks as it should."""
    if not _SQUASHED < max(ratio, 1 / ratio) <= _MOST_SQUASHED:
        return width, height
    wide, high = (width, round(height * ratio)) if ratio > 1 else (round(width / ratio), height)
    return (wide, high) if wide * high <= MAX_MEGAPIXELS * 1_000_000 else (width, height)


def _flat(image: Image.Image, mode: str) -> Image.Image:
    """Give a picture of any make in grey or RGB; what can be seen through it is white paper."""
    if image.mode in {"F", "I"} or image.mode.startswith("I;"):
        image = _shades(image)
    elif image.mode == "LAB":
        screen, lab = ImageCms.createProfile("sRGB"), ImageCms.createProfile("LAB")
        image = ImageCms.applyTransform(
            image, ImageCms.buildTransform(lab, screen, "LAB", "RGB")
        ) or image  # fmt: skip
    if not image.has_transparency_data:
        return image.convert(mode)
    if image.mode not in {"RGBA", "LA"}:
        image = image.convert("RGBA")
    paper = Image.new(mode, image.size, "white")
    paper.paste(image.convert(mode), mask=image.getchannel("A"))
    return paper


def _shades(image: Image.Image) -> Image.Image:
    """Bring 16 bits a pixel, or numbers of any size, down to 256 shades.

    Conversion alone would clip them to white.
    """
    if image.mode == "F" or image.mode == "I":
        low, high = image.getextrema()
        if not (isinstance(low, (int, float)) and isinstance(high, (int, float))):
            return image
        bottom, top = _range(float(low), float(high))
    else:
        image, bottom, top = image.convert("I"), 0.0, 65535.0
    scale = 255.0 / (top - bottom)
    return image.point(lambda value: value * scale - bottom * scale).convert("L")


def _range(low: float, high: float) -> tuple[float, float]:
    """Guess which numbers are black and white from the least and the greatest one there is."""
    for top in (1.0, 255.0, 65535.0):
        if low >= 0 and high <= top:
            return 0.0, top
    return low, max(high, low + 1.0)


@contextmanager
def _opened(path: Path, kind: MediaType) -> Iterator[Image.Image]:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", UserWarning)  # odd EXIF is no matter
            Image.MAX_IMAGE_PIXELS = None  # our own limit is lower, and tells the size
            if kind is MediaType.WEBP:
                _measure_webp(path)
            with Image.open(path, formats=[_FORMATS[kind]]) as image:
                yield image
    except _BROKEN as error:
        raise MediaRejected(Reason.DAMAGED) from error


def _measure_webp(path: Path) -> None:
    """Refuse a WebP that is too large: its decoder makes room for all of it when it is opened."""
    with path.open("rb") as file:
        head = file.read(30).ljust(30, b"\0")
    kind, bits = head[12:16], int.from_bytes(head[21:25], "little")
    if kind == b"VP8X":
        width, height = (int.from_bytes(head[at : at + 3], "little") + 1 for at in (24, 27))
    elif kind == b"VP8L":
        width, height = (bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1
    else:
        width, height = (side & 0x3FFF for side in struct.unpack_from("<HH", head, 26))
    _measure(width, height)


def is_blank(page: Image.Image) -> bool:
    """Tell whether a page has next to no ink: less than a single printed digit.

    What most of it shows is its ground: paper, or a dark table on which a small receipt lies.
    """
    small = page.convert("L").reduce(4)  # averages the noise of a scanner away
    shades = small.histogram()
    ground = next(shade for shade, seen in enumerate(accumulate(shades)) if 2 * seen >= sum(shades))
    ink = sum(shades[: max(ground - _INK, 0)]) + sum(shades[ground + _INK + 1 :])
    return ink < small.width * small.height * _LEAST_INK
