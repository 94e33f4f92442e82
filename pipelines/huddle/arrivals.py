"""Has a voice model come into a room: which, how often it is tried, and what it is told."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field, replace

from pipelines.egress import Egress
from pipelines.errors import BackendError, BackendUnavailable, Fault
from pipelines.huddle.roster import Roster, Turn, Voice
from pipelines.huddle.sitting import Sitting
from pipelines.voice import Brief, Event

OPEN_S = 8.0  # within so many seconds somebody comes, or does not
# So long it waits before the same one is tried again; then the next one's turn comes.
BACK_OFF_S = (0.25, 0.5, 1.0)
# Whoever stayed so long, or answered, failed by chance; whoever did not so often, does not work.
_SETTLED_S, _MOST_SHORT = 30.0, 3


@dataclass(frozen=True, slots=True)
class Pace:
    """What time is: seconds from anywhere, and how to wait for some."""

    timer: Callable[[], float]
    sleep: Callable[[float], Awaitable[None]] = asyncio.sleep


@dataclass(slots=True, eq=False)
class Arrivals:
    """Opens sessions for one room.

    `brief` tells what somebody who comes is to know, as things are then; `heard` is told what
    happens in each. `failed` are the names of those that were given up.
    """

    roster: Roster
    egress: Egress
    brief: Callable[[], Brief]
    pace: Pace
    heard: Callable[[Sitting, Event], Awaitable[None]]
    failed: dict[int, str] = field(default_factory=dict, init=False)
    kept: tuple[Voice, str] | None = field(default=None, init=False)
    _open_ones: set[Sitting] = field(default_factory=set, init=False)
    _numbers: int = field(default=0, init=False)
    _short: int = field(default=0, init=False)

    async def listed(self) -> Sitting | None:
        """Have the first come that can, of those that do not rest."""
        while (turn := self.roster.first(self.egress)) is not None:
            if came := await self._try(turn, (0.0, *BACK_OFF_S[:-1])):
                return came
        return None

    async def rested(self) -> Sitting | None:
        """Have anybody come, whether or not they rest."""
        for turn in self.roster.all(self.egress):
            if came := await self._try(turn, (0.0,)):
                return came
        return None

    async def back(self, turn: Turn) -> Sitting | None:
        """Have one come again that was there a moment ago."""
        return await self._try(turn, BACK_OFF_S)

    async def once(self, there: Sitting) -> Sitting | None:
        """Have somebody come who may relieve whoever is there; None: nobody can now."""
        turn = self.roster.first(self.egress) or there.turn
        try:
            return await self._open(turn)
        except BackendError as error:
            if turn.voice is not there.turn.voice:
                turn.failed(error)
            return None

    async def dismiss(self) -> None:
        """End all that are open still: nobody pays for one that was on its way to the room."""
        await asyncio.gather(*(one.leave() for one in (*self._open_ones,)))

    def after(self, ended: Sitting) -> Turn | None:
        """Give a turn for one whose session ended; None: it is somebody else's."""
        turn, error = ended.turn, ended.failed
        lasted = self.pace.timer() - ended.since
        self._short = 0 if ended.answered or lasted > _SETTLED_S else self._short + 1
        if _is_passing(error) and self._short < _MOST_SHORT:
            return turn
        self._give_up(turn, error)
        return None

    def better(self, voice: Voice) -> bool:
        """Tell whether somebody else would be there if it were not for that one."""
        return self.roster.better(voice, self.egress)

    async def _try(self, turn: Turn, waits: tuple[float, ...]) -> Sitting | None:
        """Try so often, and wait before each time; None: it rests."""
        error: BackendError | None = None
        for wait in waits:
            try:
                await self.pace.sleep(wait)
            except asyncio.CancelledError:
                turn.give_back()
                raise
            if not turn.holds:  # another room found it away
                self._remember(turn)
                return None
            try:
                return await self._open(turn)
            except BackendError as failed:
                error = failed
                if not _is_passing(error) or error.fault is Fault.TIMEOUT:
                    break
        self._give_up(turn, error)
        return None

    async def _open(self, turn: Turn) -> Sitting:
        brief = self.brief()
        if self.kept is not None and self.kept[0] is turn.voice:
            brief = replace(brief, handle=self.kept[1])
        self.kept = None  # with what does not work twice nothing works
        self._numbers += 1
        sitting = Sitting(self._numbers, turn, brief, self.heard, self.pace.timer)
        try:
            await sitting.enter(OPEN_S)
        except BaseException:
            turn.give_back()
            raise
        turn.came()
        self._open_ones.add(sitting)
        sitting.task.add_done_callback(lambda _: self._open_ones.discard(sitting))
        return sitting

    def _give_up(self, turn: Turn, error: BackendError | None) -> None:
        turn.failed(error)
        self._remember(turn)

    def _remember(self, turn: Turn) -> None:
        self.failed[id(turn.voice)] = turn.voice.name
        self._short = 0


def _is_passing(error: BackendError | None) -> bool:
    """Tell whether the same one may do the next time."""
    return error is None or (isinstance(error, BackendUnavailable) and not error.retry_after)
