"""A table that is written in, as text of a modal: a line for each row, in several inputs if long.

Slack has no table to write in, and an input a cell would be hundreds.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from bot.slack.inputs import MOST_HINT, MOST_NAME, MOST_WRITTEN, blocks_of, element_of, named
from bot.slack.plainly import plain
from bot.slack.rendered import Block
from bot.words import length
from bot.written import is_plain, lines_of, rows_in
from handlers.chat import Grid
from handlers.texts.fitting import FittingTexts

GRID = "grid:"
_MOST_LINES, _MOST_CHARACTERS = 25, 2000  # of one input, as it is shown: there is room for more
_MOST_OF_ALL = 30_000


def grid_blocks(grid: Grid, phrases: FittingTexts) -> Iterator[Block]:
    """Give the blocks of a table; none where there is no room for it."""
    lines = list(lines_of(grid.rows))
    if any(length(one) > MOST_WRITTEN for one in lines) or sum(map(length, lines)) > _MOST_OF_ALL:
        return
    parts = list(_parts(lines)) or [[]]
    first = 1
    for index, part in enumerate(parts):
        yield _block(grid, part, first, (index, len(parts)), phrases)
        first += len(part)


def grid_in(view: Mapping[str, Any], name: str, width: int) -> tuple[tuple[str, ...], ...] | None:
    """Read a table that came back; None where it was not shown, or not all of it came back."""
    parts = list(_shown(view, name))
    if not parts:
        return None
    return tuple(row for part in parts for row in _rows(view, part, width))


def place_in(
    view: Mapping[str, Any], name: str, columns: Sequence[Sequence[str]], cell: str
) -> tuple[str, int, str]:
    """Find a `cell`, as .row.column, in a table that came back: its block, its row, its column.

    The row counts from 1, the column is as it is labelled. Of the table as a whole, that is the
    first block and no column.
    """
    parts = list(_shown(view, name)) or [""]
    number, _, column = cell.removeprefix(".").partition(".")
    if not (number.isascii() and number.isdigit()):
        return parts[0], 0, ""
    row, before = int(number), 0
    label = next((label for name, label in columns if name == column), column)
    for part in parts:
        before += len(list(_rows(view, part, len(columns)))) if part else 0
        if row < before:
            return part, row + 1, label
    return parts[-1], row + 1, label


def _parts(lines: Sequence[str]) -> Iterator[list[str]]:
    part: list[str] = []
    for line in lines:
        size = sum(length(one) + 1 for one in (*part, line))
        if part and (len(part) == _MOST_LINES or size > _MOST_CHARACTERS):
            yield part
            part = []
        part.append(line)
    if part:
        yield part


def _block(
    grid: Grid, lines: Sequence[str], first: int, part: tuple[int, int], phrases: FittingTexts
) -> Block:
    index, count = part
    columns = " | ".join(label for _, label in grid.columns)
    hints = [phrases.one_line_a_row.format(columns=columns)]
    if not all(is_plain(cell) for row in grid.rows for cell in row):
        hints.append(phrases.unseen)
    last = first + len(lines) - 1
    label = grid.label
    if count > 1:
        label = phrases.rows.format(label=label, first=first, last=last)
    text = "\n".join(lines)
    element: Block = {
        "type": "plain_text_input",
        "action_id": named("rows", text),
        "multiline": True,
    }
    return {
        "type": "input",
        "block_id": f"{GRID}{grid.name}:{index}",
        "label": plain(label, MOST_NAME, lines=False),
        "hint": plain("\n".join(hints), MOST_HINT),
        "element": element | {"initial_value": text} if text else element,
        "optional": True,
    }


def _shown(view: Mapping[str, Any], name: str) -> Iterator[str]:
    for block in blocks_of(view):
        shown, _, index = block.rpartition(":")
        if shown == f"{GRID}{name}" and index.isdigit():
            yield block


def _rows(view: Mapping[str, Any], block: str, width: int) -> Iterator[tuple[str, ...]]:
    _, state = element_of(view, block)
    yield from rows_in(str(state.get("value") or ""), width)
