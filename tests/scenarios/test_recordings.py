"""Recordings that take a while: a crash, Stop, Delete, and two who press at once."""

import asyncio
import functools
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path

import pytest
import pytest_asyncio

from bot.engine.pace import Pace
from bot.meeting import Tools
from bot.settings import Settings
from handlers.meetings.records import Meeting
from pipelines.failover import Failover
from pipelines.meeting.hearing import Hearing
from pipelines.meeting.model import Probe
from pipelines.ports import Audio, Heard
from tests.fake_studio import MP4, FakeRecording, FakeStudio
from tests.fake_transcriber import FakeTranscriber, listed
from tests.scenarios.gathered import DELETE, START, STOP, emptied, ended, files, meeting, start
from tests.scenarios.idle import idle
from tests.scenarios.offices import PLATFORMS, Office, Platform, site
from tests.scenarios.offices import office as office_on
from tests.scenarios.people import PATIENCE, Seen, says

pytestmark = pytest.mark.asyncio(loop_scope="module")

WINDOWS = 8
STARTS = [300.0 * one for one in range(WINDOWS)]
_NUMBERS = count(1)


class Slow(FakeTranscriber):
    """Hears so many stretches, then no more until it is let `go` on."""

    def __init__(self, stretches: int) -> None:
        super().__init__()
        self.hears(stretches)

    def hears(self, stretches: int) -> None:
        """Begin anew."""
        self.left = stretches
        self.go, self.stands = asyncio.Event(), asyncio.Event()
        self.heard.clear()

    @property
    def starts(self) -> list[float]:
        """Where each stretch begins that was heard."""
        return [one.start_s for one in self.heard]

    async def transcribe(self, audio: Audio, *, language: str | None, seconds: float) -> Heard:
        self.left -= 1
        if self.left < 0:
            self.stands.set()
            await self.go.wait()
        return await super().transcribe(audio, language=language, seconds=seconds)

    async def standing(self) -> None:
        """Wait until it hears no more."""
        await asyncio.wait_for(self.stands.wait(), PATIENCE)


@contextmanager
def heard_by(ear: Slow) -> Iterator[None]:
    """Let recordings be of so many windows, and heard by somebody; nobody waits long."""
    probe = Probe(duration_s=300.0 * WINDOWS, width=1280, height=720, audio=True)

    @asynccontextmanager
    async def tools(_settings: Settings, _scratch: Path) -> AsyncIterator[Tools]:
        ears = Failover([listed("local", ear)], clock=lambda: datetime.now(UTC), rest_seconds=1)
        yield Tools(FakeStudio(FakeRecording(probe=probe)), Hearing(ears))

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("bot.app.open_tools", tools)
        patch.setattr("bot.app.Pace", functools.partial(Pace, drain=0.05))
        patch.setattr("handlers.meetings.pace.APART", timedelta(seconds=0.1))
        yield


@pytest.fixture(scope="module")
def ear() -> Iterator[Slow]:
    """Who hears what is dropped in the office."""
    slow = Slow(WINDOWS)
    with heard_by(slow):
        yield slow


@pytest_asyncio.fixture(scope="module", loop_scope="module", params=PLATFORMS)
async def office(
    request: pytest.FixtureRequest, ear: Slow, tmp_path_factory: pytest.TempPathFactory
) -> AsyncIterator[Office]:
    async with office_on(request.param, tmp_path_factory.mktemp("office")) as opened:
        yield opened


async def asked(office: Office) -> Seen:
    """Let a recording be dropped; gives the card that asks whether to begin."""
    head = await office.lena.drop(("weekly.mp4", MP4 + str(next(_NUMBERS)).encode()))
    return await meeting(office.lena, head, lambda one: START in one.actions)


async def held_up(office: Office, asks: Seen, ear: Slow, stretches: int) -> Seen:
    """Let a recording be heard up to some stretch; gives the card of the run."""
    ear.hears(stretches)
    await start(office.lena, head_of(asks))
    await ear.standing()
    return await meeting(office.lena, head_of(asks), lambda one: STOP in one.actions)


def head_of(card: Seen) -> str:
    assert card.thread is not None
    return card.thread


