"""How the file is opened, shared by loops and processes, and migrated."""

import asyncio
import importlib
import pkgutil
import threading
from collections.abc import AsyncIterator
from contextlib import suppress
from pathlib import Path

import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy.ext.asyncio import AsyncSession

import bot.ledger
from bot.ledger.database import FILE_NAME, Database
from bot.ledger.tables import AuditHeadRow, Base


@pytest.fixture
async def database(tmp_path: Path) -> AsyncIterator[Database]:
    database = Database(tmp_path / FILE_NAME)
    await database.migrate()
    yield database
    await database.close()


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


async def test_scrubbing_empties_the_log(database: Database, tmp_path: Path) -> None:
    async with database.session() as session:
        session.add(head("a"))
    log = tmp_path / f"{FILE_NAME}-wal"
    assert await asyncio.to_thread(lambda: log.stat().st_size)
    assert await database.scrub()
    assert not await asyncio.to_thread(lambda: log.stat().st_size)


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
