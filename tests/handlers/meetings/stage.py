"""The scenario of recordings, wired to fakes: who speaks, who hears, what time it is."""

import asyncio
from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from bot.meeting import Tools, Ways, recordings
from bot.settings import Settings
from handlers.chat import (
    Button,
    Buttons,
    Card,
    Language,
    Outcome,
    Place,
    Press,
    Submission,
    Text,
    Upload,
)
from handlers.intake import Door, Intake
from handlers.meetings.desk import Books, Desk
from handlers.meetings.policy import ChannelPolicy
from handlers.meetings.records import Meeting, Policy
from handlers.meetings.terms import Terms
from handlers.ports import Job, Steps
from handlers.replies import Replies
from handlers.spending import Spending
from handlers.spending import Terms as Money
from pipelines.failover import Backend, Failover
from pipelines.media import MediaType
from pipelines.meeting.hearing import Engine, Hearing
from pipelines.ports import Transcriber
from pipelines.scanning import NoScanner, Scanner
from pipelines.screening import screen
from tests.fake_chat import FakeChat
from tests.fake_ledger import FakeAudit, FakeLedger, FakeStore, StandingClock
from tests.fake_meetings import FakeMeetings, FakePolicies
from tests.fake_queue import InMemoryQueue
from tests.fake_studio import MP4, VTT, FakeStudio
from tests.fake_transcriber import FakeTranscriber, listed
from tests.handlers.office import SHANGHAI, People
from tests.side_by_side import SideBySide

MEGABYTE = 1_000_000


class Stage:
    """One channel of t1 where eva, ben and sofia (an admin) meet; `spoken` are who transcribes."""

    def __init__(
        self,
        folder: Path,
        *,
        policy: Policy = "ask",
        backends: Sequence[Backend[Transcriber]] | None = None,
        studio: FakeStudio | None = None,
        scanner: Scanner | None = None,
        money: Money | None = None,
    ) -> None:
        self.chat = FakeChat()
        self.clock = StandingClock()
        self.ledger = FakeLedger()
        self.meetings = FakeMeetings(self.ledger, self.clock)
        self.policies = FakePolicies()
        self.store = FakeStore()
        self.audit = FakeAudit()
        self.people = People()
        self.studio = studio or FakeStudio()
        self.scanner = scanner or NoScanner()
        self.transcriber = FakeTranscriber()
        self.forgotten: list[tuple[str, str]] = []
        self.queue = InMemoryQueue(self._work, self._failed, steps=SideBySide)
        self._folder = folder
        if backends is None:
            backends = [listed("local", self.transcriber)]
        self.hearing = None
        if backends:
            failover = Failover(
                backends, clock=self.clock.now, rest_seconds=1, sleep=_at_once, timer=lambda: 0.0
            )
            self.hearing = Hearing(failover)
        self.desk = Desk(
            queue=self.queue,
            replies=Replies(self.chat, self.ledger),
            directory=self.people,
            terms=Terms(policy, self._engines, 7, 30, 180),
            clock=self.clock,
            zone=SHANGHAI,
        )
        books = Books(self.meetings, self.policies, self.ledger, self.store, self.audit)
        spending = Spending(self.ledger, money or Money(SHANGHAI))
        self.recordings = recordings(
            Settings(),
            books,
            self.desk,
            Tools(self.studio, self.hearing),
            Ways(self._intake, spending, self._forget),
            pause=self._pause,
        )
        self.policy = ChannelPolicy(books, self.desk)

    def _engines(self) -> Sequence[Engine]:
        return () if self.hearing is None else self.hearing.engines()

    def _intake(self, wanted: frozenset[MediaType], megabytes: int) -> Intake:
        limit = megabytes * MEGABYTE
        return Intake(
            chat=self.chat,
            store=self.store,
            door=Door(lambda path: screen(path, limit=limit, wanted=wanted), self.scanner),
            scratch=self._folder,
            limit=limit,
        )

    async def _forget(self, place: Place, user: str, meeting: str, language: Language) -> None:
        self.forgotten.append((user, meeting))

    async def _pause(self, seconds: float) -> None:
        self.clock.time += timedelta(seconds=seconds)
        await asyncio.sleep(0)

    async def _work(self, job: Job, steps: Steps) -> None:
        await self.recordings.on_job(job, steps)

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
        """Give the one card that everybody sees."""
        [card] = self.chat.cards(self.meeting.place)
        return card

    def acts(self) -> list[tuple[str, str]]:
        """Give who did what, as the audit has it."""
        return [(actor, action) for _, actor, action, _, _ in self.audit.links]


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
