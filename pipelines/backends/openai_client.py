"""The client of OpenAI's SDK, opened so that nothing of the environment goes along."""

from collections.abc import Awaitable
from typing import Any

import openai

from pipelines.backends.answers import WireT, envelope
from pipelines.backends.connection import Connection, lost
from pipelines.backends.faults import failed, failed_inside

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


async def answered(call: Awaitable[Any], wire: type[WireT]) -> WireT:
    """Wait for the raw answer to a call, and take it apart. Raises BackendError."""
    try:
        raw = await call
    except openai.APIStatusError as error:
        raise failed(error.status_code, error.response.headers, error.body) from None
    except openai.APIConnectionError as error:
        raise lost(error.__cause__) from None
    answer = envelope(raw.content, wire)
    if answer.error:
        raise failed_inside(raw.headers, answer.error)
    return answer
