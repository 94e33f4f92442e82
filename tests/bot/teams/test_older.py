"""Clients that know no Action.Execute press too: what comes of it shows, or is told them alone."""

import pytest

from bot.teams.connector import TeamsRefused
from bot.teams.invokes import submitted_of
from handlers.chat import (
    Button,
    Buttons,
    Card,
    ChatUnavailable,
    Errors,
    Form,
    Input,
    MessageRef,
    Outcome,
    Press,
    Text,
    Told,
    Turned,
)
from handlers.review_parts import LINK
from tests.bot.teams.answering import TOLD, Scene
from tests.bot.teams.filled import objects
from tests.doubles.teams.world import Conversation, Json, Message

REASON = Form("review.reject", "D-1:2", "Reject", "Send", (Input("reason", "Why", kind="note"),))
MORE = Card("Waiting", (Buttons((Button("queue.page", "2", "More"),)),))
LIST = Card("Waiting", (Text("Two."),))


@pytest.fixture
async def scene() -> Scene:
    return Scene()


def press(scene: Scene, where: Conversation, message: MessageRef, **rest: object) -> Json:
    """Tell that Ann pressed the first button of a message, as an older client does."""
    [posted] = [one for one in scene.room.connector.posted if one.id == message.id]
    shown = next(one["fallback"] for one in objects(posted.activity) if "fallback" in one)
    paper, stands_on = scene.paper, Message(message.id, "28:clerk", None)
    return paper.told.press(paper.tenant, where, paper.ann, stands_on, shown, {}) | rest


async def alone(scene: Scene) -> list[str]:
    """Give what Ann was told alone."""
    found = await scene.book.personal(scene.paper.tenant.id, scene.paper.ann.id)
    return [] if found is None else [" ".join(one) for one in scene.posted_in(found.channel)]


@pytest.mark.parametrize(
    ("outcome", "says"),
    [
        (None, None),
        (Told(TOLD), "She approved it."),
        (Turned(LIST), "Two."),
        (Errors({"": "Say why."}), "Say why."),
        (REASON, "needs a form that your app cannot show"),
        (ChatUnavailable("x"), "try again"),
    ],
)
async def test_what_comes_of_a_press_is_told_alone(
    scene: Scene, outcome: Outcome | Exception, says: str | None
) -> None:
    message = await scene.said(scene.paper.channel)
    scene.outcome = outcome
    hearing, pressed = scene.hearing(), press(scene, scene.paper.channel, message)
    for _ in range(2):  # delivered twice, it is one
        assert await hearing.hear(pressed) is None
    await scene.background.settled()
    [done] = scene.done
    assert isinstance(done, Press)
    assert (done.action, done.value, done.user) == ("review.approve", "D-1:2", scene.paper.ann.id)
    assert done.message == message
    told = await alone(scene)
    assert [says in one for one in told if says] == ([True] if says else [])
    assert (len(told), len(scene.posted(scene.paper.channel))) == (1 if says else 0, 1)


@pytest.mark.parametrize(("outcome", "says"), [(Turned(LIST), "Two."), (None, "Done.")])
async def test_what_one_was_told_alone_is_turned_there(
    scene: Scene, outcome: Outcome, says: str
) -> None:
    message = await scene.said(scene.paper.alone, MORE, user=scene.paper.ann.id)
    scene.outcome = outcome
    await scene.hearing().hear(press(scene, scene.paper.alone, message))
    await scene.background.settled()
    assert says in (await alone(scene))[-1]
    assert len(await alone(scene)) == (1 if isinstance(outcome, Turned) else 2)


async def test_what_is_not_there_or_not_theirs_is_not_pressed(scene: Scene) -> None:
    paper = scene.paper
    private = await scene.said(paper.alone, MORE, user=paper.ann.id)
    message = await scene.said(paper.channel)
    hearing, pressed = scene.hearing(), press(scene, paper.channel, message)
    for number, id_ in enumerate((private.id, "1234", None)):
        await hearing.hear(pressed | {"replyToId": id_, "id": f"{number}"})
    by_another: Json = {"from": {"id": paper.li.account, "aadObjectId": paper.li.id}}
    await hearing.hear({**press(scene, paper.alone, private), **by_another})
    link: Json = {"value": {**pressed["value"], "a": LINK}, "id": "9"}
    await hearing.hear({**pressed, **link})
    await scene.background.settled()
    assert scene.done == []
    stale = ["not in use any more" in str(one.activity) for one in scene.room.connector.posted]
    assert sum(stale) == 4


async def test_who_cannot_be_told_breaks_nothing(scene: Scene) -> None:
    message = await scene.said(scene.paper.channel)
    scene.outcome = Told(TOLD)
    scene.room.connector.faults.append(TeamsRefused("open", 403, "Forbidden"))
    await scene.hearing().hear(press(scene, scene.paper.channel, message))
    await scene.background.settled()
    assert len(scene.done) == 1


@pytest.mark.parametrize(
    "change",
    [
        {"type": "invoke"},
        {"value": {"a": "review.approve", "v": "D-1:2"}},
        {"value": {"k": "clerk.submit", "a": "x", "v": "y"}},
        {"value": {"k": "clerk.press", "a": 7, "v": "y"}},
        {"value": {"k": "clerk.press", "a": "x" * 201, "v": "y"}},
        {"value": "clerk.press"},
        {"from": {"id": "28:bot"}},
        {"conversation": {}},
    ],
)
async def test_what_no_card_of_clerks_sends_is_no_press(scene: Scene, change: Json) -> None:
    message = await scene.said(scene.paper.channel)
    pressed = press(scene, scene.paper.channel, message)
    assert submitted_of(pressed) is not None
    assert submitted_of({**pressed, **change}) is None
