"""A ledger with nothing in it, and one whose audit has two chains."""

import asyncio
import shutil
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.ledger.audit import SqlAudit
from bot.ledger.database import FILE_NAME, Database
from tests.bot.ledger.tampering import KEY
from tests.fake_ledger import FakeClock


@pytest.fixture
async def database(tmp_path: Path, migrated: Path) -> AsyncIterator[Database]:
    """A ledger with nothing in it."""
    database = Database(await asyncio.to_thread(shutil.copy, migrated, tmp_path / FILE_NAME))
    yield database
    await database.close()


@pytest.fixture
async def audit(database: Database) -> SqlAudit:
    """A chain of five links for t1, and one of two for t2."""
    audit = SqlAudit(database, KEY, FakeClock())
    for tenant, links in (("t1", 5), ("t2", 2)):
        for n in range(links):
            await audit.append(
                tenant, actor="local:eva", action="read", subject=f"D-{n}", detail={"n": n}
            )
    return audit
