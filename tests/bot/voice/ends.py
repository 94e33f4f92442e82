"""The page of a socket, and a keeper that tells a household, as the contracts see them."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from decimal import Decimal
from typing import Any

import aiohttp
from aiohttp import web
from aiohttp.test_utils import TestServer

from bot.bridge.wire import Ended, Said, Used
from bot.voice.keeper import HouseholdKeeper
from bot.voice.paging import SocketPage
from bot.voice.protocol import HEAD
from pipelines.huddle.keeper import Keeper
from pipelines.huddle.page import (
    Assistant,
    Caption,
    Ending,
    Here,
    Levels,
    Meter,
    Over,
    Page,
    Present,
    Shown,
)
from pipelines.voice import Line
from tests.fake_household import ROOM, FakeHousehold

_MARK = "{}"


class SocketEnd:
    """A page at the other end of a socket on loopback, which reads all that comes."""

    def __init__(self, server: web.WebSocketResponse, client: aiohttp.ClientWebSocketResponse):
        self.codes = list[int]()
        self.page: Page = SocketPage(server, {"p1": "Ada Example"}, self.codes.append)
        self._server = server
        self._client = client
        self._marked = asyncio.Event()
        self._played = list[tuple[int, bytes] | None]()
        self._shown = list[Shown]()
        self._reading = asyncio.create_task(self._read())

    async def played(self) -> list[tuple[int, bytes] | None]:
        await self._come()
        return self._played

    async def shown(self) -> list[Shown]:
        await self._come()
        return self._shown

    async def go(self) -> None:
        self._reading.cancel()
        await asyncio.wait({self._reading})
        response = self._client._response
        response.close()

    async def _come(self) -> None:
        if not self._server.closed:
            await self._server.send_str(_MARK)
        await self._marked.wait()

    async def _read(self) -> None:
        async for message in self._client:
            if message.type is aiohttp.WSMsgType.BINARY:
                number = int.from_bytes(message.data[:HEAD], "little")
                self._played.append((number, message.data[HEAD:]))
            elif message.data == _MARK:
                self._marked.set()
            else:
                self._take(message.json())
        self._marked.set()

    def _take(self, told: dict[str, Any]) -> None:
        kind = told.pop("kind")
        if kind == "flush":
            self._played.append(None)
            return
        if kind == "here":
            told["people"] = tuple(Present(**one) for one in told["people"])
        if kind == "caption":
            assert told.pop("name") == ("Ada Example" if told["who"] == "p1" else "")
        if kind == "meter" and told["cost_usd"] is not None:
            told["cost_usd"] = Decimal(told["cost_usd"])
        kinds: dict[str, type[Shown]] = {
            "here": Here,
            "caption": Caption,
            "levels": Levels,
            "meter": Meter,
            "assistant": Assistant,
            "over": Over,
        }
        self._shown.append(kinds[kind](**told))


@asynccontextmanager
async def by_socket() -> AsyncIterator[SocketEnd]:
    """Give a page that a browser has."""
    came: asyncio.Future[web.WebSocketResponse] = asyncio.get_running_loop().create_future()
    over = asyncio.Event()

    async def serve(request: web.Request) -> web.WebSocketResponse:
        socket = web.WebSocketResponse(compress=False)
        await socket.prepare(request)
        came.set_result(socket)
        async for _ in socket:
            pass
        await over.wait()
        return socket

    app = web.Application()
    app.router.add_get("/", serve)
    async with (
        TestServer(app) as server,
        aiohttp.ClientSession() as session,
        session.ws_connect(server.make_url("/")) as client,
    ):
        try:
            yield SocketEnd(await came, client)
        finally:
            over.set()


class HouseholdEnd:
    """A keeper that tells a household."""

    def __init__(self, household: FakeHousehold, keeper: HouseholdKeeper) -> None:
        self.keeper: Keeper = keeper
        self._tells = keeper
        self._household = household

    async def away(self) -> None:
        self._household.away = True

    async def back(self) -> None:
        self._household.away = False

    def left(self, usd: Decimal) -> None:
        self._household.left_usd = usd

    async def settled(self) -> None:
        await self._tells.settled()

    def known(self) -> tuple[dict[int, Line], float, Decimal | None, list[Ending]]:
        lines, used, endings = dict[int, Line](), dict[int, Used](), list[Ending]()
        for asked in self._household.asked:
            match asked:
                case Said():
                    told = [Line(o.at_s, o.lasts_s, o.who, o.text) for o in asked.lines]
                    lines.update(enumerate(told, asked.first))
                case Used():
                    used[asked.number] = asked
                case Ended() if asked.ending != "lost":
                    endings.append(asked.ending)
                case _:
                    raise AssertionError("nobody asked for that")
        costs = [one.cost_usd for one in used.values() if one.cost_usd is not None]
        cost = sum(costs, Decimal(0)) if len(costs) == len(used) else None
        return lines, sum(one.seconds for one in used.values()), cost, endings


@asynccontextmanager
async def by_household() -> AsyncIterator[HouseholdEnd]:
    """Give a keeper as a room of the process has it."""
    household = FakeHousehold()
    keeper = HouseholdKeeper(household, ROOM, sleep=lambda _: asyncio.sleep(0.01))
    telling = asyncio.create_task(keeper.deliver())
    try:
        yield HouseholdEnd(household, keeper)
    finally:
        telling.cancel()
        await asyncio.wait({telling})
