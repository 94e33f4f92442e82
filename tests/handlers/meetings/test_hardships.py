"""What comes in between: scanners and platforms that are away, faults, room, crashes anywhere."""

from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from handlers.chat import ChatUnavailable, Place, Told
from handlers.meetings.jobs import run_job
from handlers.ports import CANCELLED
from pipelines.asking import TRIES
from pipelines.errors import BackendUnavailable, Fault
from pipelines.media import Media
from pipelines.scanning import Infected, NoScanner, Scan, ScannerUnavailable
from pipelines.usage import Price, Tokens
from tests.fake_ledger import MORNING
from tests.fake_studio import FakeRecording, FakeStudio
from tests.fake_transcriber import FakeTranscriber, listed
from tests.handlers.meetings.stage import Stage, beside, labels, recording, words


@pytest.fixture
def stage(tmp_path: Path) -> Stage:
    return Stage(tmp_path)


class Away(NoScanner):
    """A scanner that gives no answer so many times."""

    def __init__(self, times: int) -> None:
        self.left = times

    async def ready(self) -> None:
        self.left -= 1
        if self.left >= 0:
            raise ScannerUnavailable


async def test_a_scanner_that_is_away_is_waited_for_and_told(tmp_path: Path) -> None:
    stage = Stage(tmp_path, scanner=Away(3))
    await stage.drop(recording())
    await stage.press("start")
    assert stage.meeting.state == "done"
    said = [words(one) for one in stage.chat.shown]
    assert any("The virus scanner does not answer" in one for one in said)


async def test_one_that_stays_away_ends_it_and_it_may_be_started_again(tmp_path: Path) -> None:
    stage = Stage(tmp_path, scanner=Away(10_000))
    await stage.drop(recording())
    await stage.press("start")
    assert stage.meeting.state == "failed"
    assert "has not answered for 8 hours" in words(stage.card)
    assert labels(stage.card) == ["Start again", "Delete"]


class Finds(NoScanner):
    """A scanner that finds something in everything."""

    async def scan(self, path: Path) -> Scan:
        raise Infected("Eicar")


async def test_what_is_infected_is_not_opened(tmp_path: Path) -> None:
    stage = Stage(tmp_path, scanner=Finds())
    await stage.drop(recording())
    await stage.press("start")
    assert "The virus scanner found Eicar in weekly.mp4." in words(stage.card)
    assert stage.studio.opened == 0
    assert stage.store.files == {}


@pytest.mark.parametrize(
    ("fault", "sentence"),
    [
        ("ValueError", "Something broke inside Clerk (ValueError)."),
        (CANCELLED, "Whoever runs Clerk cancelled this job"),
    ],
)
async def test_a_fault_is_told_with_a_way_to_start_again(
    stage: Stage, fault: str, sentence: str
) -> None:
    await stage.drop(recording())
    begun = await stage.meetings.choose(stage.meeting, "running", by="local:eva", when=("asked",))
    assert begun is not None
    await stage.recordings.on_failed(run_job(begun, stage.clock.now()), fault)
    assert stage.meeting.state == "failed"
    assert sentence in words(stage.card)
    assert labels(stage.card) == ["Start again", "Delete"]


class Faulty(FakeStudio):
    """A studio that breaks at what it opens, so many times."""

    left = 1

    def open(self, media: Media) -> Any:
        if self.left:
            self.left -= 1
            raise RuntimeError("broken")
        return super().open(media)


async def test_a_run_that_broke_is_started_again(tmp_path: Path) -> None:
    stage = Stage(tmp_path, studio=Faulty())
    await stage.drop(recording())
    states = []
    for _ in range(2):
        await stage.press("start")
        states.append(stage.meeting.state)
    assert states == ["failed", "done"]


async def test_a_press_whose_job_was_not_kept_is_made_up_for_by_the_next(stage: Stage) -> None:
    await stage.drop(recording())
    await stage.meetings.choose(stage.meeting, "running", by="local:ben", when=("asked",))
    outcome = await stage.press("start")
    assert isinstance(outcome, Told)
    assert stage.meeting.state == "done", "its job was put by the second press"


