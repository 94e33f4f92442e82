"""What botframework's client of the connector sends over: our connections, our tokens."""

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

import aiohttp
from botframework.connector.aio import ConnectorClient
from botframework.connector.aio.operations_async import ConversationsOperations
from msrest import Serializer
from msrest.pipeline import Request, Response
from msrest.pipeline.async_abc import AsyncHTTPSender, AsyncPipeline
from yarl import URL

from bot.release import VERSION
from bot.teams.credentials import Tokens
from bot.teams.shapes import sub, text
from bot.teams.waits import wait_in

_CODE = re.compile(r"[A-Za-z0-9_.]{1,80}")
_UNPROVED = 401
_MOST_BYTES = 8_000_000


class Failed(Exception):
    """The connector did not do it; `status` 0: nothing came back.

    `code` is Microsoft's word for why, `after` the seconds that it asks to wait, None: it does not.
    No word of an answer goes further than that: it may hold what was said.
    """

    def __init__(self, status: int, code: str, after: float | None = None) -> None:
        super().__init__(f"{status} {code}".strip())
        self.status = status
        self.code = code
        self.after = after


@dataclass(slots=True)
class Answered:
    """What came back, as msrest looks at it: `internal_response` is the JSON that it brought.

    It puts `context` there itself.
    """

    status_code: int
    internal_response: object
    headers: Mapping[str, str] = field(default_factory=dict)
    context: object = None


class Sender(AsyncHTTPSender):  # type: ignore[type-arg]  # msrest's types are for its own requests
    """Sends for msrest in the loop: its own way is a thread for each request, and no end to it."""

    def __init__(
        self, http: Callable[[], aiohttp.ClientSession], tokens: Tokens, scope: str
    ) -> None:
        self._http = http
        self._tokens = tokens
        self._scope = scope

    async def __aexit__(self, *exc_details: object) -> None:
        """Leave the session open: it is not this one's."""

    async def send(self, request: Request[Any], **_config: object) -> Response[Any, Any]:
        """Send a request; what is not an answer that says yes raises Failed."""
        asked = request.http_request
        token = await self._tokens.header(self._scope)
        try:
            answered = await self._asked(asked, token)
        except Failed as failed:
            if failed.status != _UNPROVED or not self._tokens.renounce(self._scope, token):
                raise
            answered = await self._asked(asked, await self._tokens.header(self._scope))
        return Response(request, answered)

    async def _asked(self, asked: Any, token: Mapping[str, str]) -> Answered:  # noqa: ANN401 - msrest's
        headers = {**asked.headers, "User-Agent": f"Clerk/{VERSION}", **token}
        url = URL(asked.url, encoded=True)
        try:
            sending = self._http().request(
                asked.method, url, data=asked.data, headers=headers, allow_redirects=False
            )
            async with sending as response:
                found = _read(await _whole(response))
        except (aiohttp.ClientError, TimeoutError, OSError) as error:
            raise Failed(0, type(error).__name__) from None
        if response.status >= 300:
            raise Failed(response.status, _code_in(found), wait_in(response.headers))
        # Of those that say yes, botframework knows one or two for each call.
        return Answered(200, found)


class Client(ConnectorClient):  # type: ignore[misc]  # botframework annotates nothing
    """A client of the connector at an address.

    msrest's own policies would log what is sent, and take a token in the loop.
    """

    def __init__(self, service_url: str, sender: Sender) -> None:
        super().__init__(
            object(), base_url=service_url, pipeline_type=lambda _: AsyncPipeline([], sender)
        )
        self.conversations = ConversationsOperations(self._client, self.config, _AsItIs(), _unread)


class _AsItIs(Serializer):
    """Sends what it is given: botbuilder's models lose what they do not know, as in a mention."""

    def __init__(self) -> None:
        super().__init__()  # type: ignore[no-untyped-call]  # msrest annotates not all

    def body(self, data: object, data_type: str, **_more: object) -> object:  # noqa: ARG002
        return data


def _unread(*_: object) -> None:
    """Make nothing of an answer: its JSON is looked into without believing it."""


async def _whole(response: aiohttp.ClientResponse) -> bytes:
    """Give the whole of an answer, unless that is more than anything Clerk asks for."""
    found = bytearray()
    async for piece in response.content.iter_chunked(1 << 16):
        found += piece
        if len(found) > _MOST_BYTES:
            raise Failed(0, "TooLarge")
    return bytes(found)


def _read(raw: bytes) -> object:
    """Give what came as JSON; None where it is none."""
    try:
        return json.loads(raw) if raw else None
    except (ValueError, RecursionError):
        return None


def _code_in(found: object) -> str:
    given = found if isinstance(found, dict) else {}
    code = text(sub(given, "error"), "code")
    return code if _CODE.fullmatch(code) else ""
