"""The other ends of voice models, one a kind of model; the suite of that port runs with each."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager

from pipelines.errors import BackendRefused, Fault
from pipelines.huddle.simulator import SimulatedVoice
from pipelines.huddle.vad import Vad
from pipelines.ports import VoiceModel
from pipelines.voice import CHUNK, Answered, Call, Heard, Leaving, Saying, Sound
from tests.contracts.voices import ARGUMENTS, CALLED, HEARD, SAID, Counterpart, Lack
from tests.doubles.voice.cascade_end import CascadeEnd
from tests.doubles.voice.gemini_end import GeminiLiveEnd
from tests.doubles.voice.openai_end import live, realtime
from tests.fake_voice import FakeSession, FakeVoice


class ByHand:
    """A counterpart that is a fake itself: it does at once what a provider does in a while."""

    lacks: frozenset[Lack] = frozenset()

    def __init__(self) -> None:
        self._voice = FakeVoice(self._react)
        self.model: VoiceModel = self._voice
        self._vads = dict[FakeSession, Vad]()
        self._paused = self._calls = False
        self._open: str | None = None

    def pause(self) -> None:
        self._paused = True

    def go_on(self) -> None:
        self._paused = False
        if self._open is not None:
            self._finish(self._voice.last)

    def told(self) -> str:
        session = self._voice.last
        brief = session.brief
        names = brief.names or {}
        before = [f"{names.get(line.who, line.who)}: {line.text}" for line in brief.before]
        said = [str(what) for name, what in session.told if name in {"read", "give"}]
        return "\n".join([brief.instructions, *before, *said])

    def seen(self) -> list[bytes]:
        return [one for one in self._voice.last.of("look")[-1:] if isinstance(one, bytes)]

    def calls(self) -> None:
        self._calls = True

    def refuse(self) -> None:
        self._voice.faults.append(BackendRefused(Fault.KEY))

    def ignore(self) -> None:
        self._voice.faults.append(None)

    async def break_off(self) -> None:
        self._voice.last.fail()

    async def leave(self) -> None:
        self._voice.last.tell(Leaving(50.0))

    def _react(self, session: FakeSession, name: str, what: object) -> None:
        match name, what:
            case "hear", bytes(pcm):
                self._hear(session, pcm)
            case "answer", _:
                self._begin(session)
            case "cut", (item, _) if item == self._open:
                self._open = None
                session.tell(Answered(str(item), "m-1", cut=True))
            case "give", _:
                self._begin(session)
            case _:
                pass

    def _hear(self, session: FakeSession, pcm: bytes) -> None:
        for one in self._vads.setdefault(session, Vad()).hear(pcm):
            item = f"h{next(session.numbers)}"
            session.tell(one)
            if not one.began:
                session.tell(Heard(item, HEARD[:9], whole=False), Heard(item, HEARD, whole=True))
                self._answer_to(session)

    def _answer_to(self, session: FakeSession) -> None:
        said = session.of("company")
        if said[-1] if said else session.brief.alone:
            self._begin(session)

    def _begin(self, session: FakeSession) -> None:
        if self._calls:
            self._calls = False
            session.tell(Call("c1", CALLED, ARGUMENTS))
        elif self._open is None:
            self._open = f"a{next(session.numbers)}"
            session.tell(Saying(self._open, SAID[:9], whole=False), Sound(self._open, bytes(CHUNK)))
            if not self._paused:
                self._finish(session)

    def _finish(self, session: FakeSession) -> None:
        item, self._open = self._open or "", None
        session.tell(Sound(item, bytes(CHUNK)), Saying(item, SAID[9:], whole=False))
        session.tell(Sound(item, bytes(CHUNK)), Saying(item, SAID, whole=True))
        session.tell(Answered(item, "m-1"))


class Simulated:
    """The counterpart of the simulator, which has none: only its time is held."""

    lacks: frozenset[Lack] = frozenset(
        {"words", "tools", "pictures", "reading", "failing", "leaving"}
    )

    def __init__(self) -> None:
        self._goes_on = asyncio.Event()
        self._goes_on.set()
        self.model: VoiceModel = SimulatedVoice(self._sleep)

    async def _sleep(self, _seconds: float) -> None:
        await asyncio.sleep(0)
        await self._goes_on.wait()

    def pause(self) -> None:
        self._goes_on.clear()

    def go_on(self) -> None:
        self._goes_on.set()

    def told(self) -> str:
        raise NotImplementedError("the simulator lacks it, as `lacks` says")

    def seen(self) -> list[bytes]:
        raise NotImplementedError("the simulator lacks it, as `lacks` says")

    def calls(self) -> None:
        raise NotImplementedError("the simulator lacks it, as `lacks` says")

    def refuse(self) -> None:
        raise NotImplementedError("the simulator lacks it, as `lacks` says")

    def ignore(self) -> None:
        raise NotImplementedError("the simulator lacks it, as `lacks` says")

    async def break_off(self) -> None:
        raise NotImplementedError("the simulator lacks it, as `lacks` says")

    async def leave(self) -> None:
        raise NotImplementedError("the simulator lacks it, as `lacks` says")


@asynccontextmanager
async def by_hand() -> AsyncIterator[Counterpart]:
    yield ByHand()


@asynccontextmanager
async def simulated() -> AsyncIterator[Counterpart]:
    yield Simulated()


@asynccontextmanager
async def cascade() -> AsyncIterator[Counterpart]:
    yield CascadeEnd()


@asynccontextmanager
async def gemini_live() -> AsyncIterator[Counterpart]:
    async with GeminiLiveEnd() as end:
        yield end


# Every kind of voice model has its line here.
COUNTERPARTS: dict[str, Callable[[], AbstractAsyncContextManager[Counterpart]]] = {
    "by hand": by_hand,
    "cascade": cascade,
    "gemini live": gemini_live,
    "simulated": simulated,
    "realtime": realtime,
    "live": live,
}
