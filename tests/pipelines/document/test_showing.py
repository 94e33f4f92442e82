"""What a model is shown: pictures upright and bounded, lines by page, and no more than helps."""

import io
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from PIL import Image, ImageDraw

from pipelines.document.exchange import Scan
from pipelines.document.question.messages import Shown, picture_of
from pipelines.document.showing import show
from pipelines.media import Box, Corners, MediaType, Recognized, Word
from tests.pipelines.document.pdfs import text_page
from tests.pipelines.document.xmls import cii

ROOM: dict[str, int] = {
    "pictures": 4, "pixels": 500_000, "edge": 8_000, "picture_bytes": 4_000_000,
}  # fmt: skip
WORDS = (Word("INVOICE", Box(0.1, 0.1, 0.3, 0.12), 0.9),)
ASKEW: Corners = ((0.05, 0.02), (1.0, 0.0), (0.95, 0.98), (0.0, 1.0))


@pytest.fixture(autouse=True)
def _in_a_folder_of_its_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def shown(
    content: bytes,
    kind: MediaType = MediaType.PDF,
    scans: dict[int, Scan] | None = None,
    *,
    prose: bool = False,
    part: list[int] | None = None,
    room: Mapping[str, int] | None = None,
) -> tuple[Shown, dict[int, Image.Image]]:
    file = Path("file")
    file.write_bytes(content)
    args: dict[str, Any] = {
        "type": kind.value, "max_pages": 9, "part": part, "prose": prose,
        "scans": {number: scan.model_dump() for number, scan in (scans or {}).items()},
        "bounds": ROOM | dict(room or {}),
    }  # fmt: skip
    found = Shown.model_validate(show(file, args))
    pictures: dict[int, Image.Image] = {
        sheet.number: Image.open(io.BytesIO(Path(picture_of(sheet.number)).read_bytes()))
        for sheet in found.sheets
        if sheet.picture
    }
    left = {path.name for path in Path().glob("page-*")}
    assert left == {picture_of(number) for number in pictures}
    return found, pictures


def photo(width: int = 1200, height: int = 800) -> bytes:
    """Draw a page with a dark corner at its top left."""
    page, out = Image.new("RGB", (width, height), "white"), io.BytesIO()
    ImageDraw.Draw(page).rectangle((0, 0, width // 4, height // 4), fill="black")
    page.save(out, "PNG")
    return out.getvalue()


def is_dark(page: Image.Image, x: float, y: float) -> bool:
    shade = page.convert("L").getpixel((int(x * page.width), int(y * page.height)))
    assert isinstance(shade, int)
    return shade < 100


def test_a_page_with_words_has_a_small_picture() -> None:
    found, pictures = shown(text_page())
    assert found.sheets[0].lines[0] == "Invoice 4711 of Mill and Sons Limited"
    page = pictures[1]
    assert (page.format, page.mode) == ("JPEG", "RGB")
    assert 450_000 < page.width * page.height <= 500_000
    assert page.width / page.height == pytest.approx(0.75, abs=0.01)


def test_it_is_no_larger_than_what_shows_where_something_stands() -> None:
    _, pictures = shown(text_page(), room={"pixels": 9_000_000})
    assert 900_000 < pictures[1].width * pictures[1].height <= 1_000_000


def test_prose_with_words_and_e_invoices_have_none() -> None:
    assert shown(text_page(), prose=True)[1] == {}
    with_xml, pictures = shown(text_page(attachments=[("factur-x.xml", cii())]))
    assert pictures == {}
    assert with_xml.withheld == 0
    assert any(" = " in line for line in with_xml.stated)
    bare, _ = shown(cii(), MediaType.XML)
    assert (bare.sheets, len(bare.stated) > 5) == ((), True)


def test_a_photo_keeps_to_the_pixels_that_are_taken() -> None:
    scan = Scan.of(Recognized(WORDS))
    _, pictures = shown(photo(), MediaType.PNG, {1: scan})
    page = pictures[1]
    assert 450_000 < page.width * page.height <= ROOM["pixels"]
    assert is_dark(page, 0.1, 0.1)
    _, pictures = shown(photo(), MediaType.PNG, {1: scan}, room={"edge": 500})
    assert max(pictures[1].size) <= 500


@pytest.mark.parametrize(("turn", "dark"), [(90, (0.9, 0.1)), (180, (0.9, 0.9)), (270, (0.1, 0.9))])
def test_a_page_is_shown_upright(turn: int, dark: tuple[float, float]) -> None:
    scan = Scan.of(Recognized(WORDS, turn))
    _, pictures = shown(photo(), MediaType.PNG, {1: scan})
    page = pictures[1]
    assert (page.width > page.height) == (turn == 180)
    assert page.width * page.height <= ROOM["pixels"]
    assert is_dark(page, *dark)
    assert not is_dark(page, 1 - dark[0], 1 - dark[1])


def test_a_page_that_lies_askew_is_straightened() -> None:
    scan = Scan.of(Recognized(WORDS, 0, ASKEW))
    _, pictures = shown(photo(), MediaType.PNG, {1: scan})
    assert pictures[1].width * pictures[1].height <= ROOM["pixels"]
    assert is_dark(pictures[1], 0.05, 0.05)


@pytest.mark.parametrize(
    ("room", "drawn", "withheld"),
    [
        ({"pictures": 2}, [1, 2], 1),
        ({"pictures": 0}, [], 3),
        ({"picture_bytes": 18_000}, [1], 2),
        ({"picture_bytes": 10}, [], 3),
        ({}, [1, 2, 3], 0),
    ],
)
def test_pages_have_pictures_in_their_order_as_far_as_there_is_room(
    room: dict[str, int], drawn: list[int], withheld: int
) -> None:
    found, pictures = shown(text_page(pages=3), room=room)
    assert (sorted(pictures), found.withheld) == (drawn, withheld)
    assert [len(sheet.lines) for sheet in found.sheets] == [2, 2, 2]


def test_of_a_part_only_its_pages_are_shown() -> None:
    found, pictures = shown(text_page(pages=4), part=[2, 3])
    assert [sheet.number for sheet in found.sheets] == [2, 3]
    assert sorted(pictures) == [2, 3]


def test_lines_are_bounded_and_printable() -> None:
    found, _ = shown(text_page(["x" * 3_000, "a\x07b" + "c" * 60]))
    assert max(len(line) for sheet in found.sheets for line in sheet.lines) <= 1_000
    assert all(line.isprintable() for sheet in found.sheets for line in sheet.lines)
