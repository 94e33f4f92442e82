"""Socket Mode as Slack documents it: hello, envelopes, acknowledgements, disconnect."""

import asyncio
import json
from collections.abc import Callable
from typing import Any

from aiohttp import WSMsgType, web

from tests.doubles.slack.state import APP, Json, World

PATIENCE = 10.0  # seconds that a test waits for an acknowledgement at most


class Sockets:
    """The open connections; an envelope goes to one of them in turn, as Slack's do."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._open: list[web.WebSocketResponse] = []
        self._wires: dict[web.WebSocketResponse, asyncio.Transport] = {}
        self._acks: dict[str, asyncio.Future[Json]] = {}
        self._turn = 0
        self._changed = asyncio.Condition()
        self.refuses = 0  # how many connections to turn away
        self.greets = True
        self.hears = True  # else a connection is as good as cut, and nobody is told so

    @property
    def count(self) -> int:
        return len(self._open)

    async def connected(self, count: int = 1) -> None:
        """Wait until there are `count` connections."""
        async with asyncio.timeout(PATIENCE), self._changed:
            await self._changed.wait_for(lambda: len(self._open) == count)

    async def serve(self, request: web.Request) -> web.StreamResponse:
        """Hold one connection."""
        ticket = request.query.get("ticket", "")
        if self.refuses or self._world.codes.pop(ticket, None) is None:
            self.refuses -= 1 if self.refuses else 0
            return web.Response(status=408)
        socket = web.WebSocketResponse()
        await socket.prepare(request)
        if self.greets:
            await socket.send_json(self._greeting())
        assert request.transport is not None
        self._wires[socket] = request.transport
        await self._change(lambda: self._open.append(socket))
        try:
            while not self.hears and request.transport is not None:  # noqa: ASYNC110
                await asyncio.sleep(0.01)
            async for said in socket:
                if said.type is WSMsgType.TEXT:
                    self._hear(said.data)
        finally:
            del self._wires[socket]
            await self._change(lambda: self._open.remove(socket))
        return socket

    def _greeting(self) -> Json:
        return {
            "type": "hello",
            "num_connections": len(self._open) + 1,
            "connection_info": {"app_id": APP},
            "debug_info": {"host": "applink-sample", "approximate_connection_time": 18_060},
        }

    async def send(self, type_: str, payload: Json, **more: Any) -> Json | None:
        """Send an envelope to the next connection and give its acknowledgement's payload.

        None: nobody acknowledged it, as the connection went down or nobody is there.
        """
        if not self._open:
            return None
        self._turn += 1
        return await self._send_to(self._open[self._turn % len(self._open)], type_, payload, more)

    async def send_to_all(self, type_: str, payload: Json) -> list[Json | None]:
        """Send the same to every connection, as a careless Slack would."""
        sent = [self._send_to(socket, type_, payload, {}) for socket in self._open]
        return list(await asyncio.gather(*sent))

    async def disconnect(
        self, reason: str = "refresh_requested", *, abruptly: bool = False
    ) -> None:
        """End every connection: with a word about it, or abruptly."""
        for socket in tuple(self._open):
            if abruptly:
                self._wires[socket].abort()
                continue
            await socket.send_json(
                {"type": "disconnect", "reason": reason, "debug_info": {"host": "sample"}}
            )

    async def close(self) -> None:
        await asyncio.gather(*(socket.close() for socket in tuple(self._open)))

    async def _send_to(
        self, socket: web.WebSocketResponse, type_: str, payload: Json, more: Json
    ) -> Json | None:
        envelope = f"envelope-{self._world.number()}"
        acknowledged = self._acks[envelope] = asyncio.get_running_loop().create_future()
        said = {
            "envelope_id": envelope,
            "type": type_,
            "payload": payload,
            "accepts_response_payload": type_ != "events_api",
            **more,
        }
        try:
            await socket.send_json(said)
            return await asyncio.wait_for(acknowledged, PATIENCE)
        except (TimeoutError, ConnectionError):
            return None
        finally:
            del self._acks[envelope]

    def _hear(self, text: str) -> None:
        said = json.loads(text)
        waiting = self._acks.get(said.get("envelope_id", ""))
        if waiting is not None and not waiting.done():
            waiting.set_result(said.get("payload") or {})

    async def _change(self, change: Callable[[], object]) -> None:
        async with self._changed:
            change()
            self._changed.notify_all()
