"""Saying each thing once: messages go out through the outbox."""

from collections.abc import Awaitable, Callable, Iterable

from handlers.chat import (
    Attachment,
    Card,
    Chat,
    ChatError,
    ChatRefused,
    ChatUnavailable,
    MessageRef,
    Place,
)
from handlers.ports import Outbox

# Gives an address under which people find a message; None: its platform has none.
Address = Callable[[MessageRef], Awaitable[str | None]]


class Replies:
    """Posts what a job has to say, once a key, across crashes and lost answers."""

    def __init__(self, chat: Chat, outbox: Outbox, address: Address | None = None) -> None:
        """Remember by what to speak; `address` gives a way to a message, where there is one."""
        self._chat = chat
        self._outbox = outbox
        self._address = address

    async def post(self, place: Place, card: Card, *, key: str, job: str | None) -> MessageRef:
        """Post `card` under `key`, or give the message that an earlier try posted.

        `job` is that of the arrival it is about; None: it is about no file. Of one that was
        forgotten nothing is said: ChatRefused.
        """
        return await self._once(place, key, job, lambda: self._chat.post(place, card, key=key))

    async def send_file(
        self, place: Place, attachment: Attachment, *, key: str, job: str
    ) -> MessageRef:
        """Send `attachment` under `key`, or give the message that an earlier try sent."""
        return await self._once(
            place, key, job, lambda: self._chat.send_file(place, attachment, key=key)
        )

    async def bind(self, message: MessageRef, *, key: str, job: str) -> None:
        """Let a message that was sent go with a further arrival as well, under a key of its own.

        Where that was forgotten meanwhile it is taken back: ChatRefused.
        """
        try:
            await self._opening(message.place, key, job)
        except ChatRefused:
            await self._chat.retract(message)
            raise
        await self._say(key, lambda: _given(message))

    async def sent(self, tenant: str, key: str) -> MessageRef | None:
        """Give the message posted under `key`, or None."""
        return await self._outbox.sent(tenant, key)

    async def link(self, tenant: str, key: str) -> str | None:
        """Give the address that opens the message of `key`; None: it has none, or none now."""
        message = await self._outbox.sent(tenant, key)
        if message is None or self._address is None:
            return None
        try:
            return await self._address(message)
        except ChatError:
            return None  # a courtesy: what is said is whole without it

    async def edit(self, message: MessageRef, card: Card) -> None:
        """Replace what `message` says."""
        await self._chat.edit(message, card)

    async def retract(self, message: MessageRef) -> None:
        """Take a message back."""
        await self._chat.retract(message)

    async def show(self, place: Place, card: Card, *, key: str, job: str) -> MessageRef:
        """Let the message of `key` say `card`; it is posted where it was not yet."""
        sent = await self._sent(place, key, job)
        if sent is None:
            return await self._say(key, lambda: self._chat.post(place, card, key=key))
        await self._chat.edit(sent, card)
        return sent

    async def _once(
        self, place: Place, key: str, job: str | None, say: Callable[[], Awaitable[MessageRef]]
    ) -> MessageRef:
        return await self._sent(place, key, job) or await self._say(key, say)

    async def _sent(self, place: Place, key: str, job: str | None) -> MessageRef | None:
        """Give what an earlier try said; None: nothing, and it is noted that it will be said."""
        sent = await self._outbox.sent(place.tenant, key)
        if sent is not None or await self._opening(place, key, job):
            return sent
        found = await self._chat.find(place, key=key)
        if found is not None:
            await self._outbox.done(key, found)
        return found

    async def _opening(self, place: Place, key: str, job: str | None) -> bool:
        try:
            return await self._outbox.opening(place, key, job)
        except KeyError:
            raise ChatRefused("post: forgotten") from None

    async def _say(self, key: str, say: Callable[[], Awaitable[MessageRef]]) -> MessageRef:
        message = await say()
        try:
            await self._outbox.done(key, message)
        except KeyError:
            # What it is about was forgotten while it was said.
            await self._chat.retract(message)
            raise ChatRefused("post: forgotten") from None
        return message


async def _given(message: MessageRef) -> MessageRef:
    return message


async def each(sayings: Iterable[Awaitable[object]]) -> None:
    """Say all; what is refused keeps nothing back, and what must wait is raised at the end."""
    late: ChatUnavailable | None = None
    for saying in sayings:
        try:
            await saying
        except ChatRefused:
            continue
        except ChatUnavailable as error:
            late = error
    if late is not None:
        raise late
