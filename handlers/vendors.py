"""What documents taught about sellers: lessons, the facts they add up to, and the Vendors port."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import ROUND_HALF_UP, Decimal
from typing import Literal, Protocol

from handlers.marks import plain, sellers
from handlers.verdicts import State
from pipelines.document.identity import seller_of, sign_of
from pipelines.document.model import Invoice, Reading

# seller: what people call it, of the seller itself; name: the same, of each way in which it is
# known. seen_account is of a document that nobody has decided on.
Topic = Literal[
    "seller", "name", "alias", "tax_id", "currency", "rate", "account", "label", "seen_account"
]
MOST_FACTS = 500
# No country has so many; who says so would crowd out all else that is remembered of a seller.
_MOST_RATES = 10
_CENT = Decimal("0.01")


@dataclass(frozen=True, slots=True)
class Lesson:
    """One thing that a document taught about a seller, named in one of the ways it is known."""

    who: str
    topic: Topic
    value: str


@dataclass(frozen=True, slots=True)
class Fact:
    """What so many documents taught about a seller, with when and which of them taught it last."""

    who: str
    topic: Topic
    value: str
    documents: int
    last_at: datetime
    last_document: str


class Vendors(Protocol):
    """What is remembered of sellers, each tenant on its own."""

    async def learn(
        self, tenant: str, document_id: str, lessons: Collection[Lesson], at: datetime
    ) -> None:
        """Let a document teach these things, in the place of all that it taught until now."""
        ...

    async def facts(
        self, tenant: str, sellers: Collection[str], *, besides: str | None = None
    ) -> Sequence[Fact]:
        """Give what was taught about sellers by documents other than the one `besides`.

        What was taught last comes first; MOST_FACTS at most.
        """
        ...

    async def sellers(self, tenant: str, offset: int, limit: int) -> tuple[int, Sequence[str]]:
        """Give how many sellers are remembered, and some of them in the order of their names."""
        ...

    async def forget(self, tenant: str, seller: str) -> int:
        """Take back all that the documents of a seller taught; gives how many they were."""
        ...


def known_as(reading: Reading) -> frozenset[str]:
    """Name the seller in each way in which it may be known: as it is printed, and as it is called.

    Where a person put another name or number in the place of the printed one, by both.
    """
    invoice = reading.invoice
    if invoice is None:
        return frozenset()
    return sellers(invoice) | sellers(Invoice(vendor=printed_name(reading)))


def printed_name(reading: Reading) -> str | None:
    """Give the seller's name as it is printed, whatever people or the memory made of it."""
    if "vendor" in reading.recalled:
        return reading.recalled["vendor"]
    invoice = reading.original.invoice if reading.original else reading.invoice
    return None if invoice is None else invoice.vendor


def lessons(reading: Reading, state: State) -> frozenset[Lesson]:
    """Give what a document teaches while it stands with people as it does.

    Only what was approved teaches what is so. What nobody has decided on is remembered as seen,
    but an account that was doubted is not; what was rejected teaches nothing.
    """
    if reading.invoice is None or state == "rejected":
        return frozenset()
    taught = _approved(reading) if state == "approved" else _seen(reading)
    ways = known_as(reading)
    own = frozenset(_own(reading, reading.invoice)) if state == "approved" else frozenset[Lesson]()
    return own | {Lesson(who, topic, value) for who in ways for topic, value in taught}


def _seen(reading: Reading) -> set[tuple[Topic, str]]:
    doubted = any(one.rule == "bank_changed" for one in reading.findings)
    account = account_of(reading.invoice or Invoice())
    return {("seen_account", account)} if account and not doubted else set()


def _approved(reading: Reading) -> set[tuple[Topic, str]]:
    invoice = reading.invoice or Invoice()
    said: Iterator[tuple[Topic, str | None]] = iter((
        ("name", invoice.vendor),
        ("tax_id", invoice.vendor_tax_id),
        ("currency", invoice.currency),
        ("account", account_of(invoice)),
        ("label", _label(reading)),
    ))  # fmt: skip
    found = {(topic, value) for topic, value in said if value}
    return found | {("rate", rate) for rate in _rates(invoice)}


def _label(reading: Reading) -> str | None:
    """Give the words beside the number that people, or earlier lessons, put right."""
    if "invoice_number" not in {*reading.edited, *reading.recalled}:
        return None
    meant = sign_of((reading.invoice or Invoice()).invoice_number)
    labels = {one.label for one in reading.alternatives if sign_of(one.value) == meant}
    return labels.pop() if len(labels) == 1 else None


def _own(reading: Reading, invoice: Invoice) -> Iterator[Lesson]:
    """Give what is told of the seller itself, by the name that people call it."""
    called = seller_of(invoice.vendor)
    if not called or invoice.vendor is None:
        return
    yield Lesson(f"name:{called}", "seller", invoice.vendor)
    printed = printed_name(reading)
    if printed and seller_of(printed) not in {"", called}:
        yield Lesson(f"name:{called}", "alias", printed)


def account_of(invoice: Invoice) -> str:
    """Give the account to pay to in the one way that it is compared; '' for none."""
    return sign_of(invoice.iban).upper()


def _rates(invoice: Invoice) -> Iterator[str]:
    """Give the rates that are printed, or the one that the tax was reckoned with to the cent."""
    printed = {plain(line.rate) for line in invoice.taxes if line.rate is not None}
    if len(printed) <= _MOST_RATES:
        yield from printed
    if invoice.taxes or invoice.subtotal is None or invoice.tax is None or not invoice.subtotal:
        return
    if not 0 <= invoice.tax / invoice.subtotal <= 1:
        return
    rate = (invoice.tax / invoice.subtotal * 100).quantize(Decimal("0.1"), ROUND_HALF_UP)
    if abs(invoice.subtotal * rate / 100 - invoice.tax) < _CENT:
        yield plain(rate)
