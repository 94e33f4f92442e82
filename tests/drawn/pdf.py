"""PDF files written by hand: text layer, page pictures, attachments; always the same bytes."""

import ctypes
import zlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

import pypdfium2.raw as pdfium  # type: ignore[import-untyped]  # it ships no types

from tests.drawn.sheet import Leaf, Places, Rule, Run, Sheet, places_of, settle

FAMILIES = ("Helvetica", "Times", "Courier")
_BOLD = {"Helvetica": "Helvetica-Bold", "Times": "Times-Bold", "Courier": "Courier-Bold"}
_PLAIN = {"Helvetica": "Helvetica", "Times": "Times-Roman", "Courier": "Courier"}


@dataclass(frozen=True)
class Attachment:
    """A file that travels inside a PDF."""

    name: str
    content: bytes


@dataclass(frozen=True)
class Picture:
    """A JPEG that fills a page of this many points."""

    jpeg: bytes
    pixels: tuple[int, int]
    points: tuple[float, float]
    grey: bool


def assemble(objects: Sequence[bytes], trailer: bytes = b"") -> bytes:
    """Join numbered objects into a file; the first one is the catalogue."""
    out = bytearray(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n")
    starts = []
    for number, body in enumerate(objects, 1):
        starts.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % start for start in starts)
    out += b"trailer\n<</Size %d/Root 1 0 R%s>>\n" % (len(objects) + 1, trailer)
    return bytes(out + b"startxref\n%d\n%%%%EOF\n" % table)


def stream(content: bytes, entries: bytes = b"") -> bytes:
    """Wrap bytes that are already encoded as `entries` say."""
    return b"<<%s/Length %d>>stream\n%s\nendstream" % (entries, len(content), content)


def flate(content: bytes, entries: bytes = b"") -> bytes:
    return stream(zlib.compress(content, 6), b"/Filter/FlateDecode" + entries)


@lru_cache(maxsize=4096)
def _advance(font: str, character: str) -> float:
    """Ask pdfium how wide a character of a standard font is, in ems."""
    document = pdfium.FPDF_CreateNewDocument()
    try:
        width = ctypes.c_float()
        handle = pdfium.FPDFText_LoadStandardFont(document, font.encode())
        pdfium.FPDFFont_GetGlyphWidth(handle, ord(character), 1000.0, ctypes.byref(width))
        pdfium.FPDFFont_Close(handle)
        return width.value / 1000
    finally:
        pdfium.FPDF_CloseDocument(document)


class PrintedFaces:
    """Text measures of a text layer; Han sheets set every letter in one Song face."""

    def __init__(self, sheet: Sheet) -> None:
        self._han = sheet.script == "han"
        self._family = FAMILIES[sheet.family % len(FAMILIES)]

    def font(self, bold: bool) -> str:
        if self._han:
            return "Song"
        return (_BOLD if bold else _PLAIN)[self._family]

    def width(self, text: str, size: float, bold: bool) -> float:
        if self._han:
            return size * sum(0.5 if " " <= one <= "~" else 1.0 for one in text)
        return size * sum(_advance(self.font(bold), one) for one in text)


_FONTS = {
    **{
        name: b"<</Type/Font/Subtype/Type1/BaseFont/%s/Encoding/WinAnsiEncoding>>" % name.encode()
        for name in (*_PLAIN.values(), *_BOLD.values())
    },
    "Song": (
        b"<</Type/Font/Subtype/Type0/BaseFont/STSong-Light-UniGB-UCS2-H/Encoding/UniGB-UCS2-H"
        b"/DescendantFonts[<</Type/Font/Subtype/CIDFontType0/BaseFont/STSong-Light"
        b"/CIDSystemInfo<</Registry(Adobe)/Ordering(GB1)/Supplement 4>>/DW 1000/W[1 95 500]"
        b"/FontDescriptor<</Type/FontDescriptor/FontName/STSong-Light/Flags 6"
        b"/FontBBox[-25 -254 1000 880]/ItalicAngle 0/Ascent 880/Descent -120/CapHeight 880"
        b"/StemV 93>>>>]>>"
    ),
}


