"""The process of voice rooms, which the system lets write nothing, and folders of its own."""

import asyncio
import sys
from asyncio.subprocess import PIPE, Process
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

from bot.bridge.address import NAME
from bot.bridge.listener import BridgeListener
from tests.bot.voice.visiting import PATIENCE
from tests.conftest import ROOT
from tests.fake_household import FakeHousehold

# The system lets it write no byte to any file; at its end it says what it should not have imported.
_CONFINED = """
import resource, runpy, sys
resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
sys.argv = ["bot", "voice", "--until-stdin-ends"]
try:
    runpy.run_module("bot", run_name="__main__")
finally:
    kept = {"sqlalchemy", "alembic", "dbos", "openai", "google.genai"} & set(sys.modules)
    sys.stderr.write(f"imported: {sorted(kept)}\\n")
"""


class Running:
    """The process, and what tests need to reach it."""

    def __init__(self, process: Process, url: str) -> None:
        self.process = process
        self.server = self
        self.url = url
        self.origin = url

    async def end(self) -> str:
        """Have its standard input end; gives what it said of faults."""
        assert self.process.stdin is not None
        self.process.stdin.close()
        async with asyncio.timeout(PATIENCE):
            _, errors = await self.process.communicate()
        return errors.decode()


def environment(folder: Path) -> dict[str, str]:
    return {
        "PATH": "/usr/bin:/bin",
        "PYTHONPATH": str(ROOT),
        "PYTHONDONTWRITEBYTECODE": "1",
        "TMPDIR": str(folder / "tmp"),
        "HOME": str(folder / "home"),
        "BOT_DATA_DIR": str(folder / "data"),
        "BOT_VOICE_PORT": "0",
        # A key enables nothing.
        "OPENAI_API_KEY": "sk-none",
        "GEMINI_API_KEY": "none",
    }


def laid(folder: Path) -> Path:
    """Make the folders that it may know of."""
    for name in ("data", "tmp", "home", "here"):
        (folder / name).mkdir(parents=True)
    return folder


@asynccontextmanager
async def listening(folder: Path, household: FakeHousehold) -> AsyncIterator[BridgeListener]:
    listener = BridgeListener(folder / "data" / NAME, household)
    await listener.start()
    try:
        yield listener
    finally:
        await listener.stop()


@asynccontextmanager
async def running(folder: Path) -> AsyncIterator[Running]:
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-c", _CONFINED),
        cwd=folder / "here",
        env=environment(folder),
        stdin=PIPE,
        stdout=PIPE,
        stderr=PIPE,
    )
    try:
        assert process.stdout is not None
        async with asyncio.timeout(PATIENCE):
            ready = (await process.stdout.readline()).decode()
        yield Running(process, ready.split()[4])
    finally:
        if process.returncode is None:
            process.kill()
            await process.wait()


def files(folder: Path) -> set[str]:
    return {str(one.relative_to(folder)) for one in folder.rglob("*") if not one.is_dir()}


@dataclass
class Rooms:
    """Where rooms are, and who knows their people."""

    household: FakeHousehold
    origin: str


@asynccontextmanager
async def confined(folder: Path) -> AsyncIterator[Rooms]:
    """Have it run, and a household that it asks."""
    household = FakeHousehold()
    async with listening(laid(folder), household), running(folder) as house:
        yield Rooms(household, house.origin)
