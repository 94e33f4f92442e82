"""What somebody is told of whose press or words came nothing, nothing yet, or nothing to show."""

from dataclasses import replace

from handlers.chat import Card, Errors, Language, Text
from handlers.texts.catalogue import texts


def busy_card(language: Language) -> Card:
    """Say that nothing comes of it now."""
    said = texts(language).status
    return Card(said.busy_title, (Text(said.busy, "bad"),), tone="bad")


def wrong_card(errors: Errors, language: Language) -> Card:
    """Say what is wrong, where there is no form to say it in."""
    card = busy_card(language)
    return replace(card, parts=tuple(Text(one, "bad") for one in errors.by_input.values()))


def stale_card(language: Language) -> Card:
    """Say that a card is not in use any more."""
    return Card(texts(language).status.stale, tone="bad")


def unshown_card(language: Language) -> Card:
    """Say that there is a form which somebody's program cannot show."""
    return Card(texts(language).status.unshown, tone="bad")


def late_card(language: Language) -> Card:
    """Say that it took too long, and what to do then."""
    return Card(texts(language).status.press_again, tone="bad")


def moment_card(language: Language) -> Card:
    """Say that it takes a while."""
    return Card(texts(language).status.moment, tone="busy")


def done_card(language: Language) -> Card:
    """Say that it is done, where nothing else shows it."""
    return Card(texts(language).status.done, tone="good")
