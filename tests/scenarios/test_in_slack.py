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
    in_slack,
    jobs,
)

pytestmark = pytest.mark.asyncio(loop_scope="module")


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def scene(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Scene]:
    async with in_slack(tmp_path_factory.mktemp("data"), "http") as one:
        yield one


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
    assert told["voice"] == "is not begun by this process"
