"""The scenario of recordings: what is dropped, pressed and filled in goes to whoever does it."""

from dataclasses import dataclass

from handlers.chat import MessageRef, Outcome, Press, Submission, Upload
from handlers.drops import drop_of
from handlers.meetings.acts import Acts
from handlers.meetings.cards import DECLINE, DELETE, RENAME, START, STOP
from handlers.meetings.consent import Consent
from handlers.meetings.desk import Books, Desk, Sequel
from handlers.meetings.filing import Filing
from handlers.meetings.hints import is_any_text, role_of
from handlers.meetings.jobs import arrival_job, show_job, since_of
from handlers.meetings.keeping import KEEPING, Keeping
from handlers.meetings.naming import Naming
from handlers.meetings.records import KIND, RUN, SHOW, Role
from handlers.meetings.telling import Telling, card_key
from handlers.meetings.viewing import OPEN, Viewing
from handlers.meetings.work import Work
from handlers.ports import Facts, Job, Steps
from handlers.waiting import Waiting

ACTIONS = frozenset({START, DECLINE, STOP, DELETE, RENAME, OPEN})
KINDS = frozenset({KIND, RUN, SHOW, KEEPING})


@dataclass(frozen=True, slots=True)
class Picked:
    """A file of a meeting that somebody picked; `answer` is what tells of it, once `known`."""

    known: bool
    answer: MessageRef | None = None


@dataclass(frozen=True, slots=True)
class Recordings:
    """Asks, reads and tells; of a channel where recordings are left alone it keeps nothing."""

    books: Books
    desk: Desk
    telling: Telling
    consent: Consent
    acts: Acts
    naming: Naming
    work: Work
    filing: Filing
    viewing: Viewing
    keeping: Keeping
    sequel: Sequel

    async def on_upload(self, upload: Upload) -> bool:
        """Keep the job of a meeting's file durably; False: it is none.

        The same file, delivered again, is the same job.
        """
        role = await self._role(upload)
        if role is None:
            return False
        job = arrival_job(upload, role, self.desk.clock.now())
        if upload.addressed or await self.consent.policy(upload.place) != "off":
            await self.desk.queue.put(job)
        return True

    async def on_pick(self, upload: Upload) -> Picked | None:
        """Keep the job of a file that somebody has picked; None: it is none of a meeting's."""
        role = await self._role(upload)
        if role is None:
            return None
        job = arrival_job(upload, role, self.desk.clock.now())
        if await self.desk.queue.put(job) or await self.desk.queue.retry(job.key):
            return Picked(known=False)
        meeting = await self.books.meetings.of_drop(drop_of(job))
        if meeting is None:
            # It was left alone, or it is about to be looked at: the channel may want it now.
            await self.desk.queue.forget([job.key])
            await self.desk.queue.put(job)
            return Picked(known=False)
        answer = await self.desk.replies.sent(upload.place.tenant, card_key(meeting))
        return Picked(known=True, answer=answer)

    async def on_press(self, press: Press) -> Outcome:
        """Deal with a button."""
        if press.action == OPEN:
            return await self.viewing.on_press(press)
        if press.action == RENAME:
            return await self.naming.on_press(press)
        return await self.acts.on_press(press)

    async def on_submit(self, submission: Submission) -> Outcome:
        """Deal with a form."""
        if submission.action == RENAME:
            return await self.naming.on_submit(submission)
        return await self.acts.on_submit(submission)

    async def on_job(self, job: Job, steps: Steps) -> None:
        """Do one durable job."""
        if job.kind == RUN:
            await self.work.on_job(job, steps)
            await self.keeping.after(steps, str(job.payload["tenant"]), str(job.payload["meeting"]))
        elif job.kind == SHOW:
            waiting = Waiting(steps, since_of(job), self.desk.clock)
            await waiting.run("show", lambda: self._show(job))
            await waiting.run("file", lambda: self._file(job))
            await waiting.run("offer", lambda: self._offer(job))
        elif job.kind == KEEPING:
            await self.keeping.on_job(job, steps)
        else:
            await self.consent.on_job(job, steps)

    async def redraw(self, tenant: str, meeting_id: str) -> None:
        """Have card and files of a meeting drawn anew: what they tell from elsewhere changed.

        Nothing is put where somebody changed the meeting just now: that is drawn, too.
        """
        meeting = await self.books.meetings.get(tenant, meeting_id)
        if meeting is None or meeting.state == "running":
            return
        # The names stay; it is told as its next revision.
        kept = await self.books.meetings.rename(
            tenant, meeting_id, meeting.names, revision=meeting.revision
        )
        if kept is not None:
            await self.desk.queue.put(show_job(kept, self.desk.clock.now()))

    async def on_failed(self, job: Job, fault: str) -> None:
        """Say in the thread that Clerk itself failed, for good; nobody waits for a drawing."""
        if job.kind == RUN:
            await self.work.on_failed(job, fault)
        elif job.kind == KIND:
            await self.consent.on_failed(job, fault)

    async def _show(self, job: Job) -> Facts:
        tenant, meeting = str(job.payload["tenant"]), str(job.payload["meeting"])
        await self.telling.pace.wait((tenant, meeting))
        await self.telling.show(tenant, meeting)
        return {}

    async def _file(self, job: Job) -> Facts:
        await self.filing.file(str(job.payload["tenant"]), str(job.payload["meeting"]))
        return {}

    async def _offer(self, job: Job) -> Facts:
        await self.sequel.offer(str(job.payload["tenant"]), str(job.payload["meeting"]))
        return {}

    async def _role(self, upload: Upload) -> Role | None:
        """Tell what a file may be of a meeting; any text is a transcript only where one is meant.

        That is where it was said to Clerk, with a recording, or in the thread of a meeting.
        """
        role = role_of(upload)
        if role is None or not is_any_text(upload) or upload.addressed or upload.beside:
            return role
        return role if await self.books.meetings.of_thread(upload.place) else None
