"""Parts of cards as elements of Adaptive Cards 1.5.

Words stand in TextRuns only, which format nothing and link nothing. A part is cut to the room that
a level of brevity gives it, and the pen remembers that it was.
"""

import json
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from bot.teams.verbs import BACK, PAGE, PRESS
from bot.teams.wording import defused
from bot.words import HAN, cut, isolated, length, seen
from handlers.chat import Button, Code, Entry, Fields, Table, Text, Tone
from handlers.texts.fitting import FittingTexts

Element = dict[str, Any]  # as the schema of Adaptive Cards documents it

ROWS = 10  # of a table, a page
MOST_ACTIONS = 5  # in a row: a client hides those behind them
_MOST_WIDTH, _FRAME = 44, 4  # of a row, and of what is around a label: a narrow client cuts them
SIGNS: Mapping[Tone, str] = {"good": "✅ ", "bad": "⚠️ ", "busy": "⏳ ", "plain": ""}
STYLES: Mapping[Tone, str] = {"good": "good", "bad": "attention", "busy": "accent"}
_COLORS: Mapping[Tone, str] = {"good": "Good", "bad": "Attention", "busy": "Accent"}
_PRESSED: Mapping[Tone, str] = {"good": "positive", "bad": "destructive"}
BOLD: Element = {"weight": "Bolder"}
SUBTLE: Element = {"size": "Small", "isSubtle": True}
_MOST_LABEL, _MOST_URL, _MOST_COLUMNS = 80, 2000, 12


@dataclass(frozen=True, slots=True)
class Level:
    """How long, in UTF-16 units, a paragraph, a value, a cell and a code may be.

    `is_doubled`: a table is there as lines too, for a client that draws none. `is_dense`: a value
    stands behind its name. `falls_back`: a client that knows no Action.Execute has buttons, too.
    """

    text: int
    value: int
    cell: int
    code: int
    is_doubled: bool = False
    is_dense: bool = False
    falls_back: bool = False


