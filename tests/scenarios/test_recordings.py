"""Recordings over the real engine and ledger: a crash, Stop, Delete, and two who press at once."""

import asyncio
from pathlib import Path

from handlers.chat import Form, Told
from handlers.meetings.records import Meeting
from pipelines.meeting.model import Probe
from pipelines.ports import Audio, Heard
from tests.fake_studio import FakeRecording, FakeStudio
from tests.fake_transcriber import FakeTranscriber
from tests.scenarios.recorded import PATIENCE, Life, eventually, living

WINDOWS = 8


class Slow(FakeTranscriber):
    """Hears so many stretches, then no more until it is let `go` on."""

    def __init__(self, stretches: int) -> None:
        super().__init__()
        self.left = stretches
        self.go, self.stands = asyncio.Event(), asyncio.Event()
        self.done: list[float] = []

    async def transcribe(self, audio: Audio, *, language: str | None, seconds: float) -> Heard:
        self.left -= 1
        if self.left < 0:
            self.stands.set()
            await self.go.wait()
        heard = await super().transcribe(audio, language=language, seconds=seconds)
        self.done.append(audio.start_s)
        return heard


def studio() -> FakeStudio:
    probe = Probe(duration_s=300.0 * WINDOWS, width=1280, height=720, audio=True)
    return FakeStudio(FakeRecording(probe=probe))


async def asked(life: Life) -> Meeting:
    thread = await life.drop("weekly.mp4")
    meeting = await life.meeting(thread, "asked")

    async def is_shown() -> bool:
        return bool(await life.below(thread))

    await eventually(is_shown)
    return meeting


async def told(life: Life, meeting: Meeting) -> list[dict[str, object]]:
    """Wait until the report is there; gives what Clerk says in the thread."""
    thread = str(meeting.place.thread)

    async def found() -> list[dict[str, object]] | None:
        below = await life.below(thread)
        return below if any(one.get("name") == "report.md" for one in below) else None

    said: list[dict[str, object]] = await eventually(found)
    return said


async def test_after_a_crash_it_goes_on_at_its_window_and_tells_once(tmp_path: Path) -> None:
    first = Slow(3)
    async with living(tmp_path, first, studio()) as life:
        meeting = await asked(life)
        assert await life.press("start", meeting) is None
        await asyncio.wait_for(first.stands.wait(), PATIENCE)
    second = FakeTranscriber()
    async with living(tmp_path, second, studio()) as life:
        kept = await life.ledger.meetings.passages(meeting.tenant, meeting.id, 1)
        said = await told(life, meeting)
    before = {one.start_s for one in kept if one.said is not None}
    again = [one.start_s for one in second.heard]
    assert len(kept) == WINDOWS
    assert set(first.done) == before or before < set(first.done)
    assert sorted([*before, *again]) == [300.0 * one for one in range(WINDOWS)]
    assert [one["kind"] for one in said].count("card") == 1
    assert sorted(str(one["name"]) for one in said if one["kind"] == "file") == [
        "report.md", "slides.png", "transcript.vtt",
    ]  # fmt: skip


async def test_stop_ends_the_run_and_what_was_heard_is_kept_for_the_next(tmp_path: Path) -> None:
    slow = Slow(4)
    async with living(tmp_path, slow, studio()) as life:
        meeting = await asked(life)
        await life.press("start", meeting)
        await asyncio.wait_for(slow.stands.wait(), PATIENCE)
        assert await life.press("stop", meeting, "admin") is None
        stopped = await life.meeting(str(meeting.place.thread), "stopped")
        assert stopped.chosen_by == "local:admin"
        [card] = await life.below(str(meeting.place.thread))
        assert card["title"] == "weekly.mp4: stopped"
        heard = [
            one.start_s
            for one in await life.ledger.meetings.passages(meeting.tenant, meeting.id, 1)
            if one.said is not None
        ]
        slow.go.set()
        slow.left = WINDOWS
        count = len(slow.heard)
        await life.press("start", meeting)
        await told(life, meeting)
        again = [one.start_s for one in slow.heard[count:]]
        assert sorted([*heard, *again]) == [300.0 * one for one in range(WINDOWS)]


async def test_delete_during_a_run_takes_everything(tmp_path: Path) -> None:
    slow = Slow(2)
    async with living(tmp_path, slow, studio()) as life:
        meeting = await asked(life)
        await life.press("start", meeting)
        await asyncio.wait_for(slow.stands.wait(), PATIENCE)
        assert isinstance(await life.press("delete", meeting), Form)
        assert isinstance(await life.submit("delete", meeting), Told)

        async def is_gone() -> bool:
            rows = await life.ledger.meetings.get(meeting.tenant, meeting.id)
            return rows is None and not await life.below(str(meeting.place.thread))

        await eventually(is_gone)
        slow.go.set()
    kept = await asyncio.to_thread(lambda: [*(tmp_path / "files").rglob("*")])
    assert [one for one in kept if one.is_file()] == []


async def test_of_two_who_start_at_once_the_second_is_told_of_the_first(tmp_path: Path) -> None:
    async with living(tmp_path, FakeTranscriber(), studio()) as life:
        meeting = await asked(life)
        outcomes = await asyncio.gather(
            life.press("start", meeting, "employee"), life.press("start", meeting, "accountant-1")
        )
        await told(life, meeting)
        assert (await life.meeting(str(meeting.place.thread), "done")).run == 1
    assert sorted(type(one).__name__ for one in outcomes) == ["NoneType", "Told"]


async def test_a_stop_at_the_end_of_a_run_is_one_or_the_other(tmp_path: Path) -> None:
    slow = Slow(WINDOWS - 1)
    async with living(tmp_path, slow, studio()) as life:
        meeting = await asked(life)
        await life.press("start", meeting)
        await asyncio.wait_for(slow.stands.wait(), PATIENCE)
        slow.go.set()
        outcome = await life.press("stop", meeting)
        ended = await life.meeting(str(meeting.place.thread), "stopped", "done")
        assert (outcome is None) is (ended.state == "stopped")
        if ended.state == "stopped":
            assert ended.timeline is None
