"""Files of Clerk's, given to whoever wants one and may have it."""

import logging
import time
from dataclasses import dataclass
from typing import Any, Protocol

from bot.book import Book, Conversation, Offered, Said
from bot.once import Once
from bot.shown import Copies
from bot.teams.activities import activity_of
from bot.teams.connector import Connector, TeamsRefused
from bot.teams.drawing import drawn
from bot.teams.file_links import FileLinks, Visit
from bot.teams.offering import Consent, Session, asking, offer, taken
from bot.teams.reaching import reaching
from bot.teams.shapes import PLATFORM
from handlers.chat import (
    Button,
    Buttons,
    Card,
    ChatError,
    ChatRefused,
    MessageRef,
    Outcome,
    Place,
    Press,
    Text,
    Told,
)
from handlers.people import Directory, person_id
from handlers.texts.catalogue import texts

_log = logging.getLogger(__name__)


class Voice(Protocol):
    """Clerk's side of conversations, where files are offered and asked about."""

    async def direct(self, place: Place, user: str) -> Place:
        """Give where Clerk speaks with one person alone. Raises ChatRefused where it cannot."""
        ...

    async def given(self, said: Said) -> None:
        """Keep a file no longer that whoever it was offered to has. Raises ChatError."""
        ...


class Puts(Protocol):
    """Puts files where somebody allowed it."""

    async def put(self, address: str, content: bytes) -> None:
        """Put a file. Raises ChatError."""
        ...


@dataclass(frozen=True, slots=True)
class Room:
    """What is offered, to whom it may go, and where people are spoken with."""

    book: Book
    connector: Connector
    directory: Directory
    chat: Voice


@dataclass(frozen=True, slots=True)
class Ways:
    """How a file gets to somebody: by a link, where Clerk has an address, or into their OneDrive.

    `copies` notes what asks for the second, so that it goes with what it is about.
    """

    links: FileLinks | None
    uploads: Puts | None
    copies: Copies


@dataclass(frozen=True, slots=True)
class Found:
    """A file that is there to be given, and the message that offers it."""

    said: Said
    offered: Offered
    content: bytes

    @property
    def name(self) -> str:
        return self.offered.name


