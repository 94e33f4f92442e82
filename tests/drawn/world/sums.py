"""The sums of an invoice, to the right, to the left, in a strip, by rate; and what follows them."""

from random import Random
from typing import Literal

from tests.drawn.world.deal import WITHHELD, ZERO, Deal
from tests.drawn.world.paper import BOTTOM, Paper
from tests.drawn.world.tables import percent

Sums = Literal["right", "beside", "left", "row", "strip", "rates", "boxed", "over"]
Entry = tuple[str, str, bool]


def entries(deal: Deal, rng: Random) -> list[Entry]:
    """What is printed: label, amount, and whether it is set bold."""
    ways, found = deal.habits, []
    if deal.rebate or deal.shipping:
        found.append((ways.head("sum"), ways.money(deal.goods), False))
    if deal.rebate:
        found.append((ways.head("rebate"), ways.money(-deal.rebate), False))
    if deal.shipping:
        found.append((ways.head("shipping"), ways.money(deal.shipping), False))
    if deal.mode != "exempt":
        found.append((ways.head("net"), ways.money(deal.net), False))
    if deal.taxed:
        found += _taxes(deal, rng)
    if deal.total is not None:
        found.append((ways.head("total"), ways.money(deal.total), True))
        found += _after(deal)
    return found


def _taxes(deal: Deal, rng: Random) -> list[Entry]:
    ways, found = deal.habits, []
    single = len(deal.groups) == 1
    for group in deal.groups:
        label = f"{ways.label('tax')} {percent(group.rate, ways.numbers)}"
        if single and rng.random() < 0.15 and not deal.flags:
            label = ways.label("tax")
        if ways.shown == "head":
            label = f"{label} {ways.currency}"
        elif not single:
            of = {"de": "auf", "en": "on", "fr": "sur", "nl": "over", "it": "su", "sv": "på"}
            word = of.get(ways.words.language, "s/")
            label = f"{label} {word} {ways.amount(group.base)}"
        found.append((label, ways.money(group.tax), False))
    return found


def _after(deal: Deal) -> list[Entry]:
    ways, total = deal.habits, deal.total or ZERO
    if deal.withheld:
        rate = percent(WITHHELD[ways.words.language], ways.numbers)
        return [
            (f"{ways.head('withheld')} {rate}", ways.money(-deal.withheld), False),
            (ways.head("payable"), ways.money(total - deal.withheld), True),
        ]
    if deal.paid:
        return [
            (ways.head("paid"), ways.money(-deal.paid), False),
            (ways.head("balance"), ways.money(total - deal.paid), False),
        ]
    return []


def draw(paper: Paper, deal: Deal, form: Sums, rng: Random) -> None:
    """Draw the sums in one of the forms."""
    found = entries(deal, rng)
    if not paper.room(17 * len(found) + 70):
        paper.turn()
    if form == "strip" and (deal.rebate or deal.shipping or deal.paid or deal.withheld):
        form = "right"
    if form == "strip" and len(deal.groups) > 1:
        form = "rates"
    if form == "rates" and deal.taxed:
        _rates(paper, deal)
    if form == "strip":
        _strip(paper, found)
    elif form == "over":
        _over(paper, found)
    else:
        _listed(paper, form, found)
    paper.down(14)
    _notes(paper, deal, rng)


def _listed(paper: Paper, form: Sums, found: list[Entry]) -> None:
    edges = {
        "right": (330.0, paper.right), "rates": (330.0, paper.right), "boxed": (320.0, paper.right),
        "left": (paper.left, paper.left + 250), "row": (paper.left + 3, paper.right - 2),
    }  # fmt: skip
    x0, x1 = edges.get(form, (440.0, paper.right))
    top = paper.y - 13
    for label, amount, bold in found:
        if bold and form in ("right", "row"):
            paper.level(x0, x1, above=11)
        size = 11 if bold else 9.5
        if form == "beside":
            paper.text(x0, label, size=size, bold=bold, align="right")
        else:
            paper.text(x0 + 4, label, size=size, bold=bold)
        paper.text(x1 - 4, amount, size=size, bold=bold, align="right")
        paper.down(16)
    if form == "boxed":
        paper.box(x0 - 4, top, x1, paper.y - 9)


def _strip(paper: Paper, found: list[Entry]) -> None:
    """Heads in a row, amounts under them."""
    step = (paper.right - paper.left) / len(found)
    top = paper.y - 11
    for at, (label, amount, bold) in enumerate(found):
        x = paper.left + step * at
        paper.sheet.text(x + 5, paper.y, label, size=8)
        paper.sheet.text(x + 5, paper.y + 15, amount, size=10, bold=bold)
        paper.upright(x, top, top + 32)
    paper.box(paper.left, top, paper.right, top + 32)
    paper.down(36)


def _over(paper: Paper, found: list[Entry]) -> None:
    """Each label stands over its amount, on the right."""
    for label, amount, bold in found:
        paper.text(paper.right, label, size=7.5, align="right")
        paper.down(12)
        paper.text(paper.right, amount, size=13 if bold else 10, bold=bold, align="right")
        paper.down(15)


def _rates(paper: Paper, deal: Deal) -> None:
    """A small table of what each rate comes to."""
    ways, edges = deal.habits, (paper.left + 4, paper.left + 130, paper.left + 215)
    for x, key in zip(edges, ("rate", "base", "tax"), strict=True):
        paper.text(
            x, ways.labels[key], size=8, bold=True, align="left" if x == edges[0] else "right"
        )
    paper.level(x1=paper.left + 220, above=-3)
    paper.down(14)
    for group in deal.groups:
        cells = (percent(group.rate, ways.numbers), ways.amount(group.base), ways.amount(group.tax))
        for x, text in zip(edges, cells, strict=True):
            paper.text(x, text, size=9, align="left" if x == edges[0] else "right")
        paper.down(13)
    paper.down(8)


def _notes(paper: Paper, deal: Deal, rng: Random) -> None:
    """Why there is no tax, when to pay, where to."""
    ways = deal.habits
    notes = [ways[deal.mode]] if deal.mode in ("exempt", "reverse") else []
    notes += [ways["terms"]] if rng.random() < 0.6 and not deal.due else []
    notes += [ways["thanks"]] if rng.random() < 0.4 else []
    if deal.banked and rng.random() < 0.5:
        notes += ["", f"{ways['bank']}: IBAN {deal.seller.iban}", f"BIC {deal.seller.bic}"]
    for note in notes:
        if paper.y > BOTTOM:
            paper.turn()
        paper.text(paper.left, note, size=8.5)
        paper.down(13)
