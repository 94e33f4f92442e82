"""Presses, modals, commands and shortcuts of Slack become ours."""

import pytest

from bot.slack.interactions import Pressed, commanded, picked, pressed, submitted
from bot.slack.shapes import Json
from handlers.chat import Command, MessageRef, Place, Press, Upload
from tests.doubles.slack import events
from tests.doubles.slack.gestures import Gestures
from tests.doubles.slack.state import Message, Team, World

CHANNEL = "C0INVOICES"
BUTTON = {"type": "button", "action_id": "review.approve", "block_id": "b", "value": "D-1:2"}


def read(action: Json) -> tuple[str, str]:
    return action["action_id"], action["value"]


@pytest.fixture
def world() -> World:
    return World(url="http://slack")


@pytest.fixture
def team(world: World) -> Team:
    team = world.add_team()
    Gestures(world).join(team, "U0BOB", CHANNEL)
    return team


def press(world: World, team: Team, message: Message) -> Json:
    return events.press(world, team, "U0BOB", (CHANNEL, message), BUTTON)


def test_a_press_is_on_its_card_in_its_thread(world: World, team: Team) -> None:
    payload = press(world, team, Message("18.2", "U0CLERK", thread="18.1", bot="B0CLERK"))
    place = Place("slack", "T0OURS", CHANNEL, "18.1")
    said = Press(place, "U0BOB", "review.approve", "D-1:2", message=MessageRef(place, "18.2"))
    url = "http://slack/hooks/T0OURS/C0INVOICES/18.2/U0BOB"
    assert pressed(payload, read) == Pressed(said, "message", payload["trigger_id"], url)


@pytest.mark.parametrize("thread", [None, "18.2"])
def test_a_card_that_heads_a_thread_is_in_none(
    world: World, team: Team, thread: str | None
) -> None:
    found = pressed(press(world, team, Message("18.2", "U0CLERK", thread=thread)), read)
    assert found is not None
    assert found.press.place == Place("slack", "T0OURS", CHANNEL)


def test_a_card_that_one_person_sees_is_no_message(world: World, team: Team) -> None:
    told = Message("18.2", "U0CLERK", thread="18.1", ephemeral="U0BOB")
    found = pressed(press(world, team, told), read)
    assert found is not None
    assert (found.surface, found.press.message) == ("private", None)
    assert found.press.place.thread == "18.1"


def test_a_press_on_somebodys_own_page_is_in_their_place(world: World, team: Team) -> None:
    view = {"id": "V0HOME", "type": "home"}
    found = pressed(events.view_press(world, team, "U0BOB", view, BUTTON), read)
    assert found is not None
    assert (found.surface, found.press.message) == ("home", None)
    assert found.press.place == Place("slack", "T0OURS", "U0BOB")


def test_a_press_in_a_modal_is_in_the_place_of_the_person(world: World, team: Team) -> None:
    view = {"id": "V0SHEET", "type": "modal"}
    found = pressed(events.view_press(world, team, "U0BOB", view, BUTTON), read)
    assert found is not None
    assert (found.surface, found.view, found.press.message) == ("modal", "V0SHEET", None)
    assert found.press.place == Place("slack", "T0OURS", "U0BOB")


def test_who_pressed_and_where_is_never_what_the_button_says(world: World, team: Team) -> None:
    payload = press(world, team, Message("18.2", "U0CLERK"))
    payload["actions"][0] |= {"user": "U0ADMIN", "team": "T0THEIRS", "channel": "C0SECRET"}
    payload["message"] |= {"user": "U0ADMIN", "team": "T0THEIRS", "channel": "C0SECRET"}
    found = pressed(payload, read)
    assert found is not None
    assert found.press.place == Place("slack", "T0OURS", CHANNEL)
    assert found.press.user == "U0BOB"


@pytest.mark.parametrize(
    "changes",
    [
        {"team": None, "user": {"id": "U0BOB"}},
        {"user": None},
        {"user": {"id": ["U0BOB"]}},
        {"channel": None, "container": {"type": "message"}},
        {"container": {"type": "message_attachment"}},
        {"view": {"id": "V1", "type": "modal"}},
        {"actions": []},
        {"actions": [{"value": "x"}]},
        {"actions": [BUTTON | {"value": "x" * 2001}]},
    ],
    ids=str,
)
def test_what_is_no_press_on_a_card_is_left_alone(world: World, team: Team, changes: Json) -> None:
    payload = press(world, team, Message("18.2", "U0CLERK")) | changes
    assert pressed(payload, read) is None


def test_a_modal_is_of_the_workspace_that_it_was_opened_in(world: World, team: Team) -> None:
    view = {"id": "V1", "callback_id": "review.edit", "app_installed_team_id": "T0OURS"}
    payload = events.submission(world, team, "U0BOB", view, {})
    payload["team"] = {"id": "T0THEIRS"}
    found = submitted(payload)
    assert found is not None
    assert (found.tenant, found.user, found.view["id"]) == ("T0OURS", "U0BOB", "V1")
    assert submitted(payload | {"view": None}) is None
    assert submitted(payload | {"user": 7}) is None


def test_a_command_is_its_words(world: World, team: Team) -> None:
    payload = events.command(world, team, "U0BOB", CHANNEL, "  forget D-1 &amp; co ")
    found = commanded(payload)
    assert found is not None
    place = Place("slack", "T0OURS", CHANNEL)
    assert found.command == Command(place, "U0BOB", "forget D-1 & co")
    assert (found.message, found.trigger) == (None, payload["trigger_id"])
    assert found.response_url == payload["response_url"]
    for name in ("team_id", "user_id", "channel_id"):
        assert commanded(payload | {name: None}) is None


def test_voice_is_a_command_of_its_own(world: World, team: Team) -> None:
    payload = events.command(world, team, "U0BOB", CHANNEL, " Budget 2027 ")
    for said, words in (("/voice", "voice Budget 2027"), ("/clerk", "Budget 2027")):
        found = commanded(payload | {"command": said})
        assert found is not None
        assert found.command.words == words


def test_a_shortcut_has_the_files_of_its_message(world: World, team: Team) -> None:
    act = Gestures(world)
    dropped = act.drop(team, CHANNEL, "U0ANN", [("a.pdf", b"")], thread="18.1")
    payload = act.choose_shortcut(team, CHANNEL, dropped.message, "U0BOB", "extract_invoice")
    found = picked(payload)
    assert found is not None
    place = Place("slack", "T0OURS", CHANNEL, "18.1")
    assert (found.name, found.place, found.user) == ("extract_invoice", place, "U0BOB")
    assert found.uploads == (Upload(place, "U0ANN", dropped.files[0].id, "a.pdf"),)
    assert found.message == dropped.message.ts
    assert picked(payload | {"channel": None}) is None
    assert picked(payload | {"message_ts": 1, "message": {}}) is None
