"""Who buys: the name under the buyer's label, or in the window of an envelope."""

from pipelines.document.fields.naming import name_in
from pipelines.document.fields.own import Own
from pipelines.document.fields.sellers import Named
from pipelines.document.fields.zones import Zones
from pipelines.document.page.layout import Spot
from pipelines.document.page.names import LEGAL_FORM, letters
from pipelines.document.page.printed import Claim, Printed

_LEAST_WEIGHT = 1.75  # of a name that may be one
_UPPER = 0.5  # the part of the first page in which a reader's address stands


def read_buyer(
    printed: Printed, zones: Zones, names: list[Named], own: Own, seller: Claim[str] | None
) -> Claim[str] | None:
    """Give the name of the buyer and the place that prints it."""
    sold_by = letters(seller.value) if seller else ""
    claims = [one for one in _labelled(printed, zones) if letters(one.value) != sold_by]
    if not claims:
        claims = _unlabelled([one for one in names if not _is(one, sold_by)], own)
    mine = [one for one in claims if own.has(one.value)]
    return max(mine or claims, key=lambda one: one.weight, default=None)


def _is(one: Named, sold_by: str) -> bool:
    return bool(sold_by) and (one.letters in sold_by or sold_by in one.letters)


def _labelled(printed: Printed, zones: Zones) -> list[Claim[str]]:
    found: list[Claim[str]] = []
    for (index, start), weight in zones.buyer.items():
        row = printed.rows[index]
        spot = name_in(Spot(row, start, row.cell_at(start)[1]))
        if spot is not None:
            legal = 0.5 if LEGAL_FORM.search(row.folded[spot.start : spot.end]) else 0.0
            found.append(Claim(spot.text, (spot,), weight + legal - 0.001 * min(index, 400)))
    return found


def _unlabelled(names: list[Named], own: Own) -> list[Claim[str]]:
    """Take one's own name wherever it stands, or the only address that nothing speaks for."""
    mine = [one for one in names if own.has(one.spot.text)]
    bare = [
        one
        for one in names
        if one.bare and not one.labelled and one.weight >= _LEAST_WEIGHT
        if one.spot.row.page == 1 and one.spot.box.y0 < _UPPER
    ]
    chosen = mine or (bare if len({one.letters for one in bare}) == 1 else [])
    return [Claim(one.spot.text, (one.spot,), 2.0) for one in chosen]
