"""Files of a meeting out of the store, whole or a stretch of them, to whoever may see it."""

from collections.abc import AsyncIterator
from contextlib import aclosing, suppress
from dataclasses import dataclass
from urllib.parse import quote

from aiohttp import web

from bot.player.ranges import Stretch, Unsatisfiable, is_known, stretch
from handlers.ports import Store

_KEPT_SECONDS = 600  # in the browser of whoever may see it: what was deleted is soon gone there


@dataclass(frozen=True, slots=True)
class Kept:
    """A file in the store; `type` is what its bytes are, never what anybody said.

    `name`: it is to be saved under this name, and not shown.
    """

    tenant: str
    sha256: str
    size: int
    type: str
    name: str | None = None

    @property
    def etag(self) -> str:
        return f'"{self.sha256}"'

    def headers(self) -> dict[str, str]:
        """Give what holds for every answer with it."""
        shown = "inline" if self.name is None else "attachment"
        named = "" if self.name is None else f"; filename*=UTF-8''{quote(self.name, safe='')}"
        return {
            "Accept-Ranges": "bytes",
            "Cache-Control": f"private, max-age={_KEPT_SECONDS}",
            "Content-Disposition": f"{shown}{named}",
            # Whatever the bytes are, they can run nothing and load nothing.
            "Content-Security-Policy": "default-src 'none'; sandbox",
            "ETag": self.etag,
            "X-Content-Type-Options": "nosniff",
        }


async def send(request: web.Request, store: Store, kept: Kept) -> web.StreamResponse:
    """Answer with a file or the stretch of it that is asked for; of HEAD, only about it.

    Raises KeyError when the store does not have it.
    """
    headers = kept.headers()
    if is_known(request.headers, kept.etag):
        return web.Response(status=304, headers=headers)
    try:
        part = stretch(request.headers, kept.etag, kept.size)
    except Unsatisfiable:
        nothing = {**headers, "Content-Range": f"bytes */{kept.size}", "Cache-Control": "no-store"}
        return web.Response(status=416, headers=nothing)
    if part is not None:
        headers["Content-Range"] = part.content_range
    whole = Stretch(0, kept.size, kept.size)
    response = web.StreamResponse(status=200 if part is None else 206, headers=headers)
    response.content_type = kept.type
    response.content_length = (part or whole).length
    await _write(request, response, _bytes(store, kept, part or whole))
    return response


async def _write(
    request: web.Request, response: web.StreamResponse, content: AsyncIterator[bytes]
) -> None:
    async with aclosing(content) as chunks:  # type: ignore[type-var]  # it is a generator
        # The first bytes come before the answer begins: what is not there is told as such.
        first = await anext(chunks, b"") if request.method != "HEAD" else b""
        # A player that seeks goes away in the middle, which is no fault.
        with suppress(ConnectionError):
            await response.prepare(request)
            if first:
                await response.write(first)
                async for chunk in chunks:
                    await response.write(chunk)
            await response.write_eof()


async def _bytes(store: Store, kept: Kept, part: Stretch) -> AsyncIterator[bytes]:
    left = part.length
    opened = store.open(kept.tenant, kept.sha256, part.start)
    async with aclosing(opened) as chunks:  # type: ignore[type-var]  # it is a generator
        async for chunk in chunks:
            yield chunk[:left]
            left -= len(chunk)
            if left <= 0:
                return
