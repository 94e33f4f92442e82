"""Each slot is one job, named by when it was due: across clock changes, replicas and downtime."""

import asyncio
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest

from bot.schedule import KEPT, Schedule, Slots, timetable
from handlers.notices import NOTICES
from handlers.ports import Job, QueueUnavailable
from handlers.reminders import DIGEST, REMINDERS
from handlers.router import CATCH_UP
from tests.fake_ledger import FakeQueue

BERLIN = ZoneInfo("Europe/Berlin")
CAIRO = ZoneInfo("Africa/Cairo")  # puts its clocks on at midnight
SHANGHAI = ZoneInfo("Asia/Shanghai")
LORD_HOWE = ZoneInfo("Australia/Lord_Howe")  # by half an hour


def digest(at: time, zone: tzinfo) -> Slots:
    return {one.kind: one for one in timetable(at, zone, reminds=True)}[DIGEST]


def fires(slots: Slots, first: datetime, last: datetime) -> Iterator[datetime]:
    """Give when the scheduler's own trigger fires."""
    slot = slots.due(first)
    while slot < last:
        yield slot
        slot = slots.trigger.get_next_fire_time(slot, slot)


def jobs(slots: Slots, first: date, days: int, zone: tzinfo) -> list[Job]:
    """Give the jobs of so many days, each once."""
    begin = datetime.combine(first, time.min, zone)
    end = datetime.combine(first + timedelta(days=days), time.min, zone)
    found: dict[str, Job] = {}
    for slot in fires(slots, begin, end):
        job = slots.job(slot)
        found.setdefault(job.key, job)
    return list(found.values())


def utc(job: Job, name: str = "slot") -> str:
    return str(job.payload[name]).removesuffix(":00+00:00")


@pytest.mark.parametrize(
    ("zone", "first", "slots"),
    [
        (UTC, date(2026, 3, 28), ["28T08:00", "29T08:00", "30T08:00"]),
        (SHANGHAI, date(2026, 3, 28), ["28T00:00", "29T00:00", "30T00:00"]),
        (BERLIN, date(2026, 3, 28), ["28T07:00", "29T06:00", "30T06:00"]),
        (BERLIN, date(2026, 10, 24), ["24T06:00", "25T07:00", "26T07:00"]),
        (LORD_HOWE, date(2026, 10, 3), ["02T21:30", "03T21:00", "04T21:00"]),
    ],
)
def test_the_digest_is_at_the_same_time_of_every_day(
    zone: tzinfo, first: date, slots: list[str]
) -> None:
    found = jobs(digest(time(8, 0), zone), first, 3, zone)
    assert [utc(job)[-8:] for job in found] == slots
    days = [first + timedelta(days=number) for number in range(3)]
    assert [job.key for job in found] == [f"digest:{day}" for day in days]
    assert [job.payload["date"] for job in found] == [str(day) for day in days]


def test_a_time_that_is_skipped_once_a_year_is_not_a_day_without_digest() -> None:
    found = jobs(digest(time(2, 30), BERLIN), date(2026, 3, 28), 3, BERLIN)
    assert [utc(job) for job in found] == [
        "2026-03-28T01:30",
        "2026-03-29T01:30",
        "2026-03-30T00:30",
    ]


def test_a_time_that_comes_twice_once_a_year_is_one_digest() -> None:
    slots = digest(time(2, 30), BERLIN)
    begin = datetime(2026, 10, 24, tzinfo=BERLIN)
    due = list(fires(slots, begin, begin + timedelta(days=3)))
    assert len(due) == 4
    assert len({slots.job(one).key for one in due}) == 3
    found = jobs(slots, date(2026, 10, 24), 3, BERLIN)
    assert [utc(job) for job in found] == [
        "2026-10-24T00:30",
        "2026-10-25T00:30",
        "2026-10-26T01:30",
    ]


