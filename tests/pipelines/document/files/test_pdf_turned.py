"""Pages whose text runs sideways or upside down, by the page's own rotation or drawn so."""

from datetime import date
from pathlib import Path

import pytest

from pipelines.document import child
from pipelines.document.decode import decode
from pipelines.document.exchange import Scan
from pipelines.document.files import pdf
from pipelines.document.page.layout import rows_of
from pipelines.media import MediaType
from tests.pipelines.document.pdfs import LINES, drawn_page, text_page

# By the degrees clockwise that set the page upright: text that is drawn turned the other way.
DRAWN = {
    0: "1 0 0 1 100 700",
    90: "0 1 -1 0 100 100",
    180: "-1 0 0 -1 500 100",
    270: "0 -1 1 0 100 700",
}
INVOICE = (
    "Mill and Sons Limited", "Invoice number 4711", "Date 4 March 2026", "Subtotal 100.00 EUR",
    "VAT 19.00 EUR", "Total 119.00 EUR",
)  # fmt: skip


def drawn(turn: int, lines: tuple[str, ...] = LINES) -> bytes:
    shown = " ".join(f"({line}) Tj T*" for line in lines)
    return drawn_page(f"BT /F 12 Tf 20 TL {DRAWN[turn]} Tm {shown} ET".encode())


def layer(content: bytes, folder: Path) -> pdf.Layer:
    file = folder / "file.pdf"
    file.write_bytes(content)
    with pdf.opened(file, 50) as document:
        return pdf.layer(document, 1)


def rows(found: pdf.Layer) -> list[str]:
    return [" ".join(row.text.split()) for row in rows_of((found.page,))]


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
def test_text_drawn_turned_is_set_upright(turn: int, tmp_path: Path) -> None:
    found = layer(drawn(turn), tmp_path)
    assert (found.turn, rows(found)) == (turn, list(LINES))
    assert (found.page.width > found.page.height) == (turn in {90, 270})


@pytest.mark.parametrize("rotated", [0, 90, 180, 270])
def test_a_rotated_page_is_set_upright(rotated: int, tmp_path: Path) -> None:
    found = layer(text_page(page=f"/Rotate {rotated}"), tmp_path)
    assert (found.turn, rows(found)) == ((360 - rotated) % 360, list(LINES))


@pytest.mark.parametrize("turn", [90, 180, 270])
def test_a_rotation_that_sets_the_text_upright_is_no_turn(turn: int, tmp_path: Path) -> None:
    content = drawn(turn).replace(b"/Type/Page/Parent", b"/Type/Page/Rotate %d/Parent" % turn)
    found = layer(content, tmp_path)
    assert (found.turn, rows(found)) == (0, list(LINES))


def test_the_majority_of_the_characters_decides(tmp_path: Path) -> None:
    beside = f"BT /F 12 Tf {DRAWN[90]} Tm (Draft) Tj ET"
    shown = " ".join(f"({line}) Tj T*" for line in LINES)
    content = drawn_page(f"BT /F 12 Tf 20 TL {DRAWN[0]} Tm {shown} ET {beside}".encode())
    assert layer(content, tmp_path).turn == 0


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
def test_the_evidence_lies_where_the_file_has_its_ink(turn: int, tmp_path: Path) -> None:
    file = tmp_path / "file.pdf"
    file.write_bytes(drawn(turn, INVOICE))
    args = {
        "type": "application/pdf",
        "max_pages": 5,
        "today": date(2026, 3, 5).isoformat(),
        "scans": {},
        "part": None,
    }
    reading = child.read(file, args)["reading"]
    assert reading["turned"] == ({"1": turn} if turn else {})
    assert reading["invoice"]["total"] == "119.00"
    left, top, right, bottom = reading["evidence"]["total"][0]["box"]
    with pdf.opened(file, 5) as document:
        image = pdf.raster(document, 1)
    place = (left * image.width, top * image.height, right * image.width, bottom * image.height)
    assert min(image.crop(tuple(map(round, place))).tobytes()) < 100
    assert (right - left > bottom - top) == (turn in {0, 180})


def test_a_scan_of_a_turned_page_is_turned_as_it_says_itself(tmp_path: Path) -> None:
    file = tmp_path / "file.pdf"
    file.write_bytes(drawn(90))
    scan = Scan(turn=180, rows=(("Invoice", 0.1, 0.1, 0.2, 0.12, 0.9),))
    parts = decode(file, MediaType.PDF, {1: scan}, 5)
    (page,) = parts.decoded.pages
    assert (page.source, parts.turned) == ("ocr", {1: 180})
    assert page.width < page.height
    silent = decode(file, MediaType.PDF, {1: Scan(turn=180)}, 5)
    assert (silent.decoded.pages[0].source, silent.turned) == ("pdf_text", {1: 90})


def test_boxes_are_those_of_the_upright_page(tmp_path: Path) -> None:
    upright, lying = (
        next(one.box for one in layer(content, tmp_path).page.words if one.text == "4711")
        for content in (text_page(), text_page(page="/Rotate 90"))
    )
    assert lying == pytest.approx(upright, abs=0.003)
