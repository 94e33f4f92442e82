"""From a drop in Slack to a decision, by signed HTTP, in whatever order and how often told."""

from collections.abc import AsyncIterator

import aiohttp
import pytest
import pytest_asyncio

from tests.doubles.slack import events
from tests.scenarios.bills import bill
from tests.scenarios.in_slack import (
    ANN,
    BOB,
    CAT,
    INVOICES,
    Scene,
    actions,
    in_slack,
    jobs,
)

pytestmark = pytest.mark.asyncio(loop_scope="module")


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def scene(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Scene]:
    async with in_slack(tmp_path_factory.mktemp("data"), "http") as one:
        yield one


async def test_a_document_goes_from_hand_to_hand(scene: Scene) -> None:
    dropped = await scene.drop(("发票 7.xml", bill("HAND-1", off="1.00")))
    card = await scene.whole(dropped)
    assert "eyes" in dropped.message.reactions
    assert "Waiting for accounting" in card.text
    assert actions(card) == ["review.approve", "review.reject", "review.edit"]
    names = [scene.team.files[id_].title for one in scene.answers(dropped) for id_ in one.files]
    assert sorted(names) == ["发票 7.evidence.png", "发票 7.json"]

    await scene.press(card, ANN, "review.approve")
    told = await scene.until(lambda: scene.whispers(ANN))
    assert "Only accounting can decide on this or edit it." in told[-1]

    await scene.press(card, BOB, "review.edit")
    [view] = await scene.modal()
    wrong = await scene.submit(view, BOB, total="about 119")
    assert wrong.json["response_action"] == "errors"
    assert list(wrong.json["errors"]) == ["input:total"]
    await scene.submit(view, BOB, total="119.00")
    card = await scene.card(dropped, lambda one: "revision 2" in str(one.blocks))
    assert "119.00" in str(card.blocks)

    await scene.press(card, BOB, "review.approve")
    told = await scene.until(lambda: scene.whispers(BOB))
    assert "You edited this document last" in told[-1]
    await scene.press(card, CAT, "review.approve")
    card = await scene.card(dropped, lambda one: "review.approve" not in actions(one))
    assert "Approved by" in card.text + str(card.blocks)


async def test_one_drop_is_one_job_in_whatever_order_it_is_told(scene: Scene) -> None:
    act, team, world = scene.slack.act, scene.team, scene.slack.world
    dropped = act.drop(team, INVOICES, ANN, [("many.xml", bill("MANY-1"))])
    share = act.told(dropped)
    mention = events.mention(world, team, INVOICES, dropped.message)
    mention["event"]["text"] = f"<@{team.user}> please"
    alone = {**mention, "event": {**mention["event"], "files": None}}
    shared = events.file_shared(world, team, INVOICES, dropped.files[0])
    before = len(scene.whispers(ANN))
    for payload in (alone, mention, shared, share, shared, mention):
        await scene.tell(payload)
    for retry in (1, 2, 3):
        assert (await scene.slack.deliveries.send(share, retry=retry)).status == 200
    await scene.whole(dropped)
    assert await jobs(scene.house, dropped.files[0].id) == 1
    assert len(scene.cards(dropped)) == 1
    assert len(scene.whispers(ANN)) == before


async def test_what_people_ask_is_told_to_them(scene: Scene) -> None:
    act, team = scene.slack.act, scene.team
    await scene.tell(act.command(team, INVOICES, CAT, "help"))
    said = await scene.until(lambda: scene.whispers(CAT))
    assert "Clerk" in said[-1]
    await scene.tell(act.open_home(team, BOB))
    home = await scene.until(lambda: team.homes.get(BOB))
    assert home["type"] == "home"


async def test_how_it_stands_is_told(scene: Scene) -> None:
    listener = scene.house.platforms.listener
    assert listener is not None
    async with aiohttp.ClientSession() as session, session.get(f"{listener.url}/healthz") as answer:
        assert answer.status == 200
        told = await answer.json()
    assert told["ok"]
    assert told["database"] == "works"
    assert told["slack"] == "listening by HTTP"
