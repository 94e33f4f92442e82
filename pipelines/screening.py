"""What a file is by its bytes: its type from our own list, its size and its hash."""

import asyncio
import codecs
import hashlib
import os
import re
from pathlib import Path
from typing import NamedTuple

from pipelines.errors import MediaRejected, Reason
from pipelines.media import DOCUMENTS, TRANSCRIPTS, Media, MediaType

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
    (8, b"AVI ", "AVI"),
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
    (4, b"ftypM4B ", MediaType.M4A),
    (4, b"ftyp", MediaType.MP4),
    (4, b"moov", MediaType.MOV),
    (0, b"OggS", MediaType.OGG),
    (0, b"fLaC", MediaType.FLAC),
    (0, b"ID3", MediaType.MP3),
    (0, b"\xff\xfb", MediaType.MP3),
    (0, b"\xff\xfa", MediaType.MP3),
    (0, b"\xff\xf3", MediaType.MP3),
    (0, b"\xff\xf2", MediaType.MP3),
    (0, b"\xff\xe3", MediaType.MP3),
    (0, b"\xff\xe2", MediaType.MP3),
    (0, b"\xff\xf1", MediaType.AAC),
    (0, b"\xff\xf9", MediaType.AAC),
    (0, b"\xff\xf0", MediaType.AAC),
    (0, b"\xff\xf8", MediaType.AAC),
    (0, b"\x30\x26\xb2\x75\x8e\x66\xcf\x11", "WMV"),
    (0, b"FLV\x01", "FLV"),
    (0, b"#!AMR", "AMR"),
)
# Boxes that QuickTime may begin with as well; words may stand there too, and a length no text has.
_BOX = re.compile(rb"[\x00-\x08].{3}(?:wide|free|skip|mdat|pnot)", re.DOTALL)
# Containers that hold many types: what tells them apart, and what they are without it.
_MATROSKA = b"\x1a\x45\xdf\xa3"
_ZIPS = (b"PK\x03\x04", b"PK\x05\x06")
_IN_ZIP = {b"word/": "DOCX", b"xl/": "XLSX", b"ppt/": "PPTX"}
# The record of a file in a zip, in its directory or before its content: one in a folder of an
# office document, and one with the name OFD.xml.
_OFFICE = re.compile(rb"PK(?:\x01\x02.{42}|\x03\x04.{26})(word/|xl/|ppt/)", re.DOTALL)
_OFD = re.compile(rb"PK(?:\x01\x02.{24}\x07\x00.{16}|\x03\x04.{22}\x07\x00.{2})OFD\.xml", re.DOTALL)
_RIFFS = (b"RIFF", b"RF64", b"BW64")
_IN_RIFF = {b"WEBP", b"WAVE", b"AVI "}
_ID3 = re.compile(rb"ID3.{3}([\x00-\x7f]{4})", re.DOTALL)  # its length, seven bits a byte
_ANY_STILL = (b"mif1", b"msf1")  # a picture in any coding: the brands that follow tell which

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_NO_TEXT = re.compile("[\x00-\x08\x0e-\x19\x1c-\x1f\x7f]")  # nobody types those
_SRT = re.compile(r"^\s*\d{1,3}:\d\d:\d\d[,.]\d{1,3}\s*-->", re.MULTILINE)
_FIRST_LINES = 2000  # letters
_ADTS = (b"\xf1", b"\xf9", b"\xf0", b"\xf8")

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
    seen = await asyncio.to_thread(_read, path, limit, bool(wanted & TRANSCRIPTS))
    if seen.size == 0:
        raise MediaRejected(Reason.EMPTY)
    if seen.kind is None:
        raise MediaRejected(Reason.UNKNOWN_TYPE)
    if not isinstance(seen.kind, MediaType):
        raise MediaRejected(Reason.UNSUPPORTED_TYPE, type=seen.kind)
    if seen.kind not in wanted:
        raise MediaRejected(Reason.UNSUPPORTED_TYPE, type=_SPELLED.get(seen.kind, seen.kind.name))
    return Media(path=path, type=seen.kind, sha256=seen.sha256, size=seen.size)


def _read(path: Path, limit: int, texts: bool) -> _Seen:
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
    kind = _kind(head, tail) or (_text(head) if texts else None)
    return _Seen(kind, size, digest.hexdigest())


def _kind(head: bytes, tail: bytes) -> MediaType | str | None:
    contained = _container(head, tail) or _tagged(head)
    if contained is not None:
        return contained
    for place, signature, kind in _SIGNATURES:
        riff = signature in _IN_RIFF
        if head.startswith(signature, place) and (not riff or head.startswith(_RIFFS)):
            return "AVIF" if kind is MediaType.HEIC and _is_avif(head) else kind
    if head.startswith(b"BM") and head[6:10] == bytes(4):  # two letters alone begin many texts
        return "BMP"
    if _is_xml(head):
        return MediaType.XML
    return MediaType.PDF if b"%PDF-" in head[:_PDF_WITHIN] else None


def _tagged(head: bytes) -> MediaType | None:
    """Say what follows a tag of ID3's, where that is not MP3; and of QuickTime without a brand."""
    if _BOX.match(head):
        return MediaType.MOV
    tag = _ID3.match(head)
    if tag is None:
        return None
    length = 0
    for seven in tag[1]:
        length = length << 7 | seven
    behind = head[10 + length : 14 + length]
    if behind.startswith(b"fLaC"):
        return MediaType.FLAC
    return MediaType.AAC if behind[:1] == b"\xff" and behind[1:2] in _ADTS else None


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


def _text(head: bytes) -> MediaType | None:
    """Say what kind of transcript a text could be; None for bytes that are no text, and HTML."""
    text = _lettered(head)
    if text is None or text.lstrip().startswith("<"):
        return None
    if text.startswith("WEBVTT"):
        return MediaType.VTT
    return MediaType.SRT if _SRT.search(text[:_FIRST_LINES]) else MediaType.TEXT


def _lettered(head: bytes) -> str | None:
    """Read the letters at the start of a text; a letter may be cut in two at the end."""
    marks = [name for mark, name in _MARKS if head.startswith(mark)]
    halves = max(len(head) // 2, 1)
    if head[1::2].count(0) > halves * 0.4:
        marks.append("utf-16-le")
    if head[0::2].count(0) > halves * 0.4:
        marks.append("utf-16-be")
    for encoding in marks or ("utf-8", "gb18030"):
        try:
            text = codecs.getincrementaldecoder(encoding)().decode(head)
        except UnicodeDecodeError:
            continue
        if not _NO_TEXT.search(text):
            return text.removeprefix("\ufeff")
    return None


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
