"""When things recur: each slot only enqueues a job, under a key made of the time it was due at."""

import asyncio
import logging
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta, tzinfo
from functools import partial
from types import TracebackType
from typing import Self

from apscheduler.executors.asyncio import AsyncIOExecutor
from apscheduler.job import Job as Recurring
from apscheduler.schedulers.asyncio import AsyncIOScheduler
from apscheduler.triggers.cron import CronTrigger

from handlers.meetings.keeping import KEEPING
from handlers.notices import NOTICES
from handlers.ports import Facts, Job, Queue, QueueUnavailable
from handlers.reminders import DIGEST, REMINDERS
from handlers.router import CATCH_UP
from handlers.tasks.reminding import REMIND

logger = logging.getLogger(__name__)

# For how long the jobs of slots are kept, so that a slot is one job: much longer than any slot is
# made up for.
KEPT = timedelta(days=30)

# After which a job is put again that the queue did not take.
PAUSE = timedelta(minutes=1)

NINE = time(9)
_DAYS_BACK = timedelta(days=3)  # further than the digest before, however clocks are changed


@dataclass(frozen=True, slots=True)
class Slots:
    """When one kind of work is due, and what job a time makes.

    A slot that was missed, as Clerk did not run, is made up for within `grace`, the last alone.
    """

    kind: str
    trigger: CronTrigger
    grace: timedelta
    job: Callable[[datetime], Job]

    def due(self, after: datetime) -> datetime:
        """Give the first slot at or after a time."""
        slot: datetime = self.trigger.get_next_fire_time(None, after)
        return slot


def timetable(
    digest_at: time | None,
    zone: tzinfo,
    *,
    reminds: bool,
    contracts: bool = False,
    keeps: bool = False,
    tasks: bool = False,
) -> tuple[Slots, ...]:
    """Give all that recurs: looking after cards, reminders, and the digest at a time of the day.

    `reminds`: of what waits; `contracts`: of what they are due for; `keeps`: at night goes what was
    kept of meetings for long enough, and a house that is closed then makes up for it. `tasks`: of
    what is due that day, when the digest is told, or at nine.
    """
    hourly, hour = CronTrigger(minute=0, timezone=UTC), timedelta(hours=1)
    kinds = [CATCH_UP, *[REMINDERS] * reminds, *[NOTICES] * contracts]
    slots = [Slots(kind, hourly, hour, partial(_job, kind)) for kind in kinds]
    if keeps:
        nightly = CronTrigger(hour=3, minute=30, timezone=zone)
        slots.append(Slots(KEEPING, nightly, timedelta(hours=23), partial(_job, KEEPING)))
    if tasks:
        slots.append(_daily(REMIND, digest_at or NINE, zone))
    if digest_at is not None:
        slots.append(
            _digest(CronTrigger(hour=digest_at.hour, minute=digest_at.minute, timezone=zone))
        )
    return tuple(slots)


def _job(kind: str, due: datetime) -> Job:
    slot = due.astimezone(UTC)
    return Job(kind, f"{kind}:{slot:%Y-%m-%dT%H:%MZ}", {"slot": slot.isoformat()})


def _daily(kind: str, at: time, zone: tzinfo) -> Slots:
    """Give the slots of a kind, one a day: where a time comes twice, the second is no other job."""

    def job(due: datetime) -> Job:
        facts: Facts = {"slot": due.astimezone(UTC).isoformat()}
        return Job(kind, f"{kind}:{due.date().isoformat()}", facts)

    trigger = CronTrigger(hour=at.hour, minute=at.minute, timezone=zone)
    return Slots(kind, trigger, timedelta(hours=12), job)


def _digest(trigger: CronTrigger) -> Slots:
    """Give the slots of the digest, one a day.

    Where clocks are set back a time may come twice: the second is the same day's, and no other
    job.
    """

    def job(due: datetime) -> Job:
        date = due.date().isoformat()
        facts: Facts = {
            "slot": due.astimezone(UTC).isoformat(),
            "since": _before(trigger, due).astimezone(UTC).isoformat(),
            "date": date,
        }
        return Job(DIGEST, f"{DIGEST}:{date}", facts)

    return Slots(DIGEST, trigger, timedelta(hours=12), job)


def _before(trigger: CronTrigger, due: datetime) -> datetime:
    """Give the slot of the day before, the first of that day."""
    slot = trigger.get_next_fire_time(None, due - _DAYS_BACK)
    days: dict[object, datetime] = {}
    while slot.date() < due.date():
        days.setdefault(slot.date(), slot)
        slot = trigger.get_next_fire_time(slot, slot)
    return list(days.values())[-1]


class Schedule:
    """Enqueues what is due for as long as it is open; several in a row of replicas agree."""

    def __init__(self, queue: Queue, slots: Sequence[Slots], pause: timedelta = PAUSE) -> None:
        self._queue = queue
        self._slots = slots
        self._pause = pause
        self._ends = asyncio.Event()
        self._punctual = _Punctual()  # type: ignore[no-untyped-call]  # nothing is typed there
        self._scheduler = AsyncIOScheduler(timezone=UTC, executors={"default": self._punctual})

    async def enqueue(self, slots: Slots, due: datetime) -> None:
        """Put the job of one slot; it is the same job whoever does, however often.

        Raises QueueUnavailable when that could not be done for as long as a slot is made up for.
        """
        job = slots.job(due)
        while True:
            try:
                await self._queue.put(job)
            except QueueUnavailable:
                if datetime.now(UTC) + self._pause > due + slots.grace:
                    raise
                logger.warning("the queue did not take the job %s; it is put again", job.key)
            else:
                return
            with suppress(TimeoutError):
                await asyncio.wait_for(self._ends.wait(), self._pause.total_seconds())
                return  # the next start makes up for it

    async def __aenter__(self) -> Self:
        now = datetime.now(UTC)
        for slots in self._slots:
            self._scheduler.add_job(
                self.enqueue,
                slots.trigger,
                args=(slots, now),
                id=slots.kind,
                # What was missed is due at once: of several slots, the last.
                next_run_time=slots.due(now - slots.grace),
                coalesce=True,
                max_instances=2,  # a slot that is put again for its whole grace, and the next
                misfire_grace_time=int(slots.grace.total_seconds()) + 60,
            )
        self._scheduler.start()
        return self

    async def __aexit__(
        self,
        _kind: type[BaseException] | None,
        _error: BaseException | None,
        _trace: TracebackType | None,
    ) -> None:
        self._scheduler.pause()
        self._ends.set()
        await self._punctual.settle()
        self._scheduler.shutdown()
        await asyncio.sleep(0)  # it ends in the loop's next turn


class _Punctual(AsyncIOExecutor):
    """Tells what it runs for which time that was due, not when it came to it."""

    async def settle(self) -> None:
        """Wait for what runs."""
        while self._pending_futures:
            await asyncio.wait(set(self._pending_futures))

    def _do_submit_job(self, job: Recurring, run_times: list[datetime]) -> None:
        slots, _ = job.args
        job.args = (slots, run_times[-1])
        super()._do_submit_job(job, run_times)  # type: ignore[no-untyped-call]  # nothing is typed there
