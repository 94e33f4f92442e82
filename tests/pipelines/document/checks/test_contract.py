"""The rules that the terms of a contract must keep."""

from dataclasses import replace
from datetime import date

import pytest

from pipelines.document.checks.contract import check_contract
from pipelines.document.decoded import Decoded
from pipelines.document.interpret import interpret
from pipelines.document.terms import Contract
from tests.pipelines.document.sheets import page

BEGINS = date(2026, 3, 1)


def contract(expiry: date | None, term: str | None = None, start: date | None = BEGINS) -> Contract:
    """Give a contract of two parties."""
    return Contract(
        parties=("Mill Ltd", "River LLC"),
        roles=(None, None),
        effective_date=start,
        expiry_date=expiry,
        term=term,
    )


@pytest.mark.parametrize(
    ("expiry", "term", "start", "rules"),
    [
        (date(2028, 3, 1), "2 years", BEGINS, []),
        (date(2028, 2, 29), "2 years", BEGINS, []),
        (date(2028, 3, 31), "2 years", BEGINS, []),
        (date(2028, 2, 28), "2 years", BEGINS, ["term_mismatch"]),
        (date(2029, 3, 1), "2 years", BEGINS, ["term_mismatch"]),
        (date(2025, 2, 28), "12 months", date(2024, 2, 29), []),
        (date(2026, 5, 30), "90 days", BEGINS, []),
        (date(2026, 6, 30), "90 days", BEGINS, ["term_mismatch"]),
        (date(2028, 9, 9), "5 business days", BEGINS, []),
        (date(2028, 9, 9), None, BEGINS, []),
        (None, "2 years", BEGINS, []),
        (date(2026, 3, 1), None, BEGINS, []),
        (date(2026, 2, 28), "2 years", BEGINS, ["ends_before_start"]),
    ],
)
def test_a_contract_ends_where_its_term_leads(
    expiry: date | None, term: str | None, start: date, rules: list[str]
) -> None:
    found = list(check_contract(contract(expiry, term, start)))
    assert [(one.rule, one.severity, one.field) for one in found] == [
        (rule, "error", "expiry_date") for rule in rules
    ]


def test_a_term_that_begins_later_is_reckoned_from_there() -> None:
    lease = contract(date(2028, 4, 30), "2 years")
    assert [one.rule for one in check_contract(lease)] == ["term_mismatch"]
    assert not list(check_contract(lease, begins=date(2026, 5, 1)))


def test_parties_and_day_are_missed_and_stop_nothing() -> None:
    found = list(check_contract(Contract()))
    assert [(one.rule, one.severity, one.field) for one in found] == [
        ("missing_field", "warning", "parties"),
        ("missing_field", "warning", "effective_date"),
    ]


def test_what_a_contract_says_in_two_ways_is_told_and_not_missed() -> None:
    doubles = {"effective_date": ("2026-03-01", "2026-04-01")}
    found = list(check_contract(contract(None, start=None), doubles))
    assert [(one.rule, one.severity, one.field) for one in found] == [
        ("contradicting_terms", "warning", "effective_date")
    ]
    assert found[0].facts == {"found": "2026-03-01", "other": "2026-04-01"}


def test_a_page_of_a_contract_may_be_blank() -> None:
    written = page(
        "NON-DISCLOSURE AGREEMENT",
        "This Agreement is made as of May 3, 2019 between Acme Ltd (the Discloser) and",
        "Muster GmbH (the Recipient). The parties agree as follows:",
        "This Agreement shall be governed by the laws of England.",
    )
    blank = replace(page(source="ocr"), number=2)
    found = interpret(Decoded((written, blank)), today=date(2026, 11, 22))
    assert found.kind == "contract"
    assert [(one.rule, one.severity) for one in found.findings] == [("unreadable_page", "warning")]
