"""Files of one answer on one card, a button each: what is put on it, and what is taken off it."""

import asyncio
from dataclasses import dataclass
from weakref import WeakValueDictionary

from bot.book import ON_CARD, Book, Offered, Said
from bot.teams.activities import activity_of
from bot.teams.connector import TeamsRefused
from bot.teams.drawing import drawn
from bot.teams.offering import off_card, on_card
from bot.teams.posting import Posting, card_of, is_named
from handlers.chat import Card, ChatRefused, MessageRef, Place


@dataclass(frozen=True, slots=True)
class Added:
    """A file that goes on a card, under the mark of its key; `title` is that of the card.

    It takes the place of the files that have the marks in `replaced`.
    """

    offered: Offered
    mark: str
    title: str
    replaced: frozenset[str] = frozenset()


class Bundles:
    """Keeps the cards of bundles as their files are; each file is a message of its own to others.

    What a card says is kept before the file that was put on it: a try that was cut off in between
    is made again, and says the same.
    """

    def __init__(self, book: Book, posting: Posting) -> None:
        self._book = book
        self._posting = posting
        self._turns = WeakValueDictionary[tuple[str, ...], asyncio.Lock]()

    async def add(self, place: Place, added: Added) -> MessageRef:
        """Offer a file beside the others of its bundle; gives the message that it is."""
        async with self._turn(place, added.offered.bundle):
            said = await self._book.marked(place, added.mark)
            if said is not None:
                return MessageRef(place, said.message.id)
            others = await self._book.bundled(place, added.offered.bundle)
            message, card = await self._show(place, added, others)
            file = MessageRef(place, f"{message.id}{ON_CARD}{added.mark}")
            await self._book.say(Said(file, added.mark, card, added.offered))
            for one in others:
                if one.mark in added.replaced:
                    await self._book.unsay(one.message)
            return file

    async def remove(self, message: MessageRef) -> None:
        """Take a file off its card; with the last one, the card is taken back."""
        said = await self._book.said(message)
        if said is None or said.offered is None:
            # It was replaced, and its card stays; or all of it was forgotten, and that goes.
            if await self._book.said(card_of(message)) is None:
                await self._posting.delete(message)
            return
        async with self._turn(said.message.place, said.offered.bundle):
            try:
                if await self._is_alone(said, said.offered.bundle):
                    await self._posting.delete(said.message)
                else:
                    await self._take_off(said.message)
            except ChatRefused:
                await self._book.unsay(message)
                raise
            # Not before: a try that found Teams away is made again.
            await self._book.unsay(message)

    async def taken(self, said: Said) -> None:
        """Let a card offer a file no more that is not kept any more."""
        bundle = "" if said.offered is None else said.offered.bundle
        async with self._turn(said.message.place, bundle):
            await self._take_off(said.message)

    async def _show(
        self, place: Place, added: Added, others: tuple[Said, ...]
    ) -> tuple[MessageRef, Card]:
        """Show a file on the newest card of the others, or on one of its own."""
        if others:
            message = card_of(others[-1].message)
            card = on_card(others[-1].card, added.offered, added.mark, added.replaced)
            if is_named(message) and await self._is_edited(message, card):
                return message, card
        card = on_card(Card(added.title), added.offered, added.mark)
        return await self._posting.send(place, activity_of(drawn(card), card.title)), card

    async def _is_edited(self, message: MessageRef, card: Card) -> bool:
        """Let a card show something else; False: somebody deleted it."""
        try:
            await self._posting.update(message, activity_of(drawn(card), card.title))
        except TeamsRefused:
            return False
        await self._book.edited(message, card)
        return True

    async def _take_off(self, file: MessageRef) -> None:
        """Let the card of a file show what else it offers; nothing, where that was forgotten."""
        said = await self._book.said(file)
        if said is None:
            return
        card = off_card(said.card, said.mark)
        try:
            await self._posting.update(file, activity_of(drawn(card), card.title))
        except TeamsRefused as error:
            if not error.is_gone:  # somebody deleted it, and with it what was to go
                raise
        if not await self._book.edited(card_of(file), card):
            await self._posting.delete(file)

    async def _is_alone(self, said: Said, bundle: str) -> bool:
        """Tell whether a file is the only one that is left on its card."""
        beside = await self._book.bundled(said.message.place, bundle)
        card = card_of(said.message)
        return not any(
            one.mark != said.mark and card_of(one.message).id == card.id for one in beside
        )

    def _turn(self, place: Place, bundle: str) -> asyncio.Lock:
        return self._turns.setdefault((place.tenant, place.channel, bundle), asyncio.Lock())