class Pen:
    """Draws parts at one level; `is_cut` tells whether any of their words were left out."""

    def __init__(self, level: Level, phrases: FittingTexts) -> None:
        self.is_cut = False
        self._codes = 0
        self._level = level
        self._phrases = phrases

    def words(self, text: str, style: Element | None = None, most: int | None = None) -> Element:
        """Give words in one line, which a client wraps."""
        return block(self._cut(text, most or self._level.text), style)

    def title(self, text: str, tone: Tone = "plain", size: str = "Large") -> Element:
        """Give the title of a card, under the sign of its tone."""
        colored = {"color": _COLORS[tone]} if tone in _COLORS else {}
        return self.words(SIGNS[tone] + text, {"size": size, **BOLD, **colored})

    def subtle(self, text: str) -> Element:
        """Give a sentence in small letters."""
        return self.words(text, SUBTLE)

    def texts(self, parts: Sequence[Text]) -> Iterator[Element]:
        """Give paragraphs; those of one tone stand together in its colour."""
        for tone, several in groupby(parts, key=lambda one: one.tone):
            blocks = [self._paragraph(one) for one in several]
            yield from blocks if tone == "plain" else [container(blocks, tone)]

    def _paragraph(self, part: Text) -> Element:
        shown = self.words(SIGNS[part.tone] + part.text)
        # The points of a list stand close to each other.
        return shown | {"spacing": "Small"} if part.text.startswith("• ") else shown

    def fields(self, part: Fields) -> Iterator[Element]:
        """Give names and values in two columns."""
        most = self._level.value
        for at, (name, value) in enumerate(part.rows):
            spacing = "Small" if at else "Default"
            if self._level.is_dense:
                yield self._line(name, value, most) | {"spacing": spacing}
                continue
            columns = [
                column([self.words(name, {"isSubtle": True}, most)], 1),
                column([self.words(value, most=most)], 2),
            ]
            yield {"type": "ColumnSet", "spacing": spacing, "columns": columns}

    def _line(self, name: str, value: str, most: int) -> Element:
        colon = "：" if HAN.search(name) else ": "
        named = _run(self._cut(name, most) + colon, {"isSubtle": True})
        return {"type": "RichTextBlock", "inlines": [named, self._cut(value, most)]}

    def entry(self, part: Entry) -> Element:
        """Give a line of a list, the smaller one under it, and beside it what can be pressed."""
        said = [self.words(SIGNS[part.tone] + part.title, BOLD)]
        if seen(part.detail, lines=False).strip():
            detail = self.subtle(part.detail)
            said.append(detail | {"spacing": "None"})
        columns = [column(said, "stretch")]
        if part.button is not None:
            columns.append(column([action_set([self._button(part.button)])], "auto"))
        return {"type": "ColumnSet", "separator": True, "columns": columns}

    def buttons(self, row: Sequence[Button]) -> Iterator[Element]:
        """Give what can be pressed, as many in a row as a client shows."""
        beside: list[Element] = []
        room = _MOST_WIDTH
        for one in row:
            room -= _width(one.label)
            if beside and (room < 0 or len(beside) == MOST_ACTIONS):
                yield action_set(beside)
                beside, room = [], _MOST_WIDTH - _width(one.label)
            beside.append(self._button(one))
        if beside:
            yield action_set(beside)

    def _button(self, one: Button) -> Element:
        """Give a button; one that opens an address does nothing else."""
        if one.url is not None and length(one.url) <= _MOST_URL:
            return {"type": "Action.OpenUrl", "title": _label(one.label), "url": one.url}
        data = {"a": one.action, "v": one.value}
        pressed = execute(one.label, PRESS, data)
        if one.tone in _PRESSED:
            pressed["style"] = _PRESSED[one.tone]
        if self._level.falls_back:
            sent = {"k": PRESS, **data}
            pressed["fallback"] = {"type": "Action.Submit", "title": pressed["title"], "data": sent}
        return pressed

    def code(self, part: Code) -> Iterator[Element]:
        """Give a short code folded away; a longer one is in a file."""
        text = _indented(seen(part.text)) if length(part.text) <= self._level.code else ""
        if not text.strip():
            yield self.subtle(self._phrases.in_file.format(title=part.title))
            return
        self._codes += 1
        name = f"code{self._codes}"
        shown = block(text, {"fontType": "Monospace", "size": "Small"})
        toggled = {"type": "Action.ToggleVisibility", "targetElements": [name]}
        yield action_set([toggled | {"title": _label(part.title)}])
        yield container([shown]) | {"id": name, "isVisible": False, "style": "emphasis"}

    def table(self, part: Table, page: int, first: int) -> Iterator[Element]:
        """Give a page of a table; `first` is the number of its first page within the card."""
        start, count = page * ROWS, len(part.rows)
        yield self._table(part, part.rows[start : start + ROWS])
        if count > ROWS:
            yield self._said(start, min(start + ROWS, count), count)
            yield action_set(list(self._turns(page, first, count)))

    def still_table(self, part: Table) -> Iterator[Element]:
        """Give the beginning of a table whose pages cannot be turned."""
        most, count = ROWS if self._level.is_dense else 2 * ROWS, len(part.rows)
        yield self._table(part, part.rows[:most])
        if count > most:
            yield self._said(0, most, count)

    def _table(self, part: Table, shown: Sequence[Sequence[str]]) -> Element:
        columns = part.columns[:_MOST_COLUMNS]
        rows = [self._cells(one, len(columns)) for one in shown]
        head = [_cut(one, self._level.cell) for one in columns]
        element: Element = {
            "type": "Table",
            "showGridLines": True,
            "columns": list(_columns([head, *rows], part.numeric)),
            "rows": [_row(head, BOLD)] + [_row(one) for one in rows],
        }
        if self._level.is_doubled:
            lines = [block(" · ".join(map(isolated, one))) for one in (head, *rows)]
            element["fallback"] = container(lines)
        return element

    def _said(self, start: int, last: int, count: int) -> Element:
        said = self._phrases.rows_shown
        return self.subtle(said.format(first=start + 1, last=last, count=count))

    def _turns(self, page: int, first: int, count: int) -> Iterator[Element]:
        """Let the other rows be shown."""
        if page:
            yield execute(self._phrases.earlier_rows, PAGE, {"p": first + page - 1})
        if (page + 1) * ROWS < count:
            yield execute(self._phrases.further_rows, PAGE, {"p": first + page + 1})

    def back(self) -> Element:
        """Give what shows the message as it is again."""
        return action_set([execute(self._phrases.back, BACK, {})])

    def _cells(self, row: Sequence[str], width: int) -> list[str]:
        cells = [self._cut(one, self._level.cell, empty="") for one in row[:width]]
        return [*cells, *[""] * (width - len(cells))]

    def _cut(self, text: str, most: int, empty: str = "–") -> str:
        shown = _cut(text, most, empty)
        self.is_cut = self.is_cut or length(seen(text, lines=False)) > most
        return shown


