"""How often the card of a meeting is drawn: platforms let a message be edited so often only."""

from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta

from handlers.ports import Clock

APART = timedelta(seconds=3)
Pause = Callable[[float], Awaitable[None]]

_MOST = 1000  # cards that are remembered


class Pace:
    """When each card was drawn last: between two drawings lies at least APART."""

    def __init__(self, clock: Clock, pause: Pause) -> None:
        self._clock = clock
        self._pause = pause
        self._drawn = dict[tuple[str, str], datetime]()

    def is_due(self, meeting: tuple[str, str]) -> bool:
        """Tell whether a card may be drawn; then it counts as drawn."""
        if self._left(meeting) > 0:
            return False
        self.note(meeting)
        return True

    async def wait(self, meeting: tuple[str, str]) -> None:
        """Wait until a card may be drawn; then it counts as drawn."""
        while not self.is_due(meeting):
            await self._pause(self._left(meeting))

    def note(self, meeting: tuple[str, str]) -> None:
        """Count a card as drawn, because somebody waits for it."""
        self._drawn.pop(meeting, None)
        self._drawn[meeting] = self._clock.now()
        if len(self._drawn) > _MOST:
            del self._drawn[next(iter(self._drawn))]

    def _left(self, meeting: tuple[str, str]) -> float:
        drawn = self._drawn.get(meeting)
        return 0.0 if drawn is None else (drawn + APART - self._clock.now()).total_seconds()
