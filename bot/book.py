"""What Clerk must remember to speak in Teams: the Book port.

The connector gives nothing back: neither what was said, nor where to say something. Files are
fetched after their message was acknowledged, by addresses that came with it.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal, Protocol

from handlers.chat import Card, MessageRef, Place

PLATFORM = "teams"
ON_CARD = ";file="  # between the id of a card and the mark of one of the files that it offers

ConversationKind = Literal["personal", "group", "channel"]
SourceKind = Literal["download", "inline", "reference", "hosted"]


@dataclass(frozen=True, slots=True)
class Conversation:
    """Where Clerk can speak, and how it is reached.

    `channel` is the id without a thread. `bot` is Clerk's own id there. `user` is whose it is,
    of a personal one; `team` the id of the Entra group of the channel's team, where it was told.
    """

    tenant: str
    channel: str
    kind: ConversationKind
    service_url: str
    bot: str
    user: str = ""
    team: str = ""


@dataclass(frozen=True, slots=True)
class Account:
    """A person as the connector knows them: `id` is its own, `user` the one that Entra has.

    `channel` is the conversation they were met in last, where the connector tells of them; a book
    fills it in itself.
    """

    tenant: str
    user: str
    id: str
    channel: str = ""


@dataclass(frozen=True, slots=True)
class Offered:
    """A file of Clerk's own that people can have; `content` is None once it is not kept any more.

    The time that it was offered is `since`. `bundle` is the mark of what it is offered with, on one
    card; empty: it is offered alone.
    """

    name: str
    mime: str
    alt: str
    content: bytes | None
    since: datetime
    bundle: str = ""


@dataclass(frozen=True, slots=True)
class Said:
    """One message of Clerk's: what it says now, so that it can be drawn again.

    `mark` is what its key became, empty where it has none. `user` is whom alone it was told, empty
    where everybody of the conversation reads it. It shows a card or offers a file. Of a card that
    offers several there is one for each: their ids are that of the card, ON_CARD and the mark.
    """

    message: MessageRef
    mark: str
    card: Card
    offered: Offered | None = None
    user: str = ""


@dataclass(frozen=True, slots=True)
class Source:
    """Where a dropped file is to be had, under the id that `Upload.file` names it by.

    `url` is what came with the message, of what Graph holds the path there; `message` is its id,
    `thread` that of the first one of its thread, both empty where there is none. `link` is where
    people open it, empty where that was not told: a download's address does not last. In the end
    both are empty.
    """

    tenant: str
    channel: str
    file: str
    kind: SourceKind
    url: str
    message: str
    thread: str
    since: datetime
    link: str = ""


class Book(Protocol):
    """Kept for each tenant on its own, erased with what it is about. All may raise DatabaseBusy."""

    async def heard(self, conversation: Conversation, *accounts: Account) -> None:
        """Keep where a conversation is reached, and who speaks there, in place of what was.

        A `user` and a `team` that are not told again stay.
        """
        ...

    async def left(self, tenant: str, channel: str, team: str = "") -> None:
        """Forget a conversation that Clerk was removed from, and whom it met there last.

        With a team, so are all of its channels.
        """
        ...

    async def conversation(self, tenant: str, channel: str) -> Conversation | None:
        """Give how a conversation is reached."""
        ...

    async def personal(self, tenant: str, user: str) -> Conversation | None:
        """Give the conversation with one person alone, of several the one that came last."""
        ...

    async def any(self, tenant: str) -> Conversation | None:
        """Give some conversation of a tenant: by its service a new one can be begun."""
        ...

    async def account(self, tenant: str, user: str) -> Account | None:
        """Give who somebody is to the connector."""
        ...

    async def user(self, tenant: str, account: str) -> str | None:
        """Give who an account of the connector is to Entra; None: nobody was told, or two were."""
        ...

    async def say(self, said: Said) -> None:
        """Keep a message, in place of what it said before."""
        ...

    async def edited(self, message: MessageRef, card: Card) -> bool:
        """Let a kept message say something else; False: it was forgotten, and stays so.

        By the id of a card that offers several files, all of them.
        """
        ...

    async def given(self, message: MessageRef) -> None:
        """Let go of the content of a file that a message offered: whoever reads it has it."""
        ...

    async def said(self, message: MessageRef) -> Said | None:
        """Give what a message says; None: it is none of Clerk's, or was taken back.

        It is known by its channel and id: whatever thread is asked for, its own is given. By the id
        of a card that offers several files, one of them is.
        """
        ...

    async def marked(self, place: Place, mark: str) -> Said | None:
        """Give the message with a mark in the channel of a place."""
        ...

    async def bundled(self, place: Place, bundle: str) -> tuple[Said, ...]:
        """Give the files of a bundle in the channel of a place, the one said last at the end."""
        ...

    async def unsay(self, message: MessageRef) -> None:
        """Forget a message."""
        ...

    async def brought(self, *sources: Source) -> None:
        """Keep where dropped files are to be had, in place of what was."""
        ...

    async def source(self, tenant: str, channel: str, file: str) -> Source | None:
        """Give where a dropped file is to be had."""
        ...

    async def of_message(self, tenant: str, channel: str, message: str) -> tuple[Source, ...]:
        """Give the files that came with a message."""
        ...

    async def sweep(self, before: datetime) -> int:
        """Let go of what is from before and needed no more; gives how many there were.

        That is the content of files offered, the addresses of sources, and messages about no file
        that was dropped. Which message brought a file stays known for as long as that is kept.
        """
        ...
