"""The embedded reader, opened once for each module of tests that asks for it."""

from collections.abc import AsyncIterator

import pytest
import pytest_asyncio

from pipelines.document.read import LocalReader
from tests.pipelines.document.asked import embedded


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def local(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[LocalReader]:
    """The embedded reader, with a child of its own."""
    async with embedded(tmp_path_factory.mktemp("scratch")) as opened:
        yield opened
