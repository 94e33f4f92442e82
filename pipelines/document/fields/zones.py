"""Which lines of a page stand under a label for the buyer, and which under one for the seller."""

import re
from collections import defaultdict
from collections.abc import Iterator

from pipelines.document.page.labels import Label
from pipelines.document.page.layout import Row, Spot, below
from pipelines.document.page.printed import Printed

_NAME = re.compile(r"^(name|firma|company|nom|nombre|nome|naam)\s*[:：]\s*")
_BULLETS = " -–—*•·:"
_BREAKS = "-–—|;·•●"
_MOST_CELLS = 4  # a row of more is a table, no address


def name_label(folded: str) -> int:
    """Give the length of a label like "Name:" that opens a text, 0 without one."""
    match = _NAME.match(folded)
    return match.end() if match else 0


class Zones:
    """The stretches that belong to a party, as (index of the row, start in it).

    `seller` weighs each: the first line under the label is the name.
    """

    def __init__(self, printed: Printed) -> None:
        self.buyer: set[tuple[int, int]] = set()
        self.seller: dict[tuple[int, int], float] = {}
        self._starts: defaultdict[int, list[int]] = defaultdict(list)
        self._printed = printed
        for row in printed.rows:
            for label in printed.labels("parties")[row.index]:
                if _stands_alone(label, row):
                    self._mark(row, label)

    def starts_in(self, row: Row, start: int, end: int) -> int | None:
        """Give where a party's stretch begins inside a cell, behind its label; None without."""
        return min((at for at in self._starts[row.index] if start < at < end), default=None)

    def _mark(self, row: Row, label: Label) -> None:
        cell = row.cell_at(label.start)
        behind = row.folded[label.end : cell[1]]
        if behind.strip(" :：/.#"):
            self._set(label, row, label.end, 0)
            return
        following = [one for one in row.cells if one[0] >= cell[1]]
        if following and behind.strip().startswith((":", "：")):
            self._set(label, row, following[0][0], 0)
        for depth, (line, start) in enumerate(self._block(Spot(row, *cell))):
            self._set(label, line, start, depth)

    def _block(self, head: Spot) -> Iterator[tuple[Row, int]]:
        """Give the lines of the block under a label: it ends at a gap, a table or a new label."""
        bottom, depth = head.row.box.y1, 0
        for spot in below(self._printed.rows, head, depth=9):
            far = spot.box.y0 - bottom > (1.6 if depth else 3) * (spot.box.y1 - spot.box.y0)
            if far or len(spot.row.cells) > _MOST_CELLS or (depth and self._ends_at(spot)):
                return
            bottom = max(bottom, spot.box.y1)
            start = None if self._is_numbered(spot) else _behind_label(spot)
            if start is not None:
                yield spot.row, start
                depth += 1

    def _is_numbered(self, spot: Spot) -> bool:
        """Tell a customer's or supplier's number, which may stand among the lines of a party."""
        labels = self._printed.labels("identifiers")[spot.row.index]
        return any(one.start == spot.start for one in labels)

    def _ends_at(self, spot: Spot) -> bool:
        """Tell whether a cell holds the label of another party or of a date."""
        row = spot.row
        return any(
            label.weight >= 3
            and spot.start <= label.start < spot.end
            and (family != "parties" or _stands_alone(label, row))
            for family in ("parties", "dates")
            for label in self._printed.labels(family)[row.index]
        )

    def _set(self, label: Label, row: Row, start: int, depth: int) -> None:
        self._starts[row.index].append(start)
        if label.role == "buyer":
            self.buyer.add((row.index, start))
            return
        share = 1.0 if depth == 0 else max(0.0, 0.7 - 0.35 * depth)
        at = (row.index, start)
        self.seller[at] = max(label.weight * share, self.seller.get(at, 0.0))


def _behind_label(spot: Spot) -> int | None:
    """Give where a party's line starts: for "Name:" in the next cell; None for other labels."""
    folded = spot.row.folded[spot.start : spot.end].rstrip()
    if not folded.endswith((":", "：")):
        return spot.start
    following = [start for start, _ in spot.row.cells if start >= spot.end]
    return following[0] if following and name_label(folded) else None


def _stands_alone(label: Label, row: Row) -> bool:
    """Tell a label from a word of prose: it opens its cell, and a colon or nothing follows."""
    start, end = row.cell_at(label.start)
    before, phrase = row.folded[start : label.start], row.folded[label.start : label.end]
    rest = row.folded[label.end : end].lstrip()
    if before.strip(_BULLETS) and before.rstrip()[-1:] not in _BREAKS:
        return not rest and " " in phrase
    return not rest or rest[0] in ":：/" or " " in phrase or "方" in phrase
