"""What every Queue does with a job that cannot be done yet."""

import asyncio
from pathlib import Path

import pytest

from handlers.chat import ChatUnavailable
from handlers.ports import Facts, Job, Postponed, Steps
from tests.contracts.queues import Log, Make, queues


@pytest.fixture(params=["engine", "memory"])
def make(request: pytest.FixtureRequest, tmp_path: Path) -> Make:
    return queues(tmp_path)[request.param]


class Waiting:
    """Jobs whose second step cannot be done until somebody is `back`."""

    def __init__(self, seconds: float = 0.0) -> None:
        self.log = Log()
        self.back = False
        self._seconds = seconds

    async def handle(self, job: Job, steps: Steps) -> None:
        await steps.run("first", lambda: self._note(f"first {job.key}"))
        await steps.run("second", lambda: self._second(job))
        await steps.commit("third", lambda: self._note(f"third {job.key}"))

    async def failed(self, job: Job, type_name: str) -> None:
        await self.log.add(f"failed {job.key} {type_name}")

    async def _second(self, job: Job) -> Facts:
        await self.log.add(f"second {job.key}")
        if job.key == "waits" and not self.back:
            raise Postponed(self._seconds)
        return {}

    async def _note(self, entry: str) -> Facts:
        await self.log.add(entry)
        return {}


async def test_a_postponed_job_goes_on_where_it_was_and_nobody_is_told(make: Make) -> None:
    work = Waiting()
    async with make(work.handle, work.failed) as queue:
        await queue.put(Job("k", "waits", {}))
        told = await work.log.reaches(3)
        work.back = True
        while told[-1] != "third waits":
            told = await work.log.reaches(len(told) + 1)
    assert told[0] == "first waits"
    assert set(told[1:-1]) == {"second waits"}
    assert told.count("first waits") == told.count("third waits") == 1


async def test_a_postponed_job_keeps_its_key_and_takes_no_room(make: Make) -> None:
    work = Waiting(seconds=1000)
    async with asyncio.timeout(30), make(work.handle, work.failed, concurrency=1) as queue:
        await queue.put(Job("k", "waits", {}))
        await work.log.reaches(2)
        assert not await queue.put(Job("k", "waits", {}))
        assert not await queue.retry("waits")
        await queue.put(Job("k", "other", {}))
        told = await work.log.reaches(5)
        assert told == ["first waits", "second waits", "first other", "second other", "third other"]
        assert await queue.forget(["waits"]) == 1
        assert await queue.put(Job("k", "waits", {}))
        assert (await work.log.reaches(7))[5:] == ["first waits", "second waits"]
        assert await queue.forget(["waits"]) == 1


async def test_a_job_that_gives_up_a_step_for_now_begins_with_that_step(make: Make) -> None:
    log, tries = Log(), list[int]()

    async def once(job: Job) -> Facts:
        await log.add("first")
        return {}

    async def later(job: Job) -> Facts:
        tries.append(len(tries))
        if len(tries) < 8:
            raise ChatUnavailable("post: status 503")
        await log.add("second")
        return {}

    async def handle(job: Job, steps: Steps) -> None:
        await steps.run("first", lambda: once(job))
        try:
            await steps.run("second", lambda: later(job))
        except ChatUnavailable:
            await log.add("away")
            raise Postponed(0.0) from None

    async def failed(job: Job, type_name: str) -> None:
        await log.add(f"failed {type_name}")

    async with asyncio.timeout(30), make(handle, failed) as queue:
        await queue.put(Job("k", "waits", {}))
        assert await log.reaches(3) == ["first", "away", "second"]
