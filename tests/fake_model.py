"""The Model port by hand: it answers what it was told to, in order, and keeps what it was asked."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeAlias

from pydantic import BaseModel, ValidationError

from pipelines.errors import BackendError, BackendUnavailable, BadAnswer, Fault
from pipelines.ports import Answer, Prompt, Shape
from pipelines.usage import Tokens

USED = Tokens(input=1200, output=80, cached=200)

# A text (right or wrong), a value, an error, something that never happens, or what makes one.
Said: TypeAlias = str | BaseModel | BackendError | asyncio.Event
Script: TypeAlias = Said | Callable[[Prompt], Said]


@dataclass(frozen=True, slots=True)
class Asked:
    """One call as it came in."""

    prompt: Prompt
    shape: type[BaseModel]
    max_tokens: int
    seconds: float


class FakeModel:
    """Gives the next of `script` a call, and its last one ever after.

    An event is waited for, and then what follows it is said: a call that outlives its seconds
    is unavailable.
    """

    def __init__(self, *script: Script, tokens: Tokens = USED, model: str = "fake-1") -> None:
        if not script:
            raise ValueError("say what it is to answer")
        self._script = list(script)
        self._tokens = tokens
        self._model = model
        self.asked: list[Asked] = []
        self.closed = False

    async def ask(
        self, prompt: Prompt, shape: type[Shape], *, max_tokens: int, seconds: float
    ) -> Answer[Shape]:
        self.asked.append(Asked(prompt, shape, max_tokens, seconds))
        try:
            async with asyncio.timeout(seconds):
                said = await self._next(prompt)
        except TimeoutError:
            raise BackendUnavailable(Fault.TIMEOUT) from None
        if isinstance(said, BackendError):
            raise said
        text = said if isinstance(said, str) else said.model_dump_json()
        try:
            value = shape.model_validate_json(text)
        except ValidationError:
            raise BadAnswer(Fault.SHAPE, self._tokens) from None
        return Answer(value, text, self._model, self._tokens)

    async def close(self) -> None:
        self.closed = True

    async def _next(self, prompt: Prompt) -> str | BaseModel | BackendError:
        await asyncio.sleep(0)  # as any call does, it lets others run
        while True:
            step = self._script.pop(0) if len(self._script) > 1 else self._script[0]
            said = (
                step
                if isinstance(step, (str, BaseModel, BackendError, asyncio.Event))
                else (step(prompt))
            )
            if not isinstance(said, asyncio.Event):
                return said
            if said.is_set() and step is self._script[0]:
                raise ValueError("nothing follows the event")
            await said.wait()
