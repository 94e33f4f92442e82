"""The picture of an XML: a row a field, a row a line of goods, what failed in its own colour."""

from pipelines.document.exchange import PLAIN
from pipelines.document.picture.lettering import COLOURS
from pipelines.document.picture.listing import listing
from tests.pipelines.document.picture.drawing import count, has, row


def test_a_listing_has_one_row_a_field_and_one_a_line_of_goods() -> None:
    marks = [row("total", "/I/Total"), row("vendor", "/I/Name")]
    goods = [row(f"line_items.0.{part}", f"/I/Line/{part}") for part in ("description", "total")]
    one_row = listing(marks, PLAIN).height - listing(marks[:1], PLAIN).height
    assert one_row > 40
    assert listing([*marks, *goods], PLAIN).height == listing(marks, PLAIN).height + one_row
    assert not has(listing([*marks, *goods], PLAIN), COLOURS["error"])
    assert has(listing([*marks, row("tax", "/I/Tax", "error")], PLAIN), COLOURS["error"])


def test_what_failed_is_said_in_its_row() -> None:
    plain = listing([row("tax", "/I/Tax", "error")], PLAIN)
    told = listing([row("tax", "/I/Tax", "error", rule="tax_rate")], PLAIN)
    assert told.size == plain.size
    assert count(told, COLOURS["error"]) > count(plain, COLOURS["error"])


def test_a_failing_amount_of_a_line_is_told_from_its_other_values() -> None:
    parts = ("description", "qty", "unit_price", "total")
    line = [row(f"line_items.0.{part}", f"/I/Line/{part}") for part in parts]
    failing = row("line_items.0.total", "/I/Line/total", "error", rule="line_amount_mismatch")
    every = [one.model_copy(update={"tone": "error"}) for one in line]
    one = listing([*line[:3], failing], PLAIN)
    assert 0 < count(one, COLOURS["error"]) < count(listing(every, PLAIN), COLOURS["error"])


def test_a_listing_stays_short() -> None:
    goods = [row(f"line_items.{number}.total", f"/I/Line[{number}]") for number in range(500)]
    assert listing(goods, PLAIN).height < 4000


def test_a_line_that_failed_is_listed_however_many_there_are() -> None:
    goods = [row(f"line_items.{number}.total", f"/I/Line[{number}]") for number in range(500)]
    failing = row("line_items.500.total", "/I/Line[500]", "error")
    legend = count(listing([row("total", "/I/Total", "error")], PLAIN), COLOURS["error"])
    listed = listing([*goods, failing], PLAIN)
    assert listed.height == listing(goods, PLAIN).height
    assert count(listed, COLOURS["error"]) > legend / 2
