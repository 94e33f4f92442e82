"""What people press, fill in, turn and answer becomes ours, whatever shape it comes in."""

from typing import Any

import pytest

from bot.teams.invokes import Consented, Filled, Looked, Pressed, Strange, Unknown, invoke_of
from handlers.chat import MessageRef, Place, Press
from tests.bot.teams.staged import Paper
from tests.doubles.teams.world import Json

DATA = {"a": "review.approve", "v": "D-1:2"}


@pytest.fixture(scope="module")
def paper() -> Paper:
    return Paper()


def test_a_press_says_who_did_what_on_which_message(paper: Paper) -> None:
    for where, thread in ((paper.alone, None), (paper.channel, "1795345310099")):
        activity = paper.pressed(where, "clerk.press", DATA)
        place = Place("teams", paper.tenant.id, where.id, thread)
        message = MessageRef(place, activity["replyToId"])
        press = Press(place, paper.ann.id, "review.approve", "D-1:2", "en", message)
        assert invoke_of(activity) == Pressed(press, where is paper.alone)


def test_a_press_in_chinese_is_answered_in_it(paper: Paper) -> None:
    found = invoke_of(paper.pressed(paper.alone, "clerk.press", DATA, locale="zh-Hans-CN"))
    assert isinstance(found, Pressed)
    assert found.press.language == "zh"


def test_a_button_without_a_value_is_pressed_all_the_same(paper: Paper) -> None:
    found = invoke_of(paper.pressed(paper.alone, "clerk.press", {"a": "tasks.list"}))
    assert isinstance(found, Pressed)
    assert (found.press.action, found.press.value) == ("tasks.list", "")


def test_the_button_of_a_file_is_pressed_by_either_name(paper: Paper) -> None:
    by_verb = invoke_of(paper.pressed(paper.alone, "clerk.file", {"v": "mark"}))
    by_action = invoke_of(
        paper.pressed(paper.alone, "clerk.press", {"a": "clerk.file", "v": "mark"})
    )
    assert by_verb == by_action


def test_a_form_comes_with_what_was_filled_in(paper: Paper) -> None:
    data = DATA | {"i.total": "1330"}
    found = invoke_of(paper.pressed(paper.alone, "clerk.submit", data))
    assert isinstance(found, Filled)
    assert found.data == data
    assert found.frame.user == paper.ann.id
    assert found.message is not None


@pytest.mark.parametrize(
    ("verb", "data", "page"),
    [
        ("clerk.back", {}, 0),
        ("clerk.refresh", DATA, 0),
        ("clerk.page", {"p": 3}, 3),
        ("clerk.page", {"p": -3}, 0),
        ("clerk.page", {"p": "3"}, 0),
        ("clerk.page", {"p": 10**400}, 10_000),
        ("clerk.page", {}, 0),
    ],
)
def test_a_message_is_looked_at_again(paper: Paper, verb: str, data: Json, page: int) -> None:
    found = invoke_of(paper.pressed(paper.alone, verb, data))
    assert isinstance(found, Looked)
    assert (found.page, found.user) == (page, paper.ann.id)


def test_what_a_client_does_by_itself_is_no_press(paper: Paper) -> None:
    activity = paper.pressed(paper.alone, "clerk.press", DATA)
    activity["value"]["trigger"] = "automatic"
    assert isinstance(invoke_of(activity), Looked)


def test_an_answer_to_a_card_that_asks_for_consent_is_handed_on(paper: Paper) -> None:
    value = {"action": "decline", "context": {"c": "a:1", "m": "x"}}
    activity = paper.pressed(paper.alone, "", {}, name="fileConsent/invoke", value=value)
    found = invoke_of(activity)
    assert isinstance(found, Consented)
    assert found.value == value


@pytest.mark.parametrize("name", [None, "", "task/fetch", "signin/verifyState", 7, ["x"], {}])
def test_other_invokes_are_unknown(paper: Paper, name: object) -> None:
    activity = paper.pressed(paper.alone, "clerk.press", DATA, name=name)
    assert isinstance(invoke_of(activity), Unknown)


@pytest.mark.parametrize(
    ("verb", "data"),
    [
        ("approve", DATA),
        ("", DATA),
        ("clerk.press", {}),
        ("clerk.press", {"a": 7, "v": "D-1:2"}),
        ("clerk.press", {"a": "x" * 201}),
        ("clerk.press", {"a": "x", "v": "y" * 2001}),
    ],
)
def test_what_no_card_of_clerks_lets_people_do_is_strange(
    paper: Paper, verb: str, data: Json
) -> None:
    assert invoke_of(paper.pressed(paper.alone, verb, data)) == Strange("en")


@pytest.mark.parametrize(
    "change",
    [
        {"from": {"id": "28:bot"}},
        {"channelData": {"tenant": {"id": "another"}}},
        {"conversation": {}},
        {"value": None},
        {"value": {"action": []}},
        {"value": {"action": {"verb": ["clerk.press"], "data": DATA}}},
    ],
)
def test_a_press_of_nobody_or_of_two_companies_is_strange(
    paper: Paper, change: dict[str, Any]
) -> None:
    assert isinstance(invoke_of(paper.pressed(paper.alone, "clerk.press", DATA, **change)), Strange)


def test_whatever_stands_anywhere_nothing_breaks(paper: Paper) -> None:
    kinds = {type(invoke_of(one)) for one in paper.spoilt()}
    assert kinds == {Pressed, Filled, Looked, Consented, Strange, Unknown}
