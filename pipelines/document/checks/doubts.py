"""What a person should look at although nothing speaks against it."""

from collections.abc import Iterator, Mapping, Sequence
from statistics import fmean

from pipelines.document.decoded import Decoded, Page
from pipelines.document.fields.claims import Claims
from pipelines.document.fields.lines.table import total_of
from pipelines.document.findings import Finding, Severity
from pipelines.document.model import SCALAR_FIELDS, Invoice
from pipelines.document.page.evidence import Place
from pipelines.document.page.orders import orders
from pipelines.document.page.printed import Printed

# Measured on recognised pages: of the values under the first, most are misread, and next to none
# of those on legible pages lie under it. A page under the second is misread in every line or so.
_LEGIBLE = 0.85
_LEGIBLE_PAGE = 0.8
_NAMED = 1.0  # weight of a total that something on the page says to be one
_SHOWN = 120  # characters of what is meant for machines
_SURE = 0.95  # how well a value on such a page has to be recognised


def guesses(claims: Claims, printed: Printed) -> Iterator[Finding]:
    """Tell a total without a label, a date that may be swapped, a currency that is only a sign."""
    if _is_bare_total(claims):
        found = str(claims.amounts["total"].value)
        yield Finding(rule="total_guessed", severity="error", field="total", facts={"found": found})
    for spot in claims.issue_date.spots if claims.issue_date else ():
        dates = printed.dates[spot.row.index]
        if printed.order is None and any(one.swapped for one in dates if one.start == spot.start):
            yield Finding(
                rule="date_guessed",
                severity="warning",
                field="issue_date",
                facts={"found": spot.text},
            )
    if claims.currency is not None and claims.currency.guessed:
        found = claims.currency.claim.value
        yield Finding(
            rule="currency_guessed", severity="warning", field="currency", facts={"found": found}
        )


def _is_bare_total(claims: Claims) -> bool:
    """Tell a total that is only the largest amount: no label, no sum and no words bear it out."""
    total = claims.amounts.get("total")
    if total is None or total.weight >= _NAMED or len(claims.amounts) > 1:
        return False
    in_words = claims.in_words.value if claims.in_words else None
    return total.value not in (in_words, total_of(claims.table))


def hard_to_read(
    invoice: Invoice, places: Mapping[str, Sequence[Place]], pages: Sequence[Page]
) -> Iterator[Finding]:
    """Tell values that were recognised with little confidence wherever they stand."""
    faint = {page.number for page in pages if _is_faint(page)}
    for field in SCALAR_FIELDS:
        found = places.get(field, ())
        if not found:
            continue
        best = max(found, key=lambda one: one.spot.confidence)
        least = _SURE if best.spot.row.page in faint else _LEGIBLE
        if best.spot.confidence < least:
            facts = {
                "found": str(getattr(invoice, field)),
                "score": str(round(100 * best.spot.confidence)),
            }
            yield Finding(rule="low_ocr_confidence", severity="warning", field=field, facts=facts)


def _is_faint(page: Page) -> bool:
    return bool(page.words) and fmean(word.confidence for word in page.words) < _LEGIBLE_PAGE


def instructed(printed: Printed) -> Iterator[Finding]:
    """Tell of words that are meant for machines: whoever put them there wants something read."""
    for spot in orders(printed)[:1]:
        yield Finding(rule="instruction", severity="error", facts={"found": spot.text[:_SHOWN]})


def unreadable(decoded: Decoded, severity: Severity = "error") -> Iterator[Finding]:
    """Name the pages that say nothing.

    That is no fault beside an e-invoice, which says all, nor of a contract: pages may be blank.
    """
    if not decoded.pages and decoded.structured is None:
        yield Finding(rule="unknown_xml", severity="warning")
    for page in decoded.pages:
        if not page.words:
            facts = {"page": str(page.number)}
            yield Finding(rule="unreadable_page", severity=severity, facts=facts)
