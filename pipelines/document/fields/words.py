"""The amount of a document as its words say it."""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from pipelines.document.page.capitals import capitals_in
from pipelines.document.page.layout import Row, Spot
from pipelines.document.page.printed import Claim, Printed
from pipelines.document.page.spelled import amount_of_words

_LABELLED = 6.0
_LABEL = re.compile(r"\bin ?words?\b|\bamount ?words\b|\bwords?:")
_ENDS = re.compile(r"\bonly\b")
_OPENS = re.compile(r"\b(?:rupees?|ringgit|[a-z]{0,10} ?dollars|pounds|euros?|dirhams|rand|inr)\b")
# The tax may stand in words of its own.
_OF_TAX = re.compile(r"\b(?:tax|gst|vat|cgst|sgst|igst|duty)\b[a-z ()]{0,20}$")
_LONGEST = 400


def read_words(printed: Printed) -> Claim[Decimal] | None:
    """Give the amount in words; None where there is none, or where several are said."""
    found = [*_capitals(printed.rows), *_spelled(printed.rows)]
    if len({value for value, _ in found}) != 1:
        return None
    return Claim(found[0][0], tuple(spot for _, spot in found), _LABELLED)


def _capitals(rows: Sequence[Row]) -> Iterator[tuple[Decimal, Spot]]:
    for row in rows:
        if not row.text.isascii():
            yield from capitals_in(row)


def _spelled(rows: Sequence[Row]) -> Iterator[tuple[Decimal, Spot]]:
    for row in rows:
        text = row.folded
        label, end = _LABEL.search(text), _ENDS.search(text)
        if label is None and end is None:
            continue
        opens = _OPENS.search(text)
        if label is None and opens is None:
            continue
        if label is not None and _OF_TAX.search(text[: label.start()]):
            continue
        start = label.end() if label is not None else opens.start() if opens is not None else 0
        value = _value(rows, row, start)
        if value is not None:
            yield value, Spot(row, start, len(text))


def _value(rows: Sequence[Row], row: Row, start: int) -> Decimal | None:
    """Read what stands behind a label, and below it where the row does not end it."""
    text = row.folded[start : start + _LONGEST]
    if _ENDS.search(text):
        return amount_of_words(text)
    below = rows[row.index + 1].folded[:_LONGEST] if row.index + 1 < len(rows) else ""
    if _ENDS.search(below) and (value := amount_of_words(f"{text} {below}")) is not None:
        return value
    return amount_of_words(text)
