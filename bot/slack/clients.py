"""How Slack is called: two clients a workspace.

What is read may be asked for again. What is posted may not: Slack knows no key by which a second
call would be the first one, so only a call that Slack says it has not done is made again.
"""

import asyncio
import copy
import random
from collections.abc import Awaitable, Callable, Mapping

import aiohttp
from aiohttp import ClientSession
from slack_sdk.http_retry.async_handler import AsyncRetryHandler
from slack_sdk.http_retry.response import HttpResponse
from slack_sdk.http_retry.state import RetryState
from slack_sdk.web.async_client import AsyncWebClient

from bot.slack.quiet import silent
from bot.slack.session import LIMIT

LONGEST_WAIT = 60.0  # seconds that Clerk waits at a time when Slack asks it to
_TRIES = 3
_PAUSE = 0.5  # seconds before what was not answered is asked for again, twice as long each time

Sleep = Callable[[float], Awaitable[object]]
Clients = tuple[AsyncWebClient, AsyncWebClient]


def clients(
    token: str,
    api_url: str,
    session: ClientSession | None = None,
    *,
    sleep: Sleep = asyncio.sleep,
) -> Clients:
    """Give the reading and the posting client of a token.

    Without a `session` each call opens a connection of its own.
    """
    reading = [_Limited(sleep), _Unanswered(sleep)]
    return _client(token, api_url, session, reading), _client(
        token, api_url, session, [_Limited(sleep)]
    )


def hasty(client: AsyncWebClient) -> AsyncWebClient:
    """Give a client that asks once: nobody waits for how far a reading is."""
    once = copy.copy(client)
    once.retry_handlers = []
    return once


def _client(
    token: str, api_url: str, session: ClientSession | None, handlers: list[AsyncRetryHandler]
) -> AsyncWebClient:
    client = AsyncWebClient(
        token,
        base_url=api_url,
        timeout=int(LIMIT.total or 0),
        session=session,
        logger=silent(),
        retry_handlers=handlers,
    )
    client.proxy = None  # which the SDK takes from the environment
    return client


def retry_after(headers: Mapping[str, str | list[str]]) -> float:
    """Read how many seconds Slack asks to wait; 1 where it does not say so readably."""
    said = next((value for name, value in headers.items() if name.lower() == "retry-after"), "")
    text = said[0] if isinstance(said, list) else said
    return float(text) if text.isascii() and text.isdigit() else 1.0


class _Limited(AsyncRetryHandler):
    """Tries again what Slack turned away as too much, when Slack says so; not if that is long."""

    def __init__(self, sleep: Sleep) -> None:
        super().__init__(max_retry_count=_TRIES)
        self._sleep = sleep

    async def _can_retry_async(self, *, response: HttpResponse | None = None, **_: object) -> bool:
        if response is None or response.status_code != 429:
            return False
        return retry_after(response.headers) <= LONGEST_WAIT

    async def prepare_for_next_attempt_async(
        self, *, state: RetryState, response: HttpResponse | None = None, **_: object
    ) -> None:
        state.next_attempt_requested = True
        wait = 1.0 if response is None else retry_after(response.headers)
        # A little apart from the others who were turned away at the same moment.
        await self._sleep(wait + random.random() * min(1.0, wait))  # noqa: S311 - no secret
        state.increment_current_attempt()


class _Unanswered(AsyncRetryHandler):
    """Tries again what Slack did not answer, or failed at."""

    def __init__(self, sleep: Sleep) -> None:
        super().__init__(max_retry_count=_TRIES)
        self._sleep = sleep

    async def _can_retry_async(
        self, *, response: HttpResponse | None = None, error: Exception | None = None, **_: object
    ) -> bool:
        if response is not None:
            return response.status_code >= 500
        return isinstance(error, aiohttp.ClientConnectionError)

    async def prepare_for_next_attempt_async(self, *, state: RetryState, **_: object) -> None:
        state.next_attempt_requested = True
        await self._sleep(_PAUSE * 2**state.current_attempt)
        state.increment_current_attempt()
