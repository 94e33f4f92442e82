"""Gemini, through Google's developer API."""

from collections.abc import Iterator

from google.genai import types

from pipelines.backends.answers import sendable, shaped
from pipelines.backends.gemini_client import ADDRESS, GeminiClient
from pipelines.backends.schema import schema_of
from pipelines.ports import Answer, Prompt, Shape


class Gemini:
    """Asks `model` at one address."""

    def __init__(self, model: str, *, key: str, address: str = ADDRESS) -> None:
        self._model = model
        self._client = GeminiClient(address, key)

    async def ask(
        self, prompt: Prompt, shape: type[Shape], *, max_tokens: int, seconds: float
    ) -> Answer[Shape]:
        """Ask once, for JSON in the shape's schema."""
        config = types.GenerateContentConfig(
            system_instruction=prompt.system,
            response_mime_type="application/json",
            response_json_schema=schema_of(shape),
            max_output_tokens=max_tokens,
        )
        answer = await self._client.generate(
            self._model, list(_contents(prompt)), config, seconds=seconds
        )
        model = answer.model_version or self._model
        return shaped(answer.candidate.text, shape, model=model, tokens=answer.tokens)

    async def close(self) -> None:
        await self._client.close()


def _contents(prompt: Prompt) -> Iterator[types.Content]:
    parts = [types.Part.from_bytes(data=one.content, mime_type=one.type) for one in prompt.images]
    if prompt.text:
        parts.append(types.Part(text=sendable(prompt.text)))
    yield types.Content(role="user", parts=parts)
    for turn in prompt.turns:
        yield types.Content(role="model", parts=[types.Part(text=sendable(turn.answer))])
        yield types.Content(role="user", parts=[types.Part(text=sendable(turn.reply))])
