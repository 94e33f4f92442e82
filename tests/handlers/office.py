"""The handler of documents among in-memory ports, with a reader that says what it is told to."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import timedelta
from decimal import Decimal
from pathlib import Path
from zoneinfo import ZoneInfo

from handlers.chat import Attachment, Card, Chat, Place, Text, Upload
from handlers.documents import Documents
from handlers.drops import job_of
from handlers.intake import Door, Intake
from handlers.people import Person, Role, person_id
from handlers.ports import Clock, Document, Job
from handlers.readings import Kept, Readings
from handlers.replies import Replies
from handlers.spending import Spending, Terms
from handlers.threads import Threads, accounting_key
from handlers.verdicts import Act, Case, Review, Verdict
from handlers.visibility import Visibility
from pipelines.document.exchange import Wording
from pipelines.document.findings import Finding
from pipelines.document.model import Invoice, Reading
from pipelines.document.read import Progress
from pipelines.egress import STAY, Egress
from pipelines.errors import MediaRejected
from pipelines.media import Media
from pipelines.screening import screen
from pipelines.usage import Usage
from tests.fake_chat import FakeChat
from tests.fake_deadlines import FakeDeadlines
from tests.fake_ledger import MORNING, FakeAudit, FakeClock, FakeLedger, FakeQueue, FakeStore
from tests.fake_queue import InMemorySteps
from tests.fake_reviews import FakeReviews
from tests.fake_vendors import FakeVendors

LIMIT = 10_000
SHANGHAI = ZoneInfo("Asia/Shanghai")
ACCOUNTING = Place("local", "t1", "accounting")
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
FLAGGED = READING.model_copy(
    update={"findings": (Finding(rule="missing_field", severity="error", field="issue_date"),)}
)
EDITED = READING.model_copy(
    update={"invoice": INVOICE.model_copy(update={"total": Decimal("1300.00")})}
)

# What a card says first, once Arun rejected what FLAGGED says, and while that waits.
REJECTED = "Rejected by Arun · 2026-11-22 12:00 CST · “Not ours”"
WAITING = "Waiting for accounting: 1 check failed"


@dataclass
class ScriptedReader:
    """Gives what it is told to, and remembers what it was shown."""

    name = "scripted"
    says: Reading | MediaRejected = READING
    draws: bytes | MediaRejected | None = b"a picture"
    shown: list[bytes] = field(default_factory=list)
    allowed: list[Egress] = field(default_factory=list)
    wordings: list[Wording] = field(default_factory=list)

    async def read(self, media: Media, progress: Progress, egress: Egress = STAY) -> Reading:
        self.shown.append(await asyncio.to_thread(media.path.read_bytes))
        self.allowed.append(egress)
        await progress(1, 2)
        if isinstance(self.says, MediaRejected):
            raise self.says
        return self.says

    async def picture(self, media: Media, reading: Reading, wording: Wording) -> bytes | None:
        self.wordings.append(wording)
        if isinstance(self.draws, MediaRejected):
            raise self.draws
        return self.draws


class People:
    """A directory of a few people; all read every channel but those closed to them."""

    def __init__(self) -> None:
        self.roles: dict[str, Role] = {"arun": "accountant", "mei": "accountant", "sofia": "admin"}
        self.closed: set[tuple[str, str]] = set()

    def close(self, channel: str, user: str) -> None:
        """Let a person not read a channel."""
        self.closed.add((channel, user))

    async def person(self, tenant: str, id_: str) -> Person:
        user = id_.partition(":")[2]
        return Person(id_, user.capitalize(), self.roles.get(user, "employee"))

    async def sees(self, tenant: str, id_: str, place: Place) -> bool:
        platform, _, user = id_.partition(":")
        is_theirs = (platform, tenant) == (place.platform, place.tenant)
        return is_theirs and (place.channel, user) not in self.closed

    async def readers(self, place: Place) -> Sequence[Person]:
        ids = [person_id(place.platform, user) for user in self.roles]
        return [await self.person(place.tenant, id_) for id_ in ids]


class Office:
    """Documents, wired to fakes; `scratch` is a folder of the test's.

    The tenant t1 has an accounting channel. It speaks by `speaks`, or else keeps what it says.
    """

    def __init__(
        self,
        scratch: Path,
        terms: Terms | None = None,
        reader: ScriptedReader | None = None,
        speaks: Chat | None = None,
        door: Door | None = None,
        clock: Clock | None = None,
    ) -> None:
        self.scratch = scratch
        self.chat = FakeChat()
        chat = speaks or self.chat
        self.ledger = FakeLedger()
        self.store = FakeStore()
        self.queue = FakeQueue()
        self.audit = FakeAudit()
        self.reader = reader or ScriptedReader()
        self.reviews = FakeReviews(self.ledger)
        self.vendors = FakeVendors(self.ledger)
        self.deadlines = FakeDeadlines(self.ledger)
        self.people = People()
        clock = clock or FakeClock()
        self.readings = Readings(
            intake=Intake(
                chat=chat,
                store=self.store,
                door=door or Door(lambda path: screen(path, limit=LIMIT)),
                scratch=scratch,
                limit=LIMIT,
            ),
            kept=Kept(
                self.ledger, self.store, self.audit, self.reviews, self.vendors, self.deadlines
            ),
            reader=self.reader,
            spending=Spending(self.ledger, terms or Terms(SHANGHAI)),
            clock=clock,
            zone=SHANGHAI,
        )
        self.visibility = Visibility(self.ledger, self.people, {"t1": ACCOUNTING})
        self.threads = Threads(
            replies=Replies(chat, self.ledger),
            readings=self.readings,
            reviews=self.reviews,
            visibility=self.visibility,
            zone=SHANGHAI,
            contract_days=30,
        )
        self.documents = Documents(
            queue=self.queue,
            readings=self.readings,
            threads=self.threads,
            visibility=self.visibility,
            audit=self.audit,
            clock=clock,
        )

    async def receive(self, upload: Upload, content: bytes | None) -> Job:
        """Let a file be dropped (None: and deleted at once); gives its job."""
        if content is not None:
            self.chat.drop(upload, content)
        await self.documents.on_upload(upload)
        return self.queue.jobs[job_of(upload, MORNING).key]

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

    def document(self, upload: Upload) -> Document:
        """Give the document that `upload` brought."""
        [document_id] = {
            brought for drop, brought in self.ledger.drops.values() if drop.file == upload.file
        }
        document, _ = self.ledger.documents[upload.place.tenant, str(document_id)]
        return document

    async def case(self, upload: Upload) -> Case:
        """Give the review of the document that `upload` brought."""
        document = self.document(upload)
        case = await self.reviews.case(document.tenant, document.id)
        assert case is not None
        return case

    async def act(self, upload: Upload, act: Act, **after: object) -> Review:
        """Let somebody do something to a document; `after` is what that changes of its review."""
        before = (await self.case(upload)).review
        changed = {"acts": (*before.acts, act), "version": before.version + 1, **after}
        review = replace(before, **changed)  # type: ignore[arg-type]  # the test's own business
        assert await self.reviews.move(before, review)
        return review

    async def reject(self, upload: Upload) -> None:
        """Let Arun reject a document."""
        await self.act(upload, an_act("arun", "reject", reason="Not ours"), state="rejected")

    async def edit(self, upload: Upload, reading: Reading) -> None:
        """Let Mei write other values into a document."""
        document = self.document(upload)
        revision = document.revision + 1
        await self.ledger.revise(replace(document, revision=revision, reading=reading), frozenset())
        act = an_act("mei", "edit", document.revision)
        await self.act(upload, act, revision=revision, state="pending")

    async def show(self, upload: Upload) -> None:
        """Let the cards of a document tell what is true."""
        document = self.document(upload)
        await self.threads.show(document.tenant, document.id)

    def accounting_card(self) -> Card:
        """Give the one card in the accounting channel."""
        [card] = self.chat.cards(ACCOUNTING)
        return card

    async def accounting_files(self, upload: Upload) -> list[Attachment]:
        """Give Clerk's files in the thread of the card about `upload` in accounting."""
        sent = await self.ledger.sent("t1", accounting_key(self.document(upload).drop))
        assert sent is not None
        return self.chat.attachments(replace(sent.place, thread=sent.id))


def upload(
    file: str, *, tenant: str = "t1", channel: str = "invoices", name: str = "acme.pdf"
) -> Upload:
    """Make the drop of a file, in a thread of its own."""
    return Upload(Place("local", tenant, channel, f"thread of {file}"), "eva", file, name)


def an_act(user: str, verdict: Verdict, revision: int = 1, reason: str | None = None) -> Act:
    """Make what somebody did at noon in Shanghai."""
    at = MORNING - timedelta(hours=4)
    return Act(person_id("local", user), verdict, revision, at, reason)


def lines(card: Card) -> list[str]:
    """Give the paragraphs of a card."""
    return [part.text for part in card.parts if isinstance(part, Text)]


def first_line(card: Card) -> str:
    """Give the first paragraph of a card."""
    return lines(card)[0]
