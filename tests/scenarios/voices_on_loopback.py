"""OpenAI and Gemini on loopback, each in a process of its own, and one that can be killed."""

import asyncio
import json
import sys
from asyncio.subprocess import PIPE, Process
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import Any, TypeAlias

import aiohttp

from tests.bot.voice.visiting import PATIENCE
from tests.conftest import ROOT

Told: TypeAlias = list[dict[str, Any]]


class Double:
    """One of them; `where` is what it says of itself."""

    def __init__(self, process: Process, where: dict[str, str]) -> None:
        self.process = process
        self.where = where

    @property
    def _door(self) -> str:
        return self.where["url"].replace("/v1", "/double")

    async def told(self) -> Told:
        """Give its sessions, with what each was sent."""
        async with aiohttp.ClientSession() as asking, asking.get(self._door) as answer:
            told: Told = await answer.json()
            return told

    async def until(self, look: Callable[[Told], bool]) -> Told:
        """Wait until its sessions are so."""
        async with asyncio.timeout(PATIENCE):
            while not look(told := await self.told()):  # noqa: ASYNC110 - of another process
                await asyncio.sleep(0.05)
            return told

    async def change(self, **wanted: object) -> None:
        """Have it say something else, or go wrong."""
        async with aiohttp.ClientSession() as asking:
            await asking.post(self._door, json=wanted)


@asynccontextmanager
async def standing(module: str, *arguments: str) -> AsyncIterator[Double]:
    """Start one, and end it."""
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", f"tests.doubles.{module}", *arguments),
        cwd=ROOT,
        stdin=PIPE,
        stdout=PIPE,
    )
    try:
        assert process.stdout is not None
        async with asyncio.timeout(PATIENCE):
            where = json.loads(await process.stdout.readline())
        yield Double(process, where)
    finally:
        if process.returncode is None:
            process.kill()
        await process.wait()
