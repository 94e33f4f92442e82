"""OpenAI's Realtime: a model that hears, sees and speaks over one WebSocket, turn by turn."""

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import AbstractAsyncContextManager, AsyncExitStack, asynccontextmanager
from functools import partial
from typing import Any

from pipelines.backends.answers import sendable, within
from pipelines.backends.openai_client import ADDRESS, Voices
from pipelines.backends.openai_heard import event
from pipelines.backends.openai_socket import Expired, Socket, joined, told
from pipelines.backends.openai_turns import TRANSCRIBER, RealtimeSession, listening
from pipelines.backends.retold import retold
from pipelines.errors import BackendRefused, BackendUnavailable, Fault
from pipelines.ports import VoiceSession
from pipelines.voice import RATE, Brief

# It ends each session after an hour, without a warning; told so early, there is time to wait for
# a pause in which another one takes over.
LASTS_S, WARNED_S = 3600.0, 600.0
VOICE = "marin"
# What is kept of a conversation, and how much of that when it is more: each answer is given all of
# it again, and what was cached is paid in full after something was dropped.
_CONTEXT_TOKENS, _KEPT = 16_000, 0.8
_RETOLD_TOKENS, _RETOLD_LINES = 6_000, 200
_PCM = {"type": "audio/pcm", "rate": RATE}


class OpenAIRealtime:
    """Opens sessions with `model` at one address, each of which lasts so long."""

    def __init__(
        self, model: str, *, key: str | None, address: str = ADDRESS, lasts_s: float = LASTS_S
    ) -> None:
        self._model = model
        self._lasts_s = lasts_s
        self._voices = Voices(address, key)

    def open(self, brief: Brief, *, seconds: float) -> AbstractAsyncContextManager[VoiceSession]:
        """Open a session that was told, in words, all that was said before."""
        return self._open(brief, seconds)

    async def close(self) -> None:
        await self._voices.close()

    @asynccontextmanager
    async def _open(self, brief: Brief, seconds: float) -> AsyncIterator[RealtimeSession]:
        async with AsyncExitStack() as stack:
            yield await within(seconds, self._begun(stack, brief))

    async def _begun(self, stack: AsyncExitStack, brief: Brief) -> RealtimeSession:
        connect = partial(self._voices.realtime, self._model)
        door = joined(connect, self._voices.address, self._voices.secrets)
        socket = await stack.enter_async_context(door)
        ends_at = asyncio.get_running_loop().time() + self._lasts_s
        try:
            model = await _settled(socket, brief)
        except Expired:
            raise BackendUnavailable(Fault.FAILING) from None
        for by_assistant, text in retold(brief, tokens=_RETOLD_TOKENS, lines=_RETOLD_LINES):
            await socket.send(_item(text, by_assistant=by_assistant))
        return RealtimeSession(socket, model or self._model, ends_at - WARNED_S, WARNED_S)


async def _settled(socket: Socket, brief: Brief) -> str:
    """Say how the session is to be, and wait until it is; give which model answers.

    Raises BackendError, and Expired.
    """
    await socket.send(json.dumps({"type": "session.update", "session": settings(brief)}))
    model = ""
    while (frame := await socket.receive()) is not None:
        heard = event(frame)
        model = heard.session.model or model
        if heard.type == "session.updated":
            return model
        if heard.type == "error":
            raise told(heard.error) or BackendRefused(Fault.REJECTED)
    raise BackendUnavailable(Fault.CONNECTION)


def settings(brief: Brief) -> dict[str, Any]:
    """Say how a session is to be: nothing of it is kept or traced."""
    languages = list(dict.fromkeys((brief.language, "en")))
    tools = [
        {
            "type": "function",
            "name": tool.name,
            "description": tool.description,
            "parameters": dict(tool.parameters),
        }
        for tool in brief.tools
    ]
    return {
        "type": "realtime",
        "instructions": sendable(brief.instructions),
        "output_modalities": ["audio"],
        "audio": {
            "input": {
                "format": _PCM,
                "noise_reduction": {"type": "near_field"},
                "transcription": {"model": TRANSCRIBER, "languages": languages},
                "turn_detection": listening(alone=brief.alone),
            },
            "output": {"format": _PCM, "voice": VOICE},
        },
        "tools": tools,
        "tool_choice": "auto",
        "tracing": None,
        "truncation": {
            "type": "retention_ratio",
            "retention_ratio": _KEPT,
            "token_limits": {"post_instructions": _CONTEXT_TOKENS},
        },
    }


def _item(text: str, *, by_assistant: bool) -> str:
    role, kind = ("assistant", "output_text") if by_assistant else ("user", "input_text")
    content = [{"type": kind, "text": sendable(text)}]
    item = {"type": "message", "role": role, "content": content}
    return json.dumps({"type": "conversation.item.create", "item": item})
