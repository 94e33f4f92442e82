"""One session at the double of Gemini Live: it hears by loudness, and answers with a tone."""

import array
import asyncio
import base64
import json
import math
from contextlib import suppress
from typing import Any

from aiohttp import ClientConnectionResetError, WSMsgType, web

from tests.doubles.voice.gemini_script import Script

LOUD = 500
QUIET_S = 0.3  # so long without a sound ends what somebody says
_PIECE_S = 0.1
_RATE = 24_000
_ONE = {"audio", "video", "text", "activityStart", "activityEnd", "audioStreamEnd", "mediaChunks"}
_WAVE = [round(8000 * math.sin(2 * math.pi * 440 * at / _RATE)) for at in range(_RATE // 10)]
TONE = array.array("h", _WAVE).tobytes()  # of a tenth of a second, without a seam


class Closed(Exception):
    """The double ends the session."""

    def __init__(self, code: int, reason: str) -> None:
        super().__init__(code, reason)
        self.code, self.reason = code, reason


def camel(said: Any) -> Any:
    """Give names in one way: the SDK mixes two."""
    if isinstance(said, list):
        return [camel(one) for one in said]
    if not isinstance(said, dict):
        return said
    return {_camel(name): camel(value) for name, value in said.items()}


def _camel(name: str) -> str:
    first, *others = name.split("_")
    return first + "".join(one.capitalize() for one in others)


class Talk:
    """Takes what one client says, in turn."""

    def __init__(self, socket: web.WebSocketResponse, script: Script) -> None:
        self._socket = socket
        self._script = script
        self._by_hand = self._history = self._resumes = False
        self._speaking = self._active = False
        self._quiet_s = self._heard_s = 0.0
        self._answer: asyncio.Task[None] | None = None
        self._answers = 0

    async def run(self, *, is_known: bool) -> None:
        """Talk until somebody ends it; with whom is not known, not at all."""
        if not is_known:
            raise Closed(1007, "API key not valid. Please pass a valid API key.")
        try:
            await self._begin()
            async for message in self._socket:
                if message.type in {WSMsgType.TEXT, WSMsgType.BINARY}:
                    await self._take(camel(json.loads(message.data)))
        finally:
            await self._hush()

    async def _begin(self) -> None:
        script = self._script
        setup = camel(json.loads((await self._socket.receive()).data))["setup"]
        script.setups.append(setup)
        if script.refuses is not None:
            raise Closed(*script.refuses)
        if script.garbage is not None:
            await self._socket.send_bytes(script.garbage)
            return
        if script.is_silent:
            await asyncio.Event().wait()
        detection = setup.get("realtimeInputConfig", {}).get("automaticActivityDetection", {})
        self._by_hand = detection.get("disabled", False)
        self._history = setup.get("historyConfig", {}).get("initialHistoryInClientContent", False)
        self._resumes = "sessionResumption" in setup
        handle = setup.get("sessionResumption", {}).get("handle")
        if handle is not None and handle not in script.handles:
            raise Closed(1007, "Request contains an invalid argument: session handle.")
        await self._say(setupComplete={"sessionId": f"s{len(script.setups)}"})
        await self._keep()

    async def _take(self, said: dict[str, Any]) -> None:
        if "clientContent" in said:
            await self._remember(said["clientContent"])
        elif "realtimeInput" in said:
            await self._hear(said["realtimeInput"])
        elif "toolResponse" in said:
            self._script.results += said["toolResponse"]["functionResponses"]
            self._reply()

    async def _remember(self, content: dict[str, Any]) -> None:
        """Take history, once, as it was declared, and with its end; or what is said beside."""
        if self._history:
            if not content.get("turnComplete"):
                raise Closed(1007, "Request contains an invalid argument.")
            self._history = False
            self._script.history += content["turns"]
            return
        self._script.texts += [part["text"] for turn in content["turns"] for part in turn["parts"]]
        if content.get("turnComplete"):
            await self._interrupt()
            self._reply()

    async def _hear(self, given: dict[str, Any]) -> None:
        if len(_ONE & given.keys()) != 1 or self._history:
            raise Closed(1007, "Request contains an invalid argument: one field at a time.")
        match next(iter(_ONE & given.keys())):
            case "audio":
                await self._sound(given["audio"])
            case "video":
                self._script.screens.append(base64.urlsafe_b64decode(given["video"]["data"]))
            case "text":
                self._script.texts.append(given["text"])
                if not self._by_hand and not self._speaking:
                    self._reply()
            case kind:
                await self._turn(began=kind == "activityStart")

    async def _turn(self, *, began: bool) -> None:
        if not self._by_hand:
            raise Closed(1007, "Explicit activity control is not supported when automatic.")
        self._active = began
        if began:
            await self._interrupt()
        else:
            self._reply()

    async def _sound(self, blob: dict[str, Any]) -> None:
        assert blob["mimeType"] == "audio/pcm;rate=16000", blob["mimeType"]
        samples = array.array("h", base64.urlsafe_b64decode(blob["data"]))
        seconds = len(samples) / 16_000
        self._heard_s += seconds
        self._script.heard_s += seconds
        if self._by_hand and not self._active:
            return  # outside a turn nothing counts
        await self._die()
        level = math.sqrt(sum(one * one for one in samples[::8]) / max(len(samples[::8]), 1))
        if level > LOUD:
            self._quiet_s = 0.0
            if not self._speaking:
                self._speaking = True
                await self._began()
        elif self._speaking:
            self._quiet_s += seconds
            if self._quiet_s >= QUIET_S:
                self._speaking = False
                await self._transcribe(self._script.words[len(self._script.words) // 2 :])
                if not self._by_hand:
                    self._reply()

    async def _began(self) -> None:
        if not self._by_hand:
            await self._interrupt()
        await self._transcribe(self._script.words[: len(self._script.words) // 2])

    async def _transcribe(self, words: str) -> None:
        await self._say(serverContent={"inputTranscription": {"text": words}})

    async def _die(self) -> None:
        """Do what was to happen after so much sound."""
        script = self._script
        if script.ends is not None and self._heard_s >= script.ends_after_s:
            ends, script.ends = script.ends, None
            raise Closed(*ends)
        if script.goes is not None and self._heard_s >= script.ends_after_s:
            goes, script.goes = script.goes, None
            await self.go_away(goes)

    def _reply(self) -> None:
        self._script.asked_at_s.append(self._script.heard_s)
        if not self._script.is_mute:
            self._answer = asyncio.create_task(self._respond())

    async def _respond(self) -> None:
        script = self._script
        if script.calls:
            name, arguments = script.calls.pop(0)
            call = {"id": f"call-{len(script.calls)}", "name": name, "args": arguments}
            await self._say(toolCall={"functionCalls": [call]})
            return
        self._answers += 1
        words = script.answer.split(" ")
        pieces = max(round(script.answer_s / _PIECE_S), 1)
        for at in range(pieces):
            if at == script.holds_at:
                await script.go.wait()
            blob = {"mimeType": "audio/pcm;rate=24000", "data": base64.b64encode(TONE).decode()}
            part = {"modelTurn": {"role": "model", "parts": [{"inlineData": blob}]}}
            first, last = at * len(words) // pieces, (at + 1) * len(words) // pieces
            said = "".join(f" {word}" for word in words[first:last])
            await self._say(serverContent=part)
            if said:
                await self._say(serverContent={"outputTranscription": {"text": said}})
            await asyncio.sleep(script.pace_s)
        await self._say(serverContent={"generationComplete": True})
        await self._over()
        await self._keep()

    async def _over(self) -> None:
        used = {
            "promptTokenCount": 522,
            "responseTokenCount": 42,
            "thoughtsTokenCount": 8,
            "totalTokenCount": 572,
            "promptTokensDetails": [
                {"modality": "TEXT", "tokenCount": 332},
                {"modality": "AUDIO", "tokenCount": 165},
            ],
            "responseTokensDetails": [{"modality": "AUDIO", "tokenCount": 42}],
        }
        await self._say(serverContent={"turnComplete": True}, usageMetadata=used)

    async def go_away(self, left: str) -> None:
        """Say that the session will end."""
        await self._say(goAway={"timeLeft": left})

    async def blurt(self, what: bytes) -> None:
        """Say something that is no message."""
        await self._socket.send_bytes(what)

    async def _keep(self) -> None:
        if self._resumes:
            handle = f"h{len(self._script.handles) + 1}"
            self._script.handles.append(handle)
            await self._say(sessionResumptionUpdate={"newHandle": handle, "resumable": True})

    async def _interrupt(self) -> None:
        if await self._hush():
            await self._say(serverContent={"interrupted": True})
            await self._over()

    async def _hush(self) -> bool:
        answer, self._answer = self._answer, None
        if answer is None or answer.done():
            return False
        answer.cancel()
        await asyncio.wait([answer])
        return True

    async def _say(self, **message: Any) -> None:
        with suppress(ClientConnectionResetError):  # whoever is gone hears nothing
            await self._socket.send_bytes(json.dumps(message).encode())
