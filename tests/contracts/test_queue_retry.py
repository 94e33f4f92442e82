"""What every Queue does with a job that is to begin again."""

import asyncio
from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest

from handlers.ports import Facts, Job, Steps
from tests.contracts.queues import Log, Make, queues


@pytest.fixture(params=["engine", "memory"])
def make(request: pytest.FixtureRequest, tmp_path: Path) -> Make:
    return queues(tmp_path)[request.param]


def noting(log: Log, name: str) -> Callable[[], Awaitable[Facts]]:
    async def step() -> Facts:
        await log.add(name)
        return {}

    return step


class Mending:
    """A job of three steps whose second raises until it is `mended`."""

    def __init__(self) -> None:
        self.log = Log()
        self.mended = False
        self.go = asyncio.Event()

    async def handle(self, job: Job, steps: Steps) -> None:
        await steps.run("first", noting(self.log, "first"))
        await steps.run("second", self._second)
        await steps.commit("third", noting(self.log, "third"))
        await self.go.wait()

    async def failed(self, job: Job, type_name: str) -> None:
        await self.log.add(f"told {job.key} {type_name}")

    async def _second(self) -> Facts:
        await self.log.add("second")
        if not self.mended:
            raise LookupError
        return {}


async def test_a_job_that_failed_begins_again_where_it_raised(make: Make) -> None:
    work = Mending()
    async with make(work.handle, work.failed) as queue:
        await queue.put(Job("k", "key", {}))
        assert await work.log.reaches(3) == ["first", "second", "told key LookupError"]
        work.mended = True
        assert await queue.retry("key")
        assert await work.log.reaches(5) == [*work.log.entries[:3], "second", "third"]
        # While it runs, and once it is done, there is nothing to begin again.
        assert not await queue.retry("key")
        assert not await queue.put(Job("k", "key", {}))
        work.go.set()
    assert len(work.log.entries) == 5


async def test_a_job_that_is_done_waits_or_is_unknown_does_not_begin_again(make: Make) -> None:
    log, go = Log(), asyncio.Event()

    async def handle(job: Job, steps: Steps) -> None:
        await log.add(job.key)
        if job.key == "running":
            await go.wait()

    async with make(handle, concurrency=1) as queue:
        await queue.put(Job("k", "done", {}))
        await log.reaches(1)
        await queue.put(Job("k", "running", {}))
        await log.reaches(2)
        await queue.put(Job("k", "waiting", {}))
        assert not any([await queue.retry(key) for key in ("done", "running", "waiting", "other")])
        go.set()
        assert await log.reaches(3) == ["done", "running", "waiting"]


async def test_a_failure_is_told_again_when_it_happens_again(make: Make) -> None:
    work = Mending()
    async with make(work.handle, work.failed) as queue:
        await queue.put(Job("k", "key", {}))
        for rounds in (1, 2):
            await work.log.reaches(1 + 2 * rounds)
            assert await queue.retry("key")
        await work.log.reaches(7)
    assert work.log.entries == ["first", *(["second", "told key LookupError"] * 3)]


async def test_whoever_is_told_can_have_the_job_begun_again_at_once(make: Make) -> None:
    log, tries = Log(), dict[str, int]()

    async def handle(job: Job, steps: Steps) -> None:
        tries[job.key] = tries.get(job.key, 0) + 1
        if tries[job.key] == 1:
            raise LookupError
        await log.add(job.key)

    async def failed(job: Job, type_name: str) -> None:
        assert await queue.retry(job.key)

    async with make(handle, failed) as queue:
        keys = [f"key-{n}" for n in range(8)]
        for key in keys:
            await queue.put(Job("k", key, {}))
        assert sorted(map(str, await log.reaches(8))) == keys


async def test_of_many_retries_at_once_one_begins_the_job_again(make: Make) -> None:
    work = Mending()
    async with make(work.handle, work.failed) as queue:
        await queue.put(Job("k", "key", {}))
        await work.log.reaches(3)
        work.mended = True
        assert sum(await asyncio.gather(*(queue.retry("key") for _ in range(8)))) == 1
        await work.log.reaches(5)
        work.go.set()
    assert work.log.entries[3:] == ["second", "third"]


async def test_what_came_after_a_caught_exception_is_done_again(make: Make) -> None:
    log, away = Log(), True

    async def handle(job: Job, steps: Steps) -> None:
        async def moody() -> Facts:
            await log.add("moody")
            if away:
                raise LookupError
            return {}

        await steps.run("before", noting(log, "before"))
        try:
            await steps.run("moody", moody)
        except Exception as error:
            await steps.run("sorry", noting(log, "sorry"))
            raise ValueError from error
        await steps.run("well", noting(log, "well"))

    async def failed(job: Job, type_name: str) -> None:
        await log.add(type_name)

    async with make(handle, failed) as queue:
        await queue.put(Job("k", "key", {}))
        assert await log.reaches(4) == ["before", "moody", "sorry", "ValueError"]
        away = False
        assert await queue.retry("key")
        assert (await log.reaches(6))[4:] == ["moody", "well"]


async def test_what_was_forgotten_does_not_begin_again(make: Make) -> None:
    work = Mending()
    async with make(work.handle, work.failed) as queue:
        await queue.put(Job("k", "key", {}))
        await work.log.reaches(3)
        assert await queue.forget(["key"]) == 1
        assert not await queue.retry("key")
