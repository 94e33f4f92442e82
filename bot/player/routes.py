"""The player's part of a listener: its page, what is known of a meeting, and its files."""

import asyncio
import json
from collections.abc import Awaitable, Callable

from aiohttp import web

from bot.player.files import Kept, send
from bot.player.pages import Assets, policy
from bot.player.wire import known_of, meeting_json, picture_of, recording_of, type_of
from handlers.meetings.desk import Decided, undecided
from handlers.meetings.links import PATH, Visitor
from handlers.meetings.records import Meeting
from handlers.meetings.viewing import Viewing
from handlers.ports import Store
from pipelines.meeting.vtt import written

_FRESH = {"Cache-Control": "private, no-store"}
MEETING = r"{meeting:M-[A-Z2-7]{10,32}}"
# Who asks for a meeting; None: nobody who may.
Entrance = Callable[[web.Request, str], Awaitable[Visitor | None]]


class Player:
    """Serves the player, to whom its `entrance` knows and who sees the meeting's channel.

    A meeting that is not there, and one of another channel, are answered alike.
    """

    def __init__(
        self,
        viewing: Viewing,
        store: Store,
        entrance: Entrance,
        assets: Assets,
        decided: Decided = undecided,
    ) -> None:
        self._viewing = viewing
        self._store = store
        self._entrance = entrance
        self._assets = assets
        self._decided = decided

    def routes(self) -> list[web.RouteDef]:
        """Give the routes."""
        page = f"{PATH}/{MEETING}"
        return [
            web.get(f"{PATH}/page/{{name:.+}}", self._assets.serve),
            web.get(page, self._assets.page),
            web.get(f"{page}/meeting", self.meeting),
            web.get(f"{page}/recording", self.recording),
            web.get(f"{page}/transcript.vtt", self.transcript),
            web.get(f"{page}/slides/{{number:[0-9]{{1,6}}}}", self.slide),
        ]

    async def meeting(self, request: web.Request) -> web.StreamResponse:
        """Tell what there is to see."""
        found = await self._found(request)
        if found is None:
            return _nothing(request)
        standings = await self._decided(found.tenant, found.id)
        # Of hours of talk there is much to write down.
        told = await asyncio.to_thread(lambda: json.dumps(meeting_json(found, standings)))
        return web.Response(text=told, content_type="application/json", headers=_FRESH)

    async def recording(self, request: web.Request) -> web.StreamResponse:
        """Give the recording while it is kept, to be played; with `?save=1` to be saved."""
        found = await self._found(request)
        piece = None if found is None else recording_of(found)
        type_ = type_of(piece)
        if found is None or piece is None or piece.sha256 is None or type_ is None:
            return _nothing(request)
        name = piece.drop.name if request.query.get("save") == "1" else None
        kept = Kept(found.tenant, piece.sha256, piece.size, type_.value, name)
        return await self._send(request, kept)

    async def transcript(self, request: web.Request) -> web.StreamResponse:
        """Give what was said as WebVTT: captions of the recording, or a file to be saved."""
        found = await self._found(request)
        text = None if found is None else await asyncio.to_thread(_captions, found)
        if text is None:
            return _nothing(request)
        return web.Response(text=text, content_type="text/vtt", headers=_FRESH)

    async def slide(self, request: web.Request) -> web.StreamResponse:
        """Give the picture of a slide, while it is kept."""
        found = await self._found(request)
        number = int(request.match_info["number"])
        picture = None if found is None else picture_of(found, number)
        type_ = type_of(picture)
        if found is None or picture is None or type_ is None:
            return _nothing(request)
        return await self._send(
            request, Kept(found.tenant, picture.sha256, picture.size, type_.value)
        )

    async def _found(self, request: web.Request) -> Meeting | None:
        meeting = request.match_info["meeting"]
        visitor = await self._entrance(request, meeting)
        return None if visitor is None else await self._viewing.seen(visitor)

    async def _send(self, request: web.Request, kept: Kept) -> web.StreamResponse:
        try:
            return await send(request, self._store, kept)
        except KeyError:
            return _nothing(request)


def _captions(meeting: Meeting) -> str | None:
    known = known_of(meeting)
    if known is None or known.transcript is None:
        return None
    return written(known.transcript, known.names)


def _nothing(_request: web.Request) -> web.Response:
    """Say that there is nothing for whoever asks, whatever the reason is."""
    headers = {"Cache-Control": "no-store", "Content-Security-Policy": policy()}
    return web.json_response({"error": "no_meeting"}, status=404, headers=headers)
