"""The rules that a reading can break, and what the sentence of each needs to know."""

from collections.abc import Mapping
from typing import Literal

from pydantic import Field

from pipelines.document.values import Frozen, Text

Severity = Literal["error", "warning"]
Rule = Literal[
    "amount_in_words", "bank_changed", "contradicting_terms", "currency_conflict",
    "currency_guessed", "date_guessed", "due_before_issue", "duplicate", "ends_before_start",
    "future_date", "iban", "instruction", "invalid_date", "line_amount_mismatch",
    "line_sum_mismatch", "low_ocr_confidence", "missing_evidence", "missing_field",
    "multiple_invoices", "near_duplicate", "parties_swapped", "shown_in_part", "source_conflict",
    "structured_ignored", "sum_mismatch", "tax_id", "tax_rate", "tax_rate_implausible",
    "term_mismatch", "total_guessed", "unknown_xml", "unreadable_page",
]  # fmt: skip


class Finding(Frozen):
    """A broken rule. `facts` are the values its text needs, see `FACTS`."""

    rule: Rule
    severity: Severity
    field: str | None = None
    facts: dict[str, Text] = Field(default={})


# What the sentence of each rule needs to know, besides the field.
FACTS: Mapping[Rule, frozenset[str]] = {
    "amount_in_words": frozenset({"expected", "found"}),
    "bank_changed": frozenset({"expected", "found"}),
    "contradicting_terms": frozenset({"found", "other"}),
    "currency_conflict": frozenset({"expected", "found"}),
    "currency_guessed": frozenset({"found"}),
    "date_guessed": frozenset({"found"}),
    "due_before_issue": frozenset({"found", "issued"}),
    "duplicate": frozenset({"document", "date"}),
    "ends_before_start": frozenset({"found", "effective"}),
    "future_date": frozenset({"found"}),
    "iban": frozenset({"found"}),
    "instruction": frozenset({"found"}),
    "invalid_date": frozenset({"found"}),
    "line_amount_mismatch": frozenset({"line", "expected", "found"}),
    "line_sum_mismatch": frozenset({"expected", "found"}),
    "low_ocr_confidence": frozenset({"found", "score"}),
    "missing_evidence": frozenset({"found"}),
    "missing_field": frozenset(),
    "multiple_invoices": frozenset({"count"}),
    "near_duplicate": frozenset({"document", "date"}),
    "parties_swapped": frozenset({"found"}),
    "shown_in_part": frozenset({"reader"}),
    "source_conflict": frozenset({"expected"}),
    "structured_ignored": frozenset(),
    "sum_mismatch": frozenset({"expected", "found"}),
    "tax_id": frozenset({"found"}),
    "tax_rate": frozenset({"rate", "expected", "found"}),
    "tax_rate_implausible": frozenset({"rate", "country"}),
    "term_mismatch": frozenset({"term", "start", "expected", "found"}),
    "total_guessed": frozenset({"found"}),
    "unknown_xml": frozenset(),
    "unreadable_page": frozenset({"page"}),
}

# What other documents decide, and not the one that is read.
BY_OTHERS: frozenset[Rule] = frozenset({"bank_changed", "duplicate", "near_duplicate"})
