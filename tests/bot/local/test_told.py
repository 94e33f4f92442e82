"""Of what single persons were told, forgetting a document takes back what shows it."""

import asyncio
import shutil
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.ledger.database import FILE_NAME, Database
from bot.ledger.workspace import Workspace
from bot.local.chat import LocalChat
from bot.local.shelf import Shelf
from handlers.chat import Button, Buttons, Card, Entry, Place, Text

HERE = Place("local", "t1", "invoices")
DOCUMENT, OTHER = "D-AAAAAAAAAA", "D-BBBBBBBBBB"


def button(action: str, value: str) -> Button:
    return Button(action, value, "Press")


def of(document: str) -> Card:
    """The card of one document."""
    return Card("One", (Text("Acme"), Buttons((button("review.flag", f"{document}:12"),))))


def listing(*documents: str) -> Card:
    """A list of documents, with nothing to turn to."""
    return Card(
        "Some",
        tuple(Entry("Acme", "1 day", button("review.open", f"{one}:1")) for one in documents),
    )


SELLERS = Card("All", (Entry("Acme", "1 day", button("backlog.show", "seller-0:0")),))
PAGES = Card("All", (Text("Acme"), Buttons((button("backlog.show", "all:8"),))))
HELP = Card("Help", (Text(f"{DOCUMENT}: backlog.show is unknown"), Entry("Say", "help")))


@pytest.fixture
async def database(tmp_path: Path, migrated: Path) -> AsyncIterator[Database]:
    await asyncio.to_thread(shutil.copy, migrated, tmp_path / FILE_NAME)
    database = Database(tmp_path / FILE_NAME)
    yield database
    await database.close()


@pytest.fixture
def workspace(database: Database) -> Workspace:
    return Workspace(database)


@pytest.fixture
def chat(workspace: Workspace, tmp_path: Path) -> LocalChat:
    return LocalChat(workspace, Shelf(tmp_path / "shelf"))


async def titles(workspace: Workspace, tenant: str = "t1") -> list[object]:
    history = await workspace.history(tenant, HERE.channel, "eva")
    return [one.body["title"] for one in history.messages]


@pytest.mark.parametrize(
    "card", [of(DOCUMENT), listing(OTHER, DOCUMENT), SELLERS, PAGES], ids=lambda card: card.title
)
async def test_what_shows_it_or_what_waits_goes(
    chat: LocalChat, workspace: Workspace, card: Card
) -> None:
    for place in (HERE, Place("local", "t1", "invoices", "thread")):
        await chat.post_privately(place, "eva", card)
    before = await workspace.cursor("t1")
    assert await chat.forget_told("t1", DOCUMENT) == 2
    assert await titles(workspace) == []
    emptied = await workspace.since("t1", "eva", before)
    assert [(one.body, one.retracted) for one in emptied] == [({}, True)] * 2, "pages learn of it"
    assert await chat.forget_told("t1", DOCUMENT) == 0


async def test_what_shows_something_else_stays(chat: LocalChat, workspace: Workspace) -> None:
    for card in (of(OTHER), listing(OTHER), HELP, of(f"{DOCUMENT}A")):
        await chat.post_privately(HERE, "eva", card)
    assert await chat.forget_told("t1", DOCUMENT) == 0
    assert await titles(workspace) == ["One", "Some", "Help", "One"]


async def test_what_everybody_sees_is_not_taken_back_here(
    chat: LocalChat, workspace: Workspace
) -> None:
    await chat.post(HERE, of(DOCUMENT), key="card")
    await chat.post(HERE, PAGES, key="digest")
    assert await chat.forget_told("t1", DOCUMENT) == 0
    assert await titles(workspace) == ["One", "All"]


async def test_another_tenants_messages_stay(chat: LocalChat, workspace: Workspace) -> None:
    await chat.post_privately(Place("local", "t2", "invoices"), "eva", of(DOCUMENT))
    assert await chat.forget_told("t1", DOCUMENT) == 0
    assert await titles(workspace, "t2") == ["One"]
