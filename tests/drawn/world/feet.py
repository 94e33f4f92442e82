"""What stands at the foot of every page: who sent it, the tax number, the account."""

from collections.abc import Callable
from functools import partial
from random import Random

from tests.drawn.world import heads
from tests.drawn.world.deal import Deal
from tests.drawn.world.heads import Head
from tests.drawn.world.paper import Paper


def foot(deal: Deal, head: Head, rng: Random) -> Callable[[Paper], None] | None:
    """Give what draws the foot; heads that say it all may do without one."""
    full = head in ("logo", "window") or rng.random() < 0.4
    columns = rng.random() < 0.4 and head != "sidebar"
    if full or deal.banked or "tax_id" in deal.flags:
        return partial(_columns if columns else _centred, deal)
    return None


def _centred(deal: Deal, page: Paper) -> None:
    seller = deal.seller
    lines = [f"{seller.name} · {seller.street} · {seller.city}", heads.tax_line(deal)]
    if deal.banked:
        lines.append(f"IBAN {seller.iban} · BIC {seller.bic}")
    page.sheet.rule(page.left, 770, page.right)
    for at, line in enumerate(lines):
        page.sheet.text(297, 783 + 11 * at, line, size=7.5, align="centre")


def _columns(deal: Deal, page: Paper) -> None:
    seller, ways = deal.seller, deal.habits
    blocks = [
        (seller.name, *seller.address),
        (f"{ways['phone']} {seller.phone}", seller.site, heads.tax_line(deal)),
    ]
    if deal.banked:
        blocks.append((ways["bank"], seller.iban, f"BIC {seller.bic}"))
    page.sheet.rule(page.left, 770, page.right)
    for column, block in enumerate(blocks):
        for at, line in enumerate(block):
            page.sheet.text(page.left + 165 * column, 783 + 10 * at, line, size=7)
