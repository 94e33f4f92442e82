"""Two ways to a voice model: over the page of a room, and directly."""

import asyncio
import json
import time
from base64 import b64decode, b64encode
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import Any, Protocol

import aiohttp

from bot.voice.protocol import HEAD, MICROPHONE
from pipelines.huddle.page import PEOPLE
from pipelines.voice import CHUNK, CHUNK_S
from tests.bot.voice.visiting import SPEECH
from tests.doubles.voice.openai_realtime import PATH

_MARK = 4  # bytes of a chunk that say which one it is
_PAGE = MICROPHONE.to_bytes(HEAD, "little")
QUIET = bytes(CHUNK)


class Line(Protocol):
    """Sends chunks, and is told what comes; `on_chunk` is given those of the assistant's."""

    async def send(self, pcm: bytes) -> None: ...

    async def listen(self, on_chunk: Callable[[bytes], None]) -> None: ...


class Direct:
    """A WebSocket of the model's own."""

    def __init__(self, socket: aiohttp.ClientWebSocketResponse) -> None:
        self._socket = socket

    async def send(self, pcm: bytes) -> None:
        audio = b64encode(pcm).decode()
        await self._socket.send_str(f'{{"type":"input_audio_buffer.append","audio":"{audio}"}}')

    async def listen(self, on_chunk: Callable[[bytes], None]) -> None:
        async for message in self._socket:
            said = json.loads(message.data)
            if said["type"] == "response.output_audio.delta":
                on_chunk(b64decode(said["delta"]))


class Paged:
    """A page of a room; `on_told` is given what it is told beside sound."""

    def __init__(self, socket: aiohttp.ClientWebSocketResponse) -> None:
        self._socket = socket
        self._played: tuple[int, float] = (0, 0.0)
        self.on_told: Callable[[dict[str, Any]], None] = lambda _: None

    async def send(self, pcm: bytes) -> None:
        await self._socket.send_bytes(_PAGE + pcm)

    async def say(self, kind: str, **more: object) -> None:
        await self._socket.send_json({"kind": kind, **more})

    async def listen(self, on_chunk: Callable[[bytes], None]) -> None:
        async for message in self._socket:
            if message.type is aiohttp.WSMsgType.TEXT:
                self.on_told(message.json())
            elif (number := int.from_bytes(message.data[:HEAD], "little")) != PEOPLE:
                on_chunk(message.data[HEAD:])
                await self._plays(number, len(message.data) - HEAD)

    async def _plays(self, number: int, size: int) -> None:
        """Tell each half second how much was played, as pages do."""
        before = self._played[1] if self._played[0] == number else 0.0
        now = before + size / CHUNK * CHUNK_S
        self._played = number, now
        if int(now * 2) > int(before * 2):
            await self.say("played", number=number, seconds=now)


class Delays:
    """Speaks over a line in real time; `seconds` is what it took each chunk to come back."""

    def __init__(self, line: Line) -> None:
        self._line = line
        self._sent = dict[int, float]()
        self.seconds = list[float]()
        self.missing = 0

    async def run(self, starts_at: float, chunks: int, first: int) -> None:
        """Send so many chunks, and count those from the `first` on."""
        listening = asyncio.create_task(self._line.listen(self._came))
        for number in range(chunks):
            await asyncio.sleep(starts_at + number * CHUNK_S - time.perf_counter())
            if number >= first:
                self._sent[number] = time.perf_counter()
            await self._line.send(number.to_bytes(_MARK, "little") + SPEECH[_MARK:])
        await asyncio.sleep(1.0)
        listening.cancel()
        self.missing = len(self._sent)

    def _came(self, pcm: bytes) -> None:
        for at in range(0, len(pcm), CHUNK):
            number = int.from_bytes(pcm[at : at + _MARK], "little")
            if (sent := self._sent.pop(number, None)) is not None:
                self.seconds.append(time.perf_counter() - sent)


@asynccontextmanager
async def direct(session: aiohttp.ClientSession, url: str) -> AsyncIterator[Direct]:
    """Open a line to the model."""
    address = url.removesuffix("/v1") + PATH
    headers = {"Authorization": "Bearer k"}
    async with session.ws_connect(f"{address}?model=gpt-realtime-2.1", headers=headers) as socket:
        yield Direct(socket)


@asynccontextmanager
async def paged(url: str, room: str, link: str) -> AsyncIterator[Paged]:
    """Come into a room by a link, and wait until the assistant is there."""
    # Of one room: the cookies of another one's page must not come along.
    async with aiohttp.ClientSession(cookie_jar=aiohttp.CookieJar(unsafe=True)) as session:
        at, headers = f"{url}/voice/{room}", {"Origin": url}
        async with session.post(f"{at}/enter", data=link, headers=headers) as answer:
            assert answer.status == 204, answer.status
        async with session.ws_connect(f"{at}/socket", headers=headers) as socket:
            page = Paged(socket)
            await page.say("join")
            await _until_here(socket)
            yield page


async def _until_here(socket: aiohttp.ClientWebSocketResponse) -> None:
    async for message in socket:
        if message.type is aiohttp.WSMsgType.TEXT:
            told = message.json()
            if told["kind"] == "assistant" and told["state"] == "here":
                return
    raise AssertionError("the room closed")
