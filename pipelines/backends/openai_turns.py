"""One session of OpenAI's Realtime: whose turn it is, and what of an answer people heard."""

import asyncio
import json
import logging
from base64 import b64decode, b64encode
from collections.abc import AsyncIterator, Callable, Iterator
from itertools import count
from typing import Any, TypeAlias

from pipelines.backends.answers import NAME_CHARACTERS, sendable
from pipelines.backends.openai_heard import Event as Told
from pipelines.backends.openai_heard import event
from pipelines.backends.openai_socket import Expired, Socket, told
from pipelines.errors import BackendError, BackendUnavailable, Fault
from pipelines.usage import NO_TOKENS
from pipelines.voice import RATE, Answered, Call, Event, Heard, Leaving, Saying, Sound, Speech, Used

TRANSCRIBER = "gpt-transcribe"
_A_MILLISECOND = RATE * 2 // 1000  # bytes
# Of so many answers it is known how much of them was sent: older ones nobody listens to.
_ANSWERS = 16
# An answer ended by itself, or by what people said, before it was told to: as often as not.
_CROSSED = "response_cancel_not_active"

_log = logging.getLogger(__name__)
Events: TypeAlias = Iterator[Event]


def listening(*, alone: bool) -> dict[str, Any]:
    """Say when it is to answer: by itself where one person is there, else when it is asked."""
    return {
        "type": "semantic_vad",
        "eagerness": "auto",
        "create_response": alone,
        "interrupt_response": alone,
    }


