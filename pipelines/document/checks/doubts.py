"""What a person should look at although nothing speaks against it."""

from collections.abc import Iterator, Mapping, Sequence
from statistics import fmean

from pipelines.document.fields.claims import Claims
from pipelines.document.findings import Finding, Severity
from pipelines.document.model import SCALAR_FIELDS, Decoded, Invoice, Page
from pipelines.document.page.evidence import Place
from pipelines.document.page.printed import Printed

# Measured on recognised pages: of the values under the first, most are misread, and next to none
# of those on legible pages lie under it. A page under the second is misread in every line or so.
_LEGIBLE = 0.85
_LEGIBLE_PAGE = 0.8
_SURE = 0.95  # how well a value on such a page has to be recognised


def guesses(claims: Claims, printed: Printed) -> Iterator[Finding]:
    """Tell a date whose day and month may be swapped, and a currency that is only a sign."""
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


def unreadable(decoded: Decoded, severity: Severity = "error") -> Iterator[Finding]:
    """Name the pages that say nothing; beside an e-invoice, which says all, that is no fault."""
    if not decoded.pages and decoded.structured is None:
        yield Finding(rule="unknown_xml", severity="warning")
    for page in decoded.pages:
        if not page.words:
            facts = {"page": str(page.number)}
            yield Finding(rule="unreadable_page", severity=severity, facts=facts)
