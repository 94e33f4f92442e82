"""Jobs as a process without an engine deals with them, beside one that has one or alone."""

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

import pytest
import sqlalchemy as sa

from bot.engine import jobs
from bot.engine.erasure import TABLES
from bot.engine.pace import Pace, Patience
from bot.engine.rows import Rows, client
from bot.ledger.database import FILE_NAME, Database
from handlers.ports import Facts, Job, Steps
from tests.bot.engine.conftest import Ground

SOON = Pace(steps=Patience(wait=0), report=Patience(wait=0), idle=0.02)


class Work:
    """Jobs that do as their kind says, and a way to wait for what they have done."""

    def __init__(self) -> None:
        self.done: asyncio.Queue[str] = asyncio.Queue()
        self.mended = False
        self.running: set[str] = set()
        self.go = asyncio.Event()

    async def handle(self, job: Job, steps: Steps) -> None:
        assert job.key not in self.running, "it runs twice at once"
        self.running.add(job.key)
        try:
            await self._do(job, steps)
        finally:
            self.running.remove(job.key)

    async def _do(self, job: Job, steps: Steps) -> None:
        await steps.run("begin", self._step(f"{job.key} began"))
        if job.kind == "fails" and not self.mended:
            raise LookupError
        if job.kind == "stays":
            self.done.put_nowait(f"{job.key} stays")
            try:
                await self.go.wait()
            finally:
                self.done.put_nowait(f"{job.key} stopped")
        await steps.run("end", self._step(f"{job.key} ended"))

    def _step(self, entry: str) -> Callable[[], Awaitable[Facts]]:
        async def step() -> Facts:
            self.done.put_nowait(entry)
            return {}

        return step

    async def failed(self, job: Job, type_name: str) -> None:
        self.done.put_nowait(f"{job.key} failed: {type_name}")

    async def next(self, count: int = 1) -> list[str]:
        async with asyncio.timeout(30):
            return [await self.done.get() for _ in range(count)]


@pytest.fixture
def elsewhere(ground: Ground) -> Database:
    """The database as another process has it; each call opens and closes it by itself."""
    return Database(ground.folder / FILE_NAME)


async def test_what_is_put_elsewhere_is_found_and_done(ground: Ground, elsewhere: Database) -> None:
    work, job = Work(), Job("ends", "key", {"name": "发票.pdf", "size": 12, "seen": None})
    seen: list[Job] = []

    async def handle(job: Job, steps: Steps) -> None:
        seen.append(job)
        await work.handle(job, steps)

    async with ground.engine(handle, pace=SOON) as engine:
        assert await jobs.put(elsewhere, job)
        assert await work.next(2) == ["key began", "key ended"]
        assert not await jobs.put(elsewhere, job)
        assert not await engine.put(job)
    assert seen == [job]


async def test_what_is_put_before_clerk_was_ever_started_is_done_by_it(tmp_path: Path) -> None:
    database = Database(tmp_path / FILE_NAME)
    puts = [jobs.put(database, Job("ends", f"key-{n % 2}", {})) for n in range(6)]
    assert sum(await asyncio.gather(*puts)) == 2
    assert [one.state for one in await jobs.listed(database, failed=False)] == ["waiting"] * 2
    work = Work()
    async with Ground(tmp_path, database).engine(work.handle):
        assert sorted(await work.next(4)) == [
            "key-0 began", "key-0 ended", "key-1 began", "key-1 ended",
        ]  # fmt: skip
    assert await asyncio.to_thread(_tables, database) == TABLES
    await database.close()


async def test_where_clerk_was_never_started_there_is_nothing(tmp_path: Path) -> None:
    database = Database(tmp_path / FILE_NAME)
    assert await jobs.listed(database, failed=False) == []
    assert await jobs.listed(database, failed=True) == []
    assert await jobs.find(database, "key") is None
    assert not await jobs.retry(database, "key")
    assert not await jobs.cancel(database, "key")
    await database.close()


