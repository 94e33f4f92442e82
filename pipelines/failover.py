"""Whom to ask, in what order and for how long: the one layer that asks a backend again."""

import asyncio
import random
import time
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Generic, Literal, Protocol, TypeVar

from pipelines.asking import FAIR_PART, FAIR_SECONDS, LEAST_SECONDS, Asking, Given, NotAsked, Pace
from pipelines.egress import Egress, Location
from pipelines.errors import BackendError, Fault
from pipelines.resting import Rest
from pipelines.usage import NO_TOKENS, Price, Tokens

Asked = TypeVar("Asked")  # what a backend is asked through, as a Model
Result = TypeVar("Result")
# What kept a backend from being asked.
Bar = Literal["resting", "region", "route", "budget", "no_price", "deadline"]

# A backend rests once each of its places found it unavailable so often, in a row.
PATIENCE = 2


@dataclass(frozen=True, slots=True)
class Limits:
    """What a model takes in one call: pictures, pixels of each, bytes of all, and tokens.

    `edge` is how many pixels the longer side of a picture may have; `sound_s` how many seconds of
    sound a transcriber is given at once, `film_s` how many of a film a writer watches.
    """

    images: int
    pixels: int
    image_bytes: int
    input_tokens: int
    output_tokens: int
    edge: int = 8000
    sound_s: float = 0.0
    film_s: float = 0.0


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

    Neither, and not `saw`: another one had answered before. `saw`: a call was begun. `since` is
    when it began to rest; `seconds` and `tokens` count all tries. `unsaid`: one may have used
    more, and nobody said what.
    """

    backend: Backend[Asked]
    saw: bool = False
    fault: Fault | None = None
    bar: Bar | None = None
    since: datetime | None = None
    seconds: float = 0.0
    tokens: Tokens = NO_TOKENS
    unsaid: bool = False


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


class Failover(Generic[Asked]):
    """Asks the backends in their order until one gives something.

    Who was unavailable rests, and is asked again by one call first. All calls for one document
    share its time: while others follow, a backend has half of what is left.
    """

    def __init__(
        self,
        backends: Sequence[Backend[Asked]],
        *,
        clock: Callable[[], datetime],
        rest_seconds: float,
        timer: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
        chance: Callable[[], float] = random.random,
    ) -> None:
        """Remember whom to ask.

        `rest_seconds` is how long a backend rests at first. `clock` tells the time of day, `timer`
        seconds from anywhere, `chance` gives numbers from 0 to 1.
        """
        self._rest_seconds = rest_seconds
        self._clock = clock
        self._pace = Pace(timer, sleep, chance)
        self._listed = tuple(map(self._new, backends))

    @property
    def backends(self) -> tuple[Backend[Asked], ...]:
        """Who is asked, in this order."""
        return tuple(one.backend for one in self._listed)

    def renew(self, backends: Sequence[Backend[Asked]]) -> None:
        """Ask these from the next document on; whoever is there already goes on resting."""
        there = {id(one.backend.asked): one for one in self._listed}
        self._listed = tuple(
            replace(there[id(one.asked)], backend=one) if id(one.asked) in there else self._new(one)
            for one in backends
        )

    def _new(self, one: Backend[Asked]) -> "_Listed[Asked]":
        patience = PATIENCE * one.at_once
        rest = Rest(self._rest_seconds, patience, self._clock, self._pace.timer)
        return _Listed(one, rest, asyncio.Semaphore(one.at_once))

    async def first(
        self,
        call: Callable[[Attempt[Asked]], Awaitable[Result]],
        *,
        egress: Egress,
        seconds: float,
    ) -> Outcome[Asked, Result]:
        """Give what `call` makes of the first backend that it makes something of.

        `call` may raise BackendError, then the next one is asked; whatever else it raises gets
        out. `egress` says who may be asked at all, `seconds` is the time for all of it.
        """
        ends = self._pace.timer() + seconds
        tried: list[Tried[Asked]] = []
        listed = self._listed
        for place, one in enumerate(listed):
            left = ends - self._pace.timer()
            bar = bar_of(one.backend, egress) or ("deadline" if left < LEAST_SECONDS else None)
            leave = None if bar else one.rest.admit()
            if leave is None:
                tried.append(_barred(one, bar or "resting"))
                continue
            others = listed[place + 1 :]
            share = left / 2 if any(_can(other, egress) for other in others) else left
            asking = Asking(
                asked=one.backend.asked,
                rest=one.rest,
                leave=leave,
                places=one.places,
                pace=self._pace,
                ends=ends - left + share,
                fair=min(FAIR_SECONDS, seconds * FAIR_PART),
            )
            turn = _Turn(one.backend, asking)
            try:
                result = await call(turn)
            except BackendError as error:
                tried.append(turn.told(error))
            else:
                unasked = [Tried(other.backend) for other in others]
                return Outcome(result, (*tried, turn.told(), *unasked))
            finally:
                one.rest.give_back(leave)
        return Outcome(None, tuple(tried))


@dataclass(frozen=True, slots=True)
class _Listed(Generic[Asked]):
    """A backend, its rest, and its free places."""

    backend: Backend[Asked]
    rest: Rest
    places: asyncio.Semaphore


def bar_of(backend: Backend[Asked], egress: Egress) -> Bar | None:
    """Say what keeps what is sent from a backend; None: nothing does."""
    is_free = backend.price is not None and backend.price.is_free
    if not egress.spend and not is_free:
        return "budget"
    if bar := egress.bars(backend.location):
        return bar
    unpriced = backend.price is None and not backend.location.self_hosted
    return "no_price" if egress.budgeted and unpriced else None


def _can(one: _Listed[Asked], egress: Egress) -> bool:
    return bar_of(one.backend, egress) is None and one.rest.admits


def _barred(one: _Listed[Asked], bar: Bar) -> Tried[Asked]:
    return Tried(one.backend, bar=bar, since=one.rest.since if bar == "resting" else None)


@dataclass(slots=True)
class _Turn(Generic[Asked]):
    """The turn of one backend with one document."""

    backend: Backend[Asked]
    asking: Asking[Asked]

    async def run(self, action: Callable[[Asked, float], Awaitable[Given]]) -> Given:
        """Ask it."""
        return await self.asking.run(action)

    def told(self, error: BackendError | None = None) -> Tried[Asked]:
        """Tell of the turn, which ended in `error` or with an answer."""
        asking = self.asking
        bar = error.bar if isinstance(error, NotAsked) and not asking.saw else None
        return Tried(
            backend=self.backend,
            saw=asking.saw,
            fault=None if error is None or bar else error.fault,
            bar=bar,
            since=None if error is None or bar == "deadline" else asking.rest.since,
            seconds=asking.seconds,
            tokens=asking.tokens,
            unsaid=asking.unsaid,
        )
