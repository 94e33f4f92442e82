"""Minutes of a run: asked for once there are words, waited for, billed, kept and proposed."""

import asyncio
import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from handlers.meetings.records import Meeting, State
from handlers.meetings.writing import going_on
from pipelines.errors import BackendError, BackendRefused, BackendUnavailable, Fault
from pipelines.failover import Backend, Limits
from pipelines.media import Media
from pipelines.meeting.model import Lack, Transcript
from pipelines.ports import Answer, Prompt, Shape, Writer
from tests.fake_ledger import MORNING
from tests.fake_model import Script
from tests.fake_studio import MP4, FakeRecording, FakeStudio, a_transcript
from tests.fake_writer import FakeWriter, listed, plainly
from tests.handlers.meetings.stage import Stage, beside, recording, words

SAID = a_transcript(
    ("Ana", "Decided: we ship the beta on Friday."),
    ("Ben", "I'll send the draft to everybody by Friday."),
)
WATCHES = Limits(20, 2_500_000, 20_000_000, 180_000, 16_000, film_s=7200.0)


def writes(prompt: Prompt) -> str:
    return json.dumps(plainly(prompt.text))


def stage_with(folder: Path, *writers: Backend[Writer], **more: object) -> Stage:
    """Set a stage where the words of a transcript are known, and some may write."""
    studio = FakeStudio(FakeRecording(), written=SAID)
    return Stage(folder, writers=writers, studio=studio, **more)  # type: ignore[arg-type]  # the test's


async def read(stage: Stage) -> Meeting:
    """Let a recording with its transcript be read."""
    film = recording()
    await stage.drop(film, beside(film))
    await stage.press("start")
    return stage.meeting


async def test_minutes_are_written_kept_and_proposed(tmp_path: Path) -> None:
    writer = FakeWriter(writes)
    stage = stage_with(tmp_path, listed("gpt", writer))
    meeting = await read(stage)
    assert meeting.state == "done"
    assert meeting.timeline
    minutes = meeting.timeline.minutes
    assert minutes
    assert minutes == await stage.meetings.minutes("t1", meeting.id, 1)
    assert (minutes.writer, minutes.dated.day) == ("gpt", MORNING.date())
    [decision] = await stage.tasks.of_meeting("t1", meeting.id)
    assert (decision.kind, decision.found_by) == ("decision", "gpt")
    assert decision.text == minutes.decisions[0].text
    [call] = writer.asked
    assert len(call.prompt.images) == 1, "the slide that was shown meanwhile"
    assert call.prompt.film is None
    assert {one.cost_usd for one in await stage.ledger.spent("t1", MORNING.date(), MORNING.date())}
    assert len(stage.chat.cards(meeting.place)) == 2, "what is proposed stands below"
    links = [detail for _, _, action, _, detail in stage.audit.links if action == "meeting.read"]
    assert [one["writer"] for one in links] == ["gpt"]


class Interrupted(FakeStudio):
    """Reads a transcript, and has something happen just then."""

    meanwhile: Callable[[], None]

    async def transcript(self, media: Media, duration_s: float | None = None) -> Transcript:
        self.meanwhile()
        return await super().transcript(media, duration_s)


@pytest.mark.parametrize("state", ["stopped", "asked"])
@pytest.mark.parametrize("when", ["before", "meanwhile"])
async def test_a_run_that_was_ended_sends_nothing_and_keeps_nothing(
    tmp_path: Path, state: State, when: str
) -> None:
    """Whoever stops a run, or takes a file of it back, may be in another process."""

    def end() -> None:
        ended = replace(stage.meeting, state=state)
        stage.ledger.meetings[ended.tenant, ended.id] = ended

    def ending(prompt: Prompt) -> str:
        end()
        return writes(prompt)

    writer = FakeWriter(writes if when == "before" else ending)
    studio = Interrupted(FakeRecording(), written=SAID)
    studio.meanwhile = end if when == "before" else lambda: None
    stage = Stage(tmp_path, writers=[listed("gpt", writer)], studio=studio)
    meeting = await read(stage)
    assert (meeting.state, meeting.timeline) == (state, None)
    assert len(writer.asked) == (when == "meanwhile")
    assert stage.ledger.written == {}
    assert await stage.tasks.of_meeting("t1", meeting.id) == []


