"""A card as an Adaptive Card that Teams takes, whatever it holds.

Tables are turned page by page. What is too long is cut, the whole card a little shorter at each
try, and at last its last parts are left out; then a sentence says so.
"""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from typing import assert_never

from bot.spoken import spoken
from bot.teams.elements import (
    ROWS,
    STYLES,
    Element,
    Level,
    Pen,
    container,
    size_of,
)
from handlers.chat import Buttons, Card, Code, Entry, Fields, Language, Part, Table, Text, Tone
from handlers.texts.catalogue import texts

MOST_BYTES = 28_000  # of a card, as UTF-16
_ALL = Level(text=3000, value=2000, cell=300, code=6000, is_doubled=True)
LEVELS = (
    replace(_ALL, falls_back=True),
    _ALL,
    Level(text=3000, value=2000, cell=300, code=0, is_doubled=True),
    Level(text=3000, value=2000, cell=300, code=0),
    Level(text=3000, value=2000, cell=300, code=0, is_dense=True),
    Level(text=1000, value=500, cell=150, code=0, is_dense=True),
    Level(text=400, value=200, cell=80, code=0, is_dense=True),
    Level(text=200, value=100, cell=40, code=0, is_dense=True),
    Level(text=120, value=60, cell=24, code=0, is_dense=True),
)


def drawn(
    card: Card,
    *,
    page: int = 0,
    above: Card | None = None,
    back: bool = False,
    language: Language | None = None,
) -> Element:
    """Give an Adaptive Card of at most `MOST_BYTES`.

    `page` counts the pages of all its tables, one after the other. `above` is said on top of it;
    `back`: a button shows the message as it is again. `language` is that of whom Clerk tells what
    is cut, of the card itself where it is not given.
    """
    drawing = _Drawing(card, page, above, back, language or spoken(card))
    for level in LEVELS:
        whole = drawing.at(level, len(card.parts))
        if size_of(whole) <= MOST_BYTES:
            return whole
    return drawing.least()


@dataclass(frozen=True, slots=True)
class _Drawing:
    card: Card
    page: int
    above: Card | None
    back: bool
    language: Language

    def at(self, level: Level, most: int) -> Element:
        """Draw as long as a level allows: what can be pressed, and the first parts up to `most`."""
        phrases = texts(self.language).fitting
        pen, card = Pen(level, phrases), self.card
        kept = [one for at, one in enumerate(card.parts) if at < most or isinstance(one, Buttons)]
        body = [*self._notice(pen), pen.title(card.title, card.tone)]
        # The pages that can be turned are those of the message.
        body += _parts(pen, kept, None if self.back and self.above is None else self.page)
        if pen.is_cut or len(kept) < len(card.parts):
            is_filed = any(isinstance(one, Code) for one in card.parts)
            body.append(pen.subtle(phrases.left_out if is_filed else phrases.shortened))
        if card.footer is not None:
            body.append(pen.subtle(card.footer) | {"separator": True})
        if self.back and self.above is None:
            body.append(pen.back())
        return sheet(body)

    def least(self) -> Element:
        """Draw at the last level as many parts as there is room for, and if need be no buttons."""
        level, counts = LEVELS[-1], range(len(self.card.parts))
        too_many = bisect_right(
            counts, MOST_BYTES, key=lambda count: size_of(self.at(level, count))
        )
        if too_many:
            return self.at(level, too_many - 1)
        bare = Card(self.card.title, (), self.card.tone, self.card.footer)
        above = self.above and Card(self.above.title, (), self.above.tone)
        return _Drawing(bare, 0, above, self.back, self.language).at(level, 0)

    def _notice(self, pen: Pen) -> Iterator[Element]:
        notice = self.above
        if notice is None:
            return
        # What has the tone of the whole notice stands in its colour already.
        parts = [_plain(one, notice.tone) for one in notice.parts]
        items = [pen.title(notice.title, notice.tone, "Medium"), *_parts(pen, parts)]
        if notice.footer is not None:
            items.append(pen.subtle(notice.footer))
        if self.back:
            items.append(pen.back())
        yield container(items) | {"style": STYLES.get(notice.tone, "emphasis")}


def sheet(body: list[Element]) -> Element:
    """Give a card of some elements."""
    return {
        "type": "AdaptiveCard",
        "version": "1.5",
        "msteams": {"width": "Full"},
        "body": body,
    }


def _parts(pen: Pen, parts: Sequence[Part], page: int | None = None) -> Iterator[Element]:
    """Give parts in their order, paragraphs that follow each other together.

    None: tables cannot be turned.
    """
    first = 0
    for is_text, several in groupby(parts, key=_is_text):
        if is_text:
            yield from pen.texts([one for one in several if isinstance(one, Text)])
            continue
        for part in several:
            yield from _part(pen, part, page, first)
            first += pages_of(part)


def _part(pen: Pen, part: Part, page: int | None, first: int) -> Iterator[Element]:
    """Give a part; `first` is the number of the first of its pages."""
    match part:
        case Text():
            yield from pen.texts([part])
        case Fields():
            yield from pen.fields(part)
        case Table():
            yield from _table(pen, part, page, first)
        case Code():
            yield from pen.code(part)
        case Buttons():
            yield from pen.buttons(part.row)
        case Entry():
            yield pen.entry(part)
        case _:
            assert_never(part)


def _table(pen: Pen, part: Table, page: int | None, first: int) -> Iterator[Element]:
    if page is None:
        yield from pen.still_table(part)
        return
    is_turned = first <= page < first + pages_of(part)
    yield from pen.table(part, page - first if is_turned else 0, first)


def pages_of(part: Part) -> int:
    """Count the pages of a part: only tables have any."""
    return max(1, -(-len(part.rows) // ROWS)) if isinstance(part, Table) else 0


def _plain(part: Part, tone: Tone) -> Part:
    return replace(part, tone="plain") if isinstance(part, Text) and part.tone == tone else part


def _is_text(part: Part) -> bool:
    return isinstance(part, Text)
