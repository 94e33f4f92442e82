"""What was forgotten is in no byte of the data folder."""

import asyncio
import random
from collections.abc import AsyncIterator, Mapping
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from bot.ledger.archive import SqlArchive
from bot.ledger.audit import SqlAudit
from bot.ledger.database import FILE_NAME, Database
from bot.ledger.deadlines import SqlDeadlines
from bot.ledger.erasure import SqlErasure
from bot.ledger.inventory import ERASED, FOLDER, TABLES
from bot.ledger.outbox import SqlOutbox
from bot.ledger.reviews import SqlReviews
from bot.ledger.runs import SqlRuns
from bot.ledger.vendors import SqlVendors
from bot.ledger.workspace import Workspace
from bot.ledger.workspace_rows import Draft, File
from bot.local.chat import LocalChat
from bot.local.shelf import Shelf
from bot.local.wire import drop_body
from bot.store import FolderStore
from handlers.chat import Attachment, Card, MessageRef, Place, Text
from handlers.deadlines import Deadline, Due
from handlers.ports import Document, Drop
from handlers.privacy import Privacy
from handlers.vendors import Lesson
from handlers.verdicts import Act, opened
from pipelines.document.findings import Finding
from pipelines.document.model import Evidence, Invoice
from tests.fake_ledger import (
    FakeClock,
    FakeQueue,
    a_document,
    a_reading,
    a_run,
    stream,
)

TENANT = "t1"
PARTS = (
    "file", "name", "user", "vendor", "evidence", "fact", "seller", "number", "card", "message",
    "account", "sent", "sent-name", "content", "question", "decider", "reason",
)  # fmt: skip


