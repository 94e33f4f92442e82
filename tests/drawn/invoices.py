"""Invoice layouts in English and German: where senders put the same things."""

from collections.abc import Callable
from dataclasses import dataclass
from random import Random

from tests.drawn.bill import Bill
from tests.drawn.sheet import A4, Sheet, Span
from tests.drawn.wording import Wording, issue_date, number, vendor, wording

LEFT, RIGHT = 56.0, 540.0


@dataclass(frozen=True)
class Draft:
    """A sheet being filled with a bill in somebody's words."""

    bill: Bill
    words: Wording
    sheet: Sheet

    def meta(self) -> list[tuple[str, Span]]:
        """Label and value of number, date and due date; a missing number takes its label along."""
        words, due = self.words, self.bill.due
        rows = [
            (words["number"], number(self.bill)),
            (words["date"], issue_date(self.bill, words)),
            (words["due"], Span(words.date((due.year, due.month, due.day)))),
        ]
        return [row for row in rows if row[1].text]

    def sums(self) -> list[tuple[str, tuple[Span, ...], bool]]:
        """Label, amount and weight of the rows under the table."""
        bill, words = self.bill, self.words
        rows = [(words["subtotal"], words.money(bill.subtotal, bill.currency, "subtotal"), False)]
        groups = bill.rates
        for rate, _, tax in groups:
            alone = len(groups) == 1
            amount = bill.tax if alone else tax
            marks = ("tax",) if alone else ()
            label = f"{words['tax']} {words.amount(rate).rstrip('0').rstrip('.,')} %"
            rows.append((label, words.money(amount, bill.currency, *marks), False))
        return [*rows, (words["total"], words.money(bill.total, bill.currency, "total"), True)]

    def table(self, y: float, bottom: float) -> float:
        """Set the goods from `y` on, over as many pages as it takes."""
        y = self._head(y)
        for line in self.bill.lines:
            if y > bottom:
                self.sheet.text(RIGHT, 800, f"{len(self.sheet.leaves)} ...", size=8, align="right")
                self.sheet.turn()
                y = self._head(70)
            self.sheet.text(LEFT, y, line.description, size=9.5)
            amounts = (f"{line.qty}", self.words.amount(line.unit_price))
            for x, text in zip(
                (340, 430, RIGHT), (*amounts, self.words.amount(line.total)), strict=True
            ):
                self.sheet.text(x, y, text, size=9.5, align="right")
            y += 17
        self.sheet.rule(LEFT, y - 10, RIGHT)
        return y + 8

    def _head(self, y: float) -> float:
        goods, *rest = self.words["goods"].split("|")
        self.sheet.text(LEFT, y, goods, size=9.5, bold=True)
        for x, label in zip((340, 430, RIGHT), rest, strict=True):
            self.sheet.text(x, y, label, size=9.5, bold=True, align="right")
        self.sheet.rule(LEFT, y + 5, RIGHT)
        return y + 20

    def totals(self, y: float, left: float = 360) -> float:
        """Set the sums, labels on the left, amounts on the right."""
        if y > 740:
            self.sheet.turn()
            y = 90
        for label, amount, heavy in self.sums():
            self.sheet.text(left, y, label, bold=heavy)
            self.sheet.text(RIGHT, y, *amount, bold=heavy, align="right")
            y += 17
        return y + 16

    def bank(self) -> str:
        return f"IBAN {self.bill.seller.iban}"

    def tax_id(self) -> str:
        return f"{self.words['tax_id']} {self.bill.seller.tax_id}"


def letterhead(draft: Draft) -> None:
    """Sender at the top left, title and particulars at the top right."""
    bill, words, sheet = draft.bill, draft.words, draft.sheet
    sheet.text(LEFT, 70, vendor(bill), size=13, bold=True)
    y = sheet.column(LEFT, 88, (bill.seller.street, bill.seller.city, draft.tax_id()), size=9)
    sheet.text(RIGHT, 72, words["title"], size=20, bold=True, align="right")
    for at, (label, value) in enumerate(draft.meta()):
        sheet.text(RIGHT, 100 + 14 * at, f"{label}: ", value, align="right")
    sheet.text(LEFT, y + 30, words["buyer"], bold=True)
    buyer = bill.buyer
    sheet.column(LEFT, y + 46, (buyer.name, buyer.street, buyer.city))
    y = draft.totals(draft.table(y + 120, 740))
    sheet.column(LEFT, y, (words["thanks"], draft.bank()), size=9)


