"""One run over a meeting: fetched, looked through, told; what it says is drawn by another job."""

import asyncio
import hashlib
from collections.abc import AsyncIterator, Sequence
from functools import partial

from handlers.chat import Language
from handlers.meetings.desk import Books, Desk
from handlers.meetings.jobs import show_job, since_of
from handlers.meetings.lacking import is_nothing, is_poorer, lacks_of
from handlers.meetings.looking import Fetched, Found, Looking, Run
from handlers.meetings.making import drawn
from handlers.meetings.progress import Progress
from handlers.meetings.records import Meeting, Picture, Role
from handlers.meetings.results import lacks_said
from handlers.meetings.telling import CLERK, Telling
from handlers.meetings.writing import Minuting
from handlers.ports import CANCELLED, Facts, Job, Postponed, Steps
from handlers.texts.catalogue import texts
from handlers.waiting import PATIENCE, Waiting
from handlers.withdrawals import late_job
from pipelines.meeting.model import Timeline
from pipelines.scanning import ScannerUnavailable

ROLES: tuple[Role, ...] = ("recording", "transcript")
# So long a run waits before it is looked whether there is room for it.
_LATER = 5.0
_MOST_PICTURE = 50_000_000  # bytes


class Work:
    """Does runs, `most` at once, in checkpointed steps.

    Fetch each file, plan, a window each, pictures, write, tell, show.
    """

    def __init__(
        self,
        books: Books,
        desk: Desk,
        telling: Telling,
        looking: Looking,
        minuting: Minuting,
        *,
        most: int,
    ) -> None:
        self._meetings = books.meetings
        self._store = books.store
        self._audit = books.audit
        self._queue = desk.queue
        self._clock = desk.clock
        self._zone = desk.zone
        self._looking = looking
        self._fetching = looking.fetching
        self._telling = telling
        self._minuting = minuting
        self._most = most
        self._under_way = set[str]()

    async def on_job(self, job: Job, steps: Steps) -> None:
        """Do one run, unless it is over: done, stopped, or its meeting is deleted."""
        meeting = await self._meetings.get(str(job.payload["tenant"]), str(job.payload["meeting"]))
        if meeting is None or meeting.run != job.payload["run"]:
            return
        if meeting.state == "done":
            await self._show(meeting)  # a crash may have kept it from being put
        if meeting.state != "running":
            return
        run = self._run(job, meeting, steps)
        # No checkpoint: whoever was postponed waits for a turn again.
        self._turn(job.key)
        try:
            await self._do(run)
        finally:
            self._under_way.discard(job.key)

    def _turn(self, key: str) -> None:
        """Let a run wait while there are enough: it takes long, and other jobs need room."""
        if len(self._under_way - {key}) >= self._most:
            raise Postponed(_LATER)
        self._under_way.add(key)

    async def _do(self, run: Run) -> None:
        fetched = await self._fetch(run)
        found = await self._looking.look(run, fetched)
        if is_nothing(found):
            await run.waiting.commit("fail", lambda: self._fail(run, fetched, found))
        else:
            pictures = await asyncio.to_thread(_pictures, found)
            await run.waiting.run("pictures", lambda: self._keep(run, pictures, found))
            await self._minuting.write(run, fetched, found)
            await run.progress.at("writing", 98)
            await run.waiting.commit("tell", lambda: self._tell(run, fetched, found, pictures))
        await run.waiting.run("show", lambda: self._have_shown(run, fetched, found))

    async def on_failed(self, job: Job, fault: str) -> None:
        """Let a run have failed, and say that Clerk itself did, or that it was called off."""
        tenant, id_ = str(job.payload["tenant"]), str(job.payload["meeting"])
        run = int(str(job.payload["run"]))
        await self._meetings.ended(tenant, id_, run, "failed")
        meeting = await self._meetings.get(tenant, id_)
        # Also where it was over already: a crash, or a platform, may have kept it from being told.
        if meeting is not None and (meeting.run, meeting.state) == (run, "failed"):
            await self._telling.show(tenant, id_, why=(_fault_said(fault, meeting.language),))

    def _run(self, job: Job, meeting: Meeting, steps: Steps) -> Run:
        about = meeting.language, self._zone
        progress = Progress(self._telling, (meeting.tenant, meeting.id), about)
        since = since_of(job)
        waiting = Waiting(steps, since, self._clock, progress.wait)
        return Run(meeting.tenant, meeting.id, meeting.run, since, waiting, progress)

    async def _fetch(self, run: Run) -> Fetched:
        await run.progress.at("fetching", 0)
        fetched = dict[Role, Facts]()
        # The recording first: what takes long. A transcript that comes meanwhile is not too late.
        for role in ROLES:
            fetched[role] = await run.waiting.run(
                f"fetch {role}", partial(self._fetch_one, run, role)
            )
        return fetched

    async def _fetch_one(self, run: Run, role: Role) -> Facts:
        facts = await self._fetching.fetch(run.tenant, run.meeting, role)
        if facts.get("deleted"):
            meeting = await self._meetings.get(run.tenant, run.meeting)
            for piece in () if meeting is None else meeting.pieces:
                if piece.drop.key == facts["drop"]:
                    await self._queue.put(late_job(piece.drop, self._clock.now()))
        return facts

    async def _keep(self, run: Run, pictures: Sequence[Picture], found: Found) -> Facts:
        """Have the store hold the slides. Noted first: whoever forgets the meeting finds them."""
        if not pictures or not await self._meetings.pictured(run.tenant, run.meeting, pictures):
            return {}
        for one in pictures:
            content = _stream(found.shown.images[one.image])
            await self._store.put(run.tenant, content, limit=_MOST_PICTURE)
        if not await self._meetings.pictured(run.tenant, run.meeting, pictures):
            for one in pictures:
                await self._fetching.release(run.tenant, one.sha256)
        return {"pictures": len(pictures)}

    async def _tell(
        self, run: Run, fetched: Fetched, found: Found, pictures: Sequence[Picture]
    ) -> Facts:
        """Keep what was found, unless the run was stopped or its meeting deleted meanwhile.

        What an earlier run found stays where that was more: then this one has failed.
        """
        meeting = await self._meetings.get(run.tenant, run.meeting)
        if meeting is None:
            return {}
        lacks = lacks_of(meeting, fetched, found, heard=self._looking.hears)
        minutes = await self._meetings.minutes(run.tenant, run.meeting, run.number)
        told = await asyncio.to_thread(drawn, meeting, found, lacks)
        told = told.model_copy(update={"minutes": minutes})
        kept = meeting.timeline
        if meeting.is_told and kept is not None and is_poorer(told, kept):
            return await self._fail(run, fetched, found)
        if not await self._meetings.ended(run.tenant, run.meeting, run.number, "done"):
            return {}
        await self._meetings.tell(run.tenant, run.meeting, told, pictures)
        await self._minuting.proposed(meeting, found, told)
        await self._note(run, "meeting.read", _figures(told))
        return {"told": True}

    async def _fail(self, run: Run, fetched: Fetched, found: Found) -> Facts:
        """Let the run have failed; what an earlier one found stays."""
        meeting = await self._meetings.get(run.tenant, run.meeting)
        if meeting is None:
            return {}
        lacks = lacks_of(meeting, fetched, found, heard=self._looking.hears)
        if not await self._meetings.ended(run.tenant, run.meeting, run.number, "failed"):
            return {}
        if not meeting.is_told:
            told = await asyncio.to_thread(drawn, meeting, found, lacks)
            await self._meetings.tell(run.tenant, run.meeting, told, ())
        await self._note(run, "meeting.failed", {})
        return {}

    async def _have_shown(self, run: Run, fetched: Fetched, found: Found) -> Facts:
        """Have it drawn what there is; why a run failed that is kept nowhere, at once."""
        meeting = await self._meetings.get(run.tenant, run.meeting)
        if meeting is None:
            return {}
        if meeting.state == "failed" and meeting.is_told:
            lacks = lacks_of(meeting, fetched, found, heard=self._looking.hears)
            await self._telling.pace.wait((run.tenant, run.meeting))
            why = lacks_said(lacks, meeting.language)
            await self._telling.show(run.tenant, run.meeting, why=why)
        else:
            await self._show(meeting)
        return {}

    async def _show(self, meeting: Meeting) -> None:
        """Have the card and the files drawn, by a job of their own."""
        await self._queue.put(show_job(meeting, self._clock.now()))

    async def _note(self, run: Run, action: str, detail: Facts) -> None:
        detail = {"run": run.number, **detail}
        await self._audit.append(
            run.tenant, actor=CLERK, action=action, subject=run.meeting, detail=detail
        )


