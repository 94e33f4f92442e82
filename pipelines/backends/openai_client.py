"""The client of OpenAI's SDK, opened so that nothing of the environment goes along."""

from collections.abc import Awaitable, Mapping
from importlib import import_module
from typing import Any, TypeVar, cast

import openai
from openai.resources.live.live import AsyncLiveConnectionManager
from openai.resources.realtime.realtime import AsyncRealtimeConnectionManager
from openai.types.websocket_connection_options import WebSocketConnectionOptions

from pipelines.backends.answers import WireT, envelope
from pipelines.backends.connection import Connection, lost
from pipelines.backends.faults import failed, failed_inside

Raw = TypeVar("Raw")
ADDRESS = "https://api.openai.com/v1"
_NO_KEY = "none"  # the SDK wants one; it is not sent


def opened(address: str, key: str | None) -> openai.AsyncOpenAI:
    """Open a client that asks at one address; without a key none is sent. Blocks."""
    connection = Connection(address)
    # Everything it would otherwise look for in the environment is said here.
    client = openai.AsyncOpenAI(
        api_key=key or _NO_KEY,
        admin_api_key="",
        organization="",
        project="",
        webhook_secret="",
        base_url=address,
        max_retries=0,
        http_client=connection.client(),
    )
    connection.carry(client.auth_headers if key else {})
    # Looked up now: it reads files and imports modules the first time.
    _ = client.default_headers
    return client


class Voices:
    """A client for WebSockets at one address; `secrets` is what goes along with each. Blocks."""

    def __init__(self, address: str, key: str | None) -> None:
        self.address = address
        self._client = opened(address, key)
        self.secrets: Mapping[str, str] = self._client.auth_headers if key else {}
        # Looked up now: these import modules the first time, the last one at each connection.
        self._realtime, self._live = self._client.realtime, self._client.live
        import_module("openai.lib._websocket")

    # The SDK can reconnect: to a session that was told nothing, and with old sound. It is not
    # asked to.
    def realtime(self, model: str, options: Mapping[str, object]) -> AsyncRealtimeConnectionManager:
        """Give what opens a WebSocket to Realtime."""
        native = cast("WebSocketConnectionOptions", options)
        return self._realtime.connect(model=model, websocket_connection_options=native)

    def live(self, options: Mapping[str, object]) -> AsyncLiveConnectionManager:
        """Give what opens a WebSocket to Live."""
        native = cast("WebSocketConnectionOptions", options)
        return self._live.connect(websocket_connection_options=native)

    async def close(self) -> None:
        """Let go of the client."""
        await self._client.close()


async def received(call: Awaitable[Raw]) -> Raw:
    """Wait for the raw answer to a call. Raises BackendError."""
    try:
        return await call
    except openai.APIStatusError as error:
        raise failed(error.status_code, error.response.headers, error.body) from None
    except openai.APIConnectionError as error:
        raise lost(error.__cause__) from None


async def answered(call: Awaitable[Any], wire: type[WireT]) -> WireT:
    """Wait for the raw answer to a call, and take it apart. Raises BackendError."""
    raw = await received(call)
    answer = envelope(raw.content, wire)
    if answer.error:
        raise failed_inside(raw.headers, answer.error)
    return answer
