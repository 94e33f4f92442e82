"""What this process and all its children use: processor seconds, and memory while it is used."""

import asyncio
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass

import psutil

_EVERY = 0.01
_MEGABYTE = 1 << 20


def processor_seconds(process: psutil.Process | None = None) -> float:
    """Add up the processor time of a process, of its children alive, and of those it buried."""
    root = process or psutil.Process()
    return sum(_used(one) for one in _tree(root))


def resident_megabytes(process: psutil.Process | None = None) -> float:
    """Add up the resident memory of a process and its children; shared pages count each time."""
    total = 0.0
    for one in _tree(process or psutil.Process()):
        try:
            total += one.memory_info().rss
        except psutil.NoSuchProcess:
            continue
    return total / _MEGABYTE


def _tree(root: psutil.Process) -> Iterator[psutil.Process]:
    yield root
    yield from root.children(recursive=True)


def _used(process: psutil.Process) -> float:
    try:
        times = process.cpu_times()
    except psutil.NoSuchProcess:
        return 0.0
    return float(sum((times.user, times.system, times.children_user, times.children_system)))


@dataclass
class Peak:
    """The most memory seen, in megabytes, and what it was at the start."""

    start: float
    most: float


@asynccontextmanager
async def watched(process: psutil.Process | None = None) -> AsyncIterator[Peak]:
    """Look at the memory every 10 ms; looking costs processor time, so do not measure both."""
    now = resident_megabytes(process)
    peak = Peak(now, now)

    async def look() -> None:
        while True:
            peak.most = max(peak.most, resident_megabytes(process))
            await asyncio.sleep(_EVERY)

    watcher = asyncio.create_task(look())
    try:
        yield peak
    finally:
        watcher.cancel()
        peak.most = max(peak.most, resident_megabytes(process))
