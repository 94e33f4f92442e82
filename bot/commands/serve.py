"""`python -m bot`: everything in one process, until it is told to stop."""

import asyncio
import errno
import os
import signal
import sys

from bot.app import build
from bot.commands.faults import UsageFault
from bot.settings import Settings


async def serve(settings: Settings) -> int:
    """Serve until SIGINT or SIGTERM; gives the exit status."""
    if not settings.serves_local_workspace:
        raise UsageFault(
            "there is nothing to serve: the local workspace is off, and this version serves no"
            " other platform; set BOT_LOCAL_WORKSPACE=on"
        )
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()

    def stop_politely(name: signal.Signals) -> None:
        # A second one does not wait for running jobs: they go on at the next start.
        loop.remove_signal_handler(name)
        stop.set()

    for name in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(name, stop_politely, name)
    try:
        async with build(settings) as house:
            if house.workspace is not None:
                _say(f"Clerk is ready: {house.workspace.url}  (Ctrl-C stops it)")
            await stop.wait()
            _say("Clerk is stopping ...")
    except OSError as error:
        raise UsageFault(_unable(settings, error)) from error
    return 0


def _unable(settings: Settings, error: OSError) -> str:
    if error.errno not in {errno.EADDRINUSE, errno.EACCES, errno.EADDRNOTAVAIL}:
        return f"{error.filename or settings.data_dir}: {error.strerror}"
    return (
        f"port {settings.local_port} on 127.0.0.1: {os.strerror(error.errno)};"
        " set BOT_LOCAL_PORT to another one"
    )


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()
