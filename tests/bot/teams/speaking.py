"""A TeamsChat that speaks by a connector in memory, and what people see there."""

from collections.abc import AsyncIterator
from dataclasses import dataclass, field, replace

from bot.book import PLATFORM, Account, Conversation
from bot.shown import Noting
from bot.teams.chat import Means, Pace, TeamsChat
from handlers.chat import (
    Attachment,
    Card,
    FileGone,
    Place,
    Text,
    Upload,
)
from handlers.ports import Document
from tests.fake_book import FakeBook
from tests.fake_connector import FakeConnector, Posted
from tests.fake_ledger import FakeLedger, StandingClock, a_document, a_drop
from tests.fake_meetings import FakeMeetings

GENERAL = Conversation("t1", "19:general", "channel", "https://s.example/", "28:clerk")
CHAT = replace(GENERAL, channel="19:group", kind="group")
ANN = replace(GENERAL, channel="a:ann", kind="personal", user="ann")
THREAD = Place(PLATFORM, "t1", "19:general", "1700")
ALONE = Place(PLATFORM, "t1", "a:ann")
CARD = Card("Invoice \u200b4711", (Text("*ACME*"),))
BUSY = Card("Reading", tone="busy")
FILE = Attachment("a.json", "application/json", b"{}", "the answer")


@dataclass
class Room:
    """Where a test talks."""

    connector: FakeConnector = field(default_factory=FakeConnector)
    book: FakeBook = field(default_factory=FakeBook)
    ledger: FakeLedger = field(default_factory=FakeLedger)
    files: dict[str, bytes] = field(default_factory=dict)
    puts_files: bool = True
    now: float = 0.0
    hurry: float = 30.0

    @property
    def chat(self) -> TeamsChat:
        """The chat of a process that was just started."""
        noting = Noting(self.ledger, self.ledger, FakeMeetings(self.ledger))
        pace, means = (
            Pace(lambda: self.now, self.hurry, StandingClock()),
            Means(self, self.puts_files),
        )
        return TeamsChat(self.book, self.connector, means, noting=noting, pace=pace)

    async def download(self, upload: Upload) -> AsyncIterator[bytes]:
        if upload.file not in self.files:
            raise FileGone("download: 404")
        yield self.files[upload.file]

    def said(self, channel: str = "19:general") -> list[Posted]:
        return self.connector.said("t1", channel)

    async def kept(self, file: str) -> Document:
        document = await self.ledger.add(a_document(a_drop("t1", file), file), frozenset())
        await self.ledger.arrived(document.drop, document.id)
        return document


async def speaking() -> Room:
    """Give a room where Clerk was heard from, and Bob was met."""
    room = Room()
    for one in (GENERAL, CHAT, ANN):
        await room.book.heard(one)
    await room.book.heard(GENERAL, Account("t1", "bob", "29:bob"))
    return room
