"""What a file is by its bytes: its type from our own list, its size and its hash."""

import asyncio
import hashlib
import os
import re
from pathlib import Path
from typing import NamedTuple

from pipelines.errors import MediaRejected, Reason
from pipelines.media import DOCUMENTS, Media, MediaType

_HEAD = 1 << 16
_TAIL = 1 << 16
_CHUNK = 1 << 20
_PDF_WITHIN = 1024  # junk may stand before a PDF's header, and readers accept it

# Where the signature stands, the signature, and what the file is: a type that is read, or the
# short name of one that is only recognised. The first that fits decides.
_SIGNATURES: tuple[tuple[int, bytes, MediaType | str], ...] = (
    (0, b"%PDF-", MediaType.PDF),
    (0, b"\xff\xd8\xff", MediaType.JPEG),
    (0, b"\x89PNG\r\n\x1a\n", MediaType.PNG),
    (0, b"GIF87a", "GIF"),
    (0, b"GIF89a", "GIF"),
    (0, b"II*\x00", MediaType.TIFF),
    (0, b"MM\x00*", MediaType.TIFF),
    (0, b"II+\x00", MediaType.TIFF),
    (0, b"MM\x00+", MediaType.TIFF),
    (8, b"WEBP", MediaType.WEBP),
    (8, b"WAVE", MediaType.WAV),
    (4, b"ftypheic", MediaType.HEIC),
    (4, b"ftypheix", MediaType.HEIC),
    (4, b"ftyphevc", MediaType.HEIC),
    (4, b"ftypheim", MediaType.HEIC),
    (4, b"ftypheis", MediaType.HEIC),
    (4, b"ftypmif1", MediaType.HEIC),
    (4, b"ftypmsf1", MediaType.HEIC),
    (4, b"ftypavif", "AVIF"),
    (4, b"ftypqt  ", MediaType.MOV),
    (4, b"ftypM4A ", MediaType.M4A),
    (4, b"ftyp", MediaType.MP4),
    (4, b"moov", MediaType.MOV),
    (0, b"OggS", MediaType.OGG),
    (0, b"fLaC", MediaType.FLAC),
    (0, b"ID3", MediaType.MP3),
    (0, b"\xff\xfb", MediaType.MP3),
    (0, b"\xff\xfa", MediaType.MP3),
    (0, b"\xff\xf3", MediaType.MP3),
    (0, b"\xff\xf2", MediaType.MP3),
)
# Containers that hold many types: what tells them apart, and what they are without it.
_MATROSKA = b"\x1a\x45\xdf\xa3"
_ZIPS = (b"PK\x03\x04", b"PK\x05\x06")
_IN_ZIP = {b"word/": "DOCX", b"xl/": "XLSX", b"ppt/": "PPTX"}
# The record of a file in a zip, in its directory or before its content: one in a folder of an
# office document, and one with the name OFD.xml.
_OFFICE = re.compile(rb"PK(?:\x01\x02.{42}|\x03\x04.{26})(word/|xl/|ppt/)", re.DOTALL)
_OFD = re.compile(rb"PK(?:\x01\x02.{24}\x07\x00.{16}|\x03\x04.{22}\x07\x00.{2})OFD\.xml", re.DOTALL)
_RIFFS = (b"RIFF", b"RF64")
_ANY_STILL = (b"mif1", b"msf1")  # a picture in any coding: the brands that follow tell which

_SPELLED = {MediaType.WEBM: "WebM", MediaType.TEXT: "text"}

_BYTE_ORDERS = (
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
    (b"<\x00", "utf-16-le"),
    (b"\x00<", "utf-16-be"),
)
_BEFORE_ROOT = re.compile(r"\s*(<\?|<!--)")
_ROOT = re.compile(
    r"\s*<(?:!DOCTYPE\s+)?([A-Za-z_\x80-\U0010ffff][^\s/>\[]*)(?=[\s/>\[])", re.IGNORECASE
)
_HTML = {"html", "head", "body", "script", "style", "title", "meta", "table", "div", "p", "a"}


class _Seen(NamedTuple):
    kind: MediaType | str | None
    size: int
    sha256: str


