"""OpenAI's Realtime on loopback: events as its reference has them, errors where it gives some."""

import asyncio
from base64 import b64decode
from collections.abc import Awaitable, Callable
from typing import Any

from tests.doubles.voice.sounds import CHUNK_S, chunks, seconds
from tests.doubles.voice.stage import Session

PATH = "/v1/realtime"
_KNOWN = {
    "type", "instructions", "output_modalities", "audio", "tools", "tool_choice", "tracing",
    "truncation", "include", "max_output_tokens", "model", "parallel_tool_calls", "prompt",
    "reasoning",
}  # fmt: skip


class Realtime(Session):
    """One session; `items` are what its conversation holds, with how long each one's sound is."""

    session: dict[str, Any]
    items: dict[str, float]

    async def begin(self) -> None:
        self.items = {}
        self.pictures: list[str] = []
        self._uncommitted_s = 0.0
        self._turn = ""
        self.session = {"type": "realtime", "object": "realtime.session", "id": "sess_1"}
        self.session["model"] = self.request.query.get("model", "")
        await self.trip("greeting")
        await self.say("session.created", session=self.session)

    async def take(self, event: dict[str, Any]) -> None:
        kind = event["type"]
        if kind == "input_audio_buffer.append":
            await self._hear(event["audio"])
            return
        self.sent.append(event)
        take = _TAKEN.get(kind)
        await (self.err("invalid_value", param="type") if take is None else take(self, event))

    async def _settle(self, event: dict[str, Any]) -> None:
        session = event["session"]
        unknown = session.keys() - _KNOWN
        if unknown or session.get("type") != "realtime":
            await self.err("unknown_parameter", param=f"session.{min(unknown, default='type')}")
            return
        first = "audio" not in self.session
        _lay(self.session, session)
        await self.say("session.updated", session=self.session)
        if first:
            await self.trip("settled")

    @property
    def _detection(self) -> dict[str, Any]:
        told: dict[str, Any] = self.session.get("audio", {}).get("input", {}).get("turn_detection")
        return told or {}

    async def _hear(self, audio: str) -> None:
        self.sounds += 1
        if self.part.echo:
            await self.say("response.output_audio.delta", **self._where("echo", "r"), delta=audio)
            return
        pcm = b64decode(audio)
        self._uncommitted_s += seconds(pcm)
        began = self.ear.hear(pcm)
        if began is not None:
            await (self._began() if began else self._ended())

    async def _began(self) -> None:
        self._turn = self.number("item")
        at = round(self.ear.heard_s * 1000)
        kind = "input_audio_buffer.speech_started"
        await self.say(kind, audio_start_ms=at, item_id=self._turn)
        await self.trip("speech")
        if self._detection.get("interrupt_response"):
            await self._cancel("turn_detected")

    async def _ended(self) -> None:
        at = round(self.ear.heard_s * 1000)
        kind = "input_audio_buffer.speech_stopped"
        await self.say(kind, audio_end_ms=at, item_id=self._turn)
        await self._commit()
        if self._detection.get("create_response"):
            await self._create()

    async def _commit(self, _: object = None) -> None:
        if self._uncommitted_s < 0.1:
            await self.err("input_audio_buffer_commit_empty")
            return
        turn, lasted = self._turn or self.number("item"), self._uncommitted_s
        self._turn, self._uncommitted_s, self.ear.speaks = "", 0.0, False
        await self.say("input_audio_buffer.committed", previous_item_id=None, item_id=turn)
        await self.say("conversation.item.added", item={"id": turn, "type": "message"})
        where = {"item_id": turn, "content_index": 0}
        kind = "conversation.item.input_audio_transcription"
        words = self.part.hears
        for part in (words[: len(words) // 2], words[len(words) // 2 :]):
            await self.say(f"{kind}.delta", **where, delta=part)
        usage = {"type": "duration", "seconds": lasted}
        await self.say(f"{kind}.completed", **where, transcript=words, usage=usage)

    async def _add(self, event: dict[str, Any]) -> None:
        item = event["item"]
        item_id = item.setdefault("id", self.number("item"))
        self.items[item_id] = 0.0
        if any(part["type"] == "input_image" for part in item.get("content", ())):
            self.pictures.append(item_id)
        await self.say("conversation.item.added", item=item)
        await self.say("conversation.item.done", item=item)

    async def _delete(self, event: dict[str, Any]) -> None:
        item_id = event["item_id"]
        if item_id not in self.items:
            await self.err("item_delete_invalid_item_id", param="item_id")
            return
        del self.items[item_id]
        self.pictures = [one for one in self.pictures if one != item_id]
        await self.say("conversation.item.deleted", item_id=item_id)

    async def _truncate(self, event: dict[str, Any]) -> None:
        item, at = event["item_id"], event["audio_end_ms"]
        if item not in self.items:
            await self.err("item_truncate_invalid_item_id", param="item_id")
        elif at > round(self.items[item] * 1000):
            await self.err("invalid_value", param="audio_end_ms")
        else:
            self.items[item] = at / 1000
            where = {"item_id": item, "content_index": 0}
            await self.say("conversation.item.truncated", **where, audio_end_ms=at)

    async def _create(self, _: object = None) -> None:
        if self.answering is not None and not self.answering.done():
            await self.err("conversation_already_has_active_response")
            return
        self._reason = ""
        self.answer(self._respond)

    async def _stop(self, _: object) -> None:
        await self._cancel("client_cancelled")

    async def _cancel(self, reason: str) -> None:
        if self.answering is None or self.answering.done():
            if reason == "client_cancelled":
                await self.err("response_cancel_not_active")
            return
        self._reason = reason
        self.answering.cancel()
        await asyncio.wait([self.answering])

    def _where(self, item: str, response: str) -> dict[str, Any]:
        where = {"response_id": response, "item_id": item}
        return {**where, "output_index": 0, "content_index": 0}

    async def _respond(self) -> None:
        response, status, output = self.number("resp"), "completed", []
        self._said_s = 0.0
        head = {"id": response, "object": "realtime.response"}
        started = {**head, "status": "in_progress", "output": []}
        try:
            await self.say("response.created", response=started)
            wanted, self.part.looks_up = self.part.looks_up, None
            how = self._look_up(response, *wanted) if wanted else self._speak(response)
            output.append(await how)
        except asyncio.CancelledError:
            status = "cancelled"
            output.append({"id": self._item, "type": "message", "status": "incomplete"})
        done = {**head, "status": status, "output": output, "usage": self._usage()}
        done["status_details"] = {"type": status, "reason": self._reason or None}
        await self.say("response.done", response=done)

    async def _speak(self, response: str) -> dict[str, Any]:
        self._item = self.number("item")
        item = {"id": self._item, "type": "message", "role": "assistant", "content": []}
        where = self._where(self._item, response)
        self.items[self._item] = 0.0
        await self.say(
            "response.output_item.added", response_id=response, output_index=0, item=item
        )
        pieces, words = chunks(self.part.lasts_s), self.part.says.split(" ")
        for number, piece in enumerate(pieces):
            if number == len(pieces) // 2:
                await self.trip("answer")
            self.items[self._item] += min(CHUNK_S, self.part.lasts_s - number * CHUNK_S)
            self._said_s = self.items[self._item]
            await self.say("response.output_audio.delta", **where, delta=piece)
            if number < len(words):
                word = words[number] if number == 0 else f" {words[number]}"
                await self.say("response.output_audio_transcript.delta", **where, delta=word)
            await asyncio.sleep(self.part.pause_s)
            await self.part.goes_on.wait()
        await self.say("response.output_audio.done", **where)
        kind = "response.output_audio_transcript.done"
        await self.say(kind, **where, transcript=self.part.says)
        return {**item, "status": "completed"}

    async def _look_up(self, response: str, name: str, arguments: str) -> dict[str, Any]:
        self._item, call = "", self.number("call")
        where = {"response_id": response, "item_id": self.number("item"), "output_index": 0}
        told = {"call_id": call, "name": name, "arguments": arguments}
        await self.say("response.function_call_arguments.done", **where, **told)
        return {"id": where["item_id"], "type": "function_call", "status": "completed", **told}

    def _usage(self) -> dict[str, Any]:
        """Count as OpenAI does: ten tokens a second heard, twenty a second said."""
        heard, said = round(self.ear.heard_s * 10), round(self._said_s * 20)
        seen = 200 * len(self.pictures)
        cached = {"text_tokens": 30, "audio_tokens": heard // 2, "image_tokens": 0}
        given = {"text_tokens": 40, "audio_tokens": heard, "image_tokens": seen}
        details = {**given, "cached_tokens": 30 + heard // 2, "cached_tokens_details": cached}
        return {
            "total_tokens": 40 + heard + seen + said + 8,
            "input_tokens": 40 + heard + seen,
            "output_tokens": said + 8,
            "input_token_details": details,
            "output_token_details": {"text_tokens": 8, "audio_tokens": said},
        }


def _lay(under: dict[str, Any], over: dict[str, Any]) -> None:
    """Lay what is updated over what was, as deep as it goes."""
    for name, value in over.items():
        if isinstance(value, dict) and isinstance(under.get(name), dict):
            _lay(under[name], value)
        else:
            under[name] = value


_TAKEN: dict[str, Callable[[Realtime, dict[str, Any]], Awaitable[None]]] = {
    "session.update": Realtime._settle,
    "response.create": Realtime._create,
    "response.cancel": Realtime._stop,
    "input_audio_buffer.commit": Realtime._commit,
    "conversation.item.create": Realtime._add,
    "conversation.item.delete": Realtime._delete,
    "conversation.item.truncate": Realtime._truncate,
}
