"""The shelf: what crashes left on it goes at the next start, and nothing else does."""

import os
import time
from pathlib import Path

import pytest

from bot.local.shelf import Shelf
from tests.fake_ledger import stream


@pytest.fixture
def shelf(tmp_path: Path) -> Shelf:
    return Shelf(tmp_path)


async def test_what_nobody_knows_is_swept_once_it_is_old(shelf: Shelf) -> None:
    for file in ("known", "lost", "young"):
        await shelf.write("t1", file, stream(b"bytes"))
    await shelf.write("t2", "lost", stream(b"theirs"))
    shelf.path("t1", "half.partial").write_bytes(b"ha")
    yesterday = time.time() - 86_400
    for tenant, file in (("t1", "known"), ("t1", "lost"), ("t1", "half.partial"), ("t2", "lost")):
        os.utime(shelf.path(tenant, file), (yesterday, yesterday))
    assert await shelf.sweep("t1", frozenset({"known"})) == 2
    assert sorted(path.name for path in shelf.path("t1", "x").parent.iterdir()) == [
        "known",
        "young",
    ]
    assert shelf.path("t2", "lost").exists()


async def test_a_shelf_without_files_has_nothing_to_sweep(shelf: Shelf) -> None:
    assert await shelf.sweep("t1", frozenset()) == 0