async def test_one_run_at_a_time_leaves_room_for_other_jobs(tmp_path: Path) -> None:
    stage = Stage(tmp_path, policy="auto")
    films = [recording(f"R{number}", f"{number}.mp4") for number in range(3)]
    for one in films:
        stage.chat.drop(one, b"\x00\x00\x00\x18ftypisom" + bytes(16))
        await stage.recordings.on_upload(one)
    await stage.queue.settle()
    meetings = stage.meetings._all()
    assert [one.state for one in meetings] == ["done"] * 3
    assert stage.waited > 0


async def test_the_same_bytes_again_are_another_meeting_and_share_the_file(stage: Stage) -> None:
    await stage.drop(recording())
    await stage.press("start")
    again = recording("R2", "again.mp4")
    await stage.drop(again)
    meetings = stage.meetings._all()
    assert len(meetings) == 2
    second = next(one for one in meetings if one.place == again.place)
    begun = await stage.recordings.consent.begin(second, "local:eva", ("asked",))
    assert begun is not None
    await stage.queue.settle()
    contents = [one.pieces[0].sha256 for one in stage.meetings._all()]
    assert len(set(contents)) == 1


async def test_a_message_to_clerk_is_a_channel_too(stage: Stage) -> None:
    direct = recording()
    place = Place("local", "t1", "D-eva", direct.place.thread)
    await stage.drop(recording(place=place))
    assert await stage.press("start") is None
    assert stage.meeting.state == "done"


async def test_two_recordings_in_one_thread_are_two_meetings(stage: Stage) -> None:
    film = recording()
    await stage.drop(film, beside(film, "R2", "second.mp4"))
    assert len(stage.meetings._all()) == 2
    assert len(stage.chat.cards(film.place)) == 2


async def test_a_card_that_cannot_be_drawn_keeps_no_run_back(stage: Stage) -> None:
    await stage.drop(recording())
    edit, refused = stage.chat.edit, [3]

    async def sometimes(message: Any, card: Any) -> None:
        if "Working" in card.title and refused[0]:
            refused[0] -= 1
            raise ChatUnavailable("edit: busy")
        await edit(message, card)

    stage.chat.edit = sometimes  # type: ignore[method-assign]  # a chat that is away at times
    with pytest.raises(ChatUnavailable):
        await stage.press("start")
    await stage.queue.settle()
    assert stage.meeting.state == "done"


async def test_a_silent_film_without_words_or_slides_is_told_as_that(tmp_path: Path) -> None:
    film = FakeRecording(silent=frozenset({0, 1, 2}))
    stage = Stage(tmp_path, studio=FakeStudio(film))
    await stage.drop(recording())
    await stage.press("start")
    assert "nobody is heard to speak" in words(stage.card)


async def test_what_a_transcriber_that_was_away_took_before_is_billed(tmp_path: Path) -> None:
    """Of the pieces of a window some may be paid while another one failed."""
    away = [BackendUnavailable(Fault.FAILING, Tokens(sound_s=60)) for _ in range(TRIES)]
    transcriber = FakeTranscriber(lambda _: away.pop() if away else "We ship on Friday.")
    day, minute = MORNING.date(), Decimal("0.01")
    price = Price(input=Decimal(0), output=Decimal(0), minute=minute, source="-", dated=day)
    film = FakeRecording(silent=frozenset({0, 2}))
    backends = [listed("gpt", transcriber, price=price)]
    stage = Stage(tmp_path, studio=FakeStudio(film), backends=backends)
    await stage.drop(recording())
    await stage.press("start")
    assert (stage.waited, stage.meeting.state) == (1, "done")
    billed = {one.model: one.cost_usd for one in await stage.ledger.spent("t1", day, day)}
    assert billed["gpt-1"] == TRIES * minute, "which never answered"
    assert billed["m"] > 0
