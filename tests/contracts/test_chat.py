"""What every Chat keeps to."""

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from bot.ledger.database import FILE_NAME, Database
from bot.ledger.workspace import Workspace
from bot.ledger.workspace_rows import Draft, File, new_id
from bot.local.chat import LocalChat
from bot.local.roster import PLATFORM
from bot.local.shelf import Shelf
from bot.local.wire import drop_body
from handlers.chat import (
    Attachment,
    Card,
    Chat,
    ChatRefused,
    Code,
    Fields,
    FileGone,
    MessageRef,
    Place,
    Table,
    Text,
    Upload,
)
from tests.bot.slack.speaking import speaking
from tests.fake_chat import FakeChat

CHANNEL = "invoices"
CARD = Card(
    "Invoice 4711",
    (
        Text("One thing needs a look.", "bad"),
        Fields((("Seller", "ACME"), ("Total", "1,320.00 EUR"))),
        Table(("What", "Price"), (("Bolts", "12.00"),), frozenset({1})),
        Code("JSON", '{"total": 1320.00}'),
    ),
    "good",
    "read in 0.2 s",
)
PICTURE = Attachment("evidence.png", "image/png", b"\x89PNG" + bytes(range(256)) * 5, "the page")


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


async def _fake() -> Counterpart:
    chat = FakeChat()

    async def drop(place: Place, content: bytes) -> Upload:
        upload = Upload(place, "employee", new_id(), "a.pdf")
        chat.drop(upload, content)
        return upload

    async def shown(place: Place, user: str) -> list[str]:
        return [
            one.content.title if isinstance(one.content, Card) else one.content.name
            for one in chat.said
            if one.ref.place == place and one.audience in {None, user}
        ]

    return Counterpart(chat, drop, shown)


@asynccontextmanager
async def _local(folder: Path) -> AsyncIterator[Counterpart]:
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
            if (one.channel, one.thread) == (place.channel, place.thread) and not one.retracted
        ]

    try:
        yield Counterpart(LocalChat(workspace, shelf), drop, shown)
    finally:
        await database.close()


@asynccontextmanager
async def _slack() -> AsyncIterator[Counterpart]:
    async with speaking("ours", "theirs") as room:
        for team in room.slack.world.teams.values():
            for user in ("employee", "admin"):
                room.slack.act.join(team, user, CHANNEL)

        async def drop(place: Place, content: bytes) -> Upload:
            return room.drop(place, "employee", "a.pdf", content)

        async def shown(place: Place, user: str) -> list[str]:
            return room.shown(place, user)

        yield Counterpart(room.chat, drop, shown, keeps_keys=False)


