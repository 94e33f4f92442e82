"""The scenario of voice rooms among fakes: people of a channel, and one who is not in it."""

import asyncio
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from decimal import Decimal

from handlers.chat import (
    Button,
    Buttons,
    Card,
    Command,
    Fields,
    Language,
    Outcome,
    Place,
    Press,
    Text,
    Told,
)
from handlers.huddles.attending import Attending, Visit
from handlers.huddles.cards import JOIN
from handlers.huddles.desk import Closing, Desk
from handlers.huddles.ending import Ends
from handlers.huddles.joining import Joining
from handlers.huddles.links import Links
from handlers.huddles.looking import Books as Shelf
from handlers.huddles.looking import Looking
from handlers.huddles.records import Ending, Huddle
from handlers.huddles.reporting import Reporting
from handlers.huddles.scenario import KINDS, Huddling
from handlers.huddles.starting import Starting
from handlers.huddles.telling import Telling
from handlers.huddles.terms import Listener, Terms
from handlers.meetings.consent import Consent
from handlers.meetings.desk import Books
from handlers.meetings.desk import Desk as MeetingDesk
from handlers.meetings.pace import Pace
from handlers.meetings.supplying import Supplying
from handlers.meetings.telling import Telling as MeetingTelling
from handlers.meetings.terms import Terms as MeetingTerms
from handlers.people import Person
from handlers.ports import Job, Steps
from handlers.replies import Replies
from handlers.visibility import Visibility
from pipelines.egress import Location
from tests.fake_chat import FakeChat
from tests.fake_directory import FakeDirectory
from tests.fake_huddles import FakeHuddles
from tests.fake_ledger import FakeAudit, FakeLedger, FakeStore, StandingClock
from tests.fake_meetings import FakeMeetings, FakePolicies
from tests.fake_queue import InMemoryQueue
from tests.fake_reviews import FakeReviews
from tests.fake_tasks import FakeTasks

NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)
PLACE = Place("local", "t1", "general")
ACCOUNTING = Place("local", "t1", "accounting")
DOOR = "https://clerk.example.com"
OPENAI = Listener("openai", "gpt-realtime-2.1", Location("api.openai.com", "eu"), "OpenAI")
SIMULATED = Listener("simulator", "", Location("127.0.0.1"), simulated=True)


