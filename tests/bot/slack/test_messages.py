"""A card as a message: what is on it, in which shape, and what there is no room for."""

from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.slack.home import home_view
from bot.slack.messages import BUDGET, message_of
from bot.slack.rendered import Block, Profile
from handlers.chat import (
    Button,
    Buttons,
    Card,
    Code,
    Entry,
    Fields,
    Part,
    Table,
    Text,
)
from tests.bot.slack.inert import faults, is_inert
from tests.doubles.slack.limits import characters, view_violations, violations

PROFILES: tuple[Profile, ...] = ("rich", "classic")
CARD = Card(
    "Invoice · ACME · 1,320.00 EUR",
    (
        Text("1 check failed.", "bad"),
        Fields((("Seller", "ACME"), ("Total", "1,320.00"))),
        Table(("What", "Price"), (("Bolts", "12.00"), ("", "3.00")), frozenset({1})),
        Buttons((Button("review.approve", "D-1:1", "Approve", "good"),)),
        Code("JSON", '{\n  "total": 1320.00\n}'),
    ),
    "bad",
    "read in 0.2 s",
)


def plain(text: str) -> Block:
    return {"type": "plain_text", "text": text, "emoji": False}


def said(value: Any) -> Iterator[str]:
    """Give every text of blocks."""
    if isinstance(value, dict):
        if isinstance(value.get("text"), str):
            yield value["text"]
        for one in value.values():
            yield from said(one)
    elif isinstance(value, list | tuple):
        for one in value:
            yield from said(one)


def test_a_card_in_rich_blocks() -> None:
    header, finding, fields, table, buttons, title, code, footer = message_of(CARD, "rich").blocks
    assert header == {"type": "header", "text": plain("⚠️ Invoice · ACME · 1,320.00 EUR")}
    assert finding["elements"] == [
        {
            "type": "rich_text_section",
            "elements": [
                {"type": "emoji", "name": "warning"},
                {"type": "text", "text": " "},
                {"type": "text", "text": "1 check failed."},
            ],
        }
    ]
    assert fields["fields"] == [plain("Seller:\nACME"), plain("Total:\n1,320.00")]
    assert [[cell["text"] for cell in row] for row in table["rows"]] == [
        ["What", "Price"],
        ["Bolts", "12.00"],
        ["–", "3.00"],
    ]
    assert [one["align"] for one in table["column_settings"]] == ["left", "right"]
    assert [one["action_id"] for one in buttons["elements"]] == ["review.approve#0"]
    assert title == {"type": "context", "elements": [plain("JSON")]}
    [preformatted] = code["elements"]
    assert preformatted["type"] == "rich_text_preformatted"
    assert preformatted["elements"][0]["text"] == '{\n  "total": 1320.00\n}'
    assert footer == {"type": "context", "elements": [plain("read in 0.2 s")]}


def test_a_card_in_classic_blocks() -> None:
    kinds = [one["type"] for one in message_of(CARD, "classic").blocks]
    assert kinds == ["header", "section", "section", "section", "actions", "context", "context"]
    texts = [*said(message_of(CARD, "classic").blocks)]
    assert texts == [
        "⚠️ Invoice · ACME · 1,320.00 EUR",
        "⚠️ 1 check failed.",
        "Seller:\nACME",
        "Total:\n1,320.00",
        "What · Price\nBolts · 12.00\n– · 3.00",
        "Approve",
        "JSON: in the file below.",
        "read in 0.2 s",
    ]


def test_the_fallback_is_the_title_and_the_first_words() -> None:
    for profile in PROFILES:
        assert message_of(CARD, profile).text == "⚠️ Invoice · ACME · 1,320.00 EUR – 1 check failed."
    assert message_of(Card(""), "rich").text == "–"
    assert message_of(Card("Reading", tone="busy"), "rich").text == "⏳ Reading"


def test_a_value_of_several_lines_passes_for_no_other() -> None:
    card = Card("Card", (Fields((("Seller", "ACME\nTotal\n1.00"),)),))
    [_, fields] = message_of(card, "classic").blocks
    assert fields["fields"] == [plain("Seller:\nACME Total 1.00")]


def test_figures_beside_words_that_run_from_right_to_left_stay_in_their_order() -> None:
    card = Card("Card", (Table(("a", "b", "c"), (("שלום", "2", "12.00"),)),))
    [_, lines] = message_of(card, "classic").blocks
    assert lines["text"]["text"] == "a · b · c\n\u2068שלום\u2069 · 2 · 12.00"


