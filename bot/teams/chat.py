"""The Chat port on Teams."""

import asyncio
import hashlib
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from typing import Protocol
from weakref import WeakValueDictionary

from bot.book import Book, Conversation, Offered, Said
from bot.clock import SystemClock
from bot.courtesies import Courtesies
from bot.shown import Noting
from bot.teams.activities import Activity, activity_of
from bot.teams.bundling import Added, Bundles
from bot.teams.connector import Connector
from bot.teams.drawing import drawn
from bot.teams.offering import asking, offer
from bot.teams.posting import Posting, card_of, is_named
from bot.teams.reaching import reaching
from handlers.chat import (
    Attachment,
    Card,
    ChatRefused,
    ChatUnavailable,
    MessageRef,
    Place,
    Upload,
)
from handlers.ports import Clock

_PAUSE = 3.0  # seconds between edits of a busy card: Teams takes half an edit a second in a thread


class Fetching(Protocol):
    """Fetches what people dropped."""

    def download(self, upload: Upload) -> AsyncIterator[bytes]:
        """Stream a file. Raises FileGone where it cannot be had, ChatUnavailable for now."""
        ...


@dataclass(frozen=True, slots=True)
class Means:
    """Who fetches files, and whether Clerk may hand any out by itself.

    With `puts_files`, the cloud lets bots put files into personal chats where people allow it.
    """

    fetching: Fetching
    puts_files: bool = True


@dataclass(frozen=True, slots=True)
class Pace:
    """How time is told: `now` in seconds, never backwards.

    An edit of a busy card is given up after `hurry`: nobody waits for how far a reading is.
    """

    now: Callable[[], float] = time.monotonic
    hurry: float = 5.0
    clock: Clock = field(default_factory=SystemClock)


@dataclass(frozen=True, slots=True)
class _Words:
    """What is about to be said, and what is kept of it beside the message."""

    card: Card
    activity: Activity
    mark: str = ""
    user: str = ""
    offered: Offered | None = None


