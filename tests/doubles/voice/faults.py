"""What a voice model on loopback does wrong when it is told to, and when."""

import asyncio
import socket
import struct
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Any, Literal, Protocol, TypeAlias

from aiohttp import web

# `door`: instead of opening a WebSocket. `greeting`: before a session is as it is to be. `settled`:
# right after. `speech`: somebody began to speak. `answer`: in the middle of an answer.
Moment: TypeAlias = Literal["door", "greeting", "settled", "speech", "answer"]


class Broken(Exception):
    """The session is over; nothing more is to be said in it."""


class Line(Protocol):
    """A session, as far as faults look into it."""

    request: web.Request
    socket: web.WebSocketResponse

    async def say(self, kind: str, **more: Any) -> None: ...


Do: TypeAlias = Callable[[Line], Awaitable[None]]


@dataclass
class Fault:
    """Something that goes wrong at a moment, so many times; `reply` is what a door says."""

    at: Moment
    do: Do | None = None
    reply: Callable[[], web.StreamResponse] | None = None
    times: int = 1


@dataclass
class Faults:
    """Those that are to happen."""

    ahead: list[Fault] = field(default_factory=list)
    met: int = 0

    def add(self, *faults: Fault) -> None:
        self.ahead.extend(faults)

    def take(self, at: Moment) -> Fault | None:
        """Give what goes wrong now, and count it off."""
        for fault in self.ahead:
            if fault.at == at and fault.times > 0:
                fault.times -= 1
                self.met += 1
                return fault
        return None


def refusing(status: int, body: bytes = b"", **headers: str) -> Fault:
    """Open no WebSocket, and say so with a status and a body."""
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    kind = "application/json" if body.startswith(b"{") else "text/html"
    return Fault(
        "door",
        reply=lambda: web.Response(status=status, body=body, content_type=kind, headers=named),
    )


def closing(at: Moment, code: int, reason: str = "") -> Fault:
    """End the session with a code and a reason."""

    async def do(line: Line) -> None:
        await line.socket.close(code=code, message=reason.encode())
        raise Broken

    return Fault(at, do)


def breaking(at: Moment) -> Fault:
    """Break the connection without a word."""

    async def do(line: Line) -> None:
        transport = line.request.transport
        assert transport is not None
        plug: socket.socket = transport.get_extra_info("socket")
        plug.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        transport.abort()
        raise Broken

    return Fault(at, do)


def erring(at: Moment, kind: str, code: str | None = None, message: str = "canary") -> Fault:
    """Tell of an error, and go on."""

    async def do(line: Line) -> None:
        error = {"type": kind, "code": code, "message": message, "param": None, "event_id": None}
        await line.say("error", error=error)

    return Fault(at, do)


def babbling(at: Moment, frame: bytes | str) -> Fault:
    """Say something that is no event."""

    async def do(line: Line) -> None:
        if isinstance(frame, str):
            await line.socket.send_str(frame)
        else:
            await line.socket.send_bytes(frame)

    return Fault(at, do)


def falling_silent(at: Moment) -> Fault:
    """Say nothing from there on, but listen."""

    async def do(line: Line) -> None:
        async for _ in line.socket:
            pass
        raise Broken

    return Fault(at, do)


def plugging(at: Moment) -> Fault:
    """Read nothing any more, for as long as the other side is there."""

    async def do(line: Line) -> None:
        transport = line.request.transport
        assert isinstance(transport, asyncio.Transport)
        transport.pause_reading()

    return Fault(at, do)


def named(at: Moment, does: str, **more: Any) -> Fault:
    """Give a fault by its name, for those in another process."""
    return _NAMED[does](at, **more)


_NAMED: dict[str, Callable[..., Fault]] = {
    "closing": closing,
    "breaking": breaking,
    "erring": erring,
    "babbling": babbling,
    "falling_silent": falling_silent,
    "plugging": plugging,
    "refusing": lambda at, status: refusing(status),
}
