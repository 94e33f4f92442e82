"""Gemini, through Google's developer API."""

from google.genai import types

from pipelines.backends.answers import shaped
from pipelines.backends.gemini_client import ADDRESS, GeminiClient, contents
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
            self._model, list(contents(prompt)), config, seconds=seconds
        )
        model = answer.model_version or self._model
        return shaped(answer.candidate.text, shape, model=model, tokens=answer.tokens)

    async def close(self) -> None:
        await self._client.close()