class TeamsChat:
    """Clerk's side of conversations in every tenant where it was heard from.

    The connector gives nothing back: each message is in the book as well, and an edit is of what is
    there. Where an answer of Teams was lost, what it was about may be said a second time.
    """

    def __init__(
        self,
        book: Book,
        connector: Connector,
        means: Means,
        *,
        noting: Noting | None = None,
        pace: Pace | None = None,
    ) -> None:
        pace = pace or Pace()
        self._book = book
        self._connector = connector
        self._means = means
        self._noting = noting
        self._posting = Posting(book, connector)
        self._bundles = Bundles(book, self._posting)
        self._clock = pace.clock
        self._hurry = pace.hurry
        self._courtesies = Courtesies(_PAUSE, pace.now)
        self._turns = WeakValueDictionary[tuple[str, ...], asyncio.Lock]()

    async def post(self, place: Place, card: Card, *, key: str) -> MessageRef:
        async with reaching("post"):
            return await self._once(place, self._words(card, mark=mark_of(place.tenant, key)))

    async def find(self, place: Place, *, key: str) -> MessageRef | None:
        async with reaching("find"):
            said = await self._book.marked(place, mark_of(place.tenant, key))
        return None if said is None else MessageRef(place, said.message.id)

    async def edit(self, message: MessageRef, card: Card) -> None:
        async with (
            reaching("edit"),
            self._turn(message.place.tenant, message.place.channel, message.id),
        ):
            said = await self._book.said(message)
            if said is None:
                raise ChatRefused("edit: message_not_found")
            if said.offered is not None and card != said.card:
                raise ChatRefused("edit: a file")
            if not self._courtesies.is_spare(message, card):
                await self._replace(said.message, card)

    async def turn(self, message: MessageRef, card: Card) -> None:
        """Let what somebody was told alone show another card, which may show further tasks."""
        if self._noting is not None and not await self._noting.note(message, card):
            await self.retract(message)
        else:
            await self.edit(message, card)

    async def retract(self, message: MessageRef) -> None:
        async with reaching("retract"):
            if card_of(message) != message:
                await self._bundles.remove(message)
                return
            try:
                await self._posting.delete(message)
            except ChatRefused:
                await self._book.unsay(message)
                raise
            # Not before: a try that found Teams away is made again, by the mark if need be.
            await self._book.unsay(message)

    async def post_privately(self, place: Place, user: str, card: Card) -> None:
        async with reaching("post_privately"):
            alone = await self._book.conversation(place.tenant, place.channel)
            if alone is None or alone.kind != "personal" or alone.user != user:
                place = await self.direct(place, user)
            message = await self._say(place, self._words(card, user=user))
        if self._noting is not None and not await self._noting.note(message, card):
            await self.retract(message)

    async def direct(self, place: Place, user: str) -> Place:
        tenant = place.tenant
        async with reaching("direct"), self._turn(tenant, "direct", user):
            known = await self._book.personal(tenant, user)
            channel = await self._open(place, user) if known is None else known.channel
        return Place(place.platform, tenant, channel)

    async def send_file(self, place: Place, attachment: Attachment, *, key: str) -> MessageRef:
        mark, bundle = mark_of(place.tenant, key), attachment.bundle
        offered = Offered(
            attachment.name,
            attachment.mime,
            attachment.alt,
            attachment.content,
            self._clock.now(),
            "" if bundle is None else mark_of(place.tenant, bundle.key),
        )
        async with reaching("send_file"):
            conversation = await self._posting.where("send_file", place)
            if bundle is not None:
                replaced = frozenset(mark_of(place.tenant, one) for one in bundle.replaces)
                return await self._bundles.add(place, Added(offered, mark, bundle.title, replaced))
            words = replace(self._words(offer(offered, mark), mark=mark), offered=offered)
            if conversation.kind == "personal" and self._means.puts_files:
                words = replace(words, activity=asking(offered, place.channel, mark))
            return await self._once(place, words)

    async def given(self, said: Said) -> None:
        """Keep a file no longer that whoever it was offered to has."""
        async with reaching("given"):
            await self._book.given(said.message)
            if card_of(said.message) != said.message:
                await self._bundles.taken(said)

    async def download(self, upload: Upload) -> AsyncIterator[bytes]:
        async with reaching("download"):
            async for chunk in self._means.fetching.download(upload):
                yield chunk

    def _words(self, card: Card, *, mark: str = "", user: str = "") -> _Words:
        return _Words(card, activity_of(drawn(card), card.title), mark, user)

    async def _once(self, place: Place, words: _Words) -> MessageRef:
        """Say what has a mark, unless somebody else is at it or has done so already."""
        async with self._turn(place.tenant, place.channel, words.mark):
            said = await self._book.marked(place, words.mark)
            if said is not None:
                return MessageRef(place, said.message.id)
            return await self._say(place, words)

    async def _say(self, place: Place, words: _Words) -> MessageRef:
        message = await self._posting.send(place, words.activity)
        said = Said(message, words.mark, words.card, words.offered, words.user)
        await self._book.say(said)
        return message

    async def _replace(self, message: MessageRef, card: Card) -> None:
        """Let a message say something else, and take it back where it was forgotten meanwhile."""
        words = self._words(card)
        if is_named(message):
            async with self._hurrying(card):
                await self._posting.update(message, words.activity)
        elif card.tone != "busy":
            # It stays as it is: nobody knows what to replace.
            await self._posting.send(message.place, words.activity)
        if not await self._book.edited(card_of(message), card):
            await self._posting.delete(message)
            raise ChatRefused("edit: forgotten")

    @asynccontextmanager
    async def _hurrying(self, card: Card) -> AsyncIterator[None]:
        try:
            async with asyncio.timeout(self._hurry if card.tone == "busy" else None):
                yield
        except TimeoutError:
            raise ChatUnavailable("edit: progress cannot be shown now") from None

    async def _open(self, place: Place, user: str) -> str:
        """Begin the conversation with one person alone; gives its id."""
        book, tenant = self._book, place.tenant
        near = await book.conversation(tenant, place.channel) or await book.any(tenant)
        if near is None:
            raise ChatRefused("direct: nothing was heard from the tenant")
        account = await book.account(tenant, user)
        # Whom Clerk has not met yet, Teams knows by the id that Entra has of them.
        channel = await self._connector.open(near, user if account is None else account.id)
        alone = Conversation(tenant, channel, "personal", near.service_url, near.bot, user=user)
        await book.heard(alone)
        return channel

    def _turn(self, *named: str) -> asyncio.Lock:
        """Give what one waits for while another does the same: what is sent stays what is kept."""
        return self._turns.setdefault(named, asyncio.Lock())


def mark_of(tenant: str, key: str) -> str:
    """Give the digest that stands for a key in the book."""
    return hashlib.sha256(f"{tenant}\0{key}".encode()).hexdigest()[:40]
