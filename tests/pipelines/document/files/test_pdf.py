"""Text layers and rasters of PDFs, whatever way their pages are turned and cropped."""

from pathlib import Path

import pytest

from pipelines.document.decode import decode
from pipelines.document.files import pdf
from pipelines.document.turning import turned
from pipelines.errors import MediaRejected, Reason
from pipelines.media import Box, MediaType, Word
from tests.drawn.bad import BAD
from tests.pipelines.document.pdfs import LINES, drawn_page, form_page, text_page


def layer(content: bytes, folder: Path, number: int = 1) -> pdf.Layer:
    file = folder / "file.pdf"
    file.write_bytes(content)
    with pdf.opened(file, 50) as document:
        return pdf.layer(document, number)


def word(found: pdf.Layer, text: str) -> Word:
    return next(one for one in found.page.words if one.text == text)


def test_words_of_the_text_layer(tmp_path: Path) -> None:
    found = layer(text_page(), tmp_path)
    assert [one.text for one in found.page.words] == " ".join(LINES).split()
    assert found.page.source == "pdf_text"
    assert (found.page.width, found.page.height) == (600, 800)
    assert found.complete
    assert not found.blank
    assert {one.confidence for one in found.page.words} == {1.0}


def test_boxes_are_fractions_from_the_top_left(tmp_path: Path) -> None:
    box = word(layer(text_page(), tmp_path), "Invoice").box
    assert box.x0 == pytest.approx(100 / 600, abs=0.003)
    assert box.y1 == pytest.approx(1 - 700 / 800, abs=0.005)
    assert 0.008 < box.y1 - box.y0 < 0.02
    assert word(layer(text_page(), tmp_path), "4711").box.x0 > box.x1


def test_boxes_are_those_of_the_page_as_rendered(tmp_path: Path) -> None:
    """Whatever the rotation, the crop and the origin: the box of a word holds its ink."""
    for page in (
        "",
        "/Rotate 90",
        "/Rotate 180",
        "/Rotate 270",
        "/CropBox[80 600 500 760]",
        "/CropBox[80 600 500 760]/Rotate 90",
        "/MediaBox[-50 -20 550 780]",
        "/MediaBox[50 400 650 800]/Rotate 270",
    ):
        content = text_page(("Ink",), page=page)
        found = layer(content, tmp_path)
        box = turned(word(found, "Ink").box, 360 - found.turn)
        with pdf.opened(tmp_path / "file.pdf", 50) as document:
            image = pdf.raster(document, 1)
        ink = image.point(lambda value: 255 if value < 128 else 0).getbbox()
        assert ink is not None
        left, top, right, bottom = ink
        inked = Box(
            left / image.width, top / image.height, right / image.width, bottom / image.height
        )
        assert box == pytest.approx(inked, abs=0.006), page


def test_words_outside_of_the_crop_box_are_not_there(tmp_path: Path) -> None:
    found = layer(text_page(page="/CropBox[90 690 590 790]"), tmp_path)
    assert [one.text for one in found.page.words] == LINES[0].split()


def test_few_characters_are_enough_where_nothing_else_is_drawn(tmp_path: Path) -> None:
    assert layer(text_page(("Page 2 of 2",)), tmp_path).complete
    line = b"BT /F 12 Tf 100 700 Td (Page 2 of 2) Tj ET 10 10 m 500 500 l S"
    found = layer(drawn_page(line), tmp_path)
    assert not found.complete
    assert not found.blank


def test_a_blank_page_is_told_from_one_without_text(tmp_path: Path) -> None:
    assert layer(drawn_page(b""), tmp_path).blank
    assert not layer(drawn_page(b"10 10 m 500 500 l S"), tmp_path).blank


GLYPHS = "".join(f"/g{code}" for code in range(33, 127))
CID = (
    "<</Type/Font/Subtype/CIDFontType2/BaseFont/ABC+Own/FontDescriptor<</Type/FontDescriptor"
    "/FontName/ABC+Own/Flags 4>>"
    "/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>>>"
)


