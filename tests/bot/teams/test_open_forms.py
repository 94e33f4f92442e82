"""Forms in the place of cards: opened, objected to, taken, and read with nothing remembered."""

from dataclasses import replace

import pytest

from bot.teams.open_forms import OpenForms
from handlers.chat import Errors, Form, Grid, Input, MessageRef, Outcome, Submission
from tests import virtual_time
from tests.bot.teams.answering import Scene, card_of, error_of
from tests.bot.teams.filled import objects, sent, words
from tests.bot.teams.speaking import THREAD
from tests.doubles.teams.world import Json

REASON = Form("review.reject", "D-1:2", "Reject", "Send", (Input("reason", "Why", kind="note"),))


@pytest.fixture
async def scene() -> Scene:
    return Scene()


def verbs(card: Json) -> list[str]:
    return [one["verb"] for one in objects(card) if "verb" in one]


async def test_a_form_stands_in_the_place_of_the_card(scene: Scene) -> None:
    message = await scene.said(scene.paper.channel)
    scene.outcome = REASON
    assert verbs(card_of(await scene.pressed(message))) == ["clerk.submit", "clerk.back"]


async def test_what_is_wrong_stands_in_the_form_as_it_was_filled_in(scene: Scene) -> None:
    message = await scene.said(scene.paper.channel)
    scene.outcome = REASON
    form = card_of(await scene.pressed(message))
    scene.outcome = Errors({"reason": "Say why."})
    data = sent(form, {"i.reason": "because"})
    again = card_of(await scene.pressed(message, "clerk.submit", data))
    assert "Say why." in " ".join(words(again))
    assert "because" in str(again)
    [_, submission] = scene.done
    assert isinstance(submission, Submission)
    assert submission.values == {"reason": "because"}
    assert submission.message is not None
    assert submission.message.id == message.id


async def test_a_form_that_is_taken_gives_way_to_the_card(scene: Scene) -> None:
    message = await scene.said(scene.paper.channel)
    scene.outcome = REASON
    data = sent(card_of(await scene.pressed(message)), {"i.reason": "because"})
    scene.outcome = None
    assert "Invoice 4711" in words(card_of(await scene.pressed(message, "clerk.submit", data)))
    # It is not open any more: what is wrong with it now cannot be said in it.
    scene.outcome = Errors({"reason": "Say why.", "": "Say why."})
    assert error_of(await scene.pressed(message, "clerk.submit", data)) == ("wrong", "Say why.")


async def test_a_form_that_nobody_remembers_says_what_is_wrong_above_it(scene: Scene) -> None:
    message = await scene.said(scene.paper.channel)
    scene.outcome = Errors({"reason": "Say why.", "other": "And how."})
    data = {"a": "review.reject", "v": "D-1:2", "f": {"i": ["reason"], "g": {}}}
    answer = await scene.pressed(message, "clerk.submit", data)
    assert error_of(answer) == ("wrong", "Say why.\nAnd how.")


async def test_where_the_form_has_no_room_for_what_is_wrong_that_stands_above_it(
    scene: Scene,
) -> None:
    rows = tuple((f"{number} {'x' * 1000}", "1.00") for number in range(12))
    lines = Grid("lines", "Lines", (("what", "What"), ("total", "Total")), rows)
    message = await scene.said(scene.paper.channel)
    scene.outcome = replace(REASON, inputs=(lines, *REASON.inputs))
    form = card_of(await scene.pressed(message))
    scene.outcome = Errors({"lines.0.total": "It is wrong. " * 30, "reason": "Say why."})
    answer = await scene.pressed(message, "clerk.submit", sent(form, {"r.lines": "Bolts\n" * 2400}))
    said = f"Lines: Row 1, Total: {'It is wrong. ' * 30}\nWhy: Say why."
    assert error_of(answer) == ("wrong", said)


async def test_a_form_that_stands_on_a_screen_is_taken_by_a_clerk_that_began_since() -> None:
    before = Scene(outcome=REASON)
    message = await before.said(before.paper.channel)
    data = sent(card_of(await before.pressed(message)), {"i.reason": "because"})
    after = Scene(room=before.room, paper=before.paper)
    after.outcome = Errors({"reason": "Say why."})
    refused = await after.pressed(message, "clerk.submit", data)
    assert error_of(refused) == ("wrong", "Say why."), "the form stays, with all that is typed"
    after.outcome = None
    assert "Invoice 4711" in words(card_of(await after.pressed(message, "clerk.submit", data)))
    taken = [one.values for one in after.done if isinstance(one, Submission)]
    assert taken == [{"reason": "because"}] * 2
    assert "Invoice 4711" in words(card_of(await after.pressed(message, "clerk.back", {})))


@pytest.mark.parametrize(("outcome", "edits"), [(Errors({"reason": "Say why."}), 0), (None, 1)])
def test_what_is_typed_stays_until_it_is_taken(outcome: Outcome, edits: int) -> None:
    async def slow() -> None:
        scene = Scene(outcome=REASON)
        message = await scene.said(scene.paper.channel)
        data = sent(card_of(await scene.pressed(message)), {"i.reason": "because"})
        scene.outcome = outcome
        scene.gate.clear()
        answer = await scene.pressed(message, "clerk.submit", data)
        assert error_of(answer) == ("busy", "One moment …")
        scene.gate.set()
        await scene.background.settled()
        assert scene.room.connector.calls.count("update") == edits
        alone = await scene.room.book.personal(scene.paper.tenant.id, scene.paper.ann.id)
        said = [] if alone is None else scene.posted_in(alone.channel)
        assert ["Say why." in " ".join(one) for one in said] == [True] * (1 - edits)

    virtual_time.run(slow())


async def test_two_people_have_a_form_open_in_one_message(scene: Scene) -> None:
    paper, message = scene.paper, await scene.said(scene.paper.channel)
    li: Json = {"from": {"id": paper.li.account, "aadObjectId": paper.li.id}}
    scene.outcome = REASON
    data = sent(card_of(await scene.pressed(message)), {"i.reason": "a"})
    grid = Grid("lines", "Lines", (("qty", "Qty"),), (("1",),))
    scene.outcome = replace(REASON, inputs=(grid,))
    card_of(await scene.pressed(message, **li))
    scene.outcome = Errors({"reason": "Say why."})
    assert "Why" in str(card_of(await scene.pressed(message, "clerk.submit", data)))


@pytest.mark.parametrize("data", [{}, {"a": "x", "v": "y"}, {"a": "x", "v": "y", "f": {"i": [7]}}])
async def test_a_form_that_clerk_did_not_make_is_not_read(scene: Scene, data: Json) -> None:
    message = await scene.said(scene.paper.channel)
    assert error_of(await scene.pressed(message, "clerk.submit", data))[0] == "unknown"
    assert scene.done == []


def test_only_the_forms_that_were_opened_last_are_remembered(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("bot.teams.open_forms._MOST", 2)
    forms, several = OpenForms(), [MessageRef(THREAD, id_) for id_ in "abc"]
    for one in several:
        forms.opened(one, "ann", REASON)
    known = [forms.get(one, "ann", "review.reject", "D-1:2") is REASON for one in several]
    assert known == [False, True, True]
    assert forms.get(several[1], "ann", "review.reject", "D-1:3") is None
    assert forms.get(several[1], "bo", "review.reject", "D-1:2") is None
    forms.closed(several[1], "ann")
    forms.closed(several[1], "ann")
    assert forms.get(several[1], "ann", "review.reject", "D-1:2") is None
