"""`python -m bot voice`: voice rooms in a process of their own, which opens nothing kept."""

import asyncio
import os
import resource
import signal
import sys
from argparse import Namespace

from bot.settings import Settings
from bot.voice.house import open_rooms


async def voice(settings: Settings, asked: Namespace) -> int:
    """Serve voice rooms until SIGINT or SIGTERM, or the end of standard input if so asked."""
    # What people say is in its memory: a crash must not write that to a disk.
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for name in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        loop.add_signal_handler(name, stop.set)
    if asked.until_stdin_ends:
        # However whoever began it ends, killed too, that is the end of its standard input.
        os.set_blocking(sys.stdin.fileno(), False)
        loop.add_reader(sys.stdin.fileno(), _read, stop)
    async with open_rooms(settings) as server:
        sys.stdout.write(f"Voice rooms are ready: {server.url}  (Ctrl-C stops it)\n")
        sys.stdout.flush()
        await stop.wait()
    return 0


def _read(stop: asyncio.Event) -> None:
    try:
        ended = not os.read(sys.stdin.fileno(), 4096)
    except BlockingIOError:
        return
    if ended:
        asyncio.get_running_loop().remove_reader(sys.stdin.fileno())
        stop.set()
