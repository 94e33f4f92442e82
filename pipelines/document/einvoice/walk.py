"""Walking an XML tree by local names, and keeping each value with its path and its text."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import suppress
from datetime import date
from decimal import Decimal

from lxml import etree

from pipelines.document.currencies import exists
from pipelines.document.decoded import Structured
from pipelines.document.model import MOST_PLACED_LINES, Invoice, LineTerms
from pipelines.document.page.dates import dates_in
from pipelines.document.page.layout import fold
from pipelines.document.reckoning import added
from pipelines.document.values import sane

# The type codes of UNTDID 1001 that EN 16931 has as credit notes, and the two that French
# invoicing adds: 502 (self-billed and factored) and 503 (of a prepayment).
CREDIT_NOTES = frozenset((
    "81", "83", "261", "262", "296", "308", "381", "396", "420", "458", "502", "503", "532",
))  # fmt: skip

_AMOUNT = re.compile(r"[+-]?(?:[0-9]{1,30}(?:\.[0-9]{0,30})?|\.[0-9]{1,30})", re.ASCII)
_DAYS = tuple(
    re.compile(pattern + r"(?:[T ].*|Z|[+-][0-9]{2}:[0-9]{2})?", re.ASCII)
    for pattern in (
        r"(?P<y>[0-9]{4})-?(?P<m>[0-9]{2})-?(?P<d>[0-9]{2})",
        r"(?P<y>[0-9]{4})(?P<m>[0-9]{2})(?P<d>[0-9]{2})[0-9]{4}(?:[0-9]{2})?",  # 203 and 204
        r"(?P<y>[0-9]{4})[-/.](?P<m>[0-9]{1,2})[-/.](?P<d>[0-9]{1,2})",
        r"(?P<d>[0-9]{1,2})\.(?P<m>[0-9]{1,2})\.(?P<y>[0-9]{4})",
    )
)
_EITHER_FIRST = re.compile(r"([0-9]{1,2})[-/]([0-9]{1,2})[-/]([0-9]{4})", re.ASCII)
_PERIOD_FORMATS = {"610", "616"}  # a month or a week is no date


def local_name(element: etree._Element) -> str:
    """Give the name of an element without its namespace."""
    return element.tag.rpartition("}")[2]


def every(element: etree._Element | None, *steps: str) -> Iterator[etree._Element]:
    """Give the descendants at a path of local names, in document order.

    A step may name alternatives: "A|B".
    """
    if element is None:
        return
    if not steps:
        yield element
        return
    names = steps[0].split("|")
    for child in element:
        if local_name(child) in names:
            yield from every(child, *steps[1:])


def first(element: etree._Element | None, *steps: str) -> etree._Element | None:
    """Give the first descendant at a path, or None."""
    return next(every(element, *steps), None)


def text_of(element: etree._Element | None) -> str | None:
    """Give the text of an element, white space folded; None when there is none."""
    return (" ".join((element.text or "").split()) or None) if element is not None else None


def number_of(element: etree._Element | None) -> Decimal | None:
    """Give the number in an element with the precision it is written in.

    None where it is none, or has more digits than are kept of an amount.
    """
    text = text_of(element)
    return sane(Decimal(text)) if text is not None and _AMOUNT.fullmatch(text) else None


def place(line: int, value: str) -> str | None:
    """Name a value of a line of goods by its field; None for one whose place nobody looks at."""
    return f"line_items.{line}.{value}" if line < MOST_PLACED_LINES else None


def currency_in(amount: etree._Element) -> str | None:
    """Give the currency that an amount names itself."""
    return amount.get("currencyID", "").strip().upper() or None


def in_currency(amounts: Iterable[etree._Element], currency: str | None) -> list[etree._Element]:
    """Keep the amounts in the invoice's currency: tax may be repeated in the seller's own.

    Without any, those that name no currency are meant, and then those in the first one's.
    """
    found = list(amounts)
    for wanted in (currency, None, *map(currency_in, found[:1])):
        chosen = [amount for amount in found if currency_in(amount) == wanted]
        if chosen:
            return chosen
    return []


def calendar_day(text: str) -> tuple[date | None, bool]:
    """Read what should be a date by itself; the second says that it is one that never was.

    What has two readings (03/04/2026), or none, is no date; that does not make it impossible.
    """
    for pattern in _DAYS:
        if match := pattern.fullmatch(text):
            return _one_of((int(match["y"]), int(match["m"]), int(match["d"])))
    if match := _EITHER_FIRST.fullmatch(text):
        one, two, year = map(int, match.groups())
        return _one_of((year, one, two), (year, two, one))
    if any(letter.isalpha() for letter in text):  # 4 March 2026
        written = [one for one in dates_in(fold(text[:40]), "dmy") if one.start == 0]
        if len(written) == 1 and written[0].end == len(text):
            return written[0].value, written[0].value is None
    return None, False


def _one_of(*readings: tuple[int, int, int]) -> tuple[date | None, bool]:
    days: set[date] = set()
    for reading in readings:
        with suppress(ValueError):
            days.add(date(*reading))
    return (min(days) if len(days) == 1 else None), not days


class Gathered:
    """The values found so far, each by its field with the path and the text of its element.

    Without a field a value is read, and where it stands is not kept.
    """

    def __init__(self) -> None:
        self.paths: dict[str, str] = {}
        self.texts: dict[str, str] = {}
        self.invalid: dict[str, str] = {}
        self.foreign: dict[str, str] = {}
        self.terms: dict[int, LineTerms] = {}
        self._steps: dict[etree._Element, dict[etree._Element, str]] = {}

    def text(self, field: str | None, element: etree._Element | None) -> str | None:
        """Take the text of an element as it stands."""
        text = text_of(element)
        if field is not None and element is not None and text is not None:
            self.paths[field] = self._path_of(element)
            self.texts[field] = text
        return text

    def currency(self, element: etree._Element | None) -> str | None:
        """Take the invoice's currency; a code that there is, however its letters are written."""
        code = self.text("currency", element)
        return code.upper() if code is not None and exists(code.upper()) else code

    def amount(self, field: str | None, element: etree._Element | None) -> Decimal | None:
        """Take a number; what is no number stays out."""
        value = number_of(element)
        if value is not None:
            self.text(field, element)
        return value

    def money(
        self, field: str, amounts: Iterable[etree._Element], currency: str | None
    ) -> Decimal | None:
        """Take the amount in the invoice's currency; another currency is noted in `foreign`."""
        found = in_currency(amounts, currency)[:1]
        self.mark_foreign(field, found, currency)
        return self.amount(field, *found) if found else None

    def sum(
        self, field: str, amounts: Iterable[etree._Element], currency: str | None
    ) -> Decimal | None:
        """Take the sum of the amounts in the invoice's currency; None where one is no number."""
        found = in_currency(amounts, currency)
        values = [number_of(one) for one in found]
        known = [value for value in values if value is not None]
        if not found or len(known) < len(found):
            return None
        self.mark_foreign(field, found, currency)
        self.text(field, found[0])
        self.texts[field] = " + ".join(map(str, known))
        return added(*known)

    def total_paid(
        self, due: etree._Element | None, paid: Decimal | None, rounding: Decimal | None
    ) -> Decimal | None:
        """Make the total of what is left to pay, what was paid before and what was rounded."""
        value = self.amount("total", due)
        if value is None or not (paid or rounding):
            return value
        parts = [value, *([paid] if paid else []), *([rounding.copy_negate()] if rounding else [])]
        self.texts["total"] = " + ".join(map(str, parts))
        return added(*parts)

    def mark_foreign(
        self, field: str, amounts: Iterable[etree._Element], currency: str | None
    ) -> None:
        """Note the first of these amounts that names another currency than the invoice's."""
        named = (currency_in(amount) for amount in amounts)
        foreign = next((one for one in named if one and one != currency), None)
        if currency is not None and foreign is not None:
            self.foreign.setdefault(field, foreign)

    def day(self, field: str, element: etree._Element | None) -> date | None:
        """Take a date; one that does not exist is kept in `invalid`."""
        text = text_of(element)
        if element is None or text is None or element.get("format") in _PERIOD_FORMATS:
            return None
        found, impossible = calendar_day(text)
        if found or impossible:
            self.text(field, element)
        if impossible:
            self.invalid[field] = text
        return found

    def priced(self, line: int, terms: LineTerms | None) -> None:
        """Note what a line says of its price."""
        if terms is not None:
            self.terms[line] = terms

    def structured(self, invoice: Invoice) -> Structured:
        """Give the invoice with all that was gathered beside it."""
        return Structured(invoice, self.paths, self.texts, self.invalid, self.foreign, self.terms)

    def _path_of(self, element: etree._Element) -> str:
        """Give the path from the root, by local names; a repeated element carries its number."""
        steps: list[str] = []
        at = element
        while (parent := at.getparent()) is not None:
            steps.append(self._steps_below(parent)[at])
            at = parent
        return "/" + "/".join(reversed([*steps, local_name(at)]))

    def _steps_below(self, parent: etree._Element) -> dict[etree._Element, str]:
        """Name all children of an element at once: each by itself would look at all the others."""
        if parent not in self._steps:
            twins = Counter(child.tag for child in parent)
            seen: Counter[str] = Counter()
            steps = self._steps[parent] = {}
            for child in parent:
                seen[child.tag] += 1
                number = f"[{seen[child.tag]}]" if twins[child.tag] > 1 else ""
                steps[child] = local_name(child) + number
        return self._steps[parent]
