"""How the file is opened, shared by loops and processes, and migrated."""

import asyncio
import importlib
import pkgutil
import threading
from collections.abc import AsyncIterator
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.ext.asyncio import AsyncSession

import bot.ledger
from bot.ledger.archive import SqlArchive
from bot.ledger.database import FILE_NAME, Database
from bot.ledger.tables import AuditHeadRow, Base, RevisionRow
from tests.fake_ledger import MORNING, a_document, a_drop


@pytest.fixture(autouse=True, scope="module")
def _every_table_is_known() -> None:
    for module in pkgutil.iter_modules(bot.ledger.__path__, "bot.ledger."):
        importlib.import_module(module.name)


async def heads(database: Database) -> list[str]:
    async with database.session() as session:
        return list(await session.scalars(sa.select(AuditHeadRow.tenant)))


def head(tenant: str) -> AuditHeadRow:
    return AuditHeadRow(tenant=tenant, position=1, mac="")


async def test_models_and_migrations_agree(database: Database) -> None:
    def difference(connection: sa.Connection) -> object:
        options = {"compare_type": True, "compare_server_default": True}
        return compare_metadata(MigrationContext.configure(connection, opts=options), Base.metadata)

    async with database.engine.connect() as connection:
        assert await connection.run_sync(difference) == []


async def test_a_session_commits_at_its_end_and_rolls_back_on_an_error(database: Database) -> None:
    async with database.session() as session:
        session.add(head("kept"))
    with suppress(ZeroDivisionError):
        async with database.session() as session:
            session.add(head("lost"))
            await session.flush()
            raise ZeroDivisionError
    assert await heads(database) == ["kept"]


@pytest.fixture
async def careless(tmp_path: Path) -> AsyncIterator[Database]:
    """A database on a SQLite that does not overwrite by itself; Debian's, for one, does."""

    def as_elsewhere(connection: DBAPIConnection, _record: object) -> None:
        connection.execute("PRAGMA secure_delete=OFF")

    sa.event.listen(sa.Pool, "connect", as_elsewhere)
    database = Database(tmp_path / FILE_NAME)
    await database.migrate()
    yield database
    await database.close()
    sa.event.remove(sa.Pool, "connect", as_elsewhere)


async def test_what_is_deleted_is_overwritten_at_once(careless: Database, tmp_path: Path) -> None:
    """Not only when the file is scrubbed: that may have to wait for a quieter moment."""
    canaries = [f"canary-{n:04}" for n in range(200)]
    async with careless.session() as session:
        session.add_all(map(head, canaries))
    async with careless.session() as session:
        await session.execute(sa.delete(AuditHeadRow).where(AuditHeadRow.tenant != canaries[7]))
    async with careless.engine.connect() as connection:
        await connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    kept = await asyncio.to_thread((tmp_path / FILE_NAME).read_bytes)
    assert [one for one in canaries if one.encode() in kept] == [canaries[7]]


async def test_every_connection_overwrites_what_it_deletes(careless: Database) -> None:
    async with careless.engine.connect() as connection:
        assert (await connection.exec_driver_sql("PRAGMA secure_delete")).scalar() == 1

    def ask() -> object:
        engine = careless.sync_engine()
        with engine.connect() as connection:
            answer = connection.exec_driver_sql("PRAGMA secure_delete").scalar()
        engine.dispose()
        return answer

    assert await asyncio.to_thread(ask) == 1


async def test_sessions_inside_a_joined_transaction_are_part_of_it(database: Database) -> None:
    async with AsyncSession(database.engine) as outer:
        with database.joined(outer):
            async with database.session() as inner:
                assert inner is outer
                inner.add(head("a"))
        await outer.rollback()
    assert await heads(database) == []


async def test_the_lock_is_taken_by_the_first_write_and_not_by_reading(database: Database) -> None:
    async with database.session() as reader, database.session() as other:
        await reader.scalar(sa.select(AuditHeadRow.tenant))
        other.add(head("a"))
        await other.commit()
    assert await heads(database) == ["a"]


async def test_many_writers_wait_for_each_other(database: Database) -> None:
    async def write(number: int) -> None:
        async with database.session() as session:
            session.add(head(f"{number:02}"))

    await asyncio.gather(*(write(number) for number in range(40)))
    assert len(await heads(database)) == 40


async def test_two_loops_use_one_database(database: Database) -> None:
    other_engine = []

    async def elsewhere() -> None:
        other_engine.append(database.engine)
        async with database.session() as session:
            session.add(head("elsewhere"))

    thread = threading.Thread(target=lambda: asyncio.run(elsewhere()))
    thread.start()
    await asyncio.to_thread(thread.join)
    assert other_engine != [database.engine]
    assert await heads(database) == ["elsewhere"]


async def test_processes_that_migrate_together_wait_for_each_other(tmp_path: Path) -> None:
    databases = [Database(tmp_path / FILE_NAME) for _ in range(4)]
    await asyncio.gather(*(database.migrate() for database in databases))
    assert await heads(databases[0]) == []
    for database in databases:
        await database.close()


