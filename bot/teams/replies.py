"""What an invoke of Teams is answered with: a card in the place of the pressed one, or an error.

Only whoever pressed sees either.
"""

from typing import Any, Literal

from bot.teams.drawing import drawn
from bot.teams.shapes import Answer
from handlers.chat import Button, Buttons, Card, Entry, Errors, Language
from handlers.texts.catalogue import texts

_CARD = "application/vnd.microsoft.card.adaptive"
_ERROR = "application/vnd.microsoft.error"
UNKNOWN = Answer(501)  # as HTTP says of what is not implemented

Why = Literal["unknown", "stale", "busy", "wrong"]


def shown(card: dict[str, Any]) -> Answer:
    """Show a card that was drawn."""
    return Answer(200, {"statusCode": 200, "type": _CARD, "value": card})


def refused(why: Why, sentence: str) -> Answer:
    """Say what is wrong above the card, which stays as it is, with all that is filled in."""
    error = {"code": why, "message": sentence}
    return Answer(200, {"statusCode": 400, "type": _ERROR, "value": error})


def strange(language: Language) -> Answer:
    """Say that nobody knows what was done."""
    return refused("unknown", texts(language).review.unknown_press)


def stale(language: Language) -> Answer:
    """Say that a card is none of Clerk's, not here, or not any more."""
    return refused("stale", texts(language).status.stale)


def busy(language: Language) -> Answer:
    """Say that nothing comes of it now."""
    return refused("busy", texts(language).status.busy)


def moment(language: Language) -> Answer:
    """Say that it takes a while, above a form that stays as it is."""
    return refused("busy", texts(language).status.moment)


def wrong(errors: Errors) -> Answer:
    """Say what is wrong with a form that nobody remembers."""
    return refused("wrong", "\n".join(dict.fromkeys(errors.by_input.values())))


def told(card: Card, notice: Card, language: Language) -> Answer:
    """Tell somebody something: above the card, or in its place where it can be pressed itself."""
    if any(one.url is None for one in _buttons(notice)):
        return shown(drawn(notice, back=True, language=language))
    return shown(drawn(card, above=notice, language=language))


def has_link(card: Card) -> bool:
    """Tell whether a card holds an address that is opened by a press."""
    return any(one.url is not None for one in _buttons(card))


def _buttons(card: Card) -> list[Button]:
    rows = [one for part in card.parts if isinstance(part, Buttons) for one in part.row]
    beside = [one.button for one in card.parts if isinstance(one, Entry) and one.button]
    return [*rows, *beside]
