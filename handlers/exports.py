"""What leaves for accounting: which documents, as which values, and what was left out and why."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from decimal import Decimal
from typing import Any, Literal

from handlers.answers import answer
from handlers.ports import Archive, Audit, Document, Facts
from handlers.texts.catalogue import explain
from handlers.verdicts import Act, Case, Review, Reviews
from handlers.vouching import Vouching
from pipelines.document.model import Invoice, LineItem

By = Literal["decided", "issued"]
Which = Literal["approved", "all"]
# Why a document is left out: where it stands, that the audit log does not vouch for it, or that
# days of issue were asked for and it states none.
Reason = Literal["pending", "passed", "rejected", "undated", "unvouched"]
Cell = str | int | Decimal | date | datetime | None

DOCUMENT = (
    "document", "status", "kind", "vendor", "invoice_number", "issue_date", "due_date", "currency",
    "subtotal", "tax", "total", "buyer", "vendor_tax_id", "iban", "revision", "decided_at",
    "deciders", "reason", "file", "findings",
)  # fmt: skip
LINE = (
    "document", "vendor", "invoice_number", "line", "description", "qty", "unit_price", "currency",
    "total",
)  # fmt: skip

# Every day between them begins and ends, in every zone.
_FIRST, _LAST = date(2, 1, 1), date(9998, 12, 31)


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which documents of a tenant: from `first` to `last`, both included.

    `by` tells which day counts: `decided`, on which the document came to stand where it stands,
    or `issued`, the one it states.
    """

    tenant: str
    first: date
    last: date
    by: By = "decided"
    which: Which = "approved"


@dataclass(frozen=True, slots=True)
class Record:
    """A document with its review: of one and the same revision."""

    document: Document
    review: Review

    @property
    def invoice(self) -> Invoice:
        """What the document says."""
        return self.document.reading.invoice or Invoice()

    @property
    def deciders(self) -> tuple[Act, ...]:
        """What people did to approve or reject this revision."""
        decision = self.review.decision
        if decision is not None and decision.verdict == "reject":
            return (decision,)
        return self.review.approvals


