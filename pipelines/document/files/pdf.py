"""A PDF taken apart with pdfium: the words of its text layer, its e-invoice, its pages as pixels.

Boxes are fractions of the page as it is rendered: rotation and crop box are already applied.
"""

import ctypes
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pypdfium2 as pdfium  # type: ignore[import-untyped]  # ships no types
import pypdfium2.raw as raw  # type: ignore[import-untyped]  # ships no types
from PIL import Image

from pipelines.document.decoded import Code, Page
from pipelines.document.einvoice.xml import MAX_BYTES
from pipelines.document.files.squares import codes_on
from pipelines.document.model import Turn
from pipelines.document.turning import turned
from pipelines.errors import MediaRejected, Reason
from pipelines.media import Box, Word

ENOUGH_CHARACTERS = 50
DPI = 200
MAX_PIXELS = 20_000_000

_E_INVOICE_NAMES = {"factur-x.xml", "zugferd-invoice.xml", "xrechnung.xml"}
_REFUSED = {
    raw.FPDF_ERR_PASSWORD: Reason.ENCRYPTED,
    raw.FPDF_ERR_SECURITY: Reason.ENCRYPTED,
    raw.FPDF_ERR_FILE: Reason.NO_PAGES,  # see `_prime`
}
_GRID = 1_000_000  # device units a page is mapped to, to learn how it is turned and cropped
_VOTERS = 100  # characters that are asked which way they run
_HYPHEN = 0x02  # what pdfium gives for a hyphen at the end of a line
_DRAWN = {raw.FPDF_PAGEOBJ_IMAGE, raw.FPDF_PAGEOBJ_PATH, raw.FPDF_PAGEOBJ_SHADING}


@dataclass(frozen=True, slots=True)
class Layer:
    """A page as its text layer tells it; `complete` says that OCR could add nothing to it.

    `blank` is a page on which nothing is drawn at all; `turn` degrees clockwise set upright what
    is written on it. The words are those of the page set upright.
    """

    page: Page
    complete: bool
    blank: bool
    turn: Turn = 0


@contextmanager
def opened(path: Path, max_pages: int) -> Iterator[pdfium.PdfDocument]:
    """Open a PDF, with its forms filled in.

    Raises MediaRejected: ENCRYPTED, DAMAGED, NO_PAGES, TOO_MANY_PAGES.
    """
    _prime()
    try:
        document = pdfium.PdfDocument(path)
    except pdfium.PdfiumError as error:
        raise MediaRejected(_REFUSED.get(error.err_code, Reason.DAMAGED)) from error
    with document:
        if len(document) == 0:
            raise MediaRejected(Reason.NO_PAGES)
        if len(document) > max_pages:
            raise MediaRejected(Reason.TOO_MANY_PAGES, pages=len(document), limit=max_pages)
        try:
            document.init_forms()
            yield document
        except pdfium.PdfiumError as error:  # a page or a form that cannot be loaded
            raise MediaRejected(Reason.DAMAGED) from error


def _prime() -> None:
    """Set pdfium's last error to one that a file which is there cannot cause.

    For a document without pages pdfium gives nothing and sets no error: what is read then is the
    error of some earlier document.
    """
    raw.FPDF_LoadDocument(b"", None)


def layer(document: pdfium.PdfDocument, number: int) -> Layer:
    """Give the words of page `number` (from 1) in the order the text layer has them.

    The codes on it are given where the words are complete: a scan of the page shows them as well.
    """
    page = _loaded(document, number)
    glyphs = page.get_textpage()
    codes = [raw.FPDFText_GetUnicode(glyphs, at) for at in range(glyphs.count_chars())]
    few = len(codes) < ENOUGH_CHARACTERS
    drawn = {item.type for item in page.get_objects()} if few else set()
    frame = _Frame(page)
    turn = _turn(glyphs, codes, frame)
    words = () if _is_noise(glyphs, codes) else tuple(_words(glyphs, codes, frame))
    complete = bool(words) and not (few and drawn & _DRAWN)
    squares = codes_on(page, frame.box) if complete else ()
    if turn:
        words = tuple(Word(word.text, turned(word.box, turn)) for word in words)
        squares = tuple(Code(one.text, turned(one.box, turn)) for one in squares)
    width, height = page.get_size()
    if turn in {90, 270}:
        width, height = height, width
    return Layer(
        Page(number, width, height, "pdf_text", words, squares),
        complete=complete,
        blank=not codes and not drawn,
        turn=turn,
    )


def raster(
    document: pdfium.PdfDocument, number: int, *, colour_width: int | None = None
) -> Image.Image:
    """Draw page `number` (from 1) in grey at 200 dpi, or less where that is over 20 megapixels.

    With a `colour_width` in pixels: in colour, and that wide.
    """
    page = _loaded(document, number)
    width, height = page.get_size()
    most = min((MAX_PIXELS / max(width * height, 1.0)) ** 0.5, MAX_PIXELS / max(width, height, 1.0))
    wanted = DPI / 72 if colour_width is None else colour_width / max(width, 1.0)
    bitmap = page.render(
        scale=min(wanted, most), grayscale=colour_width is None, rev_byteorder=True
    )
    image: Image.Image = bitmap.to_pil()
    return image


def attachments(document: pdfium.PdfDocument) -> Iterator[bytes | None]:
    """Give the attached XML files, those with the name of an e-invoice first.

    One that is too large to be read is None.
    """
    named = []
    for index in range(document.count_attachments()):
        attachment = document.get_attachment(index)
        name = attachment.get_name().lower()
        if name.endswith(".xml"):
            named.append((name not in _E_INVOICE_NAMES, index, attachment))
    for _, _, attachment in sorted(named, key=lambda one: one[:2]):
        size = ctypes.c_ulong()
        raw.FPDFAttachment_GetFile(attachment, None, 0, size)
        if size.value:
            yield bytes(attachment.get_data()) if size.value <= MAX_BYTES else None