async def test_where_nobody_writes_rules_propose(tmp_path: Path) -> None:
    stage = stage_with(tmp_path)
    meeting = await read(stage)
    assert meeting.timeline
    assert meeting.timeline.minutes is None
    assert not {Lack.NOT_WRITTEN, Lack.TOO_LONG_TO_WRITE} & {*meeting.timeline.lacks}
    [action] = await stage.tasks.of_meeting("t1", meeting.id)
    assert (action.kind, action.found_by, action.owner) == ("action", "rules", "Ben")
    assert action.quote == "I'll send the draft to everybody by Friday."


@pytest.mark.parametrize(
    ("fault", "lack", "said"),
    [
        (BackendRefused(Fault.REFUSED), Lack.NOT_WRITTEN, "Nobody wrote minutes: "),
        (BackendRefused(Fault.TOO_LARGE), Lack.TOO_LONG_TO_WRITE, "more was said than any"),
        (BackendUnavailable(Fault.TIMEOUT), Lack.NOT_WRITTEN, "Nobody wrote minutes: "),
    ],
)
async def test_why_there_are_none_is_told(
    tmp_path: Path, fault: BackendError, lack: Lack, said: str
) -> None:
    stage = stage_with(tmp_path, listed("gpt", FakeWriter(fault)))
    meeting = await read(stage)
    assert (meeting.state, stage.waited) == ("done", 0)
    assert meeting.timeline
    assert lack in meeting.timeline.lacks
    assert said in words(stage.card)
    [action] = await stage.tasks.of_meeting("t1", meeting.id)
    assert action.found_by == "rules"


async def test_a_writer_that_is_away_is_waited_for_and_then_done_without(tmp_path: Path) -> None:
    stage = stage_with(tmp_path, listed("gpt", FakeWriter(BackendUnavailable(Fault.CONNECTION))))
    meeting = await read(stage)
    assert stage.waited > 5
    assert (stage.clock.time - MORNING).total_seconds() < 2400
    assert any("Nobody who writes minutes answers" in words(one) for one in stage.chat.shown)
    assert meeting.timeline
    assert Lack.NOT_WRITTEN in meeting.timeline.lacks
    said = words(stage.card)
    assert said[said.index("Nobody wrote") :].startswith("Nobody wrote minutes: OpenAI: no answer")


async def test_a_writer_that_comes_back_writes(tmp_path: Path) -> None:
    away = [BackendUnavailable(Fault.FAILING)] * 3
    stage = stage_with(tmp_path, listed("gpt", FakeWriter(*away, writes)))
    meeting = await read(stage)
    assert stage.waited == 1
    assert meeting.timeline
    assert meeting.timeline.minutes
    assert stage.transcriber.heard == []


async def test_the_budget_holds_for_writers(tmp_path: Path) -> None:
    writer = FakeWriter(writes)
    stage = stage_with(tmp_path, listed("gpt", writer), spends=False)
    await read(stage)
    assert writer.asked == []
    assert "the day's budget for models is spent" in words(stage.card)


async def test_without_words_nobody_is_asked(tmp_path: Path) -> None:
    writer = FakeWriter(writes)
    stage = Stage(tmp_path, backends=[], writers=[listed("gemini-video", writer, limits=WATCHES)])
    await stage.drop(recording())
    await stage.press("start")
    assert stage.meeting.state == "done"
    assert (writer.asked, writer.gone) == ([], [])


