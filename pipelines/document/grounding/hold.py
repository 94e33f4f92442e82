"""What a model said of a document, held against its pages: values, places, findings."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter

from pipelines.document.checks.case import Case
from pipelines.document.checks.codes import hold as held_against_codes
from pipelines.document.checks.contract import check_contract
from pipelines.document.checks.doubts import hard_to_read, unreadable
from pipelines.document.checks.parties import check_parties
from pipelines.document.checks.sums import check_sum
from pipelines.document.checks.values import check
from pipelines.document.codes.read import said_on
from pipelines.document.decode import Parts, decode, within
from pipelines.document.decoded import Structured
from pipelines.document.exchange import Scan, Understood
from pipelines.document.fields.own import Own
from pipelines.document.findings import Finding
from pipelines.document.grounding.contracts import agreed
from pipelines.document.grounding.goods import Laid, lay
from pipelines.document.grounding.quotes import Quotes
from pipelines.document.grounding.values import Grounds, Said, is_guess
from pipelines.document.model import (
    AMOUNTS,
    FURTHER_FIELDS,
    LINES,
    SCALAR_FIELDS,
    Adjustments,
    Asides,
    Evidence,
    Invoice,
)
from pipelines.document.page.evidence import Place, evidence_of
from pipelines.document.page.orders import ordering
from pipelines.document.page.printed import Printed
from pipelines.document.places import as_filed
from pipelines.document.question.messages import Held
from pipelines.document.question.wire import Bill, Terms, Told
from pipelines.document.straightening import slants
from pipelines.media import MediaType

_SCANS = TypeAdapter(dict[int, Scan])
_TOLD: TypeAdapter[Told] = TypeAdapter(Told)
_SUMS = frozenset({"total", "due"})


@dataclass(frozen=True, slots=True)
class Context:
    """What the checks go by besides: the day, our own companies, and what rules read beside."""

    today: date
    own: Own
    adjustments: Adjustments
    asides: Asides


def hold(file: Path | None, args: Mapping[str, Any]) -> dict[str, Any]:
    """Answer a `Held`.

    Arguments: `type`, `max_pages`, `today`, `own`, the `scans`, the `part` that was read, what the
    model `told`, and the `adjustments` and `asides` of the local reading.
    """
    if file is None:
        raise ValueError("this task is about a file")
    scans = _SCANS.validate_python(args["scans"])
    parts = decode(file, MediaType(args["type"]), scans, args["max_pages"])
    if part := args.get("part"):
        parts = within(parts, *part)
    context = Context(
        date.fromisoformat(args["today"]),
        Own(args.get("own", ())),
        Adjustments.model_validate(args["adjustments"]),
        Asides.model_validate(args["asides"]),
    )
    return Held(
        reading=_filed(grounded(_TOLD.validate_python(args["told"]), parts, context), parts)
    ).model_dump(mode="json")


def grounded(told: Told, parts: Parts, context: Context) -> Understood:
    """Ground an answer in the pages, upright as they are read."""
    printed = Printed(parts.decoded.pages)
    apart = ordering(printed)
    grounds = Grounds(printed, apart)
    if isinstance(told, Terms):
        return _agreed(told, parts, grounds, Quotes(printed.rows, apart))
    if told.kind in ("contract", "other"):
        return _nothing(told, parts)
    return _billed(told, parts, grounds, context)


def _nothing(told: Told, parts: Parts) -> Understood:
    findings = tuple(unreadable(parts.decoded))
    return Understood(kind=told.kind, invoice=None, evidence={}, findings=findings, turned={})


def _agreed(told: Terms, parts: Parts, grounds: Grounds, quotes: Quotes) -> Understood:
    if told.kind != "contract":
        return _nothing(told, parts)
    found = agreed(told, grounds, quotes)
    return Understood(
        kind=told.kind, invoice=None, contract=found.contract, evidence=found.evidence,
        findings=(
            *check_contract(found.contract), *found.lost, *unreadable(parts.decoded, "warning"),
        ),
        turned=parts.turned, straightened=parts.straightened,
    )  # fmt: skip


def _billed(told: Bill, parts: Parts, grounds: Grounds, context: Context) -> Understood:
    names = (*SCALAR_FIELDS, *FURTHER_FIELDS)
    said = {name: grounds.said(name, getattr(told, name)) for name in names}
    laid = lay(told.line_items, grounds, _of_lines(parts.decoded.structured))
    invoice = Invoice(
        **{name: one.value for name, one in said.items()},
        line_items=laid.items,
        credit_note=_is_said(told.credit_note, grounds),
    )
    evidence = _evidence(said, laid, invoice, parts.decoded.structured)
    case = Case(
        told.kind, invoice, evidence,
        {name: one.odd for name, one in said.items() if one.odd is not None},
        context.adjustments.model_copy(update={"lines_whole": True}),
        context.asides.model_copy(update={"terms": {}}),
    )  # fmt: skip
    places = {name: one.places for name, one in said.items()}
    codes = tuple(said_on(parts.decoded.pages))
    findings = (
        *check(case, context.today),
        *laid.lost,
        *check_parties(invoice, context.own),
        *held_against_codes(invoice, codes, grounds.printed).findings,
        *_guessed(said, case, grounds),
        *hard_to_read(invoice, places, parts.decoded.pages),
        *unreadable(parts.decoded),
    )
    return Understood(
        kind=told.kind, invoice=invoice, evidence=evidence, findings=findings,
        turned=parts.turned, straightened=parts.straightened,
        adjustments=case.adjustments, asides=case.asides,
    )  # fmt: skip


def _is_said(words: str | None, grounds: Grounds) -> bool:
    """Tell whether the pages say words as they were copied."""
    return any(one.match != "fuzzy" for one in grounds.places("credit_note", words or ""))


def _of_lines(structured: Structured | None) -> frozenset[str | Decimal]:
    """Give the values that an e-invoice says of its lines: no page need say them."""
    items = () if structured is None else structured.invoice.line_items
    return frozenset(value for item in items for _, value in item if value is not None)


def _evidence(
    said: Mapping[str, Said], laid: Laid, invoice: Invoice, structured: Structured | None
) -> dict[str, tuple[Evidence, ...]]:
    """Give where each value stands: in the elements of an e-invoice that says it, on the pages."""
    evidence = {name: evidence_of(one.places) for name, one in said.items() if one.places}
    evidence |= laid.evidence
    for name, path in () if structured is None else structured.paths.items():
        if "." in name or name == LINES or structured is None:
            continue
        stated = getattr(structured.invoice, name, None)
        if stated is not None and stated == getattr(invoice, name):
            element = Evidence(path=path, text=structured.texts.get(name), source="xml")
            evidence[name] = (element, *evidence.get(name, ()))
    return evidence


def _guessed(said: Mapping[str, Said], case: Case, grounds: Grounds) -> list[Finding]:
    """Tell a currency that is only a sign, and a total that nothing bears out as one."""
    found: list[Finding] = []
    currency, total = said["currency"], said["total"]
    if currency.value is not None and is_guess(str(currency.value), currency.places):
        facts = {"found": str(currency.value)}
        found.append(
            Finding(rule="currency_guessed", severity="warning", field="currency", facts=facts)
        )
    if total.places and not (_is_labelled(total.places, grounds) or _closes(case)):
        facts = {"found": str(total.value)}
        found.append(Finding(rule="total_guessed", severity="error", field="total", facts=facts))
    return found


def _is_labelled(places: tuple[Place, ...], grounds: Grounds) -> bool:
    """Tell whether one of the rows with an amount, or the one above it, calls it a total."""
    labels = grounds.printed.labels("amounts")
    rows = {row for one in places for row in (one.spot.row.index, one.spot.row.index - 1)}
    return any(one.role in _SUMS for row in rows if row >= 0 for one in labels[row])


def _closes(case: Case) -> bool:
    """Tell whether subtotal and tax, as the page has them, come to the total."""
    amounts = [getattr(case.invoice, name) for name in AMOUNTS]
    stand = all(isinstance(one, Decimal) for one in amounts)
    return stand and all(case.evidence.get(name) for name in AMOUNTS) and not [*check_sum(case)]


def _filed(understood: Understood, parts: Parts) -> Understood:
    """Give a reading with places on the pages as the file has them."""
    lying = slants(parts.turned, parts.straightened)
    evidence = {
        name: tuple(as_filed(one, lying) for one in places)
        for name, places in understood.evidence.items()
    }
    return understood.model_copy(update={"evidence": evidence})
