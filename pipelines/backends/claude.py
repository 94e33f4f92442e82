"""Claude, through Anthropic's messages."""

import base64
import warnings
from collections.abc import Iterator
from typing import Any

import anthropic
from pydantic import Field

from pipelines.backends.answers import Counted, Wire, envelope, sendable, shaped, used, within
from pipelines.backends.connection import Connection, lost
from pipelines.backends.faults import failed, failed_inside
from pipelines.backends.schema import schema_of
from pipelines.errors import BackendRefused, BadAnswer, Fault
from pipelines.ports import Answer, Image, Prompt, Shape
from pipelines.usage import Tokens

ADDRESS = "https://api.anthropic.com"
_CUT_OFF = {"max_tokens", "model_context_window_exceeded"}


class _Usage(Wire):
    input_tokens: Counted = 0
    output_tokens: Counted = 0
    cache_creation_input_tokens: Counted = 0
    cache_read_input_tokens: Counted = 0


class _Block(Wire):
    type: str | None = None
    text: str | None = None


class _Message(Wire):
    model: str | None = None
    content: list[_Block] = Field(default_factory=list)
    stop_reason: str | None = None
    usage: _Usage | None = None

    @property
    def tokens(self) -> Tokens:
        usage = self.usage or _Usage()
        cached, written = usage.cache_read_input_tokens, usage.cache_creation_input_tokens
        return used(usage.input_tokens + written + cached, usage.output_tokens, cached, written)

    @property
    def text(self) -> str:
        return "".join(block.text or "" for block in self.content if block.type == "text")


class Claude:
    """Asks `model` at one address; `inference_geo` ("us") keeps its work there."""

    def __init__(
        self,
        model: str,
        *,
        key: str,
        address: str = ADDRESS,
        inference_geo: str | None = None,
    ) -> None:
        self._model = model
        self._geo = inference_geo or anthropic.omit
        # When a model ends is told by the catalogue; where warnings are errors this one would cost
        # an answer.
        warnings.filterwarnings("ignore", r"The model '", DeprecationWarning)
        connection = Connection(address)
        # Everything it would otherwise look for in the environment is said here.
        self._client = anthropic.AsyncAnthropic(
            api_key=key,
            webhook_key="",
            base_url=address,
            max_retries=0,
            open_telemetry={"traces": False, "propagation": False},
            http_client=connection.client(),
        )
        connection.carry(self._client.auth_headers)
        # Looked up now: it reads files and imports modules the first time.
        self._messages = self._client.messages.with_raw_response
        _ = self._client.default_headers

    async def ask(
        self, prompt: Prompt, shape: type[Shape], *, max_tokens: int, seconds: float
    ) -> Answer[Shape]:
        """Ask once, for JSON in the shape's schema."""
        answer = await within(seconds, self._answer(prompt, shape, max_tokens, seconds))
        if answer.stop_reason == "refusal":
            raise BackendRefused(Fault.REFUSED, answer.tokens)
        if answer.stop_reason in _CUT_OFF:
            raise BadAnswer(Fault.TRUNCATED, answer.tokens)
        model = answer.model or self._model
        return shaped(answer.text, shape, model=model, tokens=answer.tokens)

    async def close(self) -> None:
        await self._client.close()

    async def _answer(
        self, prompt: Prompt, shape: type[Shape], max_tokens: int, seconds: float
    ) -> _Message:
        try:
            raw = await self._messages.create(
                model=self._model,
                system=prompt.system,
                messages=list(_messages(prompt)),
                output_config={"format": {"type": "json_schema", "schema": schema_of(shape)}},
                max_tokens=max_tokens,
                inference_geo=self._geo,
                timeout=seconds,
            )
        except anthropic.APIStatusError as error:
            raise failed(error.status_code, error.response.headers, error.body) from None
        except anthropic.APIConnectionError as error:
            raise lost(error.__cause__) from None
        answer = envelope(await raw.read(), _Message)
        if answer.error:
            raise failed_inside(raw.headers, answer.error)
        return answer


def _messages(prompt: Prompt) -> Iterator[Any]:
    content = [_picture(image) for image in prompt.images]
    if prompt.text.strip():
        content.append({"type": "text", "text": sendable(prompt.text)})
    yield {"role": "user", "content": content}
    for turn in prompt.turns:
        yield {"role": "assistant", "content": sendable(turn.answer)}
        yield {"role": "user", "content": sendable(turn.reply)}


def _picture(image: Image) -> dict[str, object]:
    encoded = base64.b64encode(image.content).decode()
    return {
        "type": "image",
        "source": {"type": "base64", "media_type": image.type, "data": encoded},
        # Rather an error than a page that was made too small to read without a word.
        "transformations": {"oversized_image": "error"},
    }
