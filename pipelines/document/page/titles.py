"""What a document calls itself: the cells at its top that are a title, and nothing but one."""

import re
import statistics
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from pipelines.document.page.layout import Row, Spot
from pipelines.document.page.lexicon.titles import TITLES
from pipelines.document.page.printed import Printed

HEAD = 22  # rows in which a title may stand
_MOST_CELLS = 3  # a row of more is a table
_TALL = 1.25  # times the usual height of the letters
_LONGEST = 90  # characters of a title
_BILINGUAL = re.compile(r"\s*[/|]\s*")
_YEAR = re.compile(r"[^\d]{0,15}(?:19|20)\d\d\s*")
_COPY = r"(?:(?:kopie|copy|duplicate|duplikat|duplicata|copie|copia|original)(?: of| de)? )?"
_MONEY = r"[-−€$£]?\s?[\d.,']*\d[.,]\d\d(?![\d./-])"
_NUMBERED = (
    r"\s*(?:no|nr|number|nummer|numero|num|n|id)?\s*[.:：#°º-]*\s*"
    rf"(?=\S*\d)(?!{_MONEY})\S{{1,25}}(?:\s.*)?"
)


@dataclass(frozen=True, slots=True)
class Title:
    """A title in a row; `alone`: without a number, and no label. `weight` tells the likeliest."""

    kind: str
    row: int
    start: int
    alone: bool
    weight: float


@cache
def _pattern(kind: str) -> re.Pattern[str]:
    return re.compile(rf"[*\s]*{_COPY}(?P<title>{TITLES[kind]})(?P<number>{_NUMBERED})?[*:：\s]*")


def titles(printed: Printed) -> Iterator[Title]:
    """Give the titles in the first rows of a document, top to bottom."""
    head = printed.rows[:HEAD]
    usual = statistics.median(row.box.y1 - row.box.y0 for row in head) if head else 0.0
    for row in head:
        for at, (start, end) in enumerate(row.cells):
            named = named_by(row.folded[start:end])
            if named is not None:
                kind, alone = named
                tall = _height(row, at) > _TALL * usual
                alone = alone and (tall or not _is_label(row, at))
                large = 1.5 * tall + 0.5 * row.text[start:end].isupper()
                weight = large + 2.0 * alone - 0.05 * row.index
                yield Title(kind, row.index, start, alone, weight)


def named_by(cell: str) -> tuple[str, bool] | None:
    """Give the kind that a folded cell names, and whether it says nothing else.

    A title in two languages is two titles; the first one that is known counts.
    """
    if len(cell) > _LONGEST:
        return None
    for text in (cell, *_BILINGUAL.split(cell)[:2]):
        for kind in TITLES:
            match = _pattern(kind).fullmatch(text)
            if match:
                return kind, match["number"] is None or bool(_YEAR.fullmatch(match["number"]))
    return None


def _height(row: Row, at: int) -> float:
    box = Spot(row, *row.cells[at]).box
    return box.y1 - box.y0


def _is_label(row: Row, at: int) -> bool:
    """Tell the label of a value, or the head of a column, from a title."""
    cells = [row.text[start:end].strip() for start, end in row.cells]
    behind = cells[at + 1] if at + 1 < len(cells) else ""
    valued = behind.startswith((":", "：")) or any(one.isdigit() for one in behind)
    return cells[at].endswith((":", "：")) or valued or len(cells) > _MOST_CELLS


def best_title(printed: Printed) -> Title | None:
    """Give the title that the document most surely has; of equals, the first."""
    return max(titles(printed), key=lambda one: one.weight, default=None)


def calls_itself_invoice(printed: Printed) -> bool:
    """Tell whether the title is one of an invoice or receipt, whatever else is referred to."""
    best = best_title(printed)
    return best is not None and best.kind not in ("other", "contract")


def is_credit_note(printed: Printed, total: Decimal | None) -> bool:
    """Tell whether the first title is one of a credit note, or a Chinese invoice is negative.

    In a "Gutschriftsverfahren" the buyer writes the invoice, and calls it "Gutschrift".
    """
    if total is not None and total < 0 and "发票" in printed.folded:
        return True
    own = [one for one in titles(printed) if one.kind in ("credit_note", "invoice")]
    if not own or re.search(r"gutschriftsverfahren|self-?bill", printed.folded):
        return False
    return min(own, key=lambda one: (not one.alone, one.row)).kind == "credit_note"
