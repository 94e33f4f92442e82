"""A voice model that counts: how often it was opened, and what went wrong."""

from collections.abc import AsyncIterator, Awaitable
from contextlib import asynccontextmanager

from pipelines.errors import BackendError
from pipelines.ports import VoiceModel, VoiceSession
from pipelines.voice import Brief, Event


class Observed:
    """Passes everything on; `faults` are the kinds of what went wrong, in order."""

    def __init__(self, asked: VoiceModel) -> None:
        self._asked = asked
        self.opened = 0
        self.faults = list[str]()

    @asynccontextmanager
    async def open(self, brief: Brief, *, seconds: float) -> AsyncIterator[VoiceSession]:
        was_open = False
        try:
            async with self._asked.open(brief, seconds=seconds) as session:
                was_open = True
                self.opened += 1
                yield _Session(session, self.faults)
        except BackendError as error:
            if not was_open:
                self.faults.append(error.fault.value)
            raise

    async def close(self) -> None:
        await self._asked.close()


class _Session:
    def __init__(self, session: VoiceSession, faults: list[str]) -> None:
        self._session = session
        self._faults = faults

    async def hear(self, pcm: bytes) -> None:
        await self._watched(self._session.hear(pcm))

    async def look(self, jpeg: bytes) -> None:
        await self._watched(self._session.look(jpeg))

    async def read(self, text: str) -> None:
        await self._watched(self._session.read(text))

    async def answer(self) -> None:
        await self._watched(self._session.answer())

    async def company(self, *, alone: bool) -> None:
        await self._watched(self._session.company(alone=alone))

    async def cut(self, item: str, heard_s: float) -> None:
        await self._watched(self._session.cut(item, heard_s))

    async def give(self, call: str, result: str) -> None:
        await self._watched(self._session.give(call, result))

    async def events(self) -> AsyncIterator[Event]:
        try:
            async for event in self._session.events():
                yield event
        except BackendError as error:
            self._faults.append(error.fault.value)
            raise

    async def _watched(self, done: Awaitable[None]) -> None:
        try:
            await done
        except BackendError as error:
            self._faults.append(error.fault.value)
            raise
