"""Files nobody can read, one function each, with the reason Clerk must give."""

import struct
import zlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from pipelines.errors import Reason
from tests.drawn import bad_ofd, bad_pictures
from tests.drawn.pdf import assemble, flate, stream

NAMES = (
    "../../etc/passwd.pdf",
    "a/b\\c:d.pdf",
    "invoice\u202efdp.exe",
    "\u2066rechnung\u2069\u200f.pdf",
    "line\nbreak\tand\x00null.pdf",
    "r" * 396 + ".pdf",
    "发" * 400,
    " ",
    "",
)  # what an upload may claim to be called


@dataclass(frozen=True)
class Bad:
    """How to write a bad file, the reasons that are a right answer to it, and their figures."""

    name: str
    fill: Callable[[Path], None]
    reasons: frozenset[Reason]
    figures: Mapping[str, int]

    def write(self, folder: Path) -> Path:
        """Write the file into a folder; give its path."""
        path = folder / self.name
        self.fill(path)
        return path


_CATALOGUE = b"<</Type/Catalog/Pages 2 0 R>>"
_PAGE = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 200]%s>>"


def _kids(count: int) -> bytes:
    refs = b" ".join(b"%d 0 R" % (3 + index) for index in range(count))
    return b"<</Type/Pages/Count %d/Kids[%s]>>" % (count, refs)


def _chunk(kind: bytes, content: bytes) -> bytes:
    body = kind + content
    return struct.pack(">I", len(content)) + body + struct.pack(">I", zlib.crc32(body))


def png(width: int, height: int) -> bytes:
    """Make a black and white PNG whose bytes are few and whose pixels are many."""
    row = b"\0" * (1 + (width + 7) // 8)
    return (
        b"\x89PNG\r\n\x1a\n"
        + _chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0))
        + _chunk(b"IDAT", zlib.compress(row * height, 9))
        + _chunk(b"IEND", b"")
    )


def empty(path: Path) -> None:
    path.write_bytes(b"")


def text_named_jpg(path: Path) -> None:
    path.write_text("This is no picture. It only has the name of one.\n" * 40, "utf-8")


