"""The JSON answer: every digit, every place, and what every changed value was read as."""

from datetime import date
from decimal import Decimal

import simplejson

from handlers.answers import answer, as_json
from pipelines.document.findings import Finding
from pipelines.document.model import LineItem, Original
from tests.handlers.test_cards import INVOICE, reading


def test_the_answer_keeps_every_digit_and_stays_json() -> None:
    text = as_json(answer(reading(), "a.pdf"))
    assert '"total": 1320.00' in text
    parsed = simplejson.loads(text, use_decimal=True)
    assert list(parsed) == [
        "file", "kind", "status", "invoice", "contract", "evidence", "findings", "edited",
        "recalled", "reader", "pages", "scan", "parts", "consulted", "usage",
    ]  # fmt: skip
    assert parsed["invoice"]["issue_date"] == "2026-03-01"
    assert parsed["evidence"]["total"] == [
        {
            "page": 2,
            "box": [Decimal("0.1"), Decimal("0.2"), Decimal("0.3"), Decimal("0.4")],
            "text": "1,320.00",
            "source": "pdf_text",
            "match": "exact",
            "score": Decimal("1.0"),
        }
    ]
    assert list(parsed["invoice"])[:8] == [
        "vendor", "invoice_number", "issue_date", "currency", "subtotal", "tax", "total",
        "line_items",
    ]  # fmt: skip


def test_the_answer_says_what_every_changed_value_was_read_as() -> None:
    line = INVOICE.line_items[0]
    read = INVOICE.model_copy(
        update={
            "total": Decimal("1330.00"),
            "issue_date": date(2026, 3, 2),
            "vendor": None,
            "line_items": (line, LineItem(description="Support", total=Decimal("9.50"))),
        }
    )
    changed = reading(original=Original(invoice=read, lines=(0,)))
    text = as_json(answer(changed, "a.pdf"))
    assert '"total": 1330.00' in text
    assert simplejson.loads(text, use_decimal=True)["edited"] == {
        "vendor": None,
        "issue_date": "2026-03-02",
        "total": Decimal("1330.00"),
        "line_items": [
            {"description": "Hosting", "qty": 2, "unit_price": None, "total": Decimal("1100.00")},
            {"description": "Support", "qty": None, "unit_price": None, "total": Decimal("9.50")},
        ],
    }
    assert answer(reading(), "a.pdf")["edited"] == {}


def test_messages_write_amounts_as_the_document_does() -> None:
    facts = {"expected": "1330.00", "found": "1320.00"}
    off = Finding(rule="sum_mismatch", severity="error", field="total", facts=facts)
    [finding] = answer(reading(findings=(off,)), "a.pdf")["findings"]
    assert finding["message"] == "Subtotal and tax add up to 1330.00, but the total is 1320.00."