def _fault_said(fault: str, language: Language) -> str:
    phrases = texts(language)
    if fault == CANCELLED:
        return phrases.cancelled
    if fault == ScannerUnavailable.__name__:
        return phrases.scanning.unscanned.format(hours=int(PATIENCE.total_seconds() // 3600))
    return phrases.meetings.fault.format(fault=fault)


def _pictures(found: Found) -> tuple[Picture, ...]:
    """Name the slides' pictures as the store does."""
    return tuple(
        Picture(
            image=name,
            sha256=hashlib.sha256(content).hexdigest(),
            media_type=sniffed(content),
            size=len(content),
        )
        for name, content in found.shown.images.items()
    )


def sniffed(content: bytes) -> str:
    """Tell a PNG from a JPEG: our own children made it."""
    return "image/png" if content.startswith(b"\x89PNG") else "image/jpeg"


def _figures(told: Timeline) -> Facts:
    transcript = told.transcript
    return {
        "seconds": round(told.duration_s),
        "slides": len(told.slides),
        "segments": 0 if transcript is None else len(transcript.segments),
        "words": None if transcript is None else transcript.kind,
        "writer": None if told.minutes is None else told.minutes.writer,
    }


async def _stream(content: bytes) -> AsyncIterator[bytes]:
    yield content
