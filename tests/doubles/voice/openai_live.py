"""OpenAI's Live on loopback: no turns, strict about what it is sent, silence between its words."""

import asyncio
from base64 import b64decode, b64encode
from typing import Any

from tests.doubles.voice.sounds import CHUNK_S, RATE, SAMPLE, chunks
from tests.doubles.voice.stage import Session

PATH = "/v1/live/sessions"
NOW = 1_800_000_000
_KNOWN = {
    "model", "audio", "client", "delegation", "input", "instructions", "safety_identifier",
    "store", "triggers",
}  # fmt: skip
_APPENDS = {f"session.{what}.append" for what in ("instructions", "thinking", "commentary")}
_SILENCE = b64encode(bytes(round(CHUNK_S * RATE) * SAMPLE)).decode()
_BETWEEN = 12  # stretches of silence after an answer


class Live(Session):
    """One session; it answers whenever people end, and at once when it is told anything."""

    lasts_s = 3600
    session: dict[str, Any]
    started = False

    async def take(self, event: dict[str, Any]) -> None:
        kind = event["type"]
        if kind == "session.input_audio.append" and self.started:
            await self._hear(event["audio"])
            return
        self.sent.append(event)
        if kind == "session.start":
            await self._start(event["session"])
        elif not self.started:
            await self.err("session_not_started")
        elif kind == "session.close":
            await self.end("close_requested")
        elif kind in _APPENDS:
            await self._append(kind, event)
        else:
            await self.err("unknown_event", param="type")

    async def end(self, reason: str) -> None:
        """Say that it is over, and why."""
        usage = {"seconds": self.ear.heard_s}
        await self.say("session.closed", reason=reason, session=self.session, usage=usage)
        await self.socket.close()

    async def delegate(self) -> None:
        """Want something done by whoever opened the session."""
        work = {"id": self.number("delegation"), "target": "client", "type": "delegation"}
        await self.say("session.delegation.created", delegation=work, offset_ms=self._now_ms)

    @property
    def _now_ms(self) -> int:
        return round(self.ear.heard_s * 1000)

    async def _start(self, session: dict[str, Any]) -> None:
        await self.trip("greeting")
        unknown = session.keys() - _KNOWN
        if unknown or len(session.get("input", ())) > 128 or self.started:
            await self.err("unknown_parameter", param=f"session.{min(unknown, default='input')}")
            return
        self.started = True
        self.session = {**session, "id": "live_1", "status": "active"}
        self.session["expires_at"] = NOW + self.lasts_s
        await self.say("session.started", session=self.session)
        await self.trip("settled")

    async def _append(self, kind: str, event: dict[str, Any]) -> None:
        if event.keys() != {"type", "content", "delegation_id"} or len(event["content"]) > 2000:
            await self.err("invalid_value", param="content")
            return
        now = {"start_ms": self._now_ms, "end_ms": self._now_ms}
        await self.say(f"{kind}ed", **now)
        if kind != "session.thinking.append":
            await self._stop()
            self.answer(self._speak)

    async def _hear(self, audio: str) -> None:
        self.sounds += 1
        if self.part.echo:
            await self.say("session.output_audio.delta", delta=audio)
            return
        began = self.ear.hear(b64decode(audio))
        if began:
            await self.trip("speech")
            await self._stop()
        elif began is False:
            await self._write_down()
            self.answer(self._speak)

    async def _write_down(self) -> None:
        words, now = self.part.hears, self._now_ms
        for part in (words[: len(words) // 2], words[len(words) // 2 :]):
            when = {"start_ms": now - 600, "end_ms": now - 300}
            await self.say("session.input_transcript.delta", delta=part, **when)
        await self.say("session.usage.updated", usage={"seconds": self.ear.heard_s})

    async def _stop(self) -> None:
        if self.answering is not None and not self.answering.done():
            self.answering.cancel()
            await asyncio.wait([self.answering])

    async def _speak(self) -> None:
        pieces, words = chunks(self.part.lasts_s), self.part.says.split(" ")
        per = -(-len(words) // len(pieces))
        for number, piece in enumerate(pieces):
            if number == len(pieces) // 2:
                await self.trip("answer")
            await self.say("session.output_audio.delta", delta=piece)
            text = " ".join(words[number * per : (number + 1) * per])
            if text:
                when = {"start_ms": self._now_ms, "end_ms": self._now_ms}
                delta = text if number == 0 else f" {text}"
                await self.say("session.output_transcript.delta", delta=delta, **when)
            await asyncio.sleep(self.part.pause_s)
            await self.part.goes_on.wait()
        for _ in range(_BETWEEN if self.part.is_quiet_between else 0):
            await self.say("session.output_audio.delta", delta=_SILENCE)
