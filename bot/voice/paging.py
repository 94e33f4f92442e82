"""The page of somebody as the room has it: what the room shows becomes messages of the socket."""

from collections.abc import Callable, Mapping
from contextlib import suppress

from aiohttp import web

from bot.voice import protocol
from bot.voice.protocol import ELSEWHERE, HEAD, ToPage
from bot.words import whole
from pipelines.huddle.page import (
    Assistant,
    Caption,
    Here,
    Levels,
    Meter,
    Over,
    Present,
    Shown,
)

OVER = 1000
AGAIN = 1012  # a service that is begun anew


class SocketPage:
    """A page at the other end of a socket; whatever goes to one that is gone is lost.

    `names` are of all who ever were in the room. `hang_up` has whoever serves the socket close it,
    with a code.
    """

    def __init__(
        self,
        socket: web.WebSocketResponse,
        names: Mapping[str, str],
        hang_up: Callable[[int], None],
    ) -> None:
        self._socket = socket
        self._names = names
        self._hang_up = hang_up

    async def play(self, number: int, pcm: bytes) -> None:
        with suppress(ConnectionError):
            await self._socket.send_bytes(number.to_bytes(HEAD, "little") + pcm)

    async def flush(self) -> None:
        await self.send(protocol.Flush())

    async def show(self, what: Shown) -> None:
        await self.send(_message(what, self._names))
        if isinstance(what, Over):
            self._hang_up(ELSEWHERE if what.ending == "elsewhere" else OVER)

    async def send(self, message: ToPage) -> None:
        """Send a message."""
        await send(self._socket, message)


async def send(socket: web.WebSocketResponse, message: ToPage) -> None:
    """Send a message; one that is not there any more does not get it."""
    with suppress(ConnectionError):
        await socket.send_str(message.model_dump_json())


def _message(what: Shown, names: Mapping[str, str]) -> ToPage:
    message: ToPage
    match what:
        case Here():
            message = protocol.Here(people=tuple(map(_somebody, what.people)))
        case Caption():
            message = _caption(what, names)
        case Levels():
            message = protocol.Levels(of=dict(what.of))
        case Meter():
            message = protocol.Meter(seconds=round(what.seconds, 1), cost_usd=what.cost_usd)
        case Assistant():
            message = _assistant(what)
        case Over():
            message = protocol.Over(ending=what.ending)
    return message


def _somebody(one: Present) -> protocol.Somebody:
    return protocol.Somebody(person=one.person, name=one.name, sharing=one.sharing, apart=one.apart)


def _caption(what: Caption, names: Mapping[str, str]) -> protocol.Caption:
    return protocol.Caption(
        item=what.item,
        who=what.who,
        name=names.get(what.who, ""),
        text=whole(what.text),
        whole=what.whole,
        at_s=round(what.at_s, 2),
        mute=what.mute,
    )


def _assistant(what: Assistant) -> protocol.Assistant:
    return protocol.Assistant(
        state=what.state,
        name=what.name,
        model=what.model,
        host=what.host,
        simulated=what.simulated,
        instead_of=what.instead_of,
    )
