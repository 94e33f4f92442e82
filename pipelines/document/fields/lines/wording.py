"""What a line of goods is called, where that takes more than one row."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pipelines.document.page.layout import Spot

_NOTE = re.compile(
    r"\W*(?:(?:lot|charge|batch|s/n|sn|serial|serien\w*|art|artikel\w*|ref|ean|gtin|order|bestell\w*|"
    r"lieferschein\w*|period\w*|zeitraum|leistungs\w*|note|notes|hinweis|bemerkung|delivery|"
    r"liefer\w*|dn|po|sku|hs|hsn|zolltarif\w*|warranty|garantie|lote|lotto|n de serie|numero|"
    r"serie\w*|matricola|charge\w*|批次|批号|序列号|备注|生产日期)(?![a-z])|"
    r"[^(:：][^:：]{0,23}[:：]|\W{3}|\d{1,2}[./-]\d{1,2}[./-]\d{2,4}|\d{4}-\d\d-\d\d)"
)
_OPEN_END = re.compile(
    r"(?:[-–,&+/(]|\b(?:and|und|et|y|e|en|with|mit|avec|con|met|for|fur|pour|per|para|of|de|di|van|von))$"
)
_LEAST_SHARE = 0.6  # of its column that text fills before it is broken
_LABEL = 24  # characters that a label at the beginning of a note has at most
_SLACK = 0.012  # of the page by which ends of lines differ


@dataclass(frozen=True, slots=True)
class Band:
    """The part of the page that descriptions stand in; `reach` is how far any of them comes."""

    left: float
    right: float
    reach: float


def goes_on(before: Spot, after: Spot, band: Band) -> bool:
    """Tell whether a text was broken where one row ends and goes on in the next."""
    folded = after.row.folded[after.start : after.end]
    small = after.text[:1].islower() and ":" not in folded[:_LABEL]
    if (_NOTE.match(folded) and not small) or after.box.x0 > before.box.x0 + 0.25 * (
        band.right - band.left
    ):
        return False
    if after.box.x1 > band.right + _SLACK:
        return False
    end = before.row.folded[before.start : before.end]
    if small or _OPEN_END.search(end) or end.count("(") > end.count(")"):
        return True
    width = band.right - band.left
    reach = max(band.reach, band.left + _LEAST_SHARE * width)
    parted = " " in after.text.strip() or " " in before.text.strip()
    return before.box.x1 + _first_word(after, parted=parted) > reach - _SLACK


def _first_word(spot: Spot, *, parted: bool) -> float:
    """Give the width of the word that opens a text, and of the blank before it.

    Chinese is broken behind any letter, unless blanks part it.
    """
    word = re.match(r"\S+" if parted else r"[\u2e80-\uffef]|[^\s\u2e80-\uffef]+", spot.text)
    length = word.end() if word else 1
    box = Spot(spot.row, spot.start, spot.start + length).box
    return (box.x1 - box.x0) * (
        1 + (0 if length == 1 and ord(spot.text[0]) > 0x2E7F else 1 / length)
    )


def continued(first: Spot, following: Sequence[Spot], band: Band) -> Iterator[Spot]:
    """Give the rows that go on with a text, as many as there are."""
    before = first
    for spot in following:
        if not goes_on(before, spot, band):
            return
        yield spot
        before = spot


def joined(spots: Sequence[Spot]) -> str:
    """Join the rows of a text by a blank; Chinese without one."""
    text = ""
    for spot in spots:
        part = " ".join(spot.text.split())
        tight = bool(text) and (_is_wide(text[-1]) or text[-1] == "/") and _is_wide(part[:1] or " ")
        text += part if tight or not text else f" {part}"
    return text


def _is_wide(letter: str) -> bool:
    return ord(letter) > 0x2E7F
