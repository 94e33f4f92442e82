"""Tasks that are cancelled while they write: nobody else has to wait for what is left of them."""

import asyncio
import sqlite3
from contextlib import closing
from pathlib import Path

import sqlalchemy as sa

from bot.ledger.database import Database

WRITE = sa.text("INSERT INTO notes VALUES ('a') RETURNING note")


async def test_a_cancelled_task_leaves_no_lock_whatever_holds_on_to_it(tmp_path: Path) -> None:
    database, file = Database(tmp_path / "notes.db"), tmp_path / "notes.db"
    async with database.session() as session:
        await session.execute(sa.text("CREATE TABLE notes (note TEXT)"))

    async def write() -> None:
        async with database.session() as session:
            await session.scalar(WRITE)

    def locked() -> sqlite3.Connection:
        connection = sqlite3.connect(file, timeout=5, check_same_thread=False)
        connection.execute("BEGIN IMMEDIATE")
        return connection

    cancelled = []
    for _ in range(3):
        with closing(await asyncio.to_thread(locked)):
            task = asyncio.create_task(write())
            for _ in range(50):
                await asyncio.sleep(0)  # until it waits for the lock, in the driver's thread
            task.cancel()
        await asyncio.wait({task})
        cancelled.append(task)
        # Its exception, and with it each cursor of its statements, is still there.
        with closing(await asyncio.to_thread(locked)):
            pass
    assert [task.cancelled() for task in cancelled] == [True] * 3
    await database.close()
