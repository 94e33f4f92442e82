"""A truth and an answer that agrees with it, to be changed by the tests."""

from collections.abc import Sequence
from typing import Any

from pipelines.comparison.truth import Truth

LINE = {"description": "Blue pens, 12 pcs", "qty": "2", "unit_price": "1.50", "total": "3.00"}
FIELDS: dict[str, str | None] = {
    "vendor": "Weber & Söhne Logistik KG", "invoice_number": "RE-2026/1001",
    "issue_date": "2026-08-24", "currency": "EUR", "subtotal": "100.00", "tax": None,
    "total": "100.00",
}  # fmt: skip


def truth(**changes: object) -> Truth:
    """Give the truth of an invoice."""
    return Truth.model_validate({"kind": "invoice", "fields": FIELDS, "must_flag": [], **changes})


def answer(
    findings: Sequence[dict[str, str]] = (), kind: str = "invoice", **changes: object
) -> dict[str, Any]:
    """Give an answer for that invoice, right but for the changes."""
    invoice: dict[str, object] = {**FIELDS, **changes}
    evidence: dict[str, list[object]] = {
        name: [{"page": 1, "text": str(value), "source": "pdf_text"}]
        for name, value in invoice.items()
        if value is not None
    }
    return {"kind": kind, "invoice": invoice, "findings": list(findings), "evidence": evidence}