@dataclass
class Parlour:
    """Eva, Ben and Sofia, an admin, read the channel; Oscar does not."""

    listeners: Sequence[Listener] = (OPENAI,)
    doors: dict[str, str] = field(default_factory=lambda: {"local": DOOR})
    day_usd: Decimal | None = None
    clock: StandingClock = field(default_factory=lambda: StandingClock(NOW))
    chat: FakeChat = field(default_factory=FakeChat)
    ledger: FakeLedger = field(default_factory=FakeLedger)
    audit: FakeAudit = field(default_factory=FakeAudit)
    huddles: FakeHuddles = field(default_factory=FakeHuddles)
    closed: list[tuple[str, Ending]] = field(default_factory=list)
    jobs: list[Job] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.people = FakeDirectory(platform="local")
        readers = [
            Person("local:eva", "Eva Berg", "employee"),
            Person("local:ben", "Ben", "employee"),
            Person("local:sofia", "Sofia", "admin"),
        ]
        self.people.know(readers, channels=["general"])
        self.people.know([Person("local:oscar", "Oscar", "employee")], channels=["elsewhere"])
        self.queue = InMemoryQueue(self._work, self._failed)
        self.links = Links(b"key", self.clock, self.doors)
        closing = Closing()
        closing.follow(self._close)
        self.desk = Desk(
            huddles=self.huddles,
            links=self.links,
            terms=Terms(lambda: self.listeners, day_usd=self.day_usd),
            directory=self.people,
            audit=self.audit,
            queue=self.queue,
            replies=Replies(self.chat, self.ledger),
            clock=self.clock,
            zone=UTC,
            closing=closing,
        )
        numbers = iter(range(1, 100))
        self.telling = Telling(self.desk)
        self.ends = Ends(self.desk)
        self.attending = Attending(self.desk, self.ends)
        self.meetings = FakeMeetings(self.ledger, self.clock)
        self.store = FakeStore()
        books = Books(self.meetings, FakePolicies(), self.ledger, self.store, self.audit)
        self.tasks = FakeTasks(self.ledger, self.clock)
        shelf = Shelf(
            FakeReviews(self.ledger),
            self.ledger,
            Visibility(self.ledger, self.people, {"t1": ACCOUNTING}),
            self.tasks,
            self.meetings.get,
        )
        supplying = Supplying(books, self._consent(books))
        self.huddling = Huddling(
            starting=Starting(self.desk, self.telling, lambda: f"H-{next(numbers)}"),
            joining=Joining(self.desk, self.ends, self.telling),
            attending=self.attending,
            looking=Looking(self.desk, shelf),
            reporting=Reporting(self.desk, self.ends, self.attending, self.telling, supplying),
            closing=closing,
        )

    def _consent(self, books: Books) -> Consent:
        desk = MeetingDesk(
            queue=self.queue,
            replies=self.desk.replies,
            directory=self.people,
            terms=MeetingTerms("off", tuple, 7, 30, 180),
            clock=self.clock,
            zone=UTC,
        )
        telling = MeetingTelling(books, desk, Pace(self.clock, asyncio.sleep), lambda *_: None)
        return Consent(books, desk, telling)

    async def say(
        self, words: str, user: str = "eva", place: Place = PLACE, language: Language = "en"
    ) -> Card:
        """Let somebody say a command; gives what they alone are told."""
        card = await self.huddling.on_command(Command(place, user, words, language), "")
        assert card is not None
        return card

    async def press(
        self, action: str, value: str = "H-1", user: str = "eva", place: Place = PLACE
    ) -> Outcome:
        """Let somebody press a button."""
        return await self.huddling.on_press(Press(place, user, action, value))

    async def visit(self, user: str = "eva", id_: str = "H-1") -> Visit:
        """Let somebody join, go in and agree to be heard."""
        token = key_in(told(await self.press(JOIN, id_, user)))
        entered = await self.attending.enter(id_, token)
        assert isinstance(entered, Visit)
        joined = await self.attending.join(id_, entered.token)
        assert isinstance(joined, Visit)
        return joined

    async def huddle(self, id_: str = "H-1") -> Huddle:
        found = await self.huddles.get("t1", id_)
        assert found is not None
        return found

    def card(self, place: Place = PLACE) -> Card:
        """Give the one card that everybody sees in a channel."""
        [card] = self.chat.cards(place)
        return card

    def audited(self) -> list[tuple[str, str, str]]:
        """Give who did what to what, in order."""
        return [(actor, action, subject) for _, actor, action, subject, _ in self.audit.links]

    async def _close(self, huddle: str, ending: Ending) -> None:
        self.closed.append((huddle, ending))

    async def _work(self, job: Job, steps: Steps) -> None:
        self.jobs.append(job)
        if job.kind in KINDS:
            await self.huddling.on_job(job, steps)

    async def _failed(self, job: Job, fault: str) -> None:
        raise AssertionError(f"{job} failed: {fault}")


def told(outcome: Outcome) -> Card:
    """Give what somebody was told alone."""
    assert isinstance(outcome, Told)
    return outcome.card


def words(card: Card) -> str:
    """Give all that can be read on a card."""
    return "\n".join(_words(card))


def _words(card: Card) -> Iterator[str]:
    yield card.title
    for part in card.parts:
        if isinstance(part, Text):
            yield part.text
        if isinstance(part, Fields):
            yield from (f"{name}: {value}" for name, value in part.rows)


def buttons(card: Card) -> list[Button]:
    """Give what can be pressed on a card."""
    return [one for part in card.parts if isinstance(part, Buttons) for one in part.row]


def key_in(card: Card) -> str:
    """Give the token in the link that somebody was given."""
    [url] = [one.url for one in buttons(card) if one.url is not None]
    address, _, key = url.partition("#k=")
    assert address.startswith(f"{DOOR}/voice/H-")
    return key
