"""Invoices on A4: a head, a buyer, number and date, goods, sums, a foot, in many combinations."""

from dataclasses import dataclass
from random import Random

from tests.drawn.sheet import Sheet
from tests.drawn.world import feet, heads, sums, tables
from tests.drawn.world.deal import Deal
from tests.drawn.world.heads import Head, Meta, Titles
from tests.drawn.world.paper import Paper
from tests.drawn.world.sums import Sums
from tests.drawn.world.words import Pool

_HEADS: tuple[Head, ...] = ("left", "right", "centre", "logo", "window")
_METAS: tuple[Meta, ...] = ("right_of", "inline", "below", "boxed", "columns", "titled")
_SUMS: tuple[Sums, ...] = ("right", "right", "beside", "left", "row", "strip", "rates", "boxed")


@dataclass(frozen=True)
class Style:
    """Which of the forms an invoice takes; the hold pool has some of its own."""

    head: Head
    meta: Meta
    sums: Sums
    table: tables.Table
    family: int
    title_right: bool


def style(rng: Random, deal: Deal, pool: Pool) -> Style:
    """Draw a style."""
    reserved = pool == "hold"
    own_heads: tuple[Head, ...] = ("sidebar",) * 2 if reserved else ()
    own_metas: tuple[Meta, ...] = ("grid",) * 2 if reserved else ()
    own_sums: tuple[Sums, ...] = ("over",) * 2 if reserved else ()
    return Style(
        rng.choice(_HEADS + own_heads), rng.choice(_METAS + own_metas),
        rng.choice(_SUMS + own_sums), tables.table(rng, deal, reserved),
        rng.choice((0, 0, 0, 1, 1, 2)), rng.random() < 0.5,
    )  # fmt: skip


def draw(deal: Deal, look: Style, rng: Random, titles: Titles | None = None) -> Sheet:
    """Draw an invoice."""
    ways = deal.habits
    word = ways.label("credit_title" if deal.credit else "title")
    titles = titles or Titles(word, ways.label("number"))
    paper = Paper(look.family, left=152.0 if look.head == "sidebar" else 50.0)
    paper.footer = feet.foot(deal, look.head, rng)
    heads.sender(paper, deal, look.head, rng)
    _upper(paper, deal, look, titles, rng)
    tables.draw(paper, deal, look.table, rng)
    sums.draw(paper, deal, look.sums, rng)
    if paper.footer:
        paper.footer(paper)
    _number_pages(paper, deal, rng)
    return paper.sheet


def _upper(paper: Paper, deal: Deal, look: Style, titles: Titles, rng: Random) -> None:
    """Buyer, title and meta data; beside each other where the form allows it."""
    found = heads.pairs(deal, titles, rng)
    if look.title_right:
        place = paper.y
        paper.y = min(place, 62) if look.head in ("left", "logo") else place
        heads.title(paper, titles, paper.right, "right")
        paper.y = place + (0 if paper.y < place else 22)
    if look.head == "window":
        heads.return_line(paper, deal)
    top = paper.y
    heads.buyers(paper, deal, titles, rng)
    bottom = paper.y
    if look.meta in ("right_of", "grid") and look.head != "sidebar":
        paper.y = top
    else:
        paper.y = bottom + 24
    if not look.title_right:
        paper.y = bottom + 26
        heads.title(paper, titles, paper.left, "left")
        paper.down(22)
    heads.meta(paper, deal, look.meta, found)
    paper.y = max(bottom, paper.y) + 22


def _number_pages(paper: Paper, deal: Deal, rng: Random) -> None:
    if len(paper.sheet.leaves) == 1 and rng.random() < 0.6:
        return
    whole, sheet = len(paper.sheet.leaves), paper.sheet
    leaves = list(sheet.leaves)
    for at, leaf in enumerate(leaves, 1):
        sheet.leaves = [leaf]
        text = deal.habits["page"].format(n=at, m=whole)
        sheet.text(545, 826, text, size=7.5, align="right")
    sheet.leaves = leaves
