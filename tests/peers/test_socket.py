"""The socket against the peer: two of them at once, and a Slack that dies and comes back."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio
import sqlalchemy as sa

from bot.app import House, build
from bot.settings import Settings
from bot.slack.connection import SlackConnection
from bot.slack.listeners import app_of
from tests.peers.clerk import settings_for
from tests.peers.conftest import Office
from tests.peers.local_slack import APP_TOKEN, local_slack
from tests.scenarios.bills import SELLER, bill

pytestmark = pytest.mark.asyncio(loop_scope="module")


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("data")


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def here(data: Path) -> AsyncIterator[Office]:
    async with local_slack("socket") as slack:
        yield Office(slack, data)


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def house(here: Office, data: Path) -> AsyncIterator[House]:
    told = settings_for("socket", data, f"{here.slack.url}/api/", here.slack.called)
    async with build(Settings.model_validate(told)) as opened:
        yield opened


async def test_what_comes_over_two_sockets_at_once_is_one_job(here: Office, house: House) -> None:
    slack = house.platforms.slack
    assert slack is not None
    api = f"{here.slack.url}/api/"
    second = SlackConnection(app_of(slack.listeners, slack.reach.workspaces, api), APP_TOKEN, api)
    second.open()
    try:
        await here.slack.until(lambda: here.slack.connected == 2)
        roots = [(await here.slack.drop(f"{n}.xml", bill(f"S-{n}")))["ts"] for n in range(5)]
        for root in roots:
            await here.card(root, SELLER.name)
            assert len(await here.files(root, 2)) == 2
    finally:
        await second.close()
    assert [len(here.cards(root)) for root in roots] == [1] * 5
    assert await _jobs(house) == 5


async def test_a_slack_that_died_is_heard_again(here: Office, house: House) -> None:
    await here.slack.kill()
    await here.slack.start()
    await here.slack.until(lambda: here.slack.connected)
    drop = await here.slack.drop("after.xml", bill("S-AFTER"))
    await here.card(drop["ts"], SELLER.name)
    assert len(await here.files(drop["ts"], 2)) == 2
    assert await _jobs(house) == 6


async def _jobs(house: House) -> int:
    async with house.ledger.database.session() as session:
        return int(await session.scalar(sa.text("SELECT count(*) FROM drops")) or 0)