@pytest.mark.parametrize(
    "font",
    [
        f"/Subtype/Type1/BaseFont/ABC+Own/Encoding<</Type/Encoding/Differences[33{GLYPHS}]>>",
        f"/Subtype/Type0/BaseFont/ABC+Own/Encoding/Identity-H/DescendantFonts[{CID}]",
    ],
)
def test_a_layer_of_unmapped_glyphs_is_no_text(font: str, tmp_path: Path) -> None:
    found = layer(text_page(LINES * 2, font=font), tmp_path)
    assert not found.complete
    assert not found.blank
    assert found.page.words == ()


def test_what_is_filled_into_a_form_is_text(tmp_path: Path) -> None:
    found = layer(form_page("Paid in full on Monday"), tmp_path)
    assert [one.text for one in found.page.words] == ["Paid", "in", "full", "on", "Monday"]
    assert word(found, "Paid").box.y0 == pytest.approx(1 - 615 / 800, abs=0.02)
    with pdf.opened(tmp_path / "file.pdf", 50) as document:
        assert min(pdf.raster(document, 1).tobytes()) < 100


def test_a_raster_has_200_dpi_within_its_budget(tmp_path: Path) -> None:
    file = tmp_path / "file.pdf"
    file.write_bytes(text_page())
    with pdf.opened(file, 50) as document:
        assert pdf.raster(document, 1).size == (1667, 2223)
        coloured = pdf.raster(document, 1, colour_width=900)
        assert (coloured.width, coloured.mode) == (900, "RGB")
    for huge in ("/MediaBox[0 0 14400 14400]", "/MediaBox[0 0 14400 3]"):
        file.write_bytes(text_page(page=huge))
        with pdf.opened(file, 50) as document:
            image = pdf.raster(document, 1)
            assert image.width * image.height < 20_100_000
            wide = pdf.raster(document, 1, colour_width=1320)
            assert wide.width == 1320


def test_attached_xml_comes_with_the_known_names_first(tmp_path: Path) -> None:
    file = tmp_path / "file.pdf"
    attached = [("a.xml", b"<a/>"), ("Factur-X.xml", b"<b/>"), ("notes.txt", b"<c/>")]
    file.write_bytes(text_page(attachments=attached))
    with pdf.opened(file, 50) as document:
        assert list(pdf.attachments(document)) == [b"<b/>", b"<a/>"]


def test_an_oversized_attachment_is_left_alone_and_told(tmp_path: Path) -> None:
    file = tmp_path / "file.pdf"
    file.write_bytes(text_page(attachments=[("factur-x.xml", b" " * 21 * 1024 * 1024)]))
    with pdf.opened(file, 50) as document:
        assert list(pdf.attachments(document)) == [None]
    parts = decode(file, MediaType.PDF, {}, 50)
    assert (parts.decoded.structured, parts.ignored) == (None, True)


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("no_pages", Reason.NO_PAGES),
        ("encrypted", Reason.ENCRYPTED),
        ("truncated_pdf", Reason.DAMAGED),
    ],
)
def test_refusals(name: str, reason: Reason, tmp_path: Path) -> None:
    with pytest.raises(MediaRejected) as refusal, pdf.opened(BAD[name].write(tmp_path), 50):
        pass
    assert refusal.value.reason is reason


def test_pages_are_counted_before_one_is_loaded(tmp_path: Path) -> None:
    file = tmp_path / "file.pdf"
    file.write_bytes(text_page(pages=4))
    with pytest.raises(MediaRejected) as refusal, pdf.opened(file, 3):
        pass
    assert refusal.value.reason is Reason.TOO_MANY_PAGES
    assert refusal.value.figures == {"pages": 4, "limit": 3}


def test_a_page_that_cannot_be_loaded_is_damage(tmp_path: Path) -> None:
    file = tmp_path / "file.pdf"
    file.write_bytes(text_page(pages=2).replace(b"6 0 R]", b"9 0 R]"))
    with pytest.raises(MediaRejected) as refusal, pdf.opened(file, 50) as document:
        pdf.layer(document, 2)
    assert refusal.value.reason is Reason.DAMAGED
