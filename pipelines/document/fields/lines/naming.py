"""Which rows of text name which line of goods: beside it, below, above or around its numbers."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from pipelines.document.fields.lines.entries import Entry, Kind
from pipelines.document.fields.lines.wording import Band, continued, goes_on, joined
from pipelines.document.page.layout import Row, Spot

_BESIDE = 0.75  # of a row's height: what is nearer than that is the same line
_FAR = 3.5  # heights of a row: what is further away is about something else
_WIDER = 1.25  # a gap that parts two lines is so much wider than those inside of one


@dataclass(frozen=True, slots=True)
class Named:
    """The name of a line, and where it stands."""

    text: str
    spots: tuple[Spot, ...]


def names(found: Sequence[Entry], edges: tuple[float, float]) -> Mapping[int, Named]:
    """Give the name of each line of goods by its place among the entries."""
    goods = [at for at, one in enumerate(found) if one.kind is Kind.GOODS]
    band = _band(found, goods, edges)
    own = {at: _own(found, at) for at in goods}
    above = _stands_above(found, goods, own)
    bounds = [-1, *goods, len(found)]
    for before, at, after in zip(bounds, goods, bounds[2:], strict=False):
        start = before + 1 if before >= 0 else _first_text(found, at)
        if above:
            own[at] = [*_texts(found[_split(found, start, at, before) : at]), *own[at]]
        elif own[at]:
            own[at] = [*_leading(_texts(found[start:at]), own[at], band, own.get(before)), *own[at]]
        following = [one for one in _following(found, at, after) if one not in own[at]]
        if not own[at] and following:
            own[at], following = following[:1], following[1:]
        if own[at] and not above:
            own[at] += continued(own[at][-1], following, band)
    return {at: Named(joined(spots), tuple(spots)) for at, spots in own.items()}


def _band(found: Sequence[Entry], goods: Sequence[int], edges: tuple[float, float]) -> Band:
    last = goods[-1] + 1 if goods else 0
    named = [one for one in found[: last + 3] if one.kind in (Kind.GOODS, Kind.TEXT)]
    ends = [one.text.box.x1 for one in named if one.text is not None]
    starts = [found[at].text for at in goods]
    left = min((one.box.x0 for one in starts if one is not None), default=edges[0])
    reach = max((one for one in ends if one <= edges[1] + 0.005), default=edges[1])
    return Band(left, edges[1], reach)


def _own(found: Sequence[Entry], at: int) -> list[Spot]:
    """Give the text of a line's own row, and of rows so near that they are one with it."""
    own: list[Spot] = []
    for near in (at - 1, at, at + 1):
        if not 0 <= near < len(found) or (near != at and found[near].kind is not Kind.TEXT):
            continue
        one = found[near]
        if one.text is not None and (near == at or _apart(one.row, found[at].row) < _BESIDE):
            own.append(one.text)
    return own


def _apart(one: Row, other: Row) -> float:
    """Give the distance of two rows, in heights of a row."""
    if one.page != other.page:
        return 99.0
    middles = abs(one.box.y0 + one.box.y1 - other.box.y0 - other.box.y1) / 2
    return middles / max(min(one.box.y1 - one.box.y0, other.box.y1 - other.box.y0), 1e-6)


def _texts(entries: Sequence[Entry]) -> list[Spot]:
    return [one.text for one in entries if one.kind is Kind.TEXT and one.text is not None]


def _following(found: Sequence[Entry], at: int, after: int) -> list[Spot]:
    """Give the texts under a line: as far as the next sum, or the next wide gap."""
    texts: list[Spot] = []
    row = found[at].row
    for one in found[at + 1 : after]:
        if one.kind not in (Kind.TEXT, Kind.PART) or _apart(one.row, row) > _FAR:
            break
        if one.kind is Kind.TEXT:
            texts += [one.text] if one.text is not None else []
            row = one.row
    return texts


def _stands_above(
    found: Sequence[Entry], goods: Sequence[int], own: Mapping[int, Sequence[Spot]]
) -> bool:
    """Tell a table whose lines are named above their numbers."""
    bare = [at for at in goods if not own[at]]
    return 2 * len(bare) > len(goods) and bool(_texts(found[: goods[0]]))


def _first_text(found: Sequence[Entry], at: int) -> int:
    """Give where the texts right above the first line begin."""
    start = at
    while start > 0 and found[start - 1].kind is Kind.TEXT:
        start -= 1
    return start


def _split(found: Sequence[Entry], start: int, at: int, before: int) -> int:
    """Give where the texts between two lines begin to be the second one's: at the widest gap."""
    rows = [found[one].row for one in range(max(before, 0), at + 1)]
    gaps = [_apart(one, other) for one, other in pairwise(rows)]
    if before < 0 or len(gaps) < 2:
        return start
    widest = max(range(len(gaps)), key=lambda one: gaps[one])
    rest = [gap for one, gap in enumerate(gaps) if one != widest]
    return before + 1 + widest if gaps[widest] > _WIDER * max(rest) else start


def _leading(
    texts: Sequence[Spot], own: Sequence[Spot], band: Band, before: Sequence[Spot] | None
) -> list[Spot]:
    """Give the rows above a line that its own text goes on from."""
    lead: list[Spot] = []
    following = own[0]
    for spot in reversed([one for one in texts if one not in own and one not in (before or ())]):
        near = _apart(spot.row, following.row) < 1.6
        if not near or not _fills(spot, band) or not goes_on(spot, following, band):
            break
        lead.insert(0, spot)
        following = spot
    return lead


def _fills(spot: Spot, band: Band) -> bool:
    return spot.box.x1 > band.left + 0.85 * (band.reach - band.left)
