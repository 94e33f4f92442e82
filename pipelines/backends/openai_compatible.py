"""Models behind OpenAI's chat completions, at OpenAI or at any address that speaks the same."""

import base64
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from pydantic import Field

from pipelines.backends.answers import Counted, Wire, sendable, shaped, used, within
from pipelines.backends.openai_client import ADDRESS, answered, opened
from pipelines.backends.schema import schema_of
from pipelines.errors import BackendRefused, BackendUnavailable, BadAnswer, Fault
from pipelines.ports import Answer, Image, Prompt, Shape
from pipelines.usage import Tokens


@dataclass(frozen=True, slots=True)
class Profile:
    """What one kind of server wants to be told in its own way.

    `limit` is its name for the most tokens of an answer, `detail` how closely it looks at pictures
    where that can be said; `more` goes along as it is.
    """

    limit: Literal["max_tokens", "max_completion_tokens"]
    detail: Literal["low", "high"] | None = None
    more: Mapping[str, object] = field(default_factory=dict)


GPT = Profile(limit="max_completion_tokens", detail="high", more={"store": False})
# Whoever copies a page need not think about it first; templates that know no such word ignore it.
QWEN = Profile(limit="max_tokens", more={"chat_template_kwargs": {"enable_thinking": False}})


class _Details(Wire):
    cached_tokens: Counted = 0
    cache_write_tokens: Counted = 0


class _Usage(Wire):
    prompt_tokens: Counted = 0
    completion_tokens: Counted = 0
    prompt_tokens_details: _Details | None = None


class _Message(Wire):
    content: str | None = None
    refusal: str | None = None


class _Choice(Wire):
    message: _Message = _Message()
    finish_reason: str | None = None


class _Completion(Wire):
    model: str | None = None
    choices: list[_Choice] = Field(default_factory=list)
    usage: _Usage | None = None

    @property
    def tokens(self) -> Tokens:
        usage = self.usage or _Usage()
        details = usage.prompt_tokens_details or _Details()
        return used(
            usage.prompt_tokens,
            usage.completion_tokens,
            details.cached_tokens,
            details.cache_write_tokens,
        )


class OpenAICompatible:
    """Asks `model` at one address; without a key none is sent."""

    def __init__(
        self,
        model: str,
        *,
        key: str | None,
        profile: Profile,
        address: str = ADDRESS,
    ) -> None:
        self._model = model
        self._profile = profile
        self._client = opened(address, key)
        self._completions = self._client.chat.completions.with_raw_response

    async def ask(
        self, prompt: Prompt, shape: type[Shape], *, max_tokens: int, seconds: float
    ) -> Answer[Shape]:
        """Ask once, for JSON in the shape's schema."""
        answer = await within(seconds, self._answer(prompt, shape, max_tokens, seconds))
        if not answer.choices:
            raise BadAnswer(Fault.SHAPE, answer.tokens)
        (choice, *_) = answer.choices
        if choice.message.refusal or choice.finish_reason == "content_filter":
            raise BackendRefused(Fault.REFUSED, answer.tokens)
        if choice.finish_reason == "length":
            raise BadAnswer(Fault.TRUNCATED, answer.tokens)
        if choice.finish_reason == "error":
            raise BackendUnavailable(Fault.FAILING, answer.tokens)
        return shaped(
            choice.message.content or "",
            shape,
            model=answer.model or self._model,
            tokens=answer.tokens,
        )

    async def close(self) -> None:
        await self._client.close()

    async def _answer(
        self, prompt: Prompt, shape: type[Shape], max_tokens: int, seconds: float
    ) -> _Completion:
        call = self._completions.create(
            model=self._model,
            messages=list(self._messages(prompt)),
            response_format={
                "type": "json_schema",
                "json_schema": {"name": "answer", "schema": schema_of(shape), "strict": True},
            },
            extra_body={self._profile.limit: max_tokens, **self._profile.more},
            timeout=seconds,
        )
        return await answered(call, _Completion)

    def _messages(self, prompt: Prompt) -> Iterator[Any]:
        yield {"role": "system", "content": prompt.system}
        content: list[object] = [self._picture(image) for image in prompt.images]
        if prompt.text:
            content.append({"type": "text", "text": sendable(prompt.text)})
        yield {"role": "user", "content": content}
        for turn in prompt.turns:
            yield {"role": "assistant", "content": sendable(turn.answer)}
            yield {"role": "user", "content": sendable(turn.reply)}

    def _picture(self, image: Image) -> dict[str, object]:
        encoded = base64.b64encode(image.content).decode()
        url = {"url": f"data:{image.type};base64,{encoded}"}
        detail = {"detail": self._profile.detail} if self._profile.detail else {}
        return {"type": "image_url", "image_url": {**url, **detail}}
