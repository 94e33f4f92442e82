"""OpenAI's Live: a model that hears and speaks at the same time, and is paid by the minute."""

import asyncio
import json
import time
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, AsyncExitStack, asynccontextmanager
from typing import Any

from pipelines.backends.answers import sendable, within
from pipelines.backends.openai_client import ADDRESS, Voices
from pipelines.backends.openai_duplex import COMPANY, SETTLES_S, LiveSession
from pipelines.backends.openai_heard import event
from pipelines.backends.openai_socket import Expired, Socket, joined, told
from pipelines.backends.retold import retold
from pipelines.errors import BackendRefused, BackendUnavailable, Fault
from pipelines.ports import Detector, VoiceSession
from pipelines.voice import RATE, Brief

VOICE = "marin"
_WARNED_S = 600.0
# What a session may be told at its start: 128 messages, 8,192 tokens.
_RETOLD_TOKENS, _RETOLD_LINES = 6_000, 128
_BLIND = "You cannot see screens, and you cannot look anything up: say so where you are asked to."


class OpenAILive:
    """Opens sessions with `model` at one address; `detector` tells when people speak.

    It sees nothing, and uses no tools: what it wants to have done for it, it is told not to have.
    """

    def __init__(
        self,
        model: str,
        *,
        key: str | None,
        detector: Callable[[], Detector],
        address: str = ADDRESS,
        settles_s: float = SETTLES_S,
        clock: Callable[[], float] = time.time,
    ) -> None:
        self._model = model
        self._detector = detector
        self._settles_s = settles_s
        self._clock = clock
        self._voices = Voices(address, key)

    def open(self, brief: Brief, *, seconds: float) -> AbstractAsyncContextManager[VoiceSession]:
        """Open a session that was told, in words, all that was said before."""
        return self._open(brief, seconds)

    async def close(self) -> None:
        await self._voices.close()

    @asynccontextmanager
    async def _open(self, brief: Brief, seconds: float) -> AsyncIterator[LiveSession]:
        async with AsyncExitStack() as stack:
            session = await within(seconds, self._begun(stack, brief))
            listening = asyncio.create_task(session.listen())
            try:
                yield session
            finally:
                await session.leave()
                listening.cancel()
                await asyncio.wait([listening])

    async def _begun(self, stack: AsyncExitStack, brief: Brief) -> LiveSession:
        door = joined(self._voices.live, self._voices.address, self._voices.secrets)
        socket = await stack.enter_async_context(door)
        started = {"type": "session.start", "session": settings(self._model, brief)}
        await socket.send(json.dumps(started))
        try:
            model, expires_at = await _started(socket)
        except Expired:
            raise BackendUnavailable(Fault.FAILING) from None
        lasts_s = max(expires_at - self._clock(), 0.0) if expires_at else None
        return LiveSession(
            socket,
            model or self._model,
            self._detector(),
            alone=brief.alone,
            settles_s=self._settles_s,
            leaves=None if lasts_s is None else (lasts_s, min(_WARNED_S, lasts_s / 4)),
        )


async def _started(socket: Socket) -> tuple[str, float]:
    """Wait until a session has begun; give which model speaks, and when it will end, 0: unknown.

    Raises BackendError, and Expired.
    """
    while (frame := await socket.receive()) is not None:
        heard = event(frame)
        if heard.type == "session.started":
            return heard.session.model, heard.session.expires_at
        if heard.type == "error":
            raise told(heard.error) or BackendRefused(Fault.REJECTED)
    raise BackendUnavailable(Fault.CONNECTION)


def settings(model: str, brief: Brief) -> dict[str, Any]:
    """Say how a session is to be; a field that Live does not know is refused."""
    manners = "" if brief.alone else f"\n\n{COMPANY}"
    return {
        "model": model,
        "instructions": sendable(f"{brief.instructions}\n\n{_BLIND}{manners}"),
        "audio": {"format": {"type": "audio/pcm", "rate": RATE}, "output": {"voice": VOICE}},
        "delegation": {"type": "client"},
        "input": [
            _item(text, by_assistant=by_assistant)
            for by_assistant, text in retold(brief, tokens=_RETOLD_TOKENS, lines=_RETOLD_LINES)
        ],
        "store": False,
    }


def _item(text: str, *, by_assistant: bool) -> dict[str, Any]:
    role, kind = ("assistant", "output_text") if by_assistant else ("user", "input_text")
    content = [{"type": kind, "text": sendable(text)}]
    return {"type": "message", "role": role, "content": content}
