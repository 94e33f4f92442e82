"""Bytes of people's files: from hosts that keep them and no others, in bounded time."""

import asyncio
import random
import re
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Collection, Iterator, Mapping
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass

import aiohttp
from aiohttp import ClientResponse, ClientSession
from yarl import URL

from bot.teams.clouds import is_among
from bot.teams.waits import wait_in
from handlers.chat import ChatRefused, ChatUnavailable, FileGone
from handlers.lacks import FileElsewhere, FileWithheld

PIECE = 1 << 16
LONGEST_WAIT = 60.0  # seconds that Clerk waits at a time when it is asked to
TRIES = 4

_SLOWEST = 1_000_000  # bytes a second, of a large file
_HOPS = 5
_STRANGE = re.compile(r"[^!-~]|\\")
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
# Packed, a small answer could be a large file.
_AS_IT_IS = {"Accept-Encoding": "identity"}
_NOTHING: Mapping[str, str] = {}

Http = Callable[[], ClientSession]


class Unproved(FileWithheld):
    """What proves who Clerk is was not taken."""


@dataclass(frozen=True, slots=True)
class Pace:
    """How long is waited at most, in seconds, how that is done, and how time is told.

    However slowly it drips, a download ends after `total`, or what a large file takes: a job that
    waits for it holds a place.
    """

    connect: float = 10
    read: float = 30
    total: float = 900
    sleep: Callable[[float], Awaitable[object]] = asyncio.sleep
    now: Callable[[], float] = time.monotonic
    jitter: Callable[[], float] = random.random

    def pause(self, tried: int, headers: Mapping[str, str]) -> float | None:
        """Give for how long to wait after so many tries: at least what an answer asks for.

        None: it is over, or that would be too long; whoever asked tries again much later.
        """
        asked = wait_in(headers) or 0.0
        if tried >= TRIES or asked > LONGEST_WAIT:
            return None
        apart = 2.0 ** (tried - 1)
        return max(asked, apart) + apart * self.jitter()


class Downloads:
    """Streams from `hosts`, and from where those send the caller, if that is among them.

    What was given as headers goes to the first of them alone.
    """

    def __init__(self, http: Http, hosts: Collection[str], pace: Pace | None = None) -> None:
        self._http = http
        self._hosts = tuple(hosts)
        self.pace = pace or Pace()

    async def stream(
        self, address: str, headers: Mapping[str, str] = _NOTHING, hosts: Collection[str] = ()
    ) -> AsyncIterator[bytes]:
        """Stream what is under an address, at one of `hosts` (none: at those of files).

        Raises FileGone, ChatUnavailable, ChatRefused; FileGone before the first byte only.
        """
        url = target(address, hosts or self._hosts)
        with told("download"):
            async with self._opened(url, headers) as response:
                _check(response)
                async for piece in self.pieces(response):
                    yield piece

    async def pieces(self, response: ClientResponse) -> AsyncIterator[bytes]:
        """Give the bytes of an answer. Raises ChatUnavailable where it takes too long."""
        size = response.content_length or 0
        until = self.pace.now() + max(self.pace.total, size / _SLOWEST)
        async for piece in response.content.iter_chunked(PIECE):
            if self.pace.now() > until:
                raise ChatUnavailable("download: Timeout")
            yield piece

    @asynccontextmanager
    async def get(self, url: URL, headers: Mapping[str, str]) -> AsyncIterator[ClientResponse]:
        """Ask once, following nobody."""
        pace = self.pace
        limit = aiohttp.ClientTimeout(total=None, sock_connect=pace.connect, sock_read=pace.read)
        sent = {**_AS_IT_IS, **headers}
        async with self._http().get(
            url, headers=sent, timeout=limit, allow_redirects=False
        ) as response:
            yield response

    @asynccontextmanager
    async def _opened(self, url: URL, headers: Mapping[str, str]) -> AsyncIterator[ClientResponse]:
        """Ask, where one is sent to, and once more where that is too much just now."""
        tried = hops = 0
        while True:
            async with self.get(url, headers) as response:
                if response.status in _REDIRECTS and hops < _HOPS:
                    url, headers, hops = onward(response, self._hosts), _NOTHING, hops + 1
                    continue
                tried += 1
                wait = self.pace.pause(tried, response.headers)
                if response.status != 429 or wait is None:
                    yield response
                    return
            await self.pace.sleep(wait)


def target(address: str, hosts: Collection[str]) -> URL:
    """Give an address as it is called, if it leads to one of some hosts. Raises FileElsewhere."""
    if _STRANGE.search(address) or not is_among(address, hosts):
        raise FileElsewhere("download: not a host of files")
    return URL(address, encoded=True)


def onward(response: ClientResponse, hosts: Collection[str]) -> URL:
    """Give where an answer sends the caller. Raises FileElsewhere for no host of files."""
    location = response.headers.get("Location", "")
    if not location or _STRANGE.search(location):
        raise FileElsewhere("download: redirected")
    try:
        return target(str(response.url.join(URL(location, encoded=True))), hosts)
    except ValueError:
        raise FileElsewhere("download: redirected") from None


@contextmanager
def told(call: str) -> Iterator[None]:
    """Name what broke on the way, and no address: that of a download is a key to the file."""
    try:
        yield
    except (aiohttp.ClientError, TimeoutError, OSError) as error:
        raise ChatUnavailable(f"{call}: {type(error).__name__}") from None


def _check(response: ClientResponse) -> None:
    """Refuse what is not the file: who may not have it is shown a page, some with status 200."""
    status = response.status
    if status in {404, 410}:
        raise FileGone(f"download: status {status}")
    if status == 401:
        raise Unproved(f"download: status {status}")
    if status == 403 or status in _REDIRECTS:
        raise FileWithheld(f"download: status {status}")
    if status == 429 or status >= 500:
        raise ChatUnavailable(f"download: status {status}")
    if status != 200:
        raise ChatRefused(f"download: status {status}")
    is_page = response.content_type == "text/html"
    if is_page and "attachment" not in response.headers.get("Content-Disposition", ""):
        raise FileWithheld("download: a page to sign in")
