"""Files put where somebody allowed it: into upload sessions, on hosts of files and no others."""

from io import BytesIO

import aiohttp
from aiohttp import ClientSession
from yarl import URL

from bot.teams.downloads import Http, Pace, target, told
from handlers.chat import ChatRefused, ChatUnavailable

PART = 32 * 320 * 1024  # bytes at a time; OneDrive takes multiples of 320 KiB
_TAKEN = frozenset({200, 201, 202})
_LATER = frozenset({408, 423, 429, 500, 502, 503, 504, 507, 509})
_HAD = 416  # these bytes are there
_SLOWEST = 50_000  # bytes a second


class Uploads:
    """Puts files to `hosts`, piece after piece; no token goes there, for the address is the key."""

    def __init__(self, http: Http, hosts: tuple[str, ...], pace: Pace | None = None) -> None:
        self._http = http
        self._hosts = hosts
        self._pace = pace or Pace()

    async def put(self, address: str, content: bytes) -> None:
        """Put a file. Raises ChatUnavailable, and ChatRefused where that would never help."""
        if not content:
            raise ChatRefused("upload: empty")
        url = target(address, self._hosts)
        with told("upload"):
            for start in range(0, len(content), PART):
                part = content[start : start + PART]
                last = start + len(part) - 1
                await self._part(url, part, f"bytes {start}-{last}/{len(content)}")

    async def _part(self, url: URL, part: bytes, stretch: str) -> None:
        tried = 0
        while True:
            answer = await self._sent(self._http(), url, part, stretch)
            status = answer.status
            # What was asked for again may have arrived the first time.
            if status in _TAKEN or (status == _HAD and tried):
                return
            tried += 1
            wait = self._pace.pause(tried, answer.headers)
            if status not in _LATER:
                raise ChatRefused(f"upload: {status}")
            if wait is None:
                raise ChatUnavailable(f"upload: {status}")
            await self._pace.sleep(wait)

    async def _sent(
        self, http: ClientSession, url: URL, part: bytes, stretch: str
    ) -> aiohttp.ClientResponse:
        pace = self._pace
        total = max(pace.read, len(part) / _SLOWEST)
        limit = aiohttp.ClientTimeout(total=total, sock_connect=pace.connect)
        headers = {"Content-Range": stretch, "Content-Type": "application/octet-stream"}
        async with http.put(
            url, data=BytesIO(part), headers=headers, timeout=limit, allow_redirects=False
        ) as response:
            return response
