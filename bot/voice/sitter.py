"""Somebody at a page: what they say, show and press, from when they came until they go."""

import asyncio
from collections.abc import Mapping
from typing import Literal, TypeAlias

from aiohttp import web
from pydantic import ValidationError

from bot.bridge.household import Away, Household
from bot.bridge.wire import Denied, Visitor
from bot.bridge.wire import Join as Agreed
from bot.voice.pacing import Allowance
from bot.voice.paging import AGAIN, OVER, SocketPage, send
from bot.voice.protocol import (
    COMMAND,
    HEAD,
    MICROPHONE,
    MOST_SOUND,
    MOST_TEXT,
    PICTURE,
    Apart,
    Ask,
    End,
    FromPage,
    Join,
    Joined,
    Leave,
    Mute,
    Played,
    Refused,
    Unshare,
)
from bot.voice.rooms import Opened, Rooms
from pipelines.huddle.page import Ending
from pipelines.huddle.room import Room
from pipelines.voice import RATE

_Why: TypeAlias = Literal["full", "away", "over"]
_WHY: Mapping[str, _Why] = {"full": "full", "away": "away", "room": "over"}
_JPEG = b"\xff\xd8\xff"
_MISBEHAVED = 1008
_BYTES_A_SECOND = RATE * 2


class Sitter:
    """Takes what comes by one socket. `take` and `told` give False where that is to be closed."""

    def __init__(
        self,
        socket: web.WebSocketResponse,
        visitor: Visitor,
        rooms: Rooms,
        household: Household,
    ) -> None:
        self.visitor = visitor
        self._socket = socket
        self._rooms = rooms
        self._household = household
        self._opened: Opened | None = None
        self._page: SocketPage | None = None
        self._muted = False
        self.hung_up: asyncio.Future[int] = asyncio.get_running_loop().create_future()
        timer = rooms.manner.pace.timer
        # A page that was held up sends what it kept back: two seconds, as it keeps no more.
        self._sound = Allowance(_BYTES_A_SECOND * 1.05, _BYTES_A_SECOND * 3, timer)
        self._pictures = Allowance(1, 3, timer)
        self._commands = Allowance(20, 60, timer)

    @property
    def _person(self) -> str:
        return self.visitor.person

    def hang_up(self, code: int) -> None:
        """Have the socket closed, with the first code that anybody gives."""
        if not self.hung_up.done():
            self.hung_up.set_result(code)

    async def take(self, data: bytes) -> bool:
        """Take sound of their microphone, or a picture of their screen."""
        if len(data) <= HEAD:
            return self._put_out()
        tag, content = int.from_bytes(data[:HEAD], "little"), data[HEAD:]
        if tag == MICROPHONE and len(content) <= MOST_SOUND and len(content) % 2 == 0:
            await self._hear(content)
            return True
        if tag == PICTURE and content.startswith(_JPEG):
            if self._opened is not None and self._pictures.takes(1):
                await self._opened.room.see(self._person, content)
            return True
        return self._put_out()

    async def told(self, text: str) -> bool:
        """Do what they ask for."""
        if len(text) > MOST_TEXT or not self._commands.takes(1):
            return self._put_out()
        try:
            command = COMMAND.validate_json(text)
        except ValidationError:
            return self._put_out()
        if isinstance(command, Leave):
            await self.leave()
            return False
        if isinstance(command, Join):
            await self._join(apart=command.apart)
        elif self._opened is not None:
            await self._do(command, self._opened)
        return True

    async def leave(self) -> None:
        """Take them out of the room, unless another page of theirs is in it."""
        if self._opened is not None and self._page is not None:
            opened, self._opened = self._opened, None
            await opened.room.leave(self._person, self._page)

    async def _hear(self, pcm: bytes) -> None:
        if self._opened is not None and not self._muted and self._sound.takes(len(pcm)):
            await self._opened.room.hear(self._person, pcm)

    async def _do(self, command: FromPage, opened: Opened) -> None:
        room = opened.room
        match command:
            case Mute():
                self._muted = command.muted
            case Apart():
                room.apart(self._person, apart=command.apart)
            case Played():
                room.played(self._person, command.number, command.seconds)
            case _:
                await self._press(command, room)

    async def _press(self, command: Ask | Unshare | End | Join | Leave, room: Room) -> None:
        match command:
            case Ask():
                await room.ask(self._person)
            case Unshare():
                await room.see(self._person, None)
            case End() if self.visitor.may_end:
                room.end("people")
            case End() | Join() | Leave():
                return

    async def _join(self, *, apart: bool) -> None:
        if self._opened is None:
            refused = await self._come_in(apart=apart)
            await send(self._socket, refused or Joined())

    async def _come_in(self, *, apart: bool) -> Refused | None:
        """Have them in the room; gives why not, if so."""
        visitor = self.visitor
        try:
            answer = await self._household.ask(Agreed(room=visitor.room, token=visitor.token))
        except Away:
            return Refused(why="away")
        if isinstance(answer, Denied):
            return Refused(why=_WHY.get(answer.why, "no_entry"))
        if isinstance(answer, Visitor):
            visitor = self.visitor = answer
        opened = await self._rooms.opened_for(visitor)
        if opened is None:
            return Refused(why="money")
        page = SocketPage(self._socket, opened.room.seats.names, self.hang_up)
        # Before they are in: whatever breaks this off takes them out again.
        self._opened, self._page = opened, page
        if not await opened.room.join(visitor.person, visitor.name, page, apart=apart):
            self._opened = self._page = None
            return Refused(why="over" if opened.is_over else "full")
        opened.running.add_done_callback(self._room_is_gone)
        return None

    def _room_is_gone(self, ended: "asyncio.Task[Ending | None]") -> None:
        """Close what the room did not: it had no time for a goodbye, or this page took none."""
        is_over = not ended.cancelled() and ended.result() is not None
        self.hang_up(OVER if is_over else AGAIN)

    def _put_out(self) -> bool:
        self.hang_up(_MISBEHAVED)
        return False
