"""The number and the date of an invoice or receipt."""

import re
from collections.abc import Iterator
from datetime import date

from pipelines.document.dates import FoundDate
from pipelines.document.labels import Label, nearest_before
from pipelines.document.layout import Spot, below
from pipelines.document.printed import Claim, Printed

# What may stand between a label and its number, and the shape of a number: it has a digit.
_BRIDGE = re.compile(
    r"[\s:：.#\[\]*=»>-]*(?:\(\d{3}\)|\(?\w{2,8}\))?\s*(?:(?:no|nr|num|number|nummer|numero|n|id)(?![a-z]))?"
    r"[\s:：.#°º*=»>-]*"
)
_NUMBER = re.compile(
    r"(?=[^\s]*\d|[a-z]{1,4}\s\d)(?:[a-z]{1,4}\s(?=\d{3}))?[a-z0-9][a-z0-9]*(?:[/_.\-–\\][a-z0-9]+)*"
)
_GLUED = re.compile(r"(?<=\d)(?:vom|von|du|del|van|of|dated|date)\s*$")
_NO_NUMBER = re.compile(r"\d{1,2}:\d\d|\d+[.,]\d\d(?!\d)|\d{1,2}%")


def read_number(printed: Printed) -> Claim[str] | None:
    """Give the number that the best label points at; of equals, the first."""
    claims = list(_numbers(printed))
    return max(claims, key=lambda one: one.weight, default=None)


def _numbers(printed: Printed) -> Iterator[Claim[str]]:
    for index, row in enumerate(printed.rows):
        labels = printed.labels("identifiers")[index]
        for at, label in enumerate(labels):
            if label.role != "invoice_number":
                continue
            end = labels[at + 1].start if at + 1 < len(labels) else len(row.text)
            spot = _number_at(printed, index, label, end)
            loss = 0.0
            if spot is None and _ends_its_cell(label, row.folded, row.cell_at(label.start)):
                spot = _number_below(printed, index, label)
                loss = 1.0
            if spot is not None:
                yield Claim(spot.text, (spot,), label.weight - loss - 0.01 * min(index, 60))


def _number_at(printed: Printed, index: int, label: Label, end: int) -> Spot | None:
    row = printed.rows[index]
    bridge = _BRIDGE.match(row.folded, label.end)
    start = bridge.end() if bridge else label.end
    match = _NUMBER.match(row.folded, start, max(end, start))
    if match is None:
        return None
    spot = Spot(row, start, _before_dates(row.folded, printed.dates[index], start, match.end()))
    return spot if _is_number(spot.text, label.weight) else None


def _before_dates(text: str, dates: tuple[FoundDate, ...], start: int, end: int) -> int:
    """Cut a number where a date is glued to it, as in 4711vom05.03.2026."""
    stop = min((one.start for one in dates if start < one.start < end), default=end)
    glued = _GLUED.search(text[start:stop])
    return start + glued.start() if glued else end


def _is_number(text: str, weight: int) -> bool:
    """A number has a digit; after a vague label it must be longer, and never an amount."""
    solid = sum(one.isalnum() for one in text)
    if not any(one.isdigit() for one in text) or _NO_NUMBER.fullmatch(text):
        return False
    return solid >= (2 if weight > 3 else 4)


def _ends_its_cell(label: Label, folded: str, cell: tuple[int, int]) -> bool:
    return not folded[label.end : cell[1]].strip(" :：.#°*")


def _number_below(printed: Printed, index: int, label: Label) -> Spot | None:
    row = printed.rows[index]
    start, end = row.cell_at(label.start)
    head = Spot(row, start, end) if label.weight <= 3 else Spot(row, label.start, label.end)
    for cell in below(printed.rows, index, head):
        at = printed.rows.index(cell.row)
        if any(one.start == cell.start for one in printed.labels("identifiers")[at]):
            return None  # a label of its own: what follows is no longer ours
        begin = cell.start + len(cell.text) - len(cell.text.lstrip(" #:"))
        match = _NUMBER.match(cell.row.folded, begin, cell.end)
        if match is None or printed.dates[at] and any(
            one.start <= begin < one.end for one in printed.dates[at]
        ):
            continue
        rest = cell.row.text[match.end() : cell.end].strip()
        if not rest and _is_number(match[0], 3):
            return Spot(cell.row, match.start(), match.end())
        if label.weight <= 3:
            return None
    return None


def read_date(printed: Printed, number: Claim[str] | None) -> Claim[date | None] | None:
    """Give the date of issue; its value is None where the printed date does not exist.

    A date beside the document's number counts as labelled.
    """
    beside = {spot.row for spot in number.spots} if number else set()
    claims: list[Claim[date | None]] = []
    for index, row in enumerate(printed.rows):
        for found in printed.dates[index]:
            weight = _date_weight(printed, index, found) - 0.02 * min(index, 80)
            weight += 2 if row in beside else 0
            weight += 1 if re.match(r"\s*\d{1,2}:\d\d", row.folded[found.end :]) else 0
            claims.append(Claim(found.value, (Spot(row, found.start, found.end),), weight))
    return max(claims, key=lambda one: one.weight, default=None)


def _date_weight(printed: Printed, index: int, found: FoundDate) -> float:
    row = printed.rows[index]
    label = nearest_before(printed.labels("dates")[index], found.start)
    if label is not None and row.folded[label.end : found.start].count("  ") < 3:
        return _meaning(label)
    spot = Spot(row, found.start, found.end)
    for at in range(index - 1, max(index - 3, -1), -1):
        above = printed.rows[at]
        if above.page != row.page:
            break
        for one in printed.labels("dates")[at]:
            head = Spot(above, *above.cell_at(one.start))
            if spot in _cells_under(printed, at, head, found) and not printed.dates[at]:
                return _meaning(one) - 0.5
    return 0.5


def _cells_under(printed: Printed, index: int, head: Spot, found: FoundDate) -> list[Spot]:
    return [
        Spot(cell.row, found.start, found.end)
        for cell in below(printed.rows, index, head)
        if cell.start <= found.start < cell.end
    ]


def _meaning(label: Label) -> float:
    return float(label.weight) if label.role == "issue_date" else -4.0