@pytest.fixture(params=["fake", "local", "slack"])
async def platform(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[Counterpart]:
    if request.param == "fake":
        yield await _fake()
    elif request.param == "slack":
        async with _slack() as counterpart:
            yield counterpart
    else:
        async with _local(tmp_path) as counterpart:
            yield counterpart


@pytest.fixture(params=["ours", "theirs"])
def place(request: pytest.FixtureRequest) -> Place:
    return Place(PLATFORM, request.param, CHANNEL, "thread-1")


async def test_a_post_is_shown_and_found_by_its_key(platform: Counterpart, place: Place) -> None:
    ref = await platform.chat.post(place, CARD, key="k1")
    assert ref.place == place
    assert await platform.chat.find(place, key="k1") == ref
    assert await platform.chat.find(place, key="k2") is None
    assert await platform.shown(place, "admin") == ["Invoice 4711"]


async def test_the_same_key_is_the_same_message(platform: Counterpart, place: Place) -> None:
    first = await platform.chat.post(place, CARD, key="k1")
    again = await platform.again(place, Card("Something else"), "k1")
    assert again == first
    assert await platform.shown(place, "admin") == ["Invoice 4711"]


async def test_other_keys_are_other_messages_in_order(platform: Counterpart, place: Place) -> None:
    refs = [await platform.chat.post(place, Card(f"Card {n}"), key=f"k{n}") for n in range(3)]
    assert len({ref.id for ref in refs}) == 3
    assert await platform.shown(place, "admin") == ["Card 0", "Card 1", "Card 2"]


async def test_tenants_share_neither_keys_nor_messages(platform: Counterpart) -> None:
    ours, theirs = (Place(PLATFORM, name, CHANNEL, "t") for name in ("ours", "theirs"))
    first = await platform.chat.post(ours, Card("Ours"), key="k")
    assert await platform.chat.find(theirs, key="k") is None
    second = await platform.chat.post(theirs, Card("Theirs"), key="k")
    assert first != second
    await platform.chat.edit(second, Card("Theirs, edited"))
    assert await platform.shown(ours, "admin") == ["Ours"]
    await platform.chat.retract(second)
    assert await platform.shown(ours, "admin") == ["Ours"]
    assert await platform.shown(theirs, "admin") == []


async def test_a_message_of_another_tenant_is_out_of_reach(platform: Counterpart) -> None:
    ours, theirs = (Place(PLATFORM, name, CHANNEL, "t") for name in ("ours", "theirs"))
    ref = await platform.chat.post(ours, Card("Ours"), key="k")
    foreign = MessageRef(theirs, ref.id)
    with pytest.raises(ChatRefused):
        await platform.chat.edit(foreign, Card("Stolen"))
    await platform.chat.retract(foreign)
    assert await platform.shown(ours, "admin") == ["Ours"]


async def test_an_edit_replaces_what_was_said(platform: Counterpart, place: Place) -> None:
    ref = await platform.chat.post(place, Card("Reading…", tone="busy"), key="k1")
    await platform.chat.edit(ref, CARD)
    assert await platform.shown(place, "admin") == ["Invoice 4711"]
    assert await platform.chat.find(place, key="k1") == ref


async def test_a_retracted_message_is_gone_and_retracting_twice_is_harmless(
    platform: Counterpart, place: Place
) -> None:
    ref = await platform.chat.post(place, CARD, key="k1")
    await platform.chat.retract(ref)
    await platform.chat.retract(ref)
    assert await platform.shown(place, "admin") == []
    assert await platform.chat.find(place, key="k1") is None
    with pytest.raises(ChatRefused):
        await platform.chat.edit(ref, CARD)


async def test_a_private_message_is_seen_by_one_user_only(
    platform: Counterpart, place: Place
) -> None:
    await platform.chat.post_privately(place, "employee", Card("Only you"))
    assert await platform.shown(place, "employee") == ["Only you"]
    assert await platform.shown(place, "admin") == []


async def test_a_file_is_put_in_the_thread_once_a_key(platform: Counterpart, place: Place) -> None:
    ref = await platform.chat.send_file(place, PICTURE, key="f1")
    again = await platform.again(place, PICTURE, "f1")
    assert again == ref
    assert ref.place == place
    assert await platform.chat.find(place, key="f1") == ref
    assert await platform.shown(place, "admin") == ["evidence.png"]
    await platform.chat.retract(ref)
    assert await platform.shown(place, "admin") == []


@pytest.mark.parametrize("size", [0, 1, 300_000])
async def test_a_download_streams_what_was_dropped(
    platform: Counterpart, place: Place, size: int
) -> None:
    content = bytes(n % 251 for n in range(size))
    upload = await platform.drop(place, content)
    got = b"".join([chunk async for chunk in platform.chat.download(upload)])
    assert got == content


async def test_a_missing_file_is_gone(platform: Counterpart, place: Place) -> None:
    with pytest.raises(FileGone):
        async for _ in platform.chat.download(Upload(place, "employee", "nothing", "a.pdf")):
            pass


async def test_a_file_of_another_tenant_is_gone(platform: Counterpart) -> None:
    ours, theirs = (Place(PLATFORM, name, CHANNEL, "t") for name in ("ours", "theirs"))
    upload = await platform.drop(ours, b"secret")
    with pytest.raises(FileGone):
        async for _ in platform.chat.download(Upload(theirs, "employee", upload.file, "a.pdf")):
            pass
