"""From where a value was read to its print: boxes end where letters end."""

import pytest
from PIL import Image, ImageDraw

from pipelines.document.fonts import face
from pipelines.document.picture.snug import snug
from pipelines.document.picture.tags import Rect

FONT = face(28)


def written(text: str, paper: int = 255, ink: int = 0) -> tuple[Image.Image, Rect]:
    """Write a text at (100, 100) and give its page and the rectangle of its ink."""
    page = Image.new("L", (900, 240), paper)
    pen = ImageDraw.Draw(page)
    pen.text((100, 100), text, ink, FONT)
    left, top, right, bottom = pen.textbbox((100, 100), text, font=FONT)
    return page, (int(left), int(top), int(right), int(bottom))


def near(found: Rect, wanted: Rect, by: int = 3) -> bool:
    return all(abs(one - other) <= by for one, other in zip(found, wanted, strict=True))


@pytest.mark.parametrize(("paper", "ink"), [(255, 0), (170, 40), (40, 230)])
def test_air_around_a_value_is_taken_off(paper: int, ink: int) -> None:
    page, print_ = written("2026-1418", paper, ink)
    left, top, right, bottom = print_
    assert near(snug(page, (left - 12, top - 11, right + 12, bottom + 11)), print_)


@pytest.mark.parametrize("off", [-8, -4, 0, 4])
def test_a_label_before_the_value_is_left_out(off: int) -> None:
    page, (_, top, right, bottom) = written("Invoice: 84711")
    start = 100 + round(FONT.getlength("Invoice: "))
    found = snug(page, (start + off, top - 4, right, bottom + 4))
    assert abs(found[0] - start) <= 4


def test_what_follows_the_value_is_left_out() -> None:
    page, (left, top, _, bottom) = written("12.50 EUR")
    end = 100 + round(FONT.getlength("12.50"))
    found = snug(page, (left, top, end + 5, bottom))
    assert abs(found[2] - end) <= 4


def test_the_line_below_and_its_rule_are_left_out() -> None:
    page, print_ = written("2026-1418")
    left, top, right, bottom = print_
    pen = ImageDraw.Draw(page)
    pen.line((0, bottom + 8, 900, bottom + 8), 0, 2)
    pen.line((left - 10, 0, left - 10, 240), 0, 2)
    assert near(snug(page, (left - 12, top - 6, right, bottom + 14)), print_)


def test_grain_is_no_print() -> None:
    page, print_ = written("2026-1418", 190, 30)
    noise = Image.effect_noise(page.size, 24).point([value // 4 for value in range(256)])
    grainy = Image.blend(page, noise, 0.25)
    left, top, right, bottom = print_
    assert near(snug(grainy, (left - 10, top - 8, right + 10, bottom + 8)), print_, 4)


EMPTY: list[Rect] = [
    (10, 10, 60, 40), (0, 0, 0, 0), (300, 10, 290, 4), (0, 0, 900, 240), (890, 230, 950, 300),
]  # fmt: skip


@pytest.mark.parametrize("place", EMPTY)
def test_where_nothing_stands_out_a_place_stays(place: Rect) -> None:
    page = Image.new("L", (900, 240), 200)
    assert snug(page, place) == place
