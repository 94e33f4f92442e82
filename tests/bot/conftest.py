"""A database to start from."""

import asyncio
from pathlib import Path

import pytest

from bot.ledger.database import FILE_NAME, Database


@pytest.fixture(scope="session")
def migrated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database with its tables, to be copied: migrating takes longer than most tests."""
    path = tmp_path_factory.mktemp("migrated") / FILE_NAME

    async def migrate() -> None:
        database = Database(path)
        await database.migrate()
        await database.scrub()
        await database.close()

    asyncio.run(migrate())
    return path
