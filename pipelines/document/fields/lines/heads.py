"""The head of a table of goods: which row names its columns, and where each of them stands."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache

from pipelines.document.page.labels import Label, labels_in
from pipelines.document.page.layout import Row, Spot, fold
from pipelines.document.page.lexicon.families import LEXICON
from pipelines.document.page.marks import is_currency
from pipelines.document.page.printed import Printed

NUMERIC = frozenset(
    ("quantity", "price", "amount", "gross", "tax", "discount", "base", "position", "article")
)
_MONEY = frozenset(("price", "amount", "gross"))
_GOODS = frozenset(("description", "quantity", "price", "article", "position"))
_LEAST_LABELLED = 0.6  # share of the letters of a head that its names make up
_NEUTRAL = re.compile(r"[a-z]{3}(?![a-z])|[a-z]+")
_FILLERS = frozenset(("in", "en", "per", "excl", "incl", "inc", "ohne", "net", "netto", "ht", "of"))
_MOST_ROWS = 3  # of one head


@dataclass(frozen=True, slots=True)
class Head:
    """The name of a column, from `x0` to `x1` of the page; `sure` as in the lexicon."""

    role: str
    sure: float
    x0: float
    x1: float
    text: str = ""


@dataclass(frozen=True, slots=True)
class Block:
    """The rows `first` to `last` that name the columns; `goods`: those of a table of goods."""

    first: int
    last: int
    heads: tuple[Head, ...]
    goods: bool


def blocks(printed: Printed) -> list[Block]:
    """Give the heads of all tables, top to bottom."""
    found: list[Block] = []
    for row in printed.rows:
        if found and row.index <= found[-1].last:
            continue
        heads = _heads_in(printed, row)
        if not heads and _heads_sums(printed, row):
            found.append(Block(row.index, row.index, (), goods=False))
        elif heads:
            found.append(_block(printed, row, heads, found[-1].last if found else -1))
    return found


def _heads_sums(printed: Printed, row: Row) -> bool:
    """Tell the head of a table of taxes: it names the sum, its tax and no amount."""
    labels = [one for one in printed.labels("amounts")[row.index] if one.weight > 1]
    roles = {one.role for one in labels}
    named = sum(_letters(row.folded[one.start : one.end]) for one in labels)
    told = "tax" in roles and len(roles & {"tax", "subtotal", "net", "total"}) > 1
    return told and not printed.amounts[row.index] and 2 * named > _letters(row.folded)


def _heads_in(printed: Printed, row: Row) -> tuple[Head, ...]:
    """Give the columns that a row names; none where it says other things too."""
    if len(row.text) > 400 or any(one.is_money for one in printed.amounts[row.index]):
        return ()
    labels = _labels(row)
    roles = {label.role for label in labels}
    if len(roles) < 2 or not roles & (_MONEY | {"tax"}) or not _is_all_heads(row, labels):
        return ()
    return tuple(_heads(row, labels))


def _labels(row: Row) -> tuple[Label, ...]:
    labels = tuple(labels_in(row.folded, "columns"))
    return (*labels, *_glued(row, labels)) if row.source == "ocr" else labels


def _is_all_heads(row: Row, labels: Sequence[Label]) -> bool:
    named = sum(_letters(row.folded[one.start : one.end]) for one in labels)
    rest = _rest(row, labels)
    return named >= _LEAST_LABELLED * (named + rest) and ":" not in row.folded.rstrip(" :")


def _rest(row: Row, labels: Iterable[Label]) -> int:
    """Count the letters outside of the labels that are neither a currency nor a filler."""
    kept = list(row.folded)
    for one in labels:
        kept[one.start : one.end] = " " * (one.end - one.start)
    text = "".join(kept)
    words = [word for word in re.findall(r"\w+", text) if not word.isdigit()]
    return sum(len(word) for word in words if word not in _FILLERS and not is_currency(word))


def _letters(text: str) -> int:
    return sum(one.isalnum() for one in text)


def _heads(row: Row, labels: Iterable[Label]) -> Iterator[Head]:
    joined: list[Label] = []
    for one in sorted(labels, key=lambda label: label.start):
        last = joined[-1] if joined else None
        if last is not None and last.role == one.role and row.cell_at(last.start)[1] >= one.end:
            sure = max(last.weight, one.weight)  # "Details of service"
            joined[-1] = Label(one.role, sure, last.start, one.end)
        else:
            joined.append(one)
    for one in joined:
        box = Spot(row, one.start, one.end).box
        yield Head(one.role, one.weight, box.x0, box.x1, row.folded[one.start : one.end])


def _glued(row: Row, labels: Sequence[Label]) -> Iterator[Label]:
    """Find the heads that recognition ran together ("QtyUnit price"), or got a letter wrong in."""
    for start, end in row.cells:
        if any(one.start < end and start < one.end for one in labels):
            continue
        solid, at = "", []
        for position in range(start, end):
            if not row.folded[position].isspace():
                solid += row.folded[position]
                at.append(position)
        parts = _parted(solid) if len(solid) <= 40 else None
        for role, weight, first, last in parts or ():
            yield Label(role, weight, at[first], at[last - 1] + 1)


def _parted(solid: str) -> list[tuple[str, float, int, int]] | None:
    """Part a text into heads, the fewest that make it up; None where it is anything else."""
    best: list[list[tuple[str, float, int, int]] | None] = [[], *([None] * len(solid))]
    for end in range(1, len(solid) + 1):
        for start in range(max(0, end - 30), end):
            before, phrase = best[start], _phrases().get(solid[start:end])
            if before is None or phrase is None or end - start < 3:
                continue
            known = best[end]
            if known is None or len(before) + 1 < len(known):
                best[end] = [*before, (*phrase, start, end)]
    return best[-1]


@cache
def _phrases() -> dict[str, tuple[str, float]]:
    found: dict[str, tuple[str, float]] = {}
    for role, weights in LEXICON["columns"].items():
        for weight, phrases in weights.items():
            for phrase in phrases.split("|"):
                found.setdefault("".join(fold(phrase).split()), (role, weight))
    return found


def _block(printed: Printed, row: Row, heads: tuple[Head, ...], before: int) -> Block:
    """Join a head with the rows above and below it that name columns too."""
    first = last = row.index
    for index in range(row.index - 1, max(before, row.index - _MOST_ROWS), -1):
        joined = _joined(printed, printed.rows[index], printed.rows[first], heads, above=True)
        if joined is None:
            break
        heads, first = joined, index
    for index in range(row.index + 1, min(row.index + _MOST_ROWS, len(printed.rows))):
        joined = _joined(printed, printed.rows[index], printed.rows[last], heads, above=False)
        if joined is None:
            break
        heads, last = joined, index
    heads = _with_strays(printed, last + 1, heads) if row.source == "ocr" else heads
    return Block(first, last, heads, _are_goods(heads))


def _with_strays(printed: Printed, index: int, heads: tuple[Head, ...]) -> tuple[Head, ...]:
    """Take in the heads that a tilt of the page put into the row of the first line."""
    if index >= len(printed.rows):
        return heads
    row, strays = printed.rows[index], []
    for start, end in row.cells:
        told = _phrases().get("".join(row.folded[start:end].split()))
        spot = Spot(row, start, end)
        if told is not None and not any(_shared(one, spot) > 0 for one in heads):
            strays.append(Head(*told, spot.box.x0, spot.box.x1, spot.text))
    together = tuple(sorted((*heads, *strays), key=lambda one: one.x0))
    return together if len(strays) > 1 else heads


def _are_goods(heads: Sequence[Head]) -> bool:
    roles = {one.role for one in heads}
    counted = roles & {"quantity", "price"}
    return (
        bool(roles & _MONEY)
        and bool(roles & _GOODS)
        and ("description" in roles or len(counted) == 2 or (len(roles) >= 3 and bool(counted)))
    )


def _joined(
    printed: Printed, row: Row, beside: Row, heads: tuple[Head, ...], *, above: bool
) -> tuple[Head, ...] | None:
    """Give the heads with those of a second row; None for a row that is no part of the head."""
    height = beside.box.y1 - beside.box.y0
    far = abs((row.box.y0 + row.box.y1) - (beside.box.y0 + beside.box.y1)) / 2 > 2.2 * height
    if row.page != beside.page or far or printed.amounts[row.index] or printed.dates[row.index]:
        return None
    joined, fresh = list(heads), []
    for start, end in row.cells:
        spot = Spot(row, start, end)
        over = [at for at, one in enumerate(joined) if _shared(one, spot) > 0.3]
        told = _parted("".join(row.folded[start:end].split()))
        if not over and told is not None and len(told) == 1:
            fresh.append(Head(told[0][0], told[0][1], spot.box.x0, spot.box.x1, spot.text))
        elif len(over) == 1:
            merged = _merged(joined[over[0]], spot, above=above)
            if merged is None:
                return None
            joined[over[0]] = merged
        else:
            return None
    return tuple(sorted((*joined, *fresh), key=lambda one: one.x0))


def _shared(head: Head, spot: Spot) -> float:
    box = spot.box
    shared = min(head.x1, box.x1) - max(head.x0, box.x0)
    return shared / max(min(head.x1 - head.x0, box.x1 - box.x0), 1e-6)


def _merged(head: Head, spot: Spot, *, above: bool) -> Head | None:
    """Read two lines of one head as one; None where the second says something else."""
    text = fold(spot.text)
    whole = f"{text} {head.text}" if above else f"{head.text} {text}"
    x0, x1 = min(head.x0, spot.box.x0), max(head.x1, spot.box.x1)
    told = _phrases().get("".join(whole.split())) or _phrases().get("".join(text.split()))
    kept = replace(head, x0=x0, x1=x1, text=whole)
    if "".join(whole.split()) in _phrases():
        role, sure = _phrases()["".join(whole.split())]
        return replace(kept, role=role, sure=sure)
    words = re.findall(r"\w+", text)
    plain = all(word in _FILLERS or is_currency(word) for word in words)
    alike = {one.role for one in labels_in(text, "columns")} == {head.role}
    return kept if told is not None or plain or alike or _is_note(text) else None


def _is_note(text: str) -> bool:
    """Tell what only says more of a column: "(EUR)", "without VAT"."""
    return bool(
        re.fullmatch(
            r"\([^\d@]{2,20}\)|(?:ohne|excl\.?|incl\.?|inkl\.?|zzgl\.?|sin|hors).{0,12}", text
        )
    )
