"""Tells the household what comes of one room, in order, and again where nobody was there."""

import asyncio
import logging
from collections import deque
from collections.abc import Awaitable, Callable, Sequence
from decimal import Decimal

from bot.bridge.household import Away, Household
from bot.bridge.wire import Asked, Denied, Ended, Found, Look, Said, Taken, Used, Words
from bot.words import whole
from pipelines.huddle.page import Ending
from pipelines.voice import Line

AGAIN_S = 1.0  # until somebody is asked again who was not there
# What the assistant is told.
_NOTHING = "Nothing can be looked up now: say so, and that it may be asked again in a moment."
_REFUSED = "This may not be looked up here."

_log = logging.getLogger(__name__)


class HouseholdKeeper:
    """Keeps a room by telling the household: `deliver` does, for as long as there is anything.

    `used` is how often the household was told of use before. `left_usd` is what it said last may
    be spent today.
    """

    def __init__(
        self,
        household: Household,
        room: str,
        *,
        used: int = 0,
        left_usd: Decimal | None = None,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        self._household = household
        self._room = room
        self._uses = used
        self._left_usd = left_usd
        self._sleep = sleep
        self._waiting = deque[Asked]()
        self._news = asyncio.Event()
        self._told = asyncio.Event()
        self._told.set()
        self._is_over = False

    async def said(self, first: int, lines: Sequence[Line]) -> None:
        words = tuple(
            Words(at_s=o.at_s, lasts_s=o.lasts_s, who=o.who, text=whole(o.text)) for o in lines
        )
        self._tell(Said(room=self._room, first=first, lines=words))

    async def used(self, seconds: float, cost_usd: Decimal | None) -> Decimal | None:
        number, self._uses = self._uses, self._uses + 1
        self._tell(Used(room=self._room, number=number, seconds=seconds, cost_usd=cost_usd))
        return self._left_usd

    async def look(self, person: str, name: str, arguments: str) -> str:
        try:
            answer = await self._household.ask(
                Look(room=self._room, person=person, name=name, arguments=whole(arguments))
            )
        except Away:
            return _NOTHING
        if isinstance(answer, Found):
            return answer.text
        return _NOTHING if isinstance(answer, Denied) and answer.why == "away" else _REFUSED

    async def ended(self, ending: Ending) -> None:
        self._tell(Ended(room=self._room, ending=ending))
        self.finish()

    def finish(self) -> None:
        """Nothing more comes: `deliver` ends once everything is told."""
        self._is_over = True
        self._news.set()

    async def settled(self) -> None:
        """Wait until everything is told that was to be until now."""
        await self._told.wait()

    async def deliver(self) -> None:
        """Tell one thing after the other, until all of a room that is over was told."""
        while True:
            while self._waiting:
                await self._deliver(self._waiting[0])
                self._waiting.popleft()
            self._told.set()
            if self._is_over:
                return
            self._news.clear()
            await self._news.wait()

    def _tell(self, asked: Asked) -> None:
        self._waiting.append(asked)
        self._told.clear()
        self._news.set()

    async def _deliver(self, asked: Asked) -> None:
        while True:
            try:
                answer = await self._household.ask(asked)
            except Away:
                answer = Denied(why="away")
            if not isinstance(answer, Denied):
                break
            if answer.why != "away":
                # The room was deleted, or ended: nobody wants to know any more.
                _log.info("the household does not take it", extra={"kind": asked.kind})
                break
            await self._sleep(AGAIN_S)
        if isinstance(answer, Taken):
            self._left_usd = answer.left_usd
