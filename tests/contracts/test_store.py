"""What every Store does."""

import asyncio
import hashlib
from pathlib import Path

import pytest

from bot.store import FolderStore
from handlers.ports import Store, TooLarge
from tests.fake_ledger import FakeStore, stream

LIMIT = 1000


@pytest.fixture(params=["folder", "memory"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Store:
    return FakeStore() if request.param == "memory" else FolderStore(tmp_path / "files")


async def content(store: Store, tenant: str, sha256: str, start: int = 0) -> bytes:
    return b"".join([chunk async for chunk in store.open(tenant, sha256, start)])


@pytest.mark.parametrize("chunks", [(), (b"",), (b"ab", b"", b"cd"), (b"x" * LIMIT,)])
async def test_what_is_put_is_there_under_its_hash(store: Store, chunks: tuple[bytes, ...]) -> None:
    stored = await store.put("t1", stream(*chunks), limit=LIMIT)
    whole = b"".join(chunks)
    assert (stored.sha256, stored.size) == (hashlib.sha256(whole).hexdigest(), len(whole))
    assert await content(store, "t1", stored.sha256) == whole


async def test_a_stream_past_its_limit_is_not_kept(store: Store) -> None:
    with pytest.raises(TooLarge):
        await store.put("t1", stream(b"x" * LIMIT, b"y"), limit=LIMIT)
    for kept in (b"x" * LIMIT, b"x" * LIMIT + b"y"):
        assert not await store.remove("t1", hashlib.sha256(kept).hexdigest())


async def test_the_same_content_is_kept_once(store: Store) -> None:
    puts = (store.put("t1", stream(b"same"), limit=LIMIT) for _ in range(8))
    stored = set(await asyncio.gather(*puts))
    (one,) = stored
    assert await store.remove("t1", one.sha256)
    assert not await store.remove("t1", one.sha256)
    with pytest.raises(KeyError):
        await content(store, "t1", one.sha256)


async def test_tenants_have_files_of_their_own(store: Store) -> None:
    stored = await store.put("t1", stream(b"ours"), limit=LIMIT)
    for stranger in ("t2", "T1", "t1 ", "t1/../t1", "..", ""):
        with pytest.raises(KeyError):
            await content(store, stranger, stored.sha256)
        assert not await store.remove(stranger, stored.sha256)
    await store.put("t2", stream(b"ours"), limit=LIMIT)
    assert await store.remove("t2", stored.sha256)
    assert await content(store, "t1", stored.sha256) == b"ours"


@pytest.mark.parametrize("name", ["", "x", "../../secret.key", "A" * 64, "0" * 64])
async def test_what_is_no_hash_of_a_file_is_not_there(store: Store, name: str) -> None:
    with pytest.raises(KeyError):
        await content(store, "t1", name)
    assert not await store.remove("t1", name)


@pytest.mark.parametrize("start", [0, 1, 9, 10, 99])
async def test_a_file_is_read_from_any_place(store: Store, start: int) -> None:
    whole = bytes(range(10))
    stored = await store.put("t1", stream(whole), limit=LIMIT)
    assert await content(store, "t1", stored.sha256, start) == whole[start:]


async def test_what_lies_on_the_disk_is_kept_and_laid_out_again(
    store: Store, tmp_path: Path
) -> None:
    path, sha256 = tmp_path / "upload", hashlib.sha256(b"whole").hexdigest()
    path.write_bytes(b"whole")
    for _ in range(2):
        await store.keep("t1", path, sha256)
    path.unlink()
    assert await content(store, "t1", sha256) == b"whole"
    with pytest.raises(KeyError):
        await content(store, "t2", sha256)
    for name in ("one", "other"):
        await store.lay_out("t1", sha256, tmp_path / name)
    assert await store.remove("t1", sha256)
    assert (tmp_path / "one").read_bytes() == (tmp_path / "other").read_bytes() == b"whole"
    for nowhere in (("t1", sha256), ("t2", sha256), ("t1", "x")):
        with pytest.raises(KeyError):
            await store.lay_out(*nowhere, tmp_path / "third")
    assert not (tmp_path / "third").exists()
    await store.put("t1", stream(b"whole"), limit=LIMIT)
    assert await content(store, "t1", sha256) == b"whole"
