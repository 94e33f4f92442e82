"""Files taken apart: which pages need a scan, and what the rest already says."""

import json
from decimal import Decimal
from pathlib import Path

import pytest
from PIL import Image

from pipelines.document.decode import Parts, decode, within
from pipelines.document.exchange import Scan
from pipelines.document.model import SCALAR_FIELDS, Invoice
from pipelines.errors import MediaRejected, Reason
from pipelines.media import Box, MediaType, Recognized, Word
from tests.drawn.bad import png
from tests.pipelines.document.pdfs import LINES, drawn_page, text_page
from tests.pipelines.document.xmls import ubl

RULED = drawn_page(b"10 10 m 500 500 l S", pages=3)
SCAN = Scan.of(Recognized((Word("Total 1.00", Box(0.1, 0.2, 0.3, 0.4), 0.5),)))


def pdf(folder: Path, content: bytes, scans: dict[int, Scan] | None = None) -> Parts:
    (folder / "file.pdf").write_bytes(content)
    return decode(folder / "file.pdf", MediaType.PDF, scans or {}, 50)


def test_pages_without_text_are_wanted_until_they_are_scanned(tmp_path: Path) -> None:
    assert pdf(tmp_path, RULED).wanted == (1, 2, 3)
    assert pdf(tmp_path, RULED, {2: SCAN}).wanted == (1, 3)
    parts = pdf(tmp_path, RULED, {1: SCAN, 2: SCAN, 3: Scan()})
    assert parts.wanted == ()
    assert [page.source for page in parts.decoded.pages] == ["ocr", "ocr", "pdf_text"]
    assert parts.decoded.pages[0].words == SCAN.words()
    assert parts.decoded.pages[2].words == ()


def test_a_scan_of_nothing_leaves_the_little_text_there_is(tmp_path: Path) -> None:
    little = drawn_page(b"BT /F 12 Tf 50 700 Td (Page 2) Tj ET 10 10 m 500 500 l S")
    assert pdf(tmp_path, little).wanted == (1,)
    (page,) = pdf(tmp_path, little, {1: Scan()}).decoded.pages
    assert [word.text for word in page.words] == ["Page", "2"]


def test_a_turned_page_is_measured_upright(tmp_path: Path) -> None:
    turned = SCAN.model_copy(update={"turn": 90})
    parts = pdf(tmp_path, RULED, {1: turned, 2: SCAN, 3: SCAN})
    sizes = [(page.width, page.height) for page in parts.decoded.pages]
    assert sizes == [(800, 600), (600, 800), (600, 800)]
    assert parts.turned == {1: 90}


def test_a_straightened_page_is_measured_along_its_own_sides(tmp_path: Path) -> None:
    corners = ((0.5, 0.0), (1.0, 0.5), (0.5, 1.0), (0.0, 0.5))
    askew = SCAN.model_copy(update={"corners": corners})
    parts = pdf(tmp_path, RULED, {1: askew, 2: SCAN, 3: SCAN})
    assert [(page.width, page.height) for page in parts.decoded.pages[:2]] == [
        (500, 500), (600, 800)
    ]  # fmt: skip
    assert parts.straightened == {1: corners}
    (tmp_path / "it.png").write_bytes(png(40, 30))
    photo = decode(tmp_path / "it.png", MediaType.PNG, {1: askew}, 50)
    assert photo.straightened == {1: corners}


def test_blank_pages_are_left_out_beside_others(tmp_path: Path) -> None:
    mixed = text_page(pages=2).replace(b"/Contents 4 0 R", b"/Contents 9 0 R", 1)
    parts = pdf(tmp_path, mixed)
    assert parts.pages == 2
    assert [page.number for page in parts.decoded.pages] == [2]
    assert len(pdf(tmp_path, drawn_page(b"")).decoded.pages) == 1


def test_any_attached_xml_may_be_the_e_invoice(tmp_path: Path) -> None:
    attached = [("a.xml", b"<order/>"), ("factur-x.xml", b"broken"), ("z.xml", ubl())]
    parts = pdf(tmp_path, text_page(attachments=attached))
    assert parts.decoded.structured is not None
    assert not parts.ignored
    assert len(parts.decoded.pages[0].words) == len(" ".join(LINES).split())
    assert pdf(tmp_path, text_page(attachments=attached[:2])).ignored
    assert not pdf(tmp_path, text_page(attachments=attached[:1])).ignored


def test_a_picture_is_one_page_in_pixels(tmp_path: Path) -> None:
    (tmp_path / "it.png").write_bytes(png(40, 20))
    assert decode(tmp_path / "it.png", MediaType.PNG, {}, 50).wanted == (1,)
    parts = decode(tmp_path / "it.png", MediaType.PNG, {1: SCAN}, 50)
    (page,) = parts.decoded.pages
    assert (page.width, page.height, page.source) == (40, 20, "ocr")


def test_some_pages_of_a_tiff_are_read_when_they_are_scanned(tmp_path: Path) -> None:
    sheets = [Image.new("L", (60, 80), "white") for _ in range(4)]
    sheets[0].save(tmp_path / "it.tiff", save_all=True, append_images=sheets[1:])
    first = within(decode(tmp_path / "it.tiff", MediaType.TIFF, {}, 50), 2, 3)
    assert (first.pages, first.wanted) == (4, (2, 3))
    scanned = decode(tmp_path / "it.tiff", MediaType.TIFF, {2: SCAN, 3: Scan(blank=True)}, 50)
    assert scanned.wanted == (1, 4)
    parts = within(scanned, 2, 3)
    assert parts.wanted == ()
    assert [(page.number, page.words) for page in parts.decoded.pages] == [(2, SCAN.words())]


def test_an_xml_is_weighed_before_it_is_read(tmp_path: Path) -> None:
    with (tmp_path / "it.xml").open("wb") as file:
        file.truncate(21 * 1024 * 1024)
    with pytest.raises(MediaRejected) as refusal:
        decode(tmp_path / "it.xml", MediaType.XML, {}, 50)
    assert refusal.value.reason is Reason.TOO_LARGE


def _says(invoice: Invoice, name: str, expected: str | None) -> bool:
    value = getattr(invoice, name)
    if not isinstance(value, Decimal):
        return str(value) == str(expected)
    stated = Decimal(expected or 0)
    return abs(value) == abs(stated) if invoice.credit_note else value == stated


def test_the_e_invoices_in_pdfs_of_the_development_set(samples: Path) -> None:
    right = asked = 0
    for file in sorted((samples / "documents" / "einvoice_pdf").glob("*.pdf")):
        truth = json.loads(file.with_suffix(".truth.json").read_text("utf-8"))["fields"]
        parts = decode(file, MediaType.PDF, {}, 50)
        assert parts.decoded.structured is not None
        assert parts.wanted == ()
        for name in SCALAR_FIELDS:
            if name in truth:
                asked += 1
                right += _says(parts.decoded.structured.invoice, name, truth[name])
    assert asked > 300
    assert right / asked >= 0.99
