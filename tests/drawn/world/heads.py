"""The upper part of an invoice: who sends it, to whom, and what number and date it has."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from random import Random
from typing import Literal

from tests.drawn.sheet import Align
from tests.drawn.world.deal import Deal, Party
from tests.drawn.world.paper import Paper

Head = Literal["left", "right", "centre", "logo", "window", "sidebar"]
Meta = Literal["right_of", "inline", "below", "boxed", "columns", "titled", "grid"]
Pair = tuple[str, str]


@dataclass(frozen=True)
class Titles:
    """The words above: a quotation has others than an invoice."""

    title: str
    number: str


def pairs(deal: Deal, titles: Titles, rng: Random) -> list[Pair]:
    """Number, date and what else stands with them."""
    ways, found = deal.habits, []
    if deal.number is not None:
        found.append((titles.number, deal.number))
    if deal.dated:
        found.append((ways.label("date"), ways.date(deal.day)))
    if rng.random() < 0.3:
        found.reverse()
    if deal.due:
        found.append((ways.label("due"), ways.date((deal.due.year, deal.due.month, deal.due.day))))
    others = [
        (ways.label(key), form(rng))
        for key, form in _OTHERS.items()
        if rng.random() < 0.35
    ]  # fmt: skip
    at = rng.choice((0, len(found), len(found)))
    return [*found[:at], *others, *found[at:]]


_OTHERS: dict[str, Callable[[Random], str]] = {
    "customer": lambda rng: str(rng.randint(1_000, 99_999)),
    "order": lambda rng: f"{rng.choice(('PO', 'A', 'B-'))}{rng.randint(100, 9_999)}",
    "delivery": lambda rng: f"L{rng.randint(10_000, 99_999)}",
}


def contact(seller: Party, deal: Deal) -> list[str]:
    """Address, telephone and web of the sender."""
    return [*seller.address, f"{deal.habits['phone']} {seller.phone}", seller.site]


def tax_line(deal: Deal) -> str:
    return f"{deal.habits['vat_id']}: {deal.seller.tax_id}"


def emblem(paper: Paper, x: float, y: float) -> None:
    """Draw a picture where the name would be."""
    for step in range(0, 28, 4):
        paper.box(x + step / 2, y + step / 2, x + 56 - step / 2, y + 30 - step / 2)


def _brand_place(paper: Paper, head: Head) -> tuple[float, Align]:
    return (paper.left + 66, "left") if head == "logo" else (474.0, "right")


def sender(paper: Paper, deal: Deal, head: Head, rng: Random) -> None:
    """Draw the letterhead."""
    seller = deal.seller
    lines = contact(seller, deal)
    if rng.random() < 0.5:
        lines.append(tax_line(deal))
    if head in ("left", "right", "centre"):
        x = {"left": paper.left, "right": paper.right, "centre": 297.0}[head]
        paper.text(x, seller.name, size=rng.choice((12, 15)), bold=True, align=head)
        paper.down(15)
        paper.block(x, lines, 8.5, align=head)
    elif head in ("logo", "window"):
        emblem(paper, paper.left if head == "logo" else 480, 40)
        if rng.random() < 0.4:
            x, align = _brand_place(paper, head)
            paper.sheet.text(x, 60, deal.brand.upper(), size=13, bold=True, align=align)
        paper.y = 96
    else:
        paper.y = 70
        for line in (*paper.wrapped(seller.name, 96, 10), "", *lines):
            for part in paper.wrapped(line, 100, 7.5):
                paper.sheet.text(28, paper.y, part, size=7.5, bold=not line)
                paper.down(11)
        paper.upright(138, 40, 800)
        paper.y = 60
    paper.down(16)


def return_line(paper: Paper, deal: Deal) -> None:
    """The small line over the address window."""
    one = deal.seller
    paper.text(paper.left, f"{one.name} · {one.street} · {one.city}", size=6.5)
    paper.level(x1=paper.left + 230, above=-2)
    paper.down(16)


def buyers(paper: Paper, deal: Deal, titles: Titles, rng: Random) -> None:
    """Draw the buyer, perhaps with a second address."""
    ways, one = deal.habits, deal.buyer
    top = paper.y
    if rng.random() < 0.6:
        paper.text(paper.left, ways.label("buyer") + rng.choice((":", "")), size=8, bold=True)
        paper.down(13)
    lines = [one.name, *one.address]
    if rng.random() < 0.25 and one.tax_id and deal.habits.words.country != "US":
        lines.append(f"{ways['vat_id']}: {one.tax_id}")
    paper.block(paper.left, lines, 9.5)
    bottom = paper.y
    if rng.random() < 0.15:
        paper.y = top
        paper.text(paper.left + 170, ways.label("ship"), size=8, bold=True)
        paper.down(13)
        paper.block(paper.left + 170, [one.name, *one.address], 9)
    paper.y = max(paper.y, bottom)


def title(paper: Paper, titles: Titles, x: float, align: Literal["left", "right"]) -> None:
    paper.text(x, titles.title, size=17, bold=True, align=align)


def meta(paper: Paper, deal: Deal, form: Meta, found: list[Pair]) -> None:
    """Draw number, date and the rest, in one of the forms."""
    _FORMS[form](paper, deal, found)


def _wide(paper: Paper, texts: Iterable[str], size: float, bold: bool = False) -> float:
    return max((paper.width(text, size, bold) for text in texts), default=0.0)


def _right_of(paper: Paper, deal: Deal, found: list[Pair]) -> None:
    need = _wide(paper, [a for a, _ in found], 9) + _wide(paper, [b for _, b in found], 9) + 24
    start = min(350.0, paper.right - need)
    for label, value in found:
        paper.text(start, label + deal.habits.colon, size=9)
        paper.text(paper.right, value, size=9, align="right")
        paper.down(13)


def _inline(paper: Paper, _deal: Deal, found: list[Pair]) -> None:
    for label, value in found:
        paper.text(paper.left, f"{label}: {value}")
        paper.down(13.5)


def _across(paper: Paper, found: list[Pair], size: float) -> list[float]:
    """Where each head begins; `size` of the labels, the values are a little larger."""
    widths = [max(_wide(paper, pair, size, bold=True), _wide(paper, pair[1:], 10, bold=True)) + 14
              for pair in found]  # fmt: skip
    spare = max(0.0, paper.right - paper.left - sum(widths)) / max(3, len(found))
    edges = [paper.left]
    for width in widths:
        edges.append(edges[-1] + width + spare)
    return edges


def _below(paper: Paper, _deal: Deal, found: list[Pair]) -> None:
    for x, (label, value) in zip(_across(paper, found, 7.5), found, strict=False):
        paper.sheet.text(x, paper.y, label, size=7.5)
        paper.sheet.text(x, paper.y + 13, value, size=10, bold=True)
    paper.down(30)


def _boxed(paper: Paper, _deal: Deal, found: list[Pair]) -> None:
    top, edges = paper.y - 12, _across(paper, found, 7.5)
    for x, (label, value) in zip(edges, found, strict=False):
        paper.sheet.text(x + 4, paper.y, label, size=7.5, bold=True)
        paper.sheet.text(x + 4, paper.y + 17, value, size=9)
        paper.upright(x, top, top + 36)
    paper.box(paper.left, top, edges[-1], top + 36)
    paper.sheet.rule(paper.left, top + 17, edges[-1])
    paper.down(40)


def _columns(paper: Paper, deal: Deal, found: list[Pair]) -> None:
    half = (len(found) + 1) // 2
    shift = _wide(paper, [label + ":" for label, _ in found], 9, bold=True) + 14
    second = paper.left + shift + _wide(paper, [value for _, value in found], 9) + 24
    one = second + shift > 480
    for at, (label, value) in enumerate(found):
        right = at >= half and not one
        x, y = (second if right else paper.left), paper.y + 14 * (at - half if right else at)
        paper.sheet.text(x, y, label + deal.habits.colon, size=9, bold=True)
        paper.sheet.text(x + shift, y, value, size=9)
    paper.down(14 * (len(found) if one else half) + 4)


def _titled(paper: Paper, deal: Deal, found: list[Pair]) -> None:
    """The number stands large on a line of its own, as the title does."""
    for label, value in found:
        large = value == deal.number
        paper.down(5 if large else 0)
        paper.text(paper.left, f"{label} {value}", size=14 if large else 9, bold=large)
        paper.down(18 if large else 13)


def _grid(paper: Paper, _deal: Deal, found: list[Pair]) -> None:
    """A table with ruled rows, labels on the left of each."""
    middle = paper.right - _wide(paper, [value for _, value in found], 9, bold=True) - 12
    start = min(320.0, middle - _wide(paper, [label for label, _ in found], 8) - 12)
    for label, value in found:
        paper.box(start, paper.y - 11, paper.right, paper.y + 4)
        paper.upright(middle, paper.y - 11, paper.y + 4)
        paper.text(start + 4, label, size=8)
        paper.text(middle + 4, value, size=9, bold=True)
        paper.down(15)
    paper.down(4)


_FORMS = {
    "right_of": _right_of, "inline": _inline, "below": _below, "boxed": _boxed,
    "columns": _columns, "titled": _titled, "grid": _grid,
}  # fmt: skip
