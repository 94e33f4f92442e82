"""Holds a conversation with one voice model, in a room as people have it, in real time."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from decimal import Decimal

from bot.commands.observed import Observed
from bot.commands.rehearsing import Rehearsed
from pipelines.comparison.script import Script
from pipelines.comparison.talks import Talk, Turned, missing
from pipelines.egress import Egress
from pipelines.huddle.arrivals import Pace
from pipelines.huddle.page import PEOPLE, Assistant, Caption, Ending, Shown
from pipelines.huddle.room import Room
from pipelines.huddle.roster import Roster, Voice
from pipelines.huddle.setup import Caps, Setup
from pipelines.usage import Price
from pipelines.voice import ASSISTANT, CHUNK, CHUNK_S, RATE, Line

_QUIET = bytes(CHUNK)
_COMES_S = 30.0
# Of an answer nothing more comes, and it was heard, for so long: it has ended.
_ENDED_S = 1.0
_MINUTES = 24 * 60.0
_NOBODY = "nobody came"


class _Unkept:
    """Keeps nothing of a conversation, and looks nothing up."""

    async def said(self, first: int, lines: Sequence[Line]) -> None:
        """Keep no lines."""

    async def used(self, seconds: float, cost_usd: Decimal | None) -> Decimal | None:  # noqa: ARG002 - the room counts
        return None

    async def look(self, person: str, name: str, arguments: str) -> str:  # noqa: ARG002 - there is nothing
        return "Nothing can be looked up."

    async def ended(self, ending: Ending) -> None:
        """Keep no end."""


@dataclass(slots=True, eq=False)
class _Ear:
    """The page of who speaks: when the assistant is first heard, and what it says."""

    timer: Callable[[], float]
    first_at: float | None = None
    ends_at: float = 0.0
    last_at: float = 0.0
    is_here: asyncio.Event = field(default_factory=asyncio.Event)
    _said: dict[str, tuple[str, bool]] = field(default_factory=dict)

    def listen(self) -> None:
        """Forget what was heard until now."""
        self.first_at, self._said = None, {}

    @property
    def answer(self) -> str:
        """All that was said since `listen`."""
        return " ".join(text for text, _ in self._said.values() if text)

    @property
    def has_ended(self) -> bool:
        """Whether an answer was given, and heard to its end."""
        is_whole = bool(self._said) and all(whole for _, whole in self._said.values())
        return is_whole and self.timer() > max(self.ends_at, self.last_at + _ENDED_S)

    async def play(self, number: int, pcm: bytes) -> None:
        if number != PEOPLE:
            now = self.last_at = self.timer()
            self.first_at = now if self.first_at is None else self.first_at
            self.ends_at = max(now, self.ends_at) + len(pcm) / 2 / RATE

    async def flush(self) -> None:
        self.ends_at = self.timer()

    async def show(self, what: Shown) -> None:
        if isinstance(what, Assistant) and what.state == "here":
            self.is_here.set()
        if isinstance(what, Caption) and what.who == ASSISTANT:
            self.last_at = self.timer()
            self._said[what.item] = (what.text, what.whole)


class _Others:
    """The pages of all others: nobody looks at them."""

    async def play(self, number: int, pcm: bytes) -> None:
        """Play nothing."""

    async def flush(self) -> None:
        """Have nothing to stop."""

    async def show(self, what: Shown) -> None:
        """Show nothing."""


@dataclass(frozen=True, slots=True)
class Conversing:
    """Holds one script with one model after the other."""

    script: Script
    turns: Sequence[Rehearsed]
    egress: Egress
    stepped: Callable[[], None]
    sleep: Callable[[float], Awaitable[None]] = asyncio.sleep

    async def hold(
        self, voice: Voice, prices: Callable[[str], Price | None], *, is_reference: bool = False
    ) -> Talk:
        """Hold it with one."""
        observed = Observed(voice.asked)
        async with self._room(replace(voice, asked=observed), prices) as (room, ear):
            began, turned = ear.timer(), list[Turned]()
            errors = observed.faults
            try:
                async with asyncio.timeout(_COMES_S):
                    await ear.is_here.wait()
            except TimeoutError:
                errors = [*errors, _NOBODY]
            else:
                began = ear.timer()
                for one in self.turns:
                    turned.append(await self._turn(room, ear, one))
                    self.stepped()
            seconds = ear.timer() - began
        turned += [_unheard(one) for one in self.turns[len(turned) :]]
        return Talk(
            voice.name,
            voice.model,
            turned,
            seconds if observed.opened else 0.0,
            room.talk.spending.cost_usd if observed.opened else None,
            max(0, observed.opened - 1),
            [*errors],
            is_reference,
        )

    @asynccontextmanager
    async def _room(
        self, voice: Voice, prices: Callable[[str], Price | None]
    ) -> AsyncIterator[tuple[Room, _Ear]]:
        """Open a room with everybody in it; at its end all that was used is counted."""
        timer = asyncio.get_running_loop().time
        script, ear = self.script, _Ear(timer)
        roster = Roster([voice], clock=lambda: datetime.now(UTC), timer=timer, rest_seconds=5.0)
        caps = Caps(people=len(script.people), minutes=_MINUTES, idle_s=_MINUTES * 60)
        setup = Setup(script.topic, script.language, self.egress, caps=caps)
        room = Room(setup, roster, _Unkept(), pace=Pace(timer, self.sleep), prices=prices)
        running = asyncio.create_task(room.run())
        await asyncio.sleep(0)  # until it runs
        try:
            for at, who in enumerate(script.people):
                await room.join(who, who, _Others() if at else ear)
            yield room, ear
        finally:
            room.end("people")
            await asyncio.wait({running})
        running.result()

    async def _turn(self, room: Room, ear: _Ear, one: Rehearsed) -> Turned:
        turn = one.turn
        await self._say(room, turn.who, _QUIET * round(turn.pause_s / CHUNK_S))
        if one.screen is not None:
            await room.see(turn.who, one.screen)
        ear.listen()
        await self._say(room, turn.who, one.pcm)
        was_early = ear.first_at is not None
        ended = ear.timer()
        if turn.asks:
            await room.ask(turn.who)
        await self._hear_out(room, ear, one, ended + turn.within_s)
        delay = None if was_early or ear.first_at is None else ear.first_at - ended
        answer = ear.answer
        lacks = missing(turn.expects, answer) if one.is_worded else None
        return Turned(turn.who, delay, answer, len(turn.expects), lacks, was_early)

    async def _hear_out(self, room: Room, ear: _Ear, one: Rehearsed, until: float) -> None:
        """Be quiet until an answer has ended, or none has begun in time."""
        while not ear.has_ended and (ear.first_at is not None or ear.timer() < until):
            if ear.timer() > until and ear.timer() - ear.last_at > one.turn.within_s:
                return  # it stopped in the middle
            await self._say(room, one.turn.who, _QUIET)

    async def _say(self, room: Room, who: str, pcm: bytes) -> None:
        """Have somebody send sound, in real time."""
        due = asyncio.get_running_loop().time()
        for at in range(0, len(pcm), CHUNK):
            await room.hear(who, pcm[at : at + CHUNK])
            due += CHUNK_S
            await self.sleep(max(0.0, due - asyncio.get_running_loop().time()))


def _unheard(one: Rehearsed) -> Turned:
    lacks = one.turn.expects if one.is_worded else None
    return Turned(one.turn.who, None, "", len(one.turn.expects), lacks)
