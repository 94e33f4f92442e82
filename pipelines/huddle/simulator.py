"""A voice model that needs nothing, and understands nothing: it shows how a room works."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from itertools import count

from pipelines.huddle.tones import tone, words
from pipelines.huddle.vad import Vad
from pipelines.pcm import SAMPLE
from pipelines.voice import RATE, Answered, Brief, Event, Heard, Saying, Sound, Speech

MODEL = "simulator"
# It speaks so many times faster than it is heard, as providers do.
_FASTER = 4.0
_LETTERS = {
    "en": {
        "heard": "[{seconds} s of speech: the simulator understands no words]",
        "said": (
            "I am a simulated assistant: no voice model is set up, and I understand no words. "
            "I heard somebody speak for {seconds} seconds."
        ),
        "nothing": (
            "I am a simulated assistant: no voice model is set up, and I understand no words. "
            "I have heard nobody speak yet."
        ),
        "seen": " A picture of a screen came too, and I cannot look at it.",
    },
    "zh": {
        "heard": "[{seconds} 秒的说话声：模拟器听不懂内容]",
        "said": "我是模拟助手：没有配置语音模型，我听不懂内容。我听到有人说了{seconds}秒。",
        "nothing": "我是模拟助手：没有配置语音模型，我听不懂内容。我还没有听到有人说话。",
        "seen": "屏幕的画面也传来了，但我看不懂。",
    },
}


class SimulatedVoice:
    """Hears when people speak, and answers in tones, with words that say what it is."""

    def __init__(self, sleep: Callable[[float], Awaitable[None]] = asyncio.sleep) -> None:
        self._sleep = sleep

    @asynccontextmanager
    async def open(self, brief: Brief, *, seconds: float) -> AsyncIterator["SimulatedSession"]:  # noqa: ARG002 - it takes no time
        session = SimulatedSession(brief, self._sleep)
        try:
            yield session
        finally:
            session.leave()

    async def close(self) -> None:
        """Let go of nothing: it has nothing."""


@dataclass(slots=True)
class SimulatedSession:
    """A conversation with nobody."""

    brief: Brief
    sleep: Callable[[float], Awaitable[None]]
    _alone: bool = field(init=False)
    _sees: bool = field(default=False, init=False)
    _samples: int = field(default=0, init=False)  # of what is being said, or was said last
    _vad: Vad = field(default_factory=Vad, init=False)
    _numbers: "count[int]" = field(default_factory=lambda: count(1), init=False)
    _spoken: str = field(default="", init=False)
    _answer: "asyncio.Task[None] | None" = field(default=None, init=False)
    _says: str = field(default="", init=False)
    _events: "asyncio.Queue[Event | None]" = field(default_factory=asyncio.Queue, init=False)

    def __post_init__(self) -> None:
        self._alone = self.brief.alone

    async def hear(self, pcm: bytes) -> None:
        self._samples += len(pcm) // 2 if self._vad.speaking else 0
        for speech in self._vad.hear(pcm):
            if speech.began:
                self._begin(len(pcm) // 2)
            else:
                await self._end()

    async def look(self, jpeg: bytes) -> None:
        self._sees = bool(jpeg)

    async def read(self, text: str) -> None:
        """Read nothing: it cannot."""

    async def answer(self) -> None:
        if self._answer is None or self._answer.done():
            self._says = f"a{next(self._numbers)}"
            self._answer = asyncio.create_task(self._speak(self._says, self._words()))

    async def company(self, *, alone: bool) -> None:
        self._alone = alone

    async def cut(self, item: str, heard_s: float) -> None:  # noqa: ARG002 - it remembers nothing
        if item == self._says and self._answer is not None and self._answer.cancel():
            self._answer = None
            self._events.put_nowait(Answered(item, MODEL, cut=True))

    async def give(self, call: str, result: str) -> None:
        """Take nothing: it calls nothing."""

    async def events(self) -> AsyncIterator[Event]:
        while (event := await self._events.get()) is not None:
            yield event
        self._events.put_nowait(None)  # for whoever asks again

    def leave(self) -> None:
        """Stop speaking; nothing happens any more."""
        if self._answer is not None:
            self._answer.cancel()
        self._events.put_nowait(None)

    def _begin(self, samples: int) -> None:
        self._samples, self._spoken = samples, f"h{next(self._numbers)}"
        self._events.put_nowait(Speech(began=True, item=self._spoken))

    async def _end(self) -> None:
        heard = self._texts["heard"].format(seconds=self._heard_s)
        self._events.put_nowait(Speech(began=False, item=self._spoken))
        self._events.put_nowait(Heard(self._spoken, heard, whole=True))
        if self._alone:
            await self.answer()

    @property
    def _texts(self) -> dict[str, str]:
        return _LETTERS["zh" if self.brief.language.startswith("zh") else "en"]

    @property
    def _heard_s(self) -> int:
        """The seconds that somebody spoke; what it takes to notice the end is not among them."""
        return max(1, round(self._samples / RATE - 0.6))

    def _words(self) -> str:
        said = self._texts["said" if self._spoken else "nothing"].format(seconds=self._heard_s)
        return said + (self._texts["seen"] if self._sees else "")

    async def _speak(self, item: str, text: str) -> None:
        for word in words(text):
            sound = tone(word)
            self._events.put_nowait(Saying(item, word, whole=False))
            self._events.put_nowait(Sound(item, sound))
            await self.sleep(len(sound) / SAMPLE / RATE / _FASTER)
        self._events.put_nowait(Saying(item, text, whole=True))
        self._events.put_nowait(Answered(item, MODEL))
