"""What people changed of a document, for people: what it says now, and what it was read as."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from handlers.chat import Language, Text
from handlers.texts.catalogue import texts
from handlers.texts.model import Texts
from handlers.texts.written import counted, plain, quantity
from pipelines.document.model import LINES, Invoice, LineItem, Original, Reading, Value

EDITS_SHOWN = 20
QUOTE_SHOWN = 300

_AS_IT_IS = frozenset({"currency"})


def edits(reading: Reading, language: Language) -> Iterator[Text]:
    """Say of each changed value what it was read as, and which lines came, went and moved."""
    phrases = texts(language)
    said = [] if reading.original is None else list(_said(reading, reading.original, phrases))
    yield from map(Text, said[:EDITS_SHOWN])
    hidden = len(said) - EDITS_SHOWN
    if hidden > 0:
        yield Text(counted(hidden, phrases.review.more_changes))


def _said(reading: Reading, original: Original, phrases: Texts) -> Iterator[str]:
    invoice = reading.invoice or Invoice()
    names = {"credit_note": phrases.credit_note, **phrases.fields}
    columns = dict(zip(LineItem.model_fields, phrases.line_columns, strict=True))
    for path, was in reading.edited.items():
        field, _, cell = path.partition(".")
        number, _, column = cell.partition(".")
        if field != LINES:
            yield _changed((field, names[field]), getattr(invoice, field), was, phrases)
        elif not cell:
            yield from _table(invoice.line_items, original, phrases)
        elif original.lines[int(number)] is not None:
            name = phrases.review.cell.format(
                line=_line(int(number), phrases), column=columns[column]
            )
            now = getattr(invoice.line_items[int(number)], column)
            yield _changed((column, name), now, was, phrases)


def _changed(named: tuple[str, str], now: Value, was: Value, phrases: Texts) -> str:
    field, name = named
    phrase = phrases.review.changed
    if was is None:
        phrase = phrases.review.written_in
    elif now is None:
        phrase = phrases.review.taken_out
    return phrase.format(
        field=name, now=_written(field, now, phrases), was=_written(field, was, phrases)
    )


def _table(items: tuple[LineItem, ...], original: Original, phrases: Texts) -> Iterator[str]:
    """Say which lines were taken out and added, and whether the others changed places."""
    stayed = [origin for origin in original.lines if origin is not None]
    for number, item in enumerate(original.invoice.line_items):
        values = _values(item, phrases)
        if number not in stayed and values:
            line = _line(number, phrases)
            yield phrases.review.line_taken_out.format(line=line, values=values)
    for number, item in enumerate(items):
        values = _values(item, phrases)
        if original.lines[number] is None and values:
            line = _line(number, phrases)
            yield phrases.review.line_added.format(line=line, values=values)
    if stayed != sorted(stayed):
        yield phrases.review.lines_moved


def _line(number: int, phrases: Texts) -> str:
    return phrases.picture.line.format(number=number + 1)


def _values(item: LineItem, phrases: Texts) -> str:
    said = {name: value for name, value in item if value is not None}
    return " · ".join(_written(name, value, phrases) for name, value in said.items())


def _written(field: str, value: Value, phrases: Texts) -> str:
    """Write a value as the rest of the card does; what is free to be anything stands in quotes."""
    if isinstance(value, bool):
        return phrases.review.yes_or_no[0 if value else 1]
    if isinstance(value, Decimal):
        return quantity(value) if field == "qty" else plain(value)
    if value is None or isinstance(value, date) or field in _AS_IT_IS:
        return plain(value)
    text = " ".join(str(value).split())
    return f"“{text if len(text) <= QUOTE_SHOWN else f'{text[: QUOTE_SHOWN - 1]}…'}”"
