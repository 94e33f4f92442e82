"""Whatever models do, in whichever order: nothing is said twice, heard late, or stays open."""

import asyncio
import random
from collections.abc import Sequence

import pytest

from pipelines.errors import BackendError, BackendRefused, BackendUnavailable, Fault
from pipelines.huddle.page import PEOPLE
from pipelines.huddle.setup import Caps
from pipelines.voice import (
    ASSISTANT,
    CHUNK,
    Answered,
    Event,
    Heard,
    Leaving,
    Saying,
    Sound,
    Speech,
)
from tests.fake_page import FakePage
from tests.fake_voice import FakeSession, FakeVoice
from tests.pipelines.huddle.halls import TONE, Hall
from tests.virtual_time import run

MINUTES = 20
FAULTS: Sequence[BackendError] = (
    BackendUnavailable(Fault.CONNECTION),
    BackendUnavailable(Fault.BUSY, retry_after=20.0),
    BackendUnavailable(Fault.TIMEOUT),
    BackendRefused(Fault.KEY),
)


class StrictPage(FakePage):
    """Hears nothing more of an answer after it was to be still."""

    def __init__(self) -> None:
        super().__init__()
        self._newest = self._stilled = 0

    async def play(self, number: int, pcm: bytes) -> None:
        assert number == PEOPLE or number > self._stilled
        self._newest = max(number, self._newest)
        await super().play(number, pcm)

    async def flush(self) -> None:
        self._stilled = self._newest
        await super().flush()


class Weather:
    """People who come, speak and go, and models that do what models are not to do."""

    def __init__(self, seed: int) -> None:
        self._chance = random.Random(seed)
        self._items = 0
        self._talking = set[asyncio.Task[None]]()
        self.voices = [FakeVoice(self._react, name) for name in ("one", "two")]
        self._deeds = (
            self._join, self._join, self._leave, self._ask, self._speak, self._speak, self._fail,
            self._hinder, self._understand, self._understand, self._understand, self._answer,
        )  # fmt: skip

    async def blow(self, hall: Hall) -> None:
        ends_at = asyncio.get_running_loop().time() + MINUTES * 60
        while asyncio.get_running_loop().time() < ends_at and not hall.running.done():
            await self._chance.choice(self._deeds)(hall, self._chance.choice(("ada", "bob", "cy")))
            await asyncio.sleep(self._chance.choice((0.0, 0.05, 1.0, 3.0, 10.0)))
            assert len(self.open) <= 2  # one, and the one that is to relieve it

    @property
    def open(self) -> list[FakeSession]:
        return [one for voice in self.voices for one in voice.sessions if one.is_open]

    async def _join(self, hall: Hall, person: str) -> None:
        await hall.room.join(person, person, StrictPage())

    async def _leave(self, hall: Hall, person: str) -> None:
        await hall.room.leave(person)

    async def _ask(self, hall: Hall, person: str) -> None:
        await hall.room.ask(person)

    async def _speak(self, hall: Hall, person: str) -> None:
        await hall.speak(self._chance.randint(1, 40), **{person: TONE})

    async def _fail(self, _: Hall, __: str) -> None:
        for one in self.open:
            one.fail(self._chance.choice(FAULTS))

    async def _hinder(self, _: Hall, __: str) -> None:
        voice = self._chance.choice(self.voices)
        voice.faults.append(self._chance.choice((*FAULTS, None)))
        voice.opens_in, voice.leaves_in = self._chance.choice(((0.0, 0.0), (3.0, 0.5), (20, 30)))
        for one in self.open:
            one.tell(Leaving(self._chance.choice((0.0, 60.0))))

    async def _understand(self, _: Hall, __: str) -> None:
        self._items += 1
        item, text = f"h{self._items}", f"Clerk, {self._items}"
        events: list[Event] = [
            Speech(True, item),
            Heard(item, text, whole=False),
            Speech(False, item),
        ]
        self._happen([*events, Heard(item, f"{text}.", whole=True)])

    async def _answer(self, _: Hall, __: str) -> None:
        self._say()

    def _react(self, _: FakeSession, name: str, __: object) -> None:
        if name == "answer" and self._chance.random() < 0.8:
            self._say()

    def _say(self) -> None:
        self._items += 1
        item, events = f"a{self._items}", list[Event]()
        for at in range(self._chance.randint(0, 4)):
            events.append(Sound(item, bytes(CHUNK * self._chance.randint(1, 100))))
            events.append(Saying(item, f"answer{self._items}.{at} ", whole=False))
        self._happen([*events, Answered(item, "m", cut=self._chance.random() < 0.2)])

    def _happen(self, events: list[Event]) -> None:
        if self._chance.random() < 0.3:
            self._chance.shuffle(events)
        if self.open:
            task = asyncio.create_task(self._drip(self._chance.choice(self.open), events))
            self._talking.add(task)
            task.add_done_callback(self._talking.discard)

    async def _drip(self, session: FakeSession, events: Sequence[Event]) -> None:
        for event in events:
            session.tell(event)
            await asyncio.sleep(self._chance.choice((0.0, 0.01, 0.3, 2.0)))


@pytest.mark.parametrize("seed", range(4))
def test_a_room_outlives_all_that_models_do(seed: int) -> None:
    async def scenario() -> None:
        weather = Weather(seed)
        async with Hall(Caps(minutes=1e9, empty_s=1e9), weather.voices) as hall:
            await weather.blow(hall)
            for voice in weather.voices:
                voice.leaves_in = 0.0
        lines = hall.room.lines
        heard = [line.text.rstrip(".") for line in lines if line.who != ASSISTANT]
        spoken = [line.text for line in lines if line.who == ASSISTANT]
        words = " ".join(spoken).replace("…", "").split()
        assert min(len(heard), len(spoken)) > 20
        assert len(heard) == len(set(heard))
        assert len(words) == len(set(words))
        assert list(hall.keeper.lines) == list(range(len(lines)))
        assert weather.open == []

    run(scenario())
