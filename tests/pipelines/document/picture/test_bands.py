"""Lines of goods: a band for each row, its number in the margin."""

from itertools import pairwise

from PIL import Image

from pipelines.document.picture.bands import bands, draw_bands
from pipelines.document.picture.lettering import BAND, COLOURS
from tests.pipelines.document.picture.drawing import count, has, mark


def test_a_band_reaches_around_all_that_a_line_says() -> None:
    found = bands([
        (mark("line_items.1.total"), (900, 200, 980, 220)),
        (mark("line_items.1.description"), (100, 198, 300, 219)),
        (mark("line_items.1.description"), (100, 222, 260, 240)),
        (mark("total"), (900, 500, 980, 520)),
    ])  # fmt: skip
    assert [(one.line, one.place, one.tone) for one in found] == [(1, (100, 198, 980, 240), "good")]


def test_bands_do_not_reach_into_each_other() -> None:
    rows = [(mark(f"line_items.{at}.total"), (900, 30 * at, 980, 30 * at + 40)) for at in range(5)]
    found = bands(rows)
    assert [one.line for one in found] == [0, 1, 2, 3, 4]
    for above, below in pairwise(found):
        assert above.place[3] < below.place[1]


def test_a_line_is_as_bad_as_its_worst_value() -> None:
    (band,) = bands([
        (mark("line_items.0.qty"), (10, 10, 20, 20)),
        (mark("line_items.0.total", "error"), (30, 10, 40, 20)),
        (mark("line_items.0.unit_price"), (50, 10, 60, 20)),
    ])  # fmt: skip
    assert band.tone == "error"


def test_numbers_stand_in_the_margin() -> None:
    sheet = Image.new("RGB", (600, 300), "white")
    found = bands([(mark("line_items.11.total", "error"), (200, 100, 400, 120))])
    (number,) = draw_bands(sheet, found, 60)
    assert number[0] < number[2] <= 60
    assert has(sheet.crop(number), COLOURS["error"])
    assert count(sheet, BAND) >= 200 * 20


def test_no_lines_no_bands() -> None:
    sheet = Image.new("RGB", (600, 300), "white")
    assert draw_bands(sheet, bands([(mark(), (1, 1, 9, 9))]), 60) == []
    assert not has(sheet, BAND)
