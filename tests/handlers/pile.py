"""Documents that wait, or were decided on, over in-memory ports: looked at when it is `NOW`."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

from handlers.chat import Button, Buttons, Card, Entry, Language, Place, Text
from handlers.people import Person
from handlers.ports import Document
from handlers.reviews import Policy
from handlers.verdicts import Act, Review, State, summary
from pipelines.document.findings import Finding
from pipelines.document.model import Invoice
from tests.fake_directory import FakeDirectory
from tests.fake_ledger import FakeLedger, a_document, a_drop, a_reading
from tests.fake_reviews import FakeReviews

NOW = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)
HERE = Place("local", "t1", "general")
EVA = Person("local:eva", "Eva", "employee")
OTTO = Person("local:otto", "Otto", "employee")
ARUN = Person("local:arun", "Arun", "accountant")
MEI = Person("local:mei", "Mei", "accountant")
POLICY = Policy(frozenset({"accountant", "admin"}), False, {"EUR": Decimal(10000)})
MISMATCH = Finding(
    rule="sum_mismatch", severity="error", field="total", facts={"expected": "9", "found": "8"}
)
MISSING = Finding(rule="missing_field", severity="error", field="issue_date")


@dataclass(frozen=True)
class StillClock:
    """A clock that stands still."""

    at: datetime = NOW

    def now(self) -> datetime:
        return self.at


@dataclass(frozen=True)
class Paper:
    """A document: what it says, who dropped it where, and since when it stands how."""

    vendor: str | None = "Acme GmbH"
    number: str | None = "A-1"
    total: str | None = "120.00"
    currency: str | None = "EUR"
    issued: date | None = date(2026, 11, 1)
    hours: float = 3
    channel: str = "general"
    user: str = "eva"
    tenant: str = "t1"
    language: Language = "en"
    findings: tuple[Finding, ...] = (MISMATCH,)
    state: State = "pending"
    acts: tuple[Act, ...] = ()
    more: Invoice = field(default_factory=Invoice)


class Pile:
    """Where papers are put."""

    def __init__(self) -> None:
        self.ledger = FakeLedger()
        self.reviews = FakeReviews(self.ledger)
        self.directory = FakeDirectory()
        self.directory.know([EVA, ARUN], channels=["general"])
        self.directory.know([OTTO], channels=["elsewhere"])
        self.directory.know([MEI], channels=[])

    async def put(self, paper: Paper, file: str = "F1") -> Document:
        """Keep a document as it stands."""
        drop = a_drop(paper.tenant, file, name=f"{file}.pdf")
        place = replace(drop.place, channel=paper.channel)
        drop = replace(drop, place=place, user=paper.user, language=paper.language)
        invoice = paper.more.model_copy(
            update={
                "vendor": paper.vendor,
                "invoice_number": paper.number,
                "total": None if paper.total is None else Decimal(paper.total),
                "currency": paper.currency,
                "issue_date": paper.issued,
            }
        )
        reading = a_reading(invoice=invoice, findings=paper.findings)
        revision = 1 + sum(act.verdict == "edit" for act in paper.acts)
        document = a_document(drop, f"{paper.tenant} {file}", reading=reading, revision=revision)
        await self.ledger.add(document, frozenset())
        since = NOW - timedelta(hours=paper.hours)
        self.ledger.reviews[paper.tenant, document.id] = Review(
            tenant=paper.tenant,
            document_id=document.id,
            revision=revision,
            state=paper.state,
            since=since,
            summary=summary(reading),
            acts=paper.acts,
            version=1 + len(paper.acts),
        )
        return document


def entries(card: Card) -> list[Entry]:
    """Give the lines of a card."""
    return [part for part in card.parts if isinstance(part, Entry)]


def titles(card: Card) -> list[str]:
    """Give the first halves of the lines of a card."""
    return [one.title for one in entries(card)]


def said(card: Card) -> list[str]:
    """Give the paragraphs of a card."""
    return [part.text for part in card.parts if isinstance(part, Text)]


def pressable(card: Card) -> dict[str, Button]:
    """Give the buttons in rows of a card, by label."""
    rows: Iterable[Buttons] = (part for part in card.parts if isinstance(part, Buttons))
    return {button.label: button for row in rows for button in row.row}
