"""Which lines of a page stand under a label for the buyer, and which under one for the seller."""

import re
from collections import defaultdict
from collections.abc import Iterator
from typing import Literal, TypeAlias

from pipelines.document.page.labels import Label
from pipelines.document.page.layout import Row, Spot, below
from pipelines.document.page.printed import Printed

_NAME = re.compile(
    r"^(?:(?:company|business|full|legal|client|customer)? ?name|firma|firmenname|company|nom|"
    r"raison sociale|denomination(?: sociale)?|nombre(?: o razon social)?|razon social|nome|"
    r"denominazione|ragione sociale|ditta|naam|bedrijfsnaam|bedrijf|"
    r"(?:单位|公司|企业|客户)?名\s*称|收款人|收款单位)\s*[:：]\s*"
)
# Labels that a name follows without a colon.
_ADDRESSING = frozenset({"spett.le", "spett. le", "spettabile", "spett.", "messrs", "messrs."})
_BANK = re.compile(r"\biban\b|\bbic\b|konto|account|compte|cuenta|rekening|账号|开户行")
_NEAR_BANK = 3  # rows between the holder of an account and its number
Role: TypeAlias = Literal["seller", "buyer"]

_SURE = 3.0  # weight of a label that seldom means something else
_BULLETS = " -–—*•·:"
_BREAKS = "-–—|;·•●"
_MOST_CLOSING = 120
_MOST_CELLS = 4  # a row of more is a table, no address


def name_label(folded: str) -> int:
    """Give the length of a label like "Name:" that opens a text, 0 without one."""
    match = _NAME.match(folded)
    return match.end() if match else 0


def printed_sum(printed: Printed, row: Row) -> bool:
    """Tell whether a row states a labelled amount."""
    labelled = any(one.weight >= _SURE for one in printed.labels("amounts")[row.index])
    return labelled and any(one.is_money for one in printed.amounts[row.index])


def closing_row(printed: Printed) -> int:
    """Give the index of the first row behind the sums: the closing words and the footer."""
    return next(
        (
            row.index + 1
            for row in reversed(printed.rows[-_MOST_CLOSING:])
            if printed_sum(printed, row)
        ),
        len(printed.rows),
    )


class Zones:
    """The stretches that belong to a party, as (index of the row, start in it).

    `seller` and `buyer` weigh each: the first line under the label is the name.
    """

    def __init__(self, printed: Printed) -> None:
        self.buyer: dict[tuple[int, int], float] = {}
        self.seller: dict[tuple[int, int], float] = {}
        self._held: dict[tuple[int, int], Role] = {}
        self._starts: defaultdict[int, list[int]] = defaultdict(list)
        self._printed = printed
        for row in printed.rows:
            for label in printed.labels("parties")[row.index]:
                if _stands_alone(label, row):
                    self._mark(row, label)

    def starts_in(self, row: Row, start: int, end: int) -> int | None:
        """Give where a party's stretch begins inside a cell, behind its label; None without."""
        return min((at for at in self._starts[row.index] if start < at < end), default=None)

    def party_of(self, spot: Spot) -> Role | None:
        """Tell in whose block a stretch stands; None outside of all."""
        start, _ = spot.row.cell_at(spot.start)
        inside = [at for at in self._starts[spot.row.index] if start <= at <= spot.start]
        return self._held.get((spot.row.index, max(inside, default=start)))

    def _role(self, label: Label, row: Row) -> Role:
        if label.role != "either":
            return "seller" if label.role == "seller" else "buyer"
        first = max(row.index - _NEAR_BANK, 0)
        near = self._printed.rows[first : row.index + _NEAR_BANK + 1]
        return "seller" if any(_BANK.search(one.folded) for one in near) else "buyer"

    def _mark(self, row: Row, label: Label) -> None:
        cell = row.cell_at(label.start)
        role = self._role(label, row)
        behind = self._behind(row, label.end, cell[1])
        if behind.strip(" :：/.#*"):
            at = cell[1] - len(behind.lstrip(" :：/.#*"))
            self._set(role, label.weight, (row.index, at), 0)
            return
        following = [one for one in row.cells if one[0] >= cell[1]]
        beside = row.folded[slice(*following[0])].rstrip() if following else ":"
        if behind.strip().startswith((":", "：")) and not beside.endswith((":", "：")):
            self._set(role, label.weight, (row.index, following[0][0]), 0)
        for depth, (line, start) in enumerate(self._block(Spot(row, *cell), role)):
            self._set(role, label.weight, (line.index, start), depth)

    def _behind(self, row: Row, start: int, end: int) -> str:
        """Give what stands behind a label; the same label in another language is nothing."""
        text = row.folded[start:end]
        if text.lstrip()[:1] in tuple("/|(-–"):
            for label in self._printed.labels("parties")[row.index]:
                if start <= label.start < end and not row.folded[start : label.start].strip(
                    " /|(-–"
                ):
                    return row.folded[label.end : end].lstrip(") ")
        return text

    def _block(self, head: Spot, role: Role) -> Iterator[tuple[Row, int]]:
        """Give the lines of the block under a label: it ends at a gap, a table or a new label."""
        bottom, depth = head.row.box.y1, 0
        for spot in below(self._printed.rows, head, depth=9):
            far = spot.box.y0 - bottom > (1.6 if depth else 3) * (spot.box.y1 - spot.box.y0)
            if far or len(spot.row.cells) > _MOST_CELLS or (depth and self._ends_at(spot)):
                return
            bottom = max(bottom, spot.box.y1)
            self._held.setdefault((spot.row.index, spot.start), role)
            start = None if self._is_numbered(spot) else _behind_label(spot)
            if start is not None:
                yield spot.row, start
                depth += 1

    def _is_numbered(self, spot: Spot) -> bool:
        """Tell a customer's or supplier's number, which may stand among the lines of a party."""
        labels = self._printed.labels("identifiers")[spot.row.index]
        return any(one.start == spot.start for one in labels)

    def _ends_at(self, spot: Spot) -> bool:
        """Tell whether a cell holds the label of another party, of a date, or of a sum."""
        row = spot.row
        if printed_sum(self._printed, row):
            return True
        return any(
            label.weight >= 3
            and spot.start <= label.start < spot.end
            and (family != "parties" or _stands_alone(label, row))
            for family in ("parties", "dates")
            for label in self._printed.labels(family)[row.index]
        )

    def _set(self, role: Role, weight: float, at: tuple[int, int], depth: int) -> None:
        self._starts[at[0]].append(at[1])
        self._held[at] = role
        share = 1.0 if depth == 0 else max(0.0, 0.7 - 0.35 * depth)
        named = self.buyer if role == "buyer" else self.seller
        named[at] = max(weight * share, named.get(at, 0.0))


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
    if phrase in _ADDRESSING and not before.strip():
        return True
    if before.strip(_BULLETS) and before.rstrip()[-1:] not in _BREAKS:
        return not rest and " " in phrase
    return not rest or rest[0] in ":：/" or " " in phrase or "方" in phrase
