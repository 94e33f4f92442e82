"""Asks one backend, again while that may help, within the time it has."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Generic, Literal, Protocol, TypeVar

from pipelines.errors import WORKED, BackendError, BackendUnavailable, Fault
from pipelines.resting import Leave, Rest
from pipelines.usage import NO_TOKENS, Tokens

# How often one call is made at most, while the backend is unavailable.
TRIES = 3
# The second try waits a random part of so many seconds, the third of twice as many.
FIRST_WAIT = 1.0
# With less time than that left no call is begun.
LEAST_SECONDS = 0.25
# Whoever had so long, or such a part of all the time, and did not answer, is unavailable; whoever
# had less may just be slow.
FAIR_SECONDS = 30.0
FAIR_PART = 0.25
# What does not keep to its time is cut off so much later.
GRACE_SECONDS = 2.0

Asked = TypeVar("Asked")


class Counted(Protocol):
    """What a call gives: it says what it used."""

    @property
    def tokens(self) -> Tokens:
        """What the call used."""
        ...


Given = TypeVar("Given", bound=Counted)


class NotAsked(BackendUnavailable):
    """A call was not begun after all: meanwhile the backend rests, or the time is over."""

    def __init__(self, bar: Literal["resting", "deadline"]) -> None:
        super().__init__(Fault.TIMEOUT if bar == "deadline" else Fault.BUSY)
        self.bar = bar


@dataclass(frozen=True, slots=True)
class Pace:
    """What time is: seconds from anywhere, how to wait for some, and numbers from 0 to 1."""

    timer: Callable[[], float]
    sleep: Callable[[float], Awaitable[None]]
    chance: Callable[[], float]


@dataclass(slots=True)
class Asking(Generic[Asked]):
    """A backend that is asked about one document until `ends`, and what that took.

    `fair`: with fewer seconds nobody is said to be too slow. `saw`: a call was begun. `seconds`
    and `tokens` count all tries; `unsaid`: one may have used more, and nobody said what.
    """

    asked: Asked
    rest: Rest
    leave: Leave
    places: asyncio.Semaphore
    pace: Pace
    ends: float
    fair: float
    saw: bool = field(default=False, init=False)
    seconds: float = field(default=0.0, init=False)
    tokens: Tokens = field(default=NO_TOKENS, init=False)
    unsaid: bool = field(default=False, init=False)
    _allowed: float = field(default=0.0, init=False)

    @property
    def left(self) -> float:
        """The seconds that are left."""
        return self.ends - self.pace.timer()

    async def run(self, action: Callable[[Asked, float], Awaitable[Given]]) -> Given:
        """Make a call, again while the backend is unavailable and there is time."""
        tries = 1 if self.leave.probe else TRIES
        failed: BackendUnavailable | None = None
        for again in range(tries):
            try:
                return await self._once(action)
            except NotAsked as error:
                raise failed or error from None
            except BackendUnavailable as error:
                failed = error
                wait = self._wait(error, again)
                if again == tries - 1 or self.left - wait < LEAST_SECONDS:
                    self._judge(error, again)
                    raise
                self.rest.missed(self.leave, error.retry_after)
                if self.rest.holds(self.leave):
                    await self.pace.sleep(wait)
                if not self.rest.holds(self.leave):
                    raise  # it rests, after this try or another's
        raise AssertionError("the last try returns or raises")

    async def _once(self, action: Callable[[Asked, float], Awaitable[Given]]) -> Given:
        await self._enter()
        try:
            given = await self._call(action)
        finally:
            self.places.release()
        self.tokens += given.tokens
        self.unsaid |= given.tokens == NO_TOKENS
        self.rest.answered(self.leave)
        return given

    async def _enter(self) -> None:
        """Wait for a free place."""
        try:
            async with asyncio.timeout(max(self.left, 0.0)):
                await self.places.acquire()
        except TimeoutError:
            raise NotAsked("deadline") from None
        rests = not self.rest.holds(self.leave)
        if rests or self.left < LEAST_SECONDS:
            self.places.release()
            raise NotAsked("resting" if rests else "deadline")

    async def _call(self, action: Callable[[Asked, float], Awaitable[Given]]) -> Given:
        self.saw = True
        self._allowed = self.left
        begun = self.pace.timer()
        try:
            async with asyncio.timeout(self._allowed + GRACE_SECONDS):
                return await action(self.asked, self._allowed)
        except TimeoutError:
            self.unsaid = True
            raise BackendUnavailable(Fault.TIMEOUT) from None
        except asyncio.CancelledError:
            self.unsaid = True  # of several at once, one that failed ends the others
            raise
        except BackendError as error:
            self.tokens += error.tokens
            self.unsaid |= error.fault in WORKED and error.tokens == NO_TOKENS
            if not isinstance(error, BackendUnavailable):
                self.rest.answered(self.leave)
            raise
        finally:
            self.seconds += self.pace.timer() - begun

    def _wait(self, error: BackendUnavailable, again: int) -> float:
        """Give how long to wait before another try: at random, and not before it wants one."""
        if error.retry_after is not None and error.retry_after > 0:
            return error.retry_after + self.pace.chance() * FIRST_WAIT
        return float(self.pace.chance() * FIRST_WAIT * (1 << again))

    def _judge(self, error: BackendUnavailable, again: int) -> None:
        """Let the backend rest, unless all it lacked was time that it was not given."""
        was_slow = error.fault is Fault.TIMEOUT and self.left < LEAST_SECONDS and not again
        if not (was_slow and self._allowed < self.fair):
            self.rest.failed(self.leave, error.retry_after)
