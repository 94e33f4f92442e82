"""Who is reminded of what is due: once on its day, and once when that has passed."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import partial

from handlers.ports import Facts, Job, Steps
from handlers.replies import each
from handlers.tasks.desk import Desk
from handlers.tasks.mailing import Mailing
from handlers.tasks.records import Task
from handlers.waiting import Waiting

REMIND = "task-reminders"
# What passed longer ago is history: who confirms it then knows that.
LATEST = timedelta(days=14)
_SATURDAY = 5  # as `date.weekday` has it


@dataclass(frozen=True, slots=True)
class Reminding:
    """Reminds owners, or the thread where nobody is known; days are those of the desk's zone.

    What was due while Clerk did not run is said to be overdue; nobody is told so at a weekend.
    """

    desk: Desk
    mailing: Mailing

    async def on_job(self, job: Job, steps: Steps) -> None:
        """Say what is due at a slot; what was said already is not said again."""
        slot = datetime.fromisoformat(str(job.payload["slot"]))
        today = slot.astimezone(self.desk.zone).date()

        async def say() -> Facts:
            await each(say() for say in await self.due(today))
            return {}

        await Waiting(steps, slot, self.desk.clock).run(REMIND, say)

    async def due(self, today: date) -> Sequence[Callable[[], Awaitable[None]]]:
        """Give what may have to be said on a day."""
        return [
            partial(self._remind, one)
            for one in await self.desk.tasks.due(today)
            if one.due is not None and is_time(one.due, today)
        ]

    async def _remind(self, listed: Task) -> None:
        # Others were reminded since it was listed.
        task = await self.desk.tasks.get(listed.tenant, listed.id)
        if task is None or not task.is_open or task.due != listed.due:
            return
        meeting = await self.desk.meeting(task.tenant, task.meeting_id)
        if meeting is not None:
            await self.mailing.remind(task, meeting)


def is_time(due: date, today: date) -> bool:
    """Tell whether people are reminded on a day of what is due on another, if they were not yet."""
    if due == today:
        return True
    is_working = today.weekday() < _SATURDAY
    return is_working and due < today <= due + LATEST
