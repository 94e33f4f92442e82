"""Open pages are told what changes, in order, from where they stopped."""

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any

import aiohttp
import pytest

from bot.ledger.database import FILE_NAME, Database
from bot.ledger.workspace import Workspace
from bot.local.chat import LocalChat
from bot.local.shelf import Shelf
from handlers.chat import Card, MessageRef, Place
from tests.bot.local.conftest import Rig, until

PLACE = Place("local", "local", "invoices", "t")


@dataclass
class Event:
    id: str
    kind: str
    data: Any


class Listener:
    """Reads a stream of Server-Sent Events, as a browser does."""

    def __init__(self, response: aiohttp.ClientResponse) -> None:
        self.response = response

    async def next(self) -> Event:
        fields: dict[str, str] = {}
        while True:
            line = (await self.response.content.readline()).decode()
            if line == "":
                raise EOFError
            name, _, value = line.rstrip("\n").partition(": ")
            if line == "\n" and "data" in fields:
                return Event(fields["id"], fields["event"], json.loads(fields["data"]))
            fields[name] = value

    async def titles(self, count: int) -> list[str]:
        return [(await self.next()).data["body"]["title"] for _ in range(count)]


@asynccontextmanager
async def listening(
    rig: Rig, *, viewer: str = "employee", after: int = 0, last: str | None = None
) -> AsyncIterator[Listener]:
    headers = {} if last is None else {"Last-Event-ID": last}
    url = f"{rig.server.url}/api/events?as={viewer}&after={after}"
    async with rig.http.get(url, headers=headers) as response:
        assert response.status == 200
        assert response.headers["Content-Type"] == "text/event-stream"
        yield Listener(response)


async def test_a_page_is_told_of_posts_edits_and_retractions(rig: Rig) -> None:
    async with listening(rig) as page:
        ref = await rig.chat.post(PLACE, Card("Reading…", tone="busy"), key="k")
        posted = await page.next()
        await rig.chat.edit(ref, Card("Read"))
        edited = await page.next()
        await rig.chat.retract(ref)
        retracted = await page.next()
    assert posted.data["body"]["title"] == "Reading…"
    assert edited.data["body"]["title"] == "Read"
    assert posted.data["id"] == edited.data["id"] == retracted.data["id"] == ref.id
    assert retracted.data["retracted"]
    assert "body" not in retracted.data
    assert int(posted.id) < int(edited.id) < int(retracted.id)


async def test_a_page_goes_on_from_where_it_stopped(rig: Rig) -> None:
    for n in range(4):
        await rig.chat.post(PLACE, Card(f"Card {n}"), key=f"k{n}")
    async with listening(rig, after=0) as page:
        second = [await page.next() for _ in range(2)][-1]
    # The header of a browser that reconnects goes before the address it was first given.
    async with listening(rig, after=0, last=second.id) as page:
        assert await page.titles(2) == ["Card 2", "Card 3"]


async def test_of_many_changes_to_one_message_the_last_is_told(rig: Rig) -> None:
    ref = await rig.chat.post(PLACE, Card("Card 0"), key="k")
    for n in range(1, 4):
        await rig.chat.edit(ref, Card(f"Card {n}"))
    async with listening(rig) as page:
        assert await page.titles(1) == ["Card 3"]


async def test_more_changes_than_one_batch_are_all_told_in_order(rig: Rig) -> None:
    wanted = [f"Card {n}" for n in range(130)]
    for title in wanted:
        await rig.chat.post(PLACE, Card(title), key=title)
    async with listening(rig) as page:
        assert await page.titles(130) == wanted


async def test_a_private_message_reaches_its_reader_only(rig: Rig) -> None:
    async with listening(rig, viewer="admin") as theirs, listening(rig) as mine:
        await rig.chat.post_privately(PLACE, "employee", Card("Only you"))
        await rig.chat.post(PLACE, Card("Everybody"), key="k")
        assert await mine.titles(2) == ["Only you", "Everybody"]
        assert await theirs.titles(1) == ["Everybody"]


async def test_what_another_process_changes_is_told(rig: Rig) -> None:
    other = Database(rig.folder / FILE_NAME)
    chat = LocalChat(Workspace(other), Shelf(rig.folder / "workspace"))
    ref = await rig.chat.post(PLACE, Card("Card"), key="k")
    async with listening(rig) as page:
        assert await page.titles(1) == ["Card"]
        await chat.retract(MessageRef(PLACE, ref.id))
        assert (await page.next()).data["retracted"]
    await other.close()


async def test_a_page_of_another_data_folder_is_told_to_begin_anew(rig: Rig) -> None:
    await rig.chat.post(PLACE, Card("Card"), key="k")
    async with listening(rig, last="4711") as page:
        reset = await page.next()
        assert (reset.kind, reset.id) == ("reset", "0")
        assert await page.titles(1) == ["Card"]


@pytest.mark.parametrize("last", ["-1", "x", "1e3", "٣", "9" * 30])
async def test_a_resume_point_that_is_no_number_is_refused(rig: Rig, last: str) -> None:
    response = await rig.get("/api/events?as=employee", **{"Last-Event-ID": last})
    assert response.status == 400


async def test_streams_end_when_the_workspace_stops(rig: Rig) -> None:
    async with listening(rig) as page:
        stopping = asyncio.create_task(rig.server.stop())
        with pytest.raises((EOFError, aiohttp.ClientError)):
            await page.next()
        await stopping


async def test_nobody_looks_at_the_database_while_no_page_is_open(rig: Rig) -> None:
    looks: list[str] = []

    async def counted(tenant: str) -> int:
        looks.append(tenant)
        return await Workspace.cursor(rig.workspace, tenant)

    rig.workspace.cursor = counted  # type: ignore[method-assign]  # counts what the feed does
    async with listening(rig) as page:
        await rig.chat.post(PLACE, Card("Card"), key="k")
        await page.next()
    assert looks
    # A stream notices at its next look that its page has gone; then the bell has no listener.
    await until(lambda: rig.workspace.bell.listeners == 0)
    looks.clear()
    await rig.chat.post(PLACE, Card("Card"), key="k2")
    assert looks == []
