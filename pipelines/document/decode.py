"""A file taken apart: the words of its pages and its e-invoice, or which pages must be scanned."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from pipelines.document.decoded import Code, Decoded, Page, Structured
from pipelines.document.einvoice import xml
from pipelines.document.exchange import Scan
from pipelines.document.files import image, pdf
from pipelines.document.files.ofd import read as ofd
from pipelines.document.model import Turn
from pipelines.document.straightening import slant
from pipelines.errors import MediaRejected, Reason
from pipelines.media import Corners, MediaType


@dataclass(frozen=True, slots=True)
class Parts:
    """What a file is made of; nothing can be read from it before `wanted` is empty.

    `turned` holds the pages that do not stand upright and `straightened` the corners of those that
    lie askew; `ignored` says that an e-invoice is
    attached which cannot be read.
    """

    decoded: Decoded
    pages: int
    wanted: tuple[int, ...] = ()
    turned: dict[int, Turn] = field(default_factory=dict)
    straightened: dict[int, Corners] = field(default_factory=dict)
    ignored: bool = False


def decode(file: Path, kind: MediaType, scans: Mapping[int, Scan], max_pages: int) -> Parts:
    """Take a file apart; `scans` are the pages that OCR has read. Raises MediaRejected."""
    match kind:
        case MediaType.XML:
            return _xml(file)
        case MediaType.PDF:
            return _pdf(file, scans, max_pages)
        case MediaType.OFD:
            return _layered(*ofd.take(file, max_pages), scans)
        case MediaType.JPEG | MediaType.PNG | MediaType.WEBP | MediaType.TIFF | MediaType.HEIC:
            return _image(file, kind, scans, max_pages)
        case _:
            raise MediaRejected(Reason.UNSUPPORTED_TYPE, type=kind.name)


def within(parts: Parts, first: int, last: int) -> Parts:
    """Give what stands on some of the pages."""
    pages = tuple(one for one in parts.decoded.pages if first <= one.number <= last)
    wanted = tuple(one for one in parts.wanted if first <= one <= last)
    return replace(parts, decoded=replace(parts.decoded, pages=pages), wanted=wanted)


def _xml(file: Path) -> Parts:
    size = file.stat().st_size
    if size > xml.MAX_BYTES:
        raise MediaRejected(Reason.TOO_LARGE, size=size, limit=xml.MAX_BYTES)
    return Parts(Decoded((), xml.read(file.read_bytes())), pages=0)


def _image(file: Path, kind: MediaType, scans: Mapping[int, Scan], max_pages: int) -> Parts:
    blank = [
        Page(number, width, height, "ocr")
        for number, (width, height) in enumerate(image.sizes(file, kind, max_pages), 1)
    ]
    seen = [(page, scans[page.number]) for page in blank if page.number in scans]
    written = [_scanned(page, scan) for page, scan in seen if not scan.blank]
    return Parts(
        Decoded(tuple(written or blank)),
        len(blank),
        tuple(page.number for page in blank if page.number not in scans),
        turned=_turned(scans),
        straightened=_straightened(scans),
    )


def _pdf(file: Path, scans: Mapping[int, Scan], max_pages: int) -> Parts:
    with pdf.opened(file, max_pages) as document:
        layers = [pdf.layer(document, number + 1) for number in range(len(document))]
        structured, ignored = _attached(list(pdf.attachments(document)))
    return _layered(layers, structured, ignored, scans)


def _layered(
    layers: list[pdf.Layer],
    structured: Structured | None,
    ignored: bool,
    scans: Mapping[int, Scan],
) -> Parts:
    wanted = [
        one.page.number
        for one in layers
        if not one.complete and not one.blank and one.page.number not in scans
    ]
    pages: list[Page] = []
    turned: dict[int, Turn] = {}
    for one in layers:
        page, turn = _upright(one, scans.get(one.page.number, Scan()))
        if page is not None:
            pages.append(page)
            turned |= {page.number: turn} if turn else {}
    return Parts(
        Decoded(tuple(pages or [one.page for one in layers]), structured),
        len(layers),
        tuple(wanted),
        turned,
        _straightened(scans),
        ignored,
    )


def _upright(layer: pdf.Layer, scan: Scan) -> tuple[Page | None, Turn]:
    """Give a page by its scan, or by its layer where the scan says nothing, and how to turn it."""
    if layer.blank or scan.blank:
        return None, 0
    if not scan.rows:
        return layer.page, layer.turn
    width, height = layer.page.width, layer.page.height
    if layer.turn in {90, 270}:  # as the file has it
        width, height = height, width
    return _scanned(Page(layer.page.number, width, height, "ocr"), scan), scan.turn


def _attached(candidates: list[bytes | None]) -> tuple[Structured | None, bool]:
    """Give the first attachment that is an e-invoice, and whether one had to be ignored."""
    ignored = False
    for content in candidates:
        if content is None:
            ignored = True
            continue
        try:
            found = xml.read(content)
        except MediaRejected:
            ignored = True
            continue
        if found is not None:
            return found, False
    return None, ignored


def _scanned(page: Page, scan: Scan) -> Page:
    """Give a page with the words of its scan, set upright; what OCR misses the layer may have."""
    if not scan.rows:
        return page
    width, height = page.width, page.height
    lies = slant(scan.turn, scan.corners)
    if lies is not None:
        width, height = lies.size(width, height)
    codes = scan.squares()
    if lies is not None:
        codes = tuple(Code(one.text, lies.upright(one.box)) for one in codes)
    return Page(page.number, width, height, "ocr", scan.words(), codes)


def _straightened(scans: Mapping[int, Scan]) -> dict[int, Corners]:
    return {number: one.corners for number, one in scans.items() if one.corners and one.rows}


def _turned(scans: Mapping[int, Scan]) -> dict[int, Turn]:
    return {number: scan.turn for number, scan in scans.items() if scan.turn and scan.rows}