class Giving:
    """Gives out what is offered, to whoever reads the conversation that it is offered in."""

    def __init__(self, room: Room, ways: Ways) -> None:
        self._room = room
        self._ways = ways
        self._under_way = set[tuple[str, ...]]()
        self._answered = Once(time.monotonic)
        self._not_put = Once(time.monotonic)

    async def pressed(self, press: Press) -> Outcome:
        """Answer who pressed the button of an offer. Raises ChatError."""
        phrases, links = texts(press.language).giving, self._ways.links
        visit = Visit(press.place.tenant, press.place.channel, press.value, press.user)
        found = await self.found(visit)
        if found is None:
            return Told(_card(phrases.gone, phrases.gone_why))
        async with reaching("file"):
            if links is not None and not await self._is_asked_here(press):
                return _linked(links, visit, press, found)
            if self._ways.uploads is None:
                return Told(_card(phrases.nowhere.format(name=found.name), phrases.nowhere_why))
            return await self._ask(press, found)

    async def consented(self, press: Press, consent: Consent) -> None:
        """Put a file where somebody allows it: takes as long as that takes. Raises ChatError.

        `press` says who it was, and on which card.
        """
        if _card_of(press) in self._answered:
            return  # somebody pressed twice: what they allowed is there
        phrases = texts(press.language).giving
        visit = Visit(press.place.tenant, consent.channel, consent.mark, press.user)
        found = await self.found(visit)
        async with reaching("file"):
            if found is None:
                await self._replace(press, _told(_card(phrases.gone, phrases.gone_why)))
            elif consent.session is None:
                await self._again(press, found, phrases.declined, phrases.declined_why)
            else:
                await self._put(press, consent.session, found)

    async def found(self, visit: Visit) -> Found | None:
        """Give what is offered, to whom it may go; None: nothing. Raises ChatError."""
        place = Place(PLATFORM, visit.tenant, visit.channel)
        person = person_id(PLATFORM, visit.user)
        async with reaching("file"):
            if not await self._room.directory.sees(visit.tenant, person, place):
                return None
            said = await self._room.book.marked(place, visit.mark)
        if said is None or said.offered is None or said.offered.content is None:
            return None
        return Found(said, said.offered, said.offered.content)

    async def _is_asked_here(self, press: Press) -> bool:
        """Tell whether Teams is to ask where somebody pressed: in their own chat, if it works."""
        if self._ways.uploads is None or _wish(press, press.value) in self._not_put:
            return False
        place = press.place
        where = await self._room.book.conversation(place.tenant, place.channel)
        return where is not None and where.kind == "personal"

    async def _ask(self, press: Press, found: Found) -> Outcome:
        """Ask whoever pressed, in their own chat with Clerk: there Teams asks, and nowhere else."""
        phrases, room = texts(press.language).giving, self._room
        try:
            alone = await room.chat.direct(press.place, press.user)
            activity = asking(found.offered, press.place.channel, found.said.mark)
            await self._post(alone, activity, found)
        except ChatRefused:
            return Told(_card(phrases.alone, phrases.alone_why))
        if alone.channel == press.place.channel:
            return None  # it is right below
        return Told(_card(phrases.asked.format(name=found.name), phrases.asked_why))

    async def _put(self, press: Press, session: Session, found: Found) -> None:
        """Put it, once at a time: a client that hears nothing for a while asks again."""
        named = (press.place.tenant, press.place.channel, found.said.mark)
        uploads = self._ways.uploads
        if uploads is None or named in self._under_way:
            return
        self._under_way.add(named)
        try:
            await uploads.put(session.upload_url, found.content)
        except ChatError as error:
            _log.warning("a file could not be put where it was allowed (%s)", error)
            self._not_put.first(_wish(press, found.said.mark))
            phrases = texts(press.language).giving
            await self._again(press, found, phrases.failed, phrases.failed_why)
            return
        finally:
            self._under_way.discard(named)
        self._answered.first(_card_of(press))
        await self._replace(press, taken(session), found)
        if _is_here(press, found):
            # Nobody else reads this conversation: what they have is kept no longer.
            await self._room.chat.given(found.said)

    async def _again(self, press: Press, found: Found, title: str, why: str) -> None:
        """Say what became of an offer, and how to have the file after all."""
        title = title.format(name=found.name)
        offered = found.said.message
        if press.message is None or press.message.id != offered.id:
            # It was asked because somebody pressed a button, which is there still.
            card = _card(title, texts(press.language).giving.again)
            await self._replace(press, _told(card), found)
            return
        button = offer(found.offered, found.said.mark).parts[-1]
        card = Card(title, (Text(why), button))
        await self._replace(press, _told(card), found)
        await self._room.book.edited(offered, card)

    async def _replace(
        self, press: Press, activity: dict[str, Any], found: Found | None = None
    ) -> None:
        """Put a message in the place of the card that was answered, or below it.

        As it stays the same message to Clerk, it goes with what it is about.
        """
        where = await self._where(press.place)
        try:
            if press.message is not None:
                await self._room.connector.update(where, press.message.id, activity)
                return
        except TeamsRefused:
            _log.info("a card that asked for consent cannot be replaced")
        await self._post(press.place, activity, found, "told")

    async def _post(
        self, place: Place, activity: dict[str, Any], found: Found | None, what: str = "asked"
    ) -> None:
        """Post what goes with what was found, and take it back where that is gone by now.

        Of each sort there is one for a file: that before it is taken back first.
        """
        where, connector = await self._where(place), self._room.connector
        if found is None:
            await connector.send(where, activity, None)
            return
        said, copies = found.said, self._ways.copies
        try:
            # Before it is sent: where Clerk ends in between, it is known that it may be there.
            keys = await copies.opening(said.message, place, f"{said.mark}:{what}")
        except KeyError:
            return  # forgotten
        for one in await copies.earlier(place, keys):
            await self._take_back(where, one)
        message = MessageRef(place, await connector.send(where, activity, None))
        noted = await copies.done(keys, message)
        if not noted or await self._room.book.marked(said.message.place, said.mark) is None:
            await connector.delete(where, message.id)

    async def _take_back(self, where: Conversation, message: MessageRef) -> None:
        """Take back what asked before; what Teams does not take back keeps nobody from asking."""
        try:
            await self._room.connector.delete(where, message.id)
        except TeamsRefused:
            _log.info("a card that asked for consent cannot be taken back")

    async def _where(self, place: Place) -> Conversation:
        found = await self._room.book.conversation(place.tenant, place.channel)
        if found is None:
            raise ChatRefused("file: conversation_not_known")
        return found


def _card_of(press: Press) -> str:
    """Name the card that was answered, or what it asks about where that is not told."""
    id_ = press.value if press.message is None else press.message.id
    return f"{press.place.tenant} {press.place.channel} {id_}"


def _wish(press: Press, mark: str) -> str:
    """Name who wants which file."""
    return f"{press.place.tenant} {press.user} {mark}"


def _linked(links: FileLinks, visit: Visit, press: Press, found: Found) -> Told:
    phrases, minutes = texts(press.language).giving, int(links.opens_for.total_seconds() // 60)
    go = Button("", "", phrases.go, "good", links.to(visit, press.language))
    why = Text(phrases.ready_why.format(minutes=minutes))
    return Told(Card(phrases.ready.format(name=found.name), (why, Buttons((go,)))))


def _is_here(press: Press, found: Found) -> bool:
    """Tell whether a file is offered where it was answered: there nobody else has it."""
    return found.said.message.place.channel == press.place.channel


def _card(title: str, why: str) -> Card:
    return Card(title, (Text(why),))


def _told(card: Card) -> dict[str, Any]:
    return activity_of(drawn(card), card.title)