async def kept(office: Office, card: Seen) -> Meeting | None:
    """Give the meeting of a card; None: nothing is known of it."""
    [value] = {one.value for one in card.buttons if one.action in {START, STOP}}
    id_, _, _ = value.partition(":")
    return await office.house.ledger.meetings.get(office.tenant, id_)


async def heard_of(office: Office, card: Seen) -> list[float]:
    """Give where each stretch of a card's meeting begins of which it is kept what was said."""
    known = await kept(office, card)
    assert known is not None
    passages = await office.house.ledger.meetings.passages(office.tenant, known.id, 1)
    assert len(passages) == WINDOWS
    return [one.start_s for one in passages if one.said is not None]


@pytest.mark.parametrize("platform", PLATFORMS)
async def test_after_a_crash_it_goes_on_at_its_window_and_tells_once(
    platform: Platform, tmp_path: Path
) -> None:
    first, second = Slow(WINDOWS), Slow(0)
    async with site(platform, tmp_path) as opens:
        with heard_by(first):
            async with opens() as office:
                card = await held_up(office, await asked(office), first, 3)
        with heard_by(second):
            async with opens() as office:
                await second.standing()
                before = await heard_of(office, card)
                second.go.set()
                await ended(office.lena, head_of(card))
                sent = await files(office.lena, head_of(card), 3)
                said = await office.lena.below(head_of(card))
    assert set(before) <= set(first.starts)
    assert sorted([*before, *second.starts]) == STARTS
    assert sorted(sent) == ["report.md", "slides.png", "transcript.vtt"]
    assert len(said) == len(sent) + 1


async def test_stop_ends_the_run_and_what_was_heard_is_kept_for_the_next(
    office: Office, ear: Slow
) -> None:
    card = await held_up(office, await asked(office), ear, 4)
    assert (await office.sofia.press(card, STOP)).kind == "none"
    stopped = await meeting(office.lena, head_of(card), says("weekly.mp4: stopped"))
    known = await kept(office, card)
    assert known is not None
    assert (known.state, known.chosen_by) == ("stopped", f"{office.platform}:{office.sofia.id}")
    assert await office.lena.below(head_of(card)) == [stopped]
    before = await heard_of(office, card)
    ear.hears(WINDOWS)
    await start(office.lena, head_of(card))
    await files(office.lena, head_of(card), 3)
    assert sorted([*before, *ear.starts]) == STARTS


async def test_delete_during_a_run_takes_everything(office: Office, ear: Slow) -> None:
    before = await asyncio.to_thread(stored, office.data_dir)
    asks = await asked(office)
    form = await office.lena.form(asks, DELETE)  # which stays open while it begins
    card = await held_up(office, asks, ear, 2)
    assert len(await asyncio.to_thread(stored, office.data_dir)) > len(before)
    assert (await office.lena.submit(form, {})).kind == "told"
    await emptied(office.lena, head_of(card))
    await idle(office.data_dir)
    assert await kept(office, card) is None
    assert await asyncio.to_thread(stored, office.data_dir) == before


def stored(data_dir: Path) -> set[Path]:
    """Give what the store holds."""
    return {one for one in (data_dir / "files").rglob("*") if one.is_file()}


async def test_of_two_who_start_at_once_the_second_is_told_of_the_first(
    office: Office, ear: Slow
) -> None:
    card = await asked(office)
    ear.hears(WINDOWS)
    answers = await asyncio.gather(*(who.press(card, START) for who in (office.lena, office.arun)))
    await files(office.lena, head_of(card), 3)
    known = await kept(office, card)
    assert known is not None
    assert known.run == 1
    assert sorted(one.kind for one in answers) == ["none", "told"]


async def test_a_stop_at_the_end_of_a_run_is_one_or_the_other(office: Office, ear: Slow) -> None:
    card = await held_up(office, await asked(office), ear, WINDOWS - 1)
    ear.go.set()
    answer = await office.lena.press(card, STOP)
    await ended(office.lena, head_of(card))
    known = await kept(office, card)
    assert known is not None
    assert known.state in {"stopped", "done"}
    assert (answer.kind == "none") is (known.state == "stopped")
    assert (known.timeline is None) is (known.state == "stopped")
