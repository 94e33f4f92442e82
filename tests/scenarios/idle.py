"""Waiting until a Clerk has nothing left to do."""

import asyncio
from pathlib import Path

from bot.engine.jobs import listed
from bot.ledger.database import FILE_NAME, Database

PATIENCE = 180


async def idle(data_dir: Path) -> None:
    """Wait until no job of another process waits or runs."""
    kept = Database(data_dir / FILE_NAME)
    await rested(kept)
    await kept.close()


async def rested(kept: Database) -> None:
    """Wait until no job waits or runs."""
    async with asyncio.timeout(PATIENCE):
        while True:
            jobs = await listed(kept, failed=False)
            if not {one.state for one in jobs} & {"waiting", "running"}:
                break
            await asyncio.sleep(0.02)