@pytest.mark.parametrize("zone", [UTC, BERLIN, SHANGHAI, CAIRO, LORD_HOWE])
@pytest.mark.parametrize("at", [time(0, 0), time(0, 30), time(2, 30)])
def test_digests_tell_of_a_year_without_a_gap(zone: tzinfo, at: time) -> None:
    found = jobs(digest(at, zone), date(2026, 1, 1), 365, zone)
    assert 364 <= len(found) <= 365
    for before, after in pairwise(found):
        assert after.payload["since"] == before.payload["slot"]
        assert before.payload["since"] != before.payload["slot"]


def test_reminders_are_hourly_and_so_are_cards_looked_after() -> None:
    by_kind = {one.kind: one for one in timetable(None, BERLIN, reminds=True)}
    assert list(by_kind) == [CATCH_UP, REMINDERS]
    # The night in which an hour comes twice: two hours, two slots.
    begin = datetime(2026, 10, 24, 23, 58, tzinfo=UTC)
    hours = [
        by_kind[REMINDERS].job(one)
        for one in fires(by_kind[REMINDERS], begin, begin + timedelta(hours=4))
    ]
    assert [job.key for job in hours] == [
        f"reminders:2026-10-25T{hour:02}:00Z" for hour in range(4)
    ]
    assert hours[0].payload == {"slot": "2026-10-25T00:00:00+00:00"}
    due = fires(by_kind[CATCH_UP], begin, begin + timedelta(hours=2))
    assert [by_kind[CATCH_UP].job(one).key for one in due] == [
        f"catch-up:2026-10-25T{hour:02}:00Z" for hour in range(2)
    ]


def test_a_slot_cannot_come_back_once_its_job_is_dropped() -> None:
    for slots in timetable(time(8), UTC, reminds=True):
        assert 2 * slots.grace < KEPT
        assert slots.job(datetime(2026, 3, 28, 8, 0, tzinfo=UTC)).key.startswith(f"{slots.kind}:")


def test_what_is_switched_off_has_no_slots() -> None:
    assert [one.kind for one in timetable(None, UTC, reminds=False)] == [CATCH_UP]
    contracts = timetable(None, UTC, reminds=False, contracts=True)
    assert [one.kind for one in contracts] == [CATCH_UP, NOTICES]
    due = datetime(2027, 1, 31, 23, tzinfo=UTC)
    assert contracts[1].job(due).key == "notices:2027-01-31T23:00Z"
    assert [one.kind for one in timetable(time(8), UTC, reminds=False)] == [CATCH_UP, DIGEST]


def test_what_was_kept_for_long_enough_goes_once_a_night() -> None:
    [_, nightly] = timetable(None, BERLIN, reminds=False, keeps=True)
    begin = datetime(2026, 10, 23, 12, tzinfo=UTC)
    found = fires(nightly, begin, begin + timedelta(days=3))
    assert [nightly.job(one).key for one in found] == [
        "keeping:2026-10-24T01:30Z", "keeping:2026-10-25T02:30Z", "keeping:2026-10-26T02:30Z"
    ]  # fmt: skip
    assert timedelta(hours=12) < nightly.grace < timedelta(days=1)


async def test_two_schedulers_enqueue_each_slot_once() -> None:
    queue = FakeQueue()
    slots = digest(time(8, 0), BERLIN)
    replicas = [Schedule(queue, [slots]) for _ in range(2)]
    begin = datetime(2026, 3, 27, tzinfo=BERLIN)
    for due in fires(slots, begin, begin + timedelta(days=4)):
        for replica in replicas:
            await replica.enqueue(slots, due)
    assert list(queue.jobs) == [f"digest:2026-03-{day}" for day in (27, 28, 29, 30)]


@dataclass
class Told(FakeQueue):
    """A queue that a test waits for; putting may `fail`."""

    event: asyncio.Event = field(default_factory=asyncio.Event)
    enough: int = 1
    fail: Exception | None = None

    async def put(self, job: Job) -> bool:
        is_new = await super().put(job)
        if len(self.jobs) >= self.enough:
            self.event.set()
        if self.fail:
            raise self.fail
        return is_new


