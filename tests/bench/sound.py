"""The sound of long recordings: `python -m tests.bench.sound` prints what listening takes."""

import asyncio
import time
from collections.abc import Awaitable
from contextlib import AsyncExitStack
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TypeVar

import numpy as np

from pipelines.media import Media, MediaType
from pipelines.meeting.recording import SandboxedStudio
from tests.bench.meter import processor_seconds, watched
from tests.bench.table import Table, machine
from tests.drawn.screen_voices import lines, sound
from tests.pipelines.meeting.filmed import Heard, film, looped

_Made = TypeVar("_Made")
Row = tuple[str, str, float, float, float]

_RATE = 44_100
_ROUND_S = 300
_HOURS = (1, 3)
_WINDOW_S = 300.0
_COLUMNS = ("sound", "what", "wall s", "CPU s", "peak MB")
_NOTES = (
    "AAC, 44,100 samples a second, five minutes of voices over and over. Opened: probed in a child",
    "of its own. Windows: listened to once, cut where nobody speaks. A window: the last one,",
    "decoded by itself. Peak: this process and its children. That memory is looked at every 10 ms",
    "is in the processor seconds as well.",
)


async def run() -> list[Table]:
    """Measure recordings of one hour and of three."""
    with TemporaryDirectory() as folder:
        one = await asyncio.to_thread(_spoken, Path(folder))
        rows: list[Row] = []
        for hours in _HOURS:
            path = Path(folder) / f"{hours}.m4a"
            await asyncio.to_thread(looped, one, path, hours * 3600 // _ROUND_S)
            rows += await _measured(path, hours)
    title = f"Sound of long recordings, {machine()}"
    return [Table(title, _COLUMNS, rows, _NOTES)]


def _spoken(folder: Path) -> Path:
    voices = sound(lines(7, _ROUND_S), 7, 0.0, _ROUND_S)
    at = np.arange(_ROUND_S * _RATE) * (len(voices) / (_ROUND_S * _RATE))
    samples = np.interp(at, np.arange(len(voices)), voices).astype(np.int16)
    heard = Heard(samples[None], _RATE, bit_rate=32_000)
    return film(folder / "round.m4a", None, heard, form="ipod")


async def _measured(path: Path, hours: int) -> list[Row]:
    name = f"{hours} h, {path.stat().st_size / 1e6:.0f} MB"
    media = Media(path, MediaType.M4A, "0" * 64, path.stat().st_size)
    async with (
        SandboxedStudio(scratch=path.parent, longest_s=1e6) as studio,
        AsyncExitStack() as on,
    ):
        opened, first = await _meter(on.enter_async_context(studio.open(media)))
        windows, second = await _meter(opened.windows(_WINDOW_S))
        _, third = await _meter(opened.audio(windows[-1]))
    whats = ("opened", f"{len(windows)} windows", "a window")
    return [(name, what, *found) for what, found in zip(whats, (first, second, third), strict=True)]


async def _meter(work: Awaitable[_Made]) -> tuple[_Made, tuple[float, float, float]]:
    """Do something, and say its wall seconds, its processor seconds and its peak of memory."""
    used, started = processor_seconds(), time.perf_counter()
    async with watched() as peak:
        made = await work
    wall, spent = time.perf_counter() - started, processor_seconds() - used
    return made, (wall, spent, peak.most)


def main() -> None:
    """Print the tables."""
    for table in asyncio.run(run()):
        print(table)


if __name__ == "__main__":
    main()
