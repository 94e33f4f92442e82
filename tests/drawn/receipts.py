"""Till receipts in three languages, narrow and one column."""

from decimal import Decimal
from random import Random

from tests.drawn.bill import Bill
from tests.drawn.sheet import Sheet, Span, script_of
from tests.drawn.wording import issue_date, number, vendor, wording

WIDTH, LEFT, RIGHT = 226.0, 14.0, 212.0
_CHANGE = {"CASH": "CHANGE", "BAR": "Rückgeld", "现金": "找零"}
_NET = {"en": "Net", "de": "Netto", "zh": "不含税"}


def draw(bill: Bill, rng: Random) -> Sheet:
    """Draw a receipt as tall as its text."""
    words, seller = wording(rng, bill.language, bill.currency), bill.seller
    script = script_of(bill.language)
    sheet = Sheet(WIDTH, 284 + 13 * len(bill.lines), script, family=2 * rng.randrange(2))
    middle = WIDTH / 2
    sheet.text(middle, 30, vendor(bill), size=12, bold=True, align="centre")
    sheet.text(middle, 43, seller.street, size=8, align="centre")
    sheet.text(
        middle, 54, f"{words['tax_id'].split('/')[0]} {seller.tax_id}", size=7, align="centre"
    )
    sheet.text(middle, 72, words["receipt"], size=10, align="centre")
    sheet.text(LEFT, 88, f"{words['receipt_number']} ", number(bill), size=8.5)
    clock = f" {rng.randint(8, 20):02d}:{rng.randint(0, 59):02d}"
    sheet.text(LEFT, 100, issue_date(bill, words), clock, size=8.5)
    sheet.rule(LEFT, 108, RIGHT)
    y = 122.0
    for line in bill.lines:
        sheet.text(LEFT, y, f"{line.qty} x {line.description}", size=8.5)
        sheet.text(RIGHT, y, words.amount(line.total), size=8.5, align="right")
        y += 13
    sheet.rule(LEFT, y - 6, RIGHT)
    y += 10
    sheet.text(LEFT, y, words["receipt_total"], size=11, bold=True)
    money = words.money(bill.total, bill.currency, "total")
    sheet.text(RIGHT, y, *money, size=11, bold=True, align="right")
    rate = f"{bill.lines[0].rate.normalize():f}"
    tendered = (bill.total // 10 + 1) * 10 if words["paid"] in _CHANGE else bill.total
    rows: list[tuple[str, Decimal, tuple[str, ...]]] = [(words["paid"], tendered, ())]
    if tendered > bill.total:
        rows.append((_CHANGE[words["paid"]], tendered - bill.total, ()))
    rows.append((_NET[bill.language], bill.subtotal, ("subtotal",)))
    rows.append((f"{words['tax']} {rate}%", bill.tax, ("tax",)))
    for at, (label, amount, marks) in enumerate(rows):
        sheet.text(LEFT, y + 18 + 13 * at, label, size=8.5)
        value = Span(words.amount(amount), marks)
        sheet.text(RIGHT, y + 18 + 13 * at, value, size=8.5, align="right")
    sheet.text(middle, y + 90, words["bye"], size=8, align="centre")
    return sheet