async def test_after_a_time_off_the_last_slot_is_made_up_for_as_if_in_time() -> None:
    queue = Told(enough=3)
    began = datetime.now(UTC)
    slots = timetable((began - timedelta(hours=5)).time(), UTC, reminds=True)
    async with asyncio.timeout(20), Schedule(queue, slots):
        await queue.event.wait()
    ended = datetime.now(UTC)
    due = {
        job.kind: datetime.fromisoformat(str(job.payload["slot"])) for job in queue.jobs.values()
    }
    assert set(due) == {CATCH_UP, REMINDERS, DIGEST}
    for kind in (CATCH_UP, REMINDERS):
        assert due[kind].minute == 0
        assert began - timedelta(hours=1) < due[kind] <= ended
    assert timedelta(hours=5) <= ended - due[DIGEST] < timedelta(hours=5, minutes=2)


async def test_what_was_due_too_long_ago_is_left_be() -> None:
    queue = Told()
    at = (datetime.now(UTC) - timedelta(hours=13)).time()
    async with asyncio.timeout(20), Schedule(queue, timetable(at, UTC, reminds=False)):
        await queue.event.wait()
    assert {job.kind for job in queue.jobs.values()} == {CATCH_UP}


async def test_it_ends_after_what_it_was_putting(caplog: pytest.LogCaptureFixture) -> None:
    gate = asyncio.Event()

    class Slow(Told):
        async def put(self, job: Job) -> bool:
            self.event.set()
            await gate.wait()
            return await FakeQueue.put(self, job)

    queue = Slow()
    async with asyncio.timeout(20):
        async with Schedule(queue, timetable(None, UTC, reminds=False)):
            await queue.event.wait()
            asyncio.get_running_loop().call_soon(gate.set)
    assert len(queue.jobs) == 1
    assert caplog.records == []


@dataclass
class Reluctant(FakeQueue):
    """A queue that does not take so many jobs, then does; None: never."""

    refusals: int | None = None
    asked: list[str] = field(default_factory=list)

    async def put(self, job: Job) -> bool:
        self.asked.append(job.key)
        if self.refusals is None or len(self.asked) <= self.refusals:
            raise QueueUnavailable("OperationalError")
        return await super().put(job)


async def test_a_slot_is_not_lost_when_the_queue_does_not_take_it_at_once() -> None:
    queue, due = Reluctant(refusals=3), datetime.now(UTC)
    slots = digest(time(8, 0), UTC)
    await Schedule(queue, [slots], pause=timedelta(0)).enqueue(slots, due)
    key = slots.job(due).key
    assert queue.asked == [key] * 4
    assert list(queue.jobs) == [key]


async def test_a_slot_is_put_no_more_when_it_would_not_be_made_up_for_either() -> None:
    queue, slots = Reluctant(), digest(time(8, 0), UTC)
    late = datetime.now(UTC) - slots.grace
    with pytest.raises(QueueUnavailable):
        await Schedule(queue, [slots]).enqueue(slots, late)
    assert len(queue.asked) == 1


async def test_it_ends_while_the_queue_takes_nothing() -> None:
    asked = asyncio.Event()

    class Watched(Reluctant):
        async def put(self, job: Job) -> bool:
            asked.set()
            return await super().put(job)

    queue = Watched()
    async with asyncio.timeout(20):
        async with Schedule(queue, timetable(None, UTC, reminds=False)):
            await asked.wait()
    assert len(queue.asked) == 1
    assert not queue.jobs


async def test_a_queue_that_fails_is_logged_and_ends_nothing(
    caplog: pytest.LogCaptureFixture,
) -> None:
    queue = Told(fail=OSError("locked"))
    async with asyncio.timeout(20), Schedule(queue, timetable(None, UTC, reminds=False)):
        await queue.event.wait()
    assert "raised an exception" in caplog.text
