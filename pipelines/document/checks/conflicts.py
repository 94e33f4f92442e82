"""Whether the page and the e-invoice inside the same file say the same."""

from collections.abc import Callable, Iterator
from datetime import date
from decimal import Decimal

from rapidfuzz import fuzz

from pipelines.document.checks.particulars import particulars
from pipelines.document.fields.claims import Claims
from pipelines.document.findings import Finding, Severity
from pipelines.document.model import AMOUNTS, SCALAR_FIELDS, Invoice
from pipelines.document.page.evidence import Index, Place
from pipelines.document.page.layout import Row
from pipelines.document.page.printed import Printed
from pipelines.document.page.titles import is_credit_note

READABLE = 50  # letters and digits from which a page can contradict an e-invoice
_LABELLED = 3.0  # weight of a claim that stands beside a label of its own
_SURELY = 5.0  # and of one whose label means nothing else
_ALIKE = 90.0  # similarity of two spellings of one name
_SUMS = frozenset({"total", "due", "net", "subtotal"})
_LABELS = {
    "invoice_number": ("identifiers", "invoice_number"),
    "issue_date": ("dates", "issue_date"),
}


def places_of(field: str, value: object, index: Index) -> list[Place]:
    """Find the places on the pages that say the value of a field."""
    if isinstance(value, Decimal):
        return index.money(value)
    if isinstance(value, date):
        return index.day(value)
    finders: dict[str, Callable[[str], list[Place]]] = {
        "currency": index.currency,
        "invoice_number": index.identifier,
        "invoice_code": index.identifier,
        "vendor_tax_id": index.identifier,
        "buyer_tax_id": index.identifier,
        "iban": index.identifier,
    }
    return finders.get(field, index.name)(str(value))


def is_readable(printed: Printed) -> bool:
    """Tell whether the pages carry enough text to be held against an e-invoice."""
    return sum(one.isalnum() for one in printed.folded) >= READABLE


def conflicts(
    invoice: Invoice, claims: Claims, places: dict[str, list[Place]], printed: Printed
) -> Iterator[Finding]:
    """Give the fields that the e-invoice states and the page states otherwise, or not at all.

    A page that names no seller is only a warning.
    """
    yield from _conflicts(invoice, claims, places, printed)
    if _other_sign(invoice, claims, printed):
        facts = {"expected": str(invoice.total), "found": str(claims.amounts["total"].value)}
        yield Finding(rule="source_conflict", severity="error", field="total", facts=facts)
    yield from particulars(invoice, claims, places)


def _conflicts(
    invoice: Invoice, claims: Claims, places: dict[str, list[Place]], printed: Printed
) -> Iterator[Finding]:
    stated = stated_by(claims)
    for field in SCALAR_FIELDS:
        value = getattr(invoice, field)
        if value is None or (field in AMOUNTS and not value):
            continue
        other, found = stated.get(field), places.get(field, [])
        silent = field == "vendor" and not found and _is_no_seller(other, invoice)
        if found and not _says_otherwise(field, value, claims, _rows_of(found), printed):
            continue
        if not found and field in ("currency", "subtotal", "tax") and other is None:
            continue  # many pages leave these out
        facts = {"expected": str(value)}
        if other is not None and not silent:
            facts["found"] = str(other)
        severity: Severity = "warning" if silent else "error"
        yield Finding(rule="source_conflict", severity=severity, field=field, facts=facts)


def _rows_of(places: list[Place]) -> list[Row]:
    return [place.spot.row for place in places]


def _says_otherwise(
    field: str, value: object, claims: Claims, rows: list[Row], printed: Printed
) -> bool:
    """Tell whether the page prints the value somewhere, but states another one for the field."""
    if field in AMOUNTS:
        differs = _closed_sum_differs(field, value, claims)
        return differs or (field == "total" and _other_total(value, claims, rows, printed))
    claim = claims.issue_date if field == "issue_date" else claims.invoice_number
    if field not in _LABELS or claim is None or claim.weight < _SURELY or claim.value is None:
        return False
    family, role = _LABELS[field]
    same = _plain(claim.value) == _plain(value)
    labelled = (one.role == role for row in rows for one in printed.labels(family)[row.index])
    return not same and not any(labelled)


def _is_no_seller(name: object, invoice: Invoice) -> bool:
    """Tell whether the page names nobody for the seller, or the buyer.

    Then the seller may stand in its logo, which nobody can read: no contradiction, but a person
    should know.
    """
    if name is None:
        return True
    buyer = _plain(invoice.buyer or "")
    return bool(buyer) and fuzz.ratio(_plain(name), buyer) >= _ALIKE


def _other_total(value: object, claims: Claims, rows: list[Row], printed: Printed) -> bool:
    """Tell whether the page states another total, and this value only somewhere else."""
    claim = claims.amounts.get("total")
    if claim is None or claim.weight < _SURELY or not isinstance(value, Decimal):
        return False
    labels = (label for row in rows for label in printed.labels("amounts")[row.index])
    return abs(claim.value) != abs(value) and not any(one.role in _SUMS for one in labels)


def _other_sign(invoice: Invoice, claims: Claims, printed: Printed) -> bool:
    """Tell whether the page takes back what the e-invoice asks for, or the other way round.

    A credit note may be written with a minus or without.
    """
    claim, total = claims.amounts.get("total"), invoice.total
    if claim is None or claim.weight < _SURELY or not total or invoice.credit_note:
        return False
    return claim.value == -total and not is_credit_note(printed, claim.value)


def _plain(value: object) -> str:
    return "".join(one for one in str(value).casefold() if one.isalnum())


def stated_by(claims: Claims) -> dict[str, object]:
    """Give the values that the page states by field, those without a label left out."""
    values: dict[str, object] = {}
    if claims.vendor is not None:
        values["vendor"] = claims.vendor.value
    if claims.invoice_number is not None:
        values["invoice_number"] = claims.invoice_number.value
    if claims.issue_date is not None and claims.issue_date.value is not None:
        values["issue_date"] = claims.issue_date.value
    if claims.currency is not None and not claims.currency.guessed:
        values["currency"] = claims.currency.claim.value
    for role, claim in claims.amounts.items():
        if claim.weight >= _LABELLED:
            values[role] = claim.value
    return values


def _closed_sum_differs(field: str, value: object, claims: Claims) -> bool:
    """Tell whether the page's own sum closes under its labels and says another amount."""
    amounts = claims.amounts
    if field not in AMOUNTS or set(amounts) != set(AMOUNTS) or not isinstance(value, Decimal):
        return False
    if any(claim.weight < _LABELLED for claim in amounts.values()):
        return False
    subtotal, tax, total = (amounts[role].value for role in AMOUNTS)
    return subtotal + tax == total and abs(amounts[field].value) != abs(value)
