"""Parts of cards in the blocks that newer Slacks draw: tables, tones by sign, code.

There is no alert among them: Slack takes it in modals only.
"""

from collections.abc import Iterator, Mapping, Sequence

from bot.slack import classic
from bot.slack.classic import cell_text
from bot.slack.rendered import Block
from bot.words import length, seen, stretches
from handlers.chat import Code, Table, Text, Tone
from handlers.texts.fitting import FittingTexts

TYPES = frozenset({"rich_text", "table"})  # of blocks that classic cards have none of
MOST_ROWS, MOST_COLUMNS = 100, 20  # of a table, its header included
MOST_CODE = 2500
_EMOJI: Mapping[Tone, str] = {
    "good": "white_check_mark",
    "bad": "warning",
    "busy": "hourglass_flowing_sand",
}


def toned(text: Text) -> Iterator[Block]:
    """Give a text under the sign of its tone, which no words of a document can draw."""
    sign = _EMOJI.get(text.tone)
    if sign is None:
        yield from classic.toned(text)
        return
    for at, piece in enumerate(stretches(seen(text.text, lines=False), classic.MOST_TEXT)):
        before: list[Block] = [] if at else [{"type": "emoji", "name": sign}, _words(" ")]
        yield _rich({"type": "rich_text_section", "elements": [*before, _words(piece)]})


def table(part: Table, rows: Sequence[Sequence[str]]) -> Iterator[Block]:
    """Give some rows of a table under the names of its columns."""
    columns = part.columns[:MOST_COLUMNS]
    yield {
        "type": "table",
        "rows": [_row(one, len(columns)) for one in (columns, *rows[: MOST_ROWS - 1])],
        "column_settings": [
            {"align": "right" if at in part.numeric else "left", "is_wrapped": True}
            for at in range(len(columns))
        ],
    }


def code(part: Code, phrases: FittingTexts) -> Iterator[Block]:
    """Give a short code as it is; a longer one is in a file."""
    text = seen(part.text)
    if not text.strip() or length(text) > MOST_CODE:
        yield from classic.code(part, phrases)
        return
    yield classic.context(part.title)
    yield _rich({"type": "rich_text_preformatted", "elements": [_words(text)]})


def _row(cells: Sequence[str], width: int) -> list[Block]:
    padded = [*cells[:width], *[""] * (width - len(cells))]
    return [{"type": "raw_text", "text": cell_text(one)} for one in padded]


def _rich(element: Block) -> Block:
    return {"type": "rich_text", "elements": [element]}


def _words(text: str) -> Block:
    return {"type": "text", "text": text}
