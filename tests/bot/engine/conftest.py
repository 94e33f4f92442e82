"""A database with one small table of our own, and engines on it."""

from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
import sqlalchemy as sa

from bot.engine.engine import Engine
from bot.engine.pace import Pace, Patience
from bot.ledger.database import FILE_NAME, Database
from handlers.ports import Job, Steps

AT_ONCE = Pace(steps=Patience(wait=0), report=Patience(wait=0))


async def nobody(job: Job, type_name: str) -> None:
    raise AssertionError(f"{job.key} failed: {type_name}")


@dataclass
class Ground:
    folder: Path
    database: Database

    def engine(
        self,
        handle: Callable[[Job, Steps], Awaitable[None]],
        failed: Callable[[Job, str], Awaitable[None]] = nobody,
        concurrency: int = 2,
        pace: Pace = AT_ONCE,
    ) -> Engine:
        return Engine(
            self.database,
            handle=handle,
            failed=failed,
            concurrency=concurrency,
            data_dir=self.folder,
            pace=pace,
        )

    async def write(self, entry: str) -> None:
        async with self.database.session() as session:
            await session.execute(sa.text("INSERT INTO entries VALUES (:entry)"), {"entry": entry})

    async def execute(self, statement: str) -> None:
        async with self.database.session() as session:
            await session.execute(sa.text(statement))

    async def rows(self, query: str) -> list[tuple[object, ...]]:
        async with self.database.session() as session:
            return [tuple(row) for row in await session.execute(sa.text(query))]

    async def entries(self) -> list[object]:
        return [entry for (entry,) in await self.rows("SELECT entry FROM entries")]


@pytest.fixture
async def ground(tmp_path: Path) -> AsyncIterator[Ground]:
    database = Database(tmp_path / FILE_NAME)
    async with database.session() as session:
        await session.execute(sa.text("CREATE TABLE entries (entry TEXT)"))
    yield Ground(tmp_path, database)
    await database.close()
