"""What `doctor` says of the platforms' listener."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
from aiohttp import web

from bot.commands.doctor_listener import listener
from bot.settings import Settings
from bot.web.health import Health, Standing
from bot.web.listener import Listener


@asynccontextmanager
async def running(*routes: web.RouteDef) -> AsyncIterator[int]:
    served = Listener(routes, host="127.0.0.1", port=0)
    await served.start()
    yield served.port
    await served.stop()


async def said(**written: object) -> str:
    given = Settings.model_validate({"SLACK_BOT_TOKEN": "xoxb-sample"} | written)
    [check] = [one async for one in listener(given)]
    return f"{check.state} {check.detail}"


async def test_where_no_platform_is_configured_nothing_is_said() -> None:
    assert [one async for one in listener(Settings.model_validate({}))] == []


async def test_an_address_that_is_free_is_told() -> None:
    assert await said(BOT_WEB_PORT=0) == "ok 127.0.0.1:0, when Clerk runs"


@pytest.mark.parametrize(("works", "state"), [(True, "ok"), (False, "FAIL")])
async def test_a_clerk_that_runs_tells_how_it_stands(works: bool, state: str) -> None:
    async def look() -> Standing:
        return Standing(works=works, detail="so and so")

    async with running(*Health({"slack": look}).routes()) as port:
        where = f"127.0.0.1:{port}, where Clerk runs: slack so and so"
        assert await said(BOT_WEB_PORT=port) == f"{state} {where}"
        assert await said(BOT_WEB_HOST="0.0.0.0", BOT_WEB_PORT=port) == (
            f"{state} {where.replace('127.0.0.1', '0.0.0.0')}"
        )


async def test_a_stranger_at_the_address_is_told() -> None:
    async with running() as port:
        assert await said(BOT_WEB_PORT=port) == f"note 127.0.0.1:{port} is taken: is it Clerk?"


async def test_an_address_of_another_machine_will_not_do() -> None:
    told = await said(BOT_WEB_HOST="192.0.2.1", BOT_WEB_PORT=8090)
    assert told.startswith("FAIL 192.0.2.1:8090: ")
    assert told.endswith("; set BOT_WEB_HOST and BOT_WEB_PORT")
