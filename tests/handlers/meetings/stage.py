"""The scenario of recordings, wired to fakes: who speaks, who hears, what time it is."""

import asyncio
import hashlib
from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from pathlib import Path

from bot.agenda import Shelf, desk_of, sequel, telling
from bot.meeting import Tools, Ways, recordings
from bot.settings import Settings
from handlers.chat import (
    Button,
    Buttons,
    Card,
    Language,
    MessageRef,
    Outcome,
    Place,
    Press,
    Submission,
    Text,
    Upload,
)
from handlers.intake import Door as Gateway
from handlers.intake import Intake
from handlers.meetings.desk import Books, Desk
from handlers.meetings.links import Door, Links
from handlers.meetings.policy import ChannelPolicy
from handlers.meetings.records import Meeting, Policy
from handlers.meetings.terms import Terms
from handlers.meetings.viewing import Viewing
from handlers.ports import Job, Postponed, Steps
from handlers.replies import Replies
from handlers.spending import Spending
from handlers.spending import Terms as Money
from pipelines.failover import Asked, Backend, Failover
from pipelines.media import TRANSCRIPTS, Media, MediaType
from pipelines.meeting.engine import Engine
from pipelines.meeting.hearing import Hearing
from pipelines.meeting.writing.writing import Writing
from pipelines.ports import Audio, Transcriber, Writer
from pipelines.scanning import NoScanner, Scanner
from pipelines.screening import screen
from tests.fake_chat import FakeChat
from tests.fake_ledger import MORNING, FakeAudit, FakeLedger, FakeStore, StandingClock
from tests.fake_meetings import FakeMeetings, FakePolicies
from tests.fake_queue import InMemoryQueue
from tests.fake_studio import MP4, VTT, FakeStudio
from tests.fake_tasks import FakeTasks
from tests.fake_transcriber import FakeTranscriber, listed
from tests.handlers.office import SHANGHAI, People
from tests.side_by_side import SideBySide

MEGABYTE = 1_000_000


class Screen(FakeChat):
    """A chat that remembers each card that was shown, and when."""

    def __init__(self, clock: StandingClock) -> None:
        super().__init__()
        self.clock = clock
        self.shown: list[Card] = []
        self.times: list[float] = []

    async def post(self, place: Place, card: Card, *, key: str) -> MessageRef:
        self._note(card)
        return await super().post(place, card, key=key)

    async def edit(self, message: MessageRef, card: Card) -> None:
        self._note(card)
        await super().edit(message, card)

    def _note(self, card: Card) -> None:
        self.shown.append(card)
        self.times.append((self.clock.time - MORNING).total_seconds())


