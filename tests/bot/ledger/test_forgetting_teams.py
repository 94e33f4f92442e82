"""What is kept of Teams goes with the document, or the meeting, that it is about."""

import asyncio
import shutil
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from bot.book import ON_CARD, PLATFORM, Conversation, Offered, Said, Source
from bot.ledger.archive import SqlArchive
from bot.ledger.book import SqlBook
from bot.ledger.database import FILE_NAME, Database
from bot.ledger.erasure import SqlErasure
from bot.ledger.meetings import SqlMeetings
from bot.ledger.outbox import SqlOutbox
from bot.ledger.withdrawing import SqlWithdrawing
from bot.shown import Noting
from handlers.chat import Button, Buttons, Card, MessageRef, Place, Text
from handlers.ports import Document, Drop
from tests.fake_ledger import MORNING, FakeClock, a_document, a_drop

GENERAL = Place(PLATFORM, "t1", "19:general", "1700")
ALONE = Place(PLATFORM, "t1", "a:ann")
LATER = MORNING + timedelta(days=30)


class House:
    """What is kept of documents that came by Teams."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.database = Database(folder / FILE_NAME)
        self.book = SqlBook(self.database, FakeClock().now)
        self.archive = SqlArchive(self.database)
        self.outbox = SqlOutbox(self.database)
        self.erasure = SqlErasure(self.database)
        self.withdrawing = SqlWithdrawing(self.database, keeps_passed=False)
        self.meetings = SqlMeetings(self.database, FakeClock())
        self.noting = Noting(self.outbox, self.archive, self.meetings)

    async def drop(self, file: str, *, part: str = "", minutes: int = 0) -> Drop:
        drop = a_drop("t1", file, minutes=minutes)
        key = f"teams:t1:19:general:{file}{part}"
        drop = replace(drop, key=key, place=GENERAL, part=part)
        await self.archive.arrived(drop, None)
        await self.book.brought(
            Source("t1", "19:general", file, "download", f"https://f/{file}", "1", "1", MORNING)
        )
        return drop

    async def read(self, drop: Drop, content: str) -> Document:
        document = await self.archive.add(a_document(drop, content), frozenset())
        await self.archive.arrived(drop, document.id)
        return document

    async def say(self, drop: Drop, word: str, place: Place = GENERAL) -> MessageRef:
        """Say something about an arrival."""
        message, key = MessageRef(place, f"id of {word}"), f"{drop.key}:{word}"
        await self.outbox.opening(place, key, drop.key)
        file = Offered(f"{word}.json", "application/json", word, word.encode(), MORNING)
        await self.book.say(Said(message, word, Card(word, (Text(word),)), file))
        await self.outbox.done(key, message)
        return message

    async def show(self, document: Document) -> MessageRef:
        """Show a document to one person alone."""
        row = Buttons((Button("review.open", f"{document.id}:1", "Open"),))
        message, card = MessageRef(ALONE, f"list with {document.id}"), Card("What waits", (row,))
        await self.book.say(Said(message, "", card, user="ann"))
        assert await self.noting.note(message, card)
        return message

    async def kept(self, *messages: MessageRef) -> list[str]:
        return [one.id for one in messages if await self.book.said(one)]

    async def files(self) -> list[str]:
        return [one.file for one in await self.book.of_message("t1", "19:general", "1")]


@pytest.fixture
async def house(tmp_path: Path, migrated: Path) -> AsyncIterator[House]:
    await asyncio.to_thread(shutil.copy, migrated, tmp_path / FILE_NAME)
    house = House(tmp_path)
    yield house
    await house.database.close()


async def test_what_was_said_and_shown_of_a_document_goes_with_it(house: House) -> None:
    first, second = await house.drop("F1"), await house.drop("F2")
    document, other = await house.read(first, "one"), await house.read(second, "two")
    card, told = await house.say(first, "firstcard"), await house.say(first, "sent", ALONE)
    stays, listed = await house.say(second, "second"), await house.show(other)
    shown = await house.show(document)
    said = await house.kept(card, told, shown, stays, listed)
    assert len(said) == 5
    erased = await house.erasure.erase("t1", document.id)
    assert erased
    assert (erased.rows["teams_messages"], erased.rows["teams_files"]) == (3, 1)
    assert await house.kept(card, told, shown, stays, listed) == [stays.id, listed.id]
    assert await house.files() == ["F2"]
    await house.erasure.scrub()
    whole = await asyncio.to_thread((house.folder / FILE_NAME).read_bytes)
    assert [word for word in (b"firstcard", b"second", b"https://f/F1") if word in whole] == [
        b"second"
    ]


async def test_files_on_one_card_go_with_what_they_are_of(house: House) -> None:
    drop = await house.drop("F1")
    document = await house.read(drop, "one")
    files = [MessageRef(GENERAL, f"1701{ON_CARD}{mark}") for mark in ("0a", "0b")]
    for file in files:
        key = f"{drop.key}:{file.id}"
        await house.outbox.opening(GENERAL, key, drop.key)
        offered = Offered("a.json", "application/json", "a.json", b"{}", MORNING, "bundle")
        await house.book.say(Said(file, file.id, Card("Files"), offered))
        await house.outbox.done(key, file)
    assert await house.book.sweep(LATER) == 3, "content and where it was had, not what they are"
    assert await house.kept(*files) == [one.id for one in files]
    traces = await house.erasure.traces("t1", document.id)
    assert traces
    assert set(files) <= set(traces.messages)
    await house.erasure.erase("t1", document.id)
    assert await house.kept(MessageRef(GENERAL, "1701"), *files) == []


async def test_another_tenants_and_another_platforms_stay(house: House) -> None:
    drop = await house.drop("F1")
    sent = await house.say(drop, "card")
    foreign = replace(sent, place=replace(GENERAL, tenant="t2"))
    elsewhere = replace(sent, id="of the local workspace")
    for message in (foreign, elsewhere):
        await house.book.say(Said(message, "", Card("")))
    local = replace(elsewhere, place=replace(GENERAL, platform="local"))
    await house.outbox.opening(local.place, f"{drop.key}:local", drop.key)
    await house.outbox.done(f"{drop.key}:local", local)
    assert await house.erasure.erase("t1", "F1")
    assert await house.kept(sent, foreign, elsewhere) == [foreign.id, elsewhere.id]


async def test_what_is_withdrawn_takes_its_messages_with_it(house: House) -> None:
    first, second = await house.drop("F1"), await house.drop("F2", minutes=1)
    document = await house.read(first, "the same")
    await house.archive.arrived(second, document.id)
    own, others = await house.say(first, "own"), await house.say(second, "others")
    gone = await house.withdrawing.withdraw("t1", [first.key], MORNING)
    assert gone.traces.rows["teams_messages"] == 1
    assert await house.kept(own, others) == [others.id]
    assert await house.files() == ["F2"]


async def test_a_file_is_had_as_long_as_a_part_of_it_is_to_be_read(house: House) -> None:
    first, second = await house.drop("F1", part="1"), await house.drop("F1", part="2-3")
    await house.withdrawing.withdraw("t1", [first.key], MORNING)
    assert await house.files() == ["F1"]
    await house.withdrawing.withdraw("t1", [second.key], MORNING)
    assert await house.files() == []


async def test_what_was_said_of_a_meeting_goes_with_it(house: House) -> None:
    drop = replace(await house.drop("F1"), name="a.mp4")
    meeting = await house.meetings.arrived(drop, "recording")
    sent = await house.say(drop, "report")
    assert await house.erasure.erase("t1", meeting.id)
    assert await house.kept(sent) == []
    assert await house.files() == []


async def test_of_what_is_still_kept_only_the_content_of_files_is_let_go(house: House) -> None:
    drop = await house.drop("F1")
    document = await house.read(drop, "one")
    await house.book.heard(Conversation("t1", "a:ann", "personal", "https://a", "b", user="ann"))
    sent, shown = await house.say(drop, "card"), await house.show(document)
    digest = MessageRef(GENERAL, "digest")
    await house.outbox.opening(GENERAL, "digest:1", None)
    await house.book.say(Said(digest, "d", Card("Today")))
    await house.outbox.done("digest:1", digest)
    unsure = MessageRef(GENERAL, "unsure")
    await house.outbox.opening(GENERAL, f"{drop.key}:lost", drop.key)
    await house.book.say(Said(unsure, "lost", Card("Whose answer was lost")))
    assert await house.book.sweep(LATER) == 4
    assert await house.kept(sent, shown, digest, unsure) == [sent.id, shown.id]
    said = await house.book.said(sent)
    assert said
    assert said.offered
    assert said.offered.content is None
    assert await house.files() == ["F1"]
    assert await house.book.personal("t1", "ann")


async def test_which_message_brought_a_file_is_known_for_as_long_as_that_is_kept(
    house: House,
) -> None:
    document = await house.read(await house.drop("F1"), "one")
    await house.book.brought(
        Source("t1", "19:general", "F2", "inline", "https://f/F2", "1", "1", MORNING)
    )
    assert await house.book.sweep(LATER) == 2
    assert await house.book.sweep(LATER) == 0
    [left] = await house.book.of_message("t1", "19:general", "1")
    assert (left.file, left.url, left.link) == ("F1", "", "")
    await house.erasure.erase("t1", document.id)
    assert await house.files() == []
