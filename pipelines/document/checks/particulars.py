"""Whether page and e-invoice name the same account, numbers, buyer, day of payment and lines."""

from collections.abc import Iterator, Mapping, Sequence

from rapidfuzz import fuzz
from rapidfuzz.distance import Levenshtein

from pipelines.document.checks.digits import compact, country_of_tax_id, is_account
from pipelines.document.checks.sums import tolerance
from pipelines.document.fields.claims import Claims
from pipelines.document.fields.lines.table import total_of
from pipelines.document.findings import Finding
from pipelines.document.model import LINES, Invoice
from pipelines.document.page.evidence import Place
from pipelines.document.page.registers import Register
from pipelines.document.reckoning import added, apart

_LABELLED = 3.0  # weight of a claim that stands beside a label of its own
_MISREAD = 2  # characters of a number that recognition may have got wrong
_ANOTHER = 60.0  # similarity below which a name is another one, and not spelled otherwise


def particulars(
    invoice: Invoice, claims: Claims, places: Mapping[str, Sequence[Place]]
) -> Iterator[Finding]:
    """Give what the e-invoice states and the page states otherwise.

    A page that says nothing of it, or says it somewhere, contradicts nothing.
    """
    unseen = {name: value for name, value in invoice if value is not None and not places.get(name)}
    yield from _numbers(unseen, claims)
    yield from _names_and_days(unseen, claims)
    yield from _goods(invoice, claims)


def _numbers(unseen: Mapping[str, object], claims: Claims) -> Iterator[Finding]:
    """Compare numbers that are of one kind: another kind of number is no contradiction."""
    standing = claims.standing
    account = unseen.get("iban")
    if account is not None and is_account(str(account)):
        others = [one for one in standing.accounts if not _is_misread(one, str(account))]
        if others and len(others) == len(standing.accounts):
            yield _conflict("iban", account, others[0].value)
    printed = {"vendor_tax_id": standing.vendor_tax, "buyer_tax_id": standing.buyer_tax}
    for field, other in printed.items():
        number = str(unseen.get(field, ""))
        country = country_of_tax_id(number)
        if other is None or country is None or country != country_of_tax_id(other.value):
            continue
        if compact(number) != compact(other.value) and not _is_misread(other, number):
            yield _conflict(field, number, other.value)


def _is_misread(printed: Register, number: str) -> bool:
    """Tell whether recognition took one number for the other, which then does not check out."""
    if printed.spot.row.source != "ocr" or printed.valid:
        return False
    return Levenshtein.distance(compact(printed.value), compact(number)) <= _MISREAD


def _names_and_days(unseen: Mapping[str, object], claims: Claims) -> Iterator[Finding]:
    due, day = claims.due_date, unseen.get("due_date")
    if day and due is not None and due.weight >= _LABELLED and due.value not in (None, day):
        yield _conflict("due_date", day, due.value)
    buyer, name = claims.buyer, unseen.get("buyer")
    if name and buyer is not None:
        alike = fuzz.token_set_ratio(buyer.value.casefold(), str(name).casefold())
        if alike < _ANOTHER:
            yield _conflict("buyer", name, buyer.value)


def _goods(invoice: Invoice, claims: Claims) -> Iterator[Finding]:
    """Compare what the lines come to; on the page they may have their tax.

    Where most of the lines are others, the table of the page was not read as it is meant.
    """
    printed = total_of(claims.table) if claims.table.whole else None
    totals = [one.total for one in invoice.line_items if one.total is not None]
    if printed is None or not totals or len(totals) < len(invoice.line_items):
        return
    pairs = [*zip(totals, (one.total for one in claims.table.items), strict=False)]
    if len(totals) != len(claims.table.lines) or 2 * sum(a == b for a, b in pairs) < len(pairs):
        return
    stated = added(*totals)
    likely = [stated, *(one for one in (invoice.subtotal, invoice.total) if one is not None)]
    allowed = tolerance(max(len(totals), len(claims.table.lines)))
    if all(apart(abs(printed), abs(one)) > allowed for one in likely):
        yield _conflict(LINES, stated, printed)


def _conflict(field: str, stated: object, printed: object) -> Finding:
    facts = {"expected": str(stated), "found": str(printed)}
    return Finding(rule="source_conflict", severity="error", field=field, facts=facts)
