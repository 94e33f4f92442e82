"""Parts of cards in the blocks that every Slack draws: sections, fields, context, actions."""

from collections.abc import Iterator, Mapping, Sequence

from bot.slack.actions import actions, button_element, is_shown
from bot.slack.plainly import as_it_is, plain
from bot.slack.rendered import Block
from bot.words import HAN, isolated, length, seen, stretches
from handlers.chat import Buttons, Code, Entry, Fields, Table, Text, Tone
from handlers.texts.fitting import FittingTexts

MOST_TEXT, MOST_FIELD, MOST_FIELDS, MOST_HEADER, MOST_CONTEXT = 3000, 2000, 10, 150, 2000
MOST_CELL = 500  # of a table; a description has room for it, and a table for its other rows
ICONS: Mapping[Tone, str] = {"good": "✅ ", "bad": "⚠️ ", "busy": "⏳ ", "plain": ""}


def section(text: str) -> Block:
    """Give a paragraph."""
    return {"type": "section", "text": plain(text, MOST_TEXT)}


def context(text: str) -> Block:
    """Give a paragraph in small letters."""
    return {"type": "context", "elements": [plain(text, MOST_CONTEXT, lines=False)]}


def header(title: str, tone: Tone = "plain") -> Iterator[Block]:
    """Give a title; one that is too long stands under its beginning as a whole."""
    said = ICONS[tone] + seen(title, lines=False)
    yield {"type": "header", "text": plain(said, MOST_HEADER)}
    if length(said) > MOST_HEADER:
        yield from paragraphs(title)


def paragraphs(text: str) -> Iterator[Block]:
    """Give a text of any length."""
    for piece in stretches(seen(text, lines=False), MOST_TEXT):
        yield section(piece)


def toned(text: Text) -> Iterator[Block]:
    """Give a text under the sign of its tone."""
    yield from paragraphs(ICONS[text.tone] + text.text)


def fields(part: Fields, most: int = MOST_FIELD) -> Iterator[Block]:
    """Give names and values in two columns; a value is of one line, so none passes for two."""
    shown = [_field(name, value, most) for name, value in part.rows]
    for start in range(0, len(shown), MOST_FIELDS):
        yield {"type": "section", "fields": shown[start : start + MOST_FIELDS]}


def _field(name: str, value: str, most: int) -> Block:
    colon = "：" if HAN.search(name) else ":"
    return plain(f"{seen(name, lines=False)}{colon}\n{seen(value, lines=False)}", most)


def entry(part: Entry) -> Iterator[Block]:
    """Give a line of a list, and the smaller one under it."""
    block: Block = {
        "type": "section",
        "text": plain(ICONS[part.tone] + part.title, MOST_TEXT, lines=False),
    }
    if part.button is not None and is_shown(part.button):
        block["accessory"] = button_element(part.button)
    yield block
    if seen(part.detail, lines=False).strip():
        yield context(part.detail)


def row_of_buttons(part: Buttons) -> Iterator[Block]:
    """Give what can be pressed."""
    yield from actions(part.row)


def table(part: Table, rows: Sequence[Sequence[str]]) -> Iterator[Block]:
    """Give some rows of a table, each as a line of its cells under the names of the columns."""
    lines = "\n".join(map(_line, (part.columns, *rows)))
    for piece in stretches(lines, MOST_TEXT):
        yield {"type": "section", "text": as_it_is(piece)}


def _line(cells: Sequence[str]) -> str:
    return " · ".join(isolated(cell_text(one)) for one in cells)


def cell_text(cell: str) -> str:
    """Give what a cell of a table shows."""
    return str(plain(cell, MOST_CELL, lines=False)["text"])


def code(part: Code, phrases: FittingTexts) -> Iterator[Block]:
    """Say where the code is: plain text has no fixed-width face for it."""
    yield context(phrases.in_file.format(title=part.title))
