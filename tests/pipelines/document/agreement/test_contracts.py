"""Terms of a contract that two readers read: what stands, and what is told."""

from datetime import date
from decimal import Decimal

import pytest

from pipelines.document.agreement.merge import merge
from pipelines.document.exchange import Understood
from pipelines.document.findings import Finding
from pipelines.document.model import Evidence, Reading
from pipelines.document.terms import Contract
from pipelines.usage import Usage
from tests.pipelines.document.billed import TODAY

PLACE = Evidence(page=1, source="pdf_text", text="as a model quotes it")
OURS = Contract(
    effective_date=date(2026, 3, 4), governing_law="Oregon", parties=("Adler Labs Inc",),
    roles=(None,),
)  # fmt: skip


def merged(theirs: Contract, *findings: Finding, known: tuple[Finding, ...] = ()) -> Reading:
    local = Reading(
        kind="contract", contract=OURS, findings=known, reader="local", pages=1,
        usage=Usage(seconds=1, cost_usd=Decimal(0)),
    )  # fmt: skip
    names = [name for name, value in theirs if value is not None]
    names += [f"parties.{at}" for at, _ in enumerate(theirs.parties)]
    told = Understood(
        kind="contract", invoice=None, contract=theirs, findings=findings, turned={},
        evidence=dict.fromkeys(names, (PLACE,)),
    )  # fmt: skip
    return merge(local, told, "claude", TODAY)


def test_what_rules_left_open_is_taken_with_its_quote() -> None:
    one = merged(Contract(term="2 years", effective_date=date(2026, 3, 4)))
    assert one.contract == OURS.model_copy(update={"term": "2 years"})
    assert one.evidence["term"] == (PLACE,)
    assert "effective_date" not in one.evidence
    assert one.findings == ()


@pytest.mark.parametrize(
    ("theirs", "conflicts"),
    [
        (Contract(effective_date=date(2026, 4, 3)), ["effective_date"]),
        (Contract(governing_law="State of Oregon"), []),
        (Contract(governing_law="Utah"), ["governing_law"]),
        (Contract(parties=("Adler Labs, Inc.", "Brandt"), roles=("Owner", None)), []),
        (Contract(parties=("Brandt",), roles=(None,)), ["parties"]),
    ],
)
def test_other_terms_are_told_and_ours_stand(theirs: Contract, conflicts: list[str]) -> None:
    one = merged(theirs)
    assert one.contract is not None
    assert [finding.field for finding in one.findings] == conflicts
    assert all(finding.severity == "error" for finding in one.findings)
    assert (one.contract.effective_date, one.contract.governing_law) == (
        OURS.effective_date, OURS.governing_law,
    )  # fmt: skip


def test_parties_of_a_model_stand_where_ours_are_among_them() -> None:
    one = merged(Contract(parties=("Adler Labs, Inc.", "Brandt"), roles=("Owner", None)))
    assert one.contract is not None
    assert one.contract.parties == ("Adler Labs, Inc.", "Brandt")
    assert one.contract.roles == ("Owner", None)
    assert one.evidence["parties.1"] == (PLACE,)


def test_what_was_dropped_is_told() -> None:
    lost = Finding(
        rule="missing_evidence", severity="warning", field="term", facts={"found": "9 years"}
    )
    assert merged(Contract(), lost).findings == (lost,)


def test_what_a_contract_says_in_two_ways_stays_unsaid() -> None:
    known = Finding(
        rule="contradicting_terms", severity="warning", field="term",
        facts={"found": "2 years", "other": "3 years"},
    )  # fmt: skip
    one = merged(Contract(term="2 years"), known=(known,))
    assert (one.contract, one.findings) == (OURS, (known,))


@pytest.mark.parametrize(
    ("theirs", "rules"),
    [
        (Contract(expiry_date=date(2026, 1, 1)), ["ends_before_start"]),
        (Contract(expiry_date=date(2028, 3, 3), term="1 year"), ["term_mismatch"]),
        (Contract(expiry_date=date(2028, 3, 3), term="2 years"), []),
        (Contract(governing_law="Oregon"), ["missing_field"]),
    ],
)
def test_days_that_a_model_adds_are_held_against_ours(theirs: Contract, rules: list[str]) -> None:
    known = (
        ()
        if rules != ["missing_field"]
        else (Finding(rule="missing_field", severity="warning", field="effective_date"),)
    )
    found = merged(theirs, known=known).findings
    assert [one.rule for one in found] == ([] if known else rules)
