"""Erase what the engine keeps of a job, from the process that runs the engine or another."""

import asyncio
from collections.abc import Sequence

import sqlalchemy as sa

from bot.engine.keys import report_id
from bot.engine.rows import Rows, client
from bot.ledger.database import Database

# The engine's tables, so that a test can tell when DBOS brings another one.
TABLES = frozenset(
    {
        "application_versions",
        "datasource_outputs",
        "dbos_datasource_migrations",
        "dbos_migrations",
        "notifications",
        "operation_outputs",
        "queues",
        "streams",
        "workflow_events",
        "workflow_events_history",
        "workflow_input",
        "workflow_output",
        "workflow_schedules",
        "workflow_status",
    }
)

_CHUNK = 500


async def forget_jobs(database: Database, keys: Sequence[str]) -> int:
    """Do what `Engine.forget` does, from a process that has no engine.

    A job that runs elsewhere meanwhile cannot write anything more, and ends at its next step.
    """
    return await asyncio.to_thread(_forget, database, keys)


def _forget(database: Database, keys: Sequence[str]) -> int:
    engine = database.sync_engine()
    try:
        if not Rows(engine).exist():
            return 0
        cancel(engine, keys)
        return erase(engine, keys)
    finally:
        engine.dispose()


def cancel(engine: sa.Engine, keys: Sequence[str]) -> None:
    """Take the jobs out of the queue; running ones cannot write anything more. Blocks."""
    for ids in _chunks(keys):
        client(engine).cancel_workflows(ids)


def erase(engine: sa.Engine, keys: Sequence[str]) -> int:
    """Delete every row about the jobs, and count the jobs. Blocks."""
    commits, dbos = Rows(engine).commits, client(engine)
    known, found = set(keys), 0
    for ids in _chunks(keys):
        rows = dbos.list_workflows(workflow_ids=ids, load_input=False, load_output=False)
        found += sum(row.workflow_id in known for row in rows)
        dbos.delete_workflows(ids)
        # Last: once its row is gone, a job that still runs cannot commit there any more.
        with engine.begin() as connection:
            connection.execute(sa.delete(commits).where(commits.c.workflow_id.in_(ids)))
    return found


def _chunks(keys: Sequence[str]) -> list[list[str]]:
    ids = [one for key in dict.fromkeys(keys) for one in (key, report_id(key))]
    return [ids[start : start + _CHUNK] for start in range(0, len(ids), _CHUNK)]
