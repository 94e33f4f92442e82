"""One running Clerk for the scenarios of a module, and everybody in it."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio

from bot.app import House, build
from bot.settings import Settings
from tests.scenarios.offices import PLATFORMS, Office
from tests.scenarios.offices import office as office_on


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


@pytest_asyncio.fixture(scope="module", loop_scope="module", params=PLATFORMS)
async def office(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> AsyncIterator[Office]:
    """A running Clerk and everybody in it, on one platform after the other."""
    async with office_on(request.param, tmp_path_factory.mktemp("office")) as opened:
        yield opened
