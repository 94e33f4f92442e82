"""The minutes of a meeting: written where there are words, verified, and kept with their run."""

import asyncio
import hashlib
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta

from handlers.meetings.desk import Books, Desk, Sequel
from handlers.meetings.looking import Fetched, Found, Looking, Run
from handlers.meetings.making import titled
from handlers.meetings.pace import Pause
from handlers.meetings.records import Meeting
from handlers.meetings.sound import reasons, reasons_in
from handlers.ports import Facts
from handlers.spending import Spending
from handlers.waiting import Away
from pipelines.errors import Fault, MediaRejected, SandboxUnavailable
from pipelines.meeting.brief import Brief, Written
from pipelines.meeting.dating import dated
from pipelines.meeting.minutes import Dated
from pipelines.meeting.model import Lack, Timeline, Transcript
from pipelines.meeting.promised import promised
from pipelines.meeting.writing.chosen import EDGE, chosen
from pipelines.meeting.writing.writing import Writing
from pipelines.ports import Film, Image

# So long it is waited for writers that do not answer; then there is a report without minutes, and
# somebody may start again. Whoever is still at it when their time is over is not asked again: that
# was paid for, and would be once more.
PATIENCE, _MARGIN = timedelta(minutes=30), timedelta(minutes=1)
_LATER = frozenset({Fault.CONNECTION, Fault.BUSY, Fault.FAILING})
# How much of a run is writing, in per cent: from here, to here; half of it is shown after so long.
_FROM, _TO = 90, 98
_HALF_SECONDS = 60.0
_LOOK_SECONDS = 5.0


@dataclass(frozen=True, slots=True)
class Pens:
    """Who writes (None: nobody), how many slides they are shown, and how it is waited."""

    writing: Writing | None
    slides: int
    pause: Pause = asyncio.sleep


