"""The implementations of the Queue port, and a log of what their jobs did."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from pathlib import Path

from bot.engine.engine import Engine
from bot.engine.pace import Pace, Patience
from bot.ledger.database import FILE_NAME, Database
from handlers.ports import Job, Queue, Steps
from tests.fake_queue import InMemoryQueue

Handle = Callable[[Job, Steps], Awaitable[None]]
Failed = Callable[[Job, str], Awaitable[None]]
Make = Callable[..., AbstractAsyncContextManager[Queue]]

AT_ONCE = Pace(steps=Patience(wait=0), report=Patience(wait=0))


async def _nobody(job: Job, type_name: str) -> None:
    raise AssertionError(f"{job.key} failed: {type_name}")


def queues(folder: Path) -> dict[str, Make]:
    """Give what makes each of them."""

    @asynccontextmanager
    async def engine(
        handle: Handle, failed: Failed = _nobody, concurrency: int = 2
    ) -> AsyncIterator[Queue]:
        database = Database(folder / FILE_NAME)
        async with Engine(
            database,
            handle=handle,
            failed=failed,
            concurrency=concurrency,
            data_dir=folder,
            pace=AT_ONCE,
        ) as queue:
            yield queue
        await database.close()

    @asynccontextmanager
    async def memory(
        handle: Handle, failed: Failed = _nobody, concurrency: int = 2
    ) -> AsyncIterator[Queue]:
        queue = InMemoryQueue(handle, failed, concurrency)
        yield queue
        await queue.settle()

    return {"engine": engine, "memory": memory}


class Log:
    """What jobs did, and a way to wait until there are so many entries."""

    def __init__(self) -> None:
        self.entries: list[object] = []
        self._more = asyncio.Condition()

    async def add(self, entry: object) -> None:
        async with self._more:
            self.entries.append(entry)
            self._more.notify_all()

    async def reaches(self, count: int) -> list[object]:
        async with asyncio.timeout(30), self._more:
            await self._more.wait_for(lambda: len(self.entries) >= count)
        return self.entries
