"""Rows of a table that are no goods: its sums, what is carried over, and what an amount is of."""

import re
from collections.abc import Sequence

from pipelines.document.fields.lines.pieces import Piece
from pipelines.document.page.labels import Label, labels_in, misread
from pipelines.document.page.layout import Row
from pipelines.document.page.printed import Printed

_SUMS = frozenset((
    "total", "subtotal", "net", "tax", "tender", "change", "withheld", "rounding", "count", "due",
))  # fmt: skip
_BESIDE = frozenset(("discount", "service", "charge"))
_LEAST = 3.0  # weight of a label that heads a sum
_MOSTLY, _WHOLLY = 0.5, 0.85  # share of the letters of a row that its labels make up
_PART = re.compile(
    r"\W*(?:incl|inkl|enth|davon|darin|dont|incluye|di cui|waarvan|thereof|included|其中|compris)"
)
_SMALL = re.compile(
    r"(?<![a-z])(?:on|von|auf|sur|su|over|van|de|of|incl|inkl|excl|zzgl|plus|eur|usd|gbp|chf|rm|myr|inr|cny|"
    r"items?|the|der|die|ht|ttc|hors|an|in|no|bei)(?![a-z])"
)


def sums_in(printed: Printed, row: Row, pieces: Sequence[Piece], *, full: bool) -> bool:
    """Tell a sum from a line of goods by what names it.

    `full`: the row has quantity or price besides its amount, as goods have.
    """
    text = [one for one in pieces if not one.is_number]
    if not text:
        return False
    labels = printed.labels("amounts")[row.index]
    if row.source == "ocr":
        labels = tuple(misread(row, list(labels)))
    share = _share(labels, row, text)
    carried = _share(tuple(labels_in(row.folded, "carried")), row, text, frozenset(("carried",)))
    if full:
        return share >= _WHOLLY or carried >= _WHOLLY
    beside = _beside_amount(pieces)
    named = _share(labels, row, beside) >= _WHOLLY
    return share >= _MOSTLY or carried >= _WHOLLY or named


def _beside_amount(pieces: Sequence[Piece]) -> list[Piece]:
    """Give the text that stands right before the last number of a row."""
    last = max((at for at, one in enumerate(pieces) if one.is_number), default=0)
    return [one for one in pieces[max(last - 1, 0) : last] if not one.is_number]


def beside_sums(printed: Printed, row: Row, pieces: Sequence[Piece]) -> bool:
    """Tell a discount or a charge on the whole document, which stands among the sums."""
    text = [one for one in pieces if not one.is_number]
    return (
        bool(text) and _share(printed.labels("amounts")[row.index], row, text, _BESIDE) >= _MOSTLY
    )


def names_tax(printed: Printed, row: Row) -> bool:
    """Tell a row of tax, under which no more goods follow."""
    return any(one.role == "tax" for one in printed.labels("amounts")[row.index])


def is_part(row: Row, pieces: Sequence[Piece]) -> bool:
    """Tell an amount that is part of another one: "Incl. copyright levy"."""
    text = next((one for one in pieces if not one.is_number), None)
    return text is not None and bool(_PART.match(row.folded, text.start, text.end))


def _share(
    labels: Sequence[Label], row: Row, text: Sequence[Piece], roles: frozenset[str] = _SUMS
) -> float:
    """Give the share of the letters of a row's text that labels of some roles make up.

    One of them must open it.
    """
    meant = [one for one in labels if one.role in roles and one.weight >= _LEAST]
    opening = {one.start for one in text}
    if not text or not any(_opens(one, opening, row) for one in meant):
        return 0.0
    inside = sum(_letters(row.folded[one.start : one.end]) for one in meant)
    around = list(row.folded)
    for one in meant:
        around[one.start : one.end] = " " * (one.end - one.start)
    rest = _SMALL.sub(" ", "".join(around))
    outside = sum(_letters(rest[one.start : one.end]) for one in text)
    return inside / max(inside + outside, 1)


def _opens(label: Label, opening: set[int], row: Row) -> bool:
    first = max((at for at in opening if at <= label.start), default=-1)
    if first < 0:
        return False
    before = row.folded[first : label.start]
    return not re.sub(r"[\W\d]|zzgl|zuzuglich|plus|incl|inkl|enth|inc|davon", "", before)


def _letters(text: str) -> int:
    return sum(one.isalpha() for one in text)
