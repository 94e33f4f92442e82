"""Barge-in: how soon a page is told to be still once its person begins to speak."""

import asyncio
import time
from collections.abc import Sequence
from contextlib import AsyncExitStack
from typing import Any

from pipelines.voice import CHUNK_S
from tests.bench.voice_lines import QUIET, Paged, paged
from tests.bench.voice_world import World
from tests.bot.voice.visiting import SPEECH

PATIENCE = 60.0
_SPEAKS = 15  # chunks


class Interrupter:
    """Somebody who speaks, and again as soon as they are answered."""

    def __init__(self, page: Paged) -> None:
        self._page = page
        self._answered, self._flushed = asyncio.Event(), asyncio.Event()
        self.seconds = list[float]()
        page.on_told = self._told

    async def run(self, times: int) -> None:
        """Interrupt so often."""
        listening = asyncio.create_task(self._page.listen(self._came))
        await self._speak()
        while len(self.seconds) < times:
            self._answered.clear()
            await self._quiet(self._answered)
            await self._speak_over()
        listening.cancel()

    async def _speak_over(self) -> None:
        self._flushed.clear()
        began = time.perf_counter()
        speaking = asyncio.create_task(self._speak())
        async with asyncio.timeout(PATIENCE):
            await self._flushed.wait()
        self.seconds.append(time.perf_counter() - began)
        await speaking

    async def _speak(self) -> None:
        for _ in range(_SPEAKS):
            await self._page.send(SPEECH)
            await asyncio.sleep(CHUNK_S)

    async def _quiet(self, until: asyncio.Event) -> None:
        async with asyncio.timeout(PATIENCE):
            while not until.is_set():
                await self._page.send(QUIET)
                await asyncio.sleep(CHUNK_S)

    def _came(self, _: bytes) -> None:
        self._answered.set()

    def _told(self, told: dict[str, Any]) -> None:
        if told["kind"] == "flush":
            self._flushed.set()


async def flushes(stage: World, times: int) -> Sequence[float]:
    """Have somebody in each room interrupt so often; gives the seconds of each."""
    async with AsyncExitStack() as stack, asyncio.TaskGroup() as group:
        people = [
            Interrupter(await stack.enter_async_context(paged(stage.rooms, *link)))
            for link in stage.links.items()
        ]
        for one in people:
            group.create_task(one.run(times))
    return [seconds for one in people for seconds in one.seconds]
