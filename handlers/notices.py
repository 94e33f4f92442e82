"""Who is reminded before a contract must be given notice of, or ends: thread and accounting."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta, tzinfo
from functools import partial

from handlers.contracts import reminder_card
from handlers.deadlines import Deadline, Deadlines, outlook_of
from handlers.drops import key_of
from handlers.ports import Archive, Document
from handlers.replies import Replies, each
from handlers.visibility import Visibility

NOTICES = "notices"
MORNING = 8  # o'clock: nobody is reminded at night
# What passed longer ago is history: where reminding is switched on, old contracts stay quiet.
LATEST = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class Notices:
    """Reminds of each contract once, `days` before its deadline; 0: never.

    The day is that of `zone`, from the morning on. What was due while Clerk did not run is made up
    for, unless it passed longer ago than `LATEST`.
    """

    deadlines: Deadlines
    archive: Archive
    replies: Replies
    visibility: Visibility
    zone: tzinfo
    days: int

    async def due(self, slot: datetime) -> Sequence[Callable[[], Awaitable[None]]]:
        """Give what may have to be said at a slot."""
        here = slot.astimezone(self.zone)
        if not self.days or here.hour < MORNING:
            return []
        today = here.date()
        near = await self.deadlines.near(today + timedelta(days=self.days))
        return [partial(self._remind, one, today) for one in near]

    async def ahead(self, tenant: str, today: date) -> Sequence[Deadline]:
        """Give what a tenant is to be reminded of by now, as long as it is not over."""
        if not self.days:
            return []
        return await self.deadlines.between(tenant, today, today + timedelta(days=self.days))

    async def _remind(self, deadline: Deadline, today: date) -> None:
        document = await self.archive.get(deadline.tenant, deadline.document_id)
        if document is None:
            return
        day = outlook_of(document.drop, self.zone, self.days).reminds_on(deadline.due)
        if day is None or day > today:
            return
        if deadline.due.day >= today - LATEST:
            await self._say(document, deadline, today)
        # What was said is not said again if this is not noted any more: the outbox knows it.
        await self.deadlines.told(deadline.tenant, deadline.document_id)

    async def _say(self, document: Document, deadline: Deadline, today: date) -> None:
        """Say it in the thread, and in the accounting channel where that is another one."""
        drop, due = document.drop, deadline.due
        card = reminder_card(document, due, late=due.day < today)
        what = key_of("deadline", due.sort)
        places = [(drop.place, f"{drop.key}:{what}")]
        accounting = self.visibility.accounting.get(deadline.tenant)
        if accounting is not None and not self.visibility.is_accounting(drop.place):
            places.append((accounting, f"{drop.key}:accounting.{what}"))
        await each(self.replies.post(place, card, key=key, job=drop.key) for place, key in places)