class RealtimeSession:
    """A session that was settled; `warns_at`, on the loop's clock, it has `warned_s` left."""

    def __init__(self, socket: Socket, model: str, warns_at: float, warned_s: float) -> None:
        self._socket = socket
        self._model = model[:NAME_CHARACTERS]
        self._warns_at: float | None = warns_at
        self._warned_s = warned_s
        self._numbers = count(1)
        self._screen = ""  # the item that shows it
        self._item = ""  # what it is saying
        self._sent: dict[str, int] = {}  # bytes of its newest answers
        self._answers = False  # an answer was begun, or asked for, and has not ended
        self._stops = False  # it is to end: nobody hears it any more
        self._owes = False  # another is wanted once it has ended
        self._calls: set[str] = set()  # what is being looked up
        self._called = False  # that is what this answer was for
        self._hears = False  # somebody speaks whose words are no item yet
        self._meanings: dict[str, Callable[[Told], Events]] = {
            "input_audio_buffer.speech_started": self._on_speech,
            "input_audio_buffer.speech_stopped": self._on_pause,
            "input_audio_buffer.committed": self._on_committed,
            "conversation.item.input_audio_transcription.delta": self._on_words,
            "conversation.item.input_audio_transcription.completed": self._on_written,
            "conversation.item.input_audio_transcription.failed": self._on_unwritten,
            "response.created": self._on_answer,
            "response.output_item.added": self._on_item,
            "response.output_audio.delta": self._on_sound,
            "response.output_audio_transcript.delta": self._on_saying,
            "response.output_audio_transcript.done": self._on_said,
            "response.function_call_arguments.done": self._on_call,
            "response.done": self._on_answered,
            "error": self._on_error,
        }

    async def hear(self, pcm: bytes) -> None:
        # What does not get away now would be heard late, and everything after it, too.
        if pcm and not self._socket.is_behind:
            audio = b64encode(pcm).decode()
            await self._socket.send(f'{{"type":"input_audio_buffer.append","audio":"{audio}"}}')

    async def look(self, jpeg: bytes) -> None:
        before, self._screen = self._screen, f"screen_{next(self._numbers)}"
        url = f"data:image/jpeg;base64,{b64encode(jpeg).decode()}"
        seen = {"type": "input_image", "image_url": url, "detail": "auto"}
        await self._add({"id": self._screen, "type": "message", "role": "user", "content": [seen]})
        # Pictures are given, and paid, again with each answer: the newest is enough.
        if before:
            await self._tell("conversation.item.delete", item_id=before)

    async def read(self, text: str) -> None:
        content = [{"type": "input_text", "text": sendable(text)}]
        await self._add({"type": "message", "role": "user", "content": content})

    async def answer(self) -> None:
        if self._hears:
            self._hears = False
            await self._tell("input_audio_buffer.commit")
        if self._answers:
            self._owes |= self._stops
            return
        await self._ask()

    async def company(self, *, alone: bool) -> None:
        detection = {"turn_detection": listening(alone=alone)}
        session = {"type": "realtime", "audio": {"input": detection}}
        await self._tell("session.update", session=session)

    async def cut(self, item: str, heard_s: float) -> None:
        sent = self._sent.get(item, 0)
        speaks = self._answers and item == self._item
        if speaks:
            self._stops = True
            await self._tell("response.cancel")
        heard = min(round(max(heard_s, 0.0) * 1000) * _A_MILLISECOND, sent)
        # All of it, and no more to come: it may remember its words, which it would forget.
        if not sent or (heard == sent and not speaks):
            return
        self._sent[item] = heard
        at = heard // _A_MILLISECOND
        where: dict[str, Any] = {"item_id": item, "content_index": 0}
        await self._tell("conversation.item.truncate", **where, audio_end_ms=at)

    async def give(self, call: str, result: str) -> None:
        output = {"type": "function_call_output", "call_id": call, "output": sendable(result)}
        await self._add(output)
        self._calls.discard(call)
        if self._answers:
            self._owes = True
        elif not self._calls:
            await self._ask()

    async def events(self) -> AsyncIterator[Event]:
        """Give what happens; at the end of its hour it says that it leaves, and stops."""
        try:
            while (frame := await self._frame()) is not None:
                for happened in self._meant(frame):
                    yield happened
                if self._owes and not self._answers and not self._calls:
                    await self._ask()
        except Expired:
            yield Leaving(0.0)

    async def _frame(self) -> bytes | Leaving | None:
        """Wait for what comes next, or until it is to be said that it will leave."""
        try:
            async with asyncio.timeout_at(self._warns_at):
                return await self._socket.receive()
        except TimeoutError:
            self._warns_at = None
            return Leaving(self._warned_s)

    def _meant(self, frame: bytes | Leaving) -> Events:
        if isinstance(frame, Leaving):
            yield frame
            return
        heard = event(frame)
        meaning = self._meanings.get(heard.type)
        if meaning is not None:
            yield from meaning(heard)

    async def _ask(self) -> None:
        self._owes, self._answers, self._stops = False, True, False
        await self._tell("response.create")

    async def _add(self, item: dict[str, Any]) -> None:
        await self._tell("conversation.item.create", item=item)

    async def _tell(self, kind: str, **more: object) -> None:
        await self._socket.send(json.dumps({"type": kind, **more}))

    def _on_speech(self, heard: Told) -> Events:
        self._hears = True
        yield Speech(began=True, item=heard.item_id)

    def _on_pause(self, heard: Told) -> Events:
        yield Speech(began=False, item=heard.item_id)

    def _on_committed(self, _: Told) -> Events:
        self._hears = False
        yield from ()

    def _on_words(self, heard: Told) -> Events:
        if heard.delta:
            yield Heard(heard.item_id, heard.delta, whole=False)

    def _on_written(self, heard: Told) -> Events:
        yield Heard(heard.item_id, heard.transcript, whole=True)
        tokens = heard.usage.tokens
        if tokens != NO_TOKENS:
            yield Used(TRANSCRIBER, tokens)

    def _on_unwritten(self, heard: Told) -> Events:
        yield Heard(heard.item_id, "", whole=True)

    def _on_answer(self, _: Told) -> Events:
        self._answers, self._stops, self._called, self._item = True, False, False, ""
        yield from ()

    def _on_item(self, heard: Told) -> Events:
        if heard.item.type == "message":
            self._item = heard.item.id
        yield from ()

    def _on_sound(self, heard: Told) -> Events:
        if self._stops:
            return
        try:
            pcm = b64decode(heard.delta)
        except ValueError:
            raise BackendUnavailable(Fault.FAILING) from None
        self._item = heard.item_id
        self._sent[self._item] = self._sent.get(self._item, 0) + len(pcm)
        if len(self._sent) > _ANSWERS:
            del self._sent[next(iter(self._sent))]
        if pcm:
            yield Sound(self._item, pcm)

    def _on_saying(self, heard: Told) -> Events:
        if heard.delta and not self._stops:
            yield Saying(heard.item_id, heard.delta, whole=False)

    def _on_said(self, heard: Told) -> Events:
        if not self._stops:
            yield Saying(heard.item_id, heard.transcript, whole=True)

    def _on_call(self, heard: Told) -> Events:
        self._called = True
        self._calls.add(heard.call_id)
        yield Call(heard.call_id, heard.name[:NAME_CHARACTERS], heard.arguments)

    def _on_answered(self, heard: Told) -> Events:
        response = heard.response
        # It may have said something before that, and is then at its last message.
        said, called = self._item or response.message, self._called
        self._answers, self._stops, self._called, self._item = False, False, False, ""
        tokens = response.usage.tokens
        if called and not said:
            yield Used(self._model, tokens)
        else:
            yield Answered(said, self._model, tokens, cut=response.status != "completed")
        if response.status == "failed":
            self._reject(response.status_details.error)

    def _on_error(self, heard: Told) -> Events:
        self._reject(heard.error)
        yield from ()

    def _reject(self, error: object) -> None:
        """Raise what an error means; one that is about a single message is only noted."""
        meant: BackendError | None = told(error if isinstance(error, dict) else {})
        if meant is not None:
            raise meant
        if not self._item:
            self._answers = False  # it may have been an answer that was not begun
        code = error.get("code") if isinstance(error, dict) else None
        if code != _CROSSED:
            told_code = str(code)[:NAME_CHARACTERS]
            _log.warning("OpenAI did not take a message", extra={"code": told_code})
