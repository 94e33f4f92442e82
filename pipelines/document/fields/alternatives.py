"""What else could be the number of a document: each with the words that it stands beside or below.

People who correct a number say by it which of these was meant.
"""

import re
from collections.abc import Iterator
from itertools import islice

from pipelines.document.model import MOST_ALTERNATIVES, Alternative
from pipelines.document.page.evidence import Place, evidence_of
from pipelines.document.page.layout import Row, Spot, overlap
from pipelines.document.page.printed import Printed

_ROWS = 80  # of the first page: a document is numbered near its head
_LONG = 500  # characters
_ABOVE = 3  # rows in which the head of a column may stand
_LONGEST = 60  # letters of a label, the last ones
_TOKEN = re.compile(r"[^\W_](?:[^\s:：]*[^\W_])?")


def alternatives(printed: Printed) -> tuple[Alternative, ...]:
    """Give what looks like a number and has a label, in the order in which it is printed."""
    first = printed.rows[0].page if printed.rows else None
    # A row that runs on is no head of a document; what is looked at stays little.
    rows = (one for one in printed.rows[:_ROWS] if one.page == first and len(one.text) < _LONG)
    found = (one for row in rows for one in _in_row(printed, row))
    return tuple(islice(found, MOST_ALTERNATIVES))


def _in_row(printed: Printed, row: Row) -> Iterator[Alternative]:
    for at, (start, end) in enumerate(row.cells):
        told = start
        for token in _TOKEN.finditer(row.text, start, end):
            spot = Spot(row, token.start(), token.end())
            if not _is_number(printed, spot):
                continue
            label = _letters(row.folded[told : spot.start])
            told = spot.end
            if not label and at:
                label = _letters(row.folded[slice(*row.cells[at - 1])])
            label = label or _above(printed, spot)
            if label:
                [place] = evidence_of([Place(spot, "exact")])
                yield Alternative(value=spot.text, label=label, place=place)


def _is_number(printed: Printed, spot: Spot) -> bool:
    """Tell what could number a document: no day, no money, and three signs with a digit."""
    days = [(one.start, one.end) for one in printed.dates[spot.row.index]]
    money = [(one.start, one.end) for one in printed.amounts[spot.row.index] if one.is_money]
    if any(start < spot.end and spot.start < end for start, end in (*days, *money)):
        return False
    return any(one.isdigit() for one in spot.text) and sum(map(str.isalnum, spot.text)) > 2


def _above(printed: Printed, spot: Spot) -> str:
    """Give the head of the column that a number stands in."""
    at = spot.row.index
    for row in reversed(printed.rows[max(at - _ABOVE, 0) : at]):
        for cell in row.cells if row.page == spot.row.page else ():
            label = _letters(row.folded[slice(*cell)])
            if label and overlap(Spot(row, *cell).box, spot.box) > 0.25:
                return label
    return ""


def _letters(text: str) -> str:
    """Give the letters of a label, where there are at least two."""
    letters = "".join(filter(str.isalpha, text))
    return letters[-_LONGEST:] if len(letters) > 1 else ""
