"""Square codes are found on rasters, and on pages of a PDF only where one may be."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image, ImageDraw

from pipelines.document.decoded import MOST_CODES, Code
from pipelines.document.files import pdf, squares
from pipelines.document.files.barcodes import codes_in
from tests.drawn.camera import View, seen
from tests.drawn.squares import Modules, modules, picture
from tests.pipelines.document.codes.samples import CHINA_DIGITAL, EPC, SAUDI
from tests.pipelines.document.pdfs import drawn_page

TEXT = b"BT /F 12 Tf 100 700 Td (Invoice 4711 of Mill and Sons Limited, Subtotal 100.00 EUR) Tj ET "
SIDE = 120  # points


def page_with(
    *codes: tuple[str, tuple[int, int]], size: tuple[int, int] = (1200, 1600)
) -> Image.Image:
    page = Image.new("L", size, 255)
    ImageDraw.Draw(page).text((100, 40), "Invoice 4711", 0)
    for text, at in codes:
        page.paste(picture(text), at)
    return page


def test_codes_are_found_with_their_boxes() -> None:
    found = codes_in(page_with((EPC, (100, 200)), (CHINA_DIGITAL, (700, 1200))))
    assert {one.text for one in found} == {EPC, CHINA_DIGITAL}
    (epc,) = (one for one in found if one.text == EPC)
    side = 4 * modules(EPC).shape[0]
    expected = (116 / 1200, 216 / 1600, (116 + side) / 1200, (216 + side) / 1600)
    assert epc.box == pytest.approx(expected, abs=0.005)


@pytest.mark.parametrize("view", [View(20), View(-30), View(5, 25, 10), View(180), View(90)])
def test_codes_are_found_whatever_way_the_page_lies(view: View) -> None:
    photo, _ = seen(page_with((SAUDI, (300, 500))), view)
    assert [one.text for one in codes_in(photo)] == [SAUDI]


def test_a_page_without_codes_has_none() -> None:
    assert codes_in(page_with()) == ()
    assert codes_in(Image.new("L", (1, 1))) == ()


def test_no_more_codes_are_taken_than_a_page_may_have() -> None:
    many = [(f"code {at}", (160 * (at % 7), 160 * (at // 7))) for at in range(MOST_CODES + 8)]
    assert len(codes_in(page_with(*many))) == MOST_CODES


def as_pieces(dark: Modules) -> bytes:
    """Paint every module as a rectangle of its own."""
    return b"".join(one + b" f " for one in _rectangles(dark))


def as_path(dark: Modules) -> bytes:
    """Paint all modules with one stroke."""
    return b" ".join(_rectangles(dark)) + b" f "


def as_picture(dark: Modules) -> bytes:
    rows = "".join("".join("00" if one else "ff" for one in row) for row in dark)
    size = dark.shape[0]
    head = f"q {SIDE} 0 0 {SIDE} 300 400 cm BI /W {size} /H {size} /BPC 8 /CS /G /F /AHx ID "
    return f"{head}{rows}> EI Q ".encode()


def _rectangles(dark: Modules) -> list[bytes]:
    step = SIDE / dark.shape[0]
    return [
        f"{300 + x * step:.3f} {400 + SIDE - (y + 1) * step:.3f} {step:.3f} {step:.3f} re".encode()
        for y, row in enumerate(dark)
        for x, one in enumerate(row)
        if one
    ]


def layer(folder: Path, content: bytes) -> pdf.Layer:
    (folder / "it.pdf").write_bytes(content)
    with pdf.opened(folder / "it.pdf", 5) as document:
        return pdf.layer(document, 1)


@pytest.mark.parametrize("paint", [as_pieces, as_path, as_picture])
def test_a_code_beside_a_text_layer_is_read(
    paint: Callable[[Modules], bytes], tmp_path: Path
) -> None:
    found = layer(tmp_path, drawn_page(TEXT + paint(modules(EPC))))
    assert found.complete
    (code,) = found.page.codes
    assert code.text == EPC
    assert code.box == pytest.approx((0.5, 0.35, 0.7, 0.5), abs=0.01)


def test_a_code_on_a_turned_page_lies_where_its_text_does(tmp_path: Path) -> None:
    plain = drawn_page(TEXT + as_path(modules(EPC)))
    on_its_side = plain.replace(b"/MediaBox", b"/Rotate 90/MediaBox")
    (straight,), (moved,) = (
        layer(tmp_path, content).page.codes for content in (plain, on_its_side)
    )
    assert moved.box == pytest.approx(straight.box, abs=0.01)


@pytest.mark.parametrize(
    "drawn",
    [
        b"",
        b"0 0 m 500 500 l S " * 200,  # lines all over the page
        b"50 50 500 20 re f 50 90 500 20 re S " * 100,  # bars of a chart
        b"100 100 30 30 re f " * 10,
        b"300 400 120 120 re S ",
        b"q 120 0 0 120 300 400 cm BI /W 1 /H 1 /BPC 8 /CS /G /F /AHx ID 80> EI Q ",
    ],
    ids=["text", "lines", "bars", "tiles", "frame", "logo"],
)
def test_a_page_without_a_code_has_none(drawn: bytes, tmp_path: Path) -> None:
    assert layer(tmp_path, drawn_page(TEXT + drawn)).page.codes == ()


def test_only_places_where_a_code_may_be_are_drawn(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    looked: list[Image.Image] = []

    def look(place: Image.Image) -> tuple[Code, ...]:
        looked.append(place)
        return ()

    monkeypatch.setattr(squares, "codes_in", look)
    layer(tmp_path, drawn_page(TEXT + b"0 0 m 500 500 l S " * 200))
    assert looked == []
    layer(tmp_path, drawn_page(TEXT + as_picture(modules(EPC)) * 9))
    assert len(looked) == 6
    assert {max(place.size) < 700 for place in looked} == {True}


def test_a_scan_under_its_own_text_is_looked_at_as_a_whole(tmp_path: Path) -> None:
    size = 300
    dark = modules(EPC)
    scale = 2
    white = Image.new("L", (size, size), 255)
    white.paste(picture(EPC, scale, 0), (100, 150))
    rows = white.tobytes().hex()
    head = f"q 600 0 0 600 0 100 cm BI /W {size} /H {size} /BPC 8 /CS /G /F /AHx ID "
    found = layer(tmp_path, drawn_page(f"{head}{rows}> EI Q ".encode() + TEXT))
    (code,) = found.page.codes
    end = 100 + scale * dark.shape[0]
    assert code.box == pytest.approx(
        (100 / 300, (100 + 300) / 800, end / 300, (100 + (end + 50) * 2) / 800), abs=0.01
    )
