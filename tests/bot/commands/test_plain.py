"""A card as lines of text: what stands in columns, what is folded away, what is not shown."""

import pytest

from bot.commands.plain import render
from handlers.chat import Button, Buttons, Card, Code, Entry, Fields, Part, Table, Text

WHERE = Table(("Field", "Says"), (("Total", "1"),))
FIELDS = Fields((("Seller", "Acme"), ("合计", "1")))


def test_each_kind_of_part() -> None:
    pressed = Buttons((Button("review.open", "D-1:1", "Open"),))
    parts = (
        Text("All well"),
        Text("Not well", "bad"),
        Entry("Acme · A-1", "2 days", Button("review.open", "D-1:1", "Open")),
        pressed,
        Code("JSON", "{}"),
    )
    assert render(Card("Title", parts, footer="the end")).splitlines() == [
        "Title", "All well", "! Not well", "  Acme · A-1", "    2 days", "the end",
    ]  # fmt: skip


@pytest.mark.parametrize("between", [(), (Buttons((Button("a", "b", "c"),)),)])
def test_two_parts_in_columns_are_apart(between: tuple[Part, ...]) -> None:
    assert render(Card("Title", (WHERE, *between, FIELDS))).splitlines() == [
        "Title", "  Field  Says", "  Total  1", "", "  Seller  Acme", "  合计    1",
    ]  # fmt: skip
    assert "" not in render(Card("Title", (WHERE, Text("and"), FIELDS))).splitlines()


def test_what_is_not_there_takes_no_line() -> None:
    assert render(Card("", (Text(""), WHERE))) == "  Field  Says\n  Total  1"


def test_what_steers_a_terminal_is_left_out() -> None:
    assert render(Card("a\x1b[2J\u202eb", (Text("c\u200bd"),))) == "a[2Jb\ncd"
