"""Who gives out files in a room of Teams: what is offered there, and where it was put."""

import asyncio
from dataclasses import dataclass, field
from datetime import timedelta

from bot.shown import Copies
from bot.teams.file_links import FileLinks
from bot.teams.giving import Giving, Ways
from bot.teams.giving import Room as Means
from bot.teams.offering import GET, Consent, Session
from handlers.chat import Button, Buttons, Card, Language, MessageRef, Place, Press
from handlers.people import Person
from handlers.tokens import Tokens
from tests.bot.teams.speaking import ALONE, FILE, THREAD, Room, speaking
from tests.fake_connector import Posted
from tests.fake_directory import FakeDirectory
from tests.fake_ledger import StandingClock

ADDRESS = "https://clerk.example"
THERE = Session("https://files.example/up", "https://files.example/a.json", "a.json", "1", "json")


@dataclass
class Drive:
    """Where files are put; it takes none while it has a `fault`, and waits for its `gate`."""

    had: list[tuple[str, bytes]] = field(default_factory=list)
    fault: Exception | None = None
    gate: asyncio.Event = field(default_factory=asyncio.Event)

    def __post_init__(self) -> None:
        self.gate.set()

    async def put(self, address: str, content: bytes) -> None:
        await self.gate.wait()
        if self.fault is not None:
            raise self.fault
        self.had.append((address, content))


@dataclass
class Counter:
    """Ann and Bob read the channel, Ann alone her own chat."""

    room: Room
    directory: FakeDirectory = field(default_factory=FakeDirectory)
    drive: Drive | None = field(default_factory=Drive)
    clock: StandingClock = field(default_factory=StandingClock)
    has_address: bool = True

    def __post_init__(self) -> None:
        people = [Person(f"teams:{one}", one, "employee") for one in ("ann", "bob")]
        self.directory.know(people, channels=[THREAD.channel])
        self.directory.know(people[:1], channels=[ALONE.channel])
        self.links = FileLinks(Tokens(b"k" * 32, self.clock), ADDRESS, timedelta(minutes=10))

    @property
    def giving(self) -> Giving:
        room = Means(self.room.book, self.room.connector, self.directory, self.room.chat)
        copies = Copies(self.room.ledger)
        return Giving(room, Ways(self.links if self.has_address else None, self.drive, copies))

    async def offered(self, place: Place = THREAD, job: str | None = None) -> str:
        """Offer a file in a place; gives its mark."""
        key = f"{job}:file"
        if job is not None:
            await self.room.ledger.opening(place, key, job)
        message = await self.room.chat.send_file(place, FILE, key=key)
        if job is not None:
            await self.room.ledger.done(key, message)
        said = await self.room.book.said(message)
        assert said is not None
        return said.mark


def press(mark: str, user: str = "ann", place: Place = THREAD, language: Language = "en") -> Press:
    return Press(place, user, GET, mark, language)


def answered(posted: Posted, session: Session | None = THERE) -> tuple[Press, Consent]:
    """Answer what asks for consent, as Ann."""
    context = posted.activity["attachments"][0]["content"]["acceptContext"]
    place = Place("teams", posted.tenant, posted.channel)
    pressed = Press(place, "ann", "", "", "en", MessageRef(place, posted.id))
    return pressed, Consent(context["c"], context["m"], session)


def shown(posted: Posted) -> str:
    """Give what a message shows, as text."""
    return str(posted.activity["attachments"])


def link(card: Card) -> str:
    """Give the address that the button of a card opens."""
    [buttons] = [part for part in card.parts if isinstance(part, Buttons)]
    [button] = buttons.row
    assert isinstance(button, Button)
    assert button.url is not None
    return button.url


async def a_counter() -> Counter:
    """Give a counter where Clerk was heard from."""
    return Counter(await speaking())
