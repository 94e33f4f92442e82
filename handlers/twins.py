"""A document held against those that were there before: what they make of it, in findings."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import tzinfo

from handlers.accounts import bank_changed
from handlers.likeness import Likeness, likeness
from handlers.marks import marks, sought
from handlers.ports import Archive, Document, Marks
from handlers.recall import recalled
from handlers.vendors import Vendors, account_of, known_as
from pipelines.document.findings import BY_OTHERS, Finding
from pipelines.document.model import Invoice, Reading


@dataclass(frozen=True, slots=True)
class Earlier:
    """A document that was there before, with the day on which it came, as people are told it."""

    id: str
    day: str
    reading: Reading


@dataclass(frozen=True, slots=True)
class Others:
    """Where other documents, and what they taught, are looked up.

    The days on which they came are told in `zone`.
    """

    archive: Archive
    vendors: Vendors
    zone: tzinfo


async def compared(
    others: Others, document: Document, before: Reading | None = None
) -> tuple[Document, Marks]:
    """Give the document with what others make of it, and the marks that it is kept by.

    One that was just read is given, before that, what others taught about its seller.

    `before` is what an edited document said until now.
    """
    if before is None:
        document = await _recalling(others, document)
    found = await others.archive.alike(
        document.tenant, sought(document.reading), besides=document.id
    )
    earlier = [_earlier(one, others.zone) for one in found if _counts(one, document, before)]
    findings = [*twins(document.reading, earlier), *await _of_account(others, document, before)]
    reading = with_findings(document.reading, findings)
    return replace(document, reading=reading), marks(reading)


async def _recalling(others: Others, document: Document) -> Document:
    ways = known_as(document.reading)
    facts = await others.vendors.facts(document.tenant, ways, besides=document.id)
    return replace(document, reading=recalled(document.reading, facts))


async def _of_account(
    others: Others, document: Document, before: Reading | None
) -> Iterable[Finding]:
    """Give what is wrong with the account; an edit of other values brings nothing up anew."""
    reading = document.reading
    facts = await others.vendors.facts(document.tenant, known_as(reading), besides=document.id)
    doubted = before is None or any(one.rule == "bank_changed" for one in before.findings)
    if doubted or before is None or _payee(before) != _payee(reading):
        return bank_changed(reading, facts)
    return ()


def _payee(reading: Reading) -> tuple[frozenset[str], str]:
    return known_as(reading), account_of(reading.invoice or Invoice())


def twins(reading: Reading, earlier: Iterable[Earlier]) -> Iterator[Finding]:
    """Say which of the `earlier` documents, the first of them first, a document repeats.

    One that it repeats is enough to know; only where there is none, one that is nearly the same.
    """
    found: dict[Likeness | None, Earlier] = {}
    for one in earlier:
        found.setdefault(likeness(reading, one.reading), one)
    if "duplicate" in found:
        yield Finding(
            rule="duplicate",
            severity="error",
            field="invoice_number",
            facts=_named(found["duplicate"]),
        )
    elif "near_duplicate" in found:
        facts = _named(found["near_duplicate"])
        yield Finding(rule="near_duplicate", severity="warning", facts=facts)


def with_findings(reading: Reading, found: Iterable[Finding]) -> Reading:
    """Give a reading with what others made of it now, instead of what they did before."""
    own = (one for one in reading.findings if one.rule not in BY_OTHERS)
    return reading.model_copy(update={"findings": (*own, *found)})


def _named(earlier: Earlier) -> dict[str, str]:
    return {"document": earlier.id, "date": earlier.day}


def _counts(other: Document, document: Document, before: Reading | None) -> bool:
    """Tell whether `other` was there first.

    One that came later was, where this document came to be like it, or more so, by an edit.
    """
    if before is None or other.drop.received_at < document.drop.received_at:
        return True
    was, now = likeness(before, other.reading), likeness(document.reading, other.reading)
    if was is None or (was, now) == ("near_duplicate", "duplicate"):
        return True
    return any(one.rule == now and one.facts["document"] == other.id for one in before.findings)


def _earlier(document: Document, zone: tzinfo) -> Earlier:
    day = document.drop.received_at.astimezone(zone).date().isoformat()
    return Earlier(document.id, day, document.reading)
