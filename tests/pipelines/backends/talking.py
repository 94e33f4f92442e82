"""Somebody in a room who talks with a voice model on loopback, for tests."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import TypeVar

from pipelines.ports import VoiceModel, VoiceSession
from pipelines.voice import CHUNK, Answered, Brief, Event, Sound
from tests.doubles.voice.sounds import tone

PATIENCE = 30.0  # whatever a busy machine takes
BRIEF = Brief(instructions="You are Clerk.", language="en")
GROUP = Brief(instructions="You are Clerk.", language="en", alone=False)
KEY = "sk-of-a-test"
Kind = TypeVar("Kind", bound=Event)

SPEECH = tone(0.4)
QUIET = bytes(round(0.4 * 24_000) * 2)


@dataclass
class Talk:
    """A session that is open, and what happened in it so far; `ended`: nothing more will."""

    session: VoiceSession
    happened: list[Event] = field(default_factory=list)
    ended: bool = False

    def __post_init__(self) -> None:
        self._events = self.session.events()

    async def hear(self, pcm: bytes) -> None:
        """Let it hear sound as a room does, a chunk at a time."""
        for at in range(0, len(pcm), CHUNK):
            await self.session.hear(pcm[at : at + CHUNK])

    async def say(self) -> None:
        """Say something, and pause."""
        await self.hear(SPEECH + QUIET)

    async def next(self) -> Event | None:
        """Give what happens next; None: the session has ended."""
        async with asyncio.timeout(PATIENCE):
            happened = await anext(self._events, None)
        if happened is None:
            self.ended = True
        else:
            self.happened.append(happened)
        return happened

    async def until(self, kind: type[Kind], when: Callable[[Kind], bool] = lambda _: True) -> Kind:
        """Wait for something of a kind to happen."""
        while (happened := await self.next()) is not None:
            if isinstance(happened, kind) and when(happened):
                return happened
        raise AssertionError(f"the session ended without {kind.__name__}")

    async def rest(self) -> None:
        """Wait until the session has ended."""
        while await self.next() is not None:
            pass

    def of(self, kind: type[Kind]) -> list[Kind]:
        """Give what happened of a kind."""
        return [one for one in self.happened if isinstance(one, kind)]

    @property
    def heard(self) -> bytes:
        """All sound that came."""
        return b"".join(one.pcm for one in self.of(Sound))

    async def answered(self) -> Answered:
        """Say something alone, and wait for the answer's end."""
        await self.say()
        return await self.until(Answered)


@asynccontextmanager
async def talking(
    make: Callable[[], VoiceModel], brief: Brief = BRIEF, *, seconds: float = PATIENCE
) -> AsyncIterator[Talk]:
    """Open a session with a model that is made where it may block."""
    model = await asyncio.to_thread(make)
    try:
        async with model.open(brief, seconds=seconds) as session:
            yield Talk(session)
    finally:
        await model.close()
        await model.close()


async def eventually(done: Callable[[], bool]) -> None:
    """Wait until something has come to the other side."""
    async with asyncio.timeout(PATIENCE):
        while not done():  # noqa: ASYNC110 - the other side knows nothing of us
            await asyncio.sleep(0.005)
