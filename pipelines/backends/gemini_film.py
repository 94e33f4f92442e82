"""Gemini, watching a whole recording: it is uploaded, looked at so closely as fits, and deleted."""

import asyncio
import json
from collections.abc import Awaitable, Callable, Sequence
from typing import Any

from google.genai import types

from pipelines.backends.answers import Counted, shaped, within
from pipelines.backends.gemini_client import ADDRESS, VERSION, Camel, GeminiClient, contents
from pipelines.backends.gemini_files import Files, type_of
from pipelines.backends.schema import schema_of
from pipelines.errors import BackendRefused, Fault
from pipelines.failover import Limits
from pipelines.ports import Answer, Film, Prompt, Shape

# Tokens of a second of sound, of a picture of a film at a high resolution with its time, and of a
# picture beside it: as documented for Gemini 3, and counted before anything is asked.
SOUND, FRAME, PICTURE = 32, 287, 1120
# How many pictures of a film a second are looked at. A slide stays for half a minute and more, and
# is to be read: few sharp pictures tell more than many that are not, for the same price. With fewer
# than the least nothing is watched.
MOST, LEAST = 0.1, 1 / 60
# How often it is counted before a film is said to be too long, and what it is slowed to at least.
COUNTS, SLOWER = 3, 0.9
# Less than all, for counts are estimates.
ROOM = 0.95


class _Count(Camel):
    total_tokens: Counted = 0


class GeminiFilm:
    """Asks `model` at one address, within what its calls may hold."""

    def __init__(
        self,
        model: str,
        *,
        key: str,
        limits: Limits,
        address: str = ADDRESS,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        self._model = model
        self._room = int(limits.input_tokens * ROOM)
        self._client = GeminiClient(address, key)
        self._files = Files(self._client, sleep)

    async def ask(
        self, prompt: Prompt, shape: type[Shape], *, max_tokens: int, seconds: float
    ) -> Answer[Shape]:
        """Ask once, for JSON in the shape's schema; of a film that is there nothing is uploaded."""
        return await within(seconds, self._ask(prompt, shape, max_tokens, seconds))

    async def let_go(self, film: Film, *, seconds: float) -> None:
        """Delete a film there."""
        await within(seconds, self._files.let_go(film, seconds=seconds))

    async def close(self) -> None:
        await self._client.close()

    async def _ask(
        self, prompt: Prompt, shape: type[Shape], max_tokens: int, seconds: float
    ) -> Answer[Shape]:
        watched = None if prompt.film is None else await self._watched(prompt, prompt.film, seconds)
        config = types.GenerateContentConfig(
            system_instruction=prompt.system,
            response_mime_type="application/json",
            response_json_schema=schema_of(shape),
            max_output_tokens=max_tokens,
        )
        answer = await self._client.generate(
            self._model, list(contents(prompt, watched)), config, seconds=seconds
        )
        model = answer.model_version or self._model
        return shaped(answer.candidate.text, shape, model=model, tokens=answer.tokens)

    async def _watched(self, prompt: Prompt, film: Film, seconds: float) -> types.Part:
        """Give a film that can be watched, at the rate at which it fits with all that is asked."""
        words = Prompt(prompt.system, (), f"{prompt.system}\n{prompt.text}", prompt.turns)
        room = self._room - PICTURE * len(prompt.images)
        beside = round(SOUND * film.seconds) + _estimate(words)
        rate = _rate(film, (room - beside) / (FRAME * max(film.seconds, 1.0)))
        uri = await self._files.ready(film, seconds=seconds)
        for _ in range(COUNTS):
            part = _part(uri, film, rate)
            used = await self._count(list(contents(words, part)), seconds)
            if used <= room:
                return part
            rate = _rate(film, rate * min((room - beside) / max(used - beside, 1), SLOWER))
        raise BackendRefused(Fault.TOO_LARGE)

    async def _count(self, asked: Sequence[types.Content], seconds: float) -> int:
        """Have the tokens counted of what will be asked: that costs nothing."""
        told: Any = [one.model_dump(mode="json", by_alias=True, exclude_none=True) for one in asked]
        received = await self._client.send(
            "POST",
            f"{self._client.address}/{VERSION}/models/{self._model}:countTokens",
            content=json.dumps({"contents": told}).encode(),
            headers={"content-type": "application/json"},
            seconds=seconds,
        )
        return received.read(_Count).total_tokens


def _part(uri: str, film: Film, rate: float) -> types.Part:
    data = types.FileData(file_uri=uri, mime_type=type_of(film))
    if _is_heard_only(film):
        return types.Part(file_data=data)
    return types.Part(
        file_data=data,
        video_metadata=types.VideoMetadata(fps=round(rate, 4)),
        media_resolution=types.PartMediaResolution(
            level=types.PartMediaResolutionLevel.MEDIA_RESOLUTION_HIGH
        ),
    )


def _rate(film: Film, rate: float) -> float:
    """Give at how many pictures a second it is watched, where there is room for such a rate.

    Raises BackendRefused: there is room for hardly any.
    """
    if rate < (0.0 if _is_heard_only(film) else LEAST):
        raise BackendRefused(Fault.TOO_LARGE)
    return min(rate, MOST)


def _is_heard_only(film: Film) -> bool:
    return film.type.startswith("audio/")


def _estimate(prompt: Prompt) -> int:
    """Give no fewer tokens than a text has."""
    said = "".join((prompt.text, *(one.answer + one.reply for one in prompt.turns)))
    return len(said.encode("utf-8", "replace")) // 3
