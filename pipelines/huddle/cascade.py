"""A voice model made of three others: one writes down, one thinks, one speaks; all may be own ones.

Whoever cannot speak leaves that to the pages: its words come `mute`.
"""

import asyncio
from collections.abc import AsyncIterator, Callable, Iterable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from itertools import count

from pipelines.errors import BackendError
from pipelines.huddle.chains import Chains
from pipelines.huddle.composing import Remembered, remembered
from pipelines.huddle.replying import Reply
from pipelines.huddle.vad import Vad
from pipelines.pcm import SAMPLE, resample
from pipelines.ports import Audio, Detector
from pipelines.voice import RATE, Brief, Event, Heard, Speech

_WRITTEN_RATE = 16_000
# Speech is told once it has gone on for a while: so much from before belongs to it.
_BEFORE = round(0.4 * RATE) * SAMPLE
# What lasts longer is written down part by part.
_LONGEST = 30 * RATE * SAMPLE


class Cascade:
    """Opens sessions that share their chains."""

    def __init__(self, chains: Chains, detector: Callable[[], Detector] = Vad) -> None:
        self._chains = chains
        self._detector = detector

    @asynccontextmanager
    async def open(self, brief: Brief, *, seconds: float) -> AsyncIterator["CascadeSession"]:  # noqa: ARG002
        """Open a session, which connects to nobody before there is something to write down."""
        session = CascadeSession(self._chains, self._detector(), brief)
        working = asyncio.create_task(session.work())
        try:
            yield session
        finally:
            await session.stop()
            working.cancel()
            await asyncio.wait([working])

    async def close(self) -> None:
        """Let go of what the chains hold."""
        await self._chains.close()


@dataclass(slots=True)
class _Piece:
    """A part of what somebody says; `whole`: the last one."""

    item: str
    pcm: bytes
    whole: bool


class CascadeSession:
    """Hears by loudness, remembers words, and answers sentence by sentence."""

    def __init__(self, chains: Chains, detector: Detector, brief: Brief) -> None:
        self._chains = chains
        self._detector = detector
        self._brief = brief
        self._alone = brief.alone
        self._said = remembered(brief)
        self._screen: bytes | None = None
        self._events = asyncio.Queue[Event | None]()
        self._failed: BackendError | None = None
        self._pieces = asyncio.Queue[_Piece]()
        self._unwritten = 0
        self._numbers = count(1)
        self._speaking: str | None = None
        self._sound = bytearray()
        self._owed = False
        self._thinking: asyncio.Task[None] | None = None
        self._reply: Reply | None = None

    async def hear(self, pcm: bytes) -> None:
        self._check()
        self._sound += pcm
        for speech in self._detector.hear(pcm):
            if speech.began:
                self._end_answer()
                self._speaking = f"heard-{next(self._numbers)}"
                self._tell([Speech(began=True, item=self._speaking)])
            elif self._speaking is not None:
                item, self._speaking = self._speaking, None
                self._tell([Speech(began=False, item=item)])
                self._put(item, whole=True)
        if self._speaking is None:
            del self._sound[:-_BEFORE]
        elif len(self._sound) > _LONGEST:
            self._put(self._speaking, whole=False)

    async def look(self, jpeg: bytes) -> None:
        self._check()
        self._screen = jpeg

    async def read(self, text: str) -> None:
        self._check()
        self._said.append(Remembered("", text))

    async def answer(self) -> None:
        """Have it answer once all that was said is written down."""
        self._check()
        if self._speaking is not None or self._unwritten:
            self._owed = True
        elif self._reply is None or self._reply.has_ended:
            self._think()

    async def company(self, *, alone: bool) -> None:
        self._check()
        self._alone = alone

    async def cut(self, item: str, heard_s: float) -> None:
        self._check()
        if self._reply is not None and self._reply.item == item:
            self._end_answer()
            self._reply.heard(heard_s)

    async def give(self, call: str, result: str) -> None:
        self._check()
        if self._reply is not None:
            self._reply.give(call, result)

    async def events(self) -> AsyncIterator[Event]:
        while (event := await self._events.get()) is not None:
            yield event
        self._events.put_nowait(None)
        if self._failed is not None:
            raise self._failed

    async def work(self) -> None:
        """Write down what is said, in its order, until it fails or is left."""
        written: dict[str, str] = {}
        try:
            while True:
                piece = await self._pieces.get()
                before = written.pop(piece.item, "")
                text = await self._write_down(piece, before)
                self._unwritten -= 1
                if not piece.whole:
                    written[piece.item] = text
                elif text:
                    self._said.append(Remembered("", text))
                    self._next(said=True)
                else:
                    self._next(said=False)
        except BackendError as error:
            self._fail(error)
        finally:
            self._events.put_nowait(None)

    async def stop(self) -> None:
        """End what it thinks of."""
        thinking, self._thinking = self._thinking, None
        if thinking is not None:
            thinking.cancel()
            await asyncio.wait([thinking])

    async def _write_down(self, piece: _Piece, before: str) -> str:
        audio = Audio(await asyncio.to_thread(resample, piece.pcm, RATE, _WRITTEN_RATE), 0.0)
        heard, used = await self._chains.write_down(audio)
        self._tell(used)
        text = " ".join(one.text.strip() for one in heard.said).strip()
        whole = f"{before} {text}".strip()
        if text:
            added = whole[len(before) :]
            self._tell([Heard(piece.item, added, whole=False)])
        if piece.whole and whole:
            self._tell([Heard(piece.item, whole, whole=True)])
        return whole

    def _next(self, *, said: bool) -> None:
        """Answer, where it is to and nothing more is being said."""
        if self._speaking is not None or self._unwritten:
            self._owed |= said and self._alone
        elif self._owed or (said and self._alone):
            self._think()

    def _think(self) -> None:
        self._owed = False
        self._end_answer()
        item = f"answer-{next(self._numbers)}"
        self._reply = Reply(item, self._brief, self._said, self._screen, self._events.put_nowait)
        self._thinking = asyncio.create_task(self._respond(self._reply))

    async def _respond(self, reply: Reply) -> None:
        try:
            await reply.run(self._chains)
        except BackendError as error:
            self._fail(error)

    def _end_answer(self) -> None:
        """Cut the answer that is being given."""
        if self._reply is not None:
            self._reply.end(cut=True)
        thinking, self._thinking = self._thinking, None
        if thinking is not None:
            thinking.cancel()

    def _put(self, item: str, *, whole: bool) -> None:
        self._unwritten += 1
        self._pieces.put_nowait(_Piece(item, bytes(self._sound), whole))
        self._sound.clear()

    def _fail(self, error: BackendError) -> None:
        self._failed = error
        self._events.put_nowait(None)

    def _check(self) -> None:
        if self._failed is not None:
            raise self._failed

    def _tell(self, events: Iterable[Event]) -> None:
        for event in events:
            self._events.put_nowait(event)
