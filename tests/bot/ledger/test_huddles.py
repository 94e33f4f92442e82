"""Voice rooms of which nothing was made are kept for a while, and no longer."""

import asyncio
import shutil
from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest

from bot.ledger.database import FILE_NAME, Database
from bot.ledger.huddles import SqlHuddles
from handlers.chat import Place
from handlers.huddles.records import Attendee, Huddle
from pipelines.voice import Line
from tests.fake_ledger import MORNING

LATER = MORNING + timedelta(days=30)
ANN = Attendee("slack:U1", "Ann", MORNING)


@pytest.fixture
async def huddles(migrated: Path, tmp_path: Path) -> AsyncIterator[SqlHuddles]:
    database = Database(await asyncio.to_thread(shutil.copy, migrated, tmp_path / FILE_NAME))
    yield SqlHuddles(database)
    await database.close()


async def test_what_came_to_nothing_goes_after_its_time(huddles: SqlHuddles) -> None:
    for name in ("wordless", "told", "open", "joined"):
        place = Place("slack", "t1", name)
        await huddles.begin(Huddle("t1", name, place, "", "slack:U1", "en", MORNING))
        if name != "open":
            await huddles.joined("t1", name, ANN)
            await huddles.said("t1", name, 0, [Line(1, 1, "", "Hm.")])
    for name in ("wordless", "told"):
        await huddles.end("t1", name, "over", MORNING)
    await huddles.reported("t1", "told", "M-1")
    assert await huddles.sweep(MORNING) == 0
    assert await huddles.sweep(LATER) == 2
    names = ("wordless", "told", "open", "joined")
    assert [one for one in names if await huddles.get("t1", one)] == ["told", "joined"]
    assert [*await huddles.lines("t1", "wordless")] == []
