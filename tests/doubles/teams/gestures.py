"""What people do in a Teams of ours: they write, drop files, press, fill in, and delete."""

from collections.abc import Mapping, Sequence

from tests.doubles.teams import storage
from tests.doubles.teams.activities import Activities
from tests.doubles.teams.cards import buttons, inputs
from tests.doubles.teams.deliveries import Answered, Deliveries
from tests.doubles.teams.world import (
    Conversation,
    File,
    Json,
    Message,
    Person,
    Tenant,
    World,
    guid,
)

Named = tuple[str, bytes]


class NotSent(Exception):
    """The client of whoever pressed does not send that: what is needed is not filled in."""


class Gestures:
    """Each changes the world, and tells Clerk of it, as Teams does.

    What Clerk is not told of in Teams, it is not told of here: a message of a group or a channel
    that does not name it, where nobody consented to that.
    """

    def __init__(self, world: World, told: Activities, deliveries: Deliveries) -> None:
        self._world = world
        self._told = told
        self._deliveries = deliveries

    async def write(
        self,
        conversation: Conversation,
        person: Person,
        text: str = "",
        *,
        files: Sequence[Named] = (),
        images: Sequence[Named] = (),
        mention: bool = False,
        thread: Message | None = None,
    ) -> Message:
        """Write a message, with files dropped or pictures pasted into it; Clerk must take it."""
        message = self.written(
            conversation, person, text, files=files, images=images, thread=thread
        )
        is_told = conversation.kind == "personal" or mention or conversation.is_heard
        if is_told and conversation.has_clerk:
            tenant = self._tenant(conversation)
            told = self._told.message(tenant, conversation, person, message, mention=mention)
            answered = await self._deliveries.send(told)
            assert 200 <= answered.status < 300, answered
        return message

    def written(
        self,
        conversation: Conversation,
        person: Person,
        text: str = "",
        *,
        files: Sequence[Named] = (),
        images: Sequence[Named] = (),
        thread: Message | None = None,
    ) -> Message:
        """Write a message that Clerk is not told of yet."""
        root = (thread.thread or thread.id) if thread and conversation.kind == "channel" else None
        message = Message(self._world.message_id(), person.account, root, text)
        message.files = [self._file(name, content) for name, content in files]
        for one in message.files:
            one.owner = person.id
        message.images = [self._file(name, content, "image/png") for name, content in images]
        self._world.files |= {one.id: one for one in message.files}
        self._world.images |= {one.id: one for one in message.images}
        conversation.messages.append(message)
        return message

    def _file(self, name: str, content: bytes, type_: str = "application/octet-stream") -> File:
        return File(guid(f"file/{self._world.number()}").upper(), name, content, type_)

    async def press(self, message: Message, person: Person, label: str, **filled: str) -> Answered:
        """Press the button of a card with a label, as this person sees it, inputs filled in."""
        shown = buttons(message.card_for(person))
        action = next((one for one in shown if one.get("title") == label), None)
        assert action is not None, f"no {label!r} among {shown}"
        return await self.trigger(message, person, action, filled)

    async def trigger(
        self, message: Message, person: Person, action: Json, filled: Mapping[str, str]
    ) -> Answered:
        """Let the client of a person do what an action of a card says.

        `filled` are inputs by id; the others are as the card has them. What the client checks by
        itself is checked (NotSent); the card in the answer takes the place of the pressed one.
        """
        conversation = self._conversation(message)
        values = _values(message.card_for(person), action, filled)
        told = self._told.press(
            self._tenant(conversation), conversation, person, message, action, values
        )
        answered = await self._deliveries.send(told)
        if answered.status == 200 and answered.kind == "adaptive":
            message.shown[person.id] = answered.value
        return answered

    async def accept(self, message: Message, person: Person) -> Answered:
        """Accept a file that is offered: an upload session is begun for it."""
        [card] = [one for one in message.attachments if "consent" in str(one.get("contentType"))]
        return await self._consent(message, person, storage.session(self._world, card["name"]))

    async def decline(self, message: Message, person: Person) -> Answered:
        """Decline a file that is offered."""
        return await self._consent(message, person, None)

    async def _consent(self, message: Message, person: Person, info: Json | None) -> Answered:
        conversation = self._conversation(message)
        tenant = self._tenant(conversation)
        told = self._told.consent(tenant, conversation, person, message, info)
        return await self._deliveries.send(told)

    async def delete(self, message: Message, person: Person) -> Answered:
        """Delete a message."""
        conversation = self._conversation(message)
        tenant = self._tenant(conversation)
        conversation.messages.remove(message)
        told = self._told.changed(tenant, conversation, person, message, "softDeleteMessage")
        return await self._deliveries.send(told)

    async def edit(
        self, message: Message, person: Person, text: str, *, without_files: bool = False
    ) -> Answered:
        """Change a message, or take its files out of it."""
        conversation = self._conversation(message)
        message.text = text
        if without_files:
            message.files, message.images = [], []
        tenant = self._tenant(conversation)
        told = self._told.changed(tenant, conversation, person, message)
        return await self._deliveries.send(told)

    async def install(self, conversation: Conversation, person: Person) -> list[Answered]:
        """Add Clerk to a conversation, as one of its people."""
        conversation.has_clerk = True
        return await self._moved(conversation, person, "add")

    async def remove(self, conversation: Conversation, person: Person) -> list[Answered]:
        """Remove Clerk from a conversation."""
        conversation.has_clerk = False
        return await self._moved(conversation, person, "remove")

    async def _moved(
        self, conversation: Conversation, person: Person, action: str
    ) -> list[Answered]:
        tenant = self._tenant(conversation)
        gone = action == "remove"
        both = (
            self._told.installed(tenant, conversation, person, action),
            self._told.members(tenant, conversation, person, removed=gone),
        )
        return [await self._deliveries.send(one) for one in both]

    def _tenant(self, conversation: Conversation) -> Tenant:
        return next(one for one, held in self._world.conversations() if held is conversation)

    def _conversation(self, message: Message) -> Conversation:
        return next(held for _, held in self._world.conversations() if message in held.messages)


def _values(card: Json, action: Json, filled: Mapping[str, str]) -> Json:
    """Give what a client sends of the inputs of a card."""
    if action.get("associatedInputs") == "none":
        return {}
    shown = inputs(card)
    unknown = set(filled) - {one["id"] for one in shown}
    assert not unknown, f"no inputs {sorted(unknown)}"
    values = {one["id"]: str(one.get("value", "")) for one in shown} | dict(filled)
    lacking = [one["id"] for one in shown if one.get("isRequired") and not values[one["id"]]]
    if lacking:
        raise NotSent(*lacking)
    return {name: value for name, value in values.items() if value}
