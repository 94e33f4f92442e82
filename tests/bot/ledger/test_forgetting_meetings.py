"""What was forgotten of a meeting is in no byte of the data folder."""

import asyncio
import itertools
import random
from collections.abc import AsyncIterator, Mapping
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from bot.ledger.meetings import SqlMeetings
from bot.ledger.runs import SqlRuns
from bot.ledger.tasks import SqlTasks
from handlers.chat import Attachment, Card, Place, Text
from handlers.meetings.records import Meeting, Passage, Picture, Role, run_key
from handlers.ports import Drop
from pipelines.meeting.minutes import Dated, Minutes, Statement, Topic
from pipelines.meeting.model import Segment, Speaker, Timeline, Transcript
from tests.bot.ledger.test_forgetting import TENANT, House
from tests.contracts.recorded import a_task
from tests.fake_ledger import FakeClock, a_run, stream

PARTS = (
    "recording", "transcript", "recording-name", "transcript-name", "user", "slide", "heard",
    "said", "label", "name", "chooser", "card", "report", "report-name", "title", "image",
    "topic", "decision", "quote", "task", "owner", "assignee", "due", "decider",
)  # fmt: skip


class Rooms(House):
    """Everything that keeps something of a meeting, on one data folder."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self.meetings = SqlMeetings(self.database, FakeClock())
        self.threads = itertools.count()

    async def meet(self, said: Mapping[str, str], windows: int) -> Meeting:
        """Keep a meeting that says `said` wherever a meeting can say something."""
        place = Place("local", TENANT, "general", f"m{next(self.threads)}")
        await self._file(place, "recording", said)
        meeting = await self._file(place, "transcript", said)
        running = await self.meetings.choose(
            meeting, "running", by=said["chooser"], when=("asked",)
        )
        assert running
        passages = [
            Passage(number, number * 30.0, number * 30.0 + 30, 9.0) for number in range(windows)
        ]
        await self.meetings.plan(TENANT, meeting.id, 1, passages, basis=said["recording"])
        for one in passages:
            heard = replace(one, said=f'["{said["heard"]}"]')
            await self.meetings.heard(TENANT, meeting.id, 1, heard)
        await SqlRuns(self.database).record(a_run(TENANT, run_key(meeting.id, 1)))
        await self._write(running, said)
        return await self._tell(running, said)

    async def _write(self, meeting: Meeting, said: Mapping[str, str]) -> None:
        quote = {"cites": ("S0001",), "quote": said["quote"], "start_s": 0}
        minutes = Minutes(
            writer="qwen",
            model="qwen",
            language="en",
            dated=Dated(day=date(2026, 11, 22), by="arrival"),
            topics=(Topic(title=said["topic"], start_s=0, end_s=1, cites=("S0001",)),),
            decisions=(Statement.model_validate({"text": said["decision"], **quote}),),
        )
        assert await self.meetings.wrote(TENANT, meeting.id, 1, minutes)
        task = a_task(
            meeting, text=said["task"], quote=said["quote"], owner=said["owner"],
            user=said["assignee"], due_words=said["due"],
        )  # fmt: skip
        tasks = SqlTasks(self.database, FakeClock())
        await tasks.propose(TENANT, meeting.id, [task])
        done = replace(task, state="confirmed")
        assert await tasks.change(done, by=said["decider"], when=("proposed",))

    async def _file(self, place: Place, role: Role, said: Mapping[str, str]) -> Meeting:
        file, content = said[role], f"content of {said[role]}"
        key, name = f"local:{TENANT}:general:{file}", said[f"{role}-name"]
        drop = Drop(key, place, said["user"], file, name, datetime.now(UTC))
        meeting = await self.meetings.arrived(drop, role)
        stored = await self.store.put(TENANT, stream(content.encode()), limit=100)
        [piece] = [one for one in meeting.pieces if one.drop == drop]
        kept = replace(piece, sha256=stored.sha256, media_type="video/mp4", size=stored.size)
        assert await self.meetings.fetched(TENANT, meeting.id, kept)
        return meeting

    async def _tell(self, meeting: Meeting, said: Mapping[str, str]) -> Meeting:
        stored = await self.store.put(TENANT, stream(said["slide"].encode()), limit=100)
        slides = [Picture(said["image"], stored.sha256, "image/png", stored.size)]
        await self.meetings.pictured(TENANT, meeting.id, slides)
        segment = Segment(id="S0001", start_s=0, end_s=1, text=said["said"], speaker=said["label"])
        timeline = Timeline(
            title=said["title"],
            language="en",
            duration_s=60,
            transcript=Transcript(segments=(segment,) * 40, kind="supplied", source="vtt"),
            speakers=(Speaker(label=said["label"], name="A", talk_s=1, turns=1, evidence="label"),),
        )
        told = await self.meetings.tell(TENANT, meeting.id, timeline, slides)
        assert told
        names = {said["label"]: said["name"]}
        named = await self.meetings.rename(TENANT, meeting.id, names, revision=told.revision)
        assert named
        await self._say(named, said)
        return named

    async def _say(self, meeting: Meeting, said: Mapping[str, str]) -> None:
        job, place = meeting.pieces[0].drop.key, meeting.place
        card = Card(said["card"], (Text(said["said"]),))
        report = Attachment(said["report-name"], "text/markdown", said["report"].encode(), "report")
        await self.outbox.opening(place, f"{job}:meeting", job)
        sent = await self.chat.post(place, card, key=f"{job}:meeting")
        await self.outbox.done(f"{job}:meeting", sent)
        await self.outbox.opening(place, f"{job}:report", job)  # its answer was lost
        await self.chat.send_file(place, report, key=f"{job}:report")


@pytest.fixture
async def rooms(tmp_path: Path) -> AsyncIterator[Rooms]:
    rooms = Rooms(tmp_path / "data")
    await asyncio.to_thread(rooms.folder.mkdir)
    await rooms.database.migrate()
    yield rooms
    await rooms.database.close()


async def test_what_was_forgotten_of_a_meeting_is_in_no_byte(rooms: Rooms) -> None:
    chance = random.Random(7)
    said = [{part: f"{chance.getrandbits(64):016x}" for part in PARTS} for _ in range(9)]
    kept = [await rooms.meet(one, windows=chance.choice([1, 20, 90])) for one in said]
    secrets = [word for one in said for word in one.values()]
    assert await rooms.holds(secrets) == secrets
    for number, by in enumerate(("recording", "transcript", "id")):
        named = kept[number].id if by == "id" else said[number][by]
        receipt = await rooms.privacy.forget_file(TENANT, named, actor="console:root")
        assert receipt
        assert receipt.counts["files"] == 3
        assert (receipt.counts["meetings"], receipt.counts["messages"]) == (1, 2)
        assert receipt.remains == ()
    forgotten = [word for one in said[:3] for word in one.values()]
    fragments = [word[start : start + 8] for word in forgotten for start in (0, 4, 8)]
    assert await rooms.holds(fragments) == []
    others = [word for one in said[3:] for word in one.values()]
    assert await rooms.holds(others) == others
