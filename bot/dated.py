"""A failover that follows the calendar: prices change, and models end, while Clerk runs."""

import logging
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Generic

from bot.listing import ModelsFault
from pipelines.egress import Egress
from pipelines.failover import Asked, Attempt, Backend, Failover, Outcome, Result

_log = logging.getLogger(__name__)


@dataclass(slots=True)
class Calendar(Generic[Asked]):
    """What day it is, the one that was looked at last, and who is asked `on` a day."""

    today: Callable[[], date]
    day: date
    on: Callable[[date], Awaitable[Sequence[Backend[Asked]]]]


class Dated(Failover[Asked]):
    """Asks who is to be asked today."""

    def __init__(
        self, backends: Sequence[Backend[Asked]], calendar: Calendar[Asked], rest_seconds: float
    ) -> None:
        super().__init__(backends, clock=lambda: datetime.now(UTC), rest_seconds=rest_seconds)
        self._calendar = calendar

    async def first(
        self,
        call: Callable[[Attempt[Asked]], Awaitable[Result]],
        *,
        egress: Egress,
        seconds: float,
    ) -> Outcome[Asked, Result]:
        """Ask as any Failover does."""
        calendar, day = self._calendar, self._calendar.today()
        if day != calendar.day:
            try:
                self.renew(await calendar.on(day))
            except ModelsFault as fault:
                _log.error("models stay as they were", extra={"why": str(fault)})
            # Only now: what else came in the way may not do so when the next document is read.
            calendar.day = day
        return await super().first(call, egress=egress, seconds=seconds)
