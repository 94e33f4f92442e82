"""The scenario of tasks: what is pressed, filled in and asked for, and the jobs that tell of it."""

import logging
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import timedelta
from functools import partial

from handlers.chat import Card, ChatRefused, Command, Outcome, Press, Submission
from handlers.ports import Facts, Job, QueueUnavailable, Steps
from handlers.tasks.acts import Acts
from handlers.tasks.cards import ACTIONS as BUTTONS
from handlers.tasks.desk import Desk
from handlers.tasks.exporting import FORMS, Exporting
from handlers.tasks.jobs import EXPORT, before_of, since_of, tell_job
from handlers.tasks.listing import Listing
from handlers.tasks.mailing import Mailing
from handlers.tasks.records import TELL, Task
from handlers.tasks.reminding import REMIND, Reminding
from handlers.tasks.subjects import CHANNEL, MINE, View
from handlers.tasks.telling import Telling
from handlers.waiting import Waiting

_log = logging.getLogger(__name__)

_BACK = timedelta(days=1)  # longer than Clerk is down; what was told is told by the same job
ACTIONS = frozenset(BUTTONS.values())
KINDS = frozenset({TELL, EXPORT, REMIND})
VIEWS = {
    "": MINE,
    "mine": MINE,
    "我的": MINE,
    "channel": CHANNEL,
    "here": CHANNEL,
    "频道": CHANNEL,
    "本频道": CHANNEL,
}
# Has the report and the card of a meeting drawn again, as they tell what was decided.
Redraw = Callable[[str, str], Awaitable[None]]


@dataclass(frozen=True, slots=True)
class Agenda:
    """Proposes, lets people decide, tells owners, lists, reminds and exports."""

    desk: Desk
    telling: Telling
    mailing: Mailing
    acts: Acts
    listing: Listing
    exporting: Exporting
    reminding: Reminding
    redraw: Redraw

    async def on_press(self, press: Press) -> Outcome:
        """Deal with a button."""
        if press.action in FORMS:
            return await self.exporting.on_press(press)
        return await self.acts.on_press(press)

    async def on_submit(self, submission: Submission) -> Outcome:
        """Deal with a form."""
        return await self.acts.on_submit(submission)

    async def on_command(self, command: Command, rest: str) -> Card | None:
        """Make the list that somebody asks for; None: the words mean nothing to it."""
        view = VIEWS.get(rest)
        if view is None:
            return None
        return await self.listing.card(command.place, command.user, View(view), command.language)

    async def on_job(self, job: Job, steps: Steps) -> None:
        """Do one durable job."""
        if job.kind == EXPORT:
            await self.exporting.on_job(job, steps)
        elif job.kind == REMIND:
            await self.reminding.on_job(job, steps)
        else:
            await self._tell(job, Waiting(steps, since_of(job), self.desk.clock))

    async def catch_up(self) -> None:
        """Have told what was not, as a crash came between a change and its job."""
        now = self.desk.clock.now()
        for task in await self.desk.tasks.changed(now - _BACK):
            try:
                await self.desk.queue.put(tell_job(task, now))
            except QueueUnavailable as fault:
                _log.error("tasks wait for the next look: the queue did not answer (%s)", fault)
                return

    async def _tell(self, job: Job, steps: Waiting) -> None:
        """Let everything that tells of a task tell what is true of it now."""
        said = (("mail", self._mail), ("note", self._note), ("show", self._show))
        for name, say in (*said, ("report", self._report)):
            await steps.run(name, partial(say, job))

    async def _mail(self, job: Job) -> Facts:
        task = await self._task(job)
        meeting = await self.desk.meeting(*_which(job))
        if task is not None and meeting is not None:
            await self.mailing.tell(task, meeting, before_of(job))
        return {}

    async def _note(self, job: Job) -> Facts:
        task = await self._task(job) if job.payload.get("left") else None
        if task is not None:
            with suppress(ChatRefused):
                await self.telling.leave(task)
        return {}

    async def _show(self, job: Job) -> Facts:
        # What somebody took out of the thread keeps back nothing else.
        with suppress(ChatRefused):
            await self.telling.offer(*_which(job))
        return {}

    async def _report(self, job: Job) -> Facts:
        """Have the report tell what was decided.

        Its files are sent anew then: not for each of many decisions, but once nothing is left to
        decide, for the last of them; nor for each thing that is done.
        """
        tasks = await self.desk.tasks.of_meeting(*_which(job))
        last = max(tasks, key=lambda one: (one.since, one.id), default=None)
        is_last = last is not None and last.id == job.payload["task"] and last.state != "done"
        if is_last and all(one.state != "proposed" for one in tasks):
            await self.redraw(*_which(job))
        return {}

    async def _task(self, job: Job) -> Task | None:
        return await self.desk.tasks.get(str(job.payload["tenant"]), str(job.payload["task"]))


def _which(job: Job) -> tuple[str, str]:
    return str(job.payload["tenant"]), str(job.payload["meeting"])