def _paint(leaf: Leaf, sheet: Sheet, faces: PrintedFaces) -> bytes:
    lines = [_stroke(rule, sheet) for rule in leaf.rules]
    lines += [_show(run, sheet, faces) for run in leaf.runs]
    return "\n".join(lines).encode("ascii")


def _stroke(rule: Rule, sheet: Sheet) -> str:
    start = f"{rule.x0:.2f} {sheet.height - rule.y0:.2f}"
    return f"0.6 w {start} m {rule.x1:.2f} {sheet.height - rule.y1:.2f} l S"


def _show(run: Run, sheet: Sheet, faces: PrintedFaces) -> str:
    font = faces.font(run.bold)
    encoding = "utf-16-be" if font == "Song" else "cp1252"
    code = run.text.encode(encoding).hex()
    start = settle(run, faces)[0].x0
    at = f"{start:.2f} {sheet.height - run.y:.2f}"
    return f"BT /{font} {run.size:.2f} Tf {at} Td <{code}> Tj ET"


def write(sheet: Sheet, attachments: Iterable[Attachment] = ()) -> tuple[bytes, Places]:
    """Print a sheet with a text layer; give the file and where each mark stands."""
    faces = PrintedFaces(sheet)
    fonts = sorted({faces.font(run.bold) for leaf in sheet.leaves for run in leaf.runs})
    book = _Book(len(sheet.leaves))
    table = b"".join(b"/%s %d 0 R" % (name.encode(), book.add(_FONTS[name])) for name in fonts)
    for leaf in sheet.leaves:
        content = book.add(flate(_paint(leaf, sheet, faces)))
        book.page((sheet.width, sheet.height), b"<</Font<<%s>>>>" % table, content)
    return book.close(attachments), places_of(sheet, faces)


def bind(pictures: Sequence[Picture]) -> bytes:
    """Bind pictures to a PDF that has no text layer, as a scanner does."""
    book = _Book(len(pictures))
    for one in pictures:
        space = b"/DeviceGray" if one.grey else b"/DeviceRGB"
        head = b"/Type/XObject/Subtype/Image/Width %d/Height %d" % one.pixels
        head += b"/BitsPerComponent 8/Filter/DCTDecode/ColorSpace" + space
        image = book.add(stream(one.jpeg, head))
        content = book.add(flate(b"%.2f 0 0 %.2f 0 0 cm /I Do" % one.points))
        book.page(one.points, b"<</XObject<</I %d 0 R>>>>" % image, content)
    return book.close(())


class _Book:
    """Objects in the order they are born; catalogue and page tree come first."""

    def __init__(self, pages: int) -> None:
        self._objects: list[bytes] = [b"", b""]
        self._pages: list[int] = []
        self._expected = pages

    def add(self, body: bytes) -> int:
        self._objects.append(body)
        return len(self._objects)

    def page(self, size: tuple[float, float], resources: bytes, content: int) -> None:
        head = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 %.2f %.2f]" % size
        tail = b"/Resources%s/Contents %d 0 R>>" % (resources, content)
        self._pages.append(self.add(head + tail))

    def close(self, attachments: Iterable[Attachment]) -> bytes:
        assert len(self._pages) == self._expected
        kids = b" ".join(b"%d 0 R" % one for one in self._pages)
        self._objects[1] = b"<</Type/Pages/Count %d/Kids[%s]>>" % (len(self._pages), kids)
        self._objects[0] = b"<</Type/Catalog/Pages 2 0 R%s>>" % self._attach(attachments)
        return assemble(self._objects)

    def _attach(self, attachments: Iterable[Attachment]) -> bytes:
        names, files = [], []
        for one in sorted(attachments, key=lambda attachment: attachment.name):
            body = self.add(flate(one.content, b"/Type/EmbeddedFile/Subtype/text#2Fxml"))
            label = one.name.encode("ascii")
            head = b"<</Type/Filespec/AFRelationship/Alternative/F(%s)/UF(%s)" % (label, label)
            spec = self.add(head + b"/EF<</F %d 0 R/UF %d 0 R>>>>" % (body, body))
            names.append(b"(%s) %d 0 R" % (label, spec))
            files.append(b"%d 0 R" % spec)
        if not names:
            return b""
        tree = b" ".join(names)
        return b"/Names<</EmbeddedFiles<</Names[%s]>>>>/AF[%s]" % (tree, b" ".join(files))
