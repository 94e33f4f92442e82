"""What is opened together is safe to open beside a Clerk that runs."""

import asyncio
from pathlib import Path

import pytest

from bot.app import open_ledger, passing
from bot.engine.lock import AlreadyRunning, Lock
from bot.settings import Settings


async def test_tables_are_made_or_changed_under_no_clerk_that_runs(tmp_path: Path) -> None:
    settings = Settings.model_validate({"BOT_DATA_DIR": tmp_path})
    running = Lock(tmp_path)
    await asyncio.to_thread(running.take)
    with pytest.raises(AlreadyRunning):
        async with open_ledger(settings):
            pass
    running.release()
    async with open_ledger(settings):
        pass
    await asyncio.to_thread(running.take)
    async with open_ledger(settings) as ledger:
        assert await ledger.kept.archive.get("local", "D-1") is None
    running.release()


def test_of_deletions_and_of_what_recurs_nothing_stays_in_the_queue(tmp_path: Path) -> None:
    kinds = set(passing(Settings.model_validate({"BOT_DATA_DIR": tmp_path})))
    assert {"withdrawal", "digest"} <= kinds
    assert not {"document", "review"} & kinds
