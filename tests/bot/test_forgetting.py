"""What people did with a document goes with it: it is in no byte of the data folder."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from pathlib import Path

import pytest

from bot.app import open_ledger, slots
from bot.engine import jobs
from bot.engine.engine import Engine
from bot.forgetting import privacy
from bot.holdings import Desk, Ledger
from bot.ledger.workspace_rows import Draft, File
from bot.local.chat import LocalChat
from bot.local.roster import PLATFORM, TENANT
from bot.local.shelf import Shelf
from bot.local.wire import drop_body
from bot.meeting import Tools
from bot.settings import Settings
from bot.switchboard import Switchboard
from bot.wiring import router
from handlers.chat import (
    Card,
    Command,
    Form,
    Grid,
    Input,
    MessageRef,
    Place,
    Press,
    Submission,
    Told,
    Turned,
    Upload,
)
from handlers.ports import Job, Steps
from handlers.privacy import Receipt
from handlers.reminders import DIGEST, REMINDERS
from handlers.router import Router
from pipelines.document.model import Invoice, Reading
from pipelines.usage import Usage
from tests.fake_ledger import stream
from tests.fake_studio import FakeStudio
from tests.handlers.office import ScriptedReader

LENA, ARUN, MEI = "employee", "accountant-1", "accountant-2"
ACCOUNTING = Place(PLATFORM, TENANT, "accounting")
HOME = Place(PLATFORM, TENANT, "invoices")


class SlowChat(Switchboard):
    """The local workspace; while `go` is not set, accounting is not told yet what it will be."""

    def __init__(self, local: LocalChat) -> None:
        super().__init__({PLATFORM: local})
        self.go, self.waits = asyncio.Event(), asyncio.Event()
        self.go.set()

    async def post(self, place: Place, card: Card, *, key: str) -> MessageRef:
        if place == ACCOUNTING:
            self.waits.set()
            await self.go.wait()
        return await super().post(place, card, key=key)


@dataclass
class Desktop:
    """A Clerk with all that people do to it, on one data folder, and a reader that is told."""

    settings: Settings
    ledger: Ledger
    chat: SlowChat
    reader: ScriptedReader
    engine: Engine
    router: Router
    ended: asyncio.Queue[str]
    names: set[str] = field(default_factory=set)

    async def over(self, *keys: str) -> None:
        """Wait until jobs have ended."""
        async with asyncio.timeout(30):
            while not self.names >= set(keys):
                self.names.add(await self.ended.get())

    async def drop(self, words: "Words") -> str:
        """Let Lena drop an invoice; gives its document."""
        content = f"%PDF-1.7 {words.content}".encode()
        shelf, id_ = Shelf(self.settings.data_dir / "workspace"), words.file
        size = await shelf.write(TENANT, id_, stream(content))
        file = File(id_, words.name, "application/pdf", size, dropped=True)
        body = drop_body(id_, words.name, size)
        head = await self.ledger.workspace.add(
            Draft(TENANT, HOME.channel, None, LENA, body, file=file)
        )
        place = Place(PLATFORM, TENANT, HOME.channel, head.id)
        self.reader.says = words.reading()
        await self.router.on_event(Upload(place, LENA, id_, words.name))
        job = f"{PLATFORM}:{TENANT}:{HOME.channel}:{id_}"
        await self.over(job)
        traces = await privacy(self.settings, self.ledger, self.engine).erasure.traces(TENANT, id_)
        assert traces
        [document] = traces.documents
        return document

    async def act(self, user: str, action: str, value: str, **values: str) -> str:
        """Press a button and fill in its form; gives the job that lets the cards tell of it."""
        form = await self.router.on_press(Press(HOME, user, action, value))
        assert isinstance(form, Form)
        inputs = {one.name: one.value for one in form.inputs if isinstance(one, Input)}
        grids = {one.name: one.rows for one in form.inputs if isinstance(one, Grid)}
        filled = Submission(HOME, user, form.action, form.value, inputs | values, grids)
        assert isinstance(await self.router.on_submit(filled), Turned)
        document = value.partition(":")[0]
        case = await self.ledger.kept.reviews.case(TENANT, document)
        assert case
        return f"review:{TENANT}:{document}:{case.review.version}"

    async def slot(self, kind: str) -> None:
        """Let what recurs be due, in two days."""
        due = datetime.now(UTC) + timedelta(days=2)
        [job] = [one.job(due) for one in slots(self.settings) if one.kind == kind]
        await self.engine.put(job)
        await self.over(job.key)

    async def ask(self, user: str, words: str) -> None:
        await self.router.on_event(Command(HOME, user, words))

    async def show(self, user: str, document: str) -> None:
        """Let somebody be shown a document where the platform keeps what they are shown."""
        told = await self.router.on_press(Press(HOME, user, "review.open", f"{document}:1"))
        assert isinstance(told, Told)
        await self.chat.post_privately(HOME, user, told.card)

    async def forget(self, file: str) -> Receipt:
        forgetter = privacy(self.settings, self.ledger, self.engine)
        receipt = await forgetter.forget_file(TENANT, file, actor="console:root")
        assert receipt
        return receipt

    async def private(self) -> list[object]:
        """Give the titles of what is told to single persons."""
        workspace = self.ledger.workspace
        history = [
            *(await workspace.history(TENANT, HOME.channel, MEI)).messages,
            *(await workspace.history(TENANT, HOME.channel, LENA)).messages,
        ]
        return [one.body["title"] for one in history if one.audience is not None]

    async def holds(self, words: list[str]) -> list[str]:
        """Give the words that stand in any byte, or any name, of the data folder."""

        def search() -> list[str]:
            paths = [path for path in self.settings.data_dir.rglob("*") if path.is_file()]
            whole = b"\n".join(str(path).encode() + b"\n" + path.read_bytes() for path in paths)
            return [word for word in words if word.encode() in whole]

        return await asyncio.to_thread(search)


@dataclass(frozen=True)
class Words:
    """What one document says, and what people say of it: found nowhere else."""

    mark: str

    def __getattr__(self, part: str) -> str:
        if part.startswith("_"):
            raise AttributeError(part)
        return f"{part}x{self.mark}"

    def all(self) -> list[str]:
        parts = "file name content seller buyer renamed objection reason"
        return [getattr(self, part) for part in parts.split()]

    def reading(self) -> Reading:
        invoice = Invoice(
            vendor=self.seller,
            buyer=self.buyer,
            invoice_number="7",
            issue_date=date(2026, 3, 2),
            currency="EUR",
            subtotal=Decimal("100.00"),
            tax=Decimal("19.00"),
            total=Decimal("119.00"),
        )
        usage = Usage(seconds=0.1, cost_usd=None)
        return Reading(kind="invoice", invoice=invoice, reader="scripted", pages=1, usage=usage)


@asynccontextmanager
async def open_desktop(folder: Path) -> AsyncIterator[Desktop]:
    settings = Settings.model_validate({"BOT_DATA_DIR": folder, "BOT_SECRET_KEY": "k" * 40})
    ended = asyncio.Queue[str]()
    async with AsyncExitStack() as stack:
        ledger = await stack.enter_async_context(open_ledger(settings))
        chat = SlowChat(LocalChat(ledger.workspace, Shelf(folder / "workspace")))
        reader = ScriptedReader()

        async def handle(job: Job, steps: Steps) -> None:
            await wired.on_job(job, steps)
            ended.put_nowait(job.key)

        engine = Engine(
            ledger.database,
            handle=handle,
            failed=lambda job, fault: wired.on_failed(job, fault),
            concurrency=2,
            data_dir=folder,
        )
        desk, tools = Desk(reader, chat, folder / "scratch"), Tools(FakeStudio())
        wired = router(settings, ledger, desk, engine, tools)
        await stack.enter_async_context(engine)
        yield Desktop(settings, ledger, chat, reader, engine, wired, ended)


@pytest.fixture
async def desktop(tmp_path: Path) -> AsyncIterator[Desktop]:
    async with open_desktop(tmp_path / "data") as desktop:
        yield desktop


async def a_long_story(desktop: Desktop, words: Words) -> str:
    """Let a document go through everything that people can do with it."""
    document = await desktop.drop(words)
    await desktop.over(
        await desktop.act(LENA, "review.flag", f"{document}:1", reason=words.objection)
    )
    for view in ("queue", "queue vendor"):
        await desktop.ask(MEI, view)
    await desktop.show(LENA, document)
    await desktop.slot(REMINDERS)
    await desktop.over(
        await desktop.act(ARUN, "review.edit", f"{document}:1", vendor=words.renamed)
    )
    await desktop.ask(LENA, "queue mine")
    await desktop.over(
        await desktop.act(MEI, "review.reject", f"{document}:2", reason=words.reason)
    )
    return document


async def test_what_people_did_with_a_document_goes_with_it(desktop: Desktop) -> None:
    words, others = Words("4a71c0ffee"), Words("9d20facade")
    other = await desktop.drop(others)
    await desktop.over(
        await desktop.act(LENA, "review.flag", f"{other}:1", reason=others.objection)
    )
    document = await a_long_story(desktop, words)
    await desktop.slot(DIGEST)
    await desktop.show(LENA, other)
    await desktop.ask(LENA, "help")
    assert await desktop.holds(words.all()) == words.all()
    told = await desktop.private()
    assert len(told) == 6
    receipt = await desktop.forget(document)
    assert receipt.remains == ()
    assert receipt.counts == {
        # It was read, and its cards were refreshed three times.
        "jobs": 4,
        # In each of two places a card, a reminder, and twice a picture and a JSON.
        "messages": 12, "private_messages": 4, "files": 1, "uploads": 1,
        "drops": 1, "documents": 1, "revisions": 2, "findings": 0, "outbox": 12, "runs": 1,
        "reviews": 1, "acts": 3, "marks": 2, "lessons": 0, "deadlines": 0,
        "meetings": 0, "pieces": 0, "pictures": 0, "passages": 0, "written": 0, "tasks": 0,
        "teams_messages": 0, "teams_files": 0, "huddles": 0, "attendees": 0, "lines": 0,
    }  # fmt: skip
    assert await desktop.private() == told[-2:], "of the other document, and what helps"
    fragments = [word[start : start + 12] for word in words.all() for start in (0, len(word) - 12)]
    assert await desktop.holds(fragments) == []
    stays = [word for word in others.all() if not word.startswith(("renamed", "reason"))]
    assert await desktop.holds(stays) == stays
    [listed] = [
        one for one in await jobs.listed(desktop.ledger.database, False) if other in one.key
    ]
    assert listed.state == "done"


async def test_a_job_that_was_telling_accounting_of_it_is_stopped(desktop: Desktop) -> None:
    words = Words("4a71c0ffee")
    document = await desktop.drop(words)
    desktop.chat.go.clear()
    refresh = await desktop.act(LENA, "review.flag", f"{document}:1", reason=words.objection)
    await asyncio.wait_for(desktop.chat.waits.wait(), 30)
    receipt = await desktop.forget(document)
    assert receipt.remains == ()
    # It was about to say one thing more.
    counted = {name: receipt.counts[name] for name in ("jobs", "messages", "messages_never_sent")}
    assert counted == {"jobs": 2, "messages": 3, "messages_never_sent": 1}
    desktop.chat.go.set()
    assert await jobs.find(desktop.ledger.database, refresh) is None
    told = await desktop.ledger.workspace.history(TENANT, ACCOUNTING.channel, MEI)
    assert list(told.messages) == []
    assert await desktop.holds(words.all()) == []
