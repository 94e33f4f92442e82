"""Pages of an OFD as pixels."""

import io
from pathlib import Path

import pytest
from PIL import Image

from pipelines.document.files.ofd import read
from pipelines.document.files.ofd.paths import lines
from tests.drawn import ofd
from tests.drawn.cii import tag

RED, WHITE, BLACK = (255, 0, 0), (255, 255, 255), (0, 0, 0)


def drawn(folder: Path, *objects: str, pictures: dict[str, bytes] | None = None) -> Image.Image:
    """Draw a page of 100 by 100 millimetres, five pixels each."""
    common, files = ofd.resources(pictures or {})
    page = ofd.package({"Page.xml": ofd.page(objects)}, common=common, size="0 0 100 100")
    (folder / "it.ofd").write_bytes(ofd.zipped(page | files))
    return read.raster(folder / "it.ofd", 1, 1, colour_width=500)


def path(data: str, *inner: str, **attributes: str) -> str:
    more = {"ID": "1", "Boundary": "10 10 50 50"} | attributes
    return tag("ofd:PathObject", *inner, tag("ofd:AbbreviatedData", data), **more)


def png(picture: Image.Image) -> bytes:
    out = io.BytesIO()
    picture.save(out, "PNG")
    return out.getvalue()


def test_ocr_gets_grey_at_two_hundred_dots_an_inch(tmp_path: Path) -> None:
    drawn(tmp_path)
    page = read.raster(tmp_path / "it.ofd", 1, 1)
    assert (page.mode, page.size) == ("L", (787, 787))


def test_lines_and_surfaces_have_their_colours(tmp_path: Path) -> None:
    red = tag("ofd:FillColor", Value="255 0 0")
    square = "M 0 0 L 20 0 L 20 20 L 0 20 C"
    page = drawn(tmp_path, path(square, red, Fill="true", LineWidth="1"))
    assert page.getpixel((100, 100)) == RED
    assert page.getpixel((50, 100)) == BLACK
    assert page.getpixel((200, 200)) == WHITE
    assert drawn(tmp_path, path(square, red)).getpixel((100, 100)) == WHITE


def test_a_ring_has_its_hole(tmp_path: Path) -> None:
    ring = "M 0 0 L 30 0 L 30 30 L 0 30 C M 10 10 L 20 10 L 20 20 L 10 20 C"
    page = drawn(tmp_path, path(ring, Fill="true", Stroke="false"))
    assert page.getpixel((75, 75)) == BLACK
    assert page.getpixel((125, 125)) == WHITE


@pytest.mark.parametrize(
    ("value", "colour"),
    [("255 0 0", RED), ("0", BLACK), ("0 255 255 0", RED), ("9 9", BLACK), ("x y z", BLACK),
     ("300 -5 0", RED)],
)  # fmt: skip
def test_colours_of_all_kinds(value: str, colour: tuple[int, int, int], tmp_path: Path) -> None:
    fill = tag("ofd:FillColor", Value=value)
    page = drawn(tmp_path, path("M 0 0 L 20 0 L 20 20 L 0 20 C", fill, Fill="true"))
    assert page.getpixel((100, 100)) == colour


def test_what_is_half_transparent_is_paler(tmp_path: Path) -> None:
    fill = tag("ofd:FillColor", Value="0 0 0", Alpha="128")
    page = drawn(tmp_path, path("M 0 0 L 20 0 L 20 20 L 0 20 C", fill, Fill="true"))
    assert page.getpixel((100, 100)) == (127, 127, 127)


def test_styles_come_from_the_layer_and_from_their_parents(tmp_path: Path) -> None:
    parent = tag("ofd:DrawParam", tag("ofd:FillColor", Value="255 0 0"), ID="4")
    own = tag("ofd:DrawParam", ID="5", Relative="4")
    looped = tag("ofd:DrawParam", ID="6", Relative="6")
    square = path("M 0 0 L 20 0 L 20 20 L 0 20 C", Fill="true", DrawParam="6")
    layer = tag("ofd:Content", tag("ofd:Layer", square, DrawParam="5"))
    common = tag("ofd:PublicRes", "Res.xml")
    files = ofd.package({"Page.xml": ofd.root("Page", layer)}, common=common, size="0 0 100 100")
    files["Doc_0/Res.xml"] = ofd.root("Res", tag("ofd:DrawParams", parent, own, looped))
    (tmp_path / "it.ofd").write_bytes(ofd.zipped(files))
    page = read.raster(tmp_path / "it.ofd", 1, 1, colour_width=500)
    assert page.getpixel((100, 100)) == RED


