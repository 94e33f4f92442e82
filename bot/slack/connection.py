"""One connection of Socket Mode: Slack's own client, and what it really knows of itself."""

import asyncio
import time
from typing import Any

import aiohttp
from slack_bolt.adapter.socket_mode.async_internals import send_async_response
from slack_bolt.adapter.socket_mode.internals import build_headers
from slack_bolt.async_app import AsyncApp
from slack_bolt.request.async_request import AsyncBoltRequest
from slack_sdk.errors import SlackApiError
from slack_sdk.socket_mode.aiohttp import SocketModeClient
from slack_sdk.socket_mode.async_client import AsyncBaseSocketModeClient
from slack_sdk.socket_mode.request import SocketModeRequest
from slack_sdk.socket_mode.response import SocketModeResponse
from slack_sdk.web.async_client import AsyncWebClient

from bot.slack.clients import clients
from bot.slack.quiet import silent
from bot.slack.shapes import sound

PING_SECONDS = 10.0
CLOSE_SECONDS = 3.0
UNREACHED = "Slack cannot be reached"


class SlackConnection:
    """A connection that Slack's client holds, and renews when Slack asks for that.

    `hello` is set while Slack has greeted this socket, and not only the one before: only then do
    events come. `trouble` is Slack's word for why there is no connection, None where it said none.
    """

    def __init__(
        self, app: AsyncApp, token: str, api_url: str, *, ping_seconds: float = PING_SECONDS
    ) -> None:
        _, web = clients(token, api_url)
        self._app = app
        self._client = _Client(token, web, ping_seconds)
        self._client.message_listeners.append(self._hear)
        self._client.socket_mode_request_listeners.append(self._receive)
        self._connecting: asyncio.Task[None] | None = None
        self.hello = self._client.hello

    @property
    def trouble(self) -> str | None:
        return self._client.trouble

    def open(self) -> None:
        """Begin to connect; it is tried until it works, with pauses in between."""
        self._connecting = asyncio.create_task(self._client.connected_once())

    async def is_up(self) -> bool:
        """Tell whether Slack greeted, the socket is open, and its pings are answered."""
        return self.hello.is_set() and await self._client.is_connected()

    async def close(self) -> None:
        """End it, whatever state it is in."""
        if self._connecting is not None:
            self._connecting.cancel()
        try:
            async with asyncio.timeout(CLOSE_SECONDS):
                await self._client.end()
        except (TimeoutError, OSError, aiohttp.ClientError):
            return  # it is dead: there is nothing to take leave of

    async def _hear(
        self, _client: AsyncBaseSocketModeClient, message: dict[str, Any], _raw: str | None
    ) -> None:
        if message.get("type") == "hello":
            self.hello.set()

    async def _receive(self, client: AsyncBaseSocketModeClient, request: SocketModeRequest) -> None:
        """Hand an envelope over; it is acknowledged once that is answered with success."""
        found = sound(request.payload)
        if found is None:
            await client.send_socket_mode_response(SocketModeResponse(request.envelope_id))
            return
        said = AsyncBoltRequest(body=found, headers=build_headers(request), mode="socket_mode")
        answer = await self._app.async_dispatch(said)
        await send_async_response(client, request, answer, time.time())


class _Client(SocketModeClient):
    """Slack's client, which keeps why it is not let in, and leaves nothing open behind it."""

    def __init__(self, token: str, web: AsyncWebClient, ping_seconds: float) -> None:
        super().__init__(token, silent(), web, ping_interval=ping_seconds)
        self.proxy = None  # which the package takes from the environment
        self.hello = asyncio.Event()
        self.trouble: str | None = None

    async def connected_once(self) -> None:
        await self.connect()  # type: ignore[no-untyped-call]  # the package's

    async def end(self) -> None:
        try:
            await self.close()  # type: ignore[no-untyped-call]  # the package's
        finally:
            # The package does this after its farewell only, which a dead line may break off.
            for task in (
                self.message_processor,
                self.current_session_monitor,
                self.message_receiver,
            ):
                if task is not None:
                    task.cancel()
            await self.aiohttp_client_session.close()

    async def issue_new_wss_url(self) -> str:
        try:
            url = await super().issue_new_wss_url()
        except SlackApiError as error:
            self.trouble = str(error.response.get("error") or "unknown")
            raise
        except (OSError, aiohttp.ClientError, TimeoutError):
            self.trouble = UNREACHED
            raise
        self.trouble = None
        self.hello.clear()
        return url
