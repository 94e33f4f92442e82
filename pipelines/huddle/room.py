"""One voice room, from its opening to its end."""

import asyncio
from collections.abc import Awaitable, Callable, Collection, Coroutine
from decimal import Decimal

from pipelines.huddle.arrivals import Arrivals, Pace
from pipelines.huddle.continuity import Continuity
from pipelines.huddle.conversation import Conversation
from pipelines.huddle.keeper import Keeper
from pipelines.huddle.metronome import keep_time
from pipelines.huddle.mixer import Beat, Mixer
from pipelines.huddle.outbox import Outbox
from pipelines.huddle.page import Caption, Ending, Meter, Over, Page, Present
from pipelines.huddle.replay import last_words
from pipelines.huddle.roster import Roster
from pipelines.huddle.seats import Seat, Seats
from pipelines.huddle.setup import Setup
from pipelines.huddle.sitting import Sitting
from pipelines.huddle.spending import Spending
from pipelines.usage import Price
from pipelines.voice import CHUNK_S, Brief, Event, Line

# Silence is heard for so long after somebody's last sound: then it has ended, and costs nothing.
_SILENCE_BEATS = round(2.0 / CHUNK_S)
_LEVELS, _SECOND = round(0.2 / CHUNK_S), round(1.0 / CHUNK_S)
_METER_S, _USED_S = 5, 30
# A page that comes is shown so much of what was said.
_SHOWN_LINES = 30
_GOODBYE_S = 2.0


