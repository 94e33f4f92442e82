"""Which values are framed and named, in which order, and what is named together."""

from PIL import Image

from pipelines.document.exchange import PLAIN, Mark, Tone
from pipelines.document.picture.lettering import COLOURS, PAPER
from pipelines.document.picture.naming import MOST_LINES, draw_values, values_of
from pipelines.document.picture.tags import Rect
from tests.pipelines.document.picture.drawing import count, has, mark

AMOUNT: Rect = (500, 300, 620, 330)


def drawn(marks: list[tuple[Mark, Rect]]) -> Image.Image:
    sheet = Image.new("RGB", (1400, 900), PAPER)
    draw_values(sheet, values_of(marks, PLAIN), sheet.convert("L"), 0, [])
    return sheet


def test_what_failed_comes_first_and_what_stands_back_last() -> None:
    marks: list[tuple[str, Tone]] = [
        ("buyer", "good"), ("vendor", "good"), ("iban", "warning"), ("tax", "error"),
    ]  # fmt: skip
    places = [(mark(name, tone), (100, 90 * at, 200, 90 * at + 30))
              for at, (name, tone) in enumerate(marks)]  # fmt: skip
    names = [value.names for value in values_of(places, PLAIN)]
    assert names == [["! tax"], ["? iban"], ["vendor"], ["buyer"]]


def test_fields_that_stand_back_are_named_on_white() -> None:
    main, further = drawn([(mark("total"), AMOUNT)]), drawn([(mark("buyer"), AMOUNT)])
    assert count(main, COLOURS["good"]) > 2 * count(further, COLOURS["good"])
    assert has(further, COLOURS["good"])


def test_a_currency_is_named_with_the_amount_that_it_stands_in_or_beside() -> None:
    for sign in ((500, 300, 515, 330), (634, 302, 654, 328)):
        (value,) = values_of([(mark("currency"), sign), (mark("total"), AMOUNT)], PLAIN)
        assert value.names == ["total", "currency"]
        assert value.place[0] <= sign[0] < sign[2] <= value.place[2]
    apart = values_of([(mark("currency"), (700, 300, 720, 330)), (mark("total"), AMOUNT)], PLAIN)
    assert len(apart) == 2


def test_what_a_square_code_says_has_one_frame() -> None:
    names = ("invoice_number", "total", "invoice_code")
    (value,) = values_of([(mark(name), (50, 50, 200, 200)) for name in names], PLAIN)
    assert value.names == ["invoice number", "total", "invoice code"]
    assert not value.quiet


def test_a_failing_value_is_never_merged_into_a_sound_one() -> None:
    pair = [(mark("currency", "warning"), (500, 300, 515, 330)), (mark("total"), AMOUNT)]
    assert [value.names for value in values_of(pair, PLAIN)] == [["? currency"], ["total"]]


def test_sound_values_of_lines_are_not_named() -> None:
    marks = [(mark("line_items.0.qty"), AMOUNT), (mark("line_items.0.total", "error"), AMOUNT)]
    assert [value.names for value in values_of(marks, PLAIN)] == [["! line 1 total"]]


def test_a_failing_value_says_what_failed() -> None:
    (value,) = values_of([(mark(tone="error", rule="sum_mismatch"), AMOUNT)], PLAIN)
    assert (value.names, value.why) == (["! total"], "sum mismatch")
    plain, told = (drawn([(mark(tone="error", rule=rule), AMOUNT)])
                   for rule in (None, "sum_mismatch"))  # fmt: skip
    assert count(told, COLOURS["error"]) > count(plain, COLOURS["error"])


def test_of_a_crowd_of_failing_lines_a_few_are_named_and_no_field_less() -> None:
    def crowd(size: int) -> list[tuple[Mark, Rect]]:
        places: list[Rect] = [(900, 40 + 14 * at, 940, 52 + 14 * at) for at in range(size)]
        return [(mark(f"line_items.{at}.qty", "error"), one) for at, one in enumerate(places)]

    def named(size: int) -> int:
        framed = count(drawn(crowd(size)), COLOURS["error"]) / size
        return round(framed)

    assert named(MOST_LINES) > 1.5 * named(4 * MOST_LINES)
    field = [*crowd(4 * MOST_LINES), (mark("total"), AMOUNT)]
    frame_only = 2 * (AMOUNT[2] - AMOUNT[0] + AMOUNT[3] - AMOUNT[1]) * 2
    assert count(drawn(field), COLOURS["good"]) > frame_only
