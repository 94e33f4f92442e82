"""The room that a message or a view of Slack's has, and what a card becomes within it."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import assert_never

from bot.slack import classic, rich
from bot.slack.rendered import Block, Profile
from bot.spoken import spoken
from bot.words import cut, length
from handlers.chat import Buttons, Card, Code, Entry, Fields, Part, Table, Text
from handlers.texts.catalogue import texts
from handlers.texts.fitting import FittingTexts

_OBJECT = 10  # characters that a text object counts for besides its own
_FEWER_ROWS = (50, 20, 10, 5)
_SHORTER_TEXT, _SHORTER_FIELD = 500, 200


@dataclass(frozen=True, slots=True)
class Drawing:
    """How a profile draws what the two draw in different ways."""

    toned: Callable[[Text], Iterator[Block]]
    code: Callable[[Code, FittingTexts], Iterator[Block]]


_DRAWINGS: Mapping[Profile, Drawing] = {
    "rich": Drawing(rich.toned, rich.code),
    "classic": Drawing(classic.toned, classic.code),
}


@dataclass
class Room:
    """What is left of a message: `blocks` of them, and `characters` over all of them."""

    blocks: int
    characters: int

    def take(self, blocks: list[Block]) -> bool:
        """Make room for some blocks, unless there is none."""
        count, size = len(blocks), sum(map(size_of, blocks))
        if count > self.blocks or size > self.characters:
            return False
        self.blocks -= count
        self.characters -= size
        return True


def size_of(value: object) -> int:
    """Count the characters of a block, its ids too, and something for each object that holds any.

    How Slack counts is not documented; this is more than it does.
    """
    if isinstance(value, str):
        return length(value)
    if isinstance(value, dict):
        return _OBJECT + sum(size_of(one) for key, one in value.items() if key != "type")
    return sum(map(size_of, value)) if isinstance(value, list) else 0


class Layout:
    """A card within a room: the buttons are on it in any case, the rest in its order."""

    def __init__(self, card: Card, profile: Profile, room: Room) -> None:
        self._card = card
        self._room = room
        self._phrases = texts(spoken(card)).fitting
        self._drawing = _DRAWINGS[profile]
        # Slack takes one table a message; the others are lines.
        self._grid = largest_table(card) if profile == "rich" else None

    def blocks(self) -> list[Block]:
        """Give the blocks; where there is no room for something, a sentence that says so."""
        card, room, is_cut = self._card, self._room, False
        said = [classic.context(self._phrases.left_out)]
        room.take(said)
        top = list(classic.header(card.title, card.tone))
        top = top if room.take(top) else top[:1]
        bottom = [] if card.footer is None else [classic.context(card.footer)]
        bottom = bottom if room.take(bottom) else []
        pressed = {id(part): self._reserved(part) for part in card.parts}
        body = []
        for part in card.parts:
            shown, is_whole = pressed[id(part)] or self._fitted(part)
            is_cut = is_cut or not is_whole
            body += shown
        return [*top, *body, *(said if is_cut else ()), *bottom]

    def _reserved(self, part: Part) -> tuple[list[Block], bool] | None:
        """Give a row of buttons, as they come before everything else."""
        if not isinstance(part, Buttons):
            return None
        row = list(classic.row_of_buttons(part))
        return (row, True) if self._room.take(row) else ([], False)

    def _fitted(self, part: Part) -> tuple[list[Block], bool]:
        """Give a part in the longest shape that there is room for, and whether it is all of it."""
        for blocks, is_whole in self._shapes(part):
            if self._room.take(blocks):
                return blocks, is_whole
        return [], False

    def _shapes(self, part: Part) -> Iterator[tuple[list[Block], bool]]:
        """Give the shapes of a part, the shorter ones later; a table says itself what it lacks."""
        match part:
            case Text():
                yield list(self._drawing.toned(part)), True
                shorter = replace(part, text=cut(part.text, _SHORTER_TEXT))
                yield list(self._drawing.toned(shorter)), False
            case Fields():
                yield list(classic.fields(part)), True
                yield list(classic.fields(part, _SHORTER_FIELD)), False
            case Table():
                yield from ((blocks, True) for blocks in self._tables(part))
            case Code():
                yield list(self._drawing.code(part, self._phrases)), True
                yield list(classic.code(part, self._phrases)), True
            case Entry():
                yield list(classic.entry(part)), True
            case Buttons():
                yield list(classic.row_of_buttons(part)), True
            case _:
                assert_never(part)

    def _tables(self, part: Table) -> Iterator[list[Block]]:
        is_grid = part is self._grid
        draw = rich.table if is_grid else classic.table
        most = rich.MOST_ROWS - 1 if is_grid else len(part.rows)
        for count in (most, *(fewer for fewer in _FEWER_ROWS if fewer < most)):
            rows = part.rows[:count]
            hidden = len(part.rows) - len(rows)
            more = self._phrases.more_rows.format(count=hidden)
            yield [*draw(part, rows), *([classic.context(more)] if hidden else [])]


def largest_table(card: Card) -> Table | None:
    """Give the table of a card with the most rows."""
    tables = [part for part in card.parts if isinstance(part, Table) and part.columns]
    return max(tables, key=lambda one: len(one.rows), default=None)
