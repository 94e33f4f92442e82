"""A sound invoice and its reading, for tests of what becomes of them."""

from datetime import date
from decimal import Decimal
from typing import Any

from pipelines.document.findings import Finding
from pipelines.document.model import SCALAR_FIELDS, Evidence, Invoice, LineItem, Reading
from pipelines.usage import Usage

TODAY = date(2026, 11, 22)
LINES = (
    LineItem(
        description="pens", qty=Decimal(2), unit_price=Decimal("20.00"), total=Decimal("40.00")
    ),
    LineItem(description="cups", total=Decimal("35.00")),
    LineItem(description="tea", total=Decimal("25.00")),
)
GOOD = Invoice(
    vendor="Weber KG", invoice_number="4711", issue_date=TODAY, currency="EUR",
    subtotal=Decimal("100.00"), tax=Decimal("19.00"), total=Decimal("119.00"), line_items=LINES,
)  # fmt: skip


def reading(invoice: Invoice = GOOD, *findings: Finding, **more: Any) -> Reading:
    evidence = {
        name: (Evidence(page=1, source="pdf_text"),)
        for name in SCALAR_FIELDS
        if getattr(invoice, name) is not None
    }
    for number, item in enumerate(invoice.line_items):
        for name, value in item:
            if value is not None:
                place = Evidence(path=f"/{item.description}/{name}", source="xml")
                evidence[f"line_items.{number}.{name}"] = (place,)
    values = {"evidence": evidence} | more
    return Reading(
        kind="invoice", invoice=invoice, findings=findings, reader="local", pages=1,
        usage=Usage(seconds=1, cost_usd=Decimal(0)), **values,
    )  # fmt: skip


def said(invoice: Invoice = GOOD, **changes: object) -> Invoice:
    return invoice.model_copy(update=changes)
