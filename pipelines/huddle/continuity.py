"""One conversation with an assistant, over as many sessions and models as it takes."""

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable, Coroutine, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeAlias

from pipelines.errors import BackendUnavailable, Fault
from pipelines.huddle.arrivals import Arrivals
from pipelines.huddle.page import Assistant
from pipelines.huddle.replay import accompany, as_read, catch_up, read
from pipelines.huddle.roster import Turn, Voice
from pipelines.huddle.simulator import SimulatedVoice
from pipelines.huddle.sitting import Sitting
from pipelines.huddle.spending import Spending, count
from pipelines.usage import Price
from pipelines.voice import CHUNK_S, Answered, Event, Heard, Kept, Leaving, Line, Speech, Used

Listener: TypeAlias = Callable[[Event | Assistant], Awaitable[None]]

# No session becomes older, whatever its provider allows: one ends them at 60 minutes, unannounced.
LONGEST_S = 50 * 60.0
# Somebody new comes in a moment of silence; for that moment it is waited so long at most.
_PATIENCE_S, _MARGIN_S = 60.0, 3.0
# Whoever was asked and does nothing for so long is not there any more.
SILENT_S = 20.0
# Nobody can be had: all are tried again after so long, each time a bit later.
_AWAY_S, _LONGEST_AWAY_S = 2.0, 30.0
_LOOK_S = 1.0  # how often somebody looks how things stand
_CALM_S = 0.25  # and, while it is waited for, whether it is silent
_AGAIN_S = 5.0  # until a new one is tried again, where the old one is still there
# Of what was said before somebody came: a second before it woke, and while it came.
_BEFORE, _MEANWHILE = round(1.0 / CHUNK_S), round(6.0 / CHUNK_S)


