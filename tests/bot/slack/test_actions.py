"""What is pressed is what was shown, whichever shape it was shown in."""

from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.slack.actions import actions, pressed
from handlers.chat import Button
from tests.doubles.slack.limits import violations

buttons = st.builds(
    Button,
    action=st.from_regex(r"[a-z]{1,10}\.[a-z#|]{1,10}", fullmatch=True),
    value=st.text(st.characters(min_codepoint=33, max_codepoint=126), max_size=30)
    | st.sampled_from(["D-AAAAAAAAAA:3", "v" * 2000, "v" * 145]),
    label=st.text(max_size=90),
    tone=st.sampled_from(["plain", "good", "bad"]),
)


def presses(row: tuple[Button, ...]) -> Iterator[tuple[str, str]]:
    """Press all that a row shows, as Slack would tell of it."""
    for block in actions(row):
        for element in block["elements"]:
            if element["type"] == "button":
                told = {
                    key: element[key] for key in ("type", "action_id", "value") if key in element
                }
                yield pressed(told)
            for option in element.get("options", ()):
                yield pressed({**element, "selected_option": option})


@settings(deadline=None, max_examples=60)
@given(row=st.lists(buttons, max_size=40).map(tuple))
def test_all_that_is_shown_can_be_pressed(row: tuple[Button, ...]) -> None:
    assert violations(list(actions(row)), "message") == []
    assert {*presses(row)} == {(one.action, one.value) for one in row}


def test_a_few_are_side_by_side_and_of_many_the_later_are_in_a_menu() -> None:
    row = tuple(Button("review.open", f"D-{at}:1", f"Open D-{at}") for at in range(12))
    kinds = [one["type"] for one in next(actions(row[:5]))["elements"]]
    assert kinds == ["button"] * 5
    [block] = actions(row)
    shown = [(one["type"], len(one.get("options", ()))) for one in block["elements"]]
    assert shown == [("button", 0)] * 4 + [("overflow", 5), ("overflow", 3)]
    [block] = actions(row[:10])
    assert [one["type"] for one in block["elements"]] == ["button"] * 5 + ["overflow"]


def test_a_way_to_another_page_is_no_option() -> None:
    row = tuple(Button("review.open", f"D-{at}:1", "Open") for at in range(9))
    way = Button("see", "", "See it", url="https://sample.example/archives/C1/p1")
    [block] = actions((*row, way))
    beside = [one for one in block["elements"] if one["type"] == "button"]
    assert beside[-1]["url"] == way.url
    assert violations([block], "message") == []


def test_the_tone_of_a_button_is_its_style() -> None:
    tones = ("good", "bad", "plain")
    row = tuple(Button("a.b", tone, tone, tone) for tone in tones)  # type: ignore[arg-type]  # tones
    [block] = actions(row)
    assert [one.get("style") for one in block["elements"]] == ["primary", "danger", None]


def test_what_slack_has_no_room_for_is_not_shown() -> None:
    row = (Button("a.b", "v" * 2001, "x"), Button("", "v", "x"), Button("a" * 255, "v", "x"))
    assert list(actions(row)) == []


@pytest.mark.parametrize(
    "action",
    [
        {},
        {"type": "button"},
        {"type": "button", "action_id": None, "value": None},
        {"type": "button", "action_id": "never.shown", "value": "x"},
        {"type": "overflow", "action_id": "menu#4"},
        {"type": "overflow", "action_id": "menu#4", "selected_option": "x"},
        {"type": "overflow", "action_id": "menu#4", "selected_option": {"value": None}},
    ],
)
def test_what_clerk_never_showed_is_an_action_that_nobody_knows(action: dict[str, Any]) -> None:
    assert pressed(action)[0] == ""
