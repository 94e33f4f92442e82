"""What Teams sends over HTTP: let in or not, told once to whoever hears it, answered by us."""

import asyncio
import json
import logging
import time
from collections.abc import Callable

from aiohttp import web

from bot.addresses import is_loopback
from bot.teams.adapter import Adapter, Hear, Malformed
from bot.teams.clouds import Cloud
from bot.teams.guard import Denied, Guard, Proof, belongs
from bot.teams.shapes import Json
from handlers.ports import QueueUnavailable

# The second is where the Playground looks for a bot, and what samples register.
PATHS = ("/teams/messages", "/api/messages")
READ_SECONDS = 10.0
_JSON = "application/json"
_ANYBODYS = frozenset({401, 503})  # whoever calls can bring these about
_SELDOM = 60.0  # seconds

_log = logging.getLogger(__name__)


class Gateway:
    """The one address that Teams sends everything to."""

    def __init__(
        self,
        door: "Signed | Playground",
        adapter: Adapter,
        hear: Hear,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._door = door
        self._adapter = adapter
        self._hear = hear
        self._clock = clock
        self._told = float("-inf")

    def routes(self) -> list[web.RouteDef]:
        """Give the routes."""
        return [web.post(path, self.receive) for path in PATHS]

    async def receive(self, request: web.Request) -> web.Response:
        """Take one request: 401 and 403 are for those whom nothing is done for."""
        try:
            proof = await self._door.look(request)
            activity = await _read(request)
            self._door.let_in(proof, activity)
            answer = await self._adapter.turn(activity, proof.claims, self._hear)
        except Denied as denied:
            self._tell(denied)
            return web.Response(status=denied.status)
        except Malformed:
            raise web.HTTPBadRequest from None
        except QueueUnavailable:
            raise web.HTTPServiceUnavailable from None
        if answer is None:
            return web.Response()
        if answer.body is None:
            return web.Response(status=answer.status)
        return web.json_response(answer.body, status=answer.status)

    def _tell(self, denied: Denied) -> None:
        """Tell the operator who was not let in; seldom of what anybody can bring about."""
        level, now = logging.WARNING, self._clock()
        if denied.status in _ANYBODYS:
            level = logging.INFO if now - self._told < _SELDOM else level
            self._told = now if level == logging.WARNING else self._told
        _log.log(level, "Teams: a request was not let in (%s: %s)", denied.status, denied)


class Signed:
    """Lets in what Microsoft signed for this app."""

    def __init__(self, guard: Guard) -> None:
        self._guard = guard

    async def look(self, request: web.Request) -> Proof:
        """Give what Microsoft signed; of whom it did not, nothing is read. Raises Denied."""
        return await self._guard.check(request.headers.getall("Authorization", []))

    def let_in(self, proof: Proof, activity: Json) -> None:
        """Turn away what was signed for something else. Raises Denied."""
        self._guard.bind(proof, activity)


class Playground:
    """Lets in whoever is on this machine: Microsoft's Playground signs nothing.

    A page in a browser of this machine can send requests here, and its name may even resolve to
    127.0.0.1; the Host that the browser sends it cannot choose, nor send JSON without asking first.
    """

    def __init__(self, cloud: Cloud, tenants: tuple[str, ...]) -> None:
        self._cloud = cloud
        self._tenants = tenants

    async def look(self, request: web.Request) -> Proof:
        """Turn away what names another host than this machine. Raises Denied."""
        if not is_loopback(request.url.host or "") or "Origin" in request.headers:
            raise Denied(403, "another host")
        return Proof({})

    def let_in(self, _proof: Proof, activity: Json) -> None:
        """Turn away what is of another channel, service or tenant. Raises Denied."""
        belongs(activity, self._cloud, self._tenants)


async def _read(request: web.Request) -> Json:
    """Give the activity that a request brings. Raises Malformed."""
    if request.content_type != _JSON:
        raise web.HTTPUnsupportedMediaType
    try:
        async with asyncio.timeout(READ_SECONDS):
            found = json.loads(await request.read())
    except TimeoutError:
        raise web.HTTPRequestTimeout from None
    except (ValueError, RecursionError):
        raise Malformed from None
    if not isinstance(found, dict):
        raise Malformed
    return found
