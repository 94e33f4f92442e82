"""What every vendor's answer is held to: its time, the JSON around it, and the shape within."""

import asyncio
from collections.abc import Awaitable
from typing import Annotated, Any, TypeVar

from pydantic import BaseModel, BeforeValidator, ConfigDict, ValidationError

from pipelines.errors import BackendUnavailable, BadAnswer, Fault
from pipelines.ports import Answer, Shape
from pipelines.usage import NO_TOKENS, Tokens

Result = TypeVar("Result")
NAME_CHARACTERS = 200


def _count(value: object) -> int:
    return value if isinstance(value, int) and 0 < value < 1 << 40 else 0


# A vendor that miscounts has answered all the same.
Counted = Annotated[int, BeforeValidator(_count)]


class Wire(BaseModel):
    """What is looked at of a vendor's answer: nothing is required, and more may be there."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    error: Any = None


WireT = TypeVar("WireT", bound=Wire)


async def within(seconds: float, call: Awaitable[Result]) -> Result:
    """Wait for a call so long, whatever its SDK thinks of time."""
    try:
        async with asyncio.timeout(seconds):
            return await call
    except TimeoutError:
        raise BackendUnavailable(Fault.TIMEOUT) from None


def envelope(body: bytes | str, wire: type[WireT]) -> WireT:
    """Take the vendor's JSON apart. Raises BadAnswer: no JSON object, or none of the vendor's."""
    try:
        return wire.model_validate_json(body)
    except ValidationError as error:
        # An answer's words stay out of what is raised.
        kinds = {one["type"] for one in error.errors(include_input=False, include_url=False)}
    foreign = kinds & {"json_invalid", "model_type", "model_attributes_type"}
    raise BadAnswer(Fault.NO_JSON if foreign else Fault.SHAPE)


def shaped(text: str, shape: type[Shape], *, model: str, tokens: Tokens) -> Answer[Shape]:
    """Give the answer in its shape. Raises BadAnswer: nothing was said, or something else."""
    if not text.strip():
        raise BadAnswer(Fault.NO_JSON, tokens)
    try:
        value = shape.model_validate_json(text)
    except ValidationError:
        # An answer's words stay out of what is raised.
        raise BadAnswer(Fault.SHAPE, tokens) from None
    return Answer(value, text, model[:NAME_CHARACTERS], tokens)


def used(given: int, answered: int, cached: int = 0, written: int = 0) -> Tokens:
    """Count what a call used; `given` holds what was `cached`, and what was `written` to be."""
    if not given and not answered:
        return NO_TOKENS
    cached = min(cached, given)
    return Tokens(input=given, output=answered, cached=cached, written=min(written, given - cached))


def sendable(text: str) -> str:
    """Give a stranger's text without what no JSON can carry: halves of characters."""
    return text.encode("utf-8", "replace").decode()
