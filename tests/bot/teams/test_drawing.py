"""A card as an Adaptive Card: what is on it, in which shape, and what there is no room for."""

import json
from dataclasses import replace
from typing import Any

from bot.teams.drawing import MOST_BYTES, drawn
from bot.teams.elements import size_of
from bot.teams.verbs import BACK, PAGE, PRESS
from handlers.chat import Button, Buttons, Card, Code, Entry, Fields, Table, Text
from tests.bot.teams.filled import of_type, words

APPROVE = Button("review.approve", "D-1:1", "Approve", "good")
CARD = Card(
    "Invoice · ACME · 1,320.00 EUR",
    (
        Text("1 check failed.", "bad"),
        Fields((("Seller", "ACME"), ("Total", "1,320.00"))),
        Table(("What", "Price"), (("Bolts", "12.00"), ("", "3.00")), frozenset({1})),
        Buttons((APPROVE, Button("review.reject", "D-1:1", "Reject", "bad"))),
        Code("JSON", '{\n  "total": 1320.00\n}'),
    ),
    "bad",
    "read in 0.2 s",
)


def goods(count: int) -> Table:
    return Table(("What", "Price"), tuple((f"Bolt {at}", "1.00") for at in range(1, count + 1)))


def test_all_of_a_card_is_shown() -> None:
    shown = drawn(CARD)
    assert (shown["type"], shown["version"]) == ("AdaptiveCard", "1.5")
    assert words(shown) == [
        "⚠️ Invoice · ACME · 1,320.00 EUR", "⚠️ 1 check failed.", "Seller", "ACME", "Total",
        "1,320.00", "What", "Price", "Bolts", "12.00", "", "3.00",
        '{\n\u00a0\u00a0"total": 1320.00\n}', "read in 0.2 s",
    ]  # fmt: skip


def test_a_press_says_the_action_and_what_it_is_about() -> None:
    approve, reject = of_type(drawn(CARD), "Action.Execute")
    assert approve == {
        "type": "Action.Execute", "title": "Approve", "verb": PRESS, "style": "positive",
        "data": {"a": "review.approve", "v": "D-1:1"}, "associatedInputs": "none",
        "fallback": {
            "type": "Action.Submit", "title": "Approve",
            "data": {"k": PRESS, "a": "review.approve", "v": "D-1:1"},
        },
    }  # fmt: skip
    assert (reject["style"], reject["data"]["a"]) == ("destructive", "review.reject")


def test_an_older_client_gives_way_where_there_is_no_room_for_its_buttons() -> None:
    long = [Text("x" * 2900)] * 3
    every = (replace(CARD, parts=(*CARD.parts, *long, Text("x" * at))) for at in range(0, 2900, 90))
    shown = [drawn(one) for one in every]
    assert len(of_type(shown[0], "Action.Submit")) == 2
    narrow = next(one for one in shown if not of_type(one, "Action.Submit"))
    # Nothing else goes for their sake: not the JSON, and no word.
    assert len(of_type(narrow, "Action.ToggleVisibility")) == 1
    assert len(of_type(narrow, "Action.Execute")) == 2
    assert not any("left out" in one or "shortened" in one for one in words(narrow))


def test_a_link_is_opened() -> None:
    link = Button("link", "", "Watch", url="https://clerk.example/m/1")
    [opened] = drawn(Card("Meeting", (Buttons((link,)),)))["body"][1]["actions"]
    assert opened == {"type": "Action.OpenUrl", "title": "Watch", "url": link.url}
    long = replace(link, url=f"https://clerk.example/{'m' * 2000}")
    [pressed] = drawn(Card("Meeting", (Buttons((long,)),)))["body"][1]["actions"]
    assert (pressed["verb"], pressed["data"]["a"]) == (PRESS, "link")


def test_more_buttons_than_a_client_shows_are_in_several_rows() -> None:
    row = Buttons(tuple(Button("a.b", str(at), "Do") for at in range(12)))
    rows = of_type(drawn(Card("Card", (row,))), "ActionSet")
    assert [len(one["actions"]) for one in rows] == [5, 5, 2]


def test_code_is_folded_away_and_a_long_one_is_in_the_file() -> None:
    shown = drawn(CARD)
    [toggle] = of_type(shown, "Action.ToggleVisibility")
    [folded] = [one for one in of_type(shown, "Container") if "id" in one]
    assert (toggle["title"], toggle["targetElements"]) == ("JSON", [folded["id"]])
    assert folded["isVisible"] is False
    long = drawn(Card("Card", (Code("JSON", "x\n" * 9000),)))
    assert words(long) == ["Card", "JSON: in the file below."]


def test_the_code_of_a_notice_and_of_its_card_are_told_apart() -> None:
    shown = drawn(CARD, above=CARD)
    names = [one["targetElements"][0] for one in of_type(shown, "Action.ToggleVisibility")]
    assert len(names) == len(set(names)) == 2


def test_what_stands_beside_an_entry_is_pressed_there() -> None:
    [entry] = drawn(Card("Queue", (Entry("ACME", "2 days", APPROVE, "bad"),)))["body"][1:]
    said, beside = entry["columns"]
    assert (words(said), len(of_type(beside, "Action.Execute"))) == (["⚠️ ACME", "2 days"], 1)
    [bare] = drawn(Card("Queue", (Entry("ACME", " "),)))["body"][1:]
    assert (words(bare), len(bare["columns"])) == (["ACME"], 1)


def turned(shown: Any) -> dict[str, int]:
    """Give the pages that can be turned to, by what is said."""
    turns = (one for one in of_type(shown, "Action.Execute") if one["verb"] == PAGE)
    return {one["title"]: one["data"]["p"] for one in turns}


