"""Evidence pictures: the pages that are worth showing, upright, with frames where values stand."""

import itertools

import pytest
from PIL import Image, ImageDraw

from pipelines.document.exchange import PLAIN, Tone
from pipelines.document.picture import compose
from pipelines.document.picture.heading import heading
from pipelines.document.picture.lettering import BAND, COLOURS, WIDTH
from pipelines.document.straightening import Slant, slants
from pipelines.document.turning import turned
from pipelines.media import Box
from tests.drawn.camera import View, moved, seen
from tests.drawn.sheet import Place
from tests.pipelines.document.picture.drawing import VALUE, has, mark

LEFT = (WIDTH - 1320) // 2


def test_a_value_is_framed_where_it_stands() -> None:
    page = Image.new("RGB", (1320, 1000), "white")
    head = heading([mark()], PLAIN).height
    sheet = compose.compose({1: page}, [mark()], {}, PLAIN)
    assert sheet.width == WIDTH
    left, top = LEFT + 660 - 4, head + 250 - 3
    assert sheet.getpixel((left + 60, top + 1)) == COLOURS["good"]
    assert sheet.getpixel((left - 3, top + 30)) == (255, 255, 255)
    assert sheet.getpixel((left + 30, top + 30)) not in {(255, 255, 255), COLOURS["good"]}


def test_a_quote_of_several_rows_is_framed_whole() -> None:
    page = Image.new("RGB", (1320, 1000), "white")
    for row, letter in itertools.product((255, 280), range(670, 970, 14)):
        ImageDraw.Draw(page).rectangle((letter, row, letter + 6, row + 12), "black")
    head = heading([mark()], PLAIN).height
    edges = {}
    for field in ("termination", "parties.0", "vendor"):
        sheet = compose.compose({1: page}, [mark(field)], {}, PLAIN)
        top, bottom = head + 250 - 3, head + 300 + 3
        edges[field] = [sheet.getpixel((LEFT + 800, row)) for row in (top, bottom)]
    framed = [COLOURS["good"]] * 2
    assert edges["termination"] == edges["parties.0"] == framed
    assert edges["vendor"] != framed


def test_the_print_under_a_frame_stays_legible() -> None:
    page = Image.new("RGB", (1320, 1000), "white")
    ImageDraw.Draw(page).rectangle((700, 260, 760, 280), "black")
    sheet = compose.compose({1: page}, [mark()], {}, PLAIN)
    assert sheet.getpixel((740 + LEFT, heading([mark()], PLAIN).height + 270)) == (0, 0, 0)


def test_tones_have_their_own_colours() -> None:
    page = Image.new("RGB", (600, 800), "white")
    tones: tuple[Tone, ...] = ("good", "warning", "error")
    for tone in tones:
        sheet = compose.compose({1: page}, [mark(tone=tone)], {}, PLAIN)
        assert {one for one in tones if has(sheet, COLOURS[one])} == {tone}
    assert len(set(COLOURS.values())) == 3


def test_a_line_of_goods_has_a_band_and_its_failing_value_a_frame() -> None:
    page = Image.new("RGB", (1320, 1000), "white")
    sound = compose.compose({1: page}, [mark("line_items.0.total")], {}, PLAIN)
    assert has(sound, BAND)
    assert not has(sound, COLOURS["good"])
    failing = compose.compose({1: page}, [mark("line_items.0.total", "error")], {}, PLAIN)
    assert has(failing, COLOURS["error"])


def test_a_turned_page_is_shown_upright_with_its_value() -> None:
    upright = Image.new("RGB", (1320, 1000), "white")
    ImageDraw.Draw(upright).rectangle((660, 250, 990, 300), (0, 120, 0))
    straight = compose.compose({1: upright}, [mark()], {}, PLAIN)
    for degrees in (90, 180, 270):
        filed = upright.rotate(degrees, expand=True)
        there = mark(box=turned(VALUE, 360 - degrees))
        assert (
            compose.compose({1: filed}, [there], slants({1: degrees}, {}), PLAIN).tobytes()
            == straight.tobytes()
        )