def test_text_is_written_upright_and_turned(tmp_path: Path) -> None:
    said = tag("ofd:TextCode", "HHH", X="0", Y="8")
    level = tag("ofd:TextObject", said, ID="1", Boundary="10 10 50 9", Size="8")
    turned = tag(
        "ofd:TextObject", said, ID="1", Boundary="60 40 50 9", Size="8", CTM="0 1 -1 0 0 0"
    )  # fmt: skip
    [wide, high] = [drawn(tmp_path, one).convert("L") for one in (level, turned)]
    x0, y0, x1, y1 = wide.point(lambda shade: 255 - shade).getbbox() or (0, 0, 0, 0)
    assert x1 - x0 > 1.5 * (y1 - y0) > 30
    x0, y0, x1, y1 = high.point(lambda shade: 255 - shade).getbbox() or (0, 0, 0, 0)
    assert y1 - y0 > 1.5 * (x1 - x0) > 30


def test_pictures_are_put_where_they_go(tmp_path: Path) -> None:
    picture = Image.new("RGB", (20, 10), "white")
    picture.paste(RED, (0, 0, 10, 10))
    found = {"7": png(picture)}
    page = drawn(tmp_path, ofd.picture(1, (20, 20, 40, 20), "7"), pictures=found)
    assert page.getpixel((150, 150)) == RED
    assert page.getpixel((250, 150)) == WHITE
    mirrored = tag(
        "ofd:ImageObject", ID="1", ResourceID="7", Boundary="20 20 40 20", CTM="-40 0 0 20 40 0"
    )  # fmt: skip
    page = drawn(tmp_path, mirrored, pictures=found)
    assert page.getpixel((150, 150)) == WHITE
    assert page.getpixel((250, 150)) == RED


@pytest.mark.parametrize("content", [b"", b"no picture", png(Image.new("1", (9, 9)))[:40]])
def test_a_picture_that_cannot_be_decoded_is_a_frame(content: bytes, tmp_path: Path) -> None:
    page = drawn(tmp_path, ofd.picture(1, (20, 20, 40, 20), "7"), pictures={"7": content})
    assert page.getpixel((150, 150)) == WHITE
    assert page.getpixel((150, 100)) != WHITE


@pytest.mark.parametrize(
    "matrix", ["0 0 0 0 0 0", "1e9 0 0 1e9 0 0", "nan 0 0 1 0 0", "1e-9 0 0 1e-9 0 0", "1 2 3"]
)
def test_strange_places_harm_nobody(matrix: str, tmp_path: Path) -> None:
    picture = tag("ofd:ImageObject", ID="1", ResourceID="7", Boundary="0 0 1 1", CTM=matrix)
    code = tag("ofd:TextCode", "x", X="1e30", Y="-1e30")
    text = tag("ofd:TextObject", code, ID="1", Boundary="0 0 1 1", Size="4", CTM=matrix)
    shape = path("M 0 0 L 9 9 L 0 9 C", Fill="true", CTM=matrix, LineWidth="1e9")
    found = {"7": png(Image.new("RGB", (9, 9), "red"))}
    assert drawn(tmp_path, picture, text, shape, pictures=found).size == (500, 500)


@pytest.mark.parametrize(
    ("data", "middle", "end"),
    [
        ("M 0 0 A 1 1 0 0 1 1 1", (0.7071, 0.2929), (1, 1)),
        ("M 0 0 A 1 1 0 0 0 1 1", (0.2929, 0.7071), (1, 1)),
        ("M 0 0 A 1 1 0 1 1 1 1", (1.7071, -0.7071), (1, 1)),
        ("M 0 0 A 1 1 0 0 1 2 0", (1, -1), (2, 0)),
        ("M 0 0 A 9 9 0 0 1 0 0", (0, 0), (0, 0)),
        ("M 0 0 A 0 0 0 0 1 5 5", (5, 5), (5, 5)),
        ("M 0 0 Q 1 0 1 1", (0.75, 0.25), (1, 1)),
        ("M 0 0 B 0 1 1 1 1 0", (0.5, 0.75), (1, 0)),
    ],
)
def test_curves_go_the_right_way(
    data: str, middle: tuple[float, float], end: tuple[float, float]
) -> None:
    [line] = lines(data)
    assert line[len(line) // 2] == pytest.approx(middle, abs=1e-3)
    assert line[-1] == pytest.approx(end, abs=1e-3)


@pytest.mark.parametrize("data", ["", "Z", "M 1", "M x y", "M 1e99 1", "M nan 1", "L", "C C C"])
def test_what_is_written_wrong_is_not_drawn(data: str) -> None:
    assert [line for line in lines(data) if line] == []


def test_a_path_ends_where_it_is_written_wrong() -> None:
    assert list(lines("M 0 0 L 1 1 M 2 2 L 3 3 L x 4 L 9 9")) == [
        [(0, 0), (1, 1)], [(2, 2), (3, 3)],
    ]  # fmt: skip
