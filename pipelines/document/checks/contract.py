"""Rules that the terms of a contract must keep; each broken one is a finding."""

import calendar
from collections.abc import Iterator, Mapping
from datetime import date, timedelta

from pipelines.document.findings import Finding
from pipelines.document.periods import later, period
from pipelines.document.terms import Contract

_WANTED = ("parties", "effective_date")
_NOTHING: Mapping[str, tuple[str, str]] = {}


def check_contract(
    contract: Contract,
    doubles: Mapping[str, tuple[str, str]] = _NOTHING,
    begins: date | None = None,
) -> Iterator[Finding]:
    """Apply the rules of contracts.

    `doubles` holds by field what the contract says in two ways; `begins` is the day its term
    starts, where that is not the day it takes effect.
    """
    for field in _WANTED:
        if not getattr(contract, field) and field not in doubles:
            yield Finding(rule="missing_field", severity="warning", field=field)
    for field, (found, other) in doubles.items():
        facts = {"found": found, "other": other}
        yield Finding(rule="contradicting_terms", severity="warning", field=field, facts=facts)
    yield from _days(contract, begins)


def _days(contract: Contract, begins: date | None) -> Iterator[Finding]:
    effective, expiry = contract.effective_date, contract.expiry_date
    if effective is None or expiry is None:
        return
    if expiry < effective:
        facts = {"found": expiry.isoformat(), "effective": effective.isoformat()}
        yield Finding(rule="ends_before_start", severity="error", field="expiry_date", facts=facts)
        return
    start, length = begins or effective, period(contract.term)
    expected = later(start, length) if length else None
    if expected is not None and not _is_end(expiry, expected):
        facts = {
            "term": str(length),
            "start": start.isoformat(),
            "expected": expected.isoformat(),
            "found": expiry.isoformat(),
        }
        yield Finding(rule="term_mismatch", severity="error", field="expiry_date", facts=facts)


def _is_end(expiry: date, expected: date) -> bool:
    """Tell the end of a term: its last day, the day after, or the end of that month."""
    last = expected - timedelta(days=1)
    ends = {
        one.replace(day=calendar.monthrange(one.year, one.month)[1]) for one in (last, expected)
    }
    return expiry in {expected, last, *ends}
