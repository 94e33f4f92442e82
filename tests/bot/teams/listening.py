"""Whoever hears in a Teams of ours of messages whose files are hidden, and what comes of it."""

from dataclasses import dataclass, field

from bot.teams.payloads import Brought, Hidden, Met, happenings
from bot.teams.requests import Requests
from bot.teams.sharing import Hands, Sharing
from handlers.chat import Card, Command, Upload
from handlers.ports import Job
from handlers.replies import Replies
from handlers.withdrawals import Withdrawal
from tests.bot.teams.fetching import CONTENT, Fetcher
from tests.doubles.teams.world import Conversation, Message
from tests.fake_chat import FakeChat
from tests.fake_ledger import MORNING, FakeClock, FakeLedger
from tests.fake_queue import InMemorySteps

CHAT, CHANNEL = {"ChatMessage.Read.Chat"}, {"ChannelMessage.Read.Group"}


@dataclass
class Jobs:
    """A Queue that keeps what it is given."""

    kept: dict[str, Job] = field(default_factory=dict)

    async def put(self, job: Job) -> bool:
        known = job.key in self.kept
        self.kept.setdefault(job.key, job)
        return not known


@dataclass
class Room:
    """Where Clerk hears of messages: `heard` is what turned up, `chat` what was said."""

    at: Fetcher
    jobs: Jobs = field(default_factory=Jobs)
    chat: FakeChat = field(default_factory=FakeChat)
    heard: list[Upload | Command | Withdrawal] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.sharing = self.having(graph=True)

    def having(self, *, graph: bool) -> Sharing:
        async def hear(event: Upload | Command | Withdrawal) -> None:
            self.heard.append(event)

        replies = Replies(self.chat, FakeLedger())
        requests = Requests(self.chat, hear)
        hands = Hands(self.jobs, hear, requests, replies, FakeClock())  # type: ignore[arg-type]
        return Sharing(self.at.book, self.at.graph if graph else None, hands)

    async def write(
        self, held: Conversation, text: str = "", *files: str, mention: bool = True,
        image: bool = False, thread: Message | None = None, page: str | None = None,
    ) -> Message:  # fmt: skip
        """Have Ann write, and Clerk hear of it; of what hangs on it, the `page` alone."""
        act, told = self.at.teams.act, self.at.teams.told
        named = [(name, CONTENT) for name in files]
        images = [("a.png", CONTENT)] if image else []
        message = act.written(held, self.at.ann, text, files=named, images=images, thread=thread)
        activity = told.message(self.at.tenant, held, self.at.ann, message, mention=mention)
        if page is not None:
            activity["attachments"] = [{"contentType": "text/html", "content": page}]
        for one in happenings(activity, MORNING):
            if isinstance(one, Met):
                await self.at.book.heard(one.conversation, *one.accounts)
            if isinstance(one, Brought):
                await self.at.book.brought(one.source)
            if isinstance(one, Hidden):
                await self._hear(one)
        return message

    async def _hear(self, hidden: Hidden) -> None:
        if not await self.sharing.on_hidden(hidden) and hidden.asked is not None:
            self.heard.append(hidden.asked.command)

    async def work(self) -> None:
        """Do what was put."""
        for job in [*self.jobs.kept.values()]:
            await self.sharing.on_job(job, InMemorySteps())
        self.jobs.kept.clear()

    @property
    def names(self) -> list[str]:
        return [one.name for one in self.heard if isinstance(one, Upload)]

    @property
    def said(self) -> list[str]:
        """What was said, by its title."""
        return [one.title for one in self.cards]

    @property
    def cards(self) -> list[Card]:
        return [one.content for one in self.chat.said if isinstance(one.content, Card)]
