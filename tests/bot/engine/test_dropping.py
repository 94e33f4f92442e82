"""Jobs that recur leave nothing behind in the long run; all others are remembered for good."""

import asyncio
from datetime import timedelta

import sqlalchemy as sa

from bot.engine import jobs
from bot.engine.keys import report_id
from bot.engine.pace import Pace, Patience
from bot.engine.rows import Rows
from handlers.ports import Facts, Job, Steps
from tests.bot.engine.conftest import Ground

CANARY = "canary-4711"
MONTH = timedelta(days=30)
PACE = Pace(
    steps=Patience(wait=0),
    report=Patience(wait=0),
    idle=0.02,
    keep={"hourly": MONTH.total_seconds()},
)


class Work:
    """Jobs that end, fail or stay, as their keys say."""

    def __init__(self) -> None:
        self.ended: asyncio.Queue[str] = asyncio.Queue()
        self.go = asyncio.Event()

    async def handle(self, job: Job, steps: Steps) -> None:
        async def step() -> Facts:
            return {"answer": job.key}

        await steps.run("run", step)
        await steps.commit("commit", step)
        if "fails" in job.key:
            raise LookupError
        self.ended.put_nowait(job.key)
        if "stays" in job.key:
            await self.go.wait()

    async def failed(self, job: Job, type_name: str) -> None:
        self.ended.put_nowait(job.key)

    async def of(self, ground: Ground, *put: Job) -> None:
        """Put jobs, one after the other, and wait until Clerk is done with each."""
        async with ground.engine(self.handle, self.failed, pace=PACE) as engine:
            for job in put:
                assert await engine.put(job)
                assert await asyncio.wait_for(self.ended.get(), 30) == job.key
            self.go.set()


def hourly(key: str) -> Job:
    return Job("hourly", f"hourly:{key}", {})


async def age(ground: Ground, key: str, by: timedelta) -> None:
    """Let a job, and the telling that it failed, be of so long ago."""

    def change() -> None:
        engine = ground.database.sync_engine()
        rows = Rows(engine).jobs
        with engine.begin() as connection:
            theirs = rows.c.workflow_uuid.in_([key, report_id(key)])
            earlier = rows.c.updated_at - int(by.total_seconds() * 1000)
            connection.execute(sa.update(rows).where(theirs).values(updated_at=earlier))
        engine.dispose()

    await asyncio.to_thread(change)


async def known(ground: Ground) -> set[str]:
    return {one.key for one in await jobs.listed(ground.database, failed=False)}


async def whole(ground: Ground) -> str:
    """Everything in every table."""

    def read() -> str:
        engine = ground.database.sync_engine()
        with engine.connect() as connection:
            names = sa.inspect(connection).get_table_names()
            found = [connection.exec_driver_sql(f'SELECT * FROM "{name}"').all() for name in names]
        engine.dispose()
        return repr(found)

    return await asyncio.to_thread(read)


async def test_what_recurs_is_dropped_once_it_ended_long_ago(ground: Ground) -> None:
    past, work = [hourly(f"{CANARY}{how}") for how in ("", "-fails", "-cancelled")], Work()
    await Work().of(ground, *past[:2])
    assert await jobs.put(ground.database, past[2])
    assert await jobs.cancel(ground.database, past[2].key)
    async with ground.engine(work.handle, work.failed, pace=PACE):
        assert await asyncio.wait_for(work.ended.get(), 30) == past[2].key, "its end is told"
    assert await known(ground) == {job.key for job in past}
    for job in past:
        await age(ground, job.key, MONTH + timedelta(minutes=1))
    await Work().of(ground, hourly("new"))
    assert await known(ground) == {"hourly:new"}
    assert CANARY not in await whole(ground), "in no table of the engine"


async def test_what_did_not_end_or_not_long_ago_stays(ground: Ground) -> None:
    young, work = [hourly("young"), hourly("young-fails")], Work()
    await Work().of(ground, *young)
    for job in young:
        await age(ground, job.key, MONTH - timedelta(minutes=1))
    async with ground.engine(work.handle, work.failed, pace=PACE) as engine:
        for job in (hourly("stays"), hourly("new")):
            await engine.put(job)
            assert await asyncio.wait_for(work.ended.get(), 30) == job.key
            await age(ground, "hourly:stays", MONTH)
        assert not await engine.put(young[0]), "a slot is one job"
        work.go.set()
    kept = {"young", "young-fails", "stays", "new"}
    assert await known(ground) == {f"hourly:{name}" for name in kept}


async def test_other_jobs_are_remembered_for_good(ground: Ground) -> None:
    """A file that is delivered once more, years later, is not read again."""
    others = [Job("document", key, {}) for key in ("local:t1:c:hourly", "hourlyish:t1:c:F1")]
    await Work().of(ground, *others)
    for job in others:
        await age(ground, job.key, 100 * MONTH)
    await Work().of(ground, hourly("new"), Job("document", "local:t1:c:new", {}))
    assert await known(ground) >= {job.key for job in others}
    async with ground.engine(Work().handle, pace=PACE) as engine:
        assert not await engine.put(others[0])
