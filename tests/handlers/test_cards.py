"""Results become cards: what is on them, and what never is."""

from datetime import date
from decimal import Decimal

import simplejson

from handlers.answers import answer, as_json
from handlers.cards import LINES_SHOWN, reading_card, rejected_card, result_card, shown
from handlers.chat import Card, Code, Fields, Table, Text
from pipelines.document.model import Evidence, Finding, Invoice, LineItem, Reading
from pipelines.errors import MediaRejected, Reason
from pipelines.media import Box
from pipelines.usage import Usage

USAGE = Usage(seconds=0.4, cost_usd=Decimal(0))
INVOICE = Invoice(
    vendor="Northmoor Analytics Ltd",
    invoice_number="INV-7",
    issue_date=date(2026, 3, 1),
    currency="GBP",
    subtotal=Decimal("1100.00"),
    tax=Decimal("220.00"),
    total=Decimal("1320.00"),
    line_items=(LineItem(description="Hosting", qty=Decimal("2.0000"), total=Decimal("1100.00")),),
)
PLACE = Evidence(page=2, box=Box(0.1, 0.2, 0.3, 0.4), text="1,320.00", source="pdf_text")


def reading(**changes: object) -> Reading:
    values = {
        "kind": "invoice",
        "invoice": INVOICE,
        "evidence": {"total": (PLACE,)},
        "reader": "local",
        "pages": 2,
        "usage": USAGE,
    }
    return Reading.model_validate(values | changes)


def part(card: Card, kind: type[Fields] | type[Table] | type[Code]) -> Fields | Table | Code:
    return next(one for one in card.parts if isinstance(one, kind))


def test_a_clear_invoice_shows_fields_lines_and_json() -> None:
    card = result_card(reading(), "a.pdf", "en", "D-1")
    assert card.title == "Invoice · Northmoor Analytics Ltd · 1,320.00 GBP"
    assert card.tone == "good"
    fields = part(card, Fields)
    assert isinstance(fields, Fields)
    assert ("Total · p. 2", "1,320.00") in fields.rows
    assert ("Number", "INV-7") in fields.rows
    table = part(card, Table)
    assert isinstance(table, Table)
    assert table.rows == (("Hosting", "2", "", "1,100.00"),)
    assert card.footer is not None
    assert card.footer.endswith("D-1")


def test_a_finding_turns_the_card_and_stands_on_it() -> None:
    finding = Finding(rule="missing_field", severity="error", field="total")
    card = result_card(reading(findings=(finding,)), "a.pdf", "zh", None)
    assert card.tone == "bad"
    assert Text("缺少价税合计。", "bad") in card.parts


def test_a_warning_alone_passes_and_is_said() -> None:
    finding = Finding(
        rule="currency_guessed", severity="warning", field="currency", facts={"found": "$"}
    )
    card = result_card(reading(findings=(finding,)), "a.pdf", "en", None)
    assert card.tone == "good"
    assert Text("Passed, with 1 warning.", "good") in card.parts


def test_an_amount_with_one_decimal_is_shown_with_two() -> None:
    invoice = INVOICE.model_copy(update={"total": Decimal("336.9"), "tax": Decimal(1200)})
    fields = part(result_card(reading(invoice=invoice), "a.xml", "en", None), Fields)
    assert isinstance(fields, Fields)
    assert ("Tax", "1,200") in fields.rows
    assert ("Total · p. 2", "336.90") in fields.rows


def test_many_lines_are_cut_and_counted() -> None:
    lines = tuple(LineItem(description=str(number)) for number in range(LINES_SHOWN + 5))
    card = result_card(
        reading(invoice=INVOICE.model_copy(update={"line_items": lines})), "a.pdf", "en", None
    )
    assert Text("… and 5 more lines; all of them are in the JSON.") in card.parts


def test_a_credit_note_says_so() -> None:
    invoice = INVOICE.model_copy(update={"credit_note": True})
    assert result_card(reading(invoice=invoice), "a", "en", None).title.startswith("Credit note")


def test_what_is_no_invoice_is_left_alone() -> None:
    card = result_card(reading(kind="other", invoice=None), "menu.jpg", "en", None)
    assert card.title == "menu.jpg does not look like an invoice or a receipt, so I left it alone."
    assert card.parts == ()


def test_progress_names_the_page() -> None:
    card = reading_card("scan.pdf", "en", (2, 5))
    assert card.parts == (Text("Recognising page 2 of 5…"),)
    assert card.tone == "busy"


def test_a_rejection_says_what_to_do() -> None:
    card = rejected_card(MediaRejected(Reason.ENCRYPTED), "a.pdf", "en")
    assert card.parts == (
        Text("The PDF is protected by a password. Save it without one and drop it again."),
    )


def test_a_long_name_keeps_its_ending() -> None:
    name = f"{'x' * 400}.pdf"
    assert len(shown(name)) <= 80
    assert shown(name).endswith(".pdf")


def test_the_answer_keeps_every_digit_and_stays_json() -> None:
    text = as_json(answer(reading(), "a.pdf"))
    assert '"total": 1320.00' in text
    parsed = simplejson.loads(text, use_decimal=True)
    assert list(parsed) == [
        "file", "kind", "status", "invoice", "contract", "evidence", "findings", "reader",
        "pages", "usage",
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
