"""Evidence pictures: frames where values stand, tags that hide nothing, rows for an XML."""

import itertools

import pytest
from PIL import Image, ImageDraw

from pipelines.document.exchange import PLAIN, Mark, Tone
from pipelines.document.fonts import face
from pipelines.document.picture import compose
from pipelines.document.picture.lettering import (
    COLOURS,
    WIDTH,
    field_name,
    fitted,
    heading,
    printable,
)
from pipelines.document.picture.listing import listing
from pipelines.document.picture.tags import Placer, Rect, distance
from pipelines.document.straightening import Slant, slants
from pipelines.document.turning import turned
from pipelines.media import Box
from tests.drawn.camera import View, moved, seen
from tests.drawn.sheet import Place

VALUE = Box(0.5, 0.25, 0.75, 0.3)


def mark(field: str = "total", tone: Tone = "good", page: int = 1, box: Box | None = VALUE) -> Mark:
    return Mark(field=field, tone=tone, text="119.00", page=page, box=box)


def row(field: str, path: str, tone: Tone = "good", text: str = "119.00") -> Mark:
    return Mark(field=field, tone=tone, text=text, path=path)


def has(sheet: Image.Image, colour: tuple[int, int, int]) -> bool:
    counted = sheet.getcolors(sheet.width * sheet.height) or []
    return any(found == colour for _, found in counted)


def covers(one: Rect, other: Rect) -> bool:
    return one[0] < other[2] and one[2] > other[0] and one[1] < other[3] and one[3] > other[1]


def test_a_value_is_framed_where_it_stands() -> None:
    page = Image.new("RGB", (1320, 1000), "white")
    head = heading([mark()], PLAIN).height
    sheet = compose.compose({1: page}, [mark()], {}, PLAIN)
    assert sheet.width == WIDTH
    left, top = 40 + 660 - 4, head + 250 - 3
    assert sheet.getpixel((left + 60, top + 1)) == COLOURS["good"]
    assert sheet.getpixel((left - 3, top + 30)) == (255, 255, 255)
    assert sheet.getpixel((left + 30, top + 30)) not in {(255, 255, 255), COLOURS["good"]}


def test_the_print_under_a_frame_stays_legible() -> None:
    page = Image.new("RGB", (1320, 1000), "white")
    ImageDraw.Draw(page).rectangle((700, 260, 760, 280), "black")
    sheet = compose.compose({1: page}, [mark()], {}, PLAIN)
    assert sheet.getpixel((740 + 30, heading([mark()], PLAIN).height + 270)) == (0, 0, 0)


def test_tones_have_their_own_colours() -> None:
    page = Image.new("RGB", (600, 800), "white")
    tones: tuple[Tone, ...] = ("good", "warning", "error")
    for tone in tones:
        sheet = compose.compose({1: page}, [mark(tone=tone)], {}, PLAIN)
        assert {one for one in tones if has(sheet, COLOURS[one])} == {tone}
    assert len(set(COLOURS.values())) == 3


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
    assert compose.worth_showing([Mark(field="total", tone="error")]) == (1,)


def test_every_shape_of_page_fits() -> None:
    for size in ((5, 5), (300, 6000), (6000, 300), (1320, 1870)):
        sheet = compose.compose({1: Image.new("RGB", size, "white")}, [mark()], {}, PLAIN)
        assert sheet.width == WIDTH
        assert sheet.height < 2200


def test_boxes_beyond_the_page_are_drawn_at_its_edge() -> None:
    page = Image.new("RGB", (600, 800), "white")
    for box in (Box(-1, -1, 2, 2), Box(0.9, 0.99, 1, 1), Box(0.5, 0.5, 0.5, 0.5)):
        assert has(compose.compose({1: page}, [mark(box=box)], {}, PLAIN), COLOURS["good"])


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


def test_lines_of_goods_are_tagged_only_when_they_fail() -> None:
    page = Image.new("RGB", (1320, 1000), "white")
    plain = compose.compose({1: page}, [mark("line_items.0.total")], {}, PLAIN)
    tagged = compose.compose({1: page}, [mark("total")], {}, PLAIN)

    def filled(sheet: Image.Image) -> int:
        counted = sheet.getcolors(sheet.width * sheet.height) or []
        return next(count for count, colour in counted if colour == COLOURS["good"])

    assert filled(tagged) > filled(plain) + 500
    failing = compose.compose({1: page}, [mark("line_items.0.total", "error")], {}, PLAIN)
    assert has(failing, COLOURS["error"])


def test_what_stands_on_no_page_is_told_above() -> None:
    found = [mark()]
    missing = Mark(field="issue_date", tone="error")
    hidden = row("iban", "/Invoice/IBANID")
    assert has(heading([*found, missing], PLAIN), COLOURS["error"])
    assert (
        heading([*found, missing, hidden], PLAIN).height > heading([*found, missing], PLAIN).height
    )
    assert (
        heading([*found, row("total", "/Invoice/Total")], PLAIN).height
        == heading(found, PLAIN).height
    )
    many = [Mark(field=f"field_{number}", tone="error") for number in range(60)]
    assert heading(many, PLAIN).width == WIDTH


def test_a_listing_has_one_row_a_field_and_one_a_line_of_goods() -> None:
    marks = [row("total", "/I/Total"), row("vendor", "/I/Name")]
    goods = [row(f"line_items.0.{part}", f"/I/Line/{part}") for part in ("description", "total")]
    one_row = listing(marks, PLAIN).height - listing(marks[:1], PLAIN).height
    assert one_row > 40
    assert listing([*marks, *goods], PLAIN).height == listing(marks, PLAIN).height + one_row
    assert not has(listing([*marks, *goods], PLAIN), COLOURS["error"])
    assert has(listing([*marks, row("tax", "/I/Tax", "error")], PLAIN), COLOURS["error"])


def test_a_listing_stays_short() -> None:
    goods = [row(f"line_items.{number}.total", f"/I/Line[{number}]") for number in range(500)]
    assert listing(goods, PLAIN).height < 4000


def test_names_for_people() -> None:
    assert field_name("invoice_number", PLAIN) == "invoice number"
    assert field_name("line_items.1.unit_price", PLAIN) == "line 2 unit price"
    chinese = PLAIN.model_copy(update={"fields": {"total": "价税合计"}, "line": "第 {number} 行"})
    assert field_name("total", chinese) == "价税合计"
    assert field_name("line_items.1.total", chinese) == "第 2 行 价税合计"


def test_text_is_made_printable_and_fits() -> None:
    assert printable("a\u202eb\u0000c\n d\u200b") == "abc d"
    font = face(20)
    assert fitted("short", font, 500) == "short"
    cut = fitted("x" * 5000, font, 200)
    assert cut.endswith("…")
    assert font.getlength(cut) <= 200
