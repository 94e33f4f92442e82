"""Faults planted on pages of many lands are flagged; sound pages are clear."""

from pathlib import Path

import pytest

from tests.drawn.world.words import LANDS
from tests.pipelines.document.checks.injected import findings
from tests.pipelines.document.checks.planted import faulty, flawed_fapiao, sound

FAULTS = (
    "sum_mismatch", "invalid_date", "future_date", "missing_field:invoice_number",
    "missing_field:issue_date", "missing_field:currency", "tax_rate", "iban", "tax_id",
    "line_amount_mismatch", "line_sum_mismatch", "due_before_issue",
)  # fmt: skip
# What is read wrong is another matter; a rule raised in vain is not.
MISREAD = "missing_field"
WITHOUT_VAT = {"iban": {"en-US", "en-IN"}, "tax_id": {"en-US"}}


@pytest.mark.parametrize("fault", FAULTS)
def test_a_planted_fault_is_flagged(tmp_path: Path, fault: str) -> None:
    missed = []
    for land in sorted({*LANDS} - WITHOUT_VAT.get(fault, set())):
        content, rule = faulty(fault, land, 0)
        found = findings(content, tmp_path)
        if not any(one.startswith(rule) for one in found):
            missed.append((land, found))
    assert missed == []


def test_faults_of_chinese_invoices_are_flagged(tmp_path: Path) -> None:
    missed = []
    for seed in range(20):
        content, rule = flawed_fapiao(seed)
        found = findings(content, tmp_path)
        if not any(one.startswith(rule) for one in found):
            missed.append((seed, rule, found))
    assert missed == []


@pytest.mark.parametrize("land", LANDS)
def test_a_sound_page_is_clear(tmp_path: Path, land: str) -> None:
    for seed in range(2):
        errors = {one for one in findings(sound(land, seed), tmp_path) if "!" in one}
        assert {one for one in errors if not one.startswith(MISREAD)} == set()
