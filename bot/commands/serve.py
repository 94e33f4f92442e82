"""`python -m bot`: everything in one process, until it is told to stop."""

import asyncio
import errno
import os
import signal
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from bot.app import House, build
from bot.commands.faults import UsageFault
from bot.settings import Settings
from bot.slack.ways import faults as faults_in_slack
from bot.teams.ways import faults as faults_in_teams
from bot.web.listener import Unbound


async def serve(settings: Settings) -> int:
    """Serve until SIGINT or SIGTERM; gives the exit status."""
    for fault in (*faults_in_slack(settings), *faults_in_teams(settings)):
        raise UsageFault(f"{fault}; `doctor` says more")
    platforms = settings.is_slack_configured or settings.is_teams_configured
    if not settings.serves_local_workspace and not platforms:
        raise UsageFault(
            "there is nothing to serve: the local workspace is off, and no platform is configured;"
            " set BOT_LOCAL_WORKSPACE=on, or connect Slack or Teams"
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
        async with build(settings) as house, keeping(settings, house):
            for line in await served(house):
                _say(f"Clerk is ready: {line}  (Ctrl-C stops it)")
            await stop.wait()
            _say("Clerk is stopping ...")
    except Unbound as error:
        what = f"{error.filename}: {error.strerror}; set BOT_WEB_HOST and BOT_WEB_PORT otherwise"
        raise UsageFault(what) from error
    except OSError as error:
        raise UsageFault(_unable(settings, error)) from error
    return 0


@asynccontextmanager
async def keeping(settings: Settings, house: House) -> AsyncIterator[None]:
    """Keep the process of voice rooms beside this one, where it is wanted."""
    if settings.keeps_rooms:
        house.rooms.start()
    try:
        yield
    finally:
        await house.rooms.stop()


async def served(house: House) -> list[str]:
    """Say what is served, and how it stands."""
    lines = []
    if house.workspace is not None:
        lines.append(house.workspace.url)
    slack, teams = house.platforms.slack, house.platforms.teams
    listener = house.platforms.listener
    for name, platform in (("Slack", slack), ("Teams", teams)):
        if platform is not None and listener is not None:
            standing = await platform.standing()
            tried = "" if standing.works else "; it is tried on and on"
            told = f"{listener.url}/healthz tells how it is"
            lines.append(f"{name}, {standing.detail}{tried}; {told}")
    return lines


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
