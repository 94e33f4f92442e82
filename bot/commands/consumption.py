"""What a stretch of work takes, in this process and all its children: time, processor, memory."""

import asyncio
import os
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from pathlib import Path

from pipelines.comparison.meeting_report import Spent

_EVERY = 0.25  # seconds between two looks at the memory
_MEGABYTE = 1 << 20
_PROC = Path("/proc")


class Meter:
    """What was spent so far; where there is no /proc (macOS), children count once they ended."""

    def __init__(self) -> None:
        self._began, self._used = time.perf_counter(), processor_seconds()
        self._most = resident_megabytes()

    def look(self) -> None:
        """See how much memory is held now."""
        self._most = max(self._most, resident_megabytes())

    def spent(self) -> Spent:
        """Give what was spent since the beginning."""
        self.look()
        used = processor_seconds() - self._used
        return Spent(time.perf_counter() - self._began, used, self._most)


@asynccontextmanager
async def metered() -> AsyncIterator[Meter]:
    """Look at the memory now and then while something is done."""
    meter = await asyncio.to_thread(Meter)

    async def watch() -> None:
        while True:
            await asyncio.sleep(_EVERY)
            await asyncio.to_thread(meter.look)

    watching = asyncio.create_task(watch())
    try:
        yield meter
    finally:
        watching.cancel()


def processor_seconds() -> float:
    """Add up the processor time of this process, of its children alive, and of those it buried."""
    own = os.times()
    ended = own.user + own.system + own.children_user + own.children_system
    ticks = os.sysconf("SC_CLK_TCK")
    return ended + sum(sum(map(int, one[11:15])) / ticks for one in _children())


def resident_megabytes() -> float:
    """Add up the resident memory of this process and its children; shared pages count each time."""
    try:
        own = int((_PROC / "self/statm").read_text().split()[1])
    except OSError:
        return 0.0
    pages = own + sum(int(one[21]) for one in _children())
    return pages * os.sysconf("SC_PAGE_SIZE") / _MEGABYTE


def _children() -> Iterator[list[str]]:
    """Give what the kernel says of each child and its children, from its state on."""
    known: dict[int, list[str]] = {}
    for folder in _PROC.glob("[0-9]*"):
        try:
            said = (folder / "stat").read_text("utf-8", "replace")
        except OSError:  # it is gone
            continue
        known[int(folder.name)] = said.rpartition(")")[2].split()
    family = {os.getpid()}
    while grown := {one for one, said in known.items() if int(said[1]) in family} - family:
        family |= grown
    return (known[one] for one in family if one in known and one != os.getpid())
