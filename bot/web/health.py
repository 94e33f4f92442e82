"""GET /healthz: whether what Clerk is connected with works, for containers and proxies."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass

from aiohttp import web

PATH = "/healthz"
SECONDS = 5.0


@dataclass(frozen=True, slots=True)
class Standing:
    """How something stands, in words that anybody may read: no names, no secrets."""

    works: bool
    detail: str


Look = Callable[[], Awaitable[Standing]]


class Health:
    """Asks everything how it stands; what does not answer in time does not work."""

    def __init__(self, looks: Mapping[str, Look], seconds: float = SECONDS) -> None:
        self._looks = looks
        self._seconds = seconds

    def routes(self) -> list[web.RouteDef]:
        """Give the route."""
        return [web.get(PATH, self.tell)]

    async def tell(self, _request: web.Request) -> web.Response:
        """Answer 200 when everything works, 503 when something does not, and say what."""
        # All at once: whoever asks waits a little longer than for one that does not answer.
        stands = await asyncio.gather(*map(self._ask, self._looks.values()))
        works = all(one.works for one in stands)
        said = {name: one.detail for name, one in zip(self._looks, stands, strict=True)}
        return web.json_response({"ok": works} | said, status=200 if works else 503)

    async def _ask(self, look: Look) -> Standing:
        try:
            async with asyncio.timeout(self._seconds):
                return await look()
        except TimeoutError:
            return Standing(works=False, detail="does not answer")