class Stage:
    """One channel of t1 where eva, ben and sofia (an admin) meet; `spoken` are who transcribes."""

    def __init__(
        self,
        folder: Path,
        *,
        policy: Policy = "ask",
        backends: Sequence[Backend[Transcriber]] | None = None,
        writers: Sequence[Backend[Writer]] = (),
        studio: FakeStudio | None = None,
        scanner: Scanner | None = None,
        spends: bool = True,
        seconds_a_window: float = 0,
    ) -> None:
        self.clock = StandingClock()
        self.chat = Screen(self.clock)
        self.waited = 0
        self.ledger = FakeLedger()
        self.meetings = FakeMeetings(self.ledger, self.clock)
        self.policies = FakePolicies()
        self.store = FakeStore()
        self.audit = FakeAudit()
        self.people = People()
        self.studio = studio or FakeStudio()
        self.scanner = scanner or NoScanner()
        self.transcriber = FakeTranscriber(self._says)
        self._window = timedelta(seconds=seconds_a_window)
        self.forgotten: list[tuple[str, str]] = []
        self.queue = InMemoryQueue(self._work, self._failed, steps=SideBySide)
        self._folder = folder
        if backends is None:
            backends = [listed("local", self.transcriber)]
        self.hearing = Hearing(self._failover(backends)) if backends else None
        writing = Writing(self._failover(writers), seconds=900) if writers else None
        self.desk = Desk(
            queue=self.queue,
            replies=Replies(self.chat, self.ledger),
            directory=self.people,
            terms=Terms(policy, self._engines, 7, 30, 180),
            clock=self.clock,
            zone=SHANGHAI,
        )
        books = Books(self.meetings, self.policies, self.ledger, self.store, self.audit)
        spending = Spending(self.ledger, Money(SHANGHAI, budget=None if spends else Decimal(0)))
        links = Links(b"key", self.clock, {"local": Door("http://127.0.0.1:8080", None, False)})
        self.viewing = Viewing(self.meetings.get, self.people, links, self.audit)
        self.tasks = FakeTasks(self.ledger, self.clock)
        worked_on = desk_of(Shelf(self.tasks, self.meetings, self.audit), self.desk, self.chat)
        self.recordings = recordings(
            Settings(),
            books,
            self.desk,
            Tools(self.studio, self.hearing, writing),
            Ways(
                intakes=self._intake,
                spending=spending,
                forget=self._forget,
                viewing=self.viewing,
                over=self._over,
                uploads={"local": self._forget_upload},
                sequel=sequel(worked_on, telling(worked_on)),
            ),
            pause=self._pause,
        )
        self.policy = ChannelPolicy(books, self.desk)

    def _failover(self, backends: Sequence[Backend[Asked]]) -> Failover[Asked]:
        return Failover(
            backends,
            clock=self.clock.now,
            rest_seconds=1,
            sleep=_at_once,
            timer=lambda: self.clock.time.timestamp(),
        )

    def _engines(self) -> Sequence[Engine]:
        return () if self.hearing is None else self.hearing.engines()

    def _intake(self, wanted: frozenset[MediaType], megabytes: int) -> Intake:
        limit = megabytes * MEGABYTE
        return Intake(
            chat=self.chat,
            store=self.store,
            door=Gateway(lambda path: screened(path, limit, wanted), self.scanner),
            scratch=self._folder,
            limit=limit,
        )

    async def _forget(self, place: Place, user: str, meeting: str, language: Language) -> None:
        self.forgotten.append((user, meeting))

    async def _over(self, meeting: Meeting) -> None:
        self.forgotten.append(("clerk", meeting.id))

    async def _forget_upload(self, tenant: str, file: str) -> bool:
        self.forgotten.append((tenant, file))
        return True

    def _says(self, _: Audio) -> str:
        self.clock.time += self._window
        return "We ship on Friday."

    def drawings(self) -> list[float]:
        """Give when the card was drawn, from the first that says that it is worked on."""
        first = next(at for at, one in enumerate(self.chat.shown) if "Working" in one.title)
        return self.chat.times[first:]

    async def _pause(self, seconds: float) -> None:
        self.clock.time += timedelta(seconds=seconds)
        await asyncio.sleep(0)

    async def _work(self, job: Job, steps: Steps) -> None:
        try:
            await self.recordings.on_job(job, steps)
        except Postponed as later:
            # The time is here at once.
            self.waited += 1
            self.clock.time += timedelta(seconds=later.seconds)
            raise Postponed(0) from None

    async def _failed(self, job: Job, fault: str) -> None:
        await self.recordings.on_failed(job, fault)

    async def drop(self, *uploads: Upload, content: bytes | None = None) -> None:
        """Let files be dropped, and everything be done that follows by itself."""
        for one in uploads:
            given = VTT if one.name.endswith((".vtt", ".srt", ".txt")) else MP4
            self.chat.drop(one, given if content is None else content)
            await self.recordings.on_upload(one)
        await self.queue.settle()

    async def press(self, action: str, user: str = "eva", **where: str) -> Outcome:
        """Let somebody press a button of the one meeting."""
        meeting = self.meeting
        place = replace(meeting.place, **where)
        outcome = await self.recordings.on_press(
            Press(place, user, f"meeting.{action}", meeting.id)
        )
        await self.queue.settle()
        return outcome

    async def submit(self, action: str, value: str, user: str = "eva", **values: str) -> Outcome:
        """Let somebody fill in a form about the one meeting."""
        place = self.meeting.place
        outcome = await self.recordings.on_submit(
            Submission(place, user, f"meeting.{action}", value, values)
        )
        await self.queue.settle()
        return outcome

    @property
    def meeting(self) -> Meeting:
        """Give the one meeting there is."""
        [meeting] = self.meetings._all()
        return meeting

    @property
    def card(self) -> Card:
        """Give the one card of the meeting; of what is proposed there may be one below it."""
        card, *below = self.chat.cards(self.meeting.place)
        assert len(below) <= 1
        return card

    def acts(self) -> list[tuple[str, str]]:
        """Give who did what, as the audit has it."""
        return [(actor, action) for _, actor, action, _, _ in self.audit.links]


async def screened(path: Path, limit: int, wanted: frozenset[MediaType]) -> Media:
    """Let recordings pass as they are, and whatever is to be a transcript as one."""
    if wanted != TRANSCRIPTS:
        return await screen(path, limit=limit, wanted=wanted)
    content = await asyncio.to_thread(path.read_bytes)
    return Media(path, MediaType.VTT, hashlib.sha256(content).hexdigest(), len(content))


async def _at_once(_: float) -> None:
    await asyncio.sleep(0)


def recording(file: str = "R1", name: str = "weekly.mp4", **changes: object) -> Upload:
    """Make the drop of a recording, in a thread of its own."""
    place = Place("local", "t1", "general", f"thread of {file}")
    return replace(Upload(place, "eva", file, name), **changes)  # type: ignore[arg-type]


def beside(other: Upload, file: str = "T1", name: str = "weekly.vtt", **changes: object) -> Upload:
    """Make the drop of a transcript in the thread of a recording."""
    return replace(other, file=file, name=name, **changes)  # type: ignore[arg-type]


def words(card: Card) -> str:
    """Give what a card says, all of it."""
    said = [card.title, card.footer or ""]
    said += [part.text for part in card.parts if isinstance(part, Text)]
    return "\n".join(said)


def buttons(card: Card) -> list[Button]:
    """Give what can be pressed on a card."""
    rows = [part.row for part in card.parts if isinstance(part, Buttons)]
    return [one for row in rows for one in row]


def labels(card: Card) -> list[str]:
    """Give what stands on its buttons."""
    return [one.label for one in buttons(card)]
