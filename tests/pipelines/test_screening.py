"""Every type by its bytes, and nothing by its name."""

import hashlib
import io
import os
import zipfile
from pathlib import Path

import pytest

from pipelines.errors import MediaRejected, Reason
from pipelines.media import MediaType
from pipelines.screening import screen

LIMIT = 1 << 20
INVOICE = '<rsm:CrossIndustryInvoice xmlns:rsm="urn:x"><a/></rsm:CrossIndustryInvoice>'


def zipped(*names: str) -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        for name in names:
            archive.writestr(name, b"x")
    return content.getvalue()


def streamed(*names: str) -> bytes:
    """Zip as a writer does that cannot go back: sizes stand behind the content."""

    class OneWay(io.BytesIO):
        def seekable(self) -> bool:
            return False

        def seek(self, *_: object) -> int:
            raise io.UnsupportedOperation

        def tell(self) -> int:
            raise io.UnsupportedOperation

    content = OneWay()
    with zipfile.ZipFile(content, "w") as archive:
        for name in names:
            archive.writestr(name, b"x")
    return content.getvalue()


async def verdict(tmp_path: Path, content: bytes, name: str = "file.bin") -> MediaType | str:
    """Give the type, or the reason with its figures' values."""
    path = tmp_path / name
    path.write_bytes(content)
    try:
        return (await screen(path, limit=LIMIT)).type
    except MediaRejected as rejected:
        return " ".join([rejected.reason.value, *(str(one) for one in rejected.figures.values())])


LONG = [f"Doc/{at:0>999}" for at in range(99)]
ACCEPTED = [
    ("pdf", b"%PDF-1.7\n...", MediaType.PDF),
    ("pdf behind junk", b"\x00junk\n" * 100 + b"%PDF-1.4", MediaType.PDF),
    ("jpeg", b"\xff\xd8\xff\xe0\x00\x10JFIF", MediaType.JPEG),
    ("png", b"\x89PNG\r\n\x1a\n\x00\x00", MediaType.PNG),
    ("heic", b"\x00\x00\x00\x18ftypheic\x00\x00\x00\x00mif1heic", MediaType.HEIC),
    ("heic of any coding", b"\x00\x00\x00\x18ftypmif1\x00\x00\x00\x00mif1heic", MediaType.HEIC),
    ("heic of both codings", b"\x00\x00\x00\x18ftypmif1\x00\x00\x00\x00avifheic", MediaType.HEIC),
    ("webp", b"RIFF\x10\x00\x00\x00WEBPVP8 ", MediaType.WEBP),
    ("tiff", b"II*\x00\x08\x00\x00\x00", MediaType.TIFF),
    ("tiff, big end first", b"MM\x00*\x00\x00\x00\x08", MediaType.TIFF),
    ("tiff of long numbers", b"II+\x00\x08\x00\x00\x00", MediaType.TIFF),
    ("tiff of long numbers, big end", b"MM\x00+\x00\x08\x00\x00", MediaType.TIFF),
    ("ofd", zipped("OFD.xml", "Doc_0/Document.xml"), MediaType.OFD),
    ("ofd with letters of another in it", zipped("OFD.xml", "Doc/xl/word/ppt/a"), MediaType.OFD),
    (
        "ofd told at its end",
        zipped(*(f"Doc/{at:0>999}" for at in range(99)), "OFD.xml"),
        MediaType.OFD,
    ),
    (
        "ofd that is streamed",
        streamed("OFD.xml", *(f"Doc/{at:0>999}" for at in range(99))),
        MediaType.OFD,
    ),
    ("xml", b'<?xml version="1.0"?>' + INVOICE.encode(), MediaType.XML),
    ("xml without a declaration", INVOICE.encode(), MediaType.XML),
    ("xml with a BOM", b"\xef\xbb\xbf" + INVOICE.encode(), MediaType.XML),
    ("xml behind whitespace", b"\r\n \t" + INVOICE.encode(), MediaType.XML),
    ("xml behind comments", f"<!-- <html> --> <!--2-->\n{INVOICE}".encode(), MediaType.XML),
    ("xml in UTF-16 with a BOM", INVOICE.encode("utf-16"), MediaType.XML),
    ("xml in UTF-16, little", f"<?xml version='1.0'?>{INVOICE}".encode("utf-16-le"), MediaType.XML),
    ("xml in UTF-16, big", f"<?xml version='1.0'?>{INVOICE}".encode("utf-16-be"), MediaType.XML),
    (
        "xml in GBK",
        "<?xml version='1.0' encoding='GBK'?><发票 a='1'/>".encode("gbk"),
        MediaType.XML,
    ),
    ("xml with a Chinese root", "<发票/>".encode(), MediaType.XML),
    ("xml with a DTD", b"<!DOCTYPE Invoice [<!ENTITY a 'b'>]><Invoice/>", MediaType.XML),
    ("xml that ends early", b"<?xml version='1.0'?>", MediaType.XML),
    ("xml that mentions a PDF", b"<Invoice>%PDF-1.7</Invoice>", MediaType.XML),
]

