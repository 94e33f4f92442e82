"""What voice rooms add to a voice model: `python -m tests.bench.voice`.

The model is on loopback, in a process of its own, and gives back what it hears; rooms have a
process of their own, and so have those who speak. `--minutes N`: how long memory is watched.
"""

import argparse
import asyncio
import statistics
import time
from collections.abc import Sequence
from contextlib import AsyncExitStack
from dataclasses import dataclass

import aiohttp

from pipelines.voice import CHUNK_S
from tests.bench.meter import processor_seconds
from tests.bench.table import Cell, Table, machine
from tests.bench.voice_flush import flushes
from tests.bench.voice_lines import Delays, Line, direct, paged
from tests.bench.voice_world import World, world

ROOMS = (1, 10, 50)
SECONDS = 8.0
MINUTES = 0.5
FLUSHES = 30
_WARM_S = 2.0
_MEGABYTE = 1 << 20
_DELAYS = (
    "rooms", "way", "p50 ms", "p99 ms", "added p50 ms", "added p99 ms", "lost", "CPU of a core",
    "CPU us a chunk", "rooms a core",
)  # fmt: skip
_NOTES = (
    "20 ms chunks of speech each way, all the time: a page's socket, the room, the model and back,",
    "beside the model directly, one after the other. Added: the difference of the percentiles. CPU",
    "is that of the process of rooms; a chunk is one that came in and went out again, and rooms a",
    "core are those for whose chunks a core would be enough. Lost: what did not come back within a",
    "second. Whoever speaks, the model and the rooms share the cores of this machine.",
)


@dataclass(frozen=True)
class Ran:
    """Delays of all lines together, in seconds, and what the rooms used meanwhile."""

    seconds: Sequence[float]
    lost: int
    cpu_s: float
    wall_s: float

    def percentile(self, which: int) -> float:
        """Give one in milliseconds."""
        return statistics.quantiles(self.seconds, n=100)[which - 1] * 1000


async def run(minutes: float = MINUTES) -> list[Table]:
    """Measure delays, barge-in, and memory."""
    rows: list[Sequence[Cell]] = []
    async with world(max(ROOMS), echo=True) as stage:
        for rooms in ROOMS:
            alone = await _directly(stage, rooms)
            rows += _rows(rooms, alone, await _over_rooms(stage, rooms))
    delays = Table(f"Voice: what rooms add, {machine()}", _DELAYS, rows, _NOTES)
    return [delays, await _flush(), await _memory(minutes)]


def _rows(rooms: int, alone: Ran, bridged: Ran) -> list[Sequence[Cell]]:
    added = [bridged.percentile(at) - alone.percentile(at) for at in (50, 99)]
    share, came = bridged.cpu_s / bridged.wall_s, len(bridged.seconds)
    chunk_s = bridged.cpu_s / came
    # Where a lot was lost, it is not known what the rest would have taken.
    a_core: Cell = CHUNK_S / chunk_s if bridged.lost < came / 100 else "-"
    return [
        (rooms, "directly", alone.percentile(50), alone.percentile(99), "", "", alone.lost, "", "",
         ""),
        (rooms, "over rooms", bridged.percentile(50), bridged.percentile(99), *added, bridged.lost,
         share, chunk_s * 1e6, a_core),
    ]  # fmt: skip


async def _directly(stage: World, rooms: int) -> Ran:
    async with AsyncExitStack() as stack:
        session = await stack.enter_async_context(aiohttp.ClientSession())
        opened = [
            await stack.enter_async_context(direct(session, stage.model)) for _ in range(rooms)
        ]
        return await _spoken(stage, opened)


async def _over_rooms(stage: World, rooms: int) -> Ran:
    async with AsyncExitStack() as stack:
        opened = [
            await stack.enter_async_context(paged(stage.rooms, room, stage.links.pop(room)))
            for room in [*stage.links][:rooms]
        ]
        return await _spoken(stage, opened)


async def _spoken(stage: World, lines: Sequence[Line]) -> Ran:
    """Have all of them speak at once, none in the same moment as another."""
    delays = [Delays(line) for line in lines]
    starts_at = time.perf_counter() + 0.1
    chunks, first = round((_WARM_S + SECONDS) / CHUNK_S), round(_WARM_S / CHUNK_S)
    async with asyncio.TaskGroup() as group:
        for at, one in enumerate(delays):
            group.create_task(one.run(starts_at + at * CHUNK_S / len(lines), chunks, first))
        await asyncio.sleep(_WARM_S)
        used, began = processor_seconds(stage.bridge), time.perf_counter()
        await asyncio.sleep(SECONDS)
        spent, wall = processor_seconds(stage.bridge) - used, time.perf_counter() - began
    seconds = [one for each in delays for one in each.seconds]
    return Ran(seconds, sum(one.missing for one in delays), spent, wall)


async def _flush() -> Table:
    async with world(10, echo=False) as stage:
        seconds = await flushes(stage, FLUSHES)
    cuts = statistics.quantiles(seconds, n=100)
    row = (len(stage.links), len(seconds), cuts[49] * 1000, cuts[98] * 1000, max(seconds) * 1000)
    columns = ("rooms", "interrupted", "p50 ms", "p99 ms", "max ms")
    notes = (
        "From the chunk in which somebody begins to speak over an answer until their page is told",
        "to be still; the model hears speech in its first chunk.",
    )
    return Table(f"Voice: barge-in, {machine()}", columns, [row], notes)


async def _memory(minutes: float) -> Table:
    """Have ten rooms full of speech, and look at the memory of their process."""
    rows: list[Sequence[Cell]] = []
    async with world(10, echo=True) as stage, AsyncExitStack() as stack:
        lines = [
            await stack.enter_async_context(paged(stage.rooms, *link))
            for link in stage.links.items()
        ]
        began = time.perf_counter()
        speaking = [
            asyncio.create_task(Delays(one).run(began, round(minutes * 60 / CHUNK_S), 1 << 60))
            for one in lines
        ]
        parts = 6
        for part in range(parts):
            await asyncio.sleep(began + minutes * 60 * (part + 0.9) / parts - time.perf_counter())
            rss = stage.bridge.memory_info().rss / _MEGABYTE
            rows.append((f"{(time.perf_counter() - began) / 60:.2f}", rss))
        await asyncio.gather(*speaking)
    title = f"Voice: memory of ten rooms, {machine()}"
    notes = ("Resident memory of the process of rooms; python -m tests.bench.voice --minutes 10.",)
    return Table(title, ("minute", "MB"), rows, notes)


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.voice")
    parser.add_argument("--minutes", type=float, default=MINUTES, help="that memory is watched")
    for table in asyncio.run(run(parser.parse_args().minutes)):
        print(table, end="\n\n")


if __name__ == "__main__":
    main()