class Watcher(FakeWriter):
    """Looks at the film before it writes."""

    def __init__(self, *script: Script) -> None:
        super().__init__(*script)
        self.seen: list[bytes] = []
        self.begun = asyncio.Event()

    async def ask(
        self, prompt: Prompt, shape: type[Shape], *, max_tokens: int, seconds: float
    ) -> Answer[Shape]:
        assert prompt.film
        self.seen.append(await asyncio.to_thread(prompt.film.path.read_bytes))
        self.begun.set()
        return await super().ask(prompt, shape, max_tokens=max_tokens, seconds=seconds)


async def test_a_film_is_named_alike_and_let_go_of(tmp_path: Path) -> None:
    writer = Watcher(writes)
    backends = [listed("gemini-video", writer, limits=WATCHES), listed("gpt", FakeWriter(writes))]
    stage = stage_with(tmp_path, *backends)
    meeting = await read(stage)
    assert meeting.timeline
    assert meeting.timeline.minutes
    assert meeting.timeline.minutes.writer == "gemini-video"
    [film] = writer.gone
    assert writer.seen == [MP4]
    assert (film.type, film.seconds) == ("video/mp4", 900)
    assert film.name.startswith("clerk-")
    assert not await asyncio.to_thread(film.path.exists), "it lay there while it was watched"
    other = Watcher(writes)
    again = stage_with(tmp_path, listed("gemini-video", other, limits=WATCHES))
    await read(again)
    assert [one.name for one in other.gone] == [film.name], "after a crash it is found again"
    await again.press("start")
    assert other.gone[1].name != film.name, "another run has its own"


async def test_a_run_is_stopped_while_somebody_writes(tmp_path: Path) -> None:
    writer = Watcher(asyncio.Event())
    stage = stage_with(tmp_path, listed("gemini-video", writer, limits=WATCHES))
    film = recording()
    await stage.drop(film, beside(film))
    starting = asyncio.create_task(stage.press("start"))
    await writer.begun.wait()
    await stage.press("stop", "ben")
    await starting
    assert (stage.meeting.state, stage.meeting.timeline) == ("stopped", None)
    assert len(writer.gone) == 1, "nothing of it stays there"
    assert await stage.tasks.of_meeting("t1", stage.meeting.id) == []


async def test_a_new_start_has_them_written_anew(tmp_path: Path) -> None:
    writer = FakeWriter(writes, writes, BackendRefused(Fault.REFUSED))
    stage = stage_with(tmp_path, listed("gpt", writer))
    first = (await read(stage)).timeline
    await stage.press("start")
    assert len(writer.asked) == 2
    await stage.press("start")
    assert stage.meeting.state == "failed", "what there was is more"
    assert stage.meeting.timeline == first
    assert "Nobody wrote minutes" in words(stage.card)
    assert len(await stage.tasks.of_meeting("t1", stage.meeting.id)) == 1


async def test_it_is_shown_that_it_goes_on() -> None:
    shown = list[int]()

    async def pause(_: float) -> None:
        if len(shown) == 6:
            raise asyncio.CancelledError

    async def show(stage: str, percent: int) -> None:
        assert stage == "writing"
        shown.append(percent)

    with pytest.raises(asyncio.CancelledError):
        await going_on(show, pause)
    assert shown == [90, 91, 92, 93, 94, 95]


async def test_an_owner_goes_by_the_name_that_people_give(tmp_path: Path) -> None:
    stage = stage_with(tmp_path)
    meeting = await read(stage)
    [_, proposed] = stage.chat.cards(meeting.place)
    assert "Owner: Ben " in repr(proposed)
    assert meeting.timeline
    speakers = [one.label for one in meeting.timeline.speakers]
    new = {"Ana": "Ana", "Ben": "Benjamin Ott"}
    given = {f"speaker {number}": new[label] for number, label in enumerate(speakers)}
    await stage.submit("rename", f"{meeting.id}:{meeting.revision}", **given)
    [_, proposed] = stage.chat.cards(meeting.place)
    assert "Owner: Benjamin Ott " in repr(proposed)
