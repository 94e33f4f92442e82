"""The other end of OpenAI's voices, for the suite that every voice model passes."""

import asyncio
import base64
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from pipelines.backends.openai_live import OpenAILive
from pipelines.backends.openai_realtime import OpenAIRealtime
from pipelines.huddle.vad import Vad
from pipelines.ports import VoiceModel
from tests.contracts.voices import ARGUMENTS, CALLED, HEARD, SAID, Counterpart, Lack
from tests.doubles.voice import faults
from tests.doubles.voice.openai_live import PATH as LIVE
from tests.doubles.voice.openai_live import Live
from tests.doubles.voice.openai_realtime import PATH, Realtime
from tests.doubles.voice.stage import Stage

KEY = "sk-of-a-test"


class OpenAIEnd:
    """What a stage of ours is told to do."""

    lacks: frozenset[Lack] = frozenset()

    def __init__(self, stage: Stage, model: VoiceModel) -> None:
        self._stage = stage
        self.model = model
        stage.part.hears, stage.part.says = HEARD, SAID

    def pause(self) -> None:
        self._stage.part.goes_on.clear()

    def go_on(self) -> None:
        self._stage.part.goes_on.set()

    def told(self) -> str:
        return json.dumps(self._stage.last.sent)

    def calls(self) -> None:
        self._stage.part.looks_up = (CALLED, ARGUMENTS)

    def refuse(self) -> None:
        error = {"error": {"code": "invalid_api_key", "type": "invalid_request_error"}}
        self._stage.faults.add(faults.refusing(401, json.dumps(error).encode()))

    def ignore(self) -> None:
        self._stage.faults.add(faults.Fault("door"))

    async def break_off(self) -> None:
        transport = self._stage.last.request.transport
        assert transport is not None
        transport.abort()

    def seen(self) -> list[bytes]:
        raise NotImplementedError

    async def leave(self) -> None:
        raise NotImplementedError


class LiveEnd(OpenAIEnd):
    """Live's, which sees nothing and looks nothing up."""

    lacks: frozenset[Lack] = frozenset({"pictures", "tools"})

    async def leave(self) -> None:
        double = self._stage.last
        assert isinstance(double, Live)
        await double.end("expired")


class RealtimeEnd(OpenAIEnd):
    """Realtime's."""

    def seen(self) -> list[bytes]:
        double = self._stage.last
        assert isinstance(double, Realtime)
        added = {one["item"]["id"]: one["item"] for one in double.of("conversation.item.create")}
        urls = [added[item]["content"][0]["image_url"] for item in double.pictures]
        return [base64.b64decode(url.partition(",")[2]) for url in urls]

    async def leave(self) -> None:
        reason = b"Your session hit the maximum duration of 60 minutes."
        await self._stage.last.socket.close(code=1001, message=reason)


@asynccontextmanager
async def live() -> AsyncIterator[Counterpart]:
    async with Stage({LIVE: Live}) as stage:
        model = await asyncio.to_thread(
            lambda: OpenAILive(
                "gpt-live-1", key=KEY, detector=Vad, address=stage.url, settles_s=0.7
            )
        )
        yield LiveEnd(stage, model)
        await model.close()


@asynccontextmanager
async def realtime() -> AsyncIterator[Counterpart]:
    async with Stage({PATH: Realtime}) as stage:
        model = await asyncio.to_thread(
            lambda: OpenAIRealtime("gpt-realtime-2.1", key=KEY, address=stage.url)
        )
        yield RealtimeEnd(stage, model)
        await model.close()
