"""Clerk as an operator starts it, `python -m bot`, for a Slack that is not Slack's own."""

import asyncio
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import psutil

from tests.conftest import ROOT
from tests.peers.local_slack import (
    ACCOUNTANT,
    APP_TOKEN,
    BOT_TOKEN,
    COLLEAGUE,
    FINANCE,
    SIGNING_SECRET,
    TEAM,
    Mode,
)

READY = b"Clerk is ready"
_PATIENCE = 180  # seconds, for a start that takes three


def settings_for(mode: Mode, data: Path, api_url: str, port: int) -> dict[str, str]:
    """Give Clerk's settings: with a token of the app for Socket Mode, with a secret for HTTP.

    People reach it at `port`, either way.
    """
    way = {
        "socket": {"SLACK_APP_TOKEN": APP_TOKEN},
        "events": {"SLACK_SIGNING_SECRET": SIGNING_SECRET},
    }
    return {
        "BOT_DATA_DIR": str(data),
        "BOT_DIGEST_AT": "off",
        "BOT_WEB_PORT": str(port),
        "BOT_PUBLIC_URL": f"http://127.0.0.1:{port}",
        "BOT_SLACK_BLOCKS": "classic",  # what the page of the peer can draw
        "BOT_ACCOUNTANTS": f"slack:{TEAM}:{ACCOUNTANT},slack:{TEAM}:{COLLEAGUE}",
        "BOT_ACCOUNTING_CHANNELS": f"slack:{TEAM}:{FINANCE}",
        "SLACK_BOT_TOKEN": BOT_TOKEN,
        "SLACK_API_URL": api_url,
        **way[mode],
    }


@asynccontextmanager
async def clerk(settings: dict[str, str], log: Path) -> AsyncIterator[psutil.Process]:
    """Start it; what it says goes to `log`. Ends it as an operator does, and it must end well."""
    with log.open("wb") as heard:
        process = await asyncio.create_subprocess_exec(
            sys.executable, "-m", "bot",
            cwd=ROOT, env={"PATH": "/usr/bin:/bin", "BOT_VOICE": "off", **settings},
            stdout=heard, stderr=heard,
        )  # fmt: skip
    try:
        async with asyncio.timeout(_PATIENCE):
            while READY not in await asyncio.to_thread(log.read_bytes):
                assert process.returncode is None, log.read_text()
                await asyncio.sleep(0.05)
        yield psutil.Process(process.pid)
    finally:
        if process.returncode is None:
            process.terminate()
        ended = await process.wait()
    said = await asyncio.to_thread(log.read_text)
    assert ended == 0, said
    assert "Traceback" not in said, said
    for secret in (BOT_TOKEN, APP_TOKEN, SIGNING_SECRET):
        assert secret not in said
