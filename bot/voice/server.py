"""The listener of voice rooms: their page, the way in, their sockets."""

import os
import socket
from dataclasses import dataclass

from aiohttp import web
from aiohttp.typedefs import Handler

from bot.player.pages import Assets
from bot.voice.entrance import PATH, ROOM, Entrance, no_entry
from bot.voice.rooms import Rooms
from bot.voice.sockets import Sockets

_STOP_SECONDS = 5.0
_MOST_BYTES = 10_000  # of a request
_HEADERS = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": "default-src 'none'; base-uri 'none'; frame-ancestors 'none'",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), display-capture=(), geolocation=()",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
}


@dataclass(frozen=True, slots=True)
class Served:
    """What is served."""

    assets: Assets
    entrance: Entrance
    sockets: Sockets
    rooms: Rooms


class VoiceServer:
    """Serves voice rooms on one address."""

    def __init__(self, served: Served, *, host: str, port: int) -> None:
        self._served = served
        self._host = host
        self._wanted_port = port
        self._runner: web.AppRunner | None = None
        self.port = port

    @property
    def url(self) -> str:
        """The address as this machine names it."""
        return f"http://127.0.0.1:{self.port}"

    async def start(self) -> None:
        """Begin to listen; `port` is then the bound one.

        Raises OSError, which names the address, when it is taken.
        """
        family = socket.AF_INET6 if ":" in self._host else socket.AF_INET
        try:
            listener = socket.create_server((self._host, self._wanted_port), family=family)
        except OSError as error:
            where = f"{self._host}:{self._wanted_port}"
            raise OSError(error.errno, os.strerror(error.errno or 0), where) from None
        self.port = listener.getsockname()[1]
        names = ("127.0.0.1", "localhost", "[::1]")
        self._served.entrance.serves([f"{name}:{self.port}" for name in names])
        self._served.sockets.start()
        app = web.Application(middlewares=[self._check], client_max_size=_MOST_BYTES)
        app.on_response_prepare.append(_add_headers)
        app.add_routes(self._routes())
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=_STOP_SECONDS)
        await self._runner.setup()
        await web.SockSite(self._runner, listener).start()

    async def stop(self) -> None:
        """Leave rooms as they are, and have their people come again."""
        await self._served.rooms.stop()
        await self._served.sockets.stop()
        if self._runner is not None:
            await self._runner.cleanup()
            self._runner = None

    def _routes(self) -> list[web.RouteDef]:
        assets = self._served.assets
        return [
            web.get("/healthz", self._tell),
            web.get(f"{PATH}/page/{{name:.+}}", assets.serve),
            web.get(f"{PATH}/{ROOM}", assets.page),
            *self._served.entrance.routes(),
        ]

    async def _tell(self, _request: web.Request) -> web.Response:
        told = {"ok": True, "rooms": len(self._served.rooms), "sockets": len(self._served.sockets)}
        return web.json_response(told)

    @web.middleware
    async def _check(self, request: web.Request, handler: Handler) -> web.StreamResponse:
        if not self._served.entrance.is_ours(request) or "Content-Encoding" in request.headers:
            return no_entry()
        try:
            return await handler(request)
        except web.HTTPException as error:
            return web.Response(status=error.status, text=error.reason)


async def _add_headers(_request: web.Request, response: web.StreamResponse) -> None:
    """Put the security headers on every response; one that set its own keeps it."""
    response.headers["Server"] = "Clerk"
    for name, value in _HEADERS.items():
        response.headers.setdefault(name, value)
