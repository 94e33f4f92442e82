"""What a folder store leaves on the disk, and what it does not."""

import asyncio
import errno
import fcntl
import gc
import hashlib
import os
import signal
import subprocess
import sys
from collections.abc import AsyncIterator
from contextlib import suppress
from pathlib import Path

import pytest

from bot.store import FolderStore
from handlers.ports import TooLarge
from tests.conftest import ROOT
from tests.fake_ledger import stream

# Writes one megabyte of a stream that never ends, says so, and waits for the end.
WRITER = """
import asyncio, sys
from pathlib import Path
from bot.store import FolderStore

async def endless():
    yield bytes(1 << 20)
    print("written", flush=True)
    await asyncio.sleep(3600)

asyncio.run(FolderStore(Path(sys.argv[1])).put("t1", endless(), limit=1 << 30))
"""


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return tmp_path / "files"


async def files(root: Path) -> list[str]:
    def listed() -> list[str]:
        return sorted(str(path.relative_to(root)) for path in root.rglob("*") if path.is_file())

    return await asyncio.to_thread(listed)


async def folders(root: Path) -> list[str]:
    return await asyncio.to_thread(lambda: sorted(path.name for path in root.iterdir()))


async def test_a_file_lies_under_its_tenant_and_its_hash(root: Path) -> None:
    stored = await FolderStore(root).put("Acme & Söhne/../x", stream(b"abc"), limit=10)
    (path,) = await files(root)
    folder, two, name = path.split("/")
    assert folder.startswith("acme-s-hne-x-")
    assert (two, name) == (stored.sha256[:2], stored.sha256)
    assert (await asyncio.to_thread((root / path).stat)).st_mode & 0o777 == 0o600


@pytest.mark.parametrize("tenant", ["", ".", "..", "/", "a" * 1000, "租户", "a\0b", "CON"])
async def test_any_tenant_has_a_folder_inside_the_root(root: Path, tenant: str) -> None:
    stored = await FolderStore(root).put(tenant, stream(b"abc"), limit=10)
    (path,) = await files(root)
    assert len(path.split("/")[0]) <= 80
    assert await FolderStore(root).remove(tenant, stored.sha256)


async def test_a_file_that_is_removed_takes_its_empty_folders_with_it(root: Path) -> None:
    store = FolderStore(root)
    first, second = [await store.put("t1", stream(one), limit=10) for one in (b"a", b"b")]
    assert await store.remove("t1", first.sha256)
    assert len(await files(root)) == 1
    assert await store.remove("t1", second.sha256)
    assert await folders(root) == [".incoming"]


async def broken() -> AsyncIterator[bytes]:
    yield b"half"
    raise ConnectionResetError


async def test_what_does_not_arrive_whole_leaves_nothing(root: Path) -> None:
    store = FolderStore(root)
    with pytest.raises(TooLarge):
        await store.put("t1", stream(b"x" * 10, b"y"), limit=10)
    with pytest.raises(ConnectionResetError):
        await store.put("t1", broken(), limit=10)
    assert await files(root) == []


async def test_a_put_that_is_cancelled_leaves_nothing(root: Path) -> None:
    written = asyncio.Event()

    async def endless() -> AsyncIterator[bytes]:
        yield b"half"
        written.set()
        await asyncio.Event().wait()

    task = asyncio.create_task(FolderStore(root).put("t1", endless(), limit=10))
    await written.wait()
    assert len(await files(root)) == 1
    task.cancel()
    with suppress(asyncio.CancelledError):
        await task
    assert await files(root) == []


async def test_a_put_that_is_cancelled_as_it_begins_leaves_nothing(root: Path) -> None:
    """Nor a file that is open, of which Python would complain."""
    for turns in range(4):
        put = asyncio.ensure_future(FolderStore(root).put("t1", stream(b"x"), limit=1))
        for _ in range(turns):
            await asyncio.sleep(0)
        put.cancel()
        with suppress(asyncio.CancelledError):
            await put
        assert not [one for one in root.rglob(".incoming/*") if one.is_file()]
    gc.collect()


async def test_a_sweep_removes_what_the_dead_left_and_nothing_else(root: Path) -> None:
    store = FolderStore(root)
    kept = await store.put("t1", stream(b"whole"), limit=10)

    def start() -> subprocess.Popen[bytes]:
        writer = subprocess.Popen(
            [sys.executable, "-c", WRITER, str(root)], cwd=ROOT, stdout=subprocess.PIPE
        )
        assert writer.stdout
        assert writer.stdout.readline() == b"written\n"
        return writer

    def kill(writer: subprocess.Popen[bytes]) -> None:
        os.kill(writer.pid, signal.SIGKILL)
        writer.communicate()

    writer = await asyncio.to_thread(start)
    try:
        assert await store.sweep() == 0, "its writer lives"
    finally:
        await asyncio.to_thread(kill, writer)
    assert len(await files(root)) == 2
    assert await store.sweep() == 1
    assert [path.rpartition("/")[2] for path in await files(root)] == [kept.sha256]
    assert await store.sweep() == 0


async def test_a_sweep_of_a_store_that_is_new_finds_nothing(root: Path) -> None:
    assert await FolderStore(root).sweep() == 0


async def test_putting_and_removing_neighbours_at_once_loses_nothing(root: Path) -> None:
    store = FolderStore(root)
    # Two contents whose hashes begin alike share a folder, which removing one may tidy away.
    twins = (b"1", b"12")
    first, second = [await store.put("t1", stream(one), limit=10) for one in twins]
    assert first.sha256[:2] == second.sha256[:2]
    for _ in range(20):
        await asyncio.gather(
            store.remove("t1", first.sha256), store.put("t1", stream(twins[1]), limit=10)
        )
        assert len(await files(root)) == 1
        await asyncio.gather(
            store.remove("t1", second.sha256), store.put("t1", stream(twins[0]), limit=10)
        )
        assert len(await files(root)) == 1


async def test_a_large_file_is_on_the_disk_once(root: Path, tmp_path: Path) -> None:
    store, path, out = FolderStore(root), tmp_path / "upload", tmp_path / "out"
    path.write_bytes(b"large")
    sha256 = hashlib.sha256(b"large").hexdigest()
    for _ in range(2):
        await store.keep("t1", path, sha256)
    await store.lay_out("t1", sha256, out)
    [name] = await files(root)
    assert {one.stat().st_ino for one in (path, out)} == {(root / name).stat().st_ino}


async def test_where_nothing_can_be_linked_it_is_copied(
    root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise OSError(errno.EXDEV, "another disk")

    monkeypatch.setattr(Path, "hardlink_to", refuse)
    store, path, out = FolderStore(root), tmp_path / "upload", tmp_path / "out"
    path.write_bytes(b"large")
    sha256 = hashlib.sha256(b"large").hexdigest()
    await store.keep("t1", path, sha256)
    await store.lay_out("t1", sha256, out)
    [name] = await files(root)
    assert name.endswith(sha256)
    assert out.read_bytes() == b"large"
    assert len({one.stat().st_ino for one in (path, out, root / name)}) == 3


async def test_what_is_being_kept_is_not_swept(root: Path, tmp_path: Path) -> None:
    store, path = FolderStore(root), tmp_path / "upload"
    path.write_bytes(b"large")
    left = root / ".incoming" / "left"
    left.parent.mkdir(parents=True)
    left.hardlink_to(path)
    with path.open("rb") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        assert await store.sweep() == 0
    assert await store.sweep() == 1
    assert path.read_bytes() == b"large"
