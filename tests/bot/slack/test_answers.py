"""What comes of a press or a form, and where the person who did it is told."""

from typing import Any

import pytest

from bot.ledger.faults import DatabaseBusy
from bot.slack.interactions import Pressed, Submitted, Surface
from bot.slack.modals import view_of
from bot.slack.rendered import Origin
from handlers.chat import (
    Card,
    ChatUnavailable,
    Errors,
    Form,
    Input,
    MessageRef,
    Outcome,
    Place,
    Press,
    Submission,
    Told,
    Turned,
)
from tests.bot.slack.answering import World, first_of, title_of
from tests.bot.slack.scripted import Refusal
from tests.bot.slack.test_sheets import left

THREAD = Place("slack", "T1", "C1", "17.000100")
HOME = Place("slack", "T1", "U1")
CARD = MessageRef(THREAD, "18.000200")
FORM = Form("review.reject", "D-1:2", "Reject", "Reject", (Input("reason", "Reason", kind="note"),))
TOLD = Told(Card("Not done"))
TURNED = Turned(Card("Rejected"))
URL = "https://hooks.slack.com/actions/T1/1/sample"


def pressed(
    surface: Surface, action: str = "review.reject", trigger: str | None = "1.T1.sample"
) -> Pressed:
    place = HOME if surface in {"home", "modal"} else THREAD
    message = CARD if surface == "message" else None
    press = Press(place, "U1", action, "mine:8", "en", message)
    url = URL if surface in {"message", "private"} else None
    return Pressed(press, surface, trigger, url, "V1" if surface == "modal" else None)


def submitted(place: Place, **more: object) -> tuple[Submitted, Submission]:
    origin = Origin(place, CARD if place == THREAD else None)
    view = {**left(view_of(FORM, origin, "en")), "id": "V2", **more}
    form = Submission(place, "U1", "review.reject", "D-1:2", {"reason": ""}, message=origin.message)
    return Submitted("T1", "U1", view, "2.T1.sample"), form


@pytest.mark.parametrize(
    ("surface", "action", "outcome", "seen"),
    [
        ("message", "review.reject", None, []),
        ("message", "review.reject", FORM, [("views.open", "Reject?")]),
        ("message", "review.reject", TOLD, [("C1 17.000100 U1", "Not done")]),
        ("message", "backlog.show", TURNED, [("C1 17.000100 U1", "Rejected")]),
        ("private", "review.reject", FORM, [("views.open", "Reject?")]),
        ("private", "review.reject", TOLD, [("C1 17.000100 U1", "Not done")]),
        ("private", "backlog.show", TURNED, [(URL, "Rejected")]),
        ("home", "backlog.show", TURNED, [("views.publish", "Rejected")]),
        ("home", "review.open", TOLD, [("views.open", "Not done")]),
        ("home", "review.reject", TURNED, [("views.open", "Rejected")]),
        ("modal", "review.reject", FORM, [("views.push", "Reject?")]),
        ("modal", "review.reject", TOLD, [("views.push", "Not done")]),
        ("modal", "review.approve", TURNED, [("views.update", "Rejected")]),
        ("message", "review.reject", Errors({"": "No."}), [("C1 17.000100 U1", "Not now")]),
    ],
    ids=str,
)
async def test_what_comes_of_a_press_is_shown_where_it_was_made(
    surface: Surface, action: str, outcome: Outcome, seen: list[tuple[str, str]]
) -> None:
    world = World()
    await world.answers.show(pressed(surface, action), outcome)
    assert world.seen() == seen
    for call in ("views.open", "views.push"):
        assert {given["trigger_id"] for given in world.slack.given(call)} <= {"1.T1.sample"}
    assert {given["view_id"] for given in world.slack.given("views.update")} <= {"V1"}


LATE = "That took too long, and nothing was changed. Please press again."


@pytest.mark.parametrize(
    ("surface", "outcome", "seen"),
    [
        ("message", FORM, ("C1 17.000100 U1", LATE)),
        ("private", FORM, ("C1 17.000100 U1", LATE)),
        ("home", TOLD, ("views.publish", "1 waits")),
        ("modal", FORM, ("views.update", f"⚠️ {LATE}")),
    ],
    ids=str,
)
@pytest.mark.parametrize("has_trigger", [True, False])
async def test_who_could_be_shown_nothing_in_time_is_asked_to_press_again(
    surface: Surface, outcome: Outcome, seen: tuple[str, str], has_trigger: bool
) -> None:
    world = World()
    for call in ("views.open", "views.push"):
        world.slack.faults[call] = Refusal("expired_trigger_id")
    trigger = "1.T1.sample" if has_trigger else None
    await world.answers.show(pressed(surface, trigger=trigger), outcome)
    assert world.seen()[-1] == seen or world.seen()[0] == seen
    if surface == "home":
        [given] = world.slack.given("views.publish")
        assert LATE in str(given["view"]["blocks"][1])


async def test_in_direct_messages_a_card_turns_where_it_stands() -> None:
    world = World()
    direct = Place("slack", "T1", "D1")
    message = await world.chat.post(direct, Card("1 waits"), key="k")
    press = Press(direct, "U1", "backlog.show", "mine:8", "en", message)
    await world.answers.show(Pressed(press, "message", "1.T1.sample", URL), TURNED)
    assert [title_of(one.content) for one in world.chat.said] == ["Rejected"]


