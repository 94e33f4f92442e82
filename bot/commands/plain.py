"""A card as lines of text, for a terminal."""

from collections.abc import Iterable, Iterator
from typing import assert_never
from unicodedata import category, east_asian_width

from handlers.chat import Buttons, Card, Code, Entry, Fields, Part, Table, Text

# Controls and marks that turn the direction of reading: a document must not steer a terminal.
_UNSEEN = {"Cc", "Cf"}


def render(card: Card) -> str:
    """Write a card as text: what is folded away stays so, and there is nothing to press."""
    lines = (card.title, *_parts(card.parts), card.footer)
    return visible("\n".join(line for line in lines if line is not None).strip("\n"))


def visible(text: str) -> str:
    """Give a text without what could steer a terminal."""
    return "".join(sign for sign in text if sign == "\n" or category(sign) not in _UNSEEN)


def _parts(parts: Iterable[Part]) -> Iterator[str]:
    """Write what there is of each part, with an empty line between two that are in columns."""
    in_columns = False
    for part in parts:
        said = _part(part)
        if not said:
            continue
        if in_columns and isinstance(part, Fields | Table):
            yield ""
        yield said
        in_columns = isinstance(part, Fields | Table)


def _part(part: Part) -> str:
    match part:
        case Text():
            return f"! {part.text}" if part.tone == "bad" else part.text
        case Fields():
            return _columns(part.rows, frozenset())
        case Table():
            return _columns((part.columns, *part.rows), part.numeric)
        case Entry():
            return f"  {part.title}\n    {part.detail}"
        case Code() | Buttons():
            return ""
        case _:
            assert_never(part)


def _columns(rows: tuple[tuple[str, ...], ...], numeric: frozenset[int]) -> str:
    widths = [max(_width(cell) for cell in column) for column in zip(*rows, strict=True)]
    lines = []
    for row in rows:
        cells = [
            " " * (width - _width(cell)) + cell
            if number in numeric
            else cell + " " * (width - _width(cell))
            for number, (cell, width) in enumerate(zip(row, widths, strict=True))
        ]
        lines.append(f"  {'  '.join(cells)}".rstrip())
    return "\n".join(lines)


def _width(text: str) -> int:
    """Count terminal columns: a Chinese character takes two."""
    return sum(2 if east_asian_width(character) in "WF" else 1 for character in text)
