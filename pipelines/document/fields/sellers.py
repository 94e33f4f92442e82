"""Who sells: every name that is printed, weighed by its looks, its place and what is around it."""

import statistics
from collections.abc import Iterator
from dataclasses import dataclass, replace

from rapidfuzz import fuzz

from pipelines.document.fields.naming import looks, name_in
from pipelines.document.fields.own import Own
from pipelines.document.fields.zones import Zones, closing_row, name_label
from pipelines.document.page.layout import Row, Spot, below, overlap
from pipelines.document.page.names import (
    ADDRESS,
    CONTACT,
    DOMAIN,
    LEGAL_FORM,
    NOTICE,
    TAX_NUMBER,
    TRADE,
    letters,
    matches_domain,
)
from pipelines.document.page.printed import Claim, Printed

_LEAST_WEIGHT = 1.75
_FIRST, _LAST = 120, 60  # rows of a page among which a seller is looked for
_UNDER = 4  # rows that belong to the name above them
_ALIKE = 85.0  # likeness of two spellings of one name
_MOST_WORDS = 3  # of a name that may stand before its trade, in larger letters
_AT_ODDS = 0.5  # names whose weights differ by less are equally good


@dataclass(frozen=True)
class Named:
    """A name that may be the seller's.

    `sure`: it looks like a company's, and what only a company prints stands around it. `bare`:
    under it stands an address, and nothing of a company.
    """

    spot: Spot
    weight: float
    labelled: bool
    sure: bool
    bare: bool

    @property
    def letters(self) -> str:
        """The name without blanks, signs and case."""
        return letters(self.spot.text)


def read_seller(named: list[Named], own: Own) -> Claim[str] | None:
    """Give the most likely name of the seller and the place that prints it.

    None where two are equally likely.
    """
    names = [one for one in _settled(named) if one.weight >= _LEAST_WEIGHT]
    others = [one for one in names if not own.has(one.spot.text)]
    names = others or names
    best = max(names, key=lambda one: one.weight, default=None)
    if best is None or _is_contested(best, names):
        return None
    claims = [Claim(one.spot.text, (one.spot,), one.weight) for one in names]
    chosen = next(one for one in claims if one.spots[0] is best.spot)
    return _with_line_above(_with_legal_form(chosen, claims), claims)


def _settled(names: list[Named]) -> list[Named]:
    """Take weight from an address that nothing speaks for, where another name has a company's data.

    Such is the reader's address in the window of an envelope.
    """
    sure = [one for one in names if one.sure and one.weight >= _LEAST_WEIGHT]
    return [
        _lighter(one, 5.0)
        if one.bare and not one.labelled and any(_is_elsewhere(one, other) for other in sure)
        else one
        for one in names
    ]


def _is_elsewhere(one: Named, other: Named) -> bool:
    """Tell another name from a line of the address that stands under this one."""
    rows = other.spot.row.index - one.spot.row.index
    same_block = 0 <= rows <= _UNDER + 1 and overlap(one.spot.box, other.spot.box) > 0.25
    return not same_block and _differ(one.letters, other.letters)


def _lighter(one: Named, loss: float) -> Named:
    return replace(one, weight=one.weight - loss)


def _differ(one: str, other: str) -> bool:
    return one not in other and other not in one and fuzz.ratio(one, other) < _ALIKE


def _is_contested(best: Named, names: list[Named]) -> bool:
    """Tell whether an address without a label could as well be the seller's as the best one."""
    return best.bare and any(
        one.bare
        and not one.labelled
        and best.weight - one.weight < _AT_ODDS
        and _differ(one.letters, best.letters)
        for one in names
    )


