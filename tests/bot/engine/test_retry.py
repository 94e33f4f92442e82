"""What a job that begins again, or belongs to another execution, leaves behind and finds."""

import asyncio
from collections.abc import Awaitable, Callable

import sqlalchemy as sa

from bot.engine import jobs
from bot.engine.erasure import forget_jobs
from bot.engine.pace import Pace, Patience
from bot.ledger.database import FILE_NAME, Database
from handlers.chat import ChatUnavailable
from handlers.ports import Facts, Job, Steps
from tests.bot.engine.conftest import Ground


class Work:
    """A job of a step and a commit, which fails until it is `mended`."""

    def __init__(self) -> None:
        self.did: list[str] = []
        self.told: asyncio.Queue[str] = asyncio.Queue()
        self.mended = False

    async def handle(self, job: Job, steps: Steps) -> None:
        await steps.run("one", self._step("one"))
        await steps.commit("two", self._step("two"))
        self.told.put_nowait("done")

    async def failed(self, job: Job, type_name: str) -> None:
        self.told.put_nowait(type_name)

    async def next(self) -> str:
        return await asyncio.wait_for(self.told.get(), 30)

    def _step(self, name: str) -> Callable[[], Awaitable[Facts]]:
        async def step() -> Facts:
            self.did.append(name)
            if name == "two" and not self.mended:
                raise LookupError
            return {}

        return step


async def _failed(ground: Ground) -> Work:
    work = Work()
    async with ground.engine(work.handle, work.failed) as engine:
        await engine.put(Job("k", "key", {}))
        assert await work.next() == "LookupError"
    work.did.clear()
    work.mended = True
    return work


async def _write(ground: Ground, statement: str) -> None:
    async with ground.database.session() as session:
        await session.execute(sa.text(statement))


async def test_a_job_of_another_version_begins_from_its_start(ground: Ground) -> None:
    work = await _failed(ground)
    await _write(ground, "UPDATE workflow_status SET application_version = 'wf-0'")
    async with ground.engine(work.handle, work.failed) as engine:
        assert await engine.retry("key")
        assert await work.next() == "done"
    assert work.did == ["one", "two"]


async def test_an_exception_that_a_killed_process_left_with_a_commit_is_not_raised_again(
    ground: Ground,
) -> None:
    work = await _failed(ground)
    # The engine clears these away at the end of a job, unless its process is killed first.
    left = "INSERT INTO datasource_outputs (workflow_id, step_id, error, serialization, created_at)"
    await _write(ground, left + """ VALUES ('key', 2, '{"__raised__":"Left"}', 'clerk_json', 0)""")
    async with ground.engine(work.handle, work.failed) as engine:
        assert await engine.retry("key")
        assert await work.next() == "done"
    assert work.did == ["two"]


async def test_an_execution_that_lost_its_job_does_not_tell_that_it_failed(ground: Ground) -> None:
    began, go, told = asyncio.Event(), asyncio.Event(), asyncio.Queue[str]()

    async def handle(job: Job, steps: Steps) -> None:
        began.set()
        await go.wait()
        told.put_nowait("raised")
        raise LookupError

    async with ground.engine(handle, pace=Pace(drain=0.01)) as engine:
        await engine.put(Job("k", "key", {}))
        await began.wait()
        await _write(ground, "UPDATE workflow_status SET owner_xid = 'of another'")
        go.set()
        assert await told.get() == "raised"
    rows = await ground.rows("SELECT workflow_uuid, status FROM workflow_status")
    assert rows == [("key", "PENDING")]


async def test_a_failure_is_not_told_of_a_job_that_was_forgotten_meanwhile(ground: Ground) -> None:
    elsewhere, tries = Database(ground.folder / FILE_NAME), 0
    forgetting: asyncio.Queue[asyncio.Task[int]] = asyncio.Queue()

    async def handle(job: Job, steps: Steps) -> None:
        raise LookupError

    async def failed(job: Job, type_name: str) -> None:
        nonlocal tries
        tries += 1
        task = asyncio.create_task(forget_jobs(elsewhere, [job.key]))
        forgetting.put_nowait(task)
        # The engine may find out, and stop this, before the rows are all gone.
        await asyncio.shield(task)
        raise ChatUnavailable("post: ratelimited")

    pace = Pace(report=Patience(wait=0), idle=3600)
    async with ground.engine(handle, failed, pace=pace) as engine:
        await engine.put(Job("k", "key", {}))
        task = await asyncio.wait_for(forgetting.get(), 30)
        assert await task == 1
    assert tries == 1
    assert await jobs.find(elsewhere, "key") is None


async def test_tables_that_are_being_made_hold_no_jobs(ground: Ground) -> None:
    # A Clerk that starts for the first time makes this one before the others.
    await _write(ground, "CREATE TABLE datasource_outputs (workflow_id TEXT)")
    assert await jobs.listed(ground.database, failed=False) == []
    assert not await jobs.retry(ground.database, "key")
    assert await forget_jobs(ground.database, ["key"]) == 0
