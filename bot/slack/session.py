"""What every call to Slack goes over, and which hosts a token or a file may go to."""

from collections.abc import Mapping
from typing import Self

import aiohttp
from aiohttp import ClientHandlerType, ClientRequest, ClientResponse, ClientSession, ClientTimeout
from yarl import URL

LIMIT = ClientTimeout(total=30, sock_connect=10)  # seconds
# Where files are, by the host of the Web API; elsewhere both are on one server.
FILE_HOSTS: Mapping[str, str] = {
    "slack.com": "files.slack.com",
    "slack-gov.com": "files.slack-gov.com",
}


class Redirected(aiohttp.ClientError):
    """Slack sends the caller elsewhere: no answer of its own, and not followed."""


class SlackSession:
    """Opened when it is first needed, in the loop that needs it; closed by who made it.

    `async with` closes it at the end, and so does `close`.
    """

    def __init__(self, api_url: str, *, limit: ClientTimeout = LIMIT) -> None:
        self._limit = limit
        self._api = URL(api_url)
        self._http: ClientSession | None = None

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.close()

    @property
    def http(self) -> ClientSession:
        """Give the session; it follows no redirect and knows no proxy."""
        if self._http is None:
            self._http = ClientSession(timeout=self._limit, trust_env=False, middlewares=(_stay,))
        return self._http

    async def close(self) -> None:
        """Close what was opened."""
        if self._http is not None:
            await self._http.close()
            self._http = None

    def keeps(self, address: str) -> URL | None:
        """Give an address as it is called, if files of this Slack are kept there; else None.

        Only there may a token or a file go: what names another server came from a stranger.
        """
        try:
            url = URL(address)
            host, port = url.host, url.port
        except ValueError:
            return None
        wanted = FILE_HOSTS.get(self._api.host or "")
        origin = (self._api.scheme, self._api.host, self._api.port)
        if wanted is not None:
            origin = ("https", wanted, 443)
        is_ours = (url.scheme, host, port) == origin and url.user is None and url.password is None
        return url if is_ours else None


async def _stay(request: ClientRequest, handler: ClientHandlerType) -> ClientResponse:
    response = await handler(request)
    if 300 <= response.status < 400:
        response.close()
        raise Redirected(f"status {response.status}")
    return response
