"""One running Clerk for the scenarios of a module, and somebody who drops files into it."""

from collections.abc import AsyncIterator
from pathlib import Path

import aiohttp
import pytest
import pytest_asyncio

from bot.app import House, build
from bot.local.roster import MEMBERS
from bot.settings import Settings
from tests.scenarios.deciding import Colleague
from tests.scenarios.dropping import Visitor


@pytest.fixture(scope="module")
def data_dir(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The data folder of the running Clerk."""
    return tmp_path_factory.mktemp("data")


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def house(data_dir: Path) -> AsyncIterator[House]:
    """A whole Clerk, as `python -m bot` starts it."""
    # The digest of today may be due at this very moment, or not: it has tests of its own.
    settings = Settings.model_validate(
        {"BOT_DATA_DIR": data_dir, "BOT_LOCAL_PORT": 0, "BOT_DIGEST_AT": "off"}
    )
    async with build(settings) as opened:
        yield opened


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def visitor(house: House) -> AsyncIterator[Visitor]:
    """Somebody with the workspace open."""
    assert house.workspace is not None
    async with aiohttp.ClientSession() as session:
        yield Visitor(house.workspace.url, session)


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def people(house: House) -> AsyncIterator[dict[str, Colleague]]:
    """Everybody in the workspace, each with it open, by id."""
    assert house.workspace is not None
    async with aiohttp.ClientSession() as session:
        url = house.workspace.url
        yield {one.id: Colleague(url, session, one.id) for one in MEMBERS}
