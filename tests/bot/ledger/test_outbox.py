"""Messages that an earlier Clerk was about to send: where they were to go, nobody noted."""

import asyncio
import shutil
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import sqlalchemy as sa

from bot.ledger.archive import SqlArchive
from bot.ledger.database import FILE_NAME, Database
from bot.ledger.erasure import SqlErasure
from bot.ledger.outbox import SqlOutbox
from handlers.chat import MessageRef, Place
from handlers.erasure import Unsure
from tests.fake_ledger import a_drop

DROP = a_drop("t1", "F1")
KEY = f"{DROP.key}:card"
ACCOUNTING = Place("local", "t1", "accounting")


@pytest.fixture
async def database(tmp_path: Path, migrated: Path) -> AsyncIterator[Database]:
    await asyncio.to_thread(shutil.copy, migrated, tmp_path / FILE_NAME)
    database = Database(tmp_path / FILE_NAME)
    await SqlArchive(database).arrived(DROP, None)
    async with database.session() as session:
        row = "INSERT INTO outbox (tenant, key, job) VALUES ('t1', :key, :job)"
        await session.execute(sa.text(row), {"key": KEY, "job": DROP.key})
    yield database
    await database.close()


async def test_it_is_looked_for_in_the_thread_of_its_file(database: Database) -> None:
    traces = await SqlErasure(database).traces("t1", "F1")
    assert traces
    assert (traces.messages, traces.unsure) == ((), (Unsure(DROP.place, KEY),))


async def test_it_is_known_as_one_that_may_have_gone_out(database: Database) -> None:
    outbox = SqlOutbox(database)
    assert await outbox.sent("t1", KEY) is None
    assert not await outbox.opening(ACCOUNTING, KEY, DROP.key)
    message = MessageRef(ACCOUNTING, "m1")
    await outbox.done(KEY, message)
    assert await outbox.sent("t1", KEY) == message
    traces = await SqlErasure(database).traces("t1", "F1")
    assert traces
    assert (traces.messages, traces.unsure) == ((message,), ())
