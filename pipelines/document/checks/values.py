"""Rules that a reading must keep by its values; each broken one is a finding."""

from collections.abc import Iterator, Mapping
from datetime import date, timedelta

from pipelines.document.checks.case import Case
from pipelines.document.checks.digits import check_digits
from pipelines.document.checks.goods import check_lines
from pipelines.document.checks.sums import check_line_sum, check_sum, check_words
from pipelines.document.checks.taxes import check_rates, check_taxes
from pipelines.document.decoded import Structured
from pipelines.document.findings import Finding
from pipelines.document.model import FURTHER_FIELDS, SCALAR_FIELDS, Kind

REQUIRED: Mapping[Kind, tuple[str, ...]] = {
    "invoice": ("vendor", "invoice_number", "issue_date", "currency", "total"),
    "receipt": ("vendor", "issue_date", "total"),
}


def check(case: Case, today: date) -> Iterator[Finding]:
    """Apply the rules that need the reading only."""
    for field, text in case.invalid.items():
        yield Finding(rule="invalid_date", severity="error", field=field, facts={"found": text})
    yield from _missing(case)
    yield from _unfounded(case)
    yield from check_sum(case)
    yield from _days(case, today)
    yield from check_line_sum(case)
    yield from check_lines(case)
    yield from check_words(case)
    yield from check_digits(case)
    yield from check_taxes(case)
    yield from check_rates(case)


def _missing(case: Case) -> Iterator[Finding]:
    for field in REQUIRED.get(case.kind, ()):
        if getattr(case.invoice, field) is None and field not in case.invalid:
            yield Finding(rule="missing_field", severity="error", field=field)


def _unfounded(case: Case) -> Iterator[Finding]:
    for field in (*SCALAR_FIELDS, *FURTHER_FIELDS):
        value = getattr(case.invoice, field)
        if value is not None and not case.evidence.get(field):
            facts = {"found": str(value)}
            yield Finding(rule="missing_evidence", severity="error", field=field, facts=facts)


def _days(case: Case, today: date) -> Iterator[Finding]:
    issued, due = case.invoice.issue_date, case.invoice.due_date
    if issued is not None and issued > today + timedelta(days=1):
        facts = {"found": issued.isoformat(), "today": today.isoformat()}
        yield Finding(rule="future_date", severity="error", field="issue_date", facts=facts)
    if issued is not None and due is not None and due < issued:
        facts = {"found": due.isoformat(), "issued": issued.isoformat()}
        yield Finding(rule="due_before_issue", severity="warning", field="due_date", facts=facts)


def check_currencies(structured: Structured) -> Iterator[Finding]:
    """Tell the amounts of an e-invoice that are in another currency than the invoice."""
    for field, found in structured.foreign.items():
        facts = {"expected": str(structured.invoice.currency), "found": found}
        yield Finding(rule="currency_conflict", severity="error", field=field, facts=facts)
