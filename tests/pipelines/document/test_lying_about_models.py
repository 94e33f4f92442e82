"""A child that lies about models: the embedded reading stands, and no lie gets anywhere."""

from collections.abc import AsyncIterator
from datetime import date
from pathlib import Path

import pytest
import pytest_asyncio

from pipelines.document.read import LocalReader
from pipelines.errors import Fault
from tests.pipelines.document.asked import backend, embedded, fake, filed, read
from tests.pipelines.document.lying_about_models import HELD, SHOWN
from tests.pipelines.document.told import right

pytestmark = pytest.mark.asyncio(loop_scope="module")


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def liar(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[LocalReader]:
    module = "tests.pipelines.document.lying_about_models"
    async with embedded(tmp_path_factory.mktemp("scratch"), module) as opened:
        yield opened


@pytest.mark.parametrize("lie", range(len(SHOWN) + len(HELD)))
async def test_a_lie_is_no_reading(liar: LocalReader, tmp_path: Path, lie: int) -> None:
    liar.today = lambda: date.fromordinal(lie + 1)
    model = fake(right())
    reading = await read(liar, filed(tmp_path, b"%PDF-1.7"), backend(model))
    [one] = reading.consulted
    shown = lie >= len(SHOWN)
    assert (one.fault, one.saw) == (Fault.SHAPE if shown else Fault.TOO_LARGE, shown)
    assert len(model.asked) == shown
    assert [(found.rule, found.field) for found in reading.findings] == [("missing_field", "total")]
    assert reading.reader == "local"
