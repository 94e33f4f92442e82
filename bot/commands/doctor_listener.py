"""What `doctor` says of the platforms' listener: whether it can be had, or how it stands."""

import asyncio
import errno
import json
import os
import socket
from collections.abc import AsyncIterator
from http.client import HTTPConnection, HTTPException

from bot.commands.check import Check
from bot.settings import Settings

SECONDS = 8.0  # longer than /healthz waits for what it asks
_WHAT = "platforms' listener"


async def listener(settings: Settings) -> AsyncIterator[Check]:
    """Look whether the address is free; where a Clerk runs there, tell what it says of itself."""
    if settings.is_slack_configured or settings.is_teams_configured:
        yield await asyncio.to_thread(_look, settings)


def _look(settings: Settings) -> Check:
    host, port = settings.web_host, settings.web_port
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    where = f"{host}:{port}"
    try:
        socket.create_server((host, port), family=family).close()
    except OSError as error:
        if error.errno == errno.EADDRINUSE:
            return _running(host, port)
        why = f"{where}: {os.strerror(error.errno or 0)}; set BOT_WEB_HOST and BOT_WEB_PORT"
        return Check("FAIL", _WHAT, why)
    return Check("ok", _WHAT, f"{where}, when Clerk runs")


def _running(host: str, port: int) -> Check:
    connection = HTTPConnection(_near(host), port, timeout=SECONDS)
    try:
        connection.request("GET", "/healthz")
        told = json.loads(connection.getresponse().read())
        works = told.pop("ok") is True
        stands = ", ".join(f"{name} {detail}" for name, detail in told.items())
    except (OSError, HTTPException, ValueError, LookupError, TypeError, AttributeError):
        return Check("note", _WHAT, f"{host}:{port} is taken: is it Clerk?")
    finally:
        connection.close()
    return Check("ok" if works else "FAIL", _WHAT, f"{host}:{port}, where Clerk runs: {stands}")


def _near(host: str) -> str:
    """Give an address that reaches a listener from its own machine."""
    return {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(host, host)  # noqa: S104 - not bound here
