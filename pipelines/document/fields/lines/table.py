"""What a table of goods says: its lines, each value with its place, and how surely it was read."""

from dataclasses import dataclass
from decimal import Decimal

from pipelines.document.model import LineItem, LineTerms
from pipelines.document.page.layout import Spot
from pipelines.document.reckoning import added


@dataclass(frozen=True, slots=True)
class Line:
    """One line of goods; `spots` tells by the name of a value where it is printed.

    `terms` tells what stands between its price and its amount, where the table has columns for it.
    """

    item: LineItem
    spots: dict[str, tuple[Spot, ...]]
    terms: LineTerms | None = None


@dataclass(frozen=True, slots=True)
class Table:
    """The lines of goods of a document, in the order printed.

    `whole` says that the table was understood from its head to its sums: every row with an amount
    is a line or a sum. Whether the lines add up is no part of that. `priced` says that quantity and
    price make an amount, with the terms of its line; `sums` are the amounts
    that stand right under the lines.
    """

    lines: tuple[Line, ...] = ()
    whole: bool = True
    priced: bool = True
    sums: tuple[Decimal, ...] = ()

    @property
    def items(self) -> tuple[LineItem, ...]:
        """The lines as an invoice has them."""
        return tuple(line.item for line in self.lines)

    @property
    def terms(self) -> dict[int, LineTerms]:
        """The terms of the lines that have any, by the index of the line."""
        return {at: line.terms for at, line in enumerate(self.lines) if line.terms is not None}


NO_TABLE = Table()


def total_of(table: Table) -> Decimal | None:
    """Give what the lines come to; None where one states no amount."""
    totals = [line.item.total for line in table.lines]
    known = [total for total in totals if total is not None]
    return added(*known) if known and len(known) == len(totals) else None


def can_be_held(table: Table, *claimed: Decimal | None) -> bool:
    """Tell whether the lines can be held against the sums that were read.

    Lines that come to a sum printed under them are right: when they are to come to none of the
    `claimed`, something stands between them that was not read.
    """
    total = total_of(table)
    return table.whole and (total not in table.sums or total in claimed)