def _with_legal_form(best: Claim[str], claims: list[Claim[str]]) -> Claim[str]:
    """Prefer the spelling with the legal form, or all words, where a name is printed twice."""
    for claim in claims:
        before = claim.value[: -len(best.value)]
        whole = before.strip() and letters(claim.value).endswith(letters(best.value))
        if whole and before.endswith(" ") and before.count(" ") <= _MOST_WORDS:
            return claim
        rest = claim.value[len(best.value) :].strip().lower()
        longer = letters(claim.value).startswith(letters(best.value))
        if longer and 0 < len(rest) <= 12 and LEGAL_FORM.match(rest):
            return claim
    return best


def _with_line_above(best: Claim[str], claims: list[Claim[str]]) -> Claim[str]:
    """Put a name together whose last words, a trade and a legal form, have their own line."""
    spot = best.spots[0]
    rest = TRADE.sub("", LEGAL_FORM.sub("", spot.row.folded[spot.start : spot.end]))
    if letters(rest):
        return best
    for claim in claims:
        above = claim.spots[0]
        gap = spot.box.y0 - above.box.y1
        near = abs(gap) < (spot.box.y1 - spot.box.y0) and above.box.y0 < spot.box.y0
        if above.row.page == spot.row.page and near and overlap(above.box, spot.box) > 0.5:
            return Claim(f"{claim.value} {best.value}", (above, spot), best.weight)
    return best


def names_in(printed: Printed, zones: Zones) -> list[Named]:
    """Give every cell of the first and the last page that may name a seller, weighed."""
    found: list[Named] = []
    rows = list(_rows(printed))
    text = "\n".join(row.folded for row in rows)
    usual = statistics.median(row.box.y1 - row.box.y0 for row in rows)
    domains, tail = set(DOMAIN.findall(text)), _tail(printed)
    for row in rows:
        for cell in row.cells:
            start = zones.starts_in(row, *cell) or cell[0]
            spot = name_in(Spot(row, start, cell[1]))
            if spot is None or (row.index, start) in zones.buyer:
                continue
            around = _around(printed, spot)
            anchors = _anchors(around) + (_anchors(tail) if row.index >= tail.first else 0)
            known = any(matches_domain(letters(spot.text), one) for one in domains)
            weight = looks(spot) + _role(zones, row, start) + _position(printed, spot)
            weight += min(2.0, 1.0 * _repeats(rows, text, spot))
            weight += _block(around) + (2.0 if known else 0.0)
            weight += 1.0 if (spot.box.y1 - spot.box.y0) > 1.35 * usual else 0.0
            weight -= 3.0 if _is_goods(printed, spot) else 0.0
            weight += 4.0 if row.index >= tail.first and _signs(spot, around, tail) else 0.0
            labelled = (row.index, start) in zones.seller
            bare = _is_over_address(around) and not anchors and not known
            sure = labelled or known or bool(anchors and _is_company(spot, around))
            found.append(Named(spot, weight, labelled, sure, bare))
    return found


@dataclass(frozen=True)
class _Around:
    beside: str
    under: str


@dataclass(frozen=True)
class _Tail:
    """What stands behind the sums: the closing words and the footer, from row `first` on."""

    first: int
    beside: str
    under: str = ""


def _rows(printed: Printed) -> Iterator[Row]:
    """Give the rows in which a seller may be named: the ends of the first and the last page."""
    first, last = printed.rows[0].page, printed.rows[-1].page
    opening = [row for row in printed.rows if row.page == first]
    closing = [row for row in printed.rows if row.page == last] if last != first else []
    chosen = {row.index: row for row in (*opening[:_FIRST], *opening[-_LAST:])}
    chosen |= {row.index: row for row in (*closing[:_FIRST], *closing[-_LAST:])}
    yield from (chosen[index] for index in sorted(chosen))


def _tail(printed: Printed) -> _Tail:
    first = closing_row(printed)
    return _Tail(first, "\n".join(row.folded for row in printed.rows[first:]))


