"""Name tags: beside their values, where they hide neither values nor print nor each other."""

import itertools

import pytest
from PIL import Image, ImageDraw

from pipelines.document.fonts import face
from pipelines.document.picture.tags import Placer, Rect, around, distance
from tests.pipelines.document.picture.drawing import covers


def test_tags_cover_no_value_and_no_other_tag() -> None:
    ink = Image.new("L", (1400, 1800), 255)
    values: list[Rect] = [
        (200 + 400 * across, 300 + 34 * down, 330 + 400 * across, 330 + 34 * down)
        for across, down in itertools.product(range(3), range(8))
    ]
    placer = Placer(ink, 0, values)
    tags = [placer.place(value, (120, 28)) for value in values]
    for at, tag in enumerate(tags):
        assert not any(covers(tag, value) for value in values)
        assert not any(covers(tag, other) for other in tags[:at])
        assert 0 <= tag[0] < tag[2] <= ink.width


@pytest.mark.parametrize("paper", [255, 170])
def test_a_tag_leaves_print_alone_where_there_is_room(paper: int) -> None:
    ink = Image.new("L", (1400, 800), paper)
    printed = (100, 240, 900, 280)
    ImageDraw.Draw(ink).text((100, 240), "Mill and Sons Limited, Leeds", 0, face(34))
    value = (300, 290, 400, 320)
    tag = Placer(ink, 0, [value]).place(value, (120, 28))
    assert not covers(tag, printed)
    assert distance(tag, value) <= 12


def test_a_tag_in_a_table_stands_in_the_margin_of_its_row() -> None:
    ink = Image.new("L", (1400, 1800), 255)
    pen = ImageDraw.Draw(ink)
    line = "8 Apples 1.00 8.00 " * 6
    for down in range(100, 1700, 24):
        pen.text((200, down), line, 0, face(20))
    value = (1000, 900, 1080, 920)
    tag = Placer(ink, 0, [value]).place(value, (150, 44))
    assert tag[0] > 195 + face(20).getlength(line) or tag[2] < 200
    assert abs((tag[1] + tag[3]) - (value[1] + value[3])) <= 2


def test_around_holds_both() -> None:
    assert around((5, 8, 9, 10), (1, 9, 6, 20)) == (1, 8, 9, 20)
