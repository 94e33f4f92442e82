"""Two tenants in one database: neither reads, changes or numbers what the other said."""

import asyncio
import shutil
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.ledger.database import FILE_NAME, Database
from bot.ledger.workspace import Workspace
from bot.ledger.workspace_rows import Draft, File, Message

OURS, THEIRS = "ours", "theirs"
VIEWER = "employee"


def a_draft(tenant: str, id_: str, **changes: object) -> Draft:
    """A message whose ids and key are the same in both tenants; only its words differ."""
    values: dict[str, object] = {
        "tenant": tenant,
        "channel": "invoices",
        "thread": None,
        "author": VIEWER,
        "body": {"kind": "text", "text": f"{tenant} {id_}"},
        "key": f"key of {id_}",
        "id": id_,
    }
    return Draft(**{**values, **changes})  # type: ignore[arg-type]  # the values of a Draft


def a_file(tenant: str) -> File:
    return File("file", f"{tenant}.pdf", "application/octet-stream", 1, dropped=True)


@pytest.fixture
async def workspace(tmp_path: Path, migrated: Path) -> AsyncIterator[Workspace]:
    await asyncio.to_thread(shutil.copy, migrated, tmp_path / FILE_NAME)
    database = Database(tmp_path / FILE_NAME)
    yield Workspace(database)
    await database.close()


@pytest.fixture
async def said(workspace: Workspace) -> Workspace:
    """A thread of two messages and a file, under the same ids in both tenants."""
    for tenant in (OURS, THEIRS):
        await workspace.add(a_draft(tenant, "root", file=a_file(tenant)))
        await workspace.add(a_draft(tenant, "reply", thread="root"))
    return workspace


def words(messages: list[Message]) -> list[object]:
    return [message.body["text"] for message in messages]


async def untouched(workspace: Workspace, tenant: str = THEIRS) -> bool:
    """Whether `tenant` still has all that was said at first."""
    history = await workspace.history(tenant, "invoices", VIEWER)
    return words(list(history.messages)) == [f"{tenant} root", f"{tenant} reply"] and [
        filed.file for filed in await workspace.files_of(tenant, "root")
    ] == [a_file(tenant)]


async def test_each_counts_on_its_own(said: Workspace) -> None:
    assert [await said.cursor(tenant) for tenant in (OURS, THEIRS)] == [2, 2]
    await said.add(a_draft(OURS, "third"))
    await said.edit(OURS, "third", {})
    await said.retract(OURS, "third")
    assert await said.cursor(OURS) == 5
    assert await said.cursor(THEIRS) == 2
    assert await said.cursor("nobody") == 0


async def test_a_key_is_known_only_where_it_was_used(said: Workspace) -> None:
    again = await said.add(a_draft(OURS, "other", key="key of root"))
    assert (again.tenant, again.id) == (OURS, "root")
    for tenant in (OURS, THEIRS):
        found = await said.by_key(tenant, "key of root")
        assert found is not None
        assert found.tenant == tenant
    await said.add(a_draft(OURS, "third"))
    assert await said.by_key(THEIRS, "key of third") is None


async def test_a_message_is_found_only_by_its_tenant(said: Workspace) -> None:
    for tenant in (OURS, THEIRS):
        found = await said.get(tenant, "root")
        assert found is not None
        assert found.body["text"] == f"{tenant} root"
    await said.add(a_draft(OURS, "third"))
    assert await said.get(THEIRS, "third") is None


async def test_an_edit_changes_one_tenants_message(said: Workspace) -> None:
    assert await said.edit(OURS, "root", {"kind": "text", "text": "new"})
    assert words(await said.since(OURS, VIEWER, 2)) == ["new"]
    assert await untouched(said)
    await said.add(a_draft(OURS, "third"))
    assert not await said.edit(THEIRS, "third", {})
    assert await untouched(said)


@pytest.mark.parametrize("how", ["retract", "strip"])
async def test_what_is_removed_is_removed_from_one_tenant(said: Workspace, how: str) -> None:
    async def remove(tenant: str, message: str) -> bool:
        if how == "retract":
            return await said.retract(tenant, message)
        return await said.strip(tenant, message, {"kind": "forgotten"})

    assert await remove(OURS, "root")
    assert await said.files_of(OURS, "root") == []
    assert await said.file(OURS, "file") is None
    assert await untouched(said)
    await said.add(a_draft(OURS, "third"))
    assert not await remove(THEIRS, "third")
    assert await untouched(said)


async def test_news_is_told_to_its_tenant(said: Workspace) -> None:
    await said.add(a_draft(OURS, "third"))
    assert words(await said.since(OURS, VIEWER, 1)) == ["ours reply", "ours third"]
    assert words(await said.since(THEIRS, VIEWER, 1)) == ["theirs reply"]
    assert await said.since("nobody", VIEWER, 0) == []


async def test_a_history_is_one_tenants(said: Workspace) -> None:
    await said.add(a_draft(OURS, "third"))
    told = await said.history(OURS, "invoices", VIEWER)
    assert words(list(told.messages)) == ["ours root", "ours reply", "ours third"]
    assert await untouched(said)
    # The other's threads are none of those that a limit leaves out.
    assert not (await said.history(THEIRS, "invoices", VIEWER, limit=1)).earlier
    assert (await said.history(OURS, "invoices", VIEWER, limit=1)).earlier
    before = await said.history(OURS, "invoices", VIEWER, before=3)
    assert words(list(before.messages)) == ["ours root", "ours reply"]


async def test_a_retracted_thread_stays_only_for_an_answer_of_its_tenant(said: Workspace) -> None:
    await said.retract(OURS, "root")
    await said.retract(OURS, "reply")
    told = await said.history(OURS, "invoices", VIEWER)
    assert list(told.messages) == []


async def test_a_file_belongs_to_its_tenant(said: Workspace) -> None:
    for tenant in (OURS, THEIRS):
        filed = await said.file(tenant, "file")
        assert filed is not None
        assert (filed.file, filed.message.tenant) == (a_file(tenant), tenant)
        (other,) = await said.files_of(tenant, "root")
        assert (other.file, other.message.tenant) == (a_file(tenant), tenant)
    assert await said.file("nobody", "file") is None
    assert await said.files_of("nobody", "root") == []


async def test_each_is_told_of_its_own_drops(said: Workspace) -> None:
    await said.announced(OURS, "file")
    assert await said.unannounced(OURS) == []
    (filed,) = await said.unannounced(THEIRS)
    assert (filed.file, filed.message.tenant) == (a_file(THEIRS), THEIRS)
