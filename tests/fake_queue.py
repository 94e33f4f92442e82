"""The Queue and Steps ports in memory: nothing survives, everything else is as in the real ones."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from typing import Protocol, Self

from handlers.chat import ChatUnavailable
from handlers.ports import Facts, Job, Postponed, Steps


class InMemorySteps:
    """Checkpoints of one job: an answer is remembered by the place of its step in the order."""

    def __init__(self, tries: int = 5) -> None:
        self.answers: list[tuple[str, Facts]] = []
        self._next = 0
        self._tries = tries
        self._raised_at: int | None = None

    def retried(self) -> Self:
        """Begin the job once more after it failed: done again from the first step that raised."""
        if self._raised_at is not None:
            del self.answers[self._raised_at :]
            self._raised_at = None
        return self.again()

    def again(self) -> Self:
        """Begin the job once more, as after a crash."""
        self._next = 0
        return self

    async def run(self, name: str, action: Callable[[], Awaitable[Facts]]) -> Facts:
        place, self._next = self._next, self._next + 1
        if place < len(self.answers):
            assert self.answers[place][0] == name, "the order of the steps changed"
            return self.answers[place][1]
        try:
            answer = await self._patiently(action)
        except Exception:  # of any kind, and raised again: a retry begins at the step that raised
            if self._raised_at is None:
                self._raised_at = len(self.answers)
            raise
        self.answers.append((name, dict(answer)))
        return answer

    async def commit(self, name: str, action: Callable[[], Awaitable[Facts]]) -> Facts:
        return await self.run(name, action)

    async def _patiently(self, action: Callable[[], Awaitable[Facts]]) -> Facts:
        for _ in range(self._tries - 1):
            try:
                return await action()
            except ChatUnavailable:
                await asyncio.sleep(0)
        return await action()


class Retried(Steps, Protocol):
    """Checkpoints of a job that can begin once more."""

    def retried(self) -> Self:
        """Begin the job once more, from the first step that raised."""
        ...


class InMemoryQueue:
    """Jobs in tasks of the running loop, at most `concurrency` at once, first come first served."""

    def __init__(
        self,
        handle: Callable[[Job, Steps], Awaitable[None]],
        failed: Callable[[Job, str], Awaitable[None]],
        concurrency: int = 2,
        steps: Callable[[], Retried] = InMemorySteps,
    ) -> None:
        self._handle = handle
        self._new_steps = steps
        self._failed = failed
        self._slots = asyncio.Semaphore(concurrency)
        self._tasks: dict[str, asyncio.Task[None]] = {}
        self._steps: dict[str, Retried] = {}
        self._failures: dict[str, Job] = {}

    async def put(self, job: Job) -> bool:
        if job.key in self._tasks:
            return False
        self._begin(job, self._new_steps())
        return True

    async def forget(self, keys: Sequence[str]) -> int:
        tasks = [self._tasks.pop(key) for key in set(keys) if key in self._tasks]
        for key in keys:
            self._failures.pop(key, None)
        for task in tasks:
            task.cancel()
        if tasks:
            await asyncio.wait(tasks)
        return len(tasks)

    async def retry(self, key: str) -> bool:
        job = self._failures.pop(key, None)
        if job is None:
            return False
        self._begin(job, self._steps[key].retried())
        return True

    def _begin(self, job: Job, steps: Retried) -> None:
        self._steps[job.key] = steps
        self._tasks[job.key] = asyncio.create_task(self._do(job, steps))

    async def settle(self) -> None:
        """Wait until every job has ended."""
        while pending := [task for task in self._tasks.values() if not task.done()]:
            await asyncio.wait(pending)

    async def _do(self, job: Job, steps: Retried) -> None:
        async with self._slots:
            work = asyncio.ensure_future(self._handle(job, steps))
            try:
                await asyncio.wait({work})
            finally:
                work.cancel()
                await asyncio.wait({work})
        raised = asyncio.CancelledError() if work.cancelled() else work.exception()
        if isinstance(raised, Postponed):
            await asyncio.sleep(raised.seconds)
            await self._do(job, steps.retried())
        elif raised is not None:
            self._failures[job.key] = job
            await self._failed(job, type(raised).__name__)
