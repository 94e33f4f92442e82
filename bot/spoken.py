"""The language of a card, which says nothing of it itself."""

from collections.abc import Iterator

from bot.words import HAN
from handlers.chat import Buttons, Card, Entry, Fields, Language, Table


def spoken(card: Card) -> Language:
    """Tell the language of a card by the words on it that are Clerk's: names, columns, labels."""
    return "zh" if any(map(HAN.search, _own_words(card))) else "en"


def _own_words(card: Card) -> Iterator[str]:
    for part in card.parts:
        match part:
            case Fields():
                yield from (name for name, _ in part.rows)
            case Table():
                yield from part.columns
            case Buttons():
                yield from (one.label for one in part.row)
            case Entry() if part.button is not None:
                yield part.button.label
            case _:
                pass
