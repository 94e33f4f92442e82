"""A screened file, and the words that stand on its pages."""

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import NamedTuple, TypeAlias


class MediaType(StrEnum):
    """What a file is by its bytes, whatever its name says. The values are MIME types."""

    PDF = "application/pdf"
    OFD = "application/ofd"
    XML = "application/xml"
    JPEG = "image/jpeg"
    PNG = "image/png"
    WEBP = "image/webp"
    TIFF = "image/tiff"
    HEIC = "image/heic"
    MP4 = "video/mp4"
    MOV = "video/quicktime"
    WEBM = "video/webm"
    MKV = "video/x-matroska"
    M4A = "audio/mp4"
    MP3 = "audio/mpeg"
    AAC = "audio/aac"
    WAV = "audio/wav"
    OGG = "audio/ogg"
    FLAC = "audio/flac"
    VTT = "text/vtt"
    SRT = "application/x-subrip"
    TEXT = "text/plain"


TRANSCRIPTS = frozenset({MediaType.VTT, MediaType.SRT, MediaType.TEXT})
RECORDINGS = frozenset({
    MediaType.MP4, MediaType.MOV, MediaType.WEBM, MediaType.MKV, MediaType.M4A, MediaType.MP3,
    MediaType.AAC, MediaType.WAV, MediaType.OGG, MediaType.FLAC,
})  # fmt: skip
DOCUMENTS = frozenset(MediaType) - RECORDINGS - TRANSCRIPTS


@dataclass(frozen=True, slots=True)
class Media:
    """A file that passed screening: its place on this disk, its type by bytes and its hash.

    `part` is the first and the last page of the one document that is meant, of several in it.
    """

    path: Path
    type: MediaType
    sha256: str
    size: int
    part: tuple[int, int] | None = None


class Box(NamedTuple):
    """A rectangle on a page, as fractions of its width and height, origin top left."""

    x0: float
    y0: float
    x1: float
    y1: float


Point: TypeAlias = tuple[float, float]
# Of a page set upright: clockwise from the top left one as it is read, as fractions of the page or
# raster as it is. One may lie outside: the paper was cut off there.
Corners: TypeAlias = tuple[Point, Point, Point, Point]


class Word(NamedTuple):
    """A run of text on a page; `confidence` is 1.0 where text was read, not recognised."""

    text: str
    box: Box
    confidence: float = 1.0


@dataclass(frozen=True, slots=True)
class Recognized:
    """What stands on a raster, in reading order.

    `turn` is 0, 90, 180 or 270: so many degrees clockwise set the raster upright. Where the page
    lies askew or was photographed from aside, `corners` are its own on the raster, and `turn` is
    0. The boxes are fractions of the raster, or of the page, set upright.
    """

    words: tuple[Word, ...]
    turn: int = 0
    corners: Corners | None = None
