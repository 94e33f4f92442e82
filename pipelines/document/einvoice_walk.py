"""Walking an XML tree by local names, and keeping each value with its path and its text."""

import re
from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from lxml import etree

# The type codes of UNTDID 1001 that are credit notes.
CREDIT_NOTES = frozenset({"81", "83", "261", "381", "396", "532"})

_AMOUNT = re.compile(r"[+-]?(?:[0-9]{1,30}(?:\.[0-9]{0,30})?|\.[0-9]{1,30})", re.ASCII)
_DAY = re.compile(r"([0-9]{4})-?([0-9]{2})-?([0-9]{2})(?:[T ].*|Z|[+-][0-9:]+)?", re.ASCII)
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


def in_currency(amounts: Iterator[etree._Element], currency: str | None) -> etree._Element | None:
    """Pick the amount in the invoice's currency: tax may be repeated in the seller's own."""
    found = list(amounts)
    for wanted in (currency, None):
        for amount in found:
            if amount.get("currencyID") == wanted:
                return amount
    return found[0] if found else None


def path_of(element: etree._Element) -> str:
    """Give the path from the root, by local names; a repeated element carries its number."""
    steps = []
    at: etree._Element | None = element
    while at is not None:
        parent = at.getparent()
        name = local_name(at)
        twins = [one for one in parent if one.tag == at.tag] if parent is not None else [at]
        steps.append(name if len(twins) == 1 else f"{name}[{twins.index(at) + 1}]")
        at = parent
    return "/" + "/".join(reversed(steps))


class Gathered:
    """The values found so far, each by its field with the path and the text of its element."""

    def __init__(self) -> None:
        self.paths: dict[str, str] = {}
        self.texts: dict[str, str] = {}
        self.invalid: dict[str, str] = {}

    def text(self, field: str, element: etree._Element | None) -> str | None:
        """Take the text of an element as it stands."""
        text = text_of(element)
        if element is not None and text is not None:
            self.paths[field] = path_of(element)
            self.texts[field] = text
        return text

    def amount(self, field: str, element: etree._Element | None) -> Decimal | None:
        """Take a number with the precision it is written in; what is no number stays out."""
        text = text_of(element)
        if text is None or not _AMOUNT.fullmatch(text):
            return None
        self.text(field, element)
        return Decimal(text)

    def day(self, field: str, element: etree._Element | None) -> date | None:
        """Take an ISO or yyyymmdd date; one that does not exist is kept in `invalid`."""
        text = text_of(element)
        if element is None or text is None or element.get("format") in _PERIOD_FORMATS:
            return None
        match = _DAY.fullmatch(text)
        try:
            found = date(*map(int, match.groups()[:3])) if match else None
        except ValueError:
            found = None
        self.text(field, element)
        if found is None:
            self.invalid[field] = text
        return found
