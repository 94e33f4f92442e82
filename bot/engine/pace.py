"""How patient the engine is: with platforms, with its own queue, with running jobs."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from typing import TypeVar

from handlers.chat import ChatUnavailable

Answer = TypeVar("Answer")


@dataclass(frozen=True, slots=True)
class Patience:
    """Make a call `tries` times, `wait` seconds after the first, twice as long each time."""

    tries: int = 5
    wait: float = 1.0

    async def exert(self, action: Callable[[], Awaitable[Answer]]) -> Answer:
        """Make the call until it is answered; the last ChatUnavailable is raised."""
        wait = self.wait
        for _ in range(self.tries - 1):
            try:
                return await action()
            except ChatUnavailable:
                await asyncio.sleep(wait)
                wait *= 2
        return await action()


def _to_tell() -> Patience:
    return Patience(tries=10)


@dataclass(frozen=True, slots=True)
class Pace:
    """Seconds, and patience: of a step with a platform that is away, and of telling of a failure.

    What another process put into the queue is found within `idle`; what this one puts is taken
    at once. Stopping waits `drain` for the jobs that run. Jobs of the kinds in `keep` are dropped
    when it is so long that they ended; all others are kept, so that their keys stay known.
    """

    steps: Patience = field(default_factory=Patience)
    report: Patience = field(default_factory=_to_tell)
    idle: float = 5.0
    drain: float = 10.0
    keep: Mapping[str, float] = field(default_factory=dict)
