"""A meeting is started once more: what was found before stands, and the card says how it ended."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest

from handlers.chat import Card, ChatRefused, ChatUnavailable, Press, Told
from handlers.meetings.cards import Point
from handlers.meetings.jobs import run_job
from handlers.ports import Postponed
from pipelines.asking import TRIES
from pipelines.errors import BackendUnavailable, Fault, MediaRejected, Reason
from pipelines.media import Media
from pipelines.meeting.model import Probe
from pipelines.ports import Audio, Heard
from tests.fake_studio import FakeRecording, FakeStudio
from tests.fake_transcriber import FakeTranscriber, listed
from tests.handlers.meetings.stage import Stage, beside, buttons, labels, recording, words
from tests.side_by_side import SideBySide


@pytest.fixture
def stage(tmp_path: Path) -> Stage:
    return Stage(tmp_path)


async def read_once(stage: Stage) -> Card:
    """Let a recording be read, and begun once more without anybody who does it."""
    await stage.drop(recording())
    await stage.press("start")
    card = stage.card
    assert stage.meeting.state == "done"
    begun = await stage.meetings.choose(stage.meeting, "running", by="local:eva", when=("done",))
    assert begun is not None
    return card


async def test_what_was_found_stands_where_the_next_run_is_stopped(stage: Stage) -> None:
    before = await read_once(stage)
    await stage.press("stop", "ben")
    assert stage.card.title == before.title
    assert words(stage.card).splitlines()[2:4] == [
        "Ben stopped it.", "What was found the time before is still here:",
    ]  # fmt: skip
    assert labels(stage.card) == ["Open player", "Start again", "Delete"]


async def test_what_was_found_stands_where_clerk_fails_on_the_next_run(stage: Stage) -> None:
    before = await read_once(stage)
    await stage.recordings.on_failed(run_job(stage.meeting, stage.clock.now()), "ValueError")
    assert stage.card.title == before.title
    assert "Something broke inside Clerk (ValueError)." in words(stage.card)
    assert labels(stage.card) == ["Open player", "Start again", "Delete"]


async def test_what_was_found_stands_where_nothing_is_left_to_read(stage: Stage) -> None:
    await stage.drop(recording())
    await stage.press("start")
    before, known = stage.card, stage.meeting.timeline
    stage.studio.recording = MediaRejected(Reason.DAMAGED)
    await stage.press("start")
    assert stage.meeting.state == "failed"
    assert stage.meeting.timeline == known
    assert stage.card.title == before.title
    assert "weekly.mp4 is damaged" in words(stage.card)


async def test_who_spoke_is_named_in_the_files_of_a_run_that_stands(stage: Stage) -> None:
    film = recording()
    await stage.drop(film, beside(film))
    await stage.press("start")
    begun = await stage.meetings.choose(stage.meeting, "running", by="local:eva", when=("done",))
    assert begun is not None
    await stage.press("stop")
    await stage.submit("rename", f"{stage.meeting.id}:{stage.meeting.revision}", **{
        "speaker 0": "Ana Ruiz", "speaker 1": "Ben",
    })  # fmt: skip
    files = {one.name: one.content for one in stage.chat.attachments(film.place)}
    assert b"Ana Ruiz" in files["report.md"]


async def test_why_the_last_run_failed_is_told_and_not_why_an_earlier_one_did(
    stage: Stage,
) -> None:
    await stage.drop(recording())
    for reason, sentence in (
        (Reason.DAMAGED, "weekly.mp4 is damaged"),
        (Reason.NOTHING_IN_IT, "There is nothing to be seen or heard in weekly.mp4"),
    ):
        stage.studio.recording = MediaRejected(reason)
        await stage.press("start")
        assert sentence in words(stage.card)


async def test_a_failure_is_told_although_the_chat_was_away_when_it_was_kept(
    stage: Stage,
) -> None:
    await stage.drop(recording())
    begun = await stage.meetings.choose(stage.meeting, "running", by="local:eva", when=("asked",))
    assert begun is not None
    edit = stage.chat.edit
    stage.chat.edit = away  # type: ignore[method-assign]  # a chat that is away
    job = run_job(begun, stage.clock.now())
    with pytest.raises(ChatUnavailable):
        await stage.recordings.on_failed(job, "ValueError")
    stage.chat.edit = edit  # type: ignore[method-assign]  # and is back
    await stage.recordings.on_failed(job, "ValueError")
    assert "Something broke inside Clerk (ValueError)." in words(stage.card)


async def away(message: Any, card: Any) -> None:
    raise ChatUnavailable("edit: busy")


async def test_files_that_could_not_be_sent_are_sent_once_somebody_presses_what_stands_there(
    stage: Stage,
) -> None:
    film = recording()
    await stage.drop(film)
    send = stage.chat.send_file
    stage.chat.send_file = away_with_files  # type: ignore[method-assign]  # a chat that refuses
    await stage.press("start")
    assert stage.chat.attachments(film.place) == []
    stage.chat.send_file = send  # type: ignore[method-assign]  # and takes them
    await stage.press("stop", "ben")
    names = [one.name for one in stage.chat.attachments(film.place)]
    assert names == ["slides.png", "transcript.vtt", "report.md"]


async def away_with_files(place: Any, attachment: Any, *, key: str) -> Any:
    raise ChatRefused("files.completeUploadExternal: missing_scope")


async def test_of_a_run_that_was_over_already_no_failure_is_told(stage: Stage) -> None:
    await stage.drop(recording())
    await stage.press("start")
    before = stage.card
    await stage.recordings.on_failed(run_job(stage.meeting, stage.clock.now()), "ValueError")
    assert stage.card == before


async def test_how_far_a_run_is_stays_on_the_card_whoever_has_it_drawn(stage: Stage) -> None:
    film = recording()
    await stage.drop(film)
    begun = await stage.meetings.choose(stage.meeting, "running", by="local:ben", when=("asked",))
    assert begun is not None
    show = stage.recordings.telling.show
    await show(begun.tenant, begun.id, at=Point("hearing", 43))
    await show(begun.tenant, begun.id)
    assert "Transcribing · 43 %" in words(stage.card)
    for state in ("stopped", "running"):
        before = ("running", "stopped")
        assert await stage.meetings.choose(begun, state, by="local:ben", when=before)  # type: ignore[arg-type]  # states
        await show(begun.tenant, begun.id)
    assert "Waiting for its turn · 0 %" in words(stage.card), "it is another run"


@pytest.mark.parametrize(
    ("stage_", "sentence"),
    [
        ("reading", "Clerk reads the transcript weekly.vtt."),
        ("hearing", "AI transcribes this recording (AI 转写)"),
    ],
)
async def test_that_ai_transcribes_is_said_though_there_is_a_transcript(
    stage: Stage, stage_: str, sentence: str
) -> None:
    film = recording()
    await stage.drop(film, beside(film))
    begun = await stage.meetings.choose(stage.meeting, "running", by="local:ben", when=("asked",))
    assert begun is not None
    await stage.recordings.telling.show(begun.tenant, begun.id, at=Point(stage_, 43))
    assert sentence in words(stage.card)
    assert ("Clerk reads" in words(stage.card)) is (stage_ == "reading")


class Held(FakeStudio):
    """A studio that opens nothing while it is `held`."""

    def __init__(self) -> None:
        super().__init__()
        self.held, self.at_it = False, asyncio.Event()

    @asynccontextmanager
    async def open(self, media: Media) -> AsyncIterator[FakeRecording]:
        if self.held:
            self.at_it.set()
            await asyncio.Event().wait()
        async with super().open(media) as recording:
            yield recording


async def test_a_run_that_was_postponed_waits_for_its_turn_again(tmp_path: Path) -> None:
    studio, away = Held(), FakeTranscriber(lambda _: BackendUnavailable(Fault.CONNECTION))
    stage = Stage(tmp_path, studio=studio, backends=[listed("whisper", away)])
    await stage.drop(recording("R1", "one.mp4"), recording("R2", "two.mp4"))
    jobs = []
    for one in stage.meetings._all():
        begun = await stage.meetings.choose(one, "running", by="local:eva", when=("asked",))
        assert begun is not None
        jobs.append(run_job(begun, stage.clock.now()))
    first, second = jobs
    steps = SideBySide()
    with pytest.raises(Postponed):
        await stage.recordings.on_job(first, steps)
    assert away.heard
    studio.held = True
    other = asyncio.create_task(stage.recordings.on_job(second, SideBySide()))
    await studio.at_it.wait()
    studio.held = False
    opened = studio.opened
    with pytest.raises(Postponed):
        await stage.recordings.on_job(first, steps.retried())
    assert studio.opened == opened, "the other run has its turn"
    other.cancel()
    await asyncio.wait({other})
    with pytest.raises(Postponed):
        await stage.recordings.on_job(first, steps.retried())
    assert studio.opened > opened


async def test_an_older_card_stops_no_newer_run(stage: Stage) -> None:
    await read_once(stage)
    meeting = stage.meeting
    for value in (f"{meeting.id}:1", f"{meeting.id}:x"):
        press = Press(meeting.place, "ben", "meeting.stop", value)
        assert isinstance(await stage.recordings.on_press(press), Told)
        assert stage.meeting.state == "running"
    await stage.recordings.telling.show(meeting.tenant, meeting.id)
    [stop] = [one for one in buttons(stage.card) if one.action == "meeting.stop"]
    assert stop.value == f"{meeting.id}:2"
    await stage.recordings.on_press(Press(meeting.place, "ben", stop.action, stop.value))
    assert stage.meeting.state == "stopped"


async def test_a_run_that_finds_less_leaves_what_there_is(tmp_path: Path) -> None:
    probe = Probe(duration_s=900, width=1280, height=720, audio=False)
    stage = Stage(tmp_path, studio=FakeStudio(FakeRecording(probe=probe)))
    film = recording()
    await stage.drop(film, beside(film))
    await stage.press("start")
    before, known = stage.card, stage.meeting.timeline
    stage.studio.written = MediaRejected(Reason.DAMAGED)
    await stage.press("start")
    assert (stage.meeting.state, stage.meeting.timeline) == ("failed", known)
    assert stage.card.title == before.title
    said = words(stage.card)
    assert "nothing better came of that" in said
    assert "weekly.vtt is damaged" in said
    assert ("clerk", "meeting.failed") in stage.acts()


class Uneven(FakeTranscriber):
    """Gives no answer of the first window at first; of the second it answers after that."""

    def __init__(self) -> None:
        super().__init__()
        self.away = 0

    async def transcribe(self, audio: Audio, *, language: str | None, seconds: float) -> Heard:
        if audio.start_s == 0 and self.away < TRIES:
            self.away += 1
            raise BackendUnavailable(Fault.CONNECTION)
        heard = await super().transcribe(audio, language=language, seconds=seconds)
        for _ in range(100):  # by then the first one is known to be waited for
            await asyncio.sleep(0)
        return heard


async def test_a_window_that_must_wait_loses_none_that_are_paid(tmp_path: Path) -> None:
    transcriber = Uneven()
    film = FakeRecording(silent=frozenset({2}))
    backends = [listed("local", transcriber)]
    stage = Stage(tmp_path, studio=FakeStudio(film), backends=backends)
    await stage.drop(recording())
    await stage.press("start")
    assert (stage.waited, stage.meeting.state) == (1, "done")
    assert [one.start_s for one in transcriber.heard] == [300, 0]