async def test_what_cannot_be_replaced_any_more_is_said_again() -> None:
    world = World()
    world.asides.fault = ChatUnavailable("response_url: status 500")
    await world.answers.show(pressed("private", "backlog.show"), TURNED)
    assert world.seen() == [("C1 17.000100 U1", "Rejected")]


@pytest.mark.parametrize(
    ("place", "more", "outcome", "answer", "seen"),
    [
        (THREAD, {}, None, None, []),
        (THREAD, {}, TOLD, None, [("C1 17.000100 U1", "Not done")]),
        (THREAD, {}, TURNED, None, [("C1 17.000100 U1", "Rejected")]),
        (THREAD, {}, FORM, "update Reject?", []),
        (HOME, {}, None, None, []),
        (HOME, {}, TOLD, "update Not done", []),
        (HOME, {}, TURNED, "update Rejected", []),
        (HOME, {"previous_view_id": "V1"}, TOLD, "update Not done", []),
        (HOME, {"previous_view_id": "V1"}, TURNED, None, [("views.update", "Rejected")]),
        (THREAD, {}, Errors({"reason": "This is needed."}), "errors", []),
    ],
    ids=str,
)
async def test_a_form_is_answered_where_it_was_opened(
    place: Place,
    more: dict[str, object],
    outcome: Outcome,
    answer: str | None,
    seen: list[tuple[str, str]],
) -> None:
    world = World()
    one, form = submitted(place, **more)
    response = await world.answers.respond(one, form, outcome, False)
    assert _told(response) == answer
    await world.background.settled()
    assert world.seen() == seen
    assert {given["view_id"] for given in world.slack.given("views.update")} <= {"V1"}


def _told(response: dict[str, Any] | None) -> str | None:
    if response is None:
        return None
    if response["response_action"] == "errors":
        assert response["errors"] == {"input:reason": "This is needed."}
        return "errors"
    return f"{response['response_action']} {first_of(response['view'])}"


@pytest.mark.parametrize("place", [THREAD, HOME], ids=["thread", "home"])
@pytest.mark.parametrize(
    ("outcome", "title"),
    [
        (None, "✅ Done."),
        (TOLD, "Not done"),
        (TURNED, "Rejected"),
        (FORM, "Reject?"),
        (Errors({"reason": "This is needed."}), "Reject?"),
    ],
    ids=str,
)
async def test_a_form_that_took_long_is_redrawn_with_what_came_of_it(
    place: Place, outcome: Outcome, title: str
) -> None:
    world = World()
    one, form = submitted(place)
    assert await world.answers.respond(one, form, outcome, True) is None
    assert world.seen() == [("views.update", title)]
    [given] = world.slack.given("views.update")
    assert given["view_id"] == "V2"
    if isinstance(outcome, Errors):
        assert "This is needed." in given["view"]["blocks"][0]["text"]["text"]
        assert given["view"]["private_metadata"] == one.view["private_metadata"]


@pytest.mark.parametrize(
    ("outcome", "seen"), [(TOLD, ["Not done"]), (TURNED, ["Rejected"]), (None, [])], ids=str
)
async def test_who_closed_a_form_meanwhile_is_told_outside_of_it(
    outcome: Outcome, seen: list[str]
) -> None:
    world = World()
    world.slack.faults["views.update"] = Refusal("not_found")
    one, form = submitted(THREAD)
    await world.answers.respond(one, form, outcome, True)
    assert [title_of(one.content) for one in world.chat.said] == seen


async def test_what_only_one_person_sees_turns_with_the_form_opened_on_it() -> None:
    world = World()
    await world.answers.show(pressed("private"), FORM)
    opened = f"V{len(world.slack.asked)}"
    one, form = submitted(Place("slack", "T1", "C1", "17.000100"), id=opened)
    for outcome in (TOLD, TURNED, TURNED):
        if outcome is TURNED and world.asides.replaced:
            world.asides.fault = ChatUnavailable("used")
        await world.answers.respond(one, form, outcome, False)
        await world.background.settled()
        if outcome is TOLD:
            await world.answers.show(pressed("private"), FORM)
            one.view["id"] = f"V{len(world.slack.asked)}"
    assert world.asides.replaced == [("T1", URL, "Rejected")]
    assert [title_of(one.content) for one in world.chat.said] == ["Not done", "Rejected"]


@pytest.mark.parametrize(
    "fault", [ChatUnavailable("directory: away"), DatabaseBusy("locked")], ids=repr
)
async def test_where_nothing_can_be_done_now_that_is_said_and_no_form_is_lost(
    fault: Exception,
) -> None:
    world = World()
    world.gives = fault
    outcome = await world.answers.press(pressed("message").press)
    assert isinstance(outcome, Told)
    assert outcome.card.title == "Not now"
    one, form = submitted(THREAD)
    wrong = await world.answers.submit(form)
    response = await world.answers.respond(one, form, wrong, False)
    assert response is not None
    assert response["response_action"] == "errors"
    assert "try again in a minute" in response["errors"]["input:reason"]


async def test_what_is_no_form_of_clerks_here_is_not_read() -> None:
    world = World()
    one, form = submitted(THREAD)
    assert world.answers.read(one, "en") == form
    elsewhere = Submitted("T2", "U1", one.view, None)
    assert world.answers.read(elsewhere, "en") is None
    assert world.answers.read(Submitted("T1", "U1", {"id": "V9"}, None), "en") is None


def test_in_the_meantime_a_modal_says_that_it_takes_a_moment() -> None:
    response = World().answers.wait("en")
    assert response["response_action"] == "update"
    assert first_of(response["view"]) == "⏳ One moment …"
    assert "submit" not in response["view"]
