"""What becomes of a reading when a person changes its values: the checks run again on them."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import TypeVar

from pipelines.document.checks.case import Case
from pipelines.document.checks.values import check
from pipelines.document.findings import BY_OTHERS, Finding, Rule
from pipelines.document.model import LINES, Evidence, Invoice, LineItem, Original, Reading
from pipelines.document.pairing import Row, origins

# Rules that values alone decide. The others looked at the document: what they found stands while
# the field it is about says what was read there.
RECOMPUTED: frozenset[Rule] = frozenset(
    {
        "amount_in_words",
        "due_before_issue",
        "future_date",
        "iban",
        "line_amount_mismatch",
        "line_sum_mismatch",
        "missing_field",
        "sum_mismatch",
        "tax_id",
        "tax_rate",
        "tax_rate_implausible",
    }
)
# What a document is known by to whoever holds it against others.
_KNOWN_BY: Mapping[Rule, tuple[str, ...]] = {
    "bank_changed": ("vendor", "vendor_tax_id", "iban"),
    "duplicate": ("vendor", "invoice_number"),
    "near_duplicate": ("vendor", "invoice_number", "issue_date", "total"),
}
_Values = TypeVar("_Values", Invoice, LineItem)
_LINE_AMOUNTS = ("unit_price", "total")


def amend(reading: Reading, invoice: Invoice, today: date) -> Reading:
    """Give the reading with the values of `invoice`, checked again.

    However many edits there were, the values are held against what the document was read as. One
    that is another is a person's: its evidence goes, and so does what was found wrong with it. One
    that was set back has both again. What other documents decided goes with what this one is known
    by to whoever holds it against them; they look again.
    """
    before = reading.invoice or Invoice()
    read = reading.original or _original(reading)
    lines = origins(_rows(read.invoice), _rows(invoice))
    invoice = _as_read(invoice, read.invoice, lines)
    if invoice == before and invoice.model_dump_json() == before.model_dump_json():
        return reading
    original = None if invoice == read.invoice else read.model_copy(update={"lines": lines})
    amended = reading.model_copy(update={"invoice": invoice, "original": original})
    edited = amended.edited
    amended = amended.model_copy(update={"evidence": _evidence(read, lines, edited)})
    changed = {name for name, was in before if was != getattr(invoice, name)}
    others = [
        one
        for one in reading.findings
        if one.rule in BY_OTHERS and changed.isdisjoint(_KNOWN_BY[one.rule])
    ]
    found = (*_moved(read.findings, _places(lines)), *others)
    return amended.model_copy(
        update={"findings": _findings(amended, found, _case(amended, found, lines), today)}
    )


def _original(reading: Reading) -> Original:
    return Original(
        invoice=reading.invoice or Invoice(),
        evidence=reading.evidence,
        findings=tuple(one for one in reading.findings if one.rule not in BY_OTHERS),
    )


def _as_read(invoice: Invoice, read: Invoice, lines: tuple[int | None, ...]) -> Invoice:
    """Write what is as it was read as that was written: from 10 to 10.0 is no change."""
    items = tuple(
        item if origin is None else _same(item, read.line_items[origin])
        for item, origin in zip(invoice.line_items, lines, strict=True)
    )
    return _same(invoice.model_copy(update={LINES: items}), read)


def _same(now: _Values, was: _Values) -> _Values:
    if now == was:
        return was
    kept = {name: value for name, value in was if value == getattr(now, name)}
    return now.model_copy(update={name: value for name, value in kept.items() if name != LINES})


def _rows(invoice: Invoice) -> list[Row]:
    return [tuple(dict(item).values()) for item in invoice.line_items]


def _evidence(
    read: Original, lines: tuple[int | None, ...], edited: Mapping[str, object]
) -> dict[str, tuple[Evidence, ...]]:
    """Give where each value stands that is as it was read, by the path it has now."""
    places = _places(lines)
    return {
        now: found
        for name, found in read.evidence.items()
        if (now := _now(name, places)) and now not in edited
    }


def _places(lines: tuple[int | None, ...]) -> dict[int, int]:
    """Give the index that each line of goods has now by the one it was read at."""
    return {origin: at for at, origin in enumerate(lines) if origin is not None}


def _moved(findings: tuple[Finding, ...], places: Mapping[int, int]) -> Iterator[Finding]:
    """Give findings with the path of the line they are about; those of lines taken out go."""
    for finding in findings:
        now = None if finding.field is None else _now(finding.field, places)
        if now == finding.field:
            yield finding
        elif now is not None:
            yield finding.model_copy(update={"field": now})


def _now(path: str, places: Mapping[int, int]) -> str | None:
    """Give the path that a value has now; None when its line was taken out."""
    parts = path.split(".")
    if len(parts) == 1:
        return path
    at = places.get(int(parts[1]))
    return None if at is None else f"{LINES}.{at}.{parts[2]}"


def _case(amended: Reading, found: tuple[Finding, ...], lines: tuple[int | None, ...]) -> Case:
    """Give what is checked now. A table that a person put lines into or took out of is whole."""
    edited, asides, adjustments = amended.edited, amended.asides, amended.adjustments
    places = _places(lines)
    terms = {places[at]: one for at, one in asides.terms.items() if at in places}
    invalid = {
        one.field: one.facts["found"]
        for one in found
        if one.rule == "invalid_date" and one.field and one.field not in edited
    }
    return Case(
        amended.kind,
        amended.invoice or Invoice(),
        amended.evidence,
        invalid,
        adjustments.model_copy(update={"lines_whole": True}) if LINES in edited else adjustments,
        asides.model_copy(update={"terms": terms}),
    )


def _findings(
    amended: Reading, found: tuple[Finding, ...], case: Case, today: date
) -> tuple[Finding, ...]:
    """Keep what still holds of what was `found`, where it was; what is wrong since follows."""
    edited = amended.edited
    fresh = [one for one in check(case, today) if one.rule in RECOMPUTED]
    kept = [
        still
        for one in found
        for still in ([one] if one in fresh else _standing(one, case.invoice, edited))
    ]
    return (*kept, *(one for one in fresh if one not in kept))


def _standing(
    finding: Finding, invoice: Invoice, edited: Mapping[str, object]
) -> Iterator[Finding]:
    """Give what an edit leaves of a finding that values alone do not decide: it, or nothing."""
    if finding.rule in RECOMPUTED:
        return
    settled = finding.field in edited and finding.rule not in BY_OTHERS
    if finding.rule == "currency_conflict":
        finding, settled = _in_currency(finding, invoice, edited)
    if not settled:
        yield finding


def _in_currency(
    finding: Finding, invoice: Invoice, edited: Mapping[str, object]
) -> tuple[Finding, bool]:
    """Hold an amount against the invoice's currency of now; tell whether that settles it."""
    settled = finding.field in edited
    if finding.field == LINES:
        touched = any(path.startswith(LINES) for path in edited)
        settled = touched and all(one in edited for one in _amounts_of_lines(invoice))
    if "currency" not in edited:
        return finding, settled
    facts = {**finding.facts, "expected": str(invoice.currency)}
    settled = settled or invoice.currency in (None, finding.facts["found"])
    return finding.model_copy(update={"facts": facts}), settled


def _amounts_of_lines(invoice: Invoice) -> Iterator[str]:
    for number, item in enumerate(invoice.line_items):
        for name in _LINE_AMOUNTS:
            if getattr(item, name) is not None:
                yield f"{LINES}.{number}.{name}"
