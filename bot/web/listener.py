"""The listener that platforms reach Clerk by; the local workspace has one of its own."""

import socket
from collections.abc import Sequence

from aiohttp import web

from bot.web.guarding import add_headers, answer_refusals

MOST_BYTES = 2_000_000  # of one request: a press brings the whole card that it was made on
_STOP_SECONDS = 5.0


class Unbound(OSError):
    """An address cannot be listened on; `filename` names it."""


class Listener:
    """Serves what platforms give it to serve, on one address."""

    def __init__(self, routes: Sequence[web.RouteDef], *, host: str, port: int) -> None:
        self._routes = routes
        self._host = host
        self._wanted_port = port
        self._runner: web.AppRunner | None = None
        self.port = port

    @property
    def url(self) -> str:
        """The address as this machine names it."""
        host = f"[{self._host}]" if ":" in self._host else self._host
        return f"http://{host}:{self.port}"

    async def start(self) -> None:
        """Begin to listen; `port` is then the bound one. Raises Unbound when it is taken."""
        family = socket.AF_INET6 if ":" in self._host else socket.AF_INET
        try:
            listener = socket.create_server((self._host, self._wanted_port), family=family)
        except OSError as error:
            where = f"{self._host}:{self._wanted_port}"
            raise Unbound(error.errno, error.strerror, where) from None
        self.port = listener.getsockname()[1]
        app = web.Application(middlewares=[answer_refusals], client_max_size=MOST_BYTES)
        app.on_response_prepare.append(add_headers)
        app.add_routes(self._routes)
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=_STOP_SECONDS)
        await self._runner.setup()
        await web.SockSite(self._runner, listener).start()

    async def stop(self) -> None:
        """Stop listening, once the requests that are there have their answers."""
        if self._runner is not None:
            await self._runner.cleanup()
            self._runner = None