@dataclass(frozen=True, slots=True)
class Chosen:
    """What an export holds, and how many documents of the range it does not, by why."""

    records: tuple[Record, ...]
    left_out: Mapping[Reason, int]


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table of values, each of its own type."""

    name: str
    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]


@dataclass(frozen=True, slots=True)
class Exports:
    """Chooses what is exported, of one moment, and writes down that it was.

    `approve_passed`: whether what passed every check counts as approved. What the audit log does
    not vouch for is handed out as nothing.
    """

    reviews: Reviews
    archive: Archive
    audit: Audit
    vouching: Vouching
    zone: tzinfo
    approve_passed: bool

    async def choose(self, wanted: Wanted) -> Chosen:
        """Give the documents that are wanted, as they were decided on."""
        within = await self._range(wanted)
        undated = await self.reviews.undated(wanted.tenant) if wanted.by == "issued" else ()
        reviews = [case.review for case in (*within, *undated)]
        doubted = await self.vouching.doubted(wanted.tenant, [one.document_id for one in reviews])
        records: list[Record] = []
        left_out = Counter[Reason]()
        for at, review in enumerate(reviews):
            is_wanted, is_dated = self._is_wanted(review, wanted), at < len(within)
            if review.document_id in doubted:
                left_out["unvouched"] += 1
            elif is_wanted and is_dated:
                if document := await self.archive.get(review.tenant, review.document_id):
                    records.append(Record(document, review))
            elif is_wanted:
                left_out["undated"] += 1
            elif is_dated and review.state != "approved":
                left_out[review.state] += 1
        return Chosen(tuple(records), left_out)

    async def note(self, wanted: Wanted, chosen: Chosen, actor: str, written: Facts) -> None:
        """Write down who takes what away; `written` is the form of it and its hash."""
        asked: Facts = {
            "from": wanted.first.isoformat(),
            "to": wanted.last.isoformat(),
            "by": wanted.by,
            "status": wanted.which,
            "documents": len(chosen.records),
            "left_out": sum(chosen.left_out.values()),
        }
        await self.audit.append(
            wanted.tenant,
            actor=actor,
            action="export.written",
            subject=f"{wanted.first}/{wanted.last}",
            detail={**asked, **written},
        )

    async def _range(self, wanted: Wanted) -> Sequence[Case]:
        if wanted.by == "issued":
            return await self.reviews.issued(wanted.tenant, wanted.first, wanted.last)
        first = _midnight(wanted.first, self.zone)
        end = _midnight(wanted.last, self.zone, days=1)
        waiting = await self.reviews.waiting(wanted.tenant)
        closed = await self.reviews.closed(wanted.tenant, first, end)
        within = [case for case in waiting if first <= case.review.since < end]
        return sorted((*within, *closed), key=_since)

    def _is_wanted(self, review: Review, wanted: Wanted) -> bool:
        if wanted.which == "all" or review.state == "approved":
            return True
        return review.state == "passed" and self.approve_passed


def documents_sheet(chosen: Chosen, zone: tzinfo) -> Sheet:
    """Give a row for each document; amounts of credit notes are negative, so that they sum."""
    return Sheet("Documents", DOCUMENT, tuple(_row(one, zone) for one in chosen.records))


def lines_sheet(chosen: Chosen) -> Sheet:
    """Give a row for each line of each document, signed like the amounts of its document."""
    rows = tuple(
        _line(record, number, item)
        for record in chosen.records
        for number, item in enumerate(record.invoice.line_items, start=1)
    )
    return Sheet("Lines", LINE, rows)


def objects(chosen: Chosen) -> list[dict[str, Any]]:
    """Give the answer of each document with what was decided; amounts as the document has them."""
    return [
        {
            "document": one.document.id,
            **answer(one.document.reading, one.document.drop.name),
            "decision": {
                "state": one.review.state,
                "revision": one.review.revision,
                "decided_at": None if decision is None else decision.at.astimezone(UTC).isoformat(),
                "deciders": [act.person for act in one.deciders],
                "reasons": [act.reason for act in one.deciders if act.reason],
            },
        }
        for one in chosen.records
        for decision in (one.review.decision,)
    ]


def _row(record: Record, zone: tzinfo) -> tuple[Cell, ...]:
    invoice, reading, review = record.invoice, record.document.reading, record.review
    signed = _signs(invoice)
    decision = review.decision
    return (
        record.document.id,
        review.state,
        "credit note" if invoice.credit_note else reading.kind,
        invoice.vendor,
        invoice.invoice_number,
        invoice.issue_date,
        invoice.due_date,
        invoice.currency,
        signed(invoice.subtotal),
        signed(invoice.tax),
        signed(invoice.total),
        invoice.buyer,
        invoice.vendor_tax_id,
        invoice.iban,
        review.revision,
        None if decision is None else decision.at.astimezone(zone),
        ", ".join(act.person for act in record.deciders),
        "; ".join(act.reason for act in record.deciders if act.reason),
        record.document.drop.name,
        " ".join(explain(finding, "en") for finding in reading.findings),
    )


def _line(record: Record, number: int, item: LineItem) -> tuple[Cell, ...]:
    invoice = record.invoice
    signed = _signs(invoice)
    return (
        record.document.id,
        invoice.vendor,
        invoice.invoice_number,
        number,
        item.description,
        signed(item.qty),
        item.unit_price,
        invoice.currency,
        signed(item.total),
    )


def _signs(invoice: Invoice) -> Callable[[Decimal | None], Decimal | None]:
    """Give what an amount counts as: of a credit note less, however its amounts are printed."""
    amounts = (invoice.total, invoice.subtotal, invoice.tax)
    first = next((amount for amount in amounts if amount), Decimal(1))
    turns = invoice.credit_note and first > 0
    return lambda amount: amount.copy_negate() if turns and amount else amount


def _since(case: Case) -> tuple[datetime, str]:
    return case.review.since, case.review.document_id


def _midnight(day: date, zone: tzinfo, *, days: int = 0) -> datetime:
    """Give the beginning of a day in a zone, or of the one so many days later."""
    day = min(max(day, _FIRST), _LAST) + timedelta(days=days)
    return datetime.combine(day, time.min, zone).astimezone(UTC)
