"""Reminders and digests over a pile of documents, said in a chat in which things go wrong."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from handlers.chat import Card, MessageRef, Place
from handlers.notices import NOTICES, Notices
from handlers.ports import Job
from handlers.reminders import DIGEST, REMINDERS, Reminders
from handlers.replies import Replies
from handlers.visibility import Visibility
from tests.fake_chat import FakeChat
from tests.fake_deadlines import FakeDeadlines
from tests.fake_queue import InMemorySteps
from tests.handlers.pile import NOW, Pile

ACCOUNTING = Place("local", "t1", "accounting")
HEAD = "0f" * 32
SHANGHAI = ZoneInfo("Asia/Shanghai")


class PowerCut(Exception):
    """The process ended here."""


@dataclass
class Heads:
    """Chains of so many links."""

    links: Mapping[str, int] = field(default_factory=lambda: {"t1": 41, "t2": 7})

    async def heads(self) -> Mapping[str, tuple[int, str]]:
        return {tenant: (links, HEAD) for tenant, links in self.links.items()}


@dataclass
class Moody(FakeChat):
    """A chat in which one thing goes wrong: before or after a message with `name` is posted."""

    name: str = ""
    before: Exception | None = None
    after: Exception | None = None

    async def post(self, place: Place, card: Card, *, key: str) -> MessageRef:
        if self.before is not None and self.name in key:
            raise self.before
        message = await super().post(place, card, key=key)
        if self.after is not None and self.name in key:
            error, self.after = self.after, None
            raise error
        return message


class Watch:
    """Reminders over a pile."""

    def __init__(self, chat: Moody | None = None) -> None:
        self.pile = Pile()
        self.chat = chat or Moody()
        self.chains = Heads()
        self.reminders = Reminders(
            reviews=self.pile.reviews,
            archive=self.pile.ledger,
            chains=self.chains,
            replies=Replies(self.chat, self.pile.ledger),
            accounting={"t1": ACCOUNTING},
            period=timedelta(hours=24),
            notices=Notices(
                deadlines=FakeDeadlines(self.pile.ledger),
                archive=self.pile.ledger,
                replies=Replies(self.chat, self.pile.ledger),
                visibility=Visibility(self.pile.ledger, self.pile.directory, {"t1": ACCOUNTING}),
                zone=SHANGHAI,
                days=30,
            ),
        )

    async def tick(self, at: datetime = NOW, steps: InMemorySteps | None = None) -> InMemorySteps:
        """Do the reminders of an hour."""
        steps = steps or InMemorySteps()
        job = Job(REMINDERS, f"reminders:{at:%H}", {"slot": at.isoformat()})
        await self.reminders.on_job(job, steps)
        return steps

    async def watch(self, at: datetime, steps: InMemorySteps | None = None) -> InMemorySteps:
        """Do the reminders of contracts of an hour."""
        steps = steps or InMemorySteps()
        job = Job(NOTICES, f"notices:{at:%Y-%m-%dT%H}", {"slot": at.isoformat()})
        await self.reminders.on_job(job, steps)
        return steps

    async def day(self, at: datetime = NOW) -> None:
        """Do the digest of a day."""
        facts = {"slot": at.isoformat(), "since": (at - timedelta(days=1)).isoformat()}
        date = f"{at:%Y-%m-%d}"
        job = Job(DIGEST, f"digest:{date}", {**facts, "date": date})
        await self.reminders.on_job(job, InMemorySteps())

    def cards(self) -> list[Card]:
        """Give what was said."""
        return [one.content for one in self.chat.said if isinstance(one.content, Card)]
