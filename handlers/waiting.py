"""The virus scanner gives no answer: a file waits for it, and no other work waits for the file."""

from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta

from handlers.ports import Clock, Facts, Postponed, Steps
from pipelines.scanning import ScannerUnavailable

PATIENCE = timedelta(hours=8)
# It is asked again after as long as was waited already, within these.
SOONEST, LATEST = timedelta(seconds=15), timedelta(minutes=5)

Action = Callable[[], Awaitable[Facts]]


class Waiting:
    """The steps of a job that is postponed while the virus scanner gives no answer.

    It waits for PATIENCE from `since` on, then it fails. `say` tells until when, each time.
    """

    def __init__(
        self,
        steps: Steps,
        since: datetime,
        clock: Clock,
        say: Callable[[datetime], Awaitable[None]],
    ) -> None:
        self._steps = steps
        self._since = since
        self._clock = clock
        self._say = say

    async def run(self, name: str, action: Action) -> Facts:
        return await self._steps.run(name, lambda: self._patiently(action))

    async def commit(self, name: str, action: Action) -> Facts:
        return await self._steps.commit(name, lambda: self._patiently(action))

    async def _patiently(self, action: Action) -> Facts:
        # Within the step: one that is taken up after a crash finds that it was postponed.
        try:
            return await action()
        except ScannerUnavailable:
            until, now = self._since + PATIENCE, self._clock.now()
            if now >= until:
                raise
            await self._say(until)
            wait = min(max(now - self._since, SOONEST), LATEST, until - now)
            raise Postponed(wait.total_seconds()) from None