def test_a_table_is_turned_page_by_page() -> None:
    card = Card("Card", (goods(25),))
    first, middle, last = (drawn(card, page=page) for page in range(3))
    assert "Rows 1–10 of 25" in words(first)
    assert turned(first) == {"Further rows": 1}
    assert "Rows 11–20 of 25" in words(middle)
    assert "Bolt 11" in words(middle)
    assert turned(middle) == {"Earlier rows": 0, "Further rows": 2}
    assert "Rows 21–25 of 25" in words(last)
    assert turned(last) == {"Earlier rows": 1}
    assert drawn(card, page=9) == drawn(card, page=-1) == first
    assert turned(drawn(Card("Card", (goods(10),)))) == {}


def test_pages_are_counted_over_all_tables_of_a_card() -> None:
    card = Card("Card", (goods(3), goods(25), goods(11)))
    assert "Rows 11–20 of 25" in words(drawn(card, page=2))
    shown = drawn(card, page=5)
    assert "Rows 1–10 of 25" in words(shown)
    assert "Rows 11–11 of 11" in words(shown)


def test_the_points_of_a_list_stand_close_together() -> None:
    shown = drawn(Card("Card", (Text("Decisions:"), Text("• one"), Text("• two"))))
    assert [one.get("spacing") for one in shown["body"][1:]] == [None, "Small", "Small"]


def test_pages_of_what_is_no_message_cannot_be_turned() -> None:
    for shown in (
        drawn(Card("Card", (goods(25),)), back=True),
        drawn(Card("Card"), above=Card("Note", (goods(25),))),
    ):
        assert "Rows 1–20 of 25" in words(shown)
        assert turned(shown) == {}
    beside = drawn(Card("Card", (goods(25),)), above=Card("Note"), back=True)
    assert turned(beside) == {"Further rows": 1}


def test_long_labels_are_in_rows_of_their_own() -> None:
    labels = ("Confirm all verified here", "一二三四五六七八九十", "Edit", "Drop")
    row = Buttons(tuple(Button("a.b", one, one) for one in labels))
    rows = of_type(drawn(Card("Card", (row,))), "ActionSet")
    assert [len(one["actions"]) for one in rows] == [1, 3]


def test_a_client_without_tables_sees_lines() -> None:
    [table] = of_type(drawn(CARD), "Table")
    assert words(table["fallback"]) == ["What · Price", "Bolts · 12.00", " · 3.00"]
    [turning] = of_type(drawn(Card("Card", (Table(("a", "b"), (("שלום", "12"),)),))), "Table")
    assert words(turning["fallback"])[1] == "\u2068שלום\u2069 · 12"
    assert [one.get("horizontalCellContentAlignment") for one in table["columns"]] == [
        None, "Right",
    ]  # fmt: skip


def test_a_notice_stands_above_and_lets_the_message_be_shown_again() -> None:
    notice = Card("Too late", (Text("Anna was first."),), "bad", "just now")
    notice = replace(notice, parts=(Text("Anna was first.", "bad"), Text("Look again.", "good")))
    shown = drawn(CARD, above=notice, back=True)
    assert words(shown)[:4] == ["⚠️ Too late", "Anna was first.", "✅ Look again.", "just now"]
    assert shown["body"][0]["style"] == "attention"
    assert drawn(CARD, above=Card("Noted"))["body"][0]["style"] == "emphasis"
    [back] = [one for one in of_type(shown, "Action.Execute") if one["verb"] == BACK]
    assert (back["title"], back["data"]) == ("Back", {})
    assert shown["body"][0]["items"][-1]["actions"] == [back]
    assert drawn(CARD, back=True)["body"][-1]["actions"] == [back]


def test_clerk_says_in_the_language_of_the_card_what_it_says_itself() -> None:
    card = Card("发票", (Table(("名称",), (("x",),) * 11),))
    assert "第 1–10 行，共 11 行" in words(drawn(card))
    assert "Rows 1–10 of 11" in words(drawn(card, language="en"))


def test_what_is_too_long_is_cut_and_that_is_said() -> None:
    many = Card("Card", tuple(Text("word " * 500) for _ in range(20)))
    shown = drawn(many)
    assert size_of(shown) <= MOST_BYTES
    assert len(words(shown)) == 22
    assert all(one.endswith("…") for one in words(shown)[1:-1])
    assert words(shown)[-1] == "There is no room for all of it here: what ends in … goes on."


def test_the_last_parts_are_left_out_where_nothing_else_helps() -> None:
    parts = tuple(Fields(((f"Name {at}", "value " * 50),)) for at in range(400))
    shown = drawn(Card("Card", (*parts, Buttons((APPROVE,)), Code("JSON", "{}"))))
    assert 20_000 < size_of(shown) <= MOST_BYTES
    assert len(of_type(shown, "Action.Execute")) == 1
    assert words(shown)[-1] == ("There is no room for the rest here: it is in the JSON file below.")


def test_a_card_of_nothing_but_buttons_still_says_what_it_is() -> None:
    row = Buttons(tuple(Button("a.b", "v" * 100, "Do it " * 10) for _ in range(200)))
    shown = drawn(Card("Card", (row,)), above=Card("No", (row,)))
    assert words(shown) == ["No", "Card"]


def test_a_size_is_counted_as_teams_counts() -> None:
    assert size_of({"a": "é😀"}) == 2 * len('{"a":"é??"}')
    assert json.loads(json.dumps(drawn(CARD))) == drawn(CARD)
