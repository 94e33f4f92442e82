"""The day a document was issued, and the day it is to be paid."""

import re
from collections.abc import Iterator
from datetime import date
from itertools import pairwise

from pipelines.document.page.dates import FoundDate
from pipelines.document.page.labels import Label, nearest_before
from pipelines.document.page.layout import Row, Spot, overlap
from pipelines.document.page.printed import Claim, Printed

# What stands between the first and the last day of a period.
_TO = re.compile(
    r"\s*(?:[-–—~/]|to|till|until|through|bis(?: zum)?|au|al|a|ao|t/?m|tot(?: en met)?|hasta|do|"
    r"til|till|至|到|から)\s*"
)
_UNLABELLED = 0.5
_LOOK_UP = 2  # rows between a date and the head of its column


def read_date(printed: Printed, number: Claim[str] | None) -> Claim[date | None] | None:
    """Give the date of issue; its value is None where the printed date does not exist.

    A date beside the document's number counts as labelled.
    """
    beside = {spot.row for spot in number.spots} if number else set()
    claims: list[Claim[date | None]] = []
    for index, row in enumerate(printed.rows):
        periods = set(_in_periods(row, printed.dates[index]))
        for found in printed.dates[index]:
            label = _label_of(printed, row, found)
            weight = _of_issue(label, in_period=found.start in periods)
            if weight is None:
                continue
            weight -= 0.02 * min(index, 80)
            weight += 2 if row in beside else 0
            weight += 1 if re.match(r"\s*\d{1,2}:\d\d", row.folded[found.end :]) else 0
            claims.append(Claim(found.value, (Spot(row, found.start, found.end),), weight))
    return max(claims, key=lambda one: one.weight, default=None)


def read_due_date(printed: Printed) -> Claim[date | None] | None:
    """Give the printed day of payment; None where only days are counted, as in "30 days net"."""
    claims: list[Claim[date | None]] = []
    for index, row in enumerate(printed.rows):
        for found in printed.dates[index]:
            label, loss = _label_of(printed, row, found)
            if label is not None and label.role == "due_date":
                weight = label.weight - loss - 0.001 * min(index, 80)
                claims.append(Claim(found.value, (Spot(row, found.start, found.end),), weight))
    return max(claims, key=lambda one: one.weight, default=None)


def _in_periods(row: Row, dates: tuple[FoundDate, ...]) -> Iterator[int]:
    """Give where the dates of a row start that are the first or the last day of a period."""
    for first, last in pairwise(sorted(dates, key=lambda one: one.start)):
        if _TO.fullmatch(row.folded[first.end : last.start]):
            yield first.start
            yield last.start


def _of_issue(found: tuple[Label | None, float], *, in_period: bool) -> float | None:
    """Weigh a date by its label; None for one that is labelled as another date."""
    label, loss = found
    if label is None or (in_period and label.weight <= 3):
        return -2.0 if in_period else _UNLABELLED
    weights = {"issue_date": label.weight, "print_date": -4.0}
    return weights[label.role] - loss if label.role in weights else None


def _label_of(printed: Printed, row: Row, found: FoundDate) -> tuple[Label | None, float]:
    """Give the label of a date, before it or as the head of its column, and what that costs."""
    labels = printed.labels("dates")[row.index]
    label = nearest_before(labels, found.start)
    if label is not None and (
        label.role != "other_date" or label.weight > 3 or _is_directly(label, found, row)
    ):
        return label, 0.0
    spot = Spot(row, found.start, found.end)
    for above in reversed(printed.rows[max(row.index - _LOOK_UP, 0) : row.index]):
        if above.page != row.page or printed.dates[above.index]:
            continue
        for one in printed.labels("dates")[above.index]:
            if overlap(Spot(above, *above.cell_at(one.start)).box, spot.box) > 0.25:
                return one, 0.5
    return None, 0.0


def _is_directly(label: Label, found: FoundDate, row: Row) -> bool:
    return not row.folded[label.end : found.start].strip(" :：.")
