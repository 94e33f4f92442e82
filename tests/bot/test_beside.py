"""The process of voice rooms is kept beside the one that began it, and goes with it."""

import asyncio
import os
import signal
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest

from bot.beside import VoiceProcess

PATIENCE = 60.0
STAYS = (sys.executable, "-c", "import sys; sys.stdin.read()")
STUBBORN = (
    sys.executable,
    "-c",
    "import signal,time; signal.signal(signal.SIGTERM, signal.SIG_IGN); time.sleep(600)",
)
DIES = (sys.executable, "-c", "raise SystemExit(2)")


class Waits:
    """Waits for no time, and keeps how long it was to."""

    def __init__(self, most: int = 1000) -> None:
        self.waited: list[float] = []
        self._most = most

    async def __call__(self, seconds: float) -> None:
        self.waited.append(seconds)
        if len(self.waited) >= self._most:
            await asyncio.Event().wait()


@asynccontextmanager
async def kept(
    command: tuple[str, ...], waits: Waits, timer: list[float] | None = None
) -> AsyncIterator[VoiceProcess]:
    times = iter(timer) if timer else None
    process = VoiceProcess(
        lambda: False,
        command=command,
        sleep=waits,
        timer=(lambda: next(times)) if times else (lambda: 0.0),
    )
    process.start()
    try:
        yield process
    finally:
        await process.stop()


async def begun(process: VoiceProcess, times: int) -> int:
    async with asyncio.timeout(PATIENCE):
        while process.begun < times or process.pid is None:  # noqa: ASYNC110 - of another task
            await asyncio.sleep(0.01)
    return process.pid


async def test_it_is_begun_again_when_it_is_killed() -> None:
    waits = Waits()
    async with kept(STAYS, waits) as process:
        first = await begun(process, 1)
        os.kill(first, signal.SIGKILL)
        second = await begun(process, 2)
        assert second != first
        assert waits.waited == [2.0]
        assert (await process.standing()).detail == "is not there yet, and was begun again"
    with pytest.raises(ProcessLookupError):
        os.kill(second, 0)


async def test_one_that_is_reached_works_whoever_began_it() -> None:
    assert (await VoiceProcess(lambda: True).standing()).detail == "works"
    assert (await VoiceProcess(lambda: False).standing()).detail == "is not begun by this process"


async def test_one_that_dies_young_is_begun_ever_more_seldom() -> None:
    waits = Waits(8)
    async with kept(DIES, waits), asyncio.timeout(PATIENCE):
        while len(waits.waited) < 8:  # noqa: ASYNC110 - of another task
            await asyncio.sleep(0.01)
    assert waits.waited == [2.0, 4.0, 8.0, 16.0, 32.0, 60.0, 60.0, 60.0]


async def test_one_that_lived_is_begun_at_once() -> None:
    waits = Waits(3)
    async with kept(DIES, waits, [0, 1, 1, 100, 100, 101]), asyncio.timeout(PATIENCE):
        while len(waits.waited) < 3:  # noqa: ASYNC110 - of another task
            await asyncio.sleep(0.01)
    assert waits.waited == [2.0, 1.0, 2.0]


async def test_one_that_does_not_listen_is_killed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.beside._GOODBYE_S", 0.5)
    async with kept(STUBBORN, Waits()) as process:
        pid = await begun(process, 1)
    with pytest.raises(ProcessLookupError):
        os.kill(pid, 0)


async def test_one_that_cannot_be_begun_is_tried_again(caplog: pytest.LogCaptureFixture) -> None:
    waits = Waits(3)
    async with kept(("/nowhere/python",), waits), asyncio.timeout(PATIENCE):
        while len(waits.waited) < 3:  # noqa: ASYNC110 - of another task
            await asyncio.sleep(0.01)
    assert waits.waited == [2.0, 4.0, 8.0]
    assert "cannot be begun" in caplog.text
