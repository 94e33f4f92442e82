"""The number of an invoice or receipt."""

import re
from collections.abc import Iterator

from pipelines.document.page.dates import FoundDate
from pipelines.document.page.labels import Label
from pipelines.document.page.layout import Row, Spot, below
from pipelines.document.page.printed import Claim, Printed
from pipelines.document.page.titles import best_title, titles

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


_BARE = re.compile(
    r"(?:number|no|nr|nummer|numero|num|n|document|documento|dokument)(?![a-z])\s?[.:：°#]*|№\s?[.:]*|#"
)
# Another document than this one, which the number behind belongs to.
_EARLIER = re.compile(
    r"(?:original|previous|corrected|credited|against|\bzu|\bzur|urspr[a-z]*|vorherige|d'origine|"
    r"relatif a la|relative a la|precedente|anterior|rectificada|原)[ :.]*$"
)
_CREDITS = re.compile(r"credit|gutschrift|avoir|abono|rectificativa|kredit|korrekt|红字")
_CODE = re.compile(r"发票代码\s*[:：]?\s*(?P<code>\d{12}|\d{10})(?!\d)")
_UNDER = 5  # rows under a title in which a bare label can mean the document's number


def read_number(printed: Printed) -> Claim[str] | None:
    """Give the number that the best label points at; of equals, the first."""
    claims = [*_numbers(printed), *_under_titles(printed)]
    return max(claims, key=lambda one: one.weight, default=None)


def read_code(printed: Printed) -> Claim[str] | None:
    """Give the 发票代码 of an older Chinese invoice: ten or twelve digits."""
    for row in printed.rows:
        match = _CODE.search(row.folded)
        if match:
            return Claim(match["code"], (Spot(row, *match.span("code")),), 6.0)
    return None


def _numbers(printed: Printed) -> Iterator[Claim[str]]:
    title = best_title(printed)
    credited = title is not None and title.kind == "credit_note"
    for index, row in enumerate(printed.rows):
        labels = printed.labels("identifiers")[index]
        for at, label in enumerate(labels):
            if label.role != "invoice_number" or _is_end_of_word(label, row.folded):
                continue
            end = labels[at + 1].start if at + 1 < len(labels) else len(row.text)
            spot = _number_at(printed, row, label, end)
            loss = 0.0
            if spot is None and _ends_its_cell(label, row.folded, row.cell_at(label.start)):
                spot = _number_below(printed, row, label)
                loss = 1.0
            loss += 2.0 * bool(_EARLIER.search(row.folded[max(label.start - 25, 0) : label.start]))
            loss -= 1.0 * (
                credited and _CREDITS.search(row.folded, label.start, label.end) is not None
            )
            if spot is not None:
                yield Claim(spot.text, (spot,), label.weight - loss - 0.01 * min(index, 60))


def _under_titles(printed: Printed) -> Iterator[Claim[str]]:
    """Give the numbers behind "No." or "Number:" close under the title of the document."""
    own = (one for one in titles(printed) if one.kind not in ("other", "contract") and one.alone)
    title = next(own, None)
    if title is None:
        return
    for row in printed.rows[title.row : title.row + 1 + _UNDER]:
        for at, (start, end) in enumerate(row.cells):
            label = _BARE.match(row.folded, start, end)
            if label is None:
                continue
            alone = not row.text[label.end() : end].strip()
            where = row.cells[at + 1] if alone and row.cells[at + 1 :] else (label.end(), end)
            spot = _whole_number(printed, Spot(row, *where), least=2)
            if spot is not None:
                yield Claim(spot.text, (spot,), 2.9 - 0.01 * row.index)


def _is_end_of_word(label: Label, folded: str) -> bool:
    """Tell a label like 编号 that another word says more of, as in 客户编号."""
    before = folded[label.start - 1 : label.start]
    return label.weight <= 3 and "\u4e00" <= before <= "\u9fff"


def _number_at(printed: Printed, row: Row, label: Label, end: int) -> Spot | None:
    bridge = _BRIDGE.match(row.folded, label.end)
    start = bridge.end() if bridge else label.end
    match = _NUMBER.match(row.folded, start, max(end, start))
    if match is None:
        return None
    dates = printed.dates[row.index]
    if any(one.start <= start and match.end() <= one.end for one in dates):
        return None
    spot = Spot(row, start, _before_dates(row.folded, dates, start, match.end()))
    vague = label.weight <= 3
    money = any(
        (one.decimals == 2 or (vague and one.is_money))
        and one.start < spot.end
        and spot.start < one.end
        for one in printed.amounts[row.index]
    )  # as 1.318 is a part of 1.318,90 EUR
    return spot if _is_number(spot.text, 4 if vague else 2) and not money else None


def _before_dates(text: str, dates: tuple[FoundDate, ...], start: int, end: int) -> int:
    """Cut a number where a date is glued to it, as in 4711vom05.03.2026."""
    stop = min((one.start for one in dates if start < one.start < end), default=end)
    glued = _GLUED.search(text[start:stop])
    return start + glued.start() if glued else end


def _is_number(text: str, least: int) -> bool:
    """Tell a number: it has a digit, is no amount, and at least so many letters and digits."""
    solid = sum(one.isalnum() for one in text)
    series = text.rpartition(" ")[0]  # "CR 1803/0064" is one number, "over 120" is none
    if not series.isupper() and series:
        return False
    if not any(one.isdigit() for one in text) or _NO_NUMBER.fullmatch(text):
        return False
    return solid >= least


def _ends_its_cell(label: Label, folded: str, cell: tuple[int, int]) -> bool:
    return not folded[label.end : cell[1]].strip(" :：.#°*")


def _number_below(printed: Printed, row: Row, label: Label) -> Spot | None:
    """Take a cell under the label that is a number and nothing else.

    A label of its own in between, or another cell under a vague label, ends the search.
    """
    vague, cell = label.weight <= 3, row.cell_at(label.start)
    whole = vague or _is_made_of_labels(printed, row, cell)
    head = Spot(row, *(cell if whole else (label.start, label.end)))
    for under in below(printed.rows, head):
        labels = printed.labels("identifiers")[under.row.index]
        number = _whole_number(printed, under)
        if number is not None or vague or any(one.start == under.start for one in labels):
            return number
    return None


def _is_made_of_labels(printed: Printed, row: Row, cell: tuple[int, int]) -> bool:
    """Tell the head of a column in two languages, as "N. fattura / Invoice no."."""
    start, rest = cell[0], ""
    for label in printed.labels("identifiers")[row.index]:
        if cell[0] <= label.start and label.end <= cell[1]:
            rest, start = rest + row.folded[start : label.start], label.end
    return not (rest + row.folded[start : cell[1]]).strip(" /|-–:()")


def _whole_number(printed: Printed, cell: Spot, least: int = 4) -> Spot | None:
    start = cell.start + len(cell.text) - len(cell.text.lstrip(" #:"))
    match = _NUMBER.match(cell.row.folded, start, cell.end)
    if match is None or cell.row.text[match.end() : cell.end].strip():
        return None
    dated = any(one.start <= start < one.end for one in printed.dates[cell.row.index])
    spot = Spot(cell.row, start, match.end())
    return spot if not dated and _is_number(spot.text, least) else None
