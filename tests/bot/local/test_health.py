"""What a container's engine is told of a workspace: that it works, or in a line why not."""

import asyncio
import subprocess
import sys
from collections.abc import AsyncIterator

import pytest
import sqlalchemy as sa
from aiohttp import web

from bot.ledger.database import FILE_NAME, Database
from bot.local import health
from tests.bot.local.conftest import Rig
from tests.conftest import ROOT


async def asked(port: int) -> int:
    return await asyncio.to_thread(health.main, [str(port)])


async def test_a_workspace_that_works_is_well(rig: Rig) -> None:
    assert await asked(rig.server.port) == 0


async def test_a_database_that_does_not_answer_is_told(
    rig: Rig, capsys: pytest.CaptureFixture[str]
) -> None:
    other = Database(rig.folder / FILE_NAME)
    async with other.apart() as session:
        await session.execute(sa.text("ALTER TABLE workspace_messages RENAME TO gone"))
        await session.commit()
    await other.close()
    assert await asked(rig.server.port) == 1
    assert "/messages" in capsys.readouterr().err


async def test_nobody_who_listens_is_told(rig: Rig, capsys: pytest.CaptureFixture[str]) -> None:
    port = rig.server.port
    await rig.server.stop()
    assert await asked(port) == 1
    assert "refused" in capsys.readouterr().err


ANSWERS = {
    "a page": web.Response(text="<html>", content_type="text/html"),
    "another JSON": web.json_response({"channels": []}),
    "no object": web.json_response([1]),
    "no people": web.json_response({"channels": [{"id": "a"}], "people": None}),
    "nothing": web.Response(),
}


@pytest.fixture
async def stranger(request: pytest.FixtureRequest) -> AsyncIterator[int]:
    """Another program on that port; gives its number."""

    async def answer(_: web.Request) -> web.Response:
        return ANSWERS[request.param]

    app = web.Application()
    app.add_routes([web.get("/{any:.*}", answer)])
    runner = web.AppRunner(app)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    yield runner.addresses[0][1]
    await runner.cleanup()


@pytest.mark.parametrize("stranger", list(ANSWERS), indirect=True)
async def test_another_program_there_is_not_taken_for_it(
    stranger: int, capsys: pytest.CaptureFixture[str]
) -> None:
    assert await asked(stranger) == 1
    assert "no workspace" in capsys.readouterr().err


async def test_an_engine_that_asks_often_loads_nothing_of_clerk(rig: Rig) -> None:
    told = await asyncio.to_thread(
        subprocess.run,
        [sys.executable, "-X", "importtime", "-m", "bot.local.health", str(rig.server.port)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert told.returncode == 0
    loaded = {line.rpartition("|")[2].strip() for line in told.stderr.splitlines()}
    storeys = ("bot.", "handlers", "pipelines", "pydantic", "aiohttp")
    assert {name for name in loaded if name.startswith(storeys)} <= {"bot.local"}