class Room:
    """People, their pages, one assistant.

    `run` is the room; everything else is for as long as it runs, and does not raise.
    """

    def __init__(
        self,
        setup: Setup,
        roster: Roster,
        keeper: Keeper,
        *,
        pace: Pace,
        prices: Callable[[str], Price | None] = lambda _: None,
    ) -> None:
        """Prepare it; `prices` knows what models cost that are paid beside the one that answers."""
        self.setup = setup
        self.lines = list[Line]()
        self.seats = Seats()
        self.mixer = Mixer()
        self._keeper = keeper
        self._pace = pace
        self._began = pace.timer() - setup.age_s
        self._group: asyncio.TaskGroup | None = None
        self._ending = asyncio.get_running_loop().create_future()
        self._words = Conversation(
            self.seats, keeper, self.lines, setup.names, self.now, self._begin
        )
        arrivals = Arrivals(roster, setup.egress, self._brief, pace, self._on_event)
        self.talk = self._words.talk = Continuity(
            arrivals,
            self.lines,
            self.seats.names,
            lambda: bool(self.seats.sole),
            setup.notice,
            self._words.on,
            prices,
        )
        self._work = set[asyncio.Task[None]]()
        self._silent = _SILENCE_BEATS
        self._beats = 0
        self._empty_since = pace.timer()
        self._told_lines = 0
        self._told_used = Spending()

    def now(self) -> float:
        """Give the seconds of the room's life."""
        return self._pace.timer() - self._began

    async def run(self) -> Ending:
        """Be the room until it is over; gives why it ended."""
        try:
            async with asyncio.TaskGroup() as group:
                self._group = group
                work = [group.create_task(one) for one in self._always()]
                ending: Ending = await self._ending
                await _stop(work)
                await self._say_goodbye(ending)
        finally:
            self._group = None
            await self._tell_keeper()
        await self._keeper.ended(ending)
        return ending

    def end(self, ending: Ending) -> None:
        """Have it end."""
        if not self._ending.done():
            self._ending.set_result(ending)

    async def join(self, person: str, name: str, page: Page, *, apart: bool = False) -> bool:
        """Let somebody in who agreed to be heard; False: the room is full, or over.

        Whoever is in already has a new page then, and the old one is told.
        """
        seat = self.seats.get(person)
        is_full = seat is None and len(self.seats) >= self.setup.caps.people
        if self._group is None or self._ending.done() or is_full:
            return False
        if seat is not None:
            await self.see(person, None)  # what that page shared
            seat.outbox.close(Over("elsewhere"))
        seat = Seat(Present(person, name, apart=apart), Outbox(page))
        self.mixer.join(person)
        self.seats.take(seat)
        self._words.stirred_at = self.now()
        self.talk.wake()
        self._welcome(seat)
        self._begin(self._serve(seat))
        await self.talk.company(alone=bool(self.seats.sole))
        return True

    async def leave(self, person: str, page: Page | None = None) -> None:
        """Let somebody go; where `page` is given, only if it is still theirs."""
        seat = self.seats.get(person)
        if seat is None or (page is not None and seat.outbox.page is not page):
            return
        await self.see(person, None)
        seat.outbox.close(None)
        self.mixer.leave(person)
        self.seats.free(person)
        self._words.hearing.forget(person)
        self._empty_since = self._pace.timer()
        if len(self.seats):
            await self.talk.company(alone=bool(self.seats.sole))
        else:
            self.talk.sleep()

    async def hear(self, person: str, pcm: bytes) -> None:
        """Take what a page heard, at RATE: a beat of it, or a bit more or less."""
        if (beat := self.mixer.put(person, pcm, self._pace.timer())) is not None:
            await self._pass(beat)

    async def see(self, person: str, jpeg: bytes | None) -> None:
        """Take what somebody shares, once it changed; None: they share nothing any more."""
        screen = self._words.screen
        if jpeg is None:
            if screen.stop(person):
                self.seats.change(person, sharing=False)
                await self.talk.look(None)
        elif self.seats.get(person) is not None:
            was = screen.person
            if screen.change(person, jpeg):
                self.seats.change(was, sharing=False)
                self.seats.change(person, sharing=True)
            await self._words.see(spoken=False)

    async def ask(self, person: str) -> None:
        """Somebody wants an answer to what was said."""
        if self.seats.get(person) is not None:
            self.talk.wake()
            await self._words.ask(person)

    def apart(self, person: str, *, apart: bool) -> None:
        """Somebody hears the others elsewhere, or does not any more."""
        self.seats.change(person, apart=apart)

    def played(self, person: str, number: int, seconds: float) -> None:
        """Take note of how many seconds a page played of an answer, until now."""
        self._words.played(person, number, seconds)

    async def _serve(self, seat: Seat) -> None:
        """Hand everything over to a page, and let those go whose page takes nothing."""
        if await seat.outbox.run():
            await self.leave(seat.present.person, seat.outbox.page)
            await _within(seat.outbox.page.show(Over("slow")))

    def _welcome(self, seat: Seat) -> None:
        """Show somebody who came how things are, and what was said."""
        seat.outbox.show(self.talk.state)
        seat.outbox.show(self._meter())
        for at, line in enumerate(self.lines[-_SHOWN_LINES:]):
            seat.outbox.show(Caption(f"before.{at}", line.who, line.text, True, line.at_s))
        for caption in self._words.growing:
            seat.outbox.show(caption)

    async def _beat(self) -> None:
        if (beat := self.mixer.beat(self._pace.timer())) is not None:
            await self._pass(beat)
        self._beats += 1
        if self._beats % _LEVELS == 0:
            self.seats.show_levels()
            self._words.settle()
        if self._beats % _SECOND == 0:
            await self._each_second(self._beats // _SECOND)

    async def _pass(self, beat: Beat) -> None:
        """Let everybody hear a beat: the model, and whoever did not say it."""
        self._silent = 0 if beat.levels else self._silent + 1
        if beat.levels:
            if self._words.hearing.hear(self.now(), beat.levels):
                self._words.stirred_at = self.now()
                self.talk.wake()
            self.seats.share(beat)
        if self._silent <= _SILENCE_BEATS:
            await self.talk.hear(beat.pcm)

    async def _each_second(self, second: int) -> None:
        caps, now = self.setup.caps, self.now()
        await self._words.see(spoken=False)
        if now - self._words.stirred_at > caps.idle_s:
            self.talk.sleep()
        if not self.seats and self._pace.timer() - self._empty_since > caps.empty_s:
            self.end("over")
        if now > caps.minutes * 60:
            self.end("minutes")
        if caps.usd is not None and self.talk.spending.known_usd >= caps.usd:
            self.end("money")
        if second % _METER_S == 0:
            self.seats.show(self._meter())
        if second % _USED_S == 0 or self._told_lines < len(self.lines):
            self._begin(self._tell_keeper())

    async def _tell_keeper(self) -> None:
        """Have kept what was said, and what it was used for, since that was told last."""
        first, self._told_lines = self._told_lines, len(self.lines)
        if lines := self.lines[first:]:
            await self._keeper.said(self.setup.lines + first, lines)
        now = self.talk.spending.now()
        since, self._told_used = now.since(self._told_used), now
        if since != Spending():
            left = await self._keeper.used(since.seconds, since.cost_usd)
            if left is not None and left <= Decimal(0):
                self.end("money")

    async def _say_goodbye(self, ending: Ending) -> None:
        """Have all that was said written down, and tell the pages."""
        self._words.finish()
        for seat in self.seats:
            seat.outbox.close(Over(ending))
        if self._work:
            await asyncio.wait(self._work, timeout=_GOODBYE_S)
        await _stop(self._work)

    def _meter(self) -> Meter:
        return Meter(self.now(), self.talk.spending.cost_usd)

    def _always(self) -> tuple[Coroutine[None, None, None], ...]:
        """Give what goes on as long as the room does."""
        return self.talk.run(), keep_time(self._beat, self._pace)

    def _begin(self, work: Coroutine[None, None, None]) -> None:
        if self._group is None:
            work.close()
            return
        task = self._group.create_task(work)
        self._work.add(task)
        task.add_done_callback(self._work.discard)

    def _brief(self) -> Brief:
        setup, names = self.setup, dict(self.seats.names)
        before = last_words(self.lines)
        alone = bool(self.seats.sole)
        return Brief(setup.instructions, setup.language, setup.tools, before, names, alone)

    async def _on_event(self, sitting: Sitting, event: Event) -> None:
        await self.talk.on_event(sitting, event)


async def _stop(work: Collection[asyncio.Task[None]]) -> None:
    """End tasks, and wait until they have."""
    tasks = list(work)
    for task in tasks:
        task.cancel()
    if tasks:
        await asyncio.wait(tasks)


async def _within(work: Awaitable[None]) -> None:
    """Wait for something, and not for long."""
    try:
        async with asyncio.timeout(_GOODBYE_S):
            await work
    except TimeoutError:
        return
