"""Who signs a contract: the firms above "By:", the persons under their signature, and the days."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pipelines.document.clauses.days import days_in
from pipelines.document.clauses.names import LEGAL_FORM, is_name, name_at
from pipelines.document.clauses.verbatim import plain
from pipelines.document.page.dates import FoundDate, Order
from pipelines.document.page.layout import Row, Spot, overlap

_MOST_ROWS = 400  # at the end of a contract, where it is signed
_NEAR = 4  # rows between a firm and the hand that signs for it
_BY = re.compile(r"(?:by|per|for and on behalf of|name|title|its)\s*[:_]|by\s*(?:/s/|$)|/s/")
_FIRM_SIGNS = re.compile(r"by\s*[:_]|by\s*/s/|by$|name ?:|per ?:")
_SLASHED = re.compile(r"/s/ ?(?P<name>.{3,60}?)(?:\s*\(seal\))?$", re.IGNORECASE)
_NAMED = re.compile(
    r"(?:(?:print(?:ed)? )?name(?: \(print(?:ed)?\))?|printed|typed name|employee(?: name)?|"
    r"executive|consultant|director|recipient|undersigned|nom|"
    r"name des mitarbeiters) ?: ?(?P<name>.+)$"
)
_DATED = re.compile(
    r"(?:^|\s)(?:date|dated|datum|date de signature|accepted|日期|签订日期)"
    r"(?: of signature| signed)?(?: ?[:：_]|$)|^dated? (?!as of)|\sdate (?=\d)"
)
_LABEL = re.compile(r"[A-Za-z ]{3,24}: ?")
_OFFICE = re.compile(
    r"(?:president|officer|director|chairman|secretary|treasurer|manager|counsel|chief|ceo|cfo|"
    r"coo|cto|partner|member|witness|attorney|head of|vice|title|vp)"
)


@dataclass(frozen=True, slots=True)
class Signed:
    """A name in the block of signatures: of a firm, or of a person who signs for none."""

    name: str
    spot: Spot
    is_firm: bool


def signers(rows: Sequence[Row]) -> list[Signed]:
    """Give who signs, top to bottom; each name once."""
    found: dict[str, Signed] = {}
    for one in (*_firms(rows), *_persons(rows)):
        found.setdefault(plain(one.name).replace(".", ""), one)
    return list(found.values())


def days_signed(rows: Sequence[Row], order: Order) -> list[tuple[FoundDate, Row]]:
    """Give the days that stand beside a "Date:" under a contract."""
    found: list[tuple[FoundDate, Row]] = []
    for row in rows[_first(rows) :]:
        folded = plain(row.text)
        cells = row.cells if len(folded) < 160 else ()
        if any(_DATED.search(folded[slice(*cell)]) for cell in cells):
            found += [(one, row) for one in days_in(folded, order) if one.value is not None]
    return found


def _first(rows: Sequence[Row]) -> int:
    return max(len(rows) - _MOST_ROWS, 0)


def _firms(rows: Sequence[Row]) -> Iterator[Signed]:
    """Find the firms that stand over a "By:"."""
    for index in range(_first(rows), len(rows)):
        row = rows[index]
        for start, end in row.cells:
            if _FIRM_SIGNS.match(plain(row.text[start:end])):
                above = _above(rows, index, Spot(row, start, end))
                if above is not None:
                    yield above


def _above(rows: Sequence[Row], index: int, by: Spot) -> Signed | None:
    """Give the firm in the rows above a "By:", in its column."""
    for row in reversed(rows[max(index - _NEAR, 0) : index]):
        if row.page != by.row.page:
            return None
        for start, end in row.cells[:6]:
            cell = Spot(row, start, end)
            near = overlap(cell.box, by.box) > 0.2 or len(row.cells) == len(by.row.cells) == 1
            name = _firm_in(cell) if near else None
            if name is not None:
                return name
    return None


def _firm_in(cell: Spot) -> Signed | None:
    label = _LABEL.match(cell.text)
    text = cell.text[label.end() if label else 0 :].strip(" :,")
    if _BY.search(plain(text)) or len(text) > 90 or not LEGAL_FORM.search(text):
        return None
    begins = cell.start + cell.text.index(text)
    name = name_at(cell.row.text, begins, cell.end)
    if name is None or name[1] < begins + 0.7 * len(text):
        return None
    return Signed(cell.row.text[slice(*name)], Spot(cell.row, *name), is_firm=True)


def _persons(rows: Sequence[Row]) -> Iterator[Signed]:
    """Find the persons who sign for themselves: no firm stands above, and no office beside."""
    for index in range(_first(rows), len(rows)):
        row = rows[index]
        for start, end in row.cells[:6]:
            signed = _SLASHED.match(row.text[start:end].strip())
            if signed and not _for_firm(rows, index, Spot(row, start, end)):
                yield _printed_below(rows, index, Spot(row, start, end), signed["name"])


def _for_firm(rows: Sequence[Row], index: int, hand: Spot) -> bool:
    """Tell whether a hand signs for a firm, or as a witness."""
    before = plain(hand.row.text[max(hand.start - 14, 0) : hand.start])
    if re.search(r"by\s*[:_]?\s*$|attest|witness", before):
        return True
    above, below = rows[max(index - 2, 0) : index], rows[index + 1 : index + 5]
    if _above(rows, index, hand) is not None:
        return True
    if any(re.match(r"witness|attest", plain(row.text)) and len(row.cells) < 2 for row in above):
        return True
    words = " ".join(plain(row.text) for row in below if row.page == hand.row.page)
    return len(hand.row.cells) == 1 and re.match(r"[^/]{0,60}\b(?:title|its) ?:", words) is not None


def _printed_below(rows: Sequence[Row], index: int, hand: Spot, scrawled: str) -> Signed:
    """Give the name as it is printed under a signature, else as it is signed."""
    last = plain(scrawled).replace(".", " ").split()[-1]
    for row in rows[index + 1 : index + 4]:
        for start, end in row.cells[:6]:
            text = row.text[start:end].strip(" :,_")
            named = _NAMED.match(plain(text))
            if named:
                text = text[named.start("name") :]
            if (
                last in plain(text)
                and is_name(text)
                and len(text) < 60
                and not _OFFICE.search(plain(text))
            ):
                begins = row.text.index(text, start)
                return Signed(text, Spot(row, begins, begins + len(text)), is_firm=False)
    begins = hand.start + hand.row.text[hand.start :].index(scrawled)
    return Signed(scrawled, Spot(hand.row, begins, begins + len(scrawled)), is_firm=False)