@dataclass(slots=True, eq=False)
class Continuity:
    """What a room talks to; no method raises, and none waits for longer than a connection takes.

    `lines` are all that were said, `names` those of who said them; `is_alone` tells whether one
    person is there. `notice` has a new one say that it came in the place of another. `listener` is
    told what happens.
    """

    arrivals: Arrivals
    lines: Sequence[Line]
    names: Mapping[str, str]
    is_alone: Callable[[], bool]
    notice: str
    listener: Listener
    prices: Callable[[str], Price | None] = lambda _: None
    spending: Spending = field(default_factory=Spending, init=False)
    dropped: int = field(default=0, init=False)  # chunks that nobody heard
    _state: Assistant = field(default_factory=lambda: Assistant("idle"), init=False)
    _sitting: Sitting | None = field(default=None, init=False)
    _wanted: asyncio.Event = field(default_factory=asyncio.Event, init=False)
    _waking: bool = field(default=False, init=False)
    _lately: "deque[bytes]" = field(default_factory=lambda: deque(maxlen=_BEFORE), init=False)
    _seen: bytes | None = field(default=None, init=False)
    _owed: bool = field(default=False, init=False)
    _before: Voice | None = field(default=None, init=False)  # who was there last
    _not_before: float = field(default=0.0, init=False)  # is a new one tried

    @property
    def state(self) -> Assistant:
        """How the assistant is."""
        is_coming = self._state.state == "idle" and self.is_wanted
        return Assistant("coming") if is_coming else self._state

    @property
    def is_wanted(self) -> bool:
        """Whether somebody is to be there."""
        return self._wanted.is_set()

    def wake(self) -> None:
        """Have somebody come; what was heard a moment before is heard by them."""
        if not self._wanted.is_set():
            self._waking = self._sitting is None
            self._lately = deque(self._lately, maxlen=_BEFORE + _MEANWHILE)
            self._wanted.set()

    def sleep(self) -> None:
        """Have nobody there until `wake`."""
        self._wanted.clear()

    async def run(self) -> None:
        """Keep somebody there while somebody is wanted, until this is cancelled."""
        try:
            while True:
                await self._wanted.wait()
                await self._tell(Assistant("coming"))
                await self._attend()
                await self._leave()
                await self._tell(Assistant("idle"))
        finally:
            await self._leave()
            await self.arrivals.dismiss()

    async def hear(self, pcm: bytes) -> None:
        """Let whoever is there hear a stretch of sound; while nobody is, it is dropped.

        But not while they are only coming, nor just before.
        """
        sitting = self._sitting
        if sitting is not None:
            await sitting.do(lambda session: session.hear(pcm))
        elif self._waking or not self._wanted.is_set():
            self._lately.append(pcm)
        else:
            self.dropped += 1

    async def look(self, jpeg: bytes | None) -> None:
        """Let it see a screen, and whoever comes after it; None: there is none any more."""
        self._seen = jpeg
        if jpeg is not None and (sitting := self._sitting) is not None:
            await sitting.do(lambda session: session.look(jpeg))

    async def answer(self) -> None:
        """Have it answer; where nobody is there, as soon as somebody is."""
        if (sitting := self._sitting) is None:
            self._owed = True
        else:
            await self._ask(sitting)

    async def company(self, *, alone: bool) -> None:
        """Tell it who is there."""
        if (sitting := self._sitting) is not None:
            await accompany(sitting, alone=alone)

    def told(self, item: str, line: Line) -> Coroutine[None, None, None] | None:
        """Give what tells whoever is there of a line; None: they said or heard it themselves."""
        sitting = self._sitting
        if sitting is None or sitting.own(item) is not None:
            return None
        return read(sitting, as_read(line, self.names))

    async def cut(self, item: str, heard_s: float) -> None:
        """Have it stop, where it is still the one that said `item`."""
        if (sitting := self._sitting) and (own := sitting.own(item)):
            await sitting.do(lambda session: session.cut(own, heard_s))

    async def give(self, call: str, result: str) -> None:
        """Give it what it wanted, where it is still the one that did."""
        if (sitting := self._sitting) and (own := sitting.own(call)):
            if call in sitting.calls:
                sitting.calls.remove(call)
                sitting.asked_at = self.arrivals.pace.timer()
            await sitting.do(lambda session: session.give(own, result))

    async def on_event(self, sitting: Sitting, event: Event) -> None:
        """Take in what happens in a sitting, whichever it is."""
        if isinstance(event, Answered | Used):
            count(self.spending, sitting.turn.voice, event, self.prices)
        if sitting is self._sitting and not isinstance(event, Used | Leaving | Kept):
            await self.listener(event)

    async def _ask(self, sitting: Sitting) -> None:
        if not sitting.answering:
            sitting.asked_at = self.arrivals.pace.timer()
        await sitting.do(lambda session: session.answer())

    async def _attend(self) -> None:
        """Have one after the other there, until nobody is wanted."""
        turn: Turn | None = None
        while self._wanted.is_set():
            if (sitting := await self._come(turn)) is None:
                return
            await self._arrive(sitting)
            sitting = await self._stay(sitting)
            await self._leave()
            turn = self.arrivals.after(sitting) if self._wanted.is_set() else None

    async def _come(self, turn: Turn | None) -> Sitting | None:
        """Have somebody come, whoever can; None: meanwhile nobody is wanted."""
        pause = _AWAY_S
        if turn is not None and (came := await self.arrivals.back(turn)):
            return came
        while self._wanted.is_set():
            if came := await self.arrivals.listed():
                return came
            await self._tell(Assistant("away"))
            await self.arrivals.pace.sleep(pause)
            pause = min(pause * 2, _LONGEST_AWAY_S)
            if self._wanted.is_set() and (came := await self.arrivals.rested()):
                return came
        return None

    async def _arrive(self, sitting: Sitting) -> None:
        """Let somebody who came take the place that is free."""
        voice, was = sitting.turn.voice, self._before
        instead = "" if was in {None, voice} else self.arrivals.failed.get(id(was), "")
        owed, self._owed = self._owed, False
        await self._catch_up(sitting)
        self._sitting, self._before, self._waking = sitting, voice, False
        pcm, self._lately = b"".join(self._lately), deque(maxlen=_BEFORE)
        if pcm:
            await sitting.do(lambda session: session.hear(pcm))
        if instead:
            await read(sitting, self.notice)
        if instead or owed:
            sitting.again = owed
            await self._ask(sitting)
        self.arrivals.failed.pop(id(voice), None)
        simulated = isinstance(voice.asked, SimulatedVoice)
        host = voice.location.host
        await self._tell(Assistant("here", voice.name, voice.model, host, simulated, instead))

    async def _catch_up(self, sitting: Sitting) -> None:
        """Tell somebody who came what happened while they were coming."""
        if (seen := self._seen) is not None:
            await sitting.do(lambda session: session.look(seen))
        await catch_up(sitting, self.lines, self.names, self.is_alone)

    async def _stay(self, sitting: Sitting) -> Sitting:
        """Have somebody there, or who relieves them, as long as that goes well; gives the last."""
        while self._wanted.is_set() and not sitting.is_over:
            await sitting.watch(_LOOK_S)
            self._tick(sitting)
            if self._is_due(sitting):
                sitting = await self._relieve(sitting)
        return sitting

    def _tick(self, sitting: Sitting) -> None:
        """Count the time, and find out whether somebody is still there."""
        now = self.arrivals.pace.timer()
        self.spending.seconds += now - sitting.counted
        sitting.counted = now
        if sitting.asked_at is not None and now - sitting.asked_at > SILENT_S:
            sitting.broke(BackendUnavailable(Fault.TIMEOUT))

    def _is_due(self, sitting: Sitting) -> bool:
        now = self.arrivals.pace.timer()
        if sitting.is_over or now < self._not_before:
            return False
        is_old = sitting.leaves_at is not None or now - sitting.since > LONGEST_S
        return is_old or self.arrivals.better(sitting.turn.voice)

    async def _relieve(self, old: Sitting) -> Sitting:
        """Have somebody new take over in a moment of silence; gives whoever is there then."""
        timer = self.arrivals.pace.timer
        until = timer() + _PATIENCE_S
        if old.leaves_at is not None:
            until = min(until, max(old.leaves_at - _MARGIN_S, timer() + _MARGIN_S))
        await self._calm(old, until)
        self._keep(old)
        if (new := await self.arrivals.once(old)) is None:
            self._not_before = timer() + _AGAIN_S
            return old
        await self._calm(old, until)
        if not self._wanted.is_set():
            await new.leave()
            return old
        self._owed |= old.owes
        await self._arrive(new)
        await self._end(old)
        return new

    async def _calm(self, old: Sitting, until: float) -> None:
        """Wait for a moment of silence, or until there is no time to wait."""
        pace = self.arrivals.pace
        while self._wanted.is_set() and not (old.is_calm or old.is_over or pace.timer() >= until):
            await pace.sleep(_CALM_S)

    async def _leave(self) -> None:
        """Have nobody there any more."""
        if (sitting := self._sitting) is None:
            return
        self._sitting = None
        self._keep(sitting)
        self._owed = self._wanted.is_set() and (self._owed or sitting.owes)
        if sitting.again and sitting.asked_at is not None:
            self._owed = False  # two were asked, and neither had anything to say
        await self._end(sitting)

    async def _end(self, sitting: Sitting) -> None:
        """Let somebody go: what they were saying is over, and what they were hearing."""
        self._tick(sitting)
        await sitting.leave()
        if sitting.answering:
            voice = sitting.turn.voice
            await self.listener(Answered(sitting.answering, voice.model, cut=True))
        for item, text in sitting.growing.items():
            await self.listener(Heard(item, text, whole=True))
        if sitting.speaking:
            await self.listener(Speech(began=False))

    def _keep(self, sitting: Sitting) -> None:
        if sitting.handle:
            self.arrivals.kept = sitting.turn.voice, sitting.handle

    async def _tell(self, state: Assistant) -> None:
        if state != self._state:
            self._state = state
            await self.listener(state)