async def screen(path: Path, *, limit: int, wanted: frozenset[MediaType] = DOCUMENTS) -> Media:
    """Read a file once and say what it is; `limit` is in bytes, `wanted` the types that pass.

    Raises MediaRejected when it is empty, too large, or of a type that is not read, and OSError
    when it cannot be read at all.
    """
    seen = await asyncio.to_thread(_read, path, limit)
    if seen.size == 0:
        raise MediaRejected(Reason.EMPTY)
    if seen.kind is None:
        raise MediaRejected(Reason.UNKNOWN_TYPE)
    if not isinstance(seen.kind, MediaType):
        raise MediaRejected(Reason.UNSUPPORTED_TYPE, type=seen.kind)
    if seen.kind not in wanted:
        raise MediaRejected(Reason.UNSUPPORTED_TYPE, type=_SPELLED.get(seen.kind, seen.kind.name))
    return Media(path=path, type=seen.kind, sha256=seen.sha256, size=seen.size)


def _read(path: Path, limit: int) -> _Seen:
    digest, size, head, tail = hashlib.sha256(), 0, b"", b""
    # O_NONBLOCK: what only looks like a file, a pipe say, must not hold the thread for ever.
    handle = os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC)
    with os.fdopen(handle, "rb", buffering=0) as stream:
        announced = os.fstat(handle).st_size
        if announced > limit:
            raise MediaRejected(Reason.TOO_LARGE, size=announced, limit=limit)
        while chunk := stream.read(_CHUNK):
            size += len(chunk)
            if size > limit:
                raise MediaRejected(Reason.TOO_LARGE, size=size, limit=limit)
            digest.update(chunk)
            head = head or chunk[:_HEAD]
            tail = (tail + chunk)[-_TAIL:]
    return _Seen(_kind(head, tail), size, digest.hexdigest())


def _kind(head: bytes, tail: bytes) -> MediaType | str | None:
    contained = _container(head, tail)
    if contained is not None:
        return contained
    for place, signature, kind in _SIGNATURES:
        riff = signature in {b"WEBP", b"WAVE"}
        if head.startswith(signature, place) and (not riff or head.startswith(_RIFFS)):
            return "AVIF" if kind is MediaType.HEIC and _is_avif(head) else kind
    if head.startswith(b"BM") and head[6:10] == bytes(4):  # two letters alone begin many texts
        return "BMP"
    if _is_xml(head):
        return MediaType.XML
    return MediaType.PDF if b"%PDF-" in head[:_PDF_WITHIN] else None


def _is_avif(head: bytes) -> bool:
    """Whether a picture of the HEIF family that could be in any coding is in AVIF's only."""
    brands = head[8 : min(max(int.from_bytes(head[:4], "big"), 12), 256)]
    return brands[:4] in _ANY_STILL and b"avif" in brands and b"hei" not in brands


def _container(head: bytes, tail: bytes) -> MediaType | str | None:
    if head.startswith(_MATROSKA):
        return MediaType.WEBM if b"webm" in head[:64] else MediaType.MKV
    if not head.startswith(_ZIPS):
        return None
    office = _OFFICE.search(tail) or _OFFICE.search(head)
    if office is not None:
        return _IN_ZIP[office[1]]
    return MediaType.OFD if _OFD.search(tail) or _OFD.search(head) else "ZIP"


def _is_xml(head: bytes) -> bool:
    """Whether a root element that is not HTML's follows declarations and comments only."""
    start = head.lstrip(b" \t\r\n")
    encoding = next((name for mark, name in _BYTE_ORDERS if start.startswith(mark)), "utf-8-sig")
    text = start.decode(encoding, "replace")
    place = _root_place(text)
    if place is None:
        return text.lstrip().startswith("<?xml")
    root = _ROOT.match(text, place)
    return root is not None and root[1].lower() not in _HTML


def _root_place(text: str) -> int | None:
    """Skip what may stand before the root element; None where it does not end."""
    place = 0
    while before := _BEFORE_ROOT.match(text, place):
        end = "?>" if before[1] == "<?" else "-->"
        found = text.find(end, before.end())
        if found < 0:
            return None
        place = found + len(end)
    return place if text[place:].strip() else None
