"""Noting which messages to single persons show a document: they go when it is forgotten.

What only one person sees in a channel, Slack itself does not keep; direct messages stay.
"""

import secrets
from collections.abc import Iterator
from typing import Protocol

from handlers.chat import Button, Buttons, Card, Entry, MessageRef
from handlers.ports import Drop, Outbox

_ABOUT_A_DOCUMENT = "review."  # what the actions of its buttons begin with


class Arrivals(Protocol):
    """Knows how documents came."""

    async def arrivals(self, tenant: str, document_id: str) -> tuple[Drop, ...]:
        """Give how a document arrived, the first arrival first."""
        ...


class Noting:
    """Writes into the outbox, under the arrival of each document, what shows it."""

    def __init__(self, outbox: Outbox, archive: Arrivals) -> None:
        self._outbox = outbox
        self._archive = archive

    async def note(self, message: MessageRef, card: Card) -> bool:
        """Note a message; False: a document on it was forgotten meanwhile, so it has to go."""
        place = message.place
        for document in sorted(documents_on(card)):
            arrivals = await self._archive.arrivals(place.tenant, document)
            if not arrivals:
                return False
            job = arrivals[0].key
            key = f"{job}:told:{secrets.token_hex(8)}"
            try:
                await self._outbox.opening(place, key, job)
                await self._outbox.done(key, message)
            except KeyError:
                return False
        return True


def documents_on(card: Card) -> set[str]:
    """Give the documents that something can be pressed about on a card."""
    about = (one for one in _buttons(card) if one.action.startswith(_ABOUT_A_DOCUMENT))
    return {one.value.partition(":")[0] for one in about}


def _buttons(card: Card) -> Iterator[Button]:
    for part in card.parts:
        if isinstance(part, Buttons):
            yield from part.row
        elif isinstance(part, Entry) and part.button is not None:
            yield part.button
