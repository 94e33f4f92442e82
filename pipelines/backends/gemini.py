"""Gemini, through Google's developer API."""

from collections.abc import Iterator

from google import genai
from google.genai import errors, types
from google.genai.client import DebugConfig
from pydantic import ConfigDict, Field
from pydantic.alias_generators import to_camel

from pipelines.backends.answers import Counted, Wire, envelope, sendable, shaped, used, within
from pipelines.backends.connection import LOST, Connection, lost, no_client, trusted
from pipelines.backends.faults import failed, failed_inside
from pipelines.backends.schema import schema_of
from pipelines.errors import BackendRefused, BackendUnavailable, BadAnswer, Fault
from pipelines.ports import Answer, Prompt, Shape
from pipelines.usage import Tokens

ADDRESS = "https://generativelanguage.googleapis.com"
VERSION = "v1beta"
_CUT_OFF = {"MAX_TOKENS", "CONTINUATION"}
_DECLINED = {
    "BLOCKLIST",
    "ESCALATION",
    "IMAGE_SAFETY",
    "LANGUAGE",
    "MODEL_ARMOR",
    "PROHIBITED_CONTENT",
    "PUP_LIMITED_DISABLED",
    "RECITATION",
    "SAFETY",
    "SPII",
}


class _Camel(Wire):
    model_config = ConfigDict(alias_generator=to_camel)


class _Part(_Camel):
    text: str | None = None
    thought: bool | None = None


class _Content(_Camel):
    parts: list[_Part] | None = None


class _Candidate(_Camel):
    content: _Content | None = None
    finish_reason: str | None = None

    @property
    def text(self) -> str:
        parts = (self.content and self.content.parts) or []
        return "".join(part.text or "" for part in parts if not part.thought)


class _Feedback(_Camel):
    block_reason: str | None = None


class _Usage(_Camel):
    prompt_token_count: Counted = 0
    candidates_token_count: Counted = 0
    thoughts_token_count: Counted = 0
    cached_content_token_count: Counted = 0


class _Response(_Camel):
    model_version: str | None = None
    candidates: list[_Candidate] = Field(default_factory=list)
    prompt_feedback: _Feedback | None = None
    usage_metadata: _Usage | None = None

    @property
    def tokens(self) -> Tokens:
        usage = self.usage_metadata or _Usage()
        answered = usage.candidates_token_count + usage.thoughts_token_count
        return used(usage.prompt_token_count, answered, usage.cached_content_token_count)


class Gemini:
    """Asks `model` at one address."""

    def __init__(self, model: str, *, key: str, address: str = ADDRESS) -> None:
        self._model = model
        connection = Connection(address)
        connection.carry({"x-goog-api-key": key})
        self._client = connection.client()
        # Everything it would otherwise look for in the environment is said here.
        self._models = genai.Client(
            vertexai=False,
            api_key=key,
            debug_config=DebugConfig(client_mode=None, replays_directory=None, replay_id=None),
            http_options=types.HttpOptions(
                base_url=address,
                api_version=VERSION,
                httpx_client=no_client(),
                httpx_async_client=self._client,
                async_client_args={"ssl": trusted()},
            ),
        ).aio.models

    async def ask(
        self, prompt: Prompt, shape: type[Shape], *, max_tokens: int, seconds: float
    ) -> Answer[Shape]:
        """Ask once, for JSON in the shape's schema."""
        answer = await within(seconds, self._answer(prompt, shape, max_tokens, seconds))
        tokens = answer.tokens
        candidate = answer.candidates[0] if answer.candidates else _Candidate()
        if answer.prompt_feedback and answer.prompt_feedback.block_reason:
            raise BackendRefused(Fault.REFUSED, tokens)
        if candidate.finish_reason in _DECLINED:
            raise BackendRefused(Fault.REFUSED, tokens)
        if candidate.finish_reason in _CUT_OFF:
            raise BadAnswer(Fault.TRUNCATED, tokens)
        model = answer.model_version or self._model
        return shaped(candidate.text, shape, model=model, tokens=tokens)

    async def close(self) -> None:
        await self._client.aclose()

    async def _answer(
        self, prompt: Prompt, shape: type[Shape], max_tokens: int, seconds: float
    ) -> _Response:
        config = types.GenerateContentConfig(
            http_options=types.HttpOptions(timeout=max(int(seconds * 1000), 1)),
            should_return_http_response=True,
            system_instruction=prompt.system,
            response_mime_type="application/json",
            response_json_schema=schema_of(shape),
            max_output_tokens=max_tokens,
            automatic_function_calling=types.AutomaticFunctionCallingConfig(disable=True),
            automatic_continuation=False,
        )
        contents = list(_contents(prompt))
        try:
            response = await self._models.generate_content(
                model=self._model, contents=contents, config=config
            )
        except errors.APIError as error:
            headers = error.response.headers if error.response else {}
            raise failed(error.code, headers, error.details) from None
        except LOST as error:
            raise lost(error) from None
        except (ValueError, RecursionError):
            # An error whose body is no text, or has no end of brackets.
            raise BackendUnavailable(Fault.FAILING) from None
        received = response.sdk_http_response
        answer = envelope((received and received.body) or "", _Response)
        if answer.error:
            raise failed_inside((received and received.headers) or {}, answer.error)
        return answer


def _contents(prompt: Prompt) -> Iterator[types.Content]:
    parts = [types.Part.from_bytes(data=one.content, mime_type=one.type) for one in prompt.images]
    if prompt.text:
        parts.append(types.Part(text=sendable(prompt.text)))
    yield types.Content(role="user", parts=parts)
    for turn in prompt.turns:
        yield types.Content(role="model", parts=[types.Part(text=sendable(turn.answer))])
        yield types.Content(role="user", parts=[types.Part(text=sendable(turn.reply))])