def _around(printed: Printed, spot: Spot) -> _Around:
    """Give what stands behind a name in its row, and in its column below it, up to a gap."""
    beside = spot.row.folded[spot.end : spot.end + 80]
    under: list[str] = []
    bottom, height = spot.box.y1, spot.box.y1 - spot.box.y0
    for cell in below(printed.rows, spot, _UNDER):
        if cell.box.y0 - bottom > 2.2 * height:
            break
        bottom = max(bottom, cell.box.y1)
        under.append(cell.row.folded[cell.start : cell.end])
    return _Around(beside, "\n".join(under))


def _anchors(text: _Around | _Tail) -> int:
    """Count what only a company that wants to be paid prints about itself."""
    whole = f"{text.beside}\n{text.under}"
    return sum(1 for sign in (CONTACT, TAX_NUMBER, NOTICE) if sign.search(whole))


def _is_over_address(around: _Around) -> bool:
    """Tell whether a line of an address stands below; a name may sound like one."""
    lines = around.under.split("\n")
    return any(ADDRESS.search(line) and not LEGAL_FORM.search(line) for line in lines)


def _is_company(spot: Spot, around: _Around) -> bool:
    """Tell a name by its legal form or trade, or by the address that follows in its line."""
    name = spot.row.folded[spot.start : spot.end]
    return bool(LEGAL_FORM.search(name) or TRADE.search(name)) or _is_sender(around)


def _is_sender(around: _Around) -> bool:
    """Tell a name whose address follows in its line."""
    behind = around.beside.lstrip()[:1]
    return behind in tuple("·•●|,-–") and ADDRESS.search(around.beside) is not None


def _signs(spot: Spot, around: _Around, tail: _Tail) -> bool:
    """Tell who closes a page with name and address, and needs no legal form for that."""
    legal = LEGAL_FORM.search(spot.row.folded, spot.start, spot.end)
    return legal is None and _is_sender(around) and _anchors(tail) > 0


def _block(around: _Around) -> float:
    """Weigh an address, a tax number, a telephone or a legal notice beside or below."""
    text = f"{around.beside}\n{around.under}"
    signs = (
        (1.0, ADDRESS.search(text)),
        (0.75, CONTACT.search(text)),
        (1.0, TAX_NUMBER.search(text)),
        (2.0, NOTICE.search(around.beside)),
    )
    return sum(weight for weight, sign in signs if sign)


def _role(zones: Zones, row: Row, start: int) -> float:
    """Weigh the label that a stretch stands under or behind."""
    weight = 1.5 * zones.seller.get((row.index, start), 0.0)
    before = row.folded[: row.cell_at(start)[0]].rstrip()
    other = before.endswith((":", "：")) and not name_label(before.split("   ")[-1])
    return weight - (3.0 if other else 0.0)


def _position(printed: Printed, spot: Spot) -> float:
    """Weigh the place: sellers open the first page, or stand in its footer with a legal form."""
    index = spot.row.index
    if spot.row.page != printed.rows[0].page:
        return -0.5
    if index == 0:
        return 3.0
    if index <= 8:
        return 2.5 - 0.25 * index if index <= 2 else 1.5 - 0.15 * index
    return 0.5 if spot.box.y0 > 0.8 and LEGAL_FORM.search(spot.row.folded) else 0.0


def _is_goods(printed: Printed, spot: Spot) -> bool:
    """Tell a line of a table: amounts stand behind its text."""
    amounts = printed.amounts[spot.row.index]
    return len(spot.row.cells) > 2 and any(
        one.is_money and one.start >= spot.end for one in amounts
    )


def _repeats(rows: list[Row], text: str, spot: Spot) -> int:
    """Count the other places that print a name, give or take a misread letter."""
    folded = spot.row.folded[spot.start : spot.end]
    times = text.count(folded) - 1
    if times or spot.row.source != "ocr" or len(folded) < 10:
        return times
    return sum(
        1
        for row in rows
        if row is not spot.row
        and len(row.folded) >= len(folded)
        and fuzz.partial_ratio(folded, row.folded) >= 90
    )
