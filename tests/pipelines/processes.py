"""Whether a process is still there, and what it left behind."""

import asyncio
import os
import time
from collections.abc import Callable
from pathlib import Path


def gone(pid: int) -> bool:
    """Whether `pid` has ended; a zombie has."""
    try:
        os.kill(pid, 0)
        status = Path(f"/proc/{pid}/stat").read_text()
    except ProcessLookupError:
        return True
    except FileNotFoundError:  # no such folder on macOS
        return False
    return status.rpartition(")")[2].split()[0] == "Z"


async def until(true: Callable[[], bool]) -> None:
    """Wait for something that happens in another process; the minute only ends a lost cause."""
    async with asyncio.timeout(60):
        while not true():  # noqa: ASYNC110 - nothing in this process could set an event
            await asyncio.sleep(0.01)


def wait_until_gone(pid: int) -> None:
    """Wait for the end of a process that is not ours; the minute only ends a lost cause."""
    deadline = time.monotonic() + 60
    while not gone(pid):
        if time.monotonic() > deadline:
            raise TimeoutError(pid)
        time.sleep(0.01)


def left(folder: Path, pattern: str = "*") -> list[Path]:
    """List what lies in a folder."""
    return sorted(folder.glob(pattern))
