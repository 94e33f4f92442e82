"""The end of the bridge in the voice process: it calls, asks, and calls again."""

import asyncio
import logging
from collections.abc import Callable
from contextlib import suppress
from itertools import count
from pathlib import Path

import aiohttp
from pydantic import TypeAdapter, ValidationError

from bot.bridge.household import Away
from bot.bridge.listener import MOST_BYTES, PATH
from bot.bridge.wire import Answer, Ask, Asked, Close, Reply, Tell

_log = logging.getLogger(__name__)
_HEARTBEAT = 20.0  # seconds
_PAUSE = 0.5  # seconds between two calls
_News: TypeAdapter[Reply | Tell] = TypeAdapter(Reply | Tell)


class BridgeCaller:
    """The household on the other end of the socket, for as long as somebody is there.

    `told` hears what rooms are to close; `joined` is called each time the other process is there
    again, which may know of an end that nobody could be told meanwhile.
    """

    def __init__(
        self,
        path: Path,
        *,
        told: Callable[[Close], None],
        joined: Callable[[], None],
        patience: float = 5.0,
    ) -> None:
        """Remember whom to tell; a question waits `patience` seconds for somebody to be there."""
        self._path = path
        self._told = told
        self._joined = joined
        self._patience = patience
        self._numbers = count(1)
        self._waiting = dict[int, asyncio.Future[Answer]]()
        self._socket: aiohttp.ClientWebSocketResponse | None = None
        self._there = asyncio.Event()
        self._calling: asyncio.Task[None] | None = None

    def start(self) -> None:
        """Begin to call."""
        self._calling = asyncio.create_task(self._call())

    async def stop(self) -> None:
        """Call no more; whoever waits for an answer is told that nobody is there."""
        if self._calling is not None:
            self._calling.cancel()
            await asyncio.wait({self._calling})

    async def ask(self, asked: Asked) -> Answer:
        try:
            async with asyncio.timeout(self._patience):
                await self._there.wait()
        except TimeoutError:
            raise Away("nobody is there") from None
        socket, number = self._socket, next(self._numbers)
        if socket is None:
            raise Away("nobody is there any more")
        answer = self._waiting[number] = asyncio.get_running_loop().create_future()
        try:
            await socket.send_str(Ask(number=number, asked=asked).model_dump_json())
            given: Answer = await answer
            return given
        except ConnectionError:
            raise Away("nobody is there any more") from None
        finally:
            del self._waiting[number]

    async def _call(self) -> None:
        connector = aiohttp.UnixConnector(path=str(self._path))
        async with aiohttp.ClientSession(connector=connector) as session:
            while True:
                with suppress(aiohttp.ClientError, OSError, TimeoutError):
                    await self._listen(session)
                await asyncio.sleep(_PAUSE)

    async def _listen(self, session: aiohttp.ClientSession) -> None:
        # The name is none: the socket is where it goes.
        async with session.ws_connect(
            f"http://clerk{PATH}", heartbeat=_HEARTBEAT, max_msg_size=MOST_BYTES
        ) as socket:
            self._socket = socket
            self._there.set()
            self._joined()
            try:
                async for message in socket:
                    if message.type is not aiohttp.WSMsgType.TEXT or not self._take(message.data):
                        break
            finally:
                self._there.clear()
                self._socket = None
                for one in self._waiting.values():
                    if not one.done():
                        one.set_exception(Away("nobody is there any more"))

    def _take(self, said: str) -> bool:
        """Take in one message; False: nobody here knows what it says."""
        try:
            news = _News.validate_json(said)
        except ValidationError:
            _log.warning("the other process says what this one does not know")
            return False
        if isinstance(news, Tell):
            self._told(news.told)
        elif (waiting := self._waiting.get(news.number)) is not None and not waiting.done():
            waiting.set_result(news.answer)
        return True
