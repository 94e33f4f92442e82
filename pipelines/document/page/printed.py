"""Everything that stands on the pages, found once: rows, amounts, dates and labels."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Generic, TypeVar

from pipelines.document.decoded import Page
from pipelines.document.page.dates import FoundDate, Order, dates_in, day_order, home_order
from pipelines.document.page.labels import Label, labels_in
from pipelines.document.page.layout import Spot, rows_of
from pipelines.document.page.numbers import (
    Amount,
    Point,
    amounts_in,
    decimal_point,
    parts_by_blanks,
)

Value = TypeVar("Value")


@dataclass(frozen=True)
class Claim(Generic[Value]):
    """A value that the page seems to state for a field, where, and how surely (0 to about 10)."""

    value: Value
    spots: tuple[Spot, ...]
    weight: float


class Printed:
    """The rows of a document with what was found in each; lists run parallel to `rows`."""

    def __init__(self, pages: Sequence[Page]) -> None:
        self.rows = rows_of(pages)
        self._labels: dict[str, tuple[tuple[Label, ...], ...]] = {}

    @cached_property
    def folded(self) -> str:
        """All rows, folded, one a line."""
        return "\n".join(row.folded for row in self.rows)

    @cached_property
    def point(self) -> Point | None:
        """The sign before the decimals; None where nothing tells."""
        return decimal_point(row.text for row in self.rows)

    @cached_property
    def parts_by_blanks(self) -> bool:
        """Whether a blank may part the thousands of a number."""
        return parts_by_blanks(row.text for row in self.rows)

    @cached_property
    def order(self) -> Order | None:
        """Whether the day or the month comes first in 03/04/2026; None where nothing tells."""
        return day_order((row.folded for row in self.rows), home_order(self.folded))

    @cached_property
    def dates(self) -> tuple[tuple[FoundDate, ...], ...]:
        """The dates of each row."""
        return tuple(tuple(dates_in(row.folded, self.order or "dmy")) for row in self.rows)

    @cached_property
    def amounts(self) -> tuple[tuple[Amount, ...], ...]:
        """The numbers of each row that may be money; parts of dates are none."""
        return tuple(
            tuple(
                amount
                for amount in amounts_in(row.text, self.point, blanks=self.parts_by_blanks)
                if not any(one.start < amount.end and one.end > amount.start for one in dates)
            )
            for row, dates in zip(self.rows, self.dates, strict=True)
        )

    @cached_property
    def has_decimals(self) -> bool:
        """Whether any amount is written with the parts of its unit."""
        return any(one.decimals == 2 for row in self.amounts for one in row)

    @cached_property
    def in_whole_units(self) -> bool:
        """Whether the document counts in whole units of its money: none of it has decimals."""
        marked = any(one.mark for row in self.amounts for one in row)
        return marked and not self.has_decimals

    def is_money(self, amount: Amount) -> bool:
        """Tell money from other numbers, also where the document counts in whole units."""
        return amount.is_money or (self.in_whole_units and amount.decimals == 0)

    def labels(self, family: str) -> tuple[tuple[Label, ...], ...]:
        """Give the labels of one family in each row."""
        if family not in self._labels:
            self._labels[family] = tuple(
                tuple(labels_in(row.folded, family, scanned=row.source == "ocr"))
                for row in self.rows
            )
        return self._labels[family]

    def all_amounts(self) -> Iterator[tuple[int, Amount, Spot]]:
        """Give every amount with the index of its row."""
        for index, (row, amounts) in enumerate(zip(self.rows, self.amounts, strict=True)):
            for amount in amounts:
                yield index, amount, Spot(row, amount.start, amount.end)
