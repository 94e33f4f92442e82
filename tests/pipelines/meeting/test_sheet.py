"""The contact sheet: every slide with its number and its times, readable, of bounded size."""

import io
from pathlib import Path

import pytest
from PIL import Image

from pipelines.meeting.model import Slide, Span
from pipelines.meeting.sheet import MOST, clock, draw


def _slides(count: int, again: int = 0) -> list[Slide]:
    return [
        Slide(
            number=number,
            shown=tuple(
                Span(start_s=number * 60.0 + back * 600, end_s=number * 60.0 + back * 600 + 45)
                for back in range(again + 1)
            ),
            image=f"slide-{number:03}.jpg",
            width=1280,
            height=720,
        )
        for number in range(1, count + 1)
    ]


def _pictures(folder: Path, slides: list[Slide]) -> dict[str, Path]:
    for one in slides:
        Image.new("RGB", (320, 180), (200, one.number % 60, 40)).save(folder / one.image)
    return {one.image: folder / one.image for one in slides}


def _sheet(content: bytes | None) -> Image.Image:
    assert content is not None
    picture = Image.open(io.BytesIO(content))
    assert picture.format == "PNG"
    return picture.convert("RGB")


def test_no_slides_make_no_sheet() -> None:
    assert draw({}, []) is None


@pytest.mark.parametrize(("count", "columns"), [(1, 1), (3, 2), (20, 4), (60, 5)])
def test_all_slides_stand_on_a_sheet_of_one_width(tmp_path: Path, count: int, columns: int) -> None:
    slides = _slides(count)
    sheet = _sheet(draw(_pictures(tmp_path, slides), slides))
    assert sheet.width == 1600
    assert sheet.height < 4000
    step = (1600 - 24) // columns
    middles = [24 + column * step + step // 2 for column in range(columns)]
    red = [[_is_red(sheet, x, y) for y in range(sheet.height)] for x in middles]
    pictures = sum(
        now and not before
        for rows in red
        for before, now in zip([False, *rows], rows, strict=False)
    )
    assert pictures == count


def _is_red(sheet: Image.Image, x: int, y: int) -> bool:
    colour = sheet.getpixel((x, y))
    assert isinstance(colour, tuple)
    return colour[0] > 150 and colour[1] < 100 and colour[2] < 100


def test_of_more_slides_than_fit_the_number_is_told(tmp_path: Path) -> None:
    slides = _slides(MOST + 40)
    pictures = _pictures(tmp_path, slides)
    with_more = _sheet(draw(pictures, slides))
    without = _sheet(draw(pictures, slides[:MOST]))
    assert with_more.size == without.size
    foot = (0, with_more.height - 40, 200, with_more.height)
    assert with_more.crop(foot).tobytes() != without.crop(foot).tobytes()


def test_a_slide_that_came_again_says_so(tmp_path: Path) -> None:
    once, thrice = _slides(2), _slides(2, again=2)
    pictures = _pictures(tmp_path, once)
    assert draw(pictures, once) != draw(pictures, thrice)
    assert _sheet(draw(pictures, _slides(2, again=40))).width == 1600


def test_a_picture_that_is_missing_leaves_its_place_empty(tmp_path: Path) -> None:
    slides = _slides(3)
    pictures = _pictures(tmp_path, slides)
    del pictures[slides[1].image]
    assert _sheet(draw(pictures, slides)).size == _sheet(draw({}, slides)).size


@pytest.mark.parametrize(
    ("seconds", "text"), [(0, "0:00"), (67.9, "1:07"), (3599, "59:59"), (3753, "1:02:33")]
)
def test_moments_are_written_as_people_read_them(seconds: float, text: str) -> None:
    assert clock(seconds) == text
