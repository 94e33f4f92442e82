"""The Tasks port in memory, over the tables of a FakeLedger."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time

from handlers.chat import Place
from handlers.ports import Clock
from handlers.tasks.records import State, Task
from tests.fake_ledger import FakeClock, FakeLedger

_KINDS = {"decision": 0, "action": 1}


@dataclass
class FakeTasks:
    """Tasks of the meetings of `ledger`: they are there for as long as their meeting is."""

    ledger: FakeLedger = field(default_factory=FakeLedger)
    clock: Clock = field(default_factory=FakeClock)

    async def propose(self, tenant: str, meeting_id: str, found: Sequence[Task]) -> None:
        if (tenant, meeting_id) not in self.ledger.meetings:
            return
        kept = self.ledger.tasks.get((tenant, meeting_id), [])
        decided = [one for one in kept if one.by is not None]
        ids = {one.id for one in decided}
        fresh = {one.id: one for one in reversed(found) if one.id not in ids}
        self.ledger.tasks[tenant, meeting_id] = [*decided, *fresh.values()]

    async def get(self, tenant: str, task_id: str) -> Task | None:
        return next((one for one in self._of(tenant) if one.id == task_id), None)

    async def of_meeting(self, tenant: str, meeting_id: str) -> Sequence[Task]:
        theirs = self.ledger.tasks.get((tenant, meeting_id), [])
        return sorted(theirs, key=lambda one: (_KINDS[one.kind], one.number, one.id))

    async def of_channel(self, place: Place) -> Sequence[Task]:
        where = (place.platform, place.channel)
        return _next(
            one
            for one in self._of(place.tenant)
            if one.is_open and (one.place.platform, one.place.channel) == where
        )

    async def decided(self, place: Place) -> Sequence[Task]:
        where = (place.platform, place.channel)
        found = [
            one
            for one in self._of(place.tenant)
            if (one.kind, one.state) == ("decision", "confirmed")
            and (one.place.platform, one.place.channel) == where
        ]
        return sorted(found, key=lambda one: (one.since, one.id), reverse=True)

    async def of_user(self, platform: str, tenant: str, user: str) -> Sequence[Task]:
        whose = (platform, user)
        return _next(
            one
            for one in self._of(tenant)
            if one.is_open and (one.place.platform, one.user) == whose
        )

    async def change(self, task: Task, *, by: str, when: Sequence[State]) -> Task | None:
        kept = await self.get(task.tenant, task.id)
        if kept is None or kept.revision != task.revision or kept.state not in when:
            return None
        changed = replace(task, by=by, since=self.clock.now(), revision=task.revision + 1)
        others = self.ledger.tasks[task.tenant, task.meeting_id]
        others[others.index(kept)] = changed
        return changed

    async def due(self, until: date) -> Sequence[Task]:
        tenants = dict.fromkeys(tenant for tenant, _ in self.ledger.tasks)
        every = (one for tenant in tenants for one in self._of(tenant))
        return _next(one for one in every if one.is_open and one.due and one.due <= until)

    async def changed(self, since: datetime) -> Sequence[Task]:
        every = (one for tasks in self.ledger.tasks.values() for one in tasks)
        return [one for one in every if one.by is not None and one.since >= since]

    def _of(self, tenant: str) -> list[Task]:
        return [
            one
            for (whose, _), tasks in self.ledger.tasks.items()
            for one in tasks
            if whose == tenant
        ]


def _next(found: Iterable[Task]) -> list[Task]:
    """Put what is due next first; what is due by the end of a day after what has a time."""
    return sorted(
        found, key=lambda one: (one.due or date.max, one.at or time.max, one.tenant, one.id)
    )
