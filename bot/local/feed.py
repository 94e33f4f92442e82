"""News for open pages, as Server-Sent Events."""

import asyncio
import json
from contextlib import suppress

from aiohttp import web

from bot.ledger.workspace import Workspace
from bot.local.guard import Refusal
from bot.local.roster import TENANT, reads
from bot.local.seals import Seals
from bot.local.wire import message_json

# How often an open page's stream looks for what another process changed; its own process rings.
_LOOK_SECONDS = 1.0
# A comment now and then shows both sides that the connection still stands.
_BEAT_SECONDS = 15.0


class Feed:
    """Streams changes to pages; costs nothing while none is open."""

    def __init__(self, workspace: Workspace, seals: Seals) -> None:
        self._workspace = workspace
        self._seals = seals
        self._closed = False

    def close(self) -> None:
        """Let every stream end."""
        self._closed = True
        self._workspace.bell.ring()

    async def stream(self, request: web.Request, viewer: str) -> web.StreamResponse:
        """Answer with what changed after `Last-Event-ID` (or `?after=`), and go on for ever."""
        after = _resume_point(request)
        response = web.StreamResponse(
            headers={"Content-Type": "text/event-stream", "Cache-Control": "no-store"}
        )
        # A page that goes away is no fault, whenever it goes.
        with suppress(ConnectionError):
            await response.prepare(request)
            await response.write(b"retry: 1000\n\n")
            if after > await self._workspace.cursor(TENANT):
                # The data folder is a new one: what the page shows is not there any more.
                await response.write(b"id: 0\nevent: reset\ndata: {}\n\n")
                after = 0
            await self._follow(request, response, viewer, after)
        return response

    async def _follow(
        self, request: web.Request, response: web.StreamResponse, viewer: str, after: int
    ) -> None:
        clock = asyncio.get_running_loop().time
        beat = clock()
        with self._workspace.bell.listening() as rung:
            while not self._closed and _stands(request):
                rung.clear()
                if await self._workspace.cursor(TENANT) > after:
                    after = await self._tell(response, viewer, after)
                    beat = clock()
                elif clock() - beat > _BEAT_SECONDS:
                    await response.write(b":\n\n")
                    beat = clock()
                with suppress(TimeoutError):
                    await asyncio.wait_for(rung.wait(), _LOOK_SECONDS)

    async def _tell(self, response: web.StreamResponse, viewer: str, after: int) -> int:
        reached = await self._workspace.cursor(TENANT)
        while changed := await self._workspace.since(TENANT, viewer, after):
            for message in changed:
                if not reads(viewer, message.channel):
                    continue
                data = json.dumps(message_json(message, self._seals), ensure_ascii=False)
                event = f"id: {message.changed}\nevent: message\ndata: {data}\n\n"
                await response.write(event.encode())
            after = changed[-1].changed
        # Changes that this viewer may not see move the point too.
        return max(after, reached)


def _resume_point(request: web.Request) -> int:
    said = request.headers.get("Last-Event-ID") or request.query.get("after", "0")
    if not said.isascii() or not said.isdigit() or len(said) > 18:
        raise Refusal(400, "bad_resume_point", "Last-Event-ID must be a number")
    return int(said)


def _stands(request: web.Request) -> bool:
    return request.transport is not None and not request.transport.is_closing()
