"""The processes of a bench of voice rooms: a model on loopback, and rooms as Clerk has them."""

import asyncio
import json
import sys
from asyncio.subprocess import PIPE, Process
from base64 import b32encode
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import psutil

from bot.bridge.address import NAME
from bot.bridge.listener import BridgeListener
from tests.conftest import ROOT
from tests.fake_household import FakeHousehold

PERSON = "slack:ada"
_PATIENCE = 60.0


@dataclass(frozen=True)
class World:
    """`model` is the address of the double, `rooms` that of the rooms, with a link to each."""

    model: str
    rooms: str
    links: dict[str, str]
    bridge: psutil.Process


@asynccontextmanager
async def world(rooms: int, *, echo: bool) -> AsyncIterator[World]:
    """Start both; the double gives back what it hears, or answers at length.

    The household of the rooms is in this process, at the other end of the bridge.
    """
    part = ["--echo"] if echo else ["--lasts", "20", "--pause", "0.05"]
    ids = [f"H-{b32encode(b'%010d' % at).decode()}" for at in range(rooms)]
    household = FakeHousehold(*ids)
    with TemporaryDirectory() as folder:
        listener = BridgeListener(Path(folder, NAME), household)
        await listener.start()
        try:
            async with _started("tests.doubles.voice", *part) as (_, told):
                model = json.loads(told)["url"]
                voice = _started(
                    "bot", "voice", "--until-stdin-ends", environment=_settings(folder, model)
                )
                async with voice as (process, ready):
                    async with asyncio.timeout(_PATIENCE):
                        while not listener.is_joined:  # noqa: ASYNC110 - of another process
                            await asyncio.sleep(0.05)
                    links = {room: household.link(PERSON, room) for room in ids}
                    yield World(model, ready.split()[4], links, psutil.Process(process.pid))
        finally:
            await listener.stop()


def _settings(folder: str, model: str) -> Mapping[str, str]:
    return {
        "PATH": "/usr/bin:/bin",
        "BOT_DATA_DIR": folder,
        "BOT_VOICE_PORT": "0",
        "BOT_VOICE_MODELS": "gpt",
        "BOT_VOICE_MINUTES": "1440",
        "OPENAI_BASE_URL": model,
        "OPENAI_API_KEY": "k",
    }


@asynccontextmanager
async def _started(
    module: str, *arguments: str, environment: Mapping[str, str] | None = None
) -> AsyncIterator[tuple[Process, str]]:
    """Run a module that says in one line where it stands, until its input ends."""
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", module, *arguments,
        cwd=ROOT, env=environment, stdin=PIPE, stdout=PIPE,
    )  # fmt: skip
    assert process.stdin is not None
    assert process.stdout is not None
    try:
        yield process, (await process.stdout.readline()).decode()
    finally:
        process.stdin.close()
        await process.wait()