async def test_jobs_are_listed_in_plain_words(ground: Ground, elsewhere: Database) -> None:
    work, start = Work(), datetime.now(UTC).replace(microsecond=0)
    async with ground.engine(work.handle, work.failed, concurrency=1) as engine:
        await engine.put(Job("ends", "done", {"tenant": "T1"}))
        await work.next(2)
        await engine.put(Job("fails", "failed", {}))
        await work.next(2)
        await engine.put(Job("stays", "running", {}))
        await work.next(2)
        for key in ("waiting", "cancelled"):
            await engine.put(Job("ends", key, {}))
        assert await jobs.cancel(elsewhere, "cancelled")
        everything = await jobs.listed(elsewhere, failed=False)
        unfinished = await jobs.listed(elsewhere, failed=False, done=False)
        failed = await jobs.listed(elsewhere, failed=True)
        work.go.set()
    told = [(one.key, one.kind, one.state, one.attempts, one.failure) for one in everything]
    assert told == [
        ("done", "ends", "done", 1, None),
        ("failed", "fails", "failed", 1, "LookupError"),
        ("running", "stays", "running", 1, None),
        ("waiting", "ends", "waiting", 0, None),
        ("cancelled", "ends", "cancelled", 0, None),
    ]
    assert unfinished == everything[1:]
    assert failed == everything[1:2]
    assert [one.tenant for one in everything] == ["T1", None, None, None, None]
    assert all(start <= one.put_at <= one.changed_at for one in everything)


async def test_a_retry_elsewhere_is_found_and_done_once(
    ground: Ground, elsewhere: Database
) -> None:
    work = Work()
    async with ground.engine(work.handle, work.failed, pace=SOON) as engine:
        await engine.put(Job("fails", "key", {}))
        assert await work.next(2) == ["key began", "key failed: LookupError"]
        assert await jobs.retry(elsewhere, "key")
        # What was done is not done again; that it failed is told again.
        assert await work.next() == ["key failed: LookupError"]
        work.mended = True
        retries = [jobs.retry(elsewhere, "key") for _ in range(3)]
        assert sum(await asyncio.gather(*retries, engine.retry("key"))) == 1
        assert await work.next() == ["key ended"]
    assert await _state(elsewhere, "key") == "done"
    assert not await jobs.retry(elsewhere, "key")
    assert work.done.empty()


async def test_a_retry_while_nobody_works_waits_for_the_next_clerk(
    ground: Ground, elsewhere: Database
) -> None:
    work = Work()
    async with ground.engine(work.handle, work.failed) as engine:
        await engine.put(Job("fails", "key", {}))
        await work.next(2)
    work.mended = True
    assert await jobs.retry(elsewhere, "key")
    assert not await jobs.retry(elsewhere, "key")
    assert await _state(elsewhere, "key") == "waiting"
    async with ground.engine(work.handle, work.failed):
        assert await work.next() == ["key ended"]


async def test_a_job_that_waits_is_cancelled_told_of_and_can_be_retried(
    ground: Ground, elsewhere: Database
) -> None:
    work = Work()
    async with ground.engine(work.handle, work.failed, concurrency=1, pace=SOON) as engine:
        await engine.put(Job("stays", "running", {}))
        await work.next(2)
        await engine.put(Job("ends", "waiting", {}))
        assert await jobs.cancel(elsewhere, "waiting")
        assert not await jobs.cancel(elsewhere, "waiting")
        assert await work.next() == ["waiting failed: JobCancelled"]
        work.go.set()
        assert await work.next(2) == ["running stopped", "running ended"]
        assert await jobs.retry(elsewhere, "waiting")
        assert await work.next(2) == ["waiting began", "waiting ended"]


