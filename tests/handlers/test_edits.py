"""What people changed is said with what it was read as, line by line and in plain words."""

from datetime import date
from decimal import Decimal

import pytest

from handlers.chat import Language
from handlers.edits import EDITS_SHOWN, QUOTE_SHOWN, edits
from pipelines.document.amend import amend
from pipelines.document.model import Invoice, LineItem, Reading
from tests.fake_ledger import a_reading

PENS = LineItem(
    description="pens", qty=Decimal("2.000"), unit_price=Decimal("20.00"), total=Decimal("40.00")
)
CUPS = LineItem(description="cups", total=Decimal("3500.00"))
TEA = LineItem(description="tea", total=Decimal("25.00"))
INVOICE = Invoice(
    vendor="Weber KG", issue_date=date(2026, 11, 2), currency="EUR",
    total=Decimal("10720.00"), line_items=(PENS, CUPS, TEA),
)  # fmt: skip


def edited(*steps: dict[str, object]) -> Reading:
    """Make a reading that people changed, one step after another."""
    reading = a_reading(invoice=INVOICE)
    for changes in steps:
        now = (reading.invoice or INVOICE).model_copy(update=changes)
        reading = amend(reading, now, date(2026, 11, 22))
    return reading


def said(reading: Reading, language: Language = "en") -> list[str]:
    parts = list(edits(reading, language))
    assert {part.tone for part in parts} <= {"plain"}
    return [part.text for part in parts]


def test_what_nobody_changed_says_nothing() -> None:
    assert said(a_reading(invoice=INVOICE)) == []
    assert said(edited({"total": Decimal(1)}, {"total": Decimal("10720.0")})) == []


@pytest.mark.parametrize(
    ("changes", "english", "chinese"),
    [
        (
            {"total": Decimal("10710.00")},
            "Total: 10,710.00, read as 10,720.00",
            "价税合计：10,710.00，原读取为 10,720.00",
        ),
        (
            {"tax": Decimal("1710.5")},
            "Tax: 1,710.50, where nothing was read",
            "税额：1,710.50，原未读取到内容",
        ),
        (
            {"issue_date": None},
            "Date: taken out, read as 2026-11-02",
            "开票日期：已删去，原读取为 2026-11-02",
        ),
        (
            {"vendor": "Weber, Adler & Co."},
            "Seller: “Weber, Adler & Co.”, read as “Weber KG”",
            "销售方：“Weber, Adler & Co.”，原读取为 “Weber KG”",
        ),
        ({"currency": "USD"}, "Currency: USD, read as EUR", "币种：USD，原读取为 EUR"),
        ({"credit_note": True}, "Credit note: yes, read as no", "红字发票：是，原读取为 否"),
        (
            {"iban": "DE1"},
            "IBAN: “DE1”, where nothing was read",
            "IBAN 账号：“DE1”，原未读取到内容",
        ),
        (
            {"line_items": (PENS.model_copy(update={"qty": Decimal(3)}), CUPS, TEA)},
            "Line 1, Qty: 3, read as 2",
            "第 1 行，数量：3，原读取为 2",
        ),
        (
            {"line_items": (PENS, CUPS, TEA.model_copy(update={"unit_price": Decimal(25)}))},
            "Line 3, Unit price: 25, where nothing was read",
            "第 3 行，单价：25，原未读取到内容",
        ),
        (
            {"line_items": (PENS, TEA)},
            "Line 2 of the document was taken out: “cups” · 3,500.00",
            "已删去原件第 2 行：“cups” · 3,500.00",
        ),
        (
            {"line_items": (PENS, CUPS, LineItem(qty=Decimal("1.50"), total=Decimal(9)), TEA)},
            "Line 3 was added: 1.5 · 9",
            "新增第 3 行：1.5 · 9",
        ),
        (
            {"line_items": (TEA, CUPS, PENS)},
            "The lines stand in another order.",
            "明细的顺序已改变。",
        ),
    ],
)
def test_a_change_says_what_there_is_now_and_what_was_read(
    changes: dict[str, object], english: str, chinese: str
) -> None:
    reading = edited(changes)
    assert said(reading) == [english]
    assert said(reading, "zh") == [chinese]


def test_several_edits_are_held_against_the_document() -> None:
    dearer = CUPS.model_copy(update={"total": Decimal("36.00")})
    reading = edited(
        {"total": Decimal(1), "vendor": "Adler"},
        {"line_items": (CUPS, TEA)},
        {"vendor": "Weber KG", "line_items": (dearer, TEA, PENS.model_copy())},
        {"total": Decimal(2), "line_items": (dearer, TEA, LineItem(description="jam"))},
    )
    assert said(reading) == [
        "Total: 2, read as 10,720.00",
        "Line 1 of the document was taken out: “pens” · 2 · 20.00 · 40.00",
        "Line 3 was added: “jam”",
        "Line 1, Amount: 36.00, read as 3,500.00",
    ]


def test_lines_that_say_nothing_come_and_go_unsaid() -> None:
    hollow = a_reading(invoice=INVOICE.model_copy(update={"line_items": (LineItem(), PENS)}))
    kept = INVOICE.model_copy(update={"line_items": (PENS, LineItem())})
    without = amend(hollow, INVOICE.model_copy(update={"line_items": (PENS,)}), date(2026, 1, 1))
    assert said(without) == []
    assert said(amend(without, kept, date(2026, 1, 1))) == ["The lines stand in another order."]


@pytest.mark.parametrize(
    ("beyond", "last"),
    [
        (0, "Line 20, Amount: 20, where nothing was read"),
        (1, "… and 1 more change; all of them are in the JSON."),
        (5, "… and 5 more changes; all of them are in the JSON."),
    ],
)
def test_of_many_changes_the_first_are_said_and_the_others_counted(beyond: int, last: str) -> None:
    items = tuple(LineItem(description=str(number)) for number in range(EDITS_SHOWN + beyond))
    read = a_reading(invoice=Invoice(line_items=items))
    filled = tuple(
        item.model_copy(update={"total": Decimal(number)}) for number, item in enumerate(items, 1)
    )
    lines = said(amend(read, Invoice(line_items=filled), date(2026, 11, 22)))
    assert lines[0] == "Line 1, Amount: 1, where nothing was read"
    assert len(lines) == EDITS_SHOWN + (beyond > 0)
    assert lines[-1] == last


def test_a_long_text_over_lines_is_cut_to_one() -> None:
    [line] = said(edited({"vendor": "A\n\tB" + "x" * 2000}))
    assert line.startswith("Seller: “A Bxxx")
    assert line.endswith("xxx…”, read as “Weber KG”")
    assert len(line) < QUOTE_SHOWN + 60
