"""The double refuses what Slack refuses: each limit, one past it."""

from typing import Any

import pytest

from tests.doubles.slack.limits import check, view_violations, violations

Json = dict[str, Any]


def text(said: str = "x", **more: Any) -> Json:
    return {"type": "plain_text", "text": said, "emoji": False} | more


def option(value: str = "v", said: str = "x") -> Json:
    return {"text": text(said), "value": value}


def button(**more: Any) -> Json:
    return {"type": "button", "action_id": "a", "text": text(), "value": "v"} | more


def actions(*elements: Json) -> Json:
    return {"type": "actions", "elements": list(elements)}


def entry(**more: Any) -> Json:
    element = {"type": "plain_text_input", "action_id": "a", "multiline": False} | more
    return {"type": "input", "label": text(), "element": element}


def table(*rows: list[str]) -> Json:
    return {
        "type": "table",
        "rows": [[{"type": "raw_text", "text": cell} for cell in row] for row in rows],
    }


def rich(*words: Json) -> Json:
    section = {"type": "rich_text_section", "elements": list(words)}
    return {"type": "rich_text", "elements": [section]}


SECTION: Json = {"type": "section", "text": text()}
MENU = {"type": "overflow", "action_id": "a"}
DAY = {"type": "datepicker", "action_id": "a"}
RADIO = {"type": "radio_buttons", "action_id": "a"}


def test_what_slack_takes_is_taken() -> None:
    blocks: list[Json] = [
        {"type": "header", "text": text("x" * 150)},
        {"type": "section", "text": text("x" * 3000), "accessory": button(style="danger")},
        {"type": "section", "fields": [text("x" * 200)] * 10},
        {"type": "context", "elements": [text()]},
        {"type": "divider"},
        actions(button(), button(action_id="b", value="v" * 2000)),
        rich({"type": "emoji", "name": "warning"}, {"type": "text", "text": "x"}),
        table(["a", "b"], ["1", "2"]),
    ]
    assert violations(blocks, "message") == []
    assert check(blocks, "message") is None


@pytest.mark.parametrize(
    ("block", "fault"),
    [
        (SECTION | {"text": text("x" * 3001)}, "a text of 3001"),
        (SECTION | {"text": text("😀" * 1501)}, "a text of 3002"),
        (SECTION | {"text": text("")}, "a text of 0"),
        (SECTION | {"text": text(" \n")}, "a text of nothing"),
        (SECTION | {"text": {"type": "plain_text", "txt": "x"}}, "unknown txt"),
        (SECTION | {"color": "red"}, "unknown color"),
        (SECTION | {"block_id": "b" * 256}, "block_id"),
        (SECTION | {"text": text("a\ud800")}, "what cannot be sent"),
        (SECTION | {"accessory": {"type": "image"}}, "no image here"),
        ({"type": "section"}, "says nothing"),
        ({"type": "section", "fields": [text()] * 11}, "a list of 11"),
        ({"type": "section", "fields": [text("x" * 2001)]}, "a text of 2001"),
        ({"type": "header", "text": text("x" * 151)}, "a text of 151"),
        ({"type": "header", "text": {"type": "mrkdwn", "text": "x"}}, "no mrkdwn here"),
        ({"type": "divider", "text": text()}, "unknown text"),
        ({"type": "context", "elements": []}, "a list of 0"),
        ({"type": "context", "elements": [text()] * 11}, "a list of 11"),
        ({"type": "alert", "text": text()}, "alert is not for a message"),
        ({"type": "marquee"}, "marquee is not for a message"),
        (actions(), "a list of 0"),
        (actions(*(button(action_id=f"{at}") for at in range(26))), "a list of 26"),
        (actions(button(), button()), "action_id 'a' twice"),
        (actions(button(action_id="a" * 256)), "action_id, or one too long"),
        (actions(button(value="v" * 2001)), "a value of 2001"),
        (actions(button(text=text("x" * 76))), "a text of 76"),
        (actions(button(style="plain")), "no such style"),
        (actions(MENU | {"options": [option()]}), "a list of 1"),
        (actions(MENU | {"options": [option("v" * 151)] * 2}), "an option's value of 151"),
        (actions(MENU | {"options": [option(one) for one in "123456"]}), "a list of 6"),
        (rich({"type": "text", "text": ""}), "a word that is none"),
        (table(*[["x"]] * 101), "a list of 101"),
        (table(["x"] * 21), "a list of 21"),
        (table(["a", "b"], ["1"]), "rows of other lengths"),
        (table(["a", ""]), "a cell without text"),
        (table(["x" * 10_001]), "a table of too many characters"),
    ],
)  # fmt: skip
def test_what_slack_refuses_is_refused(block: Json, fault: str) -> None:
    assert any(fault in one for one in violations([block], "message")), violations(
        [block], "message"
    )
    assert check([block], "message")


