"""The goods of an invoice: columns, rows, long descriptions, pages that carry over."""

from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import pairwise
from random import Random
from typing import Literal

from tests.drawn.sheet import Align
from tests.drawn.world.deal import Deal, Row, added
from tests.drawn.world.paper import Paper

Lines = Literal["none", "head", "rows", "boxed"]


@dataclass(frozen=True)
class Column:
    """One column: what it shows, where it ends or begins, how it is aligned."""

    key: str
    x: float
    align: Align
    wide: float = 34.0


@dataclass(frozen=True)
class Table:
    """How the goods are set; `stacked` puts the figures under the description."""

    lines: Lines
    extras: tuple[str, ...]
    quantity_first: bool
    stacked: bool
    carried: bool


_WIDTHS = {
    "amount": 76.0, "unit_price": 66.0, "rate": 44.0, "discount": 46.0, "unit": 40.0, "qty": 48.0,
}  # fmt: skip


def table(rng: Random, deal: Deal, reserved: bool) -> Table:
    """Draw the habits of a table."""
    extras = {"rate"} if deal.taxed and (len(deal.groups) > 1 or rng.random() < 0.3) else set()
    if any(row.off for row in deal.rows):
        extras.add("discount")
    if rng.random() < 0.35:
        extras.add("unit")
    if rng.random() < 0.35:
        extras.add("position")
    if rng.random() < 0.2:
        extras.add("code")
    lines: Lines = rng.choice(("none", "head", "head", "rows", "boxed"))
    return Table(
        lines, tuple(sorted(extras)), rng.random() < 0.2,
        reserved and not deal.credit and rng.random() < 0.4, rng.random() < 0.6,
    )  # fmt: skip


def _columns(paper: Paper, deal: Deal, form: Table) -> list[Column]:
    x, found = paper.right - 2, list[Column]()
    order = ("amount", "rate", "discount", "unit_price", "unit", "qty")
    for key in order:
        if key in form.extras or key in ("amount", "unit_price", "qty"):
            if key == "qty" and form.quantity_first:
                continue
            label = deal.habits.head(key) if key == "amount" else deal.habits.labels.get(key, "")
            wide = max(_WIDTHS[key], paper.width(label.upper(), 8, bold=True) + 9)
            found.insert(0, Column(key, x, "right", wide))
            x -= wide
    left = paper.left + 3
    heads: list[Column] = []
    if "position" in form.extras:
        heads.append(Column("position", left, "left"))
        left += 24
    if form.quantity_first:
        heads.append(Column("qty", left + 30, "right"))
        left += 42
    if "code" in form.extras:
        heads.append(Column("code", left, "left"))
        left += 50
    return [*heads, Column("description", left, "left"), *found]


def draw(paper: Paper, deal: Deal, form: Table, rng: Random) -> None:
    """Draw the table; long ones go on over pages."""
    if form.stacked:
        _stacked(paper, deal)
        return
    columns = _columns(paper, deal, form)
    numbers = [rng.randint(1_000, 99_999) for _ in deal.rows]
    top = paper.y - 12
    _head(paper, deal, form, columns)
    for at, row in enumerate(deal.rows):
        if not paper.room(62):
            _over(paper, deal, form, columns, deal.rows[:at], top)
            top = 58
        _row(paper, deal, form, columns, replace(row), (at + 1, numbers[at]))
    _frame(paper, form, columns, top)
    paper.down(8)


def _over(
    paper: Paper, deal: Deal, form: Table, columns: list[Column], done: tuple[Row, ...], top: float
) -> None:
    """Turn the page; perhaps with the sum so far at its foot and again at the next head."""
    carry = (deal.habits.label("carry"), deal.habits.amount(added(row.total for row in done)))
    if form.carried:
        paper.text(columns[-1].x - 130, carry[0], size=9, align="right")
        paper.text(columns[-1].x, carry[1], size=9, align="right")
    _frame(paper, form, columns, top)
    paper.turn()
    _head(paper, deal, form, columns)
    if form.carried:
        paper.text(columns[-1].x - 130, carry[0], size=9, align="right")
        paper.text(columns[-1].x, carry[1], size=9, align="right")
        paper.down(15)


def _head(paper: Paper, deal: Deal, form: Table, columns: list[Column]) -> None:
    for column in columns:
        if column.key in ("position", "code"):
            text = {"position": "#", "code": "Art."}[column.key]
        elif column.key == "amount":
            text = deal.habits.head("amount")
        else:
            text = deal.habits.labels.get(column.key, "")
        if deal.habits.capitals:
            text = text.upper()
        paper.text(column.x, text, size=8, bold=True, align=column.align)
    if form.lines != "none":
        paper.level(above=-4)
    paper.down(17)


def _cells(deal: Deal, row: Row, at: tuple[int, int]) -> dict[str, str]:
    ways = deal.habits
    rate = f"{row.rate:f}".replace(".", "," if ways.numbers in ("de", "fr") else ".")
    return {
        "qty": ways.quantity(row.qty), "unit": row.unit, "unit_price": ways.amount(row.price),
        "discount": f"{row.off:f}%" if row.off else "", "rate": f"{rate}%",
        "amount": ways.amount(row.total), "position": str(at[0]), "code": str(at[1]),
    }  # fmt: skip


def _row(
    paper: Paper, deal: Deal, form: Table, columns: list[Column], row: Row, at: tuple[int, int]
) -> None:
    cells = _cells(deal, row, at)
    place = next(one for one in columns if one.key == "description")
    right = columns[columns.index(place) + 1]
    width = right.x - right.wide - place.x - 4
    lines = paper.wrapped(row.description, width, 9)
    for column in columns:
        if column.key != "description":
            paper.text(column.x, cells[column.key], size=9, align=column.align)
    for line in lines:
        paper.text(place.x, line, size=9)
        paper.down(11)
    if row.detail:
        paper.text(place.x, row.detail, size=7.5)
        paper.down(11)
    if form.lines in ("rows", "boxed"):
        paper.level(above=6)
    paper.down(6)


def _frame(paper: Paper, form: Table, columns: list[Column], top: float) -> None:
    end = paper.y - 12
    if form.lines == "head":
        paper.level(above=12)
    if form.lines == "boxed":
        paper.box(paper.left, top, paper.right, end)
        for column, after in pairwise(columns):
            x = after.x - 3 if after.align == "left" else after.x - after.wide + 3
            x = column.x + 4 if column.align == "right" else x
            paper.upright(x, top, end)


def _stacked(paper: Paper, deal: Deal) -> None:
    """Description on one line; below it quantity, price and amount."""
    ways = deal.habits
    for row in deal.rows:
        if not paper.room(50):
            paper.turn()
        paper.text(paper.left, row.description, bold=True)
        paper.down(12)
        paper.text(
            paper.left + 12, f"{ways.quantity(row.qty)} {row.unit} x {ways.amount(row.price)}"
        )
        if row.off:
            paper.text(300, f"- {row.off:f}%")
        paper.text(paper.right, ways.amount(row.total), align="right")
        paper.down(16)
    paper.level(above=8)
    paper.down(8)


def percent(rate: Decimal, form: str) -> str:
    """Write a tax rate."""
    return f"{rate:f}".replace(".", "," if form in ("de", "fr") else ".") + "%"
