"""A room with fakes all around it, in virtual time."""

import asyncio
import math
from collections.abc import Sequence
from datetime import UTC, datetime

import numpy as np

from pipelines.egress import Egress
from pipelines.huddle.arrivals import Pace
from pipelines.huddle.room import Room
from pipelines.huddle.roster import Roster
from pipelines.huddle.setup import Caps, Setup
from pipelines.pcm import pcm16
from pipelines.usage import Price
from pipelines.voice import CHUNK, CHUNK_S, RATE, Answered, Heard, Saying, Sound, Speech
from tests.fake_page import FakeKeeper, FakePage
from tests.fake_voice import FakeSession, FakeVoice, listed

QUIET = bytes(CHUNK)


def tone(hertz: float = 300.0, loud: float = 6000.0) -> bytes:
    """Give one beat of somebody who speaks."""
    at = np.arange(CHUNK // 2) / RATE
    return pcm16((loud * np.sin(2 * math.pi * hertz * at)).astype(np.float32))


TONE = tone()


class Hall:
    """A room that is open, with a model by hand."""

    def __init__(
        self,
        caps: Caps | None = None,
        voices: Sequence[FakeVoice] = (),
        prices: dict[str, Price] | None = None,
        lines: int = 0,
    ) -> None:
        loop = asyncio.get_running_loop()
        self.voices = voices or (FakeVoice(name="one"),)
        self.keeper = FakeKeeper()
        self.pages = dict[str, FakePage]()
        setup = Setup("The boiler", "en", Egress(), caps=caps or Caps(), lines=lines)
        roster = Roster(
            [listed(one.name, one, price=(prices or {}).get(one.name)) for one in self.voices],
            clock=lambda: datetime(2026, 11, 23, tzinfo=UTC),
            timer=loop.time,
        )
        self.room = Room(setup, roster, self.keeper, pace=Pace(loop.time))
        self.running = asyncio.create_task(self.room.run())

    async def __aenter__(self) -> "Hall":
        await asyncio.sleep(0)
        return self

    async def __aexit__(self, *_: object) -> None:
        self.room.end("people")
        await asyncio.wait({self.running})
        self.running.result()

    @property
    def model(self) -> FakeSession:
        """What the newest session of the first model was told."""
        return self.voices[0].last

    async def join(self, person: str, *, apart: bool = False) -> FakePage:
        """Let somebody in, and whatever that leads to happen."""
        page = self.pages[person] = FakePage()
        assert await self.room.join(person, person.title(), page, apart=apart)
        await asyncio.sleep(0.05)
        return page

    async def speak(self, beats: int, **sounds: bytes) -> None:
        """Have people send sound for so many beats."""
        for _ in range(beats):
            for person, pcm in sounds.items():
                await self.room.hear(person, pcm)
            await asyncio.sleep(CHUNK_S)

    async def say(self, person: str, text: str, item: str = "h") -> None:
        """Have somebody say words, and the model understand them."""
        await self.speak(10, **{person: TONE})
        self.model.tell(Speech(began=True, item=item))
        await self.speak(20, **{person: TONE})
        await self.speak(20, **{person: QUIET})
        self.model.tell(Speech(began=False, item=item), Heard(item, text, whole=True))
        await asyncio.sleep(0.05)

    async def answer(
        self, text: str, seconds: float, item: str = "a", *, ends: bool = True
    ) -> None:
        """Have the model say words, faster than they last."""
        self.model.tell(
            Saying(item, text, whole=True), Sound(item, bytes(round(seconds * RATE) * 2))
        )
        if ends:
            self.model.tell(Answered(item, "one-1"))
        await asyncio.sleep(0.05)

    def heard(self) -> bytes:
        """Give what the model heard."""
        return b"".join(one for one in self.model.of("hear") if isinstance(one, bytes))
