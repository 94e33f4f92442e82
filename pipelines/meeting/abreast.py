"""Several of a row at the same time: begun in their order, and none goes on once one failed."""

import asyncio
from collections.abc import Awaitable, Callable, Iterable
from typing import TypeVar

Item = TypeVar("Item")


async def abreast(
    items: Iterable[Item], at_once: int, work: Callable[[Item], Awaitable[None]]
) -> None:
    """Work on `items`, at most so many at the same time.

    What is begun is always the next in order, so that durable steps keep their numbers. The first
    exception is raised once all others have ended.
    """
    row = iter(items)

    async def worker() -> None:
        for item in row:
            await work(item)

    tasks = [asyncio.create_task(worker()) for _ in range(max(at_once, 1))]
    try:
        done, _ = await asyncio.wait(tasks, return_when=asyncio.FIRST_EXCEPTION)
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.wait(tasks)
    for task in done:
        task.result()
