"""A postponed job: across a crash, a restart and whatever is done to it meanwhile."""

import asyncio

from bot.engine import jobs
from bot.engine.names import Failed
from bot.engine.pace import Pace, Patience
from handlers.ports import Facts, Job, Postponed, Steps
from tests.bot.engine.conftest import Ground

LATER = Pace(steps=Patience(wait=0), report=Patience(wait=0), idle=0.2)


class Trying:
    """A job whose one step is tried until it need not be postponed any more."""

    def __init__(self, *postponed: Exception) -> None:
        self.tries = 0
        self.tried = asyncio.Event()
        self.done = asyncio.Event()
        self._postponed = list(postponed)

    async def handle(self, job: Job, steps: Steps) -> None:
        await steps.run("step", self._step)
        self.done.set()

    async def _step(self) -> Facts:
        self.tries += 1
        self.tried.set()
        if self._postponed:
            raise self._postponed.pop()
        return {}


async def test_what_a_crash_left_written_down_is_due_at_once(ground: Ground) -> None:
    """A step was postponed, and the process died before the job was: its name is all there is."""
    work = Trying(Failed("Postponed"))
    async with ground.engine(work.handle) as engine, asyncio.timeout(30):
        await engine.put(Job("k", "key", {}))
        await work.done.wait()
    assert work.tries == 2


async def test_it_outlives_its_process(ground: Ground) -> None:
    first, second = Trying(Postponed(0.5)), Trying()
    async with ground.engine(first.handle, pace=LATER) as engine, asyncio.timeout(30):
        await engine.put(Job("k", "key", {}))
        await first.tried.wait()
    async with ground.engine(second.handle, pace=LATER) as engine, asyncio.timeout(30):
        assert not await engine.put(Job("k", "key", {}))
        await second.done.wait()
    assert (first.tries, second.tries) == (1, 1)


async def test_it_is_listed_as_waiting_and_can_be_called_off(ground: Ground) -> None:
    work, told = Trying(Postponed(1000)), asyncio.Event()

    async def failed(job: Job, type_name: str) -> None:
        assert type_name == "JobCancelled"
        told.set()

    async with ground.engine(work.handle, failed, pace=LATER) as engine, asyncio.timeout(30):
        await engine.put(Job("k", "key", {}))
        await work.tried.wait()
        found = await jobs.find(ground.database, "key")
        while found is not None and found.state == "running":  # for a moment yet
            found = await jobs.find(ground.database, "key")
        assert found
        assert (found.state, found.attempts, found.failure) == ("waiting", 0, None)
        assert await jobs.cancel(ground.database, "key")
        await told.wait()
    assert work.tries == 1


async def test_however_often_it_is_postponed_it_is_never_given_up(ground: Ground) -> None:
    work = Trying(*(Postponed(0) for _ in range(12)))
    async with ground.engine(work.handle) as engine, asyncio.timeout(30):
        await engine.put(Job("k", "key", {}))
        await work.done.wait()
    assert work.tries == 13
