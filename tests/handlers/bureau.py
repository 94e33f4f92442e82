"""The gate and what brings orders to it, over ports of the test's choice."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, date, tzinfo
from decimal import Decimal
from types import MappingProxyType

from handlers.chat import Card, Language, MessageRef, Outcome, Place, Press, Submission, Text, Told
from handlers.decisions import Decisions
from handlers.gate import Gate, Records, Rules
from handlers.marks import marks
from handlers.people import Person
from handlers.ports import Archive, Audit, Clock, Document, Facts, Job
from handlers.reviews import Policy
from handlers.twins import Others
from handlers.twins import compared as held
from handlers.vendors import lessons
from handlers.verdicts import Case, Review, Reviews, opened
from pipelines.document.findings import Finding
from pipelines.document.model import Invoice, Reading
from tests.fake_directory import FakeDirectory
from tests.fake_ledger import FakeClock, FakeLedger, FakeQueue, a_document, a_drop, a_reading
from tests.fake_reviews import FakeReviews
from tests.fake_vendors import FakeVendors

PLACE = Place("local", "t1", "general", "thread of F1")
POLICY = Policy(
    deciders=frozenset({"accountant", "admin"}),
    own=False,
    two_over=MappingProxyType({"EUR": Decimal(10_000)}),
)
PEOPLE = (
    Person("local:anna", "Anna", "accountant"),
    Person("local:ben", "Ben", "accountant"),
    Person("local:cleo", "Cleo", "admin"),
    Person("local:eva", "Eva", "employee"),  # drops
    Person("local:finn", "Finn", "employee"),
)
OUTSIDER = Person("local:olga", "Olga", "employee")
KEY = b"key of words"
INVOICE = Invoice(
    vendor="Acme GmbH",
    invoice_number="RE-7",
    issue_date=date(2026, 3, 2),
    currency="EUR",
    subtotal=Decimal("100.00"),
    tax=Decimal("19.00"),
    total=Decimal("119.00"),
)
WRONG_SUM = Finding(
    rule="sum_mismatch",
    severity="error",
    field="total",
    facts={"expected": "119.00", "found": "120.00"},
)


def clear(**changes: object) -> Reading:
    """Make a reading that passed."""
    return a_reading(invoice=INVOICE.model_copy(update=changes))


def flagged(**changes: object) -> Reading:
    """Make a reading whose total is no sum."""
    wrong = {"total": Decimal("120.00"), **changes}
    return a_reading(invoice=INVOICE.model_copy(update=wrong), findings=(WRONG_SUM,))


@dataclass
class Apart:
    """Which tasks hold a review: what is not to be called meanwhile looks here."""

    holders: set[asyncio.Task[object] | None] = field(default_factory=set)

    @property
    def open(self) -> bool:
        """Whether the task that asks holds one."""
        return asyncio.current_task() in self.holders


@dataclass
class WatchedReviews(FakeReviews):
    """Reviews that tell `apart` while one is held."""

    apart: Apart = field(default_factory=Apart)

    @asynccontextmanager
    async def holding(self, tenant: str, document_id: str) -> AsyncIterator[Case | None]:
        async with super().holding(tenant, document_id) as case:
            task = asyncio.current_task()
            self.apart.holders.add(task)
            try:
                yield case
            finally:
                self.apart.holders.discard(task)


@dataclass
class WatchedQueue(FakeQueue):
    """A queue that is called outside of transactions only."""

    apart: Apart = field(default_factory=Apart)

    async def put(self, job: Job) -> bool:
        assert not self.apart.open
        return await super().put(job)


@dataclass
class WatchedDirectory(FakeDirectory):
    """A directory that is asked outside of transactions only."""

    apart: Apart = field(default_factory=Apart)

    def _answer(self) -> None:
        assert not self.apart.open
        super()._answer()


@dataclass(frozen=True)
class Link:
    """One link of the audit."""

    actor: str
    action: str
    subject: str
    detail: Facts


@dataclass
class RecordedAudit:
    """Remembers what was appended, on its way to `audit` where there is one."""

    audit: Audit | None = None
    links: list[Link] = field(default_factory=list)

    async def append(
        self, tenant: str, *, actor: str, action: str, subject: str, detail: Facts
    ) -> None:
        self.links.append(Link(actor, action, subject, dict(detail)))
        if self.audit is not None:
            await self.audit.append(
                tenant, actor=actor, action=action, subject=subject, detail=detail
            )


@dataclass
class FakeCards:
    """Remembers which documents were to be shown; a private card says whose it is."""

    shown: list[tuple[str, str]] = field(default_factory=list)

    async def show(self, tenant: str, document_id: str) -> None:
        self.shown.append((tenant, document_id))

    async def posted(self, tenant: str, document_id: str) -> tuple[MessageRef, ...]:
        return (MessageRef(PLACE, document_id),)

    async def private_card(self, case: Case, person: Person, language: Language) -> Card:
        review = case.review
        return Card(f"{review.document_id} for {person.name}", (Text(review.state),))


class Bureau:
    """Decisions over fakes, or over the ports that are given; `eva` drops everything."""

    def __init__(
        self,
        *,
        ports: tuple[Reviews, Archive, Audit] | None = None,
        exclusive: bool = True,
        policy: Policy = POLICY,
        zone: tzinfo = UTC,
        key: bytes = KEY,
    ) -> None:
        self.apart = Apart()
        self.ledger = FakeLedger()
        fakes = WatchedReviews(self.ledger, exclusive, apart=self.apart)
        self.reviews: Reviews = ports[0] if ports else fakes
        self.archive: Archive = ports[1] if ports else self.ledger
        self.vendors = FakeVendors(self.ledger)
        self.audit = RecordedAudit(ports[2] if ports else None)
        self.directory = WatchedDirectory(apart=self.apart)
        self.directory.know(PEOPLE, channels=["general"])
        self.directory.know([OUTSIDER], channels=["elsewhere"])
        self.queue = WatchedQueue(apart=self.apart)
        self.cards = FakeCards()
        self.clock: Clock = FakeClock()
        self.zone, self.key = zone, key
        self.govern(policy)

    def govern(self, policy: Policy) -> None:
        """Let decisions be made by `policy` from now on, as after a start with other settings."""
        self.gate = Gate(
            records=Records(self.reviews, self.archive, self.vendors, self.audit, self.key),
            directory=self.directory,
            queue=self.queue,
            rules=Rules(policy, self.clock, self.zone),
        )
        self.decisions = Decisions(gate=self.gate, cards=self.cards)

    async def file(
        self,
        reading: Reading,
        name: str = "F1",
        *,
        minutes: int = 0,
        channel: str = "general",
        user: str = "eva",
        compared: bool = False,
    ) -> str:
        """Let a document be read that says `reading`, and be held against others; gives its id."""
        drop = a_drop("t1", name, minutes=minutes)
        drop = replace(drop, place=replace(drop.place, channel=channel), user=user)
        document = a_document(drop, name, reading=reading)
        if compared:
            others = Others(self.archive, self.vendors, self.zone)
            document, _ = await held(others, document)
            reading = document.reading
        await self.archive.add(document, marks(reading))
        review = opened("t1", document.id, reading, self.clock.now())
        await self.reviews.open(review)
        taught = lessons(reading, review.state)
        await self.vendors.learn("t1", document.id, taught, review.since)
        return document.id

    async def review(self, document_id: str) -> Review:
        """Give the review of a document as it is now."""
        case = await self.reviews.case("t1", document_id)
        assert case
        return case.review

    async def document(self, document_id: str) -> Document:
        """Give a document as it is now."""
        document = await self.archive.get("t1", document_id)
        assert document
        return document

    async def press(self, user: str, verdict: str, document_id: str, revision: int = 1) -> Outcome:
        """Let somebody press a button on a card that everybody sees."""
        return await self.decisions.on_press(a_press(user, verdict, document_id, revision))

    async def submit(
        self, user: str, verdict: str, document_id: str, revision: int = 1, **values: str
    ) -> Outcome:
        """Let somebody send a form back."""
        return await self.decisions.on_submit(
            Submission(
                place=PLACE,
                user=user,
                action=f"review.{verdict}",
                value=f"{document_id}:{revision}",
                values=values,
                message=MessageRef(PLACE, "M1"),
            )
        )

    def noted(self, subject: str | None = None) -> list[tuple[str, str]]:
        """Give who did what, as the audit tells it."""
        return [
            (one.actor, one.action) for one in self.audit.links if subject in {None, one.subject}
        ]


def a_press(
    user: str, verdict: str, document_id: str, revision: int = 1, *, private: bool = False,
    language: Language = "en",
) -> Press:  # fmt: skip
    """Make a press; `private`: on a card that only `user` sees."""
    return Press(
        place=PLACE,
        user=user,
        action=f"review.{verdict}",
        value=f"{document_id}:{revision}",
        language=language,
        message=None if private else MessageRef(PLACE, "M1"),
    )


def told(outcome: Outcome) -> str:
    """Give the one sentence that a refusal tells."""
    assert isinstance(outcome, Told), outcome
    [part] = outcome.card.parts
    assert isinstance(part, Text)
    assert outcome.card.title == "Not done"
    return part.text
