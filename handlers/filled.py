"""What a person wrote in a form about a document: taken value by value, or told what is wrong."""

from collections import ChainMap
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from functools import partial
from typing import TypeAlias

from handlers.chat import Errors, Language
from handlers.texts.catalogue import texts
from pipelines.document.model import LINES, Invoice, LineItem
from pipelines.document.typed import Mistyped, amount_of, currency_of, day_of, tidied, words_of

Read: TypeAlias = Callable[[str], object]
Cell: TypeAlias = str | Decimal  # a number, in a column of amounts, needs no reading
Row: TypeAlias = tuple[str, ...]
_Known: TypeAlias = dict[str, dict[str, object]]

_MOST_LOOKED_AT = 10_000  # characters; no value is as long
_LANGUAGES: tuple[Language, ...] = ("en", "zh")


def yes_or_no(text: str) -> bool:
    """Read yes or no, in whichever language: a form may be answered in another than it asks in."""
    for language in _LANGUAGES:
        if text.casefold() in (said := texts(language).review.yes_or_no):
            return text.casefold() == said[0]
    raise Mistyped("choice")


_NAME = partial(words_of, most=300)
_SIGN = partial(words_of, most=100)
FIELDS: Mapping[str, Read] = {
    "vendor": _NAME,
    "invoice_number": _SIGN,
    "issue_date": day_of,
    "due_date": day_of,
    "currency": currency_of,
    "subtotal": amount_of,
    "tax": amount_of,
    "total": amount_of,
    "credit_note": yes_or_no,
    "buyer": _NAME,
    "vendor_tax_id": _SIGN,
    "iban": _SIGN,
    "buyer_tax_id": _SIGN,
    "invoice_code": _SIGN,
}
COLUMNS: Mapping[str, Read] = {
    "description": partial(words_of, most=500),
    "qty": amount_of,
    "unit_price": amount_of,
    "total": amount_of,
}


class Filled:
    """What a person wrote, value by value, and what is wrong with it."""

    def __init__(self, before: Invoice, language: Language) -> None:
        self._before = before
        self._language: Language = language
        self._changed: dict[str, object] = {}
        self._errors: dict[str, str] = {}

    def take(self, values: Mapping[str, str]) -> None:
        """Take fields; one that is not given stays."""
        for name in (one for one in FIELDS if one in values):
            was = getattr(self._before, name)
            known = {_folded(written(was, self._language)): was}
            value = self._value(name, values[name], FIELDS[name], known)
            if name not in self._errors and value != was:
                self._changed[name] = value

    def take_lines(
        self, rows: Sequence[Sequence[Cell]], most: int, first: int | None = None
    ) -> None:
        """Take up to `most` rows that stand for as many lines, or the `first`; empty say nothing.

        The lines behind those stay as they are.
        """
        lines = self._before.line_items
        first = most if first is None else min(first, most)
        shown = rows_of(lines[:first], self._language)
        said = {at: row for at, row in enumerate(map(fitted, rows)) if _says(row)}
        if list(said.values()) == [row for row in map(fitted, shown) if _says(row)]:
            return
        if len(said) > most:
            self.refuse(LINES, "rows", limit=str(most))
            return
        there, anywhere = [*_known(shown, lines)], _anywhere(shown, lines)
        nothing: _Known = {column: {} for column in COLUMNS}
        items = tuple(
            self._line(at, row, there[at] if at < len(there) else nothing, anywhere)
            for at, row in said.items()
        )
        if (*items, *lines[first:]) != lines:
            self._changed[LINES] = (*items, *lines[first:])

    def refuse(self, name: str, mistake: str, **facts: str) -> None:
        """Say at an input what is wrong with it."""
        said = texts(self._language).review
        yes, no = said.yes_or_no
        self._errors[name] = said.mistakes[mistake].format_map({**facts, "yes": yes, "no": no})

    def invoice(self, first: str = "") -> Invoice | Errors:
        """Give what came of it; `first` names the input at which it is said that nothing did.

        Without it, that is said of no input in particular.
        """
        if self._errors:
            return Errors(self._errors)
        if not self._changed:
            unchanged = texts(self._language).review.unchanged
            return Errors({first: unchanged})
        return Invoice.model_validate({**dict(self._before), **self._changed})

    def _line(self, at: int, row: Sequence[Cell], there: _Known, anywhere: _Known) -> LineItem:
        """Read a row; what the form shows in it comes before what it shows in others.

        Several values may be shown as one text, as white space is folded.
        """
        values = {
            column: self._value(
                f"{LINES}.{at}.{column}", cell, read, ChainMap(there[column], anywhere[column])
            )
            for (column, read), cell in zip(COLUMNS.items(), row, strict=True)
        }
        return LineItem.model_validate(values)

    def _value(self, name: str, cell: Cell, read: Read, known: Mapping[str, object]) -> object:
        """Read a text; one that the form itself wrote means what it was written for."""
        if isinstance(cell, Decimal):
            return self._taken(name, partial(amount_of, cell))
        text = _folded(cell)
        if text in known:
            return known[text]
        if not text and read is not yes_or_no:
            return None
        return self._taken(name, partial(read, text))

    def _taken(self, name: str, read: Callable[[], object]) -> object:
        try:
            return read()
        except Mistyped as mistyped:
            self.refuse(name, mistyped.mistake, **mistyped.facts)
            return None


def written(value: object, language: Language) -> str:
    """Write a value so that it can be read back: 1234.56, 2026-11-22, yes."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return texts(language).review.yes_or_no[0 if value else 1]
    if isinstance(value, Decimal):
        return f"{value:f}"
    return value.isoformat() if isinstance(value, date) else str(value)


def rows_of(items: Iterable[LineItem], language: Language) -> tuple[Row, ...]:
    """Write lines of goods as rows of a table."""
    return tuple(
        tuple(written(getattr(item, column), language) for column in COLUMNS) for item in items
    )


def _known(shown: Sequence[Row], lines: Sequence[LineItem]) -> Iterator[_Known]:
    """Give row by row and by column what the text stands for that the form shows."""
    for row, line in zip(shown, lines, strict=False):
        yield {
            column: {_folded(text): getattr(line, column)}
            for column, text in zip(COLUMNS, row, strict=True)
        }


def _anywhere(shown: Sequence[Row], lines: Sequence[LineItem]) -> _Known:
    """Give by column what each text stands for, whichever row shows it first."""
    known: _Known = {column: {"": None} for column in COLUMNS}
    for row in _known(shown, lines):
        for column, told in row.items():
            for text, value in told.items():
                known[column].setdefault(text, value)
    return known


def fitted(row: Sequence[Cell]) -> tuple[Cell, ...]:
    """Give a row with a cell for each column, white space folded; an amount may be a number."""
    cells: list[Cell] = [
        cell if isinstance(cell, Decimal) and read is amount_of else _folded(str(cell))
        for cell, read in zip(row, COLUMNS.values(), strict=False)
    ]
    return (*cells, *[""] * (len(COLUMNS) - len(cells)))


def _says(row: Sequence[Cell]) -> bool:
    return any(cell != "" for cell in row)


def _folded(text: str) -> str:
    return tidied(text[:_MOST_LOOKED_AT])
