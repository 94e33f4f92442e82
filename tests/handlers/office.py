"""The handler of documents among in-memory ports, with a reader that says what it is told to."""

import asyncio
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path

from handlers.chat import Attachment, Card, Place, Upload
from handlers.documents import Documents
from handlers.intake import Intake
from handlers.ports import Job
from handlers.readings import Kept, Readings
from handlers.replies import Replies
from pipelines.document.exchange import Wording
from pipelines.document.model import Invoice, Reading
from pipelines.document.read import Progress
from pipelines.errors import MediaRejected
from pipelines.media import Media
from pipelines.screening import screen
from pipelines.usage import Usage
from tests.fake_chat import FakeChat
from tests.fake_ledger import FakeAudit, FakeClock, FakeLedger, FakeQueue, FakeStore
from tests.fake_queue import InMemorySteps

LIMIT = 10_000
INVOICE = Invoice(
    vendor="Northmoor Analytics Ltd",
    invoice_number="INV-7",
    currency="GBP",
    total=Decimal("1320.00"),
)
READING = Reading(
    kind="invoice",
    invoice=INVOICE,
    reader="scripted",
    pages=2,
    usage=Usage(seconds=0.1, cost_usd=Decimal(0)),
)


@dataclass
class ScriptedReader:
    """Gives what it is told to, and remembers what it was shown."""

    name = "scripted"
    says: Reading | MediaRejected = READING
    draws: bytes | MediaRejected | None = b"a picture"
    shown: list[bytes] = field(default_factory=list)
    wordings: list[Wording] = field(default_factory=list)

    async def read(self, media: Media, progress: Progress) -> Reading:
        self.shown.append(await asyncio.to_thread(media.path.read_bytes))
        await progress(1, 2)
        if isinstance(self.says, MediaRejected):
            raise self.says
        return self.says

    async def picture(self, media: Media, reading: Reading, wording: Wording) -> bytes | None:
        self.wordings.append(wording)
        if isinstance(self.draws, MediaRejected):
            raise self.draws
        return self.draws


class Office:
    """Documents, wired to fakes; `scratch` is a folder of the test's."""

    def __init__(self, scratch: Path) -> None:
        self.chat = FakeChat()
        self.ledger = FakeLedger()
        self.store = FakeStore()
        self.queue = FakeQueue()
        self.audit = FakeAudit()
        self.reader = ScriptedReader()
        clock = FakeClock()
        self.readings = Readings(
            intake=Intake(
                chat=self.chat,
                store=self.store,
                screen=lambda path: screen(path, limit=LIMIT),
                scratch=scratch,
                limit=LIMIT,
            ),
            kept=Kept(self.ledger, self.store, self.ledger, self.audit),
            reader=self.reader,
            clock=clock,
        )
        self.documents = Documents(
            queue=self.queue,
            replies=Replies(self.chat, self.ledger),
            readings=self.readings,
            clock=clock,
        )

    async def receive(self, upload: Upload, content: bytes | None) -> Job:
        """Let a file be dropped (None: and deleted at once); gives its job."""
        if content is not None:
            self.chat.drop(upload, content)
        await self.documents.on_upload(upload)
        return next(job for job in self.queue.jobs.values() if job.payload["file"] == upload.file)

    async def answer(self, upload: Upload, content: bytes | None) -> InMemorySteps:
        """Let a file be dropped and its job be done; gives its checkpoints."""
        job = await self.receive(upload, content)
        steps = InMemorySteps()
        await self.documents.on_job(job, steps)
        return steps

    def card(self, upload: Upload) -> Card:
        """Give the one card in the thread of `upload`."""
        [card] = self.chat.cards(upload.place)
        return card

    def files(self, upload: Upload) -> list[Attachment]:
        """Give Clerk's files in the thread of `upload`."""
        return self.chat.attachments(upload.place)


def upload(file: str, *, tenant: str = "t1", name: str = "acme.pdf") -> Upload:
    """Make the drop of a file, in a thread of its own."""
    return Upload(Place("local", tenant, "invoices", f"thread of {file}"), "eva", file, name)
