"""The processes a bench of voice rooms is made of: a model on loopback, and rooms."""

import asyncio
import json
import sys
from asyncio.subprocess import PIPE, Process
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any

import psutil

from tests.conftest import ROOT


@dataclass(frozen=True)
class World:
    """`model` is the address of the double, `rooms` that of the rooms, with a link to each."""

    model: str
    rooms: str
    links: dict[str, str]
    bridge: psutil.Process


@asynccontextmanager
async def world(rooms: int, *, echo: bool, profile: bool = False) -> AsyncIterator[World]:
    """Start both; the double gives back what it hears, or answers at length."""
    part = ["--echo"] if echo else ["--lasts", "20", "--pause", "0.05"]
    async with _started("tests.doubles.voice", *part) as (_, double):
        more = ["--profile"] if profile else []
        serving = _started("tests.bench.voice_serving", double["url"], str(rooms), *more)
        async with serving as (process, said):
            bridge = psutil.Process(process.pid)
            yield World(double["url"], said["url"], said["links"], bridge)


@asynccontextmanager
async def _started(module: str, *arguments: str) -> AsyncIterator[tuple[Process, dict[str, Any]]]:
    """Run a module that says in one line of JSON where it stands, until its input ends."""
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", module, *arguments,
        cwd=ROOT, stdin=PIPE, stdout=PIPE, limit=1 << 20,
    )  # fmt: skip
    assert process.stdin is not None
    assert process.stdout is not None
    try:
        yield process, json.loads(await process.stdout.readline())
    finally:
        process.stdin.close()
        await process.wait()
