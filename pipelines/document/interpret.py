"""From a document taken apart to what it says: kind, fields, evidence and findings."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from typing import Any

from pipelines.document.checks.case import Case
from pipelines.document.checks.codes import hold
from pipelines.document.checks.conflicts import conflicts, is_readable, places_of
from pipelines.document.checks.contract import check_contract
from pipelines.document.checks.doubts import guesses, hard_to_read, instructed, unreadable
from pipelines.document.checks.parties import check_parties
from pipelines.document.checks.values import check, check_currencies
from pipelines.document.classify import classify
from pipelines.document.clauses.read import read_clauses
from pipelines.document.codes.read import said_on
from pipelines.document.decoded import Decoded, Structured
from pipelines.document.fields.alternatives import alternatives
from pipelines.document.fields.beside import beside
from pipelines.document.fields.claims import Claims, read_claims
from pipelines.document.fields.lines.table import Table
from pipelines.document.fields.own import NOBODY, Own
from pipelines.document.findings import Finding
from pipelines.document.model import (
    FURTHER_FIELDS,
    IN_WORDS,
    LINES,
    MOST_PLACED_LINES,
    NO_ADJUSTMENTS,
    NO_ASIDES,
    SCALAR_FIELDS,
    Adjustments,
    Alternative,
    Asides,
    Evidence,
    Invoice,
    Kind,
    LineTerms,
    Stretch,
)
from pipelines.document.page.evidence import Index, Place, evidence_of
from pipelines.document.page.layout import Spot
from pipelines.document.page.printed import Claim, Printed
from pipelines.document.page.titles import is_credit_note
from pipelines.document.parting import crowd_in, parts_of
from pipelines.document.stretches import several
from pipelines.document.terms import Contract


@dataclass(frozen=True, slots=True)
class Interpreted:
    """What the words of a document mean: an invoice, a contract, or neither."""

    kind: Kind
    invoice: Invoice | None = None
    contract: Contract | None = None
    evidence: dict[str, tuple[Evidence, ...]] = field(default_factory=dict)
    findings: tuple[Finding, ...] = ()
    adjustments: Adjustments = NO_ADJUSTMENTS
    asides: Asides = NO_ASIDES
    parts: tuple[Stretch, ...] = ()
    alternatives: tuple[Alternative, ...] = ()


def interpret(
    decoded: Decoded, *, today: date, own: Own = NOBODY, is_part: bool = False
) -> Interpreted:
    """Decide what a document is, read its fields, ground them and check them.

    What an e-invoice states wins over the page; the page is held against it. Of several documents
    the first one is read. `own` are the operator's companies; `is_part`: the pages were told apart
    already.
    """
    if decoded.structured is not None:
        printed = Printed(decoded.pages)
        return _interpret_structured(decoded.structured, printed, decoded, today, own)
    parts = () if is_part else parts_of(decoded.pages)
    if not parts:
        return _interpret_printed(decoded, today, own)
    first, last = parts[0]
    pages = tuple(page for page in decoded.pages if first <= page.number <= last)
    meant = _interpret_printed(Decoded(pages), today, own)
    findings = (*meant.findings, several(parts, parts[0]))
    return replace(meant, findings=findings, parts=parts)


def _interpret_printed(decoded: Decoded, today: date, own: Own) -> Interpreted:
    printed = Printed(decoded.pages)
    kind = classify(printed)
    if kind == "contract":
        return _interpret_contract(printed, decoded)
    if kind == "other":
        return Interpreted(kind, findings=tuple(unreadable(decoded)))
    claims = read_claims(printed, own)
    if kind == "invoice" and claims.currency is not None and not claims.currency.printed:
        claims = replace(claims, currency=None)  # an invoice must say what it counts in
    invoice = _invoice_of(claims)
    credit_note = kind == "invoice" and is_credit_note(printed, invoice.total)
    invoice = invoice.model_copy(update={"credit_note": credit_note})
    spots = _spots(claims)
    places = _places(invoice, printed, claims)
    evidence = {name: evidence_of(found, spots.get(name, ())) for name, found in places.items()}
    evidence |= _evidence_of_lines(claims.table) | _evidence_of_words(claims)
    impossible = _impossible(claims)
    said = tuple(said_on(decoded.pages))
    held = hold(invoice, said, printed, _unsaid(claims), impossible)
    invoice, evidence = held.complete(invoice), held.beside(evidence)
    adjustments, asides = beside(claims, invoice), _asides(claims, claims.table.terms)
    doubts = (*guesses(claims, printed), *hard_to_read(invoice, places, decoded.pages))
    findings = (
        *check(Case(kind, invoice, evidence, impossible, adjustments, asides), today),
        *check_parties(invoice, own),
        *held.findings,
        *(one for one in doubts if one.field not in held.settled),
        *_crowded(crowd_in(printed)),
        *instructed(printed),
        *unreadable(decoded),
    )
    numbers = alternatives(printed)
    return Interpreted(
        kind,
        invoice,
        evidence=evidence,
        findings=findings,
        adjustments=adjustments,
        asides=asides,
        alternatives=numbers,
    )


def _interpret_contract(printed: Printed, decoded: Decoded) -> Interpreted:
    said, silent = read_clauses(printed), unreadable(decoded, "warning")
    findings = (*check_contract(said.contract, said.doubles, said.begins), *silent)
    return Interpreted("contract", None, said.contract, said.evidence, findings)


def _interpret_structured(
    structured: Structured, printed: Printed, decoded: Decoded, today: date, own: Own
) -> Interpreted:
    claims = read_claims(printed, own)
    invoice = _completed(structured, claims)
    spots = _spots(claims)
    places = _places(invoice, printed, claims)
    evidence = {name: evidence_of(found, spots.get(name, ())) for name, found in places.items()}
    evidence |= _evidence_of_words(claims)
    for name, path in structured.paths.items():
        stated = Evidence(path=path, text=structured.texts.get(name), source="xml")
        evidence[name] = (stated, *evidence.get(name, ()))
    if _lacks_lines(structured):
        evidence |= _evidence_of_lines(claims.table)
    held = hold(invoice, tuple(said_on(decoded.pages)), printed)
    invoice, evidence = held.complete(invoice), held.beside(evidence)
    adjustments, asides = _adjustments(structured, claims.table), _asides(claims, structured.terms)
    findings = [
        *check(Case("invoice", invoice, evidence, structured.invalid, adjustments, asides), today),
        *held.findings,
        *check_currencies(structured),
        *check_parties(invoice, own),
        *instructed(printed),
        *unreadable(decoded, "warning"),
    ]
    if is_readable(printed):
        findings.extend(conflicts(invoice, claims, places, printed))
    return Interpreted(
        "invoice",
        invoice,
        evidence=evidence,
        findings=tuple(findings),
        adjustments=adjustments,
        asides=asides,
    )


def _completed(structured: Structured, claims: Claims) -> Invoice:
    """Add what the page says where the e-invoice is of a kind that leaves things out."""
    invoice = structured.invoice
    if not structured.partial:
        return invoice
    page = _invoice_of(claims)
    names = [name for name in (*SCALAR_FIELDS, LINES) if getattr(invoice, name) in (None, ())]
    return invoice.model_copy(update={name: getattr(page, name) for name in names})


def _lacks_lines(structured: Structured) -> bool:
    return structured.partial and not structured.invoice.line_items


def _adjustments(structured: Structured, table: Table) -> Adjustments:
    if _lacks_lines(structured):
        return Adjustments(lines_whole=table.whole, lines_priced=table.priced)
    charges, allowances = (
        Decimal(structured.texts.get(name, "0")) for name in ("charge_total", "allowance_total")
    )
    return Adjustments(charges=charges, allowances=allowances)


def _invoice_of(claims: Claims) -> Invoice:
    amounts = {role: claim.value for role, claim in claims.amounts.items()}
    standing = claims.standing
    return Invoice(
        vendor=claims.vendor.value if claims.vendor else None,
        invoice_number=claims.invoice_number.value if claims.invoice_number else None,
        issue_date=claims.issue_date.value if claims.issue_date else None,
        currency=claims.currency.claim.value if claims.currency else None,
        subtotal=amounts.get("subtotal"),
        tax=amounts.get("tax"),
        total=amounts.get("total"),
        line_items=claims.table.items,
        taxes=claims.taxes,
        buyer=claims.buyer.value if claims.buyer else None,
        vendor_tax_id=standing.vendor_tax.value if standing.vendor_tax else None,
        buyer_tax_id=standing.buyer_tax.value if standing.buyer_tax else None,
        iban=standing.iban.value if standing.iban else None,
        invoice_code=claims.invoice_code.value if claims.invoice_code else None,
        due_date=claims.due_date.value if claims.due_date else None,
    )


def _asides(claims: Claims, terms: Mapping[int, LineTerms] | None = None) -> Asides:
    in_words = claims.in_words.value if claims.in_words else None
    country = claims.standing.country
    return Asides(in_words=in_words, country=country, terms=dict(terms or {}))


def _evidence_of_words(claims: Claims) -> dict[str, tuple[Evidence, ...]]:
    if claims.in_words is None:
        return {}
    return {IN_WORDS: evidence_of(Place(spot, "normalised") for spot in claims.in_words.spots)}


def _evidence_of_lines(table: Table) -> dict[str, tuple[Evidence, ...]]:
    return {
        f"{LINES}.{number}.{name}": evidence_of(Place(spot, "normalised") for spot in spots)
        for number, line in enumerate(table.lines[:MOST_PLACED_LINES])
        for name, spots in line.spots.items()
    }


def _spots(claims: Claims) -> dict[str, tuple[Spot, ...]]:
    """Give the places that the rules read each field from."""
    stated: dict[str, Claim[Any] | None] = {
        **claims.amounts,
        "vendor": claims.vendor,
        "invoice_number": claims.invoice_number,
        "issue_date": claims.issue_date,
        "due_date": claims.due_date,
        "currency": claims.currency.claim if claims.currency else None,
    }
    spots = {name: claim.spots for name, claim in stated.items() if claim is not None}
    return spots | _spots_of_parties(claims)


def _spots_of_parties(claims: Claims) -> dict[str, tuple[Spot, ...]]:
    standing = claims.standing
    named = {"buyer": claims.buyer, "invoice_code": claims.invoice_code}
    numbers = {
        "vendor_tax_id": standing.vendor_tax,
        "buyer_tax_id": standing.buyer_tax,
        "iban": standing.iban,
    }
    spots = {name: claim.spots for name, claim in named.items() if claim}
    return spots | {name: (number.spot,) for name, number in numbers.items() if number}


def _places(invoice: Invoice, printed: Printed, claims: Claims) -> dict[str, list[Place]]:
    """Look every value up; one that the rules made of several prints keeps their places.

    Such are a sum of taxes and a currency told by the seller's country.
    """
    index = Index(printed)
    values, spots = dict(_invoice_of(claims)), _spots(claims)
    places: dict[str, list[Place]] = {}
    for name in (*SCALAR_FIELDS, *FURTHER_FIELDS):
        value = getattr(invoice, name)
        if value is not None:
            found = places_of(name, value, index)
            own = spots.get(name, ()) if values.get(name) == value else ()
            places[name] = found or [Place(spot, "normalised") for spot in own]
    return places


def _unsaid(claims: Claims) -> tuple[str, ...]:
    return ("currency",) if claims.currency is not None and claims.currency.guessed else ()


def _impossible(claims: Claims) -> dict[str, str]:
    """Give the dates as printed that do not exist."""
    days = {"issue_date": claims.issue_date, "due_date": claims.due_date}
    return {
        name: claim.spots[0].text for name, claim in days.items() if claim and claim.value is None
    }


def _crowded(count: int) -> Iterator[Finding]:
    """Tell that several documents stand on one page."""
    if count > 1:
        facts = {"count": str(count)}
        yield Finding(rule="multiple_invoices", severity="error", facts=facts)
