"""The client of Google's SDK, opened so that nothing of the environment goes along."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from google import genai
from google.genai import errors, types
from google.genai.client import DebugConfig
from pydantic import ConfigDict, Field
from pydantic.alias_generators import to_camel

from pipelines.backends.answers import Counted, Wire, WireT, envelope, sendable, used, within
from pipelines.backends.connection import LOST, Connection, lost, no_client, trusted
from pipelines.backends.faults import failed, failed_inside
from pipelines.errors import BackendRefused, BackendUnavailable, BadAnswer, Fault
from pipelines.ports import Prompt
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


class Camel(Wire):
    """What Google writes: names in camelCase."""

    model_config = ConfigDict(alias_generator=to_camel)


class _Heard(Camel):
    text: str | None = None
    language_code: str | None = None


class _Part(Camel):
    text: str | None = None
    thought: bool | None = None
    audio_transcription: _Heard | None = None


class _Content(Camel):
    parts: list[_Part] | None = None


class Candidate(Camel):
    """One answer."""

    content: _Content | None = None
    finish_reason: str | None = None

    @property
    def text(self) -> str:
        """What it says, without what it thought."""
        return "".join(part.text or "" for part in self._parts if not part.thought)

    @property
    def heard(self) -> str:
        """What it heard, in whichever of the two places it is said."""
        found = (one.audio_transcription for one in self._parts)
        return "".join(one.text or "" for one in found if one) or self.text

    @property
    def language(self) -> str | None:
        """In which language it heard that."""
        found = (one.audio_transcription for one in self._parts)
        return next((one.language_code for one in found if one and one.language_code), None)

    @property
    def _parts(self) -> Sequence[_Part]:
        return (self.content and self.content.parts) or []


class _Feedback(Camel):
    block_reason: str | None = None


class _Usage(Camel):
    prompt_token_count: Counted = 0
    candidates_token_count: Counted = 0
    thoughts_token_count: Counted = 0
    cached_content_token_count: Counted = 0


class Response(Camel):
    """What comes back, as far as it is looked at."""

    model_version: str | None = None
    candidates: list[Candidate] = Field(default_factory=list)
    prompt_feedback: _Feedback | None = None
    usage_metadata: _Usage | None = None

    @property
    def candidate(self) -> Candidate:
        """The first answer; one that says nothing where there is none."""
        return self.candidates[0] if self.candidates else Candidate()

    @property
    def tokens(self) -> Tokens:
        """What the call used."""
        usage = self.usage_metadata or _Usage()
        answered = usage.candidates_token_count + usage.thoughts_token_count
        return used(usage.prompt_token_count, answered, usage.cached_content_token_count)


@dataclass(frozen=True, slots=True)
class Received:
    """What came back for a call that the SDK has no word for."""

    headers: Mapping[str, str]
    body: bytes

    def read(self, wire: type[WireT], *, own_error: bool = False) -> WireT:
        """Take its JSON apart. Raises BadAnswer, and what an error within it means.

        `own_error`: an error within it is about what was asked for, and not about the call.
        """
        found = envelope(self.body, wire)
        if found.error and not own_error:
            raise failed_inside(self.headers, found.error)
        return found


def contents(prompt: Prompt, film: types.Part | None = None) -> Iterator[types.Content]:
    """Give what a prompt says, turn by turn: a film first, then pictures, then the text."""
    parts = [] if film is None else [film]
    parts += [types.Part.from_bytes(data=one.content, mime_type=one.type) for one in prompt.images]
    if prompt.text:
        parts.append(types.Part(text=sendable(prompt.text)))
    yield types.Content(role="user", parts=parts)
    for turn in prompt.turns:
        yield types.Content(role="model", parts=[types.Part(text=sendable(turn.answer))])
        yield types.Content(role="user", parts=[types.Part(text=sendable(turn.reply))])


class GeminiClient:
    """Asks for content at one address."""

    def __init__(self, address: str, key: str) -> None:
        self.address = address.rstrip("/")
        self._connection = connection = Connection(address)
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

    async def generate(
        self,
        model: str,
        contents: Sequence[types.Content],
        config: types.GenerateContentConfig,
        *,
        seconds: float,
    ) -> Response:
        """Ask once. Raises BackendError, also where it declined, or stopped before its end."""
        answer = await within(seconds, self._answer(model, contents, config, seconds))
        tokens, candidate = answer.tokens, answer.candidate
        if answer.prompt_feedback and answer.prompt_feedback.block_reason:
            raise BackendRefused(Fault.REFUSED, tokens)
        if candidate.finish_reason in _DECLINED:
            raise BackendRefused(Fault.REFUSED, tokens)
        if candidate.finish_reason in _CUT_OFF:
            raise BadAnswer(Fault.TRUNCATED, tokens)
        return answer

    async def send(
        self,
        method: str,
        url: str,
        *,
        seconds: float,
        content: bytes = b"",
        headers: Mapping[str, str] | None = None,
    ) -> Received:
        """Make one call that the SDK would make again by itself, or answers of which it trusts.

        Raises BackendError; BadAnswer where the URL, which may be a server's own word, leads
        elsewhere than to this address.
        """
        if not self._connection.leads_to(url):
            raise BadAnswer(Fault.SHAPE)
        try:
            response = await self._client.request(
                method, url, content=content, headers=headers, timeout=seconds
            )
        except LOST as error:
            raise lost(error) from None
        if not response.is_success:
            raise failed(response.status_code, response.headers, _json(response.content))
        return Received(response.headers, response.content)

    async def close(self) -> None:
        """Let go of its connections."""
        await self._client.aclose()

    async def _answer(
        self,
        model: str,
        contents: Sequence[types.Content],
        config: types.GenerateContentConfig,
        seconds: float,
    ) -> Response:
        config = config.model_copy(
            update={
                "http_options": types.HttpOptions(timeout=max(int(seconds * 1000), 1)),
                "should_return_http_response": True,
                "automatic_function_calling": types.AutomaticFunctionCallingConfig(disable=True),
                "automatic_continuation": False,
            }
        )
        try:
            response = await self._models.generate_content(
                model=model, contents=list(contents), config=config
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
        answer = envelope((received and received.body) or "", Response)
        if answer.error:
            raise failed_inside((received and received.headers) or {}, answer.error)
        return answer


def _json(body: bytes) -> object:
    try:
        said: object = json.loads(body)
    except (ValueError, RecursionError):
        return None
    return said
