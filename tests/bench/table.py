"""Markdown tables of measured figures, with the machine they were measured on."""

import os
import platform
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

Cell = str | int | float


@dataclass(frozen=True)
class Table:
    """A titled table; the first column names the row, the others hold figures."""

    title: str
    columns: Sequence[str]
    rows: Sequence[Sequence[Cell]]
    notes: Sequence[str] = ()

    def __str__(self) -> str:
        lines = [f"## {self.title}", "", _row(self.columns)]
        lines.append(_row(["---", *["---:"] * (len(self.columns) - 1)]))
        lines += [_row([_text(cell) for cell in row]) for row in self.rows]
        return "\n".join([*lines, "", *self.notes])


def _row(cells: Iterable[str]) -> str:
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"


def _text(cell: Cell) -> str:
    """Write three figures that count; whole numbers whole."""
    if isinstance(cell, float):
        return f"{cell:,.0f}" if abs(cell) >= 100 else f"{cell:.3g}"
    return f"{cell:,}" if isinstance(cell, int) else cell


def machine() -> str:
    """Say on what, and beside how much other work, the figures are measured."""
    one, five, _ = os.getloadavg()
    return (
        f"{os.cpu_count()} cores, {platform.system()} {platform.machine()}, "
        f"Python {platform.python_version()}, load {one:.1f} (1 min), {five:.1f} (5 min)"
    )