def container(items: list[Element], tone: Tone = "plain") -> Element:
    """Give elements that stand together, in the colour of a tone."""
    element: Element = {"type": "Container", "items": items}
    return element | {"style": STYLES[tone]} if tone in STYLES else element


def _width(label: str) -> int:
    """Count how wide a button is, in letters."""
    return _FRAME + letters(label)


def letters(text: str) -> int:
    """Count how wide a text is: a sign of Chinese is as wide as two letters."""
    return sum(1 + (unicodedata.east_asian_width(sign) in "WF") for sign in text)


def action_set(actions: list[Element]) -> Element:
    """Give a row of what can be pressed."""
    return {"type": "ActionSet", "actions": actions}


def size_of(element: object) -> int:
    """Count the bytes of an element as UTF-16, as Teams does."""
    return 2 * length(json.dumps(element, ensure_ascii=False, separators=(",", ":")))


def execute(title: str, verb: str, data: Element) -> Element:
    """Give something to press that comes back with some data, and with no input."""
    return {
        "type": "Action.Execute",
        "title": _label(title),
        "verb": verb,
        "data": data,
        "associatedInputs": "none",
    }


def _label(text: str) -> str:
    return _cut(text, _MOST_LABEL)


def _cut(text: str, most: int, empty: str = "–") -> str:
    """Give what can be seen of a text, in one line and no longer than `most`."""
    shown = defused(cut(seen(text, lines=False), most))
    return shown if shown.strip() else empty


def block(text: str, style: Element | None = None) -> Element:
    """Give a paragraph of words that stand as they are."""
    return {"type": "RichTextBlock", "inlines": [_run(text, style) if style else text]}


def column(items: list[Element], width: int | str) -> Element:
    """Give a column of elements."""
    return {"type": "Column", "width": width, "items": items}


def _run(text: str, style: Element) -> Element:
    return {"type": "TextRun", "text": text, **style}


def _row(cells: Sequence[str], style: Element | None = None) -> Element:
    shown = [{"type": "TableCell", "items": [block(one, style)]} for one in cells]
    return {"type": "TableRow", "cells": shown}


def _columns(rows: Sequence[Sequence[str]], numeric: frozenset[int]) -> Iterator[Element]:
    """Give the columns of a table, each as wide as the longest of its cells asks for."""
    for at, cells in enumerate(zip(*rows, strict=True)):
        # A narrow client needs room for what is around a short cell, such as a time, on one line.
        width = 10 + min(16, max(map(letters, cells)))
        aligned = {"horizontalCellContentAlignment": "Right"} if at in numeric else {}
        yield {"width": width, **aligned}


def _indented(text: str) -> str:
    """Keep the spaces at the beginning of lines, which a page would leave out."""
    lines = text.split("\n")
    return "\n".join(
        "\u00a0" * (len(one) - len(one.lstrip(" "))) + defused(one.lstrip(" ")) for one in lines
    )