class House:
    """Everything that keeps something, on one data folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.database = Database(folder / FILE_NAME)
        self.store = FolderStore(folder / "files")
        self.shelf = Shelf(folder / "workspace")
        self.workspace = Workspace(self.database)
        self.chat = LocalChat(self.workspace, self.shelf)
        self.archive = SqlArchive(self.database)
        self.reviews = SqlReviews(self.database)
        self.outbox = SqlOutbox(self.database)
        self.privacy = Privacy(
            SqlErasure(self.database),
            self.store,
            self.chat,
            FakeQueue(),
            SqlAudit(self.database, b"key", FakeClock()),
            FakeClock(),
            {"local": self.chat.forget_upload},
        )

    async def plant(self, said: Mapping[str, str], evidence: int) -> None:
        """Keep a document that says `said` wherever a document can say something."""
        place = await self._drop(said)
        job = f"local:{TENANT}:general:{said['file']}"
        drop = Drop(job, place, said["user"], said["file"], said["name"], datetime.now(UTC))
        reading = a_reading(
            invoice=Invoice(vendor=said["vendor"]),
            evidence={
                f"{n}": (Evidence(page=1, text=said["evidence"], source="ocr"),)
                for n in range(evidence)
            },
            findings=(
                Finding(rule="invalid_date", severity="error", facts={"found": said["fact"]}),
            ),
        )
        document = a_document(drop, said["content"], reading=reading)
        stored = await self.store.put(TENANT, stream(said["content"].encode()), limit=100)
        assert stored.sha256 == document.sha256
        await self.archive.add(document, frozenset({said["seller"], said["number"]}))
        taught = [Lesson(f"name:{said['vendor']}", "account", said["account"])]
        await SqlVendors(self.database).learn(TENANT, document.id, taught, datetime.now(UTC))
        due = Deadline(TENANT, document.id, Due("notice", date(2027, 3, 1)))
        await SqlDeadlines(self.database).keep(due)
        await SqlRuns(self.database).record(a_run(TENANT, job, document_id=document.id))
        await self._reject(document, said)
        await self._answer(place, job, said)

    async def _reject(self, document: Document, said: Mapping[str, str]) -> None:
        review = opened(TENANT, document.id, document.reading, datetime.now(UTC))
        act = Act(said["decider"], "reject", 1, datetime.now(UTC), said["reason"])
        await self.reviews.open(review)
        rejected = replace(review, state="rejected", acts=(act,), version=2)
        assert await self.reviews.move(review, rejected)

    async def _drop(self, said: Mapping[str, str]) -> Place:
        size = await self.shelf.write(TENANT, said["file"], stream(said["content"].encode()))
        body = drop_body(said["file"], said["name"], size)
        file = File(said["file"], said["name"], "application/pdf", size, dropped=True)
        # Who spoke stays in the workspace, as on any platform: a person of its roster.
        message = await self.workspace.add(
            Draft(TENANT, "general", None, "employee", body, file=file)
        )
        return Place("local", TENANT, "general", message.id)

    async def _answer(self, place: Place, job: str, said: Mapping[str, str]) -> None:
        card = Card(said["card"], (Text(said["vendor"]),))
        sent = Attachment(said["sent-name"], "image/png", said["sent"].encode(), said["name"])
        await self.outbox.opening(place, f"{job}:card", job)
        await self.outbox.done(f"{job}:card", await self.chat.post(place, card, key=f"{job}:card"))
        await self.outbox.opening(place, f"{job}:picture", job)  # its answer was lost
        await self.chat.send_file(place, sent, key=f"{job}:picture")
        await self.outbox.opening(place, f"{job}:elsewhere", job)
        elsewhere = MessageRef(replace(place, thread=said["question"]), said["message"])
        await self.outbox.done(f"{job}:elsewhere", elsewhere)

    async def holds(self, words: list[str]) -> list[str]:
        """Give the words that stand in any byte, or any name, of the data folder."""

        def search() -> list[str]:
            paths = [path for path in self.folder.rglob("*") if path.is_file()]
            whole = b"\n".join(str(path).encode() + b"\n" + path.read_bytes() for path in paths)
            return [word for word in words if word.encode() in whole]

        return await asyncio.to_thread(search)


@pytest.fixture
async def house(tmp_path: Path) -> AsyncIterator[House]:
    house = House(tmp_path / "data")
    await asyncio.to_thread(house.folder.mkdir)
    await house.database.migrate()
    yield house
    await house.database.close()


async def test_what_was_forgotten_is_in_no_byte_of_the_data_folder(house: House) -> None:
    chance = random.Random(7)
    said = [{part: f"{chance.getrandbits(64):016x}" for part in PARTS} for _ in range(16)]
    # Documents of many sizes split the pages of the tables and leave copies in their gaps.
    for one in said:
        await house.plant(one, evidence=chance.choice([1, 3, 20, 100]))
    forgotten, kept = said[::2], said[1::2]
    secrets = [word for one in forgotten for word in one.values()]
    assert await house.holds(secrets) == secrets
    for one in forgotten:
        receipt = await house.privacy.forget_file(TENANT, one["file"], actor="console:root")
        assert receipt
        assert receipt.remains == ()
        assert receipt.counts == {
            "drops": 1, "documents": 1, "revisions": 1, "findings": 1, "outbox": 3, "runs": 1,
            "reviews": 1, "acts": 1, "marks": 2, "lessons": 1, "deadlines": 1, "jobs": 0,
            "meetings": 0, "pieces": 0, "pictures": 0, "passages": 0, "written": 0, "tasks": 0,
            "teams_messages": 0, "teams_files": 0, "messages": 3,
            "huddles": 0, "attendees": 0, "lines": 0,
            "private_messages": 0, "files": 1, "uploads": 1,
        }  # fmt: skip
    fragments = [word[start : start + 8] for word in secrets for start in (0, 4, 8)]
    assert await house.holds(fragments) == []
    others = [word for one in kept for word in one.values()]
    assert await house.holds(others) == others


async def test_the_inventory_tells_what_erasing_counts_and_where_things_lie(house: House) -> None:
    said = {part: f"word-{part}" for part in PARTS}
    await house.plant(said, evidence=1)
    traces = await house.privacy.erasure.traces(TENANT, said["file"])
    assert traces
    erased = {table for table, fate in TABLES.items() if fate == ERASED}
    assert set(traces.rows) == erased - {"workspace_files"}, "the platform erases its own"
    there = await asyncio.to_thread(lambda: {path.name for path in house.folder.iterdir()})
    assert there <= set(FOLDER)
