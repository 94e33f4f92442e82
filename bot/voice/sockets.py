"""Sockets of pages: one a page, for as long as whoever came by it may be here."""

import asyncio
from collections.abc import Collection, Coroutine
from contextlib import suppress

from aiohttp import WSMsgType, web

from bot.bridge.household import Away, Household
from bot.bridge.wire import Denied, Return, Visitor
from bot.voice.paging import AGAIN, send
from bot.voice.protocol import HEAD, MOST_PICTURE, NO_ENTRY, Limits, Listens, Welcome
from bot.voice.rooms import Rooms
from bot.voice.sitter import Sitter

# Whoever left the channel is out of the room so soon at the latest.
LOOK_S = 60.0
_HEARTBEAT_S = 20.0
# So many sockets of one person in a room, and of all in one: most of them have not joined.
_MOST_OF_ONE, _MOST = 4, 40


class Sockets:
    """Serves whoever the entrance let in; `listens` is told to everybody who comes."""

    def __init__(
        self,
        household: Household,
        rooms: Rooms,
        listens: Collection[Listens],
        look_s: float = LOOK_S,
    ) -> None:
        self._household = household
        self._rooms = rooms
        self._listens = tuple(listens)
        self._look_s = look_s
        self._there = set[Sitter]()
        self._looking: asyncio.Task[None] | None = None
        self._now = asyncio.Event()

    def start(self) -> None:
        """Begin to look after those who are here."""
        self._looking = asyncio.create_task(self._look_after())

    async def stop(self) -> None:
        """Have everybody come again, to another process."""
        if self._looking is not None:
            self._looking.cancel()
            await asyncio.wait({self._looking})
        for one in self._there:
            one.hang_up(AGAIN)

    def look_again(self) -> None:
        """Ask the household now whether those who are here may be."""
        self._now.set()

    def __len__(self) -> int:
        return len(self._there)

    def takes(self, visitor: Visitor) -> bool:
        """Tell whether there is a socket for somebody."""
        in_room = [one for one in self._there if one.visitor.room == visitor.room]
        of_one = sum(one.visitor.person == visitor.person for one in in_room)
        return len(in_room) < _MOST and of_one < _MOST_OF_ONE

    async def serve(self, request: web.Request, visitor: Visitor) -> web.WebSocketResponse:
        """Talk with a page until it is gone."""
        socket = web.WebSocketResponse(
            heartbeat=_HEARTBEAT_S, compress=False, max_msg_size=MOST_PICTURE + HEAD + 1
        )
        await socket.prepare(request)
        sitter = Sitter(socket, visitor, self._rooms, self._household)
        self._there.add(sitter)
        try:
            await send(socket, self._welcome(visitor))
            code = await _first(self._listen(socket, sitter), sitter.hung_up)
        finally:
            self._there.discard(sitter)
            await sitter.leave()
        if code is not None:
            with suppress(ConnectionError):
                await socket.close(code=code)
        return socket

    async def _listen(self, socket: web.WebSocketResponse, sitter: Sitter) -> None:
        async for message in socket:
            if message.type is WSMsgType.BINARY:
                goes_on = await sitter.take(message.data)
            else:
                goes_on = message.type is WSMsgType.TEXT and await sitter.told(message.data)
            if not goes_on:
                break

    def _welcome(self, visitor: Visitor) -> Welcome:
        caps = self._rooms.manner.caps
        return Welcome(
            room=visitor.room,
            topic=visitor.topic,
            language=visitor.language,
            person=visitor.person,
            name=visitor.name,
            may_end=visitor.may_end,
            joined=visitor.joined,
            listens=self._listens,
            limits=Limits(people=caps.people, minutes=caps.minutes, usd=caps.usd),
        )

    async def _look_after(self) -> None:
        while True:
            with suppress(TimeoutError):
                async with asyncio.timeout(self._look_s):
                    await self._now.wait()
            self._now.clear()
            await asyncio.gather(*map(self._look_at, self._there))

    async def _look_at(self, sitter: Sitter) -> None:
        """Put out whoever may not be here any more; a room that was ended meanwhile ends."""
        visitor = sitter.visitor
        try:
            answer = await self._household.ask(Return(room=visitor.room, token=visitor.token))
        except Away:
            return
        if isinstance(answer, Visitor):
            sitter.visitor = answer  # what they may do may be another thing by now
        if not isinstance(answer, Denied) or answer.why in {"away", "full"}:
            return
        if answer.why == "room" and (opened := self._rooms.get(visitor.room)) is not None:
            opened.room.end("people")
        else:
            sitter.hang_up(NO_ENTRY)


async def _first(
    listening: Coroutine[None, None, None], hung_up: "asyncio.Future[int]"
) -> int | None:
    """Listen until a page is gone, or somebody hung up on it; gives the code to close with."""
    task = asyncio.create_task(listening)
    try:
        hung_up.add_done_callback(lambda _: task.cancel())
        await asyncio.wait({task})
    finally:
        task.cancel()
        await asyncio.wait({task})
    if not task.cancelled():
        task.result()
    return hung_up.result() if hung_up.done() else None