def window(draft: Draft) -> None:
    """A window envelope: return address above the buyer, sender's details in the footer."""
    bill, words, sheet = draft.bill, draft.words, draft.sheet
    seller, buyer = bill.seller, bill.buyer
    tail = f" · {seller.street} · {seller.city}"
    sheet.text(LEFT, 120, vendor(bill), tail, size=7)
    sheet.rule(LEFT, 123, 300)
    sheet.column(LEFT, 142, (buyer.name, buyer.street, buyer.city))
    for at, (label, value) in enumerate(draft.meta()):
        sheet.text(330, 142 + 15 * at, label)
        sheet.text(RIGHT, 142 + 15 * at, value, align="right")
    sheet.text(LEFT, 240, words["title"], size=16, bold=True)
    sheet.text(LEFT, 262, words["thanks"])
    y = draft.totals(draft.table(290, 700))
    sheet.rule(LEFT, 780, RIGHT)
    sheet.text(LEFT, 792, vendor(bill), f" | {draft.tax_id()} | {draft.bank()}", size=7.5)
    assert y < 790


def grid(draft: Draft) -> None:
    """Particulars in a row of cells, labels above values; both parties side by side."""
    bill, words, sheet = draft.bill, draft.words, draft.sheet
    sheet.text(LEFT, 74, words["title"], size=22, bold=True)
    for at, (label, value) in enumerate(draft.meta()):
        sheet.text(LEFT + 165 * at, 112, label, size=8)
        sheet.text(LEFT + 165 * at, 126, value, size=10.5, bold=True)
    sheet.rule(LEFT, 136, RIGHT)
    sheet.text(LEFT, 160, {"en": "From", "de": "Von"}.get(words.language, ""), size=8)
    sheet.text(310, 160, words["buyer"], size=8)
    seller, buyer = bill.seller, bill.buyer
    sheet.column(LEFT, 174, (vendor(bill), seller.street, seller.city, draft.tax_id()))
    sheet.column(310, 174, (buyer.name, buyer.street, buyer.city))
    y = draft.totals(draft.table(262, 740), left=300)
    sheet.column(LEFT, y, (draft.bank(), words["thanks"]), size=9)


def mirrored(draft: Draft) -> None:
    """Buyer on the left, sender right-aligned at the top, particulars in one line."""
    bill, words, sheet = draft.bill, draft.words, draft.sheet
    seller, buyer = bill.seller, bill.buyer
    sheet.text(RIGHT, 66, vendor(bill), size=13, bold=True, align="right")
    for at, text in enumerate((seller.street, seller.city, draft.tax_id(), draft.bank())):
        sheet.text(RIGHT, 82 + 12 * at, text, size=8.5, align="right")
    sheet.text(LEFT, 150, f"{words['buyer']}:", size=9)
    sheet.column(LEFT, 164, (buyer.name, buyer.street, buyer.city))
    sheet.text(LEFT, 232, words["title"], size=17, bold=True)
    x = LEFT
    for label, value in draft.meta():
        sheet.text(x, 254, f"{label}: ", value, size=8)
        x += 175
    y = draft.totals(draft.table(286, 740), left=330)
    sheet.text(LEFT, y, words["thanks"], size=9)


LAYOUTS: tuple[Callable[[Draft], None], ...] = (letterhead, window, grid, mirrored)


def draw(bill: Bill, rng: Random, layout: int) -> Sheet:
    """Draw an English or German invoice."""
    draft = Draft(
        bill, wording(rng, bill.language, bill.currency), Sheet(*A4, family=rng.randrange(3))
    )
    LAYOUTS[layout % len(LAYOUTS)](draft)
    return draft.sheet
