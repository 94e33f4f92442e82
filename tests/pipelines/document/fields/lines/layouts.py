"""Ways to print lines of goods: tables with heads, and till slips."""

from collections.abc import Sequence
from decimal import Decimal
from random import Random

from pipelines.document.model import Source
from tests.pipelines.document.fields.lines.deals import (
    HEADS,
    NUMERIC,
    SUMS,
    UNITS,
    WIDTHS,
    Sheet,
    Sold,
    rounded,
    sold,
    width,
    written,
)

LEFT, RIGHT = 0.06, 0.95
Spans = dict[str, tuple[float, float]]


def _chosen(rng: Random) -> list[str]:
    """Choose columns and their order."""
    roles = ["description", "quantity", "price", "amount"]
    if rng.random() < 0.4:
        roles.insert(0, "position")
    if rng.random() < 0.3:
        roles.insert(roles.index("description"), "article")
    if rng.random() < 0.3:
        roles.insert(roles.index("quantity") + 1, "unit")
    if rng.random() < 0.3:
        roles.insert(roles.index("amount"), "tax")
    if rng.random() < 0.25:
        roles.insert(roles.index("amount"), "discount")
    if rng.random() < 0.2:
        roles.remove("quantity")
        roles.insert(roles.index("description"), "quantity")
    return roles


def _spans(roles: Sequence[str]) -> Spans:
    rest = RIGHT - LEFT - sum(WIDTHS.get(role, 0) for role in roles)
    spans, x = {}, LEFT
    for role in roles:
        wide = WIDTHS.get(role, rest)
        spans[role] = (x, x + wide)
        x += wide
    return spans


class Table:
    """A table with heads, in one of many looks."""

    def __init__(self, rng: Random, language: str, source: Source) -> None:
        self.rng, self.language = rng, language
        self.sheet = Sheet(source)
        self.roles = _chosen(rng)
        self.spans = _spans(self.roles)
        self.align = {role: rng.choice(("right", "right", "left", "centre")) for role in NUMERIC}
        self.head_align = rng.choice(("same", "left", "centre"))
        self.heads = {role: rng.choice(HEADS[language][role]) for role in self.roles}
        self.style = rng.randrange(2)
        self.currency = rng.choice(("", "", " €")) if language not in ("en", "zh") else ""
        self.gap = rng.choice((1.0, 1.3, 2.0))
        self.notes = rng.random() < 0.3
        self.wrapped = rng.random() < 0.4

    def draw(self, goods: Sequence[Sold]) -> None:
        """Draw all lines, over as many pages as it takes, and the sums."""
        self._head()
        so_far = Decimal(0)
        for at, line in enumerate(goods):
            if self.sheet.y > 0.86:
                self._sum(SUMS[self.language][3], so_far)
                self.sheet.turn()
                self._head()
            self._line(at + 1, line)
            so_far += line.total
        self.sheet.down(0.7)
        tax = rounded(so_far * Decimal("0.2"))
        subtotal, rate, total, _ = SUMS[self.language]
        for label, value in ((subtotal, so_far), (rate, tax), (total, so_far + tax)):
            self._sum(label, value)

    def _put(self, role: str, text: str, how: str) -> None:
        start, end = self.spans[role]
        if how == "right":
            self.sheet.put(end - LETTER_GAP, text, right=True)
        elif how == "centre":
            self.sheet.put((start + end) / 2, text, centre=True)
        else:
            self.sheet.put(start, text)

    def _head(self) -> None:
        two = self.rng.random() < 0.2 and any(" " in text for text in self.heads.values())
        for role in self.roles:
            how = self.align.get(role, "left") if self.head_align == "same" else self.head_align
            first, _, second = self.heads[role].partition(" ")
            self._put(role, first if two and second else self.heads[role], how)
        if two:
            self.sheet.down(0.85)
            for role in self.roles:
                how = self.align.get(role, "left") if self.head_align == "same" else self.head_align
                second = self.heads[role].partition(" ")[2]
                if second:
                    self._put(role, second, how)
        self.sheet.down(1.4)

    def _line(self, number: int, line: Sold) -> None:
        cells = {
            "position": str(number), "article": f"A-{self.rng.randint(1000, 9999)}",
            "quantity": written(line.qty, self.language, 1), "unit": UNITS[self.language],
            "price": written(line.price, self.language, self.style) + self.currency,
            "discount": f"{line.discount} %" if line.discount else "",
            "tax": "19 %", "amount": written(line.total, self.language, self.style) + self.currency,
        }  # fmt: skip
        for role in self.roles:
            if cells.get(role):
                self._put(role, cells[role], self.align.get(role, "left"))
        start, end = self.spans["description"]
        rows = self._broken(line.name, end - start - 0.02)
        for at, text in enumerate(rows):
            if at:
                self.sheet.down()
            self.sheet.put(start, text)
        if self.notes and self.rng.random() < 0.5:
            self.sheet.down()
            self.sheet.put(start, f"Lot {self.rng.randint(100, 999)}")
        self.sheet.down(self.gap)

    def _broken(self, text: str, wide: float) -> list[str]:
        """Break a name at its column's end."""
        rows, row = [], ""
        for word in text.split(" "):
            longer = f"{row} {word}".strip()
            if row and width(longer) > wide:
                rows.append(row)
                longer = word
            row = longer
        return [*rows, row]

    def _sum(self, label: str, value: Decimal) -> None:
        self.sheet.put(0.5, label)
        self.sheet.put(RIGHT - LETTER_GAP, written(value, self.language, self.style), right=True)
        self.sheet.down(1.3)