async def test_a_blocking_engine_opens_the_same_file_in_the_same_way(database: Database) -> None:
    def ask() -> list[object]:
        engine = database.sync_engine()
        try:
            with engine.connect() as connection:
                names = ("journal_mode", "synchronous", "foreign_keys", "secure_delete")
                answers = [connection.exec_driver_sql(f"PRAGMA {name}").scalar() for name in names]
                return [*answers, connection.exec_driver_sql("SELECT unixepoch('subsec')").scalar()]
        finally:
            engine.dispose()

    *pragmas, now = await asyncio.to_thread(ask)
    assert pragmas == ["wal", 1, 1, 1]
    assert isinstance(now, float)
    async with database.engine.connect() as connection:
        assert (await connection.exec_driver_sql("PRAGMA secure_delete")).scalar() == 1


async def test_scrubbing_leaves_nothing_in_gaps_of_pages_nor_in_the_log(
    database: Database, tmp_path: Path
) -> None:
    file, log = tmp_path / FILE_NAME, tmp_path / f"{FILE_NAME}-wal"
    async with database.session() as session:
        session.add(head("in the log"))
    assert await database.scrub()
    await database.close()

    def plant() -> None:
        # SQLite itself leaves copies where cells of a page do not reach: here, in an empty page.
        content = file.read_bytes()
        gap = content.rindex(bytes(2048))
        file.write_bytes(content[: gap + 1024] + b"left over" + content[gap + 1033 :])

    await asyncio.to_thread(plant)
    async with database.session() as session:
        await session.execute(sa.delete(AuditHeadRow))
        session.add(head("kept"))

    def found() -> list[bool]:
        content = file.read_bytes() + log.read_bytes()
        return [word in content for word in (b"left over", b"in the log", b"kept")]

    assert await asyncio.to_thread(found) == [True, True, True]
    assert await database.scrub()
    assert await asyncio.to_thread(found) == [False, False, True]
    assert await asyncio.to_thread(log.read_bytes) == b""
    assert await heads(database) == ["kept"]


async def test_the_log_can_be_emptied_of_what_was_erased(
    database: Database, tmp_path: Path
) -> None:
    file, log = tmp_path / FILE_NAME, tmp_path / f"{FILE_NAME}-wal"
    async with database.session() as session:
        session.add_all([head("forgotten"), head("kept")])
    async with database.session() as session:
        erased = AuditHeadRow.tenant == "forgotten"
        await session.execute(sa.delete(AuditHeadRow).where(erased))
    assert b"forgotten" in await asyncio.to_thread(log.read_bytes)
    assert await database.empty_log()
    assert await asyncio.to_thread(log.read_bytes) == b""
    assert b"forgotten" not in await asyncio.to_thread(file.read_bytes)
    assert await heads(database) == ["kept"]


async def test_scrubbing_says_when_others_keep_it_from_its_work(
    database: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.ledger.database._PRAGMAS", ("busy_timeout=20",))
    hurried = Database(tmp_path / FILE_NAME)
    async with database.session() as writer:
        writer.add(head("a"))
        await writer.flush()
        assert not await hurried.scrub()
    async with database.snapshot() as reader:
        await reader.scalar(sa.select(AuditHeadRow.tenant))
        assert not await hurried.scrub()
        assert not await hurried.empty_log()
    assert await hurried.scrub()
    await hurried.close()


async def test_a_file_may_be_named_anything(tmp_path: Path) -> None:
    path = tmp_path / "a %20b?mode=ro#c.db"
    database = Database(path)
    await database.migrate()
    assert await heads(database) == []
    await database.close()
    assert await asyncio.to_thread(path.exists)


def test_only_sqlite_files_are_opened(tmp_path: Path) -> None:
    assert Database(f"sqlite:///{tmp_path}/a.db").url == Database(tmp_path / "a.db").url
    with pytest.raises(ValueError, match="SQLite"):
        Database("postgresql://ledger")


async def test_a_revision_is_never_changed(database: Database) -> None:
    drop = a_drop("t1", "F1")
    document = await SqlArchive(database).add(a_document(drop, "a"), frozenset())
    change = sa.update(RevisionRow).values(reading="{}")
    with pytest.raises(sa.exc.DBAPIError, match="a revision is never changed"):
        await _execute(database, change)
    assert await SqlArchive(database).get("t1", document.id) == document


async def test_a_time_without_a_zone_is_not_kept(database: Database) -> None:
    drop = replace(a_drop("t1", "F1"), received_at=MORNING.replace(tzinfo=None))
    with pytest.raises(sa.exc.StatementError, match="without a zone"):
        await SqlArchive(database).arrived(drop, None)


async def _execute(database: Database, statement: sa.Executable) -> None:
    async with database.session() as session:
        await session.execute(statement)


async def test_every_key_begins_with_the_tenant() -> None:
    for table in Base.metadata.sorted_tables:
        keys = [
            constraint
            for constraint in table.constraints
            if isinstance(constraint, sa.PrimaryKeyConstraint | sa.UniqueConstraint)
        ]
        unique = [index for index in table.indexes if index.unique]
        assert keys
        for key in [*keys, *unique]:
            assert next(iter(key.columns)).name == "tenant", f"{table.name}: {key.name}"
