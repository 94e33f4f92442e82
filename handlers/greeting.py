"""The first message of Clerk's, where it was just added."""

from handlers.chat import Card, Language, Text
from handlers.texts.catalogue import texts


def greeting_card(language: Language, *, alone: bool) -> Card:
    """Say what Clerk does and how to begin; `alone`: to one person, whom nobody reads with."""
    said = texts(language).greeting
    begin = said.alone if alone else said.among
    return Card(said.title, tuple(map(Text, (*said.does, begin))))