LETTER_GAP = 0.016  # no sender sets two columns as near as two words


def draw_table(rng: Random, language: str, source: Source) -> tuple[Sheet, list[Sold]]:
    """Draw a table of one to some forty lines."""
    table = Table(rng, language, source)
    count = rng.choice((1, 2, 3, 5, 8, 40))
    goods = [sold(rng, language, discounts="discount" in table.roles) for _ in range(count)]
    if table.wrapped:
        goods = [
            Sold(f"{line.name} {line.name.lower()} {line.name.lower()}", *_rest(line))
            for line in goods
        ]
    table.draw(goods)
    return table.sheet, goods


def _rest(line: Sold) -> tuple[Decimal, Decimal, int, Decimal]:
    return line.qty, line.price, line.discount, line.total


def draw_slip(rng: Random, language: str, source: Source) -> tuple[Sheet, list[Sold]]:
    """Draw a till slip: what is counted stands before, under, over or behind the name."""
    sheet, look, letter = Sheet(source), rng.randrange(5), rng.choice(("", " A"))
    goods = [sold(rng, language, discounts=False) for _ in range(rng.randint(1, 7))]
    goods = [Sold(one.name, Decimal(int(one.qty) or 1), *_priced(one)) for one in goods]
    sheet.put(0.3, {"zh": "好邻居便利店"}.get(language, "Corner Shop Ltd"))
    sheet.down(2)
    for one in goods:
        amount = written(one.total, language) + letter
        count = f"{one.qty} x {written(one.price, language)}"
        if look == 0 or one.qty == 1:
            opens = f"{one.qty} x " if one.qty > 1 else ""
            sheet.put(LEFT, opens + one.name)
        elif look == 1:
            sheet.put(LEFT, one.name)
            sheet.down()
            sheet.put(LEFT + 0.05, count)
        elif look == 2:
            sheet.put(LEFT + 0.05, count)
            sheet.down()
            sheet.put(LEFT, one.name)
        else:
            sheet.put(LEFT, f"{one.name} {count}")
        sheet.put(0.6, amount, right=True)
        sheet.down(1.2)
    sheet.down(0.5)
    total = sum((one.total for one in goods), Decimal(0))
    sheet.put(LEFT, SUMS[language][2])
    sheet.put(0.6, written(total, language), right=True)
    return sheet, goods


def _priced(one: Sold) -> tuple[Decimal, int, Decimal]:
    return one.price, 0, rounded(one.price * (Decimal(int(one.qty) or 1)))
