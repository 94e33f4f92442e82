"""What of meetings is kept for how long, by a clock that is moved."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from handlers.chat import Attachment, Card
from handlers.meetings.keeping import KEEPING, Keeping, Spans
from handlers.meetings.records import Meeting, Picture, State
from handlers.meetings.telling import sheet_key
from handlers.ports import Drop, Facts, Job
from handlers.replies import Replies
from tests.fake_chat import FakeChat
from tests.fake_ledger import (
    MORNING,
    FakeAudit,
    FakeLedger,
    FakeStore,
    StandingClock,
    a_drop,
    stream,
)
from tests.fake_meetings import FakeMeetings
from tests.fake_queue import InMemorySteps

WEEK, MONTH, HALF_A_YEAR = (timedelta(days=days) for days in (7, 30, 180))
AT_ONCE = Spans(timedelta(0), MONTH, HALF_A_YEAR)


class House:
    """Meetings that are kept, and who lets go of them."""

    def __init__(self, spans: Spans | None = None) -> None:
        self.clock = StandingClock()
        self.ledger, self.store = FakeLedger(), FakeStore()
        self.chat, self.audit = FakeChat(), FakeAudit()
        self.meetings = FakeMeetings(self.ledger, self.clock)
        self.ended = list[str]()
        self.swept = list[datetime]()
        self.removed = list[tuple[str, str]]()
        self.keeping = Keeping(
            meetings=self.meetings,
            archive=self.ledger,
            store=self.store,
            audit=self.audit,
            replies=Replies(self.chat, self.ledger),
            clock=self.clock,
            spans=spans or Spans(WEEK, MONTH, HALF_A_YEAR),
            forget=self._forget,
            uploads={"local": self._remove},
            sweeps=[self._sweep],
        )

    async def _sweep(self, before: datetime) -> int:
        self.swept.append(before)
        return 1

    async def _forget(self, meeting: Meeting) -> None:
        self.ended.append(meeting.id)

    async def _remove(self, tenant: str, file: str) -> bool:
        self.removed.append((tenant, file))
        return True

    async def meet(self, file: str, state: State = "done", content: str = "") -> Meeting:
        """Keep a meeting of a recording, its slide and, where it is read, its transcript."""
        drop = a_drop("t1", file, name=f"{file}.mp4")
        meeting = await self.meetings.arrived(drop, "recording")
        await self._hold(meeting, drop, content or file)
        asked: tuple[State, ...] = ("asked",)
        running = await self.meetings.choose(meeting, "running", by="local:eva", when=asked)
        stored = await self.store.put("t1", stream(f"slide of {file}".encode()), limit=99)
        slide = Picture("slide-1.png", stored.sha256, "image/png", stored.size)
        assert await self.meetings.pictured("t1", meeting.id, [slide])
        if running is not None and state != "running":
            await self.meetings.ended("t1", meeting.id, running.run, state)
        return await self.meetings.get("t1", meeting.id) or meeting

    async def _hold(self, meeting: Meeting, drop: Drop, content: str) -> None:
        stored = await self.store.put("t1", stream(content.encode()), limit=99)
        [piece] = [one for one in meeting.pieces if one.drop == drop]
        kept = replace(piece, sha256=stored.sha256, media_type="video/mp4", size=stored.size)
        assert await self.meetings.fetched("t1", meeting.id, kept)

    async def night(self, after: timedelta, steps: InMemorySteps | None = None) -> InMemorySteps:
        """Let go of what is over so long after the meetings."""
        due = MORNING + after
        self.clock.time = due
        job = Job(KEEPING, f"keeping:{due}", {"slot": due.isoformat()})
        steps = steps or InMemorySteps()
        await self.keeping.on_job(job, steps)
        return steps

    def contents(self) -> set[bytes]:
        return set(self.store.files.values())

    def noted(self) -> list[Facts]:
        return [detail for *_, action, _, detail in self.audit.links if action == "meeting.over"]


async def test_each_thing_goes_in_its_time() -> None:
    house = House()
    meeting = await house.meet("F1")
    await house.night(WEEK)
    assert house.contents() == {b"F1", b"slide of F1"}, "to the day, and not a second earlier"
    await house.night(WEEK + timedelta(seconds=1))
    assert house.contents() == {b"slide of F1"}
    assert house.removed == [("t1", "F1")]
    await house.night(MONTH + timedelta(days=1))
    assert house.contents() == set()
    assert house.ended == []
    await house.night(HALF_A_YEAR + timedelta(days=1))
    assert house.ended == [meeting.id]
    assert house.noted() == [
        {"what": "recording", "files": 1}, {"what": "pictures", "files": 1}, {"what": "all"}
    ]  # fmt: skip


async def test_with_the_slides_goes_the_picture_of_them_in_the_thread() -> None:
    house = House()
    meeting = await house.meet("F1", "running")
    key, sheet = f"{sheet_key(meeting)}.1", Attachment("slides.png", "image/png", b"png", "slides")
    job = meeting.pieces[0].drop.key
    replies = house.keeping.replies
    await replies.send_file(meeting.place, sheet, key=key, job=job)
    await replies.post(meeting.place, Card("weekly"), key=f"{job}:meeting", job=job)
    await house.night(WEEK * 2)
    assert len(house.chat.said) == 2
    await house.night(MONTH * 2)
    [left] = house.chat.said
    assert left.content == Card("weekly")


async def test_what_is_over_goes_once() -> None:
    house = House()
    await house.meet("F1")
    steps = await house.night(MONTH + timedelta(days=1))
    done = len(house.noted())
    await house.night(MONTH + timedelta(days=1), steps.retried())
    await house.night(MONTH + timedelta(days=2))
    assert len(house.noted()) == done == 2


async def test_what_a_crash_left_in_the_store_is_taken_out() -> None:
    house = House()
    await house.meet("F1")
    remove, house.store.remove = house.store.remove, broken  # type: ignore[method-assign]  # a crash
    steps = InMemorySteps()
    with pytest.raises(ConnectionAbortedError):
        await house.night(WEEK * 2, steps)
    assert await house.meetings.over("recording", MORNING + HALF_A_YEAR) == []
    house.store.remove = remove  # type: ignore[method-assign]  # the next start
    await house.night(WEEK * 2, steps.retried())
    assert house.contents() == {b"slide of F1"}


async def broken(tenant: str, sha256: str) -> bool:
    raise ConnectionAbortedError


async def test_it_is_counted_from_when_somebody_last_chose() -> None:
    house = House()
    meeting = await house.meet("F1", "stopped")
    house.clock.time = MORNING + timedelta(days=6)
    assert await house.meetings.choose(meeting, "done", by="local:eva", when=("stopped",))
    await house.night(timedelta(days=12))
    assert b"F1" in house.contents()
    await house.night(timedelta(days=14))
    assert b"F1" not in house.contents()


async def test_a_meeting_that_was_never_started_is_let_go_of_in_the_end() -> None:
    house = House()
    drop = a_drop("t1", "F1")
    meeting = await house.meetings.arrived(drop, "recording")
    await house.night(MONTH * 5)
    assert house.ended == []
    await house.night(HALF_A_YEAR * 2)
    assert house.ended == [meeting.id]


async def test_what_is_being_read_stays_until_it_was() -> None:
    house = House(AT_ONCE)
    await house.meet("F1", "running")
    await house.night(timedelta(hours=20))
    assert b"F1" in house.contents()
    await house.night(timedelta(days=3))
    assert b"F1" not in house.contents(), "nothing is read for that long"


async def test_what_another_meeting_has_too_stays() -> None:
    house = House()
    await house.meet("F1", content="the same")
    house.clock.time = MORNING + timedelta(days=5)
    await house.meet("F2", content="the same")
    await house.night(timedelta(days=8))
    assert b"the same" in house.contents()
    await house.night(timedelta(days=13))
    assert b"the same" not in house.contents()


@pytest.mark.parametrize(
    ("spans", "state", "stays"),
    [(AT_ONCE, "done", False), (AT_ONCE, "running", True), (None, "done", True)],
)
async def test_without_time_a_recording_goes_once_it_was_read(
    spans: Spans | None, state: State, *, stays: bool
) -> None:
    house = House(spans)
    meeting = await house.meet("F1", state)
    steps = InMemorySteps()
    for _ in range(2):
        await house.keeping.after(steps, "t1", meeting.id)
        steps = steps.retried()
    assert (b"F1" in house.contents()) is stays
    assert b"slide of F1" in house.contents()
    await house.keeping.after(InMemorySteps(), "t1", "M-NONE")


async def test_what_platforms_keep_goes_after_a_month() -> None:
    house = House()
    steps = await house.night(MONTH)
    await house.night(MONTH, steps.again())
    assert house.swept == [MORNING], "once a night, however often it begins"
