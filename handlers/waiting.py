"""Something that a job needs gives no answer: the job waits for it, and no other work does."""

from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta
from typing import Literal

from handlers.chat import ChatUnavailable
from handlers.ports import Clock, Facts, Postponed, Steps
from pipelines.scanning import ScannerUnavailable

PATIENCE = timedelta(hours=8)
# It is asked again after as long as was waited already, within these.
SOONEST, LATEST = timedelta(seconds=15), timedelta(minutes=5)

Awaited = Literal["scanner", "platform", "transcriber", "writer"]
Action = Callable[[], Awaitable[Facts]]


async def _silently(_: Awaited, __: datetime) -> None:
    """Say nothing: there is nothing to say it on, or a result stands there."""


class Away(Exception):
    """None of those who may do it answers; whoever raises it says until when that goes on."""

    def __init__(self, what: Awaited, until: datetime) -> None:
        super().__init__(what)
        self.what: Awaited = what
        self.until = until


class Waiting:
    """The steps of a job that is postponed while something that it needs is away.

    It waits for PATIENCE from `since` on, then it fails. `say` tells for what it waits and until
    when, each time.
    """

    def __init__(
        self,
        steps: Steps,
        since: datetime,
        clock: Clock,
        say: Callable[[Awaited, datetime], Awaitable[None]] = _silently,
    ) -> None:
        self._steps = steps
        self._since = since
        self._clock = clock
        self._say = say

    async def run(self, name: str, action: Action) -> Facts:
        return await self._reached(self._steps.run(name, lambda: self._patiently(action)))

    async def commit(self, name: str, action: Action) -> Facts:
        return await self._reached(self._steps.commit(name, lambda: self._patiently(action)))

    async def _reached(self, step: Awaitable[Facts]) -> Facts:
        # Around the step, which tries a few times by itself before it gives up.
        try:
            return await step
        except ChatUnavailable:
            wait = await self._wait("platform")
            if wait is None:
                raise
            raise Postponed(wait) from None

    async def _patiently(self, action: Action) -> Facts:
        # Within the step: one that is taken up after a crash finds that it was postponed.
        try:
            return await action()
        except ScannerUnavailable:
            wait = await self._wait("scanner")
            if wait is None:
                raise
            raise Postponed(wait) from None
        except Away as away:
            wait = await self._wait(away.what, away.until)
            if wait is None:
                raise
            raise Postponed(wait) from None

    async def _wait(self, what: Awaited, until: datetime | None = None) -> float | None:
        """Give for how many seconds to wait; None: it was long enough."""
        until, now = until or self._since + PATIENCE, self._clock.now()
        if now >= until:
            return None
        await self._say(what, until)
        return min(max(now - self._since, SOONEST), LATEST, until - now).total_seconds()
