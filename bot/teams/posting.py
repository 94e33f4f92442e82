"""Where messages of Clerk's stand in Teams: posting, replacing and taking back through that."""

import uuid
from collections.abc import Mapping
from dataclasses import replace

from bot.book import ON_CARD, Book, Conversation, ConversationKind
from bot.teams.activities import Activity
from bot.teams.connector import Connector
from bot.teams.shapes import THREAD
from handlers.chat import ChatRefused, MessageRef, Place

_ENDS: Mapping[str, ConversationKind] = {
    "@thread.tacv2": "channel",
    "@thread.skype": "channel",
    "@thread.v2": "group",
}
_UNNAMED = "unnamed-"  # what our own id of a message begins with that Teams gave none


class Posting:
    """Speaks to the connector, wherever a place or a message is reached."""

    def __init__(self, book: Book, connector: Connector) -> None:
        self._book = book
        self._connector = connector

    async def send(self, place: Place, activity: Activity) -> MessageRef:
        """Post a message, in its thread where it names one. Raises ChatError."""
        conversation = await self.where("post", place)
        id_ = await self._connector.send(conversation, activity, _thread(conversation, place))
        if await self._book.conversation(place.tenant, place.channel) is None:
            await self._book.heard(conversation)
        return MessageRef(place, id_ or f"{_UNNAMED}{uuid.uuid4().hex}")

    async def update(self, message: MessageRef, activity: Activity) -> None:
        """Replace a message that has a name. Raises ChatError."""
        card = card_of(message)
        conversation = await self.where("edit", card.place)
        await self._connector.update(_within(conversation, card), card.id, activity)

    async def delete(self, message: MessageRef) -> None:
        """Take a message back. Raises ChatError."""
        card = card_of(message)
        conversation = await self.where("retract", card.place)
        if not is_named(card):
            raise ChatRefused("retract: teams gave no id")
        await self._connector.delete(_within(conversation, card), card.id)

    async def where(self, call: str, place: Place) -> Conversation:
        """Give how a place is reached. Raises ChatRefused where nobody knows."""
        found = await self._book.conversation(place.tenant, place.channel)
        if found is None:
            found = supposed(await self._book.any(place.tenant), place.channel)
        if found is None:
            raise ChatRefused(f"{call}: conversation_not_known")
        return found


def card_of(message: MessageRef) -> MessageRef:
    """Give the message itself of a file that it offers beside others."""
    return replace(message, id=message.id.partition(ON_CARD)[0])


def is_named(message: MessageRef) -> bool:
    """Tell whether Teams gave a message an id: one without can be neither replaced nor deleted."""
    return not message.id.startswith(_UNNAMED)


def supposed(near: Conversation | None, channel: str) -> Conversation | None:
    """Give how a conversation is reached that nothing was heard of, by another of its tenant's.

    Whoever adds Clerk to a team adds it to all of its channels, and Teams tells of one of them.
    None: nothing was heard of any, or that is the id of no channel and no group.
    """
    kind = next((kind for end, kind in _ENDS.items() if channel.endswith(end)), None)
    if near is None or kind is None:
        return None
    return Conversation(near.tenant, channel, kind, near.service_url, near.bot)


def _within(conversation: Conversation, message: MessageRef) -> Conversation:
    """Name, of a channel, the thread that a message stands in, as Teams itself names it there."""
    if conversation.kind != "channel":
        return conversation
    thread = message.place.thread or message.id
    return replace(conversation, channel=f"{conversation.channel}{THREAD}{thread}")


def _thread(conversation: Conversation, place: Place) -> str | None:
    """Give the thread to post in: elsewhere than in channels it is a label, and there are none."""
    return place.thread if conversation.kind == "channel" else None