def _loaded(document: pdfium.PdfDocument, number: int) -> pdfium.PdfPage:
    """Load a page; what is written in form fields and notes becomes text of the page."""
    page = document[number - 1]
    if page.formenv and raw.FPDFPage_Flatten(page, raw.FLAT_NORMALDISPLAY) == raw.FLATTEN_SUCCESS:
        page.close()
        page = document[number - 1]
    return page


def _turn(glyphs: pdfium.PdfTextPage, codes: list[int], frame: "_Frame") -> Turn:
    """Tell by how much the page must be turned clockwise for most of its text to run right."""
    printed = [at for at, code in enumerate(codes) if not _parts(code) and not _is_control(code)]
    matrix = raw.FS_MATRIX()
    seen: Counter[Turn] = Counter()
    for at in printed[:: len(printed) // _VOTERS + 1]:
        if raw.FPDFText_GetMatrix(glyphs, at, matrix):
            seen[frame.turn(matrix.a, matrix.b)] += 1
    turn, votes = max(seen.items(), key=lambda one: one[1], default=(0, 0))
    return turn if 2 * votes > seen.total() else 0


class _Frame:
    """How points of the canvas lie on the page as rendered, as fractions of it."""

    def __init__(self, page: pdfium.PdfPage) -> None:
        self._page = page
        self._size = page.get_size()
        self._x0, self._y0 = self._at(0, 0)
        x1, y1 = self._at(1000, 0)
        x2, y2 = self._at(0, 1000)
        self._across = ((x1 - self._x0) / 1000, (y1 - self._y0) / 1000)
        self._up = ((x2 - self._x0) / 1000, (y2 - self._y0) / 1000)

    def _at(self, x: float, y: float) -> tuple[float, float]:
        across, down = ctypes.c_int(), ctypes.c_int()
        raw.FPDF_PageToDevice(self._page, 0, 0, _GRID, _GRID, 0, x, y, across, down)
        return across.value / _GRID, down.value / _GRID

    def _point(self, x: float, y: float) -> tuple[float, float]:
        return (
            self._x0 + x * self._across[0] + y * self._up[0],
            self._y0 + x * self._across[1] + y * self._up[1],
        )

    def box(self, left: float, bottom: float, right: float, top: float) -> Box | None:
        """Give a rectangle of the canvas as a box; None when it lies outside of the page."""
        (x0, y0), (x1, y1) = self._point(left, bottom), self._point(right, top)
        x0, x1, y0, y1 = min(x0, x1), max(x0, x1), min(y0, y1), max(y0, y1)
        if x1 <= 0 or y1 <= 0 or x0 >= 1 or y0 >= 1:
            return None
        return Box(*(round(min(max(value, 0.0), 1.0), 5) for value in (x0, y0, x1, y1)))

    def turn(self, x: float, y: float) -> Turn:
        """Tell by how much to turn the page clockwise for this direction to run right."""
        width, height = self._size
        across = (x * self._across[0] + y * self._up[0]) * width
        down = (x * self._across[1] + y * self._up[1]) * height
        if abs(across) >= abs(down):
            return 0 if across >= 0 else 180
        return 270 if down > 0 else 90


def _words(glyphs: pdfium.PdfTextPage, codes: list[int], frame: _Frame) -> Iterator[Word]:
    start = 0
    for end in [*(at for at, code in enumerate(codes) if _parts(code)), len(codes)]:
        text = "".join(map(_character, codes[start:end]))
        box = _box(glyphs, start, end - start, frame) if text else None
        if box is not None:
            yield Word(text, box)
        start = end + 1


def _box(glyphs: pdfium.PdfTextPage, start: int, count: int, frame: _Frame) -> Box | None:
    sides = [ctypes.c_double() for _ in range(4)]
    left, top, right, bottom = sides
    rectangles = [
        [side.value for side in sides]
        for index in range(max(raw.FPDFText_CountRects(glyphs, start, count), 0))
        if raw.FPDFText_GetRect(glyphs, index, left, top, right, bottom)
    ]
    if not rectangles:
        return None
    lefts, tops, rights, bottoms = zip(*rectangles, strict=True)
    return frame.box(min(lefts), min(bottoms), max(rights), max(tops))


def _parts(code: int) -> bool:
    return code in {0x09, 0x0A, 0x0D, 0x20, 0xA0, 0x3000} or 0x2000 <= code <= 0x200B


def _character(code: int) -> str:
    if code == _HYPHEN:
        return "-"
    return "" if _is_control(code) else chr(code)


def _is_control(code: int) -> bool:
    return code < 0x20 or 0x7F <= code < 0xA0 or 0xD800 <= code <= 0xDFFF or code > 0x10FFFF


def _is_noise(glyphs: pdfium.PdfTextPage, codes: list[int]) -> bool:
    """Tell a text layer that shows as text and reads as nonsense: a third of it is not mapped."""
    printed = [(at, code) for at, code in enumerate(codes) if not _parts(code)]
    unmapped = sum(
        (_is_control(code) and code != _HYPHEN)
        or code == 0xFFFD
        or 0xE000 <= code <= 0xF8FF
        or raw.FPDFText_HasUnicodeMapError(glyphs, at) == 1
        for at, code in printed
    )
    return bool(unmapped * 3 > len(printed))