def truncated_png(path: Path) -> None:
    noise = bytes(index * 7919 % 251 for index in range(201 * 200))
    rows = b"".join(b"\0" + noise[at : at + 200] for at in range(0, 40000, 200))
    whole = (
        b"\x89PNG\r\n\x1a\n"
        + _chunk(b"IHDR", struct.pack(">IIBBBBB", 200, 200, 8, 0, 0, 0, 0))
        + _chunk(b"IDAT", zlib.compress(rows, 1))
    )
    path.write_bytes(whole[: len(whole) // 2])


def huge_png(path: Path) -> None:
    path.write_bytes(png(12_000, 12_000))


def no_pages_pdf(path: Path) -> None:
    path.write_bytes(assemble([_CATALOGUE, _kids(0)]))


def many_pages_pdf(path: Path) -> None:
    path.write_bytes(assemble([_CATALOGUE, _kids(5000), *[_PAGE % b""] * 5000]))


def encrypted_pdf(path: Path) -> None:
    """Write a PDF whose user password is not the empty one: the check value is arbitrary."""
    lock = b"<</Filter/Standard/V 1/R 2/P -4/O<%s>/U<%s>>>" % (b"5a" * 32, b"a5" * 32)
    entries = b"/Encrypt 5 0 R/ID[<%s><%s>]" % (b"17" * 16, b"17" * 16)
    page = _PAGE % b"/Contents 4 0 R"
    objects = [_CATALOGUE, _kids(1), page, stream(b"not for everybody"), lock]
    path.write_bytes(assemble(objects, entries))


def truncated_pdf(path: Path) -> None:
    whole = assemble([_CATALOGUE, _kids(1), _PAGE % b"/Contents 4 0 R", flate(b"q Q\n" * 2000)])
    path.write_bytes(whole[:60])


def bomb_pdf(path: Path) -> None:
    """Write a page whose content stream unpacks to 280 MB.

    One compressed block is repeated, so that writing the bomb costs next to nothing.
    """
    block = (b"%d %d m 400 400 l S\n" % (1, 1)) * 8192
    block = block[: len(block) // 20 * 20]
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    piece = packer.compress(block) + packer.flush(zlib.Z_FULL_FLUSH)
    times = 280_000_000 // len(block)
    check = 1
    for _ in range(times):
        check = zlib.adler32(block, check)
    packed = b"\x78\xda" + piece * times + b"\x03\x00" + struct.pack(">I", check)
    page = _PAGE % b"/Contents 4 0 R"
    content = stream(packed, b"/Filter/FlateDecode")
    path.write_bytes(assemble([_CATALOGUE, _kids(1), page, content]))


_ROOT = "urn:oasis:names:specification:ubl:schema:xsd:Invoice-2"


def dtd_xml(path: Path) -> None:
    head = '<?xml version="1.0"?>\n<!DOCTYPE Invoice>\n'
    path.write_text(f'{head}<Invoice xmlns="{_ROOT}"><ID>1</ID></Invoice>', "utf-8")


def entities_xml(path: Path) -> None:
    """Write the billion laughs, and a file of the host for good measure."""
    lines = ['<!ENTITY host SYSTEM "file:///etc/hostname">', '<!ENTITY l0 "ha">']
    lines += [f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10)]
    head = '<?xml version="1.0"?>\n<!DOCTYPE Invoice [\n' + "\n".join(lines) + "\n]>\n"
    path.write_text(f'{head}<Invoice xmlns="{_ROOT}"><ID>&l9;&host;</ID></Invoice>', "utf-8")


def deep_xml(path: Path) -> None:
    depth = 100_000
    text = f'<Invoice xmlns="{_ROOT}">' + "<a>" * depth + "</a>" * depth + "</Invoice>"
    path.write_text(text, "utf-8")


def sparse_pdf(path: Path) -> None:
    """Write 300 MB that take one block of the disk."""
    with path.open("wb") as file:
        file.write(b"%PDF-1.7\n")
        file.truncate(300_000_000)


# What a refusal tells of these files, with the limits that are the default.
_FIGURES: Mapping[str, Mapping[str, int]] = {
    "huge_png": {"width": 12_000, "height": 12_000, "limit": 40},
    "huge_webp": {"width": 16_001, "height": 16_001, "limit": 40},
    "huge_tiff": {"width": 12_000, "height": 12_000, "limit": 40},
    "many_pages_tiff": {"pages": 120, "limit": 50},
    "bomb_ofd": {"size": bad_ofd.BOMB, "limit": 104_857_600},
    "many_pages_ofd": {"pages": 51, "limit": 50},
    "many_pages": {"pages": 5000, "limit": 50},
    "bomb": {"limit": 60},
    "sparse": {"size": 300_000_000, "limit": 100_000_000},
}

BAD: dict[str, Bad] = {
    name: Bad(file, fill, frozenset(reasons), _FIGURES.get(name, {}))
    for name, file, fill, reasons in (
        ("empty", "empty.pdf", empty, (Reason.EMPTY,)),
        ("text", "text.jpg", text_named_jpg, (Reason.UNKNOWN_TYPE,)),
        ("truncated_png", "half.png", truncated_png, (Reason.DAMAGED,)),
        ("huge_png", "huge.png", huge_png, (Reason.TOO_MANY_PIXELS,)),
        ("huge_webp", "huge.webp", bad_pictures.huge_webp, (Reason.TOO_MANY_PIXELS,)),
        ("half_webp", "half.webp", bad_pictures.half_webp, (Reason.DAMAGED,)),
        ("half_heic", "half.heic", bad_pictures.half_heic, (Reason.DAMAGED,)),
        ("huge_tiff", "huge.tiff", bad_pictures.huge_tiff, (Reason.TOO_MANY_PIXELS,)),
        ("endless_tiff", "endless.tiff", bad_pictures.endless_tiff, (Reason.DAMAGED,)),
        (
            "many_pages_tiff",
            "many_pages.tiff",
            bad_pictures.many_pages_tiff,
            (Reason.TOO_MANY_PAGES,),
        ),
        ("no_pages_tiff", "no_pages.tiff", bad_pictures.no_pages_tiff, (Reason.NO_PAGES,)),
        ("no_pages", "no_pages.pdf", no_pages_pdf, (Reason.NO_PAGES,)),
        ("many_pages", "many_pages.pdf", many_pages_pdf, (Reason.TOO_MANY_PAGES,)),
        ("encrypted", "locked.pdf", encrypted_pdf, (Reason.ENCRYPTED,)),
        ("truncated_pdf", "half.pdf", truncated_pdf, (Reason.DAMAGED,)),
        ("bomb", "bomb.pdf", bomb_pdf, (Reason.EXHAUSTED, Reason.TOO_SLOW)),
        ("other_ofd", "other.ofd", bad_ofd.other, (Reason.DAMAGED,)),
        ("half_ofd", "half.ofd", bad_ofd.half, (Reason.DAMAGED,)),
        ("escaping_ofd", "escaping.ofd", bad_ofd.escaping, (Reason.DAMAGED,)),
        ("crowded_ofd", "crowded.ofd", bad_ofd.crowded, (Reason.DAMAGED,)),
        ("lying_ofd", "lying.ofd", bad_ofd.lying, (Reason.DAMAGED,)),
        ("lost_page_ofd", "lost_page.ofd", bad_ofd.lost_page, (Reason.DAMAGED,)),
        ("locked_ofd", "locked.ofd", bad_ofd.locked, (Reason.ENCRYPTED,)),
        ("bomb_ofd", "bomb.ofd", bad_ofd.bomb, (Reason.TOO_LARGE,)),
        ("nested_ofd", "nested.ofd", bad_ofd.nested, (Reason.TOO_LONG,)),
        ("dtd_ofd", "dtd.ofd", bad_ofd.dtd, (Reason.FORBIDDEN_XML,)),
        ("no_pages_ofd", "no_pages.ofd", bad_ofd.no_pages, (Reason.NO_PAGES,)),
        ("many_pages_ofd", "many_pages.ofd", bad_ofd.many_pages, (Reason.TOO_MANY_PAGES,)),
        ("dtd", "dtd.xml", dtd_xml, (Reason.FORBIDDEN_XML,)),
        ("entities", "entities.xml", entities_xml, (Reason.FORBIDDEN_XML,)),
        ("deep", "deep.xml", deep_xml, (Reason.FORBIDDEN_XML,)),
        ("sparse", "sparse.pdf", sparse_pdf, (Reason.TOO_LARGE,)),
    )
}
