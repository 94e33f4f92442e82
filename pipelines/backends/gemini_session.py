"""A conversation with Gemini Live: what it is sent, and when it is its turn."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Iterable
from typing import TypeAlias

from google.genai import types
from google.genai.live import AsyncSession

from pipelines.backends.answers import sendable
from pipelines.backends.gemini_line import LOST, broken_off
from pipelines.backends.gemini_turns import Turns
from pipelines.errors import BackendError, BackendUnavailable, Fault
from pipelines.pcm import Resampler
from pipelines.ports import Detector
from pipelines.voice import RATE, Event, Heard, Leaving, Speech

_Input: TypeAlias = types.Blob | types.ActivityStart | types.ActivityEnd | str
_RATE = 16_000
_SOUND = f"audio/pcm;rate={_RATE}"
# A peer that takes nothing for so long is not there.
_SEND_S = 3.0
# Speech is told once it has gone on for a while: so much from before goes along.
_BEFORE = round(0.4 * _RATE) * 2
# The words of what was said come after it, and nothing says which were the last: those to which
# none was added for so long.
SETTLE_S = 0.5
# Alone nothing else tells that somebody has ended who is not answered; and they may only pause.
_PAUSES = 4
_ASKED = "(You are asked to answer now.)"
_CUT = '(You were interrupted. Of your last answer people heard only this: "{}")'


class GeminiSession:
    """A session with one person: Gemini itself hears when they have ended, and answers.

    It may be interrupted by them at once, of which it tells.
    """

    def __init__(self, live: AsyncSession, turns: Turns, settle_s: float) -> None:
        self._settle_s = settle_s * _PAUSES
        self._settling: asyncio.TimerHandle | None = None
        self._live = live
        self._turns = turns
        self._resampler = Resampler(RATE, _RATE)
        self._events: asyncio.Queue[Event | None] = asyncio.Queue()
        self._failed: BackendError | None = None

    async def listen(self) -> None:
        """Read what it says until it ends, or nobody listens any more."""
        try:
            while True:  # the SDK stops after each answer
                async for message in self._live.receive():
                    self._tell(self._turns.read(message))
        except LOST as error:
            self._failed = broken_off(error)
        finally:
            if self._settling is not None:
                self._settling.cancel()
            self._events.put_nowait(None)

    async def hear(self, pcm: bytes) -> None:
        """Let it hear all there is, silence as well: it tells the end of speech by it."""
        await self._sound(self._resampler.feed(pcm))

    async def look(self, jpeg: bytes) -> None:
        """Let it see a screen; what it saw before cannot be taken back."""
        await self._send(video=types.Blob(data=jpeg, mime_type="image/jpeg"))

    async def read(self, text: str) -> None:
        """Let it read a text; its turn goes on, so that it does not answer."""
        said = types.Content(role="user", parts=[types.Part(text=sendable(text))])
        await self._sent(self._live.send_client_content(turns=said, turn_complete=False))

    async def answer(self) -> None:
        """Have it answer, unless it does, or somebody speaks, whom it answers by itself."""
        if not (self._turns.answering or self._turns.awaited or self._turns.speaking):
            self._turns.ask()
            await self._send(text=_ASKED)

    async def company(self, *, alone: bool) -> None:
        """Leave where that changes: how turns are told is said at the beginning only."""
        if not alone:
            self._tell([Leaving(0.0)])

    async def cut(self, item: str, heard_s: float) -> None:
        """Give nothing of an answer any more, and tell what was heard of it.

        It forgets nothing itself that it has sent.
        """
        self._tell(self._turns.silence(item))
        part = self._turns.part(item, heard_s)
        if part is not None:
            await self.read(_CUT.format(part))

    async def give(self, call: str, result: str) -> None:
        """Give what was looked up; nothing where it asked no more."""
        name = self._turns.name_of(call)
        if name is not None:
            self._turns.ask()
            response = types.FunctionResponse(id=call, name=name, response={"output": result})
            await self._sent(self._live.send_tool_response(function_responses=response))

    async def events(self) -> AsyncIterator[Event]:
        """Give what happens, until it ends."""
        while (event := await self._events.get()) is not None:
            yield event
        self._events.put_nowait(None)
        if self._failed is not None:
            raise self._failed

    async def _sound(self, pcm: bytes) -> None:
        if pcm:
            await self._send(audio=types.Blob(data=pcm, mime_type=_SOUND))

    async def _send(self, **what: _Input) -> None:
        """Send one thing: the SDK takes no two at once."""
        await self._sent(self._live.send_realtime_input(**what))  # type: ignore[arg-type]  # one

    async def _sent(self, sending: Awaitable[None]) -> None:
        try:
            async with asyncio.timeout(_SEND_S):
                await sending
        except LOST as error:
            failed = self._failed or broken_off(error)
            raise failed or BackendUnavailable(Fault.CONNECTION) from None

    def _tell(self, events: Iterable[Event]) -> None:
        for event in events:
            self._events.put_nowait(event)
            if isinstance(event, Heard | Speech):
                self._settle_later()

    def _settle_later(self) -> None:
        """Have words settle, once no more of them come."""
        if self._settling is not None:
            self._settling.cancel()
        loop = asyncio.get_running_loop()
        self._settling = loop.call_later(
            self._settle_s, lambda: self._settled(self._turns.settle())
        )

    def _settled(self, events: Iterable[Event]) -> None:
        self._settling = None
        for event in events:
            self._events.put_nowait(event)


class GroupSession(GeminiSession):
    """A session with several people: it hears them talk, and answers once it is asked to.

    All that is said between two answers is one turn, whose end is told by hand. If Gemini told the
    turns, each sentence that people say to each other would be answered, and paid, and remain among
    what it remembers; to drop those answers would make them unheard, not unsaid.
    """

    def __init__(
        self, live: AsyncSession, turns: Turns, settle_s: float, detector: Detector
    ) -> None:
        super().__init__(live, turns, settle_s / _PAUSES)
        self._detector = detector
        self._before = b""
        self._is_open = False
        self._is_owed = False
        self._screen: bytes | None = None

    async def hear(self, pcm: bytes) -> None:
        """Let it hear what people say; silence is paid as well, and tells nothing here."""
        sound = self._resampler.feed(pcm)
        spoken = self._turns.speaking
        for speech in self._detector.hear(pcm):
            if speech.began:
                await self._open()
                sound, self._before, spoken = self._before + sound, b"", True
            self._tell(self._turns.spoke(began=speech.began))
        if spoken:
            await self._sound(sound)
        else:
            self._before = (self._before + sound)[-_BEFORE:]
        if self._is_owed and not self._turns.speaking:
            await self._close()

    async def look(self, jpeg: bytes) -> None:
        """Keep a screen until it answers: each one that it is sent is paid with every answer."""
        self._screen = jpeg

    async def answer(self) -> None:
        """Have it answer once nobody speaks, unless it does."""
        if self._turns.speaking:
            self._is_owed = True
        elif not (self._turns.answering or self._turns.awaited):
            await self._close()

    async def company(self, *, alone: bool) -> None:
        """Leave where that changes."""
        if alone:
            self._tell([Leaving(0.0)])

    async def cut(self, item: str, heard_s: float) -> None:
        """Stop it, by beginning the next turn."""
        if self._turns.answering:
            await self._open()
        await super().cut(item, heard_s)

    async def _open(self) -> None:
        """Begin a turn of people's; whatever it says is cut by that."""
        if not self._is_open:
            self._is_open = True
            self._turns.unask()
            await self._send(activity_start=types.ActivityStart())

    async def _close(self) -> None:
        """End their turn: it is asked."""
        if not self._is_open:
            await self._open()
            await self._send(text=_ASKED)
        screen, self._screen = self._screen, None
        if screen is not None:
            await super().look(screen)
        self._is_open = self._is_owed = False
        self._turns.ask()
        await self._send(activity_end=types.ActivityEnd())