RECOGNISED = [
    ("DOCX", zipped("[Content_Types].xml", "word/document.xml", "OFD.xml")),
    ("ZIP", zipped("a/OFD.xml", "OFD.xml.txt", "my OFD.xml")),
    ("DOCX", zipped("[Content_Types].xml", "word/document.xml")),
    ("XLSX", zipped("[Content_Types].xml", "xl/workbook.xml")),
    ("ZIP", zipped("a.txt")),
    ("ZIP", zipped()),
    ("AVIF", b"\x00\x00\x00\x18ftypavif\x00\x00\x00\x00"),
    ("AVIF", b"\x00\x00\x00\x18ftypmif1\x00\x00\x00\x00mif1avif"),
    ("MP4", b"\x00\x00\x00\x18ftypisom\x00\x00\x02\x00"),
    ("MOV", b"\x00\x00\x00\x14ftypqt  \x00\x00\x02\x00"),
    ("M4A", b"\x00\x00\x00\x18ftypM4A \x00\x00\x02\x00"),
    ("WAV", b"RIFF\x10\x00\x00\x00WAVEfmt "),
    ("GIF", b"GIF89a\x01\x00\x01\x00"),
    ("BMP", b"BM\x46\x00\x00\x00\x00\x00\x00\x00\x36\x00"),
    ("WebM", b"\x1a\x45\xdf\xa3\x9fB\x82\x84webmB\x87"),
    ("MKV", b"\x1a\x45\xdf\xa3\xa3B\x82\x88matroskaB"),
    ("MP3", b"ID3\x04\x00\x00\x00\x00"),
    ("MP3", b"\xff\xfb\x90\x64"),
    ("OGG", b"OggS\x00\x02"),
    ("FLAC", b"fLaC\x00\x00\x00\x22"),
]

UNKNOWN = [
    ("text", b"Dear accountant, please find attached"),
    ("text that begins like a bitmap", b"BMW invoice 12, paid in full"),
    ("html", b"<html><body>x</body></html>"),
    ("html with a doctype", b"<!DOCTYPE html>\n<html></html>"),
    ("xhtml", b"<?xml version='1.0'?><html xmlns='http://www.w3.org/1999/xhtml'/>"),
    ("html behind a comment", b"<!-- saved from -->\n<HTML>"),
    ("a heart", b"<3 love"),
    ("php", b"<?php system('x');"),
    ("a program", b"\x7fELF\x02\x01\x01"),
    ("a late PDF header", b"x" * 1024 + b"%PDF-1.7"),
    ("WEBP without RIFF", b"JUNK\x10\x00\x00\x00WEBPVP8 "),
    ("one byte", b"\xff"),
    ("whitespace", b"  \n\n "),
    ("a BOM", b"\xff\xfe"),
]


@pytest.mark.parametrize(("content", "kind"), [pytest.param(*x[1:], id=x[0]) for x in ACCEPTED])
async def test_what_is_read(tmp_path: Path, content: bytes, kind: MediaType) -> None:
    assert await verdict(tmp_path, content) == kind


@pytest.mark.parametrize(("kind", "content"), RECOGNISED)
async def test_what_is_only_recognised(tmp_path: Path, kind: str, content: bytes) -> None:
    assert await verdict(tmp_path, content) == f"unsupported_type {kind}"


@pytest.mark.parametrize("content", [pytest.param(x[1], id=x[0]) for x in UNKNOWN])
async def test_what_is_unknown(tmp_path: Path, content: bytes) -> None:
    assert await verdict(tmp_path, content) == "unknown_type"


async def test_the_name_decides_nothing(tmp_path: Path) -> None:
    assert await verdict(tmp_path, b"just text", name="photo.jpg") == "unknown_type"
    assert await verdict(tmp_path, b"%PDF-1.7", name="photo.jpg") == MediaType.PDF


async def test_an_empty_file(tmp_path: Path) -> None:
    assert await verdict(tmp_path, b"") == "empty"


async def test_the_limit_is_the_largest_size_that_passes(tmp_path: Path) -> None:
    content = b"%PDF-1.7".ljust(LIMIT, b" ")
    assert await verdict(tmp_path, content) == MediaType.PDF
    assert await verdict(tmp_path, content + b" ") == f"too_large {LIMIT + 1} {LIMIT}"


async def test_a_huge_file_is_turned_away_unread(tmp_path: Path) -> None:
    path = tmp_path / "sparse.pdf"
    with path.open("wb") as stream:
        stream.truncate(1 << 40)
    with pytest.raises(MediaRejected) as rejected:
        await screen(path, limit=LIMIT)
    assert rejected.value.figures == {"size": 1 << 40, "limit": LIMIT}


async def test_a_stream_that_announces_no_size_stops_at_the_limit() -> None:
    with pytest.raises(MediaRejected) as rejected:
        await screen(Path("/dev/zero"), limit=LIMIT)
    assert rejected.value.reason is Reason.TOO_LARGE


async def test_a_pipe_holds_nobody(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(MediaRejected) as rejected:
        await screen(tmp_path / "pipe", limit=LIMIT)
    assert rejected.value.reason is Reason.EMPTY


async def test_a_missing_file_is_no_verdict(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        await screen(tmp_path / "gone.pdf", limit=LIMIT)


async def test_hash_and_size_are_those_of_the_bytes(tmp_path: Path) -> None:
    content = b"%PDF-1.7" + os.urandom(3_000_000)
    (tmp_path / "a.pdf").write_bytes(content)
    media = await screen(tmp_path / "a.pdf", limit=1 << 22)
    assert media.path == tmp_path / "a.pdf"
    assert media.sha256 == hashlib.sha256(content).hexdigest()
    assert media.size == len(content)
