"""What a container's engine is told of the platforms' listener."""

import asyncio
import subprocess
import sys

import pytest
from aiohttp import web

from bot.web import alive
from bot.web.health import Health
from tests.bot.web.test_listener import serving, unwell, well
from tests.conftest import ROOT


async def asked(port: int, host: str = "127.0.0.1") -> int:
    return await asyncio.to_thread(alive.main, [host, str(port)])


async def test_it_is_well_when_everything_works() -> None:
    async with serving(Health({"slack": well}).routes()) as (listener, _):
        assert await asked(listener.port) == 0
        assert await asked(listener.port, "0.0.0.0") == 0


async def test_what_does_not_work_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    async with serving(Health({"slack": unwell}).routes()) as (listener, _):
        assert await asked(listener.port) == 1
    assert "/healthz answers 503" in capsys.readouterr().err
    assert await asked(listener.port) == 1
    assert "refused" in capsys.readouterr().err


async def test_another_program_there_is_not_taken_for_it(
    capsys: pytest.CaptureFixture[str],
) -> None:
    async def elsewhere(_: web.Request) -> web.Response:
        raise web.HTTPFound("/")

    async with serving([web.get("/healthz", elsewhere)]) as (listener, _):
        assert await asked(listener.port) == 1
    assert "302" in capsys.readouterr().err


def test_an_engine_that_asks_often_loads_nothing_of_clerk() -> None:
    command = [sys.executable, "-X", "importtime", "-m", "bot.web.alive", "127.0.0.1", "1"]
    told = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert told.returncode == 1
    loaded = {line.rpartition("|")[2].strip() for line in told.stderr.splitlines()}
    storeys = ("bot.", "handlers", "pipelines", "pydantic", "aiohttp")
    assert {name for name in loaded if name.startswith(storeys)} <= {"bot.web"}
