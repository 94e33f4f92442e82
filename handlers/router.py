"""From an event, a press or a job to its handler: the only dispatch in the house."""

import hashlib
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import assert_never

from handlers.backlog import Backlog, Listing
from handlers.backlog_cards import SHOW
from handlers.cards import RETRY
from handlers.chat import Card, Command, Outcome, Press, Submission, Told, Upload
from handlers.commands import Commands
from handlers.decisions import Decisions, Looked
from handlers.documents import Documents, Known
from handlers.drops import KIND as DOCUMENT
from handlers.forgetting import FORGET as FORGET_DOCUMENT
from handlers.huddles.scenario import ACTIONS as HUDDLE_ACTIONS
from handlers.huddles.scenario import KINDS as HUDDLE_JOBS
from handlers.huddles.scenario import Huddling
from handlers.meetings.scenario import ACTIONS as MEETING_ACTIONS
from handlers.meetings.scenario import KINDS as MEETING_JOBS
from handlers.meetings.scenario import Recordings
from handlers.notices import NOTICES
from handlers.people import person_id
from handlers.ports import Audit, Facts, Job, Steps
from handlers.reminders import DIGEST, REMINDERS, Reminders
from handlers.sellers import FORGET, LIST, OPEN
from handlers.taking_back import TakingBack
from handlers.tasks.scenario import ACTIONS as TASK_ACTIONS
from handlers.tasks.scenario import KINDS as TASK_JOBS
from handlers.tasks.scenario import Agenda
from handlers.texts.catalogue import texts
from handlers.threads import KIND as REVIEW
from handlers.withdrawals import KIND as WITHDRAWAL
from handlers.withdrawals import Withdrawal

CATCH_UP = "catch-up"
_REVIEW_ACTIONS = "review."
_Answers = Callable[[Press], Awaitable[Outcome]]
_Does = Callable[[Job, Steps], Awaitable[None]]


class UnknownJob(Exception):
    """No handler knows this kind of job: it was kept by a newer version of Clerk."""


@dataclass(frozen=True, slots=True)
class Router:
    """Sends what happened to whoever deals with it."""

    documents: Documents
    recordings: Recordings
    agenda: Agenda
    huddles: Huddling
    decisions: Decisions
    backlog: Backlog
    reminders: Reminders
    commands: Commands
    taking_back: TakingBack
    audit: Audit

    async def on_event(self, event: Upload | Command | Withdrawal) -> None:
        """Deal with what happened in a conversation; returns once it is durable."""
        match event:
            case Upload():
                if not await self.recordings.on_upload(event):
                    await self.documents.on_upload(event)
            case Command():
                await self.commands.on_command(event)
            case Withdrawal():
                await self.taking_back.on_withdrawal(event)
            case _:
                assert_never(event)

    async def on_pick(self, upload: Upload) -> Known | None:
        """Deal with a file that somebody picked; gives what is known of it already."""
        picked = await self.recordings.on_pick(upload)
        if picked is None:
            return await self.documents.on_pick(upload)
        return Known(picked.answer) if picked.known else None

    async def on_press(self, press: Press) -> Outcome:
        """Deal with a button; gives what the person gets who pressed it."""
        named: dict[str, _Answers] = {
            SHOW: self.backlog.on_press,
            RETRY: self.documents.on_retry,
            **dict.fromkeys((LIST, OPEN, FORGET, FORGET_DOCUMENT), self.commands.on_press),
            **dict.fromkeys(MEETING_ACTIONS, self.recordings.on_press),
            **dict.fromkeys(TASK_ACTIONS, self.agenda.on_press),
            **dict.fromkeys(HUDDLE_ACTIONS, self.huddles.on_press),
        }
        if press.action.startswith(_REVIEW_ACTIONS):
            return await self.decisions.on_press(press)
        return await named.get(press.action, self._unknown)(press)

    async def on_submit(self, submission: Submission) -> Outcome:
        """Deal with a form; gives what the person gets who filled it in."""
        if submission.action.startswith(_REVIEW_ACTIONS):
            return await self.decisions.on_submit(submission)
        if submission.action in MEETING_ACTIONS:
            return await self.recordings.on_submit(submission)
        if submission.action in TASK_ACTIONS:
            return await self.agenda.on_submit(submission)
        return await self._unknown(submission)

    async def on_list(self, press: Press) -> Listing:
        """Deal with the wish to see a page of what waits."""
        return await self.backlog.listing(press)

    async def on_look(self, press: Press, again: bool) -> Looked:
        """Deal with the wish to see a document; `again`: a page's, of what it shows already."""
        return await self.decisions.on_look(press, again)

    async def on_job(self, job: Job, steps: Steps) -> None:
        """Do one durable job."""
        does: dict[str, _Does] = {
            DOCUMENT: self.documents.on_job,
            **dict.fromkeys(MEETING_JOBS, self.recordings.on_job),
            **dict.fromkeys(TASK_JOBS, self.agenda.on_job),
            **dict.fromkeys(HUDDLE_JOBS, self.huddles.on_job),
            REVIEW: self.decisions.on_job,
            **dict.fromkeys((REMINDERS, DIGEST, NOTICES), self.reminders.on_job),
            WITHDRAWAL: self.taking_back.on_job,
            CATCH_UP: self._to_catch_up,
        }
        if job.kind not in does:
            raise UnknownJob(job.kind)
        await does[job.kind](job, steps)

    async def on_failed(self, job: Job, fault: str) -> None:
        """Tell the person who waits that a job failed for good; nobody waits for the others."""
        if job.kind == DOCUMENT:
            await self.documents.on_failed(job, fault)
            return
        await self.documents.note_failure(job, fault)
        if job.kind in MEETING_JOBS:
            await self.recordings.on_failed(job, fault)

    async def catch_up(self) -> None:
        """Have told what was not: on cards, and to whom a task is given."""
        await self.decisions.catch_up()
        await self.agenda.catch_up()

    async def _to_catch_up(self, _: Job, steps: Steps) -> None:
        await steps.run(CATCH_UP, self._catch_up)

    async def _catch_up(self) -> Facts:
        await self.catch_up()
        return {}

    async def _unknown(self, said: Press | Submission) -> Outcome:
        """Answer what nobody knows; it may be anything, and no word of it is kept."""
        value = f"{said.action}\0{said.value}".encode(errors="surrogatepass")
        await self.audit.append(
            said.place.tenant,
            actor=person_id(said.place.platform, said.user),
            action="press.unknown",
            subject=hashlib.sha256(value).hexdigest(),
            detail={},
        )
        return Told(Card(texts(said.language).review.unknown_press, tone="bad"))
