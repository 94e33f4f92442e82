"""The rooms of this process: opened when the first person joins, kept until they are over."""

import asyncio
import logging
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from decimal import Decimal

from bot.bridge.faults import named
from bot.bridge.household import Household
from bot.bridge.wire import Close, Visitor
from bot.voice.keeper import HouseholdKeeper
from pipelines.egress import Egress
from pipelines.huddle.arrivals import Pace
from pipelines.huddle.page import Ending
from pipelines.huddle.room import Room
from pipelines.huddle.roster import Roster
from pipelines.huddle.setup import Caps, Setup
from pipelines.usage import Price
from pipelines.voice import Tool

_log = logging.getLogger(__name__)
# Whatever is not told to the household by then, when the process ends, is lost.
_LAST_WORDS_S = 5.0


@dataclass(frozen=True, slots=True)
class Manner:
    """How rooms are opened here: who may listen, where sound may go, and where rooms end.

    `prices` knows what models cost that are paid beside the one that answers.
    """

    roster: Roster
    egress: Egress
    pace: Pace
    caps: Caps = field(default_factory=Caps)
    tools: tuple[Tool, ...] = ()
    prices: Callable[[str], Price | None] = lambda _: None


@dataclass(slots=True, eq=False)
class Opened:
    """A room that is open, or is over and not told of yet."""

    room: Room
    keeper: HouseholdKeeper
    running: "asyncio.Task[Ending | None]"
    telling: "asyncio.Task[None]"

    @property
    def is_over(self) -> bool:
        """Whether nobody can join it any more."""
        return self.running.done()


class Rooms:
    """Opens rooms and ends them."""

    def __init__(self, household: Household, manner: Manner) -> None:
        self._household = household
        self._manner = manner
        self._open = dict[str, Opened]()

    def __len__(self) -> int:
        return len(self._open)

    def __iter__(self) -> Iterator[Opened]:
        return iter(self._open.values())

    @property
    def manner(self) -> Manner:
        """How rooms are opened here."""
        return self._manner

    def get(self, name: str) -> Opened | None:
        """Give a room that is open here."""
        return self._open.get(name)

    async def opened_for(self, visitor: Visitor) -> Opened | None:
        """Give the room of somebody who joins; None: nothing is left that may be spent on it."""
        if (found := self._open.get(visitor.room)) is not None:
            return found
        caps = self._manner.caps
        if visitor.left_usd is not None:
            if visitor.left_usd <= Decimal(0):
                return None
            usd = visitor.left_usd if caps.usd is None else min(caps.usd, visitor.left_usd)
            caps = replace(caps, usd=usd)
        opened = self._open[visitor.room] = self._begin(visitor, caps)
        await asyncio.sleep(0)  # until it runs
        return opened

    def close(self, told: Close) -> None:
        """End a room, as the household wants it."""
        if (found := self._open.get(told.room)) is not None:
            found.room.end("over" if told.ending == "lost" else told.ending)

    async def stop(self) -> None:
        """Leave all rooms as they are: they go on where people come again to another process."""
        opened = [*self._open.values()]
        for one in opened:
            one.running.cancel()
        if opened:
            await asyncio.wait([one.running for one in opened])
            await asyncio.wait([one.telling for one in opened], timeout=_LAST_WORDS_S)
        for one in opened:
            one.telling.cancel()

    def _begin(self, visitor: Visitor, caps: Caps) -> Opened:
        manner, name = self._manner, visitor.room
        keeper = HouseholdKeeper(
            self._household, name, used=visitor.used, left_usd=visitor.left_usd
        )
        # One that was open in another process goes on there; any other begins now.
        goes_on = visitor.lines > 0 or visitor.used > 0
        setup = Setup(
            visitor.topic,
            visitor.language,
            manner.egress,
            manner.tools,
            caps=caps,
            age_s=visitor.age_s if goes_on else 0.0,
            lines=visitor.lines,
        )
        room = Room(setup, manner.roster, keeper, pace=manner.pace, prices=manner.prices)
        running = asyncio.create_task(self._run(name, room, keeper))
        telling = asyncio.create_task(keeper.deliver())
        telling.add_done_callback(lambda _: self._open.pop(name, None))
        return Opened(room, keeper, running, telling)

    async def _run(self, name: str, room: Room, keeper: HouseholdKeeper) -> Ending | None:
        try:
            return await room.run()
        except asyncio.CancelledError:
            return None
        except ExceptionGroup as faults:
            # A fault of ours: people come again to a new room, with what was said in this one.
            _log.error("a room broke (%s)", named(faults), extra={"room": name})
            return None
        finally:
            keeper.finish()
