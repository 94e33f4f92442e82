"""Several documents in one file: the pages of each, where they can be told apart."""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from rapidfuzz import fuzz

from pipelines.document.classify import classify
from pipelines.document.decoded import Page
from pipelines.document.fields.amounts import read_amounts
from pipelines.document.fields.days import read_date
from pipelines.document.fields.identifiers import read_number
from pipelines.document.fields.parties import read_parties
from pipelines.document.model import Kind, Stretch
from pipelines.document.page.layout import fold
from pipelines.document.page.printed import Printed
from pipelines.document.page.titles import titles

PAID: frozenset[Kind] = frozenset({"invoice", "receipt"})
_LABELLED = 4.5  # weight of a number whose label means nothing else
_TOTAL = 3.0  # of a total that has a label
_DATED = 2.0  # and of a day that has one
_ENOUGH = 2  # of title, number, day and total, for a page that begins a document
_UNLIKE = 70.0  # similarity below which two names are of two sellers
_SURE = 4.0  # weight of a label that seldom means anything else
_FIGURES = re.compile(r"\D{0,24}(?P<said>\d[\w.,/-]*)")
_COUNTED = re.compile(
    r"(?:page|seite|blatt|pagina|pag\.?|p\.|blad|sheet|sida|side|strona|第)\s{0,3}"
    r"(?:no\.?|nr\.?|n°|[:：])?\s{0,3}(?P<page>\d{1,3})\s{0,3}[页頁]?\s{0,3}"
    r"(?:/|[,，/]?\s{0,3}(?:of|von|de|di|da|van|sur|av|af|z|共))\s{0,3}共?\s{0,3}\d{1,3}"
)
_MISREAD = str.maketrans("oilsbz", "011582")  # what recognised text takes for a figure


@dataclass(frozen=True, slots=True)
class _Head:
    """What a page says of the document that it begins; `said` are its total and its day."""

    number: str | None
    vendor: str | None
    said: tuple[object, object]


@dataclass(slots=True)
class _Run:
    """Pages that follow on each other in one document."""

    head: _Head | None
    pages: list[Page] = field(default_factory=list)


def parts_of(pages: Sequence[Page]) -> tuple[Stretch, ...]:
    """Give the pages of each document in a file; nothing where it holds one.

    A page begins a document when two of title, number, day and total stand on it, and the number,
    the seller or what it says is not that of the document before. What follows belongs to it:
    further pages, terms, delivery notes.
    """
    if sum(1 for page in pages if page.words) < 2:
        return ()
    runs = list(_payable(_runs(pages)))
    return tuple((run[0].number, run[-1].number) for run in runs) if len(runs) > 1 else ()


def crowd_in(printed: Printed) -> int:
    """Count the documents that stand beside or below each other on one page; 1 for a usual page.

    They have the same form: the labels of the number and of the total stand there again, with
    other values behind them.
    """
    numbers, totals = (
        _again(_labelled(printed, family, roles))
        for family, roles in (("identifiers", {"invoice_number"}), ("amounts", {"total", "due"}))
    )
    return max((min(numbers[page], totals[page]) for page in numbers), default=1)


def _runs(pages: Sequence[Page]) -> list[_Run]:
    runs: list[_Run] = []
    for page in pages:
        head = _head_of(page) if page.words else None
        if not runs or (head is not None and _is_another(head, runs[-1].head)):
            runs.append(_Run(head))
        elif runs[-1].head is None:
            runs[-1].head = head
        runs[-1].pages.append(page)
    return runs


def _payable(runs: Sequence[_Run]) -> Iterator[list[Page]]:
    """Join a run that is no invoice or receipt of its own to the one before, or the one after."""
    waiting: list[Page] = []
    kept: list[list[Page]] = []
    for run in runs:
        if _is_paid(run.pages):
            kept.append([*waiting, *run.pages])
            waiting = []
        elif kept:
            kept[-1] += run.pages
        else:
            waiting += run.pages
    yield from kept


def _is_paid(pages: Sequence[Page]) -> bool:
    printed = Printed(pages)
    total = read_amounts(printed).get("total")
    return classify(printed) in PAID and total is not None and total.weight >= _TOTAL


def _head_of(page: Page) -> _Head | None:
    """Give what a page says of the document that it begins; None for one that goes on."""
    printed = Printed((page,))
    counted = _COUNTED.search(printed.folded)
    if counted and int(counted["page"]) > 1:
        return None
    named = next((one.kind for one in titles(printed)), None)
    if named == "other":
        return None
    number = read_number(printed)
    own = number.value if number is not None and number.weight >= _LABELLED else None
    day, total = read_date(printed, number), read_amounts(printed).get("total")
    dated = day is not None and day.weight >= _DATED
    summed = total is not None and total.weight >= _TOTAL
    if (named is not None) + (own is not None) + dated + summed < _ENOUGH:
        return None
    vendor = read_parties(printed).vendor
    return _Head(
        own,
        _spelled(vendor.value) if vendor else None,
        (total and total.value, day and day.value),
    )


def _figures(number: str | None) -> str:
    return _spelled(number or "").translate(_MISREAD)


def _spelled(name: str) -> str:
    return "".join(one for one in fold(name) if one.isalnum())


def _is_another(head: _Head, before: _Head | None) -> bool:
    """Tell by the number; where one has none, by the seller, and of one seller by sum and day."""
    if before is None or (head.number and before.number):
        return before is None or _figures(head.number) != _figures(before.number)
    if head.vendor and before.vendor and fuzz.ratio(head.vendor, before.vendor) < _UNLIKE:
        return True
    return None not in (*head.said, *before.said) and head.said != before.said


def _labelled(printed: Printed, family: str, roles: set[str]) -> Iterator[tuple[int, str, str]]:
    """Give each sure label of some roles with its page, and what stands behind it."""
    for row, labels in zip(printed.rows, printed.labels(family), strict=True):
        for label in labels:
            said = _FIGURES.match(row.folded, label.end) if label.weight >= _SURE else None
            if said and label.role in roles:
                yield row.page, row.folded[label.start : label.end], said["said"]


def _again(said: Iterator[tuple[int, str, str]]) -> Mapping[int, int]:
    """Count on each page the values behind the label that has the most of them."""
    values = defaultdict[tuple[int, str], set[str]](set)
    for page, label, value in said:
        values[page, label].add(value)
    counts = defaultdict[int, int](lambda: 1)
    for (page, _), found in values.items():
        counts[page] = max(counts[page], len(found))
    return counts
