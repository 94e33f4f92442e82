"""Gemini Live through Google's developer API: a model that hears, sees a screen and speaks."""

import asyncio
import ssl
from collections import deque
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from itertools import groupby

from google import genai
from google.genai import types
from google.genai.client import DebugConfig
from google.genai.live import AsyncSession

from pipelines.backends.answers import Result, sendable, within
from pipelines.backends.connection import Connection, no_client, trusted
from pipelines.backends.gemini_client import ADDRESS, VERSION
from pipelines.backends.gemini_line import LOST, meaning, options
from pipelines.backends.gemini_session import SETTLE_S, GeminiSession, GroupSession
from pipelines.backends.gemini_turns import Turns
from pipelines.backends.retold import retold
from pipelines.errors import BackendError, BackendUnavailable, Fault
from pipelines.ports import Detector
from pipelines.voice import Brief

# Of what was said before: the window holds four times as much, and all of it is paid each time.
_BEFORE, _LINES = 30_000, 1_000  # tokens, lines
# A handle that was tried is not tried again: what is wrong with it stays so.
_TRIED = 100
# What a handle that is no good ends in; whatever else goes wrong is wrong with a new session too.
_NO_HANDLE = {Fault.REJECTED, Fault.FAILING, Fault.NO_MODEL}


@dataclass(frozen=True, slots=True)
class Manner:
    """How sessions are held.

    `resumes`: Google may keep a conversation for two hours, for a session to go on with it where
    another was lost. `settle_s`: words to which none was added for so long are all of them.
    """

    resumes: bool = False
    settle_s: float = SETTLE_S


class GeminiLive:
    """Asks `model` at one address; `detector` gives what tells speech among several people."""

    def __init__(
        self,
        model: str,
        *,
        key: str,
        detector: Callable[[], Detector],
        manner: Manner = Manner(),
        address: str = ADDRESS,
        trust: ssl.SSLContext | None = None,
    ) -> None:
        self._model = model
        self._detector = detector
        self._resumes = manner.resumes
        self._settle_s = manner.settle_s
        self._tried: deque[str] = deque(maxlen=_TRIED)
        connection = Connection(address)
        connection.carry({"x-goog-api-key": key})
        self._client = connection.client()
        # Everything it would otherwise look for in the environment is said here.
        self._live = genai.Client(
            vertexai=False,
            api_key=key,
            debug_config=DebugConfig(client_mode=None, replays_directory=None, replay_id=None),
            http_options=types.HttpOptions(
                base_url=address.rstrip("/"),
                api_version=VERSION,
                httpx_client=no_client(),
                httpx_async_client=self._client,
                async_client_args=options(trust or trusted()),
            ),
        ).aio.live

    @asynccontextmanager
    async def open(self, brief: Brief, *, seconds: float) -> AsyncIterator[GeminiSession]:
        """Open a session: one that is kept under the brief's handle, or a new one."""
        async with AsyncExitStack() as stack:
            live = await within(seconds, self._opened(brief, stack))
            turns = Turns(self._model, only_asked=not brief.alone)
            session = (
                GeminiSession(live, turns, self._settle_s)
                if brief.alone
                else GroupSession(live, turns, self._settle_s, self._detector())
            )
            listening = asyncio.create_task(session.listen())
            try:
                yield session
            finally:
                listening.cancel()
                await asyncio.wait([listening])

    async def close(self) -> None:
        """Let go of what it has open, which is nothing but in its sessions."""
        await self._client.aclose()

    async def _opened(self, brief: Brief, stack: AsyncExitStack) -> AsyncSession:
        handle = brief.handle
        if self._resumes and handle and handle not in self._tried:
            self._tried.append(handle)
            try:
                return await self._connected(brief, handle, stack)
            except BackendError as error:
                if error.fault not in _NO_HANDLE:
                    raise
        live = await self._connected(brief, "", stack)
        turns = list(_history(brief))
        if turns:
            # What was declared as history must end so; it is not answered.
            await _guarded(live.send_client_content(turns=turns, turn_complete=True))  # type: ignore[arg-type]
        return live

    async def _connected(self, brief: Brief, handle: str, stack: AsyncExitStack) -> AsyncSession:
        """Connect, and wait until it is set up."""
        session = self._live.connect(model=self._model, config=self._config(brief, handle))
        live = await _guarded(stack.enter_async_context(session))
        if live.setup_complete is None:
            raise BackendUnavailable(Fault.FAILING)
        return live

    def _config(self, brief: Brief, handle: str) -> types.LiveConnectConfig:
        kept = types.SessionResumptionConfig(handle=handle or None)
        told = not handle and bool(brief.before)
        return types.LiveConnectConfig(
            response_modalities=[types.Modality.AUDIO],
            system_instruction=sendable(brief.instructions),
            tools=_tools(brief),
            input_audio_transcription=types.AudioTranscriptionConfig(),
            output_audio_transcription=types.AudioTranscriptionConfig(),
            # Without it a session with pictures ends after two minutes.
            context_window_compression=types.ContextWindowCompressionConfig(
                sliding_window=types.SlidingWindow()
            ),
            realtime_input_config=None if brief.alone else _BY_HAND,
            session_resumption=kept if self._resumes else None,
            history_config=types.HistoryConfig(initial_history_in_client_content=True)
            if told
            else None,
        )


_BY_HAND = types.RealtimeInputConfig(
    automatic_activity_detection=types.AutomaticActivityDetection(disabled=True)
)


def _tools(brief: Brief) -> list[types.Tool] | None:
    declared = [
        types.FunctionDeclaration(
            name=one.name,
            description=one.description,
            parameters_json_schema=dict(one.parameters),
        )
        for one in brief.tools
    ]
    return [types.Tool(function_declarations=declared)] if declared else None


def _history(brief: Brief) -> Iterator[types.Content]:
    """Give what was said before, as turns: what people said one after the other is one."""
    for is_own, lines in groupby(retold(brief, tokens=_BEFORE, lines=_LINES), lambda one: one[0]):
        text = "\n".join(said for _, said in lines)
        role = "model" if is_own else "user"
        yield types.Content(role=role, parts=[types.Part(text=sendable(text))])


async def _guarded(call: Awaitable[Result]) -> Result:
    """Wait for what the SDK does while a session is set up. Raises BackendError."""
    try:
        return await call
    except LOST as error:
        raise meaning(error) or BackendUnavailable(Fault.CONNECTION) from None
