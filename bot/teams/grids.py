"""A table that is written in: an input for each cell of a small one, lines of text for others."""

from collections.abc import Mapping
from typing import Any

from bot.teams.elements import Element, column, letters
from bot.teams.inputs import labelled, written
from bot.written import is_plain, lines_of, rows_in
from handlers.chat import Grid
from handlers.texts.fitting import FittingTexts

_MOST_ROWS, _MOST_COLUMNS = 8, 6  # of a table with an input for each cell
_SPARE = 2  # rows to be added
_LINES = "r."
_CELL = "c."


def rows_shown(grid: Grid) -> int:
    """Count the rows that a table would have inputs for, spare ones too; 0: it is text."""
    is_small = len(grid.rows) <= _MOST_ROWS and len(grid.columns) <= _MOST_COLUMNS
    is_whole = all(len(row) == len(grid.columns) and any(map(str.strip, row)) for row in grid.rows)
    is_seen = all(is_plain(cell) for row in grid.rows for cell in row)
    fits = bool(grid.columns) and is_small and is_whole and is_seen
    return min(len(grid.rows) + _SPARE, grid.most) if fits and len(grid.rows) <= grid.most else 0


def cell_elements(grid: Grid, count: int) -> list[Element]:
    """Give the inputs of `count` rows; the first of them says what the columns are."""
    widths = _widths(grid)
    return [
        {
            "type": "ColumnSet",
            "spacing": "Small",
            "columns": [
                column([_cell(grid, row, at)], widths[at]) for at in range(len(grid.columns))
            ],
        }
        for row in range(count)
    ]


def line_element(grid: Grid) -> Element:
    """Give the one input that a table is written in as text, a line for each row."""
    text = "\n".join(lines_of(grid.rows))
    element: Element = {
        "type": "Input.Text",
        "id": f"{_LINES}{grid.name}",
        "label": labelled(grid.label),
        "isMultiline": True,
    }
    return element | {"value": text} if text else element


def line_hints(grid: Grid, phrases: FittingTexts) -> str:
    """Say how a table is written as text."""
    columns = " | ".join(label for _, label in grid.columns)
    hints = [phrases.one_line_a_row.format(columns=columns)]
    if not all(is_plain(cell) for row in grid.rows for cell in row):
        hints.append(phrases.unseen)
    return " ".join(hints)


def grid_in(
    data: Mapping[str, Any], name: str, width: int, count: int
) -> tuple[tuple[str, ...], ...]:
    """Read a table of `width` columns that came back, of `count` rows of inputs or, 0, of lines.

    A row that was left empty is none.
    """
    if not count:
        return tuple(rows_in(written(data, f"{_LINES}{name}"), width))
    rows = (
        tuple(written(data, f"{_CELL}{name}.{row}.{at}") for at in range(width))
        for row in range(count)
    )
    return tuple(row for row in rows if any(map(str.strip, row)))


def _cell(grid: Grid, row: int, at: int) -> Element:
    label = labelled(grid.columns[at][1])
    value = grid.rows[row][at] if row < len(grid.rows) else ""
    element: Element = {"type": "Input.Text", "id": f"{_CELL}{grid.name}.{row}.{at}"}
    # One below another, they are read by the names above the first.
    element |= {"placeholder": label} if row else {"label": label}
    return element | {"value": value} if value else element


def _widths(grid: Grid) -> list[int]:
    """Weigh columns by what is in them."""
    table = [tuple(label for _, label in grid.columns), *grid.rows]
    return [10 + min(16, max(map(letters, cells))) for cells in zip(*table, strict=True)]
