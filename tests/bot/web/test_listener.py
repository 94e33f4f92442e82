"""The platforms' listener: what it serves, what it refuses, and how Clerk says that it is well."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager

import aiohttp
import pytest
from aiohttp import web

from bot.ledger.faults import DatabaseBusy
from bot.web.health import Health, Standing
from bot.web.listener import Listener, Unbound

WELL = Standing(works=True, detail="connected")


@asynccontextmanager
async def serving(
    routes: Sequence[web.RouteDef], host: str = "127.0.0.1"
) -> AsyncIterator[tuple[Listener, aiohttp.ClientSession]]:
    listener = Listener(routes, host=host, port=0)
    await listener.start()
    async with aiohttp.ClientSession(base_url=listener.url) as session:
        yield listener, session
    await listener.stop()


async def well() -> Standing:
    return WELL


async def unwell() -> Standing:
    return Standing(works=False, detail="not connected")


async def hung() -> Standing:
    await asyncio.Event().wait()
    return WELL


async def test_what_is_well_is_said_with_200() -> None:
    health = Health({"database": well, "slack": well})
    async with serving(health.routes()) as (_, session), session.get("/healthz") as answer:
        assert answer.status == 200
        said = {"ok": True, "database": "connected", "slack": "connected"}
        assert await answer.json() == said
        assert answer.headers["Cache-Control"] == "no-store"


async def test_everything_is_asked_at_once() -> None:
    both = asyncio.Barrier(2)

    async def meets() -> Standing:
        await both.wait()
        return WELL

    health = Health({"database": meets, "slack": meets})
    async with serving(health.routes()) as (_, session), session.get("/healthz") as answer:
        assert answer.status == 200


async def test_what_is_wrong_is_said_with_503() -> None:
    health = Health({"database": well, "slack": unwell, "teams": hung}, seconds=0.01)
    async with serving(health.routes()) as (_, session), session.get("/healthz") as answer:
        assert answer.status == 503
        assert await answer.json() == {
            "ok": False,
            "database": "connected",
            "slack": "not connected",
            "teams": "does not answer",
        }


async def fail(_request: web.Request) -> web.Response:
    raise RuntimeError("secret words")


async def busy(_request: web.Request) -> web.Response:
    raise DatabaseBusy


async def lead_on(_request: web.Request) -> web.Response:
    raise web.HTTPFound("https://slack.example.com/")


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("GET", "/fail", 500),
        ("GET", "/busy", 503),
        ("GET", "/on", 302),
        ("GET", "/nowhere", 404),
        ("DELETE", "/busy", 405),
    ],
)
async def test_a_refusal_tells_nothing_and_has_the_headers(
    method: str, path: str, status: int
) -> None:
    routes = [web.get("/fail", fail), web.get("/busy", busy), web.get("/on", lead_on)]
    async with (
        serving(routes) as (_, session),
        session.request(method, path, allow_redirects=False) as answer,
    ):
        assert answer.status == status
        assert "secret" not in await answer.text()
        assert answer.headers["Server"] == "Clerk"
        assert answer.headers["X-Frame-Options"] == "DENY"
        assert "default-src 'none'" in answer.headers["Content-Security-Policy"]


async def test_a_port_that_is_taken_is_told() -> None:
    async with serving([]) as (listener, _):
        again = Listener([], host="127.0.0.1", port=listener.port)
        with pytest.raises(Unbound, match=f"127.0.0.1:{listener.port}"):
            await again.start()
        await again.stop()


async def test_an_address_of_the_new_kind_is_served() -> None:
    async with serving(Health({}).routes(), "::1") as (listener, session):
        assert listener.url == f"http://[::1]:{listener.port}"
        async with session.get("/healthz") as answer:
            assert await answer.json() == {"ok": True}


async def test_what_is_packed_is_refused() -> None:
    async with (
        serving([web.post("/", fail)]) as (_, session),
        session.post("/", data=b"x", headers={"Content-Encoding": "br"}) as answer,
    ):
        assert answer.status in {400, 415}
