"""The rows under a head: which of them is a line of goods, a sum, or text beside them."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from enum import Enum

from pipelines.document.fields.lines.frame import Frame
from pipelines.document.fields.lines.pieces import Piece
from pipelines.document.fields.lines.sums import beside_sums, is_part, names_tax, sums_in
from pipelines.document.page.layout import Row, Spot
from pipelines.document.page.printed import Printed
from pipelines.document.reckoning import added


class Kind(Enum):
    """What a row of a table is."""

    GOODS = "goods"
    SUM = "sum"
    BESIDE = "beside"
    PART = "part"
    TEXT = "text"
    STRANGE = "strange"


@dataclass(frozen=True, slots=True)
class Entry:
    """A row under a head, its numbers by the role of their column, and what describes it."""

    row: Row
    kind: Kind
    numbers: Mapping[str, Piece] = field(default_factory=dict)
    text: Spot | None = None


def entries(
    printed: Printed, frame: Frame, rows: Sequence[tuple[Row, tuple[Piece, ...]]]
) -> Iterator[Entry]:
    """Tell what each row is, as far as the table goes."""
    summed = False
    so_far, taxed = Decimal(0), False
    for row, pieces, numbers in _numbered(frame, rows):
        text = frame.text(pieces, numbers)
        kind = _kind(printed, frame, row, pieces, numbers, text)
        if summed and (taxed or not _is_after_sum(frame, kind, numbers)):
            if kind in (Kind.SUM, Kind.BESIDE, Kind.TEXT):
                yield Entry(row, kind, numbers, text)
                continue
            return
        if kind is Kind.GOODS and _adds_up(numbers, so_far):
            kind = Kind.SUM
        if kind is Kind.GOODS:
            so_far = added(so_far, _amount(numbers) or Decimal(0))
        taxed = taxed or (kind is Kind.SUM and names_tax(printed, row))
        summed = summed or kind is Kind.SUM
        yield Entry(row, kind, numbers, text)


def _adds_up(numbers: Mapping[str, Piece], so_far: Decimal) -> bool:
    """Tell a sum by what it comes to, whatever it is called."""
    counted = {"quantity", "price"} & set(numbers)
    return not counted and bool(so_far) and _amount(numbers) == so_far


def _amount(numbers: Mapping[str, Piece]) -> Decimal | None:
    piece = numbers.get("amount")
    return piece.value if piece is not None else None


def _numbered(
    frame: Frame, rows: Sequence[tuple[Row, tuple[Piece, ...]]]
) -> Iterator[tuple[Row, tuple[Piece, ...], dict[str, Piece]]]:
    """Give the numbers of each row; an amount that slipped a row down comes up to its line."""
    given: set[int] = set()
    for at, (row, pieces) in enumerate(rows):
        numbers = {} if at in given else frame.numbers(pieces)
        if at not in given and "amount" in frame.roles - set(numbers) and "price" in numbers:
            for below in range(at + 1, min(at + 3, len(rows))):
                slipped = frame.numbers(rows[below][1])
                if rows[below][0].page == row.page and set(slipped) == {"amount"}:
                    if frame.text(rows[below][1], slipped) is None:
                        numbers |= slipped
                        given.add(below)
                    break
        yield row, pieces, numbers


def _is_after_sum(frame: Frame, kind: Kind, numbers: Mapping[str, Piece]) -> bool:
    """Tell a line of goods of the next section from whatever follows the last sum."""
    counted = frame.roles & {"quantity", "price"}
    return kind is Kind.GOODS and bool(counted) and counted <= set(numbers)


def _kind(
    printed: Printed, frame: Frame, row: Row, pieces: Sequence[Piece],
    numbers: Mapping[str, Piece], text: Spot | None,
) -> Kind:  # fmt: skip
    amount = numbers.get("amount")
    full = amount is not None and bool({"quantity", "price"} & set(numbers)) and text is not None
    if any(one.is_number and not one.share for one in pieces) and sums_in(
        printed, row, pieces, full=full
    ):
        return Kind.SUM
    if amount is None or not frame.is_amount(amount):
        return _without_amount(frame, numbers, text)
    aside = not full and beside_sums(printed, row, pieces)
    if aside or is_part(row, pieces):
        return Kind.BESIDE if aside else Kind.PART
    if text is None and not {"quantity", "price"} & set(numbers):
        named = any(not one.is_number for one in pieces)
        return Kind.SUM if named else Kind.STRANGE  # its name stands where those of sums do
    return Kind.GOODS


def _without_amount(frame: Frame, numbers: Mapping[str, Piece], text: Spot | None) -> Kind:
    """Tell a line whose amount is not printed by its quantity and price."""
    unpaid = "amount" not in frame.roles and {"quantity", "price"} <= set(numbers)
    if unpaid and text is not None:
        return Kind.GOODS
    return Kind.TEXT
