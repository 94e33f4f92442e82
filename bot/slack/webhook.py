"""What Slack sends over HTTP: verified, taken apart, and handed to Bolt once."""

import asyncio
import json
from collections.abc import Callable, Sequence
from urllib.parse import parse_qsl
from weakref import WeakValueDictionary

from aiohttp import web
from slack_bolt.adapter.aiohttp import to_aiohttp_response
from slack_bolt.async_app import AsyncApp
from slack_bolt.request.async_request import AsyncBoltRequest

from bot.once import Once
from bot.slack.shapes import Json, sound
from bot.slack.signing import Forged, Signatures

PATH = "/slack/events"
READ_SECONDS = 10.0

_RETRIES = ("X-Slack-Retry-Num", "X-Slack-Retry-Reason")
_MOST_FIELDS = 100


class Malformed(Exception):
    """A body that is none of those that Slack sends."""


class Webhook:
    """The one address that Slack sends events, presses and commands to.

    `clock` gives seconds since 1970, as Slack's timestamps are.
    """

    def __init__(self, app: AsyncApp, signatures: Signatures, clock: Callable[[], float]) -> None:
        self._app = app
        self._signatures = signatures
        self._answered = Once(clock)
        self._turns = WeakValueDictionary[str, asyncio.Lock]()

    def routes(self) -> list[web.RouteDef]:
        """Give the route."""
        return [web.post(PATH, self.receive)]

    async def receive(self, request: web.Request) -> web.StreamResponse:
        """Take one request; the same one again, replayed, is answered and does nothing."""
        try:
            async with asyncio.timeout(READ_SECONDS):
                raw = await request.read()
            signature = self._signatures.check(request.headers, raw)
            body = body_of(raw, request.content_type)
        except TimeoutError:
            raise web.HTTPRequestTimeout from None
        except Forged:
            raise web.HTTPUnauthorized from None
        except Malformed:
            raise web.HTTPBadRequest from None
        # One at a time: the second waits until it is known whether the first did anything.
        async with self._turns.setdefault(signature, asyncio.Lock()):
            if signature in self._answered:
                return web.Response()
            answer = await self._hand_over(request, body)
            if answer.status == web.HTTPOk.status_code:
                self._answered.first(signature)
            return answer

    async def _hand_over(self, request: web.Request, body: object) -> web.Response:
        found = sound(body)
        if found is None:
            return web.Response()  # Slack signed it, and it is nothing of ours
        headers: dict[str, str | Sequence[str]] = {
            name: request.headers[name] for name in _RETRIES if name in request.headers
        }
        # Read already, and by this mode's name Bolt takes it so: it does not read it once more.
        said = AsyncBoltRequest(body=found, headers=headers, mode="socket_mode")
        return await to_aiohttp_response(await self._app.async_dispatch(said))


def body_of(raw: bytes, content_type: str) -> object:
    """Give what a request says: JSON, or a form, which may hold JSON as its `payload`.

    Raises Malformed.
    """
    try:
        text = raw.decode()
        if content_type == "application/json":
            return json.loads(text)
        if content_type == "application/x-www-form-urlencoded":
            return _of_form(text)
    except (ValueError, RecursionError):
        raise Malformed from None
    raise Malformed


def _of_form(text: str) -> object:
    fields: Json = dict(parse_qsl(text, keep_blank_values=True, max_num_fields=_MOST_FIELDS))
    return json.loads(fields["payload"]) if "payload" in fields else fields
