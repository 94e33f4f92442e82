"""A server on loopback that records what it is asked and answers as it is told, badly too."""

import asyncio
import json
import socket
import struct
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any, Literal, Self, TypeAlias

from aiohttp import web

PIECE = b" " * 65_536
DROPS = 300


@dataclass(frozen=True, slots=True)
class Call:
    """One request as it came in."""

    method: str
    path: str
    query: Mapping[str, str]
    headers: Mapping[str, str]  # names in lower case
    raw: bytes

    @property
    def body(self) -> Any:
        return json.loads(self.raw)


@dataclass(frozen=True, slots=True)
class Reply:
    """What goes back, and how it ends.

    `silent`: nothing, not even a first byte. `stall`: the body, and then nothing more. `reset`:
    the connection breaks after the body. `endless`: whitespace follows, for as long as it is read;
    `drip`: a space at a time, for some seconds. `cut`: the connection breaks before a first byte.
    """

    status: int = 200
    body: bytes = b""
    type: str = "application/json"
    headers: Mapping[str, str] = field(default_factory=dict)
    ending: Literal["complete", "silent", "stall", "reset", "endless", "drip", "cut"] = "complete"


Respond: TypeAlias = Callable[[Call], Reply | Awaitable[Reply]]


class Double:
    """Answers every request on its port with what `respond` gives; `delay` seconds later."""

    def __init__(self, respond: Respond, *, delay: float = 0.0) -> None:
        self.respond = respond
        self.delay = delay
        self.calls: list[Call] = []
        self.at_once = 0  # how many calls ran at the same time, at most
        self._running = 0
        self._closing = asyncio.Event()
        app = web.Application(client_max_size=64 << 20)
        app.router.add_route("*", "/{path:.*}", self._answer)
        self._runner = web.AppRunner(app, handler_cancellation=True, shutdown_timeout=0.05)

    async def __aenter__(self) -> Self:
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", 0)
        await site.start()
        self.port: int = self._runner.addresses[0][1]
        return self

    async def __aexit__(self, *_: object) -> None:
        self._closing.set()
        await self._runner.cleanup()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    async def _answer(self, request: web.Request) -> web.StreamResponse:
        call = Call(
            method=request.method,
            path=request.path,
            query=dict(request.query),
            headers={name.lower(): value for name, value in request.headers.items()},
            raw=await request.read(),
        )
        self.calls.append(call)
        self._running += 1
        self.at_once = max(self.at_once, self._running)
        try:
            await asyncio.sleep(self.delay)
            reply = self.respond(call)
            return await self._send(request, reply if isinstance(reply, Reply) else await reply)
        finally:
            self._running -= 1

    async def _send(self, request: web.Request, reply: Reply) -> web.StreamResponse:
        if reply.ending == "silent":
            await self._closing.wait()
        headers = {"Content-Type": reply.type, **reply.headers}
        if reply.ending == "cut":
            _reset(request)
        if reply.ending in {"complete", "cut"}:
            return web.Response(status=reply.status, body=reply.body, headers=headers)
        response = web.StreamResponse(status=reply.status, headers=headers)
        await response.prepare(request)
        await response.write(reply.body)
        if reply.ending == "stall":
            await self._closing.wait()
        if reply.ending == "reset":
            _reset(request)
        while reply.ending == "endless" and not self._closing.is_set():
            await response.write(PIECE)
        for _ in range(DROPS if reply.ending == "drip" else 0):
            await response.write(b" ")
            await asyncio.sleep(0.01)
        return response


def _reset(request: web.Request) -> None:
    transport = request.transport
    assert transport is not None
    plug: socket.socket = transport.get_extra_info("socket")
    plug.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    transport.abort()


@asynccontextmanager
async def deaf() -> AsyncIterator[str]:
    """Give an address where no connection is ever taken up: its queue is full."""
    with socket.socket() as ear, socket.socket() as one, socket.socket() as another:
        ear.bind(("127.0.0.1", 0))
        ear.listen(0)
        for caller in (one, another):
            caller.setblocking(False)
            caller.connect_ex(ear.getsockname())
        yield f"http://127.0.0.1:{ear.getsockname()[1]}"


@asynccontextmanager
async def nobody() -> AsyncIterator[str]:
    """Give an address where nobody listens."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        yield f"http://127.0.0.1:{taken.getsockname()[1]}"


class Trap:
    """A listener that nobody is to speak to: it keeps who came, and what they said."""

    def __init__(self) -> None:
        self.heard: list[bytes] = []

    async def __aenter__(self) -> Self:
        self._server = await asyncio.start_server(self._listen, "127.0.0.1", 0)
        self.port: int = self._server.sockets[0].getsockname()[1]
        return self

    async def __aexit__(self, *_: object) -> None:
        self._server.close()
        await self._server.wait_closed()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    async def _listen(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.heard.append(await reader.read(65_536))
        writer.close()
