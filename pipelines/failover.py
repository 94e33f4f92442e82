"""Whom to ask, in what order and for how long: the one layer that asks a backend again."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Generic, Literal, Protocol, TypeVar

from pipelines.egress import Location
from pipelines.errors import Fault
from pipelines.usage import NO_TOKENS, Price, Tokens

Asked = TypeVar("Asked")  # what a backend is asked through, as a Model
Result = TypeVar("Result")
# What kept a backend from being asked.
Bar = Literal["resting", "region", "route", "budget", "no_price", "deadline"]


class Counted(Protocol):
    """What a call gives: it says what it used."""

    @property
    def tokens(self) -> Tokens:
        """What the call used."""
        ...


Given = TypeVar("Given", bound=Counted)


@dataclass(frozen=True, slots=True)
class Limits:
    """What a model takes in one call: pictures, pixels of each, bytes of all, and tokens."""

    images: int
    pixels: int
    image_bytes: int
    input_tokens: int
    output_tokens: int


@dataclass(frozen=True, slots=True)
class Backend(Generic[Asked]):
    """One of those that are listed.

    `name` is as it is listed ("claude"), `model` what it asks for, `instead_of` the retired model
    that was to be asked. `price` is None where it is not known. At most `at_once` calls run on it.
    """

    name: str
    model: str
    asked: Asked
    location: Location
    limits: Limits
    price: Price | None = None
    instead_of: str | None = None
    at_once: int = 4


@dataclass(frozen=True, slots=True)
class Tried(Generic[Asked]):
    """What came of one backend: `bar` says why it was not asked, `fault` why it gave nothing.

    `saw`: a call was begun. `since` is when it began to rest; `seconds` and `tokens` count all
    tries.
    """

    backend: Backend[Asked]
    saw: bool = False
    fault: Fault | None = None
    bar: Bar | None = None
    since: datetime | None = None
    seconds: float = 0.0
    tokens: Tokens = NO_TOKENS


@dataclass(frozen=True, slots=True)
class Outcome(Generic[Asked, Result]):
    """What the first backend gave that gave anything; None: none did. `tried` tells of each."""

    result: Result | None
    tried: tuple[Tried[Asked], ...]


class Attempt(Protocol[Asked]):
    """One backend whose turn it is."""

    backend: Backend[Asked]

    async def run(self, action: Callable[[Asked, float], Awaitable[Given]]) -> Given:
        """Let `action` make one call, within the seconds it is told; again while that may help.

        What it raises last gets out: BackendUnavailable, BackendRefused, BadAnswer.
        """
        ...
