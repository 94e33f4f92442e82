"""Every Chat, with what people do and see on its platform."""

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

from bot.book import Book, Conversation, Source
from bot.ledger.database import FILE_NAME, Database
from bot.ledger.workspace import Workspace
from bot.ledger.workspace_rows import Draft, File, new_id
from bot.local.chat import LocalChat
from bot.local.roster import PLATFORM, sees
from bot.local.shelf import Shelf
from bot.local.wire import drop_body
from bot.settings import Settings
from bot.teams.reach import reach
from handlers.chat import (
    Attachment,
    Card,
    Chat,
    MessageRef,
    Place,
    Upload,
)
from tests.bot.slack.speaking import speaking
from tests.doubles.teams import cards
from tests.doubles.teams.connector import BOT
from tests.doubles.teams.double import TeamsDouble, teams_double
from tests.doubles.teams.world import Conversation as Channel
from tests.doubles.teams.world import File as Dropped
from tests.doubles.teams.world import Message, Person, Tenant
from tests.fake_chat import FakeChat
from tests.fake_ledger import MORNING

CHANNEL = "invoices"


@dataclass
class Counterpart:
    """A Chat, and what a person of the platform could do and see.

    `shown` gives the titles of cards and the names of files that a user sees in a place.
    `keeps_keys`: it makes a repeated call harmless by itself.
    """

    chat: Chat
    drop: Callable[[Place, bytes], Awaitable[Upload]]
    shown: Callable[[Place, str], Awaitable[list[str]]]
    keeps_keys: bool = True

    async def again(self, place: Place, said: Card | Attachment, key: str) -> MessageRef:
        """Say something under a key that was used before, as whoever uses the port does."""
        earlier = None if self.keeps_keys else await self.chat.find(place, key=key)
        if earlier is not None:
            return earlier
        if isinstance(said, Card):
            return await self.chat.post(place, said, key=key)
        return await self.chat.send_file(place, said, key=key)


async def fake() -> Counterpart:
    chat = FakeChat(strangers={"nobody"})

    async def drop(place: Place, content: bytes) -> Upload:
        upload = Upload(place, "employee", new_id(), "a.pdf")
        chat.drop(upload, content)
        return upload

    async def shown(place: Place, user: str) -> list[str]:
        return [
            one.content.title if isinstance(one.content, Card) else one.content.name
            for one in chat.said
            if one.ref.place == place
            and one.audience in {None, user}
            and chat.directs.get((place.tenant, place.channel), user) == user
        ]

    return Counterpart(chat, drop, shown)


@asynccontextmanager
async def local(folder: Path) -> AsyncIterator[Counterpart]:
    database = Database(folder / FILE_NAME)
    await database.migrate()
    workspace, shelf = Workspace(database), Shelf(folder / "workspace")

    async def drop(place: Place, content: bytes) -> Upload:
        async def chunks() -> AsyncIterator[bytes]:
            yield content[:7]
            yield content[7:]

        file = new_id()
        size = await shelf.write(place.tenant, file, chunks())
        said = await workspace.add(
            Draft(
                place.tenant,
                place.channel,
                None,
                "employee",
                drop_body(file, "a.pdf", size),
                file=File(file, "a.pdf", "application/octet-stream", size, dropped=True),
            )
        )
        thread = Place(PLATFORM, place.tenant, place.channel, said.id)
        return Upload(thread, "employee", file, "a.pdf")

    async def shown(place: Place, user: str) -> list[str]:
        said = await workspace.since(place.tenant, user, 0, limit=1000)
        return [
            str(one.body.get("title") or one.body.get("name"))
            for one in sorted(said, key=lambda one: one.posted)
            if (one.channel, one.thread) == (place.channel, place.thread)
            and not one.retracted
            and sees(user, one)
        ]

    try:
        yield Counterpart(LocalChat(workspace, shelf), drop, shown)
    finally:
        await database.close()


@asynccontextmanager
async def slack() -> AsyncIterator[Counterpart]:
    async with speaking("ours", "theirs") as room:
        for team in room.slack.world.teams.values():
            for user in ("employee", "admin"):
                room.slack.act.join(team, user, CHANNEL)

        async def drop(place: Place, content: bytes) -> Upload:
            return room.drop(place, "employee", "a.pdf", content)

        async def shown(place: Place, user: str) -> list[str]:
            return room.shown(place, user)

        yield Counterpart(room.chat, drop, shown, keeps_keys=False)


@asynccontextmanager
async def teams(folder: Path) -> AsyncIterator[Counterpart]:
    async with teams_double() as double:
        settings = Settings.model_validate(double.environment(double.world.tenant("ours")))
        database = Database(folder)
        reached = reach(settings, database)
        for name in ("ours", "theirs"):
            await _let_in(double, reached.book, name)

        async def drop(place: Place, content: bytes) -> Upload:
            return await _dropped(double, reached.book, place, content)

        async def shown(place: Place, user: str) -> list[str]:
            return _shown_in(double.world.tenants[place.tenant], place, user)

        try:
            yield Counterpart(reached.chat, drop, shown, keeps_keys=False)
        finally:
            await reached.close()
            await database.close()


async def _let_in(double: TeamsDouble, book: Book, name: str) -> None:
    """Make a tenant with a channel where Clerk was heard, and a thread or two in it."""
    tenant = double.world.tenants[name] = Tenant(name)
    for user in ("employee", "admin"):
        tenant.people[user] = Person(user, user, f"{user}@example.com")
    roots = [Message(thread, "29:admin") for thread in ("thread-1", "t")]
    tenant.conversations[CHANNEL] = Channel(CHANNEL, "channel", messages=roots)
    url = double.world.service_url(tenant)
    await book.heard(Conversation(name, CHANNEL, "channel", url, BOT))


async def _dropped(double: TeamsDouble, book: Book, place: Place, content: bytes) -> Upload:
    id_ = new_id()
    double.world.files[id_] = Dropped(id_, "a.pdf", content)
    url = f"{double.url}/files/{id_}?tempauth=sample"
    thread = str(place.thread)
    await book.brought(
        Source(place.tenant, place.channel, id_, "download", url, "1", thread, MORNING)
    )
    return Upload(place, "employee", id_, "a.pdf")


def _shown_in(tenant: Tenant, place: Place, user: str) -> list[str]:
    """What is said in private is said to one person alone, wherever it was asked for."""
    where = tenant.conversations[place.channel]
    alone = tenant.personal(tenant.people[user])
    said = [one for one in where.messages if one.author == BOT and one.thread == place.thread]
    if where.kind == "personal":
        said = said if where is alone else []
    else:
        said += alone.messages
    return [name for one in said for name in _names(one)]


def _names(one: Message) -> list[str]:
    """Give what a message is called: those that offer several files, by these."""
    return [name for _, name in cards.files(one.card)] or [str(one.activity["summary"])]
