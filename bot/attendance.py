"""Which voice rooms are still there: those that nobody keeps open any more are told of."""

import asyncio
import time
from collections.abc import Awaitable, Callable
from contextlib import suppress

from bot.background import HINDRANCES
from bot.bridge.household import Household
from bot.bridge.wire import Answer, Asked, Denied

# Whoever keeps a room asks about each of its people once a minute. A process that was killed is
# there again long before, and then so are the people.
GONE_S = 300.0
_LOOK_S = 60.0


class Attendance:
    """A household that notes which rooms were asked about.

    `lost` is given those that were lately, and ends the others that people had come into.
    """

    def __init__(
        self,
        household: Household,
        lost: Callable[[frozenset[str]], Awaitable[None]],
        *,
        timer: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        self._household = household
        self._lost = lost
        self._timer = timer
        self._sleep = sleep
        self._seen = dict[str, float]()
        self._watching: asyncio.Task[None] | None = None

    def start(self) -> None:
        """Begin to look; nothing is lost before everybody had time to come again."""
        self._watching = asyncio.create_task(self._watch(self._timer()))

    async def stop(self) -> None:
        """Look no more."""
        if self._watching is not None:
            self._watching.cancel()
            await asyncio.wait({self._watching})

    async def ask(self, asked: Asked) -> Answer:
        answer = await self._household.ask(asked)
        # Anybody may ask to come in anywhere: who brings nothing is no sign that a room is kept.
        if not (isinstance(answer, Denied) and answer.why in {"link", "room"}):
            self._seen[asked.room] = self._timer()
        return answer

    async def _watch(self, began: float) -> None:
        while True:
            await self._sleep(_LOOK_S)
            now = self._timer()
            self._seen = {room: at for room, at in self._seen.items() if now - at < GONE_S}
            if now - began >= GONE_S:
                with suppress(*HINDRANCES):
                    await self._lost(frozenset(self._seen))