@pytest.mark.parametrize(("size", "is_whole"), [(2500, True), (2501, False)])
def test_a_long_code_is_in_the_file(size: int, is_whole: bool) -> None:
    card = Card("Card", (Fields((("销售方", "x"),)), Code("JSON", "x" * size)))
    shown = [*said(message_of(card, "rich").blocks)]
    assert ("x" * size in shown) == is_whole
    assert ("JSON：见下方的文件。" in shown) != is_whole


def test_a_long_title_stands_under_its_beginning_as_a_whole() -> None:
    title = " ".join(["Rechnung"] * 20)
    header, whole = message_of(Card(title, tone="good"), "classic").blocks
    assert header["text"]["text"].endswith("…")
    assert len(header["text"]["text"]) <= 150
    assert whole["text"]["text"] == title


@pytest.mark.parametrize("profile", PROFILES)
def test_of_a_long_table_the_first_rows_are_shown_and_the_rest_counted(profile: Profile) -> None:
    rows = tuple((f"line {at} of it", "1", f"{at}.00") for at in range(300))
    table = Table(("What", "Qty", "Price"), rows)
    shown = message_of(Card("Card", (table,)), profile)
    texts = [*said(shown.blocks)]
    assert any("line 0 of it" in one for one in texts)
    [count] = [one for one in texts if "more rows" in one] or [""]
    if profile == "rich":
        assert count.startswith("… and 201 more rows")
    last = 300 - int(count.split()[2]) - 1 if count else 299
    assert any(f"line {last} of it" in one for one in texts)
    assert not any(f"line {last + 1} of it" in one for one in texts)


def test_one_table_is_a_table_and_the_others_are_lines() -> None:
    places, goods = Table(("Field", "Says"), (("Total", "1"),)), Table(("What",), (("a",),) * 9)
    kinds = [one["type"] for one in message_of(Card("Card", (places, goods)), "rich").blocks]
    assert kinds == ["header", "section", "table"]


@pytest.mark.parametrize("profile", PROFILES)
def test_what_there_is_no_room_for_is_said_to_be_elsewhere(profile: Profile) -> None:
    texts = tuple(Text(f"{at} " + "word " * 500, "bad") for at in range(20))
    card = Card("Card", (*texts, Buttons((Button("a.b", "D-1:1", "Go"),))), footer="the end")
    shown = message_of(card, profile)
    *_, rest, footer = shown.blocks
    assert [*said(rest)] == ["There is no room for the rest here: it is in the JSON file below."]
    assert [*said(footer)] == ["the end"]
    assert [one for one in shown.blocks if one["type"] == "actions"]
    assert BUDGET // 2 < characters(shown.blocks) <= BUDGET


def test_a_home_has_more_room_and_no_newer_blocks() -> None:
    entries = tuple(
        Entry(f"Seller {at}", "1 check failed", Button("review.open", f"D-{at}:1", "Open"))
        for at in range(40)
    )
    view = home_view(Card("40 documents are waiting", entries))
    assert len(view["blocks"]) == 81
    assert {one["type"] for one in view["blocks"]} == {"header", "section", "context"}
    assert view_violations(view) == []
    assert len(message_of(Card("Waiting", entries), "rich").blocks) <= 50


words = st.text(max_size=40) | st.text(min_size=200, max_size=400)
labels = st.text(max_size=20)
buttons = st.builds(
    Button, st.just("a.b"), st.from_regex(r"D-[0-9]{1,5}:1", fullmatch=True), labels
)
rows = st.lists(st.tuples(words, words), max_size=25).map(tuple)
parts: st.SearchStrategy[Part] = (
    st.builds(Text, words, st.sampled_from(["plain", "good", "bad", "busy"]))
    | st.builds(Fields, rows)
    | st.builds(Table, st.just(("a", "b")), rows, st.just(frozenset({1})))
    | st.builds(Code, words, words | st.just("{}" * 2000))
    | st.builds(Buttons, st.lists(buttons, max_size=7).map(tuple))
    | st.builds(Entry, words, words, st.none() | buttons)
)
cards = st.builds(
    Card, words, st.lists(parts, max_size=30).map(tuple), st.just("good"), st.none() | words
)


@settings(deadline=None, max_examples=40)
@given(card=cards, profile=st.sampled_from(PROFILES), budget=st.sampled_from([BUDGET, 1500]))
def test_any_card_fits(card: Card, profile: Profile, budget: int) -> None:
    shown = message_of(card, profile, budget)
    assert violations(shown.blocks, "message") == []
    assert characters(shown.blocks) <= budget
    assert [*faults(shown.blocks)] == []
    assert is_inert(shown.text)
    assert view_violations(home_view(card)) == []
