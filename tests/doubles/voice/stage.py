"""A place on loopback where voice models stand: what they are to say, and what they were sent."""

import asyncio
import json
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass, field
from itertools import count
from typing import Any, Self

from aiohttp import WSMsgType, web

from tests.doubles.voice.faults import Broken, Faults, Moment, named
from tests.doubles.voice.sounds import Ear


@dataclass
class Part:
    """What a model says and does, from its next answer on.

    `hears` is how it writes down whatever people say, `says` its answer, a tone of `lasts_s`, a
    piece of which comes every `pause_s`. `looks_up`: name and arguments of what it wants to know
    first. Answers stand still after their first piece until `goes_on` is set; where there are no
    turns, silence follows them, if it `is_quiet_between`. `echo`: it gives back at once what it
    hears, which is what delays are measured by.
    """

    says: str = "Hello from the double."
    hears: str = "What do you see?"
    lasts_s: float = 2.0
    pause_s: float = 0.005
    looks_up: tuple[str, str] | None = None
    echo: bool = False
    is_quiet_between: bool = True
    goes_on: asyncio.Event = field(default_factory=asyncio.Event)
    key: str | None = None

    def __post_init__(self) -> None:
        self.goes_on.set()


class Session:
    """One WebSocket of somebody's: `sent` is what came, but for sound, of which `ear` knows."""

    def __init__(self, request: web.Request, part: Part, faults: Faults) -> None:
        self.request = request
        self.part = part
        self.faults = faults
        self.socket = web.WebSocketResponse(max_msg_size=0, compress=False)
        self.sent: list[dict[str, Any]] = []
        self.told: list[str] = []
        self.ear = Ear()
        self.sounds = 0
        self.ended = asyncio.Event()
        self.answering: asyncio.Task[None] | None = None
        self._numbers = count(1)

    @property
    def kinds(self) -> list[str]:
        """Which events came, but for sound."""
        return [event["type"] for event in self.sent]

    def of(self, kind: str) -> list[dict[str, Any]]:
        """Give what came of one kind."""
        return [event for event in self.sent if event["type"] == kind]

    def number(self, name: str) -> str:
        """Give an id that was not given yet."""
        return f"{name}_{next(self._numbers)}"

    async def say(self, kind: str, **more: Any) -> None:
        """Send an event."""
        self.told.append(kind)
        await self.socket.send_str(
            json.dumps({"type": kind, "event_id": self.number("event"), **more})
        )

    async def trip(self, at: Moment) -> None:
        """Do what is to go wrong now. Raises Broken."""
        fault = self.faults.take(at)
        if fault is not None and fault.do is not None:
            await fault.do(self)

    async def err(self, code: str, **more: Any) -> None:
        """Tell that a message was not taken."""
        error = {"type": "invalid_request_error", "code": code, "message": "canary", **more}
        await self.say("error", error=error)

    async def begin(self) -> None:
        """Say what comes first."""

    async def take(self, event: dict[str, Any]) -> None:
        """Do what an event asks for."""
        raise NotImplementedError

    async def run(self) -> None:
        """Speak until it ends."""
        await self.socket.prepare(self.request)
        try:
            await self.begin()
            async for message in self.socket:
                if message.type is not WSMsgType.TEXT:
                    await self.err("invalid_frame")
                    continue
                await self.take(json.loads(message.data))
        except (Broken, ConnectionError):
            pass
        finally:
            if self.answering is not None:
                self.answering.cancel()
            self.ended.set()

    def answer(self, how: Callable[[], Awaitable[None]]) -> None:
        """Begin an answer that may be interrupted."""
        self.answering = asyncio.create_task(self._answered(how))

    async def _answered(self, how: Callable[[], Awaitable[None]]) -> None:
        with suppress(Broken, ConnectionError):
            await how()


@dataclass
class Stage:
    """Serves sessions at paths of vendors'; `sessions` are all there were, oldest first."""

    kinds: dict[str, type[Session]]
    part: Part = field(default_factory=Part)
    faults: Faults = field(default_factory=Faults)
    sessions: list[Session] = field(default_factory=list)
    doors: list[dict[str, str]] = field(default_factory=list)
    host: str = "127.0.0.1"
    listens: int = 0

    async def __aenter__(self) -> Self:
        app = web.Application()
        for path in self.kinds:
            app.router.add_get(path, self._open)
        app.router.add_get("/double", self._tell)
        app.router.add_post("/double", self._change)
        self._closing = asyncio.Event()
        self._runner = web.AppRunner(app, handler_cancellation=True, shutdown_timeout=0.05)
        await self._runner.setup()
        await web.TCPSite(self._runner, self.host, self.listens).start()
        self.port: int = self._runner.addresses[0][1]
        return self

    async def __aexit__(self, *_: object) -> None:
        self._closing.set()
        for session in self.sessions:
            await session.socket.close()
        await self._runner.cleanup()

    @property
    def url(self) -> str:
        return f"http://{self.host}:{self.port}/v1"

    @property
    def last(self) -> Session:
        """The newest session."""
        return self.sessions[-1]

    async def _open(self, request: web.Request) -> web.StreamResponse:
        self.doors.append({name.lower(): value for name, value in request.headers.items()})
        fault = self.faults.take("door")
        if fault is not None:
            if fault.reply is None:
                await self._closing.wait()
                return web.Response()
            return fault.reply()
        key = self.part.key
        if key is not None and request.headers.get("Authorization") != f"Bearer {key}":
            error = {"type": "invalid_request_error", "code": "invalid_api_key"}
            return web.json_response({"error": error}, status=401)
        session = self.kinds[request.path](request, self.part, self.faults)
        self.sessions.append(session)
        await session.run()
        return session.socket

    async def _tell(self, _: web.Request) -> web.Response:
        """Tell those in other processes what was sent."""
        told = [
            {
                "path": one.request.path,
                "sent": one.sent,
                "heard_s": one.ear.heard_s,
                "sounds": one.sounds,
            }
            for one in self.sessions
        ]
        return web.json_response(told)

    async def _change(self, request: web.Request) -> web.Response:
        """Let those in other processes say what is to be said, or to go wrong."""
        wanted = await request.json()
        for name, value in wanted.get("part", {}).items():
            setattr(self.part, name, value)
        if "fault" in wanted:
            self.faults.add(named(**wanted["fault"]))
        return web.json_response({})
