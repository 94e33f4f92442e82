"""Nothing of a forgotten job stays in any table of the engine."""

import asyncio
from pathlib import Path

import sqlalchemy as sa

from bot.engine.erasure import TABLES, forget_jobs
from bot.ledger.database import FILE_NAME, Database
from handlers.ports import Facts, Job, Steps
from tests.bot.engine.conftest import Ground

CANARY = "canary-4711"


def _tables(database: Database) -> dict[str, str]:
    """Every table, with everything in it."""
    engine = database.sync_engine()
    with engine.connect() as connection:
        names = sa.inspect(connection).get_table_names()
        found = {
            name: repr(connection.exec_driver_sql(f'SELECT * FROM "{name}"').all())
            for name in names
        }
    engine.dispose()
    return found


def _file(folder: Path) -> bytes:
    return (folder / FILE_NAME).read_bytes()


class Jobs:
    """Jobs that stop half way: their payloads and answers hold the canary."""

    def __init__(self) -> None:
        self.half_way: asyncio.Queue[str] = asyncio.Queue()
        self.go = asyncio.Event()

    async def handle(self, job: Job, steps: Steps) -> None:
        async def step() -> Facts:
            return {"answer": f"answer {CANARY}"}

        await steps.run("run", step)
        await steps.commit("commit", step)
        if job.kind == "fails":
            raise LookupError
        self.half_way.put_nowait(job.key)
        if job.kind == "stays":
            await self.go.wait()
            await steps.commit("late", step)

    async def failed(self, job: Job, type_name: str) -> None:
        self.half_way.put_nowait(f"{job.key} failed")

    async def next(self) -> str:
        return await asyncio.wait_for(self.half_way.get(), 30)


async def test_the_tables_of_the_engine_are_known(ground: Ground) -> None:
    jobs = Jobs()
    async with ground.engine(jobs.handle):
        found = await asyncio.to_thread(_tables, ground.database)
    # A table that is new here must be looked at: is there anything of a job in it?
    assert found.keys() - {"entries"} == TABLES


async def test_forgetting_leaves_no_trace_of_a_job(ground: Ground) -> None:
    jobs, payload = Jobs(), {"name": f"{CANARY}.pdf"}
    keys = ["done", "failed", "running", "waiting"]
    async with ground.engine(jobs.handle, jobs.failed, concurrency=1) as engine:
        await engine.put(Job("ends", f"done-{CANARY}", payload))
        assert await jobs.next() == f"done-{CANARY}"
        await engine.put(Job("fails", f"failed-{CANARY}", payload))
        assert await jobs.next() == f"failed-{CANARY} failed"
        await engine.put(Job("stays", f"running-{CANARY}", payload))
        assert await jobs.next() == f"running-{CANARY}"
        await engine.put(Job("stays", f"waiting-{CANARY}", payload))
        before = await asyncio.to_thread(_tables, ground.database)
        assert await engine.forget([f"{key}-{CANARY}" for key in keys]) == 4
        after = await asyncio.to_thread(_tables, ground.database)
    traces = {name for name, rows in before.items() if CANARY in rows}
    assert traces == {
        "datasource_outputs",
        "operation_outputs",
        "workflow_input",
        "workflow_output",
        "workflow_status",
    }
    assert {name for name, rows in after.items() if CANARY in rows} == set()
    # Not in the file either: what is deleted is overwritten.
    assert await ground.database.scrub()
    assert CANARY.encode() not in await asyncio.to_thread(_file, ground.folder)


async def test_another_process_can_forget_a_job_that_runs(ground: Ground) -> None:
    jobs, payload = Jobs(), {"name": f"{CANARY}.pdf"}
    elsewhere = Database(ground.folder / FILE_NAME)
    async with ground.engine(jobs.handle, jobs.failed, concurrency=1) as engine:
        await engine.put(Job("stays", "running", payload))
        assert await jobs.next() == "running"
        await engine.put(Job("stays", "waiting", payload))
        assert await forget_jobs(elsewhere, ["running", "waiting", "unknown"]) == 2
        jobs.go.set()
        # The one that ran writes nothing more, is no failure, and makes room for others.
        await engine.put(Job("ends", "next", {}))
        assert await jobs.next() == "next"
    found = await asyncio.to_thread(_tables, ground.database)
    assert "running" not in str(found)
    assert f"{CANARY}.pdf" not in str(found)
    await elsewhere.close()


async def test_where_no_engine_ever_ran_there_is_nothing_to_forget(tmp_path: Path) -> None:
    database = Database(tmp_path / FILE_NAME)
    assert await forget_jobs(database, ["key"]) == 0
    await database.close()


async def test_more_keys_than_one_statement_takes(ground: Ground) -> None:
    jobs = Jobs()
    async with ground.engine(jobs.handle) as engine:
        await engine.put(Job("ends", "key-1203", {}))
        assert await jobs.next() == "key-1203"
        assert await engine.forget([f"key-{n}" for n in range(1500)]) == 1
