"""What a person wants a document to say, from the command line: fields, and lines from a file."""

from argparse import Namespace
from decimal import Decimal
from pathlib import Path

import simplejson

from bot.commands.faults import UsageFault
from handlers.chat import Errors
from handlers.filled import COLUMNS, Cell
from handlers.forms import changes
from pipelines.document.model import Invoice

MOST_BYTES = 1_000_000


def edited(before: Invoice, asked: Namespace) -> Invoice:
    """Give the invoice as it shall be. Blocks: reads a file. Raises UsageFault, OSError."""
    rows = None if asked.lines is None else _rows(asked.lines)
    after = changes(_assignments(asked.changes), before, "en", rows)
    if isinstance(after, Errors):
        raise UsageFault("; ".join(f"{name}: {why}" for name, why in after.by_input.items()))
    return after


def _assignments(written: list[str]) -> dict[str, str]:
    found: dict[str, str] = {}
    for one in written:
        name, sign, value = one.partition("=")
        if not sign or not name.strip():
            raise UsageFault(f"--set {one!r} is not FIELD=VALUE, such as total=1190.00")
        if name.strip() in found:
            raise UsageFault(f"--set {name.strip()} is given twice")
        found[name.strip()] = value.strip()
    return found


def _rows(path: Path) -> list[tuple[Cell, ...]]:
    """Give the lines of a file as the rows of a form."""
    try:
        listed = simplejson.loads(_text(path), use_decimal=True, parse_int=Decimal)
    except (ValueError, RecursionError):
        raise UsageFault(f"{path} is not JSON") from None
    if not isinstance(listed, list):
        raise UsageFault(f"{path} is not a JSON list of lines")
    return [_row(f"{path}, line item {at}", one) for at, one in enumerate(listed)]


def _text(path: Path) -> str:
    with path.open("rb") as file:
        content = file.read(MOST_BYTES + 1)
    if len(content) > MOST_BYTES:
        raise UsageFault(f"{path} is larger than {MOST_BYTES} bytes")
    try:
        return content.decode()
    except UnicodeDecodeError:
        raise UsageFault(f"{path} is not a text in UTF-8") from None


def _row(where: str, line: object) -> tuple[Cell, ...]:
    if not isinstance(line, dict) or not line.keys() <= COLUMNS.keys():
        raise UsageFault(f"{where}: it is an object of {', '.join(COLUMNS)}")
    return tuple(_cell(f"{where}, {column}", line.get(column)) for column in COLUMNS)


def _cell(where: str, value: object) -> Cell:
    match value:
        case None:
            return ""
        case str() | Decimal():
            return value
        case _:
            raise UsageFault(f"{where}: it is a text, a number or null")
