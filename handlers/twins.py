"""A document that shares its seller and number with another: found, and said in a finding."""

from dataclasses import replace
from datetime import tzinfo

from handlers.ports import Archive, Document, Identity
from pipelines.document.findings import Finding
from pipelines.document.identity import identity
from pipelines.document.model import Reading


async def compared(
    archive: Archive, document: Document, zone: tzinfo, before: Reading | None = None
) -> tuple[Document, Identity | None]:
    """Give the document, flagged when its seller and number were seen before, and both.

    The day on which the other came is told in `zone`; `before` is what an edited document said
    until now.
    """
    findings = tuple(one for one in document.reading.findings if one.rule != "duplicate")
    known_by = known(document.reading)
    if known_by is not None:
        other = await archive.by_identity(document.tenant, known_by, besides=document.id)
        if other is not None and _counts(other, document, before):
            findings = (*findings, _seen_in(other, zone))
    reading = document.reading.model_copy(update={"findings": findings})
    return replace(document, reading=reading), known_by


def known(reading: Reading) -> Identity | None:
    """Give by what an invoice is known again, where it says both."""
    names = reading.invoice and identity(reading.invoice)
    return Identity(*names) if names else None


def _counts(other: Document, document: Document, before: Reading | None) -> bool:
    """Tell whether `other` was there first.

    One that came later was, where this document got its number by an edit.
    """
    if before is None or known(before) != known(document.reading):
        return True
    was_flagged = any(one.rule == "duplicate" for one in before.findings)
    return was_flagged or other.drop.received_at < document.drop.received_at


def _seen_in(other: Document, zone: tzinfo) -> Finding:
    day = other.drop.received_at.astimezone(zone).date().isoformat()
    return Finding(
        rule="duplicate",
        severity="error",
        field="invoice_number",
        facts={"document": other.id, "date": day},
    )