def test_a_page_photographed_from_aside_is_shown_upright_with_its_value() -> None:
    paper = Image.new("L", (1200, 1000), 255)
    pen = ImageDraw.Draw(paper)
    pen.rectangle((0, 0, 1199, 999), outline=190, width=30)
    pen.rectangle((600, 250, 900, 300), 60)
    photo, matrix = seen(paper, View(-12, 20, 8, ground=90))
    ends = [Place(1, Box(x, y, x, y)) for x, y in ((0, 0), (1, 0), (1, 1), (0, 1))]
    a, b, c, d = moved({"": tuple(ends)}, matrix, paper, photo)[""]
    lies = Slant((a.box[:2], b.box[:2], c.box[:2], d.box[:2]))
    there = mark(box=lies.filed(VALUE))
    sheet = compose.compose({1: photo.convert("RGB")}, [there], {1: lies}, PLAIN)
    top = heading([there], PLAIN).height
    level = top + round((sheet.height - 24 - top) * (VALUE.y0 + VALUE.y1) / 2)
    row = [sheet.getpixel((x, level)) for x in range(sheet.width)]
    frame = [x for x, colour in enumerate(row) if colour == COLOURS["good"]]
    value = [x for x, colour in enumerate(row) if isinstance(colour, tuple) and max(colour) < 90]
    width = value[-1] - value[0]
    assert width == pytest.approx(1320 / 4, abs=8)
    assert value[0] - 12 < frame[0] < value[0] < value[-1] < frame[-1] < value[-1] + 12
    assert len(frame) <= 8  # its two sides: the row is that of the value


def test_turning_back_gives_the_same_box() -> None:
    for degrees in (0, 90, 180, 270):
        assert turned(turned(VALUE, degrees), 360 - degrees) == pytest.approx(VALUE)
    assert turned(Box(0.1, 0.2, 0.3, 0.4), 90) == pytest.approx((0.6, 0.1, 0.8, 0.3))


def test_pages_with_failing_values_are_shown_first_and_in_their_order() -> None:
    marks = [mark(page=page) for page in (1, 2, 3, 4, 5, 5, 6)] + [mark(tone="error", page=7)]
    assert compose.worth_showing(marks) == (1, 2, 5, 7)
    assert compose.worth_showing([mark(tone="error", box=None)]) == (1,)


def test_pages_of_goods_give_way_to_those_with_other_values() -> None:
    goods = [mark(f"line_items.{n}.total", page=2 + n // 50) for n in range(300)]
    marks = [*goods, mark("vendor"), mark("iban", page=9), mark("total", page=8)]
    assert compose.worth_showing(marks) == (1, 2, 8, 9)
    failing = mark("line_items.260.total", "error", page=7)
    assert compose.worth_showing([*marks, failing]) == (1, 7, 8, 9)


def test_failing_lines_do_not_hide_the_page_of_the_total() -> None:
    failing = [mark(f"line_items.{n}.total", "error", page=1 + n // 9) for n in range(60)]
    assert compose.worth_showing([*failing, mark("vendor"), mark(page=30)]) == (1, 2, 3, 30)


def test_of_a_part_without_places_its_own_first_page_is_shown() -> None:
    assert compose.worth_showing([mark(box=None)], 5) == (5,)


def test_pages_that_had_no_room_are_named_above() -> None:
    page = Image.new("RGB", (600, 800), "white")
    shown = compose.compose({1: page}, [mark()], {}, PLAIN)
    more = compose.compose({1: page}, [mark(), mark(page=2)], {}, PLAIN)
    assert more.height > shown.height


def test_pages_are_numbered_where_there_are_several() -> None:
    page = Image.new("RGB", (1320, 1000), "white")
    one = compose.compose({1: page}, [mark()], {}, PLAIN)
    two = compose.compose({1: page, 2: page}, [mark(), mark(page=2)], {}, PLAIN)
    assert two.height > one.height + 1000 + 24


@pytest.mark.parametrize("size", [(5, 5), (300, 6000), (6000, 300), (1320, 1870), (40, 9000)])
def test_every_shape_of_page_fits(size: tuple[int, int]) -> None:
    sheet = compose.compose({1: Image.new("RGB", size, "white")}, [mark()], {}, PLAIN)
    assert sheet.width == WIDTH
    assert sheet.height < 5200


def test_a_long_slip_stays_wide_enough_to_be_read() -> None:
    slip = Image.new("RGB", (300, 2400), "black")
    sheet = compose.compose({1: slip}, [], {}, PLAIN)
    assert sum(sheet.getpixel((x, 1000)) == (0, 0, 0) for x in range(WIDTH)) >= 500


def test_large_photos_are_made_smaller_before_they_are_drawn() -> None:
    page = Image.new("L", (8000, 5000))
    assert compose.lean(page).size == (4000, 2500)
    assert compose.lean(page.resize((2000, 2000))).size == (2000, 2000)


def test_boxes_beyond_the_page_are_drawn_at_its_edge() -> None:
    page = Image.new("RGB", (600, 800), "white")
    for box in (Box(-1, -1, 2, 2), Box(0.9, 0.99, 1, 1), Box(0.5, 0.5, 0.5, 0.5)):
        assert has(compose.compose({1: page}, [mark(box=box)], {}, PLAIN), COLOURS["good"])
