"""What the suite of voice models asks of their other ends, and how it watches a session."""

import asyncio
import math
from collections.abc import Callable
from contextlib import suppress
from typing import Literal, Protocol, TypeAlias

import numpy as np

from pipelines.errors import BackendError
from pipelines.pcm import pcm16
from pipelines.ports import VoiceModel, VoiceSession
from pipelines.voice import (
    CHUNK,
    RATE,
    Brief,
    Event,
    Line,
    Tool,
)

# What a counterpart makes of whatever it hears, and what it says to that; long enough for several
# stretches of sound.
HEARD = "What did we decide about the boiler?"
SAID = "You decided to have the boiler replaced before the winter, and Ada asks for three offers."
TOOL = Tool("decisions", "What was decided.", {"type": "object", "properties": {}})
CALLED, ARGUMENTS = "decisions", '{"about": "boiler"}'
SECRET = "the code of the vault is 4711"
JPEG = b"\xff\xd8\xff\xe0" + bytes(200) + b"\xff\xd9"
PATIENCE = 30.0

# What a kind of model cannot do, or nobody can have it do: "words" are those above; "failing" is
# to refuse, to keep silent, to break; "leaving" to say so before.
Lack: TypeAlias = Literal["words", "tools", "pictures", "reading", "failing", "leaving"]


class Counterpart(Protocol):
    """A provider's end, that does what a test asks for.

    It tells speech from silence by how loud it is. It answers once it is to, in at least three
    stretches of sound.
    """

    model: VoiceModel
    lacks: frozenset[Lack]

    def pause(self) -> None:
        """Have answers stand still after their first sound, until they are cut, or `go_on`."""
        ...

    def go_on(self) -> None:
        """Have answers go on."""
        ...

    def told(self) -> str:
        """Give all that the newest session was told in words."""
        ...

    def seen(self) -> list[bytes]:
        """Give the pictures that the newest session can look at now."""
        ...

    def calls(self) -> None:
        """Have the next answer begin with a call of CALLED with ARGUMENTS."""
        ...

    def refuse(self) -> None:
        """Have openings refused, as with a wrong key."""
        ...

    def ignore(self) -> None:
        """Have openings never answered."""
        ...

    async def break_off(self) -> None:
        """Break the newest session, as a network does."""
        ...

    async def leave(self) -> None:
        """Have the newest session told that it will end within the minute."""
        ...


def speech(seconds: float = 0.5) -> bytes:
    """Give a sound that is taken for speech, and the silence after which it has ended."""
    at = np.arange(round(RATE * seconds)) / RATE
    loud = pcm16((8000 * np.sin(2 * math.pi * 440 * at)).astype(np.float32))
    return loud + bytes(RATE * 2)


async def talk(session: VoiceSession) -> None:
    """Let a session hear somebody, in the beats of a room."""
    sound = speech()
    for at in range(0, len(sound), CHUNK):
        await session.hear(sound[at : at + CHUNK])
        await asyncio.sleep(0)


def brief(*, alone: bool = True, language: str = "en", before: tuple[Line, ...] = ()) -> Brief:
    return Brief(
        "You are Clerk, in a meeting of a housing association.",
        language,
        tools=(TOOL,),
        before=before,
        names={"p1": "Ada Example", "p2": "Bob Example"},
        alone=alone,
    )


class Witness:
    """Writes down what happens in a session, and waits for what is to happen."""

    def __init__(self, session: VoiceSession) -> None:
        self.events: list[Event] = []
        self.failed: BackendError | None = None
        self._news = asyncio.Condition()
        self._task = asyncio.create_task(self._write_down(session))
        self._at = 0

    async def until(self, is_it: Callable[[Event], bool]) -> Event:
        """Give the next event that is it; those before it were waited for."""
        async with asyncio.timeout(PATIENCE), self._news:
            while True:
                while self._at < len(self.events):
                    self._at += 1
                    if is_it(self.events[self._at - 1]):
                        return self.events[self._at - 1]
                assert not self._task.done(), f"it ended, and before that: {self.events}"
                await self._news.wait()

    async def ended(self) -> BackendError | None:
        """Wait for the end; gives what it ended by."""
        async with asyncio.timeout(PATIENCE):
            await asyncio.wait({self._task})
        self._task.result()
        return self.failed

    async def stop(self) -> None:
        """Watch no more."""
        self._task.cancel()
        with suppress(asyncio.CancelledError):
            await self._task

    async def _write_down(self, session: VoiceSession) -> None:
        try:
            async for event in session.events():
                async with self._news:
                    self.events.append(event)
                    self._news.notify_all()
        except BackendError as error:
            self.failed = error
        finally:
            async with self._news:
                self._news.notify_all()
