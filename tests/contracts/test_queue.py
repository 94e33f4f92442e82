"""What every Queue does, and the Steps it hands to jobs."""

import asyncio
from pathlib import Path

import pytest

from handlers.chat import ChatRefused, ChatUnavailable
from handlers.ports import Facts, Job, Steps
from tests.contracts.queues import Log, Make, queues


@pytest.fixture(params=["engine", "memory"])
def make(request: pytest.FixtureRequest, tmp_path: Path) -> Make:
    return queues(tmp_path)[request.param]


async def test_a_job_runs_once_with_what_was_put(make: Make) -> None:
    log = Log()

    async def handle(job: Job, steps: Steps) -> None:
        await log.add(job)

    job = Job("read", "local:t:c:f", {"name": "Rechnung ß 发票.pdf", "size": 12, "big": True})
    async with make(handle) as queue:
        assert await queue.put(job)
        assert await log.reaches(1) == [job]
        assert not await queue.put(job)
        assert not await queue.put(Job("read", job.key, {}))
    assert log.entries == [job]


async def test_of_many_puts_of_a_key_one_is_the_first(make: Make) -> None:
    log = Log()

    async def handle(job: Job, steps: Steps) -> None:
        await log.add(job.key)

    async with make(handle) as queue:
        puts = [queue.put(Job("k", f"key-{n % 3}", {})) for n in range(12)]
        assert sum(await asyncio.gather(*puts)) == 3
        await log.reaches(3)
    assert sorted(map(str, log.entries)) == ["key-0", "key-1", "key-2"]


async def test_jobs_beyond_the_room_wait_and_run_in_turn(make: Make) -> None:
    log, running, most = Log(), 0, 0

    async def handle(job: Job, steps: Steps) -> None:
        nonlocal running, most
        running += 1
        most = max(most, running)
        await asyncio.sleep(0.005)
        running -= 1
        await log.add(job.key)

    async with make(handle, concurrency=1) as queue:
        keys = [f"key-{n}" for n in range(8)]
        for key in keys:
            assert await queue.put(Job("k", key, {}))
            await asyncio.sleep(0.002)  # the order is that of the millisecond
        assert await log.reaches(8) == keys
    assert most == 1


async def test_as_many_run_at_once_as_there_is_room(make: Make) -> None:
    log, go, running, most = Log(), asyncio.Event(), 0, 0

    async def handle(job: Job, steps: Steps) -> None:
        nonlocal running, most
        running += 1
        most = max(most, running)
        await log.add(job.key)
        await go.wait()
        running -= 1

    keys = [f"key-{n:02}" for n in range(15)]
    async with make(handle, concurrency=3) as queue:
        for key in keys[:3]:
            await queue.put(Job("k", key, {}))
        await log.reaches(3)
        # Each of these makes the queue look whether there is room for one more.
        for key in keys[3:]:
            await queue.put(Job("k", key, {}))
            await asyncio.sleep(0)
        started = list(log.entries)
        go.set()
        await log.reaches(15)
    assert sorted(map(str, started)) == keys[:3]
    assert sorted(map(str, log.entries)) == keys
    assert most == 3


async def test_a_failure_is_told_by_the_name_of_its_type(make: Make) -> None:
    log = Log()

    async def handle(job: Job, steps: Steps) -> None:
        raise LookupError("the words of a document")

    async def failed(job: Job, type_name: str) -> None:
        await log.add((job, type_name))

    job = Job("read", "key", {"file": "f"})
    async with make(handle, failed) as queue:
        await queue.put(job)
        assert await log.reaches(1) == [(job, "LookupError")]
        assert not await queue.put(job)


async def test_forgetting_takes_jobs_away_wherever_they_are(make: Make) -> None:
    log = Log()

    async def handle(job: Job, steps: Steps) -> None:
        await log.add(job.key)
        if job.key == "running":
            try:
                await asyncio.Event().wait()
            finally:
                await log.add("cancelled")

    async with make(handle, concurrency=1) as queue:
        await queue.put(Job("k", "done", {}))
        await log.reaches(1)
        await queue.put(Job("k", "running", {}))
        await log.reaches(2)
        await queue.put(Job("k", "waiting", {}))
        assert await queue.forget(["done", "running", "waiting", "never put", "done"]) == 3
        assert log.entries == ["done", "running", "cancelled"]
        assert await queue.forget(["done", "running", "waiting"]) == 0
        # What is forgotten is not known.
        assert await queue.put(Job("k", "waiting", {}))
        assert await log.reaches(4) == ["done", "running", "cancelled", "waiting"]


async def test_steps_give_back_their_answers_and_bear_with_the_platform(make: Make) -> None:
    log = Log()

    async def handle(job: Job, steps: Steps) -> None:
        tries = 0

        async def moody() -> Facts:
            nonlocal tries
            tries += 1
            if tries < 5:
                raise ChatUnavailable("post: ratelimited")
            return {"tries": tries}

        async def plain() -> Facts:
            return {"text": "é", "none": None, "share": 0.5}

        await log.add(await steps.run("same name", moody))
        await log.add(await steps.run("same name", plain))
        await log.add(await steps.commit("same name", plain))

    async with make(handle) as queue:
        await queue.put(Job("k", "key", {}))
        plain = {"text": "é", "none": None, "share": 0.5}
        assert await log.reaches(3) == [{"tries": 5}, plain, plain]


@pytest.mark.parametrize("error", [ChatUnavailable, ChatRefused, ValueError])
async def test_a_step_that_fails_fails_its_job(make: Make, error: type[Exception]) -> None:
    log, tries = Log(), 0

    async def handle(job: Job, steps: Steps) -> None:
        async def step() -> Facts:
            nonlocal tries
            tries += 1
            raise error("why")

        await steps.run("step", step)

    async def failed(job: Job, type_name: str) -> None:
        await log.add(type_name)

    async with make(handle, failed) as queue:
        await queue.put(Job("k", "key", {}))
        assert await log.reaches(1) == [error.__name__]
    assert tries == (5 if error is ChatUnavailable else 1)
