"""Microsoft Graph, asked as the app: with its own token, and again where Graph has no time."""

import json
import re
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from typing import Any, Protocol

from aiohttp import ClientResponse
from yarl import URL

from bot.teams.clouds import Cloud
from bot.teams.connector import TeamsRefused
from bot.teams.downloads import Downloads, onward, told
from bot.teams.graph import NotConsented
from bot.teams.shapes import Json, sub, text
from bot.teams.waits import passes
from handlers.chat import ChatUnavailable, FileGone

_CALL = "graph"
_VERSION = "/v1.0"
_MOST_BYTES = 8_000_000
_CODE = re.compile(r"[A-Za-z0-9_.]{1,80}")
_GONE = frozenset({404, 410})
_REDIRECTS = frozenset({301, 302, 303, 307, 308})


class Proving(Protocol):
    """Gives the header that proves who Clerk is, by the scope of a token."""

    async def header(self, scope: str) -> Mapping[str, str]:
        """Give it. Raises ChatUnavailable, TeamsRefused."""
        ...

    def renounce(self, scope: str, header: Mapping[str, str]) -> bool:
        """Give one up that was not taken; tells whether there is another one to try with."""
        ...


class EntraGraph:
    """The Graph port. The app is of the tenant `own`, and in no other one.

    Its token goes to Graph alone: where that sends the caller on to a file, it goes without.
    """

    def __init__(self, cloud: Cloud, own: str, proving: Proving, downloads: Downloads) -> None:
        self._cloud = cloud
        self._own = own
        self._proving = proving
        self._downloads = downloads

    async def get(self, tenant: str, path: str, permission: str) -> Json:
        """Ask for an object; whatever else comes is nothing."""
        with told(_CALL):
            async with self._answered(tenant, path, permission) as response:
                if response.status in _REDIRECTS:
                    raise TeamsRefused(_CALL, response.status, "")
                return _object(await self._whole(response))

    async def stream(self, tenant: str, path: str, permission: str) -> AsyncIterator[bytes]:
        """Stream the content under a path, from where Graph says that it lies."""
        with told(_CALL):
            async with self._answered(tenant, path, permission) as response:
                if response.status not in _REDIRECTS:
                    async for piece in self._downloads.pieces(response):
                        yield piece
                    return
                lies = onward(response, self._cloud.files)
        async for piece in self._downloads.stream(str(lies)):
            yield piece

    @asynccontextmanager
    async def _answered(
        self, tenant: str, path: str, permission: str
    ) -> AsyncIterator[ClientResponse]:
        """Ask until there is an answer other than that it must wait."""
        if tenant != self._own:
            raise NotConsented(_CALL, permission)
        graph = self._cloud.graph.removesuffix(_VERSION)
        url = URL(f"{graph}{_VERSION}{path}", encoded=True)
        pace, tried, renounced = self._downloads.pace, 0, False
        while True:
            headers = await self._proving.header(self._cloud.graph_scope)
            async with self._downloads.get(url, headers) as response:
                if response.status == 401 and not renounced:
                    renounced = True
                    if self._proving.renounce(self._cloud.graph_scope, headers):
                        continue
                tried += 1
                wait = pace.pause(tried, response.headers)
                if not passes(response.status) or wait is None:
                    await self._check(response, permission)
                    yield response
                    return
            await pace.sleep(wait)

    async def _check(self, response: ClientResponse, permission: str) -> None:
        """Raise what an answer that says no means. No word of it goes further than its code."""
        status = response.status
        if status < 400:
            return
        if passes(status):
            raise ChatUnavailable(f"{_CALL}: {status}")
        if status in _GONE:
            raise FileGone(f"{_CALL}: {status}")
        if status == 403:
            raise NotConsented(_CALL, permission)
        code = text(sub(_object(await self._whole(response)), "error"), "code")
        raise TeamsRefused(_CALL, status, code if _CODE.fullmatch(code) else "")

    async def _whole(self, response: ClientResponse) -> bytes:
        """Give the whole of an answer, unless that is more than anything Clerk asks for."""
        found = bytearray()
        async for piece in self._downloads.pieces(response):
            found += piece
            if len(found) > _MOST_BYTES:
                raise TeamsRefused(_CALL, response.status, "too_large")
        return bytes(found)


def _object(raw: bytes) -> Json:
    """Give what came as an object of JSON; nothing where it is none."""
    try:
        found: Any = json.loads(raw) if raw else {}
    except (ValueError, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}
