"""Gemini Live as a counterpart of the suite that every voice model passes."""

import asyncio
import json
from contextlib import AsyncExitStack
from typing import Self

from pipelines.backends.gemini_live import GeminiLive, Manner
from pipelines.huddle.vad import Vad
from pipelines.ports import VoiceModel
from tests.contracts.voices import ARGUMENTS, CALLED, HEARD, SAID, Lack
from tests.doubles.vendors import KEY
from tests.doubles.voice.gemini_live import GeminiLiveDouble

MODEL = "gemini-3.8-live"


async def opened(double: GeminiLiveDouble, *, key: str = KEY, resumes: bool = False) -> GeminiLive:
    """Make the model that talks to a double, where it may block."""

    def make() -> GeminiLive:
        return GeminiLive(
            MODEL,
            key=key,
            detector=Vad,
            manner=Manner(resumes=resumes, settle_s=0.5),
            address=double.url,
            trust=double.trust,
        )

    return await asyncio.to_thread(make)


class GeminiLiveEnd:
    """The double, and the model that talks to it."""

    lacks: frozenset[Lack] = frozenset()

    def __init__(self) -> None:
        self._double = GeminiLiveDouble()
        self._script = self._double.script
        self._script.words, self._script.answer = HEARD, SAID
        self._stack = AsyncExitStack()
        self.model: VoiceModel

    async def __aenter__(self) -> Self:
        await self._stack.enter_async_context(self._double)
        self.model = await opened(self._double)
        return self

    async def __aexit__(self, *_: object) -> None:
        await self._stack.aclose()

    def pause(self) -> None:
        self._script.holds_at = 1
        self._script.go.clear()

    def go_on(self) -> None:
        self._script.holds_at = None
        self._script.go.set()

    def told(self) -> str:
        script = self._script
        said = [script.setups[-1]["systemInstruction"], script.history, script.results]
        return json.dumps(said) + "\n".join(script.texts)

    def seen(self) -> list[bytes]:
        return self._script.screens

    def calls(self) -> None:
        self._script.calls.append((CALLED, json.loads(ARGUMENTS)))

    def refuse(self) -> None:
        self._script.refuses = (1007, "API key not valid. Please pass a valid API key.")

    def ignore(self) -> None:
        self._script.is_silent = True

    async def break_off(self) -> None:
        await self._double.kill()

    async def leave(self) -> None:
        assert self._double.newest is not None
        await self._double.newest.go_away("9.5s")