async def test_a_job_that_runs_is_stopped_and_makes_room(
    ground: Ground, elsewhere: Database
) -> None:
    work = Work()
    async with ground.engine(work.handle, work.failed, concurrency=1, pace=SOON) as engine:
        await engine.put(Job("stays", "key", {}))
        await work.next(2)
        assert await jobs.cancel(elsewhere, "key")
        assert await work.next(2) == ["key stopped", "key failed: JobCancelled"]
        assert await _state(elsewhere, "key") == "cancelled"
        await engine.put(Job("ends", "next", {}))
        assert await work.next(2) == ["next began", "next ended"]


async def test_a_cancelled_job_that_still_runs_ends_before_it_begins_again(
    ground: Ground, elsewhere: Database
) -> None:
    work = Work()
    never = Pace(steps=Patience(wait=0), report=Patience(wait=0), idle=3600)
    async with ground.engine(work.handle, work.failed, pace=never) as engine:
        await engine.put(Job("stays", "key", {}))
        await work.next(2)
        # Nothing wakes the engine between the two: it finds the job in its queue and running.
        assert await jobs.cancel(elsewhere, "key")
        assert await engine.retry("key")
        assert await work.next(2) == ["key stopped", "key stays"]
        work.go.set()
        assert await work.next(2) == ["key stopped", "key ended"]


async def test_what_ended_cannot_be_cancelled(ground: Ground, elsewhere: Database) -> None:
    work = Work()

    async def failed(job: Job, type_name: str) -> None:
        await work.failed(job, type_name)
        raise ValueError

    async with ground.engine(work.handle, failed) as engine:
        await engine.put(Job("fails", "failed", {}))
        await engine.put(Job("ends", "done", {}))
        await work.next(4)
    assert not await jobs.cancel(elsewhere, "failed")
    assert not await jobs.cancel(elsewhere, "done")
    assert await _state(elsewhere, "failed") == "failed"
    # The telling of a failure, which failed as well, is no job.
    assert await jobs.find(elsewhere, "failed#failed") is None
    assert not await jobs.retry(elsewhere, "failed#failed")


async def test_a_failure_that_is_still_being_told_is_not_once_the_job_begins_again(
    ground: Ground, elsewhere: Database
) -> None:
    work, telling, told = Work(), asyncio.Event(), asyncio.Event()

    async def failed(job: Job, type_name: str) -> None:
        telling.set()
        with suppress(asyncio.CancelledError):
            await told.wait()
        work.done.put_nowait("stopped telling")

    async with ground.engine(work.handle, failed, pace=SOON) as engine:
        await engine.put(Job("fails", "key", {}))
        await work.next()
        await telling.wait()
        work.mended = True
        assert await jobs.retry(elsewhere, "key")
        assert await work.next(2) == ["stopped telling", "key ended"]


async def test_a_job_that_begins_again_looks_as_the_engine_expects_it(
    ground: Ground, elsewhere: Database
) -> None:
    work = Work()
    async with ground.engine(work.handle, work.failed) as engine:
        for key in ("ours", "theirs"):
            await engine.put(Job("fails", key, {}))
            await work.next(2)
    blocking = await asyncio.to_thread(elsewhere.sync_engine)
    await asyncio.to_thread(
        lambda: client(blocking).rewind_workflow("theirs", start_step=2, queue_name="jobs")
    )
    assert await jobs.retry(elsewhere, "ours")
    ours, theirs = await asyncio.to_thread(lambda: [_row(blocking, k) for k in ("ours", "theirs")])
    own = {"workflow_uuid", "created_at", "updated_at", "creator_xid"}
    assert {name for name in ours if ours[name] != theirs[name]} <= own
    blocking.dispose()


def _tables(database: Database) -> set[str]:
    return set(sa.inspect(database.sync_engine()).get_table_names())


def _row(engine: sa.Engine, key: str) -> dict[str, object]:
    with engine.connect() as connection:
        row = connection.execute(
            sa.text(f"SELECT * FROM {Rows(engine).jobs.name} WHERE workflow_uuid = :key"),
            {"key": key},
        )
        return dict(row.mappings().one())


async def _state(database: Database, key: str) -> str:
    found = await jobs.find(database, key)
    assert found is not None
    return found.state
