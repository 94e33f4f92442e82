"""A VoiceModel by hand: it says what a test has it say, and remembers what it was told."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from itertools import count

from pipelines.egress import Location
from pipelines.errors import BackendError, BackendUnavailable, Fault
from pipelines.failover import Backend, Limits
from pipelines.ports import VoiceModel
from pipelines.usage import Price
from pipelines.voice import Brief, Event

HERE = Location("", None, self_hosted=True)
# What a session does about each thing it is told: its name, and what it was told.
React = Callable[["FakeSession", str, object], None]


class FakeVoice:
    """Opens sessions, of which it keeps each; `faults` are raised by the next openings, in turn.

    None is an opening that is never answered.
    """

    def __init__(self, react: React = lambda *_: None, name: str = "m") -> None:
        self.name = name
        self.react = react
        self.faults: list[BackendError | None] = []
        self.sessions: list[FakeSession] = []
        self.tried = 0
        self.opens_in = self.leaves_in = 0.0
        self.closed = False

    @property
    def last(self) -> "FakeSession":
        return self.sessions[-1]

    @asynccontextmanager
    async def open(self, brief: Brief, *, seconds: float) -> AsyncIterator["FakeSession"]:
        self.tried += 1
        if self.faults:
            await self._fail(self.faults.pop(0), seconds)
        await asyncio.sleep(self.opens_in)
        session = FakeSession(self, brief)
        self.sessions.append(session)
        try:
            yield session
        finally:
            session.is_open = False
            session.end()
            if self.leaves_in:
                await asyncio.sleep(self.leaves_in)

    async def close(self) -> None:
        self.closed = True

    async def _fail(self, fault: BackendError | None, seconds: float) -> None:
        if fault is not None:
            raise fault
        try:
            async with asyncio.timeout(seconds):
                await asyncio.Event().wait()
        except TimeoutError:
            raise BackendUnavailable(Fault.TIMEOUT) from None


class FakeSession:
    """What was told, in order, and what is to happen."""

    def __init__(self, voice: FakeVoice, brief: Brief) -> None:
        self.voice = voice
        self.brief = brief
        self.is_open = True
        self.told: list[tuple[str, object]] = []
        self.numbers = count(1)
        self._failed: BackendError | None = None
        self._events = asyncio.Queue[Event | BackendError | None]()

    def tell(self, *events: Event) -> None:
        """Have these happen."""
        for event in events:
            self._events.put_nowait(event)

    def end(self) -> None:
        """End as a provider does that says goodbye."""
        self._events.put_nowait(None)

    def fail(self, error: BackendError | None = None) -> None:
        """End as a connection does that breaks."""
        self._failed = error or BackendUnavailable(Fault.CONNECTION)
        self._events.put_nowait(self._failed)

    def of(self, name: str) -> list[object]:
        """Give what it was told of one kind."""
        return [what for kind, what in self.told if kind == name]

    async def hear(self, pcm: bytes) -> None:
        self._take("hear", pcm)

    async def look(self, jpeg: bytes) -> None:
        self._take("look", jpeg)

    async def read(self, text: str) -> None:
        self._take("read", text)

    async def answer(self) -> None:
        self._take("answer", None)

    async def company(self, *, alone: bool) -> None:
        self._take("company", alone)

    async def cut(self, item: str, heard_s: float) -> None:
        self._take("cut", (item, heard_s))

    async def give(self, call: str, result: str) -> None:
        self._take("give", (call, result))

    async def events(self) -> AsyncIterator[Event]:
        while (event := await self._events.get()) is not None:
            if isinstance(event, BackendError):
                self._events.put_nowait(event)
                raise event
            yield event
        self._events.put_nowait(None)

    def _take(self, name: str, what: object) -> None:
        if self._failed is not None:
            raise self._failed
        self.told.append((name, what))
        self.voice.react(self, name, what)


def listed(
    name: str, asked: VoiceModel, *, location: Location = HERE, price: Price | None = None
) -> Backend[VoiceModel]:
    """List a voice model; unless said otherwise it is one of this machine."""
    return Backend(name, f"{name}-1", asked, location, Limits(0, 0, 0, 0, 0), price)