class Minuting:
    """Has minutes written of what was found, and proposes what they hold.

    Each run has them written anew: whoever starts it again wants another try.
    """

    def __init__(
        self,
        books: Books,
        desk: Desk,
        spending: Spending,
        looking: Looking,
        sequel: Sequel,
        pens: Pens,
    ) -> None:
        self._meetings = books.meetings
        self._clock = desk.clock
        self._zone = desk.zone
        self._spending = spending
        self._looking = looking
        self._sequel = sequel
        self._pens = pens

    async def write(self, run: Run, fetched: Fetched, found: Found) -> None:
        """Have the minutes written and kept; where nobody wrote any, `found` tells why."""
        writing, words = self._pens.writing, found.transcript
        if writing is None or words is None or not words.segments:
            return
        begun = await run.waiting.run("begin minutes", self._begin)
        until = datetime.fromisoformat(str(begun["at"])) + PATIENCE
        told = asyncio.create_task(going_on(run.progress.at, self._pens.pause))
        try:
            facts = await run.waiting.commit(
                "write", lambda: self._write(run, writing, (fetched, found, words), until)
            )
        finally:
            told.cancel()
            await asyncio.wait({told})
        if "lack" in facts:
            found.unwritten = Lack(str(facts["lack"])), reasons_in(facts)

    async def proposed(self, meeting: Meeting, found: Found, told: Timeline) -> None:
        """Propose what was found to be decided and promised, in the transaction of the step."""
        if told.minutes is not None:
            await self._sequel.propose(meeting, told.minutes)
        else:
            day = self._dated(meeting, found)
            await self._sequel.propose(meeting, promised(told, day, self._zone))

    async def _begin(self) -> Facts:
        """Note since when it is written: what came before took as long as it took."""
        return {"at": self._clock.now().isoformat()}

    async def _write(
        self,
        run: Run,
        writing: Writing,
        known: tuple[Fetched, Found, Transcript],
        until: datetime,
    ) -> Facts:
        """Have it written, unless it is; `lack` and who was asked, where nobody did."""
        fetched, found, words = known
        meeting = await self._meetings.get(run.tenant, run.meeting)
        if meeting is None or (meeting.run, meeting.state) != (run.number, "running"):
            return {}  # somebody stopped it, or took a file of it back: nobody else is told of it
        if await self._meetings.minutes(run.tenant, run.meeting, run.number):
            return {}
        pictures = await self._pictures(found)
        async with self._film(run, writing, fetched, found) as film:
            brief = Brief(
                title=titled(meeting),
                transcript=words,
                duration_s=_length(found, words),
                dated=self._dated(meeting, found),
                zone=self._zone,
                names=meeting.names,
                slides=found.shown.slides,
                pictures=pictures,
                film=film,
            )
            permit = await self._spending.permit(run.tenant, self._clock.now())
            written = await writing.write(brief, egress=permit.egress)
        job = f"{run.meeting}:{run.number}:minutes"
        minutes, asked = written.minutes, written.consulted
        is_early = self._clock.now() < until - _MARGIN
        if minutes is None and is_early and _may_write_later(written):
            await self._spending.bill_apart(permit, job, run.meeting, asked)
            raise Away("writer", until)
        if minutes is not None:
            await self._meetings.wrote(run.tenant, run.meeting, run.number, minutes)
        await self._spending.bill(permit, job, run.meeting, asked)
        return {} if minutes is not None else _unwritten(written)

    def _dated(self, meeting: Meeting, found: Found) -> Dated:
        """Tell on which day a meeting was held: its files' names know it best."""
        recorded_at = None if found.probe is None else found.probe.recorded_at
        pieces = sorted(meeting.pieces, key=lambda one: one.role != "recording")
        names = [one.drop.name for one in pieces]
        return dated(names, recorded_at, meeting.received_at, self._zone)

    async def _pictures(self, found: Found) -> Mapping[int, Image]:
        """Make small pictures of some slides; minutes are written without them, too."""
        numbers = chosen(found.shown.slides, self._pens.slides)
        if not numbers:
            return {}
        try:
            return await self._looking.studio.reduced(found.shown, numbers, EDGE)
        except (MediaRejected, SandboxUnavailable):
            return {}

    @asynccontextmanager
    async def _film(
        self, run: Run, writing: Writing, fetched: Fetched, found: Found
    ) -> AsyncIterator[Film | None]:
        """Lay the recording out, where there is one and somebody may watch it."""
        probe = found.probe
        is_watched = any(one.watches for one in writing.engines())
        if probe is None or not probe.video or not is_watched:
            yield None
            return
        async with self._looking.laid_out(run, "recording", fetched["recording"]) as media:
            name = _name(run.tenant, run.meeting, str(run.number))
            yield Film(media.path, media.type.value, probe.duration_s, name)


async def going_on(show: Callable[[str, int], Awaitable[None]], pause: Pause) -> None:
    """Show that it goes on, until this is cancelled: nobody knows how much is written already."""
    seconds, shown = 0.0, 0
    while True:
        percent = _FROM + int(seconds / (seconds + _HALF_SECONDS) * (_TO - _FROM))
        if percent != shown:
            await show("writing", percent)
        shown = percent
        await pause(_LOOK_SECONDS)
        seconds += _LOOK_SECONDS


def _may_write_later(written: Written) -> bool:
    return any(one.fault in _LATER or one.bar == "resting" for one in written.consulted)


def _unwritten(written: Written) -> Facts:
    return {"lack": str(written.lack or Lack.NOT_WRITTEN), **reasons(written.consulted)}


def _length(found: Found, words: Transcript) -> float:
    if found.probe is not None:
        return found.probe.duration_s
    return max(one.end_s for one in words.segments)


def _name(*of: str) -> str:
    """Name a film by what it is of: one that a crash left behind is found again, and let go."""
    return f"clerk-{hashlib.sha256(chr(0).join(of).encode()).hexdigest()[:32]}"
