"""After the end of a voice room: what was said becomes a meeting in its thread."""

from datetime import timedelta
from functools import partial

from handlers.huddles.attending import Attending
from handlers.huddles.desk import Desk
from handlers.huddles.ending import Ends, ending_of, since_of
from handlers.huddles.records import Huddle
from handlers.huddles.telling import Telling
from handlers.huddles.transcript import drop_of, vtt_of
from handlers.meetings.pairing import meeting_id
from handlers.meetings.supplying import Supplying
from handlers.ports import Facts, Job, Postponed, Steps
from handlers.waiting import Waiting

# A room that was ended in its channel says what was said in it last. For so long that is awaited,
# and so long it is until it is looked for again.
GRACE, _AGAIN_S = timedelta(seconds=30), 1.0


class Reporting:
    """Does the job of a room that ended, in steps each of which is harmless twice.

    End, hear, note, keep, begin, let go, show: once a meeting is noted, no more words are kept;
    they are let go once the store has them.
    """

    def __init__(
        self, desk: Desk, ends: Ends, attending: Attending, telling: Telling, supplying: Supplying
    ) -> None:
        self._desk = desk
        self._ends = ends
        self._attending = attending
        self._telling = telling
        self._supplying = supplying

    async def on_job(self, job: Job, steps: Steps) -> None:
        """End a room, if that was not done yet, and tell of it."""
        waiting = Waiting(steps, since_of(job), self._desk.clock)
        await waiting.commit("end", partial(self._end, job))
        await waiting.run("hear", partial(self._hear, job))
        noted = await waiting.commit("note", partial(self._note, job))
        if noted:
            meeting = str(noted["meeting"])
            await waiting.run("keep", partial(self._keep, job, meeting))
            await waiting.run("begin", partial(self._begin, job, meeting))
            await waiting.run("let go", partial(self._let_go, job))
        await waiting.run("show", partial(self._show, job))

    async def _end(self, job: Job) -> Facts:
        await self._desk.huddles.end(*_which(job), ending_of(job), since_of(job))
        huddle = await self._huddle(job)
        if huddle is not None:
            await self._ends.note(huddle, job)
        return {}

    async def _hear(self, job: Job) -> Facts:
        """Wait until nothing more is said of a room that people were in."""
        huddle = await self._huddle(job)
        if huddle is None or not huddle.people or huddle.id in self._attending.over:
            return {}
        if self._desk.clock.now() < since_of(job) + GRACE:
            raise Postponed(_AGAIN_S)
        return {}

    async def _note(self, job: Job) -> Facts:
        huddle = await self._huddle(job)
        if huddle is None or huddle.place.thread is None:
            return {}
        kept, which = self._desk.huddles, (huddle.tenant, huddle.id)
        if not any(one.text.strip() for one in await kept.lines(*which)):
            return {}
        drop = drop_of(huddle)
        # From here on no words are added: those that are read now are all there will be.
        await kept.reported(*which, meeting_id(drop))
        meeting = await self._supplying.note(drop, vtt_of(huddle, await kept.lines(*which)))
        return {"meeting": meeting.id}

    async def _keep(self, job: Job, id_: str) -> Facts:
        huddle = await self._huddle(job)
        meeting = await self._supplying.find(str(job.payload["tenant"]), id_)
        if huddle is not None and meeting is not None:
            lines = await self._desk.huddles.lines(huddle.tenant, huddle.id)
            await self._supplying.keep(meeting, vtt_of(huddle, lines))
        return {}

    async def _begin(self, job: Job, id_: str) -> Facts:
        meeting = await self._supplying.find(str(job.payload["tenant"]), id_)
        if meeting is not None:
            await self._supplying.begin(meeting)
        return {}

    async def _let_go(self, job: Job) -> Facts:
        await self._desk.huddles.let_go(*_which(job))
        return {}

    async def _show(self, job: Job) -> Facts:
        await self._telling.show(*_which(job))
        self._attending.over.discard(str(job.payload["huddle"]))
        return {}

    async def _huddle(self, job: Job) -> Huddle | None:
        return await self._desk.huddles.get(*_which(job))


def _which(job: Job) -> tuple[str, str]:
    return str(job.payload["tenant"]), str(job.payload["huddle"])