def test_a_message_has_room_for_so_much() -> None:
    assert violations([SECTION] * 51, "message") == ["51 blocks"]
    assert violations([table(["a"])] * 2, "message") == ["only_one_table_allowed"]
    assert violations([SECTION | {"block_id": "b"}] * 2, "message") == ["block_id 'b' twice"]
    long = [SECTION | {"text": text("x" * 3000)}] * 4
    assert check(long, "message") == "msg_blocks_too_long"
    assert check(long, "home") is None


@pytest.mark.parametrize(
    ("block", "fault"),
    [
        (entry(initial_value="x" * 3001), "a first value of 3001"),
        (entry(initial_value=""), "a first value of 0"),
        (entry(initial_value="a\nb"), "lines in one line"),
        (entry(max_length=3001), "lengths that there are not"),
        (entry() | {"label": text("x" * 2001)}, "a text of 2001"),
        (entry() | {"hint": text("x" * 2001)}, "a text of 2001"),
        (entry() | {"element": button()}, "no button here"),
        (entry() | {"element": DAY | {"initial_date": "x"}}, "no day"),
        (entry() | {"element": RADIO | {"options": [option(f"{n}") for n in range(11)]}}, "of 11"),
        (entry() | {"element": RADIO | {"options": [option()] * 2}}, "options of one value"),
        (
            entry() | {"element": RADIO | {"options": [option()], "initial_option": option("w")}},
            "what is chosen at first is no option",
        ),
        (table(["a"]), "table is not for a modal"),
    ],
)  # fmt: skip
def test_what_slack_refuses_in_a_modal_is_refused(block: Json, fault: str) -> None:
    assert any(fault in one for one in violations([block], "modal")), violations([block], "modal")


MODAL: Json = {"type": "modal", "title": text(), "submit": text(), "blocks": [entry()]}


@pytest.mark.parametrize(
    ("view", "fault"),
    [
        (MODAL | {"title": text("x" * 25)}, "view title: a text of 25"),
        (MODAL | {"submit": text("x" * 25)}, "view submit: a text of 25"),
        (MODAL | {"close": text("x" * 25)}, "view close: a text of 25"),
        (MODAL | {"private_metadata": "x" * 3001}, "private_metadata too long"),
        (MODAL | {"callback_id": "x" * 256}, "callback_id too long"),
        (MODAL | {"blocks": [SECTION] * 101}, "101 blocks"),
        (MODAL | {"colour": "red"}, "unknown colour"),
        (MODAL | {"type": "pane"}, "no modal and no home"),
        ({key: MODAL[key] for key in ("type", "title", "blocks")}, "inputs without submit"),
        ({key: MODAL[key] for key in ("type", "submit", "blocks")}, "no title"),
        (
            MODAL | {"blocks": [entry(initial_value="😀" * 1500) for _ in range(20)]},
            "view: too large",
        ),
        ({"type": "home", "blocks": [SECTION], "title": text()}, "unknown title"),
    ],
)
def test_what_slack_refuses_of_a_view_is_refused(view: Json, fault: str) -> None:
    assert view_violations(MODAL) == []
    assert any(fault in one for one in view_violations(view)), view_violations(view)
