"""The end of the bridge in the process that keeps everything: it listens, answers and tells."""

import asyncio
import logging
from contextlib import suppress
from pathlib import Path

from aiohttp import WSMsgType, web
from pydantic import ValidationError

from bot.bridge.faults import named
from bot.bridge.household import Household
from bot.bridge.wire import Answer, Ask, Asked, Close, Denied, Reply, Tell

PATH = "/bridge"
MOST_BYTES = 1_000_000  # of one message

_log = logging.getLogger(__name__)
_HEARTBEAT = 20.0  # seconds


class BridgeListener:
    """Answers what voice processes ask, on a socket that this user alone can open."""

    def __init__(self, path: Path, household: Household, *, patience: float = 2.0) -> None:
        """Remember who answers; at the end, what is not answered in `patience` seconds is left."""
        self._patience = patience
        self._path = path
        self._household = household
        self._runner: web.AppRunner | None = None
        self._there = set[web.WebSocketResponse]()

    @property
    def is_joined(self) -> bool:
        """Whether a voice process is there."""
        return bool(self._there)

    async def start(self) -> None:
        """Begin to listen. Raises OSError where the socket cannot be made."""
        app = web.Application()
        app.router.add_get(PATH, self._serve)
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=self._patience)
        await self._runner.setup()
        # One that was left by a process that was killed; whoever works on this folder is alone.
        await asyncio.to_thread(self._path.unlink, missing_ok=True)
        await web.UnixSite(self._runner, str(self._path)).start()
        await asyncio.to_thread(self._path.chmod, 0o600)

    async def stop(self) -> None:
        """Stop listening; voice processes go on, and come again."""
        if self._runner is None:
            return
        for one in (*self._there,):
            await one.close()
        await self._runner.cleanup()
        self._runner = None
        await asyncio.to_thread(self._path.unlink, missing_ok=True)

    async def tell(self, told: Close) -> None:
        """Tell every voice process; one that is not there asks when it comes again."""
        said = Tell(told=told).model_dump_json()
        for one in (*self._there,):
            with suppress(ConnectionError):
                await one.send_str(said)

    async def _serve(self, request: web.Request) -> web.WebSocketResponse:
        socket = web.WebSocketResponse(
            heartbeat=_HEARTBEAT, compress=False, max_msg_size=MOST_BYTES
        )
        await socket.prepare(request)
        self._there.add(socket)
        try:
            async with asyncio.TaskGroup() as answers:
                async for message in socket:
                    if message.type is not WSMsgType.TEXT:
                        break
                    answers.create_task(self._answer(socket, str(message.data)))
        finally:
            self._there.discard(socket)
        return socket

    async def _answer(self, socket: web.WebSocketResponse, said: str) -> None:
        try:
            ask = Ask.model_validate_json(said)
        except ValidationError:
            # It is of another version: it ends, and is begun anew.
            _log.warning("the voice process asks what this Clerk does not know")
            await socket.close()
            return
        answer = await self._answered(ask.asked)
        with suppress(ConnectionError):
            await socket.send_str(Reply(number=ask.number, answer=answer).model_dump_json())

    async def _answered(self, asked: Asked) -> Answer:
        """Have a question answered: one that breaks its answer takes no other room with it."""
        answering = asyncio.ensure_future(self._household.ask(asked))
        try:
            await asyncio.wait({answering})
        finally:
            answering.cancel()
            await asyncio.wait({answering})
        if (fault := answering.exception()) is None:
            return answering.result()
        _log.error("a question broke its answer (%s)", named(fault), extra={"kind": asked.kind})
        return Denied(why="away")
