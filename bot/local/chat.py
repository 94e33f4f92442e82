"""The Chat port on the workspace that Clerk itself serves."""

import hashlib
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from bot.ledger.faults import DatabaseBusy
from bot.ledger.workspace import Workspace
from bot.ledger.workspace_rows import Draft, File, Message
from bot.local.roster import CLERK, direct
from bot.local.shelf import Shelf
from bot.local.wire import buttons_of, card_body, file_body, forgotten_body
from handlers.backlog_cards import SHOW
from handlers.chat import (
    Attachment,
    Card,
    ChatRefused,
    ChatUnavailable,
    FileGone,
    MessageRef,
    Place,
    Upload,
)


class LocalChat:
    """Clerk's side of the workspace: messages in the ledger, bytes on the shelf."""

    def __init__(self, workspace: Workspace, shelf: Shelf) -> None:
        self._workspace = workspace
        self._shelf = shelf

    async def post(self, place: Place, card: Card, *, key: str) -> MessageRef:
        async with _reaching("post"):
            return await self._say(place, card_body(card), key=key)

    async def find(self, place: Place, *, key: str) -> MessageRef | None:
        async with _reaching("find"):
            said = await self._workspace.by_key(place.tenant, key)
        return None if said is None else _ref(place, said)

    async def edit(self, message: MessageRef, card: Card) -> None:
        async with _reaching("edit"):
            edited = await self._workspace.edit(message.place.tenant, message.id, card_body(card))
        if not edited:
            raise ChatRefused("edit: message_not_found")

    async def retract(self, message: MessageRef) -> None:
        tenant = message.place.tenant
        async with _reaching("retract"):
            # Bytes first: a crash in between leaves a row that says what is still to be removed.
            for filed in await self._workspace.files_of(tenant, message.id):
                await self._shelf.remove(tenant, filed.file.id)
            await self._workspace.retract(tenant, message.id)

    async def post_privately(self, place: Place, user: str, card: Card) -> None:
        async with _reaching("post_privately"):
            await self._workspace.add(_draft(place, card_body(card), audience=user))

    async def direct(self, place: Place, user: str) -> Place:
        channel = direct(user)
        if channel is None:
            raise ChatRefused("direct: user_not_found")
        return Place(place.platform, place.tenant, channel)

    async def send_file(self, place: Place, attachment: Attachment, *, key: str) -> MessageRef:
        earlier = await self.find(place, key=key)
        if earlier is not None:
            return earlier
        # The same key gives the same id, so a try after a crash replaces the bytes of the first.
        id_ = hashlib.sha256(f"{place.tenant}\0{key}".encode()).hexdigest()[:32]
        size = len(attachment.content)
        file = File(id_, attachment.name, attachment.mime, size, dropped=False)
        async with _reaching("send_file"):
            await self._shelf.write(place.tenant, id_, _once(attachment.content))
            return await self._say(place, file_body(id_, attachment), key=key, file=file)

    async def download(self, upload: Upload) -> AsyncIterator[bytes]:
        async with _reaching("download"):
            filed = await self._workspace.file(upload.place.tenant, upload.file)
        if filed is None:
            raise FileGone("download: file_not_found")
        try:
            async for chunk in self._shelf.read(upload.place.tenant, upload.file):
                yield chunk
        except FileNotFoundError as error:
            raise FileGone("download: file_not_found") from error

    async def forget_upload(self, tenant: str, file: str) -> bool:
        """Erase a dropped file: its bytes, its name, its size. False when there is none.

        The message it made stays as the head of its thread and says that a file was removed.
        """
        async with _reaching("forget"):
            filed = await self._workspace.file(tenant, file)
            if filed is None or not filed.file.dropped:
                return False
            await self._shelf.remove(tenant, file)
            return await self._workspace.strip(tenant, filed.message.id, forgotten_body())

    async def forget_told(self, tenant: str, document: str) -> int:
        """Take back what single persons were told that shows a document; gives how many.

        A list of what waits is taken back whatever is on it: it names sellers, and no documents.
        """
        async with _reaching("forget"):
            found = [
                message
                for words in (SHOW, document)
                for message in await self._workspace.told(tenant, words)
            ]
            showing = {one.id for one in found if _shows(one, document)}
            return sum([await self._workspace.retract(tenant, one) for one in sorted(showing)])

    async def _say(
        self, place: Place, body: dict[str, object], *, key: str, file: File | None = None
    ) -> MessageRef:
        said = await self._workspace.add(_draft(place, body, key=key, file=file))
        return _ref(place, said)


def _shows(message: Message, document: str) -> bool:
    """Tell whether something can be pressed on a message that is about a document or a list."""
    return any(
        button["action"] == SHOW or str(button["value"]).partition(":")[0] == document
        for button in buttons_of(message.body)
    )


def _ref(place: Place, said: Message) -> MessageRef:
    return MessageRef(Place(place.platform, said.tenant, said.channel, said.thread), said.id)


def _draft(
    place: Place,
    body: dict[str, object],
    *,
    key: str | None = None,
    audience: str | None = None,
    file: File | None = None,
) -> Draft:
    return Draft(
        tenant=place.tenant,
        channel=place.channel,
        thread=place.thread,
        author=CLERK,
        body=body,
        key=key,
        audience=audience,
        file=file,
    )


@asynccontextmanager
async def _reaching(call: str) -> AsyncIterator[None]:
    try:
        yield
    except DatabaseBusy as error:
        raise ChatUnavailable(f"{call}: database_busy") from error
    except OSError as error:
        raise ChatUnavailable(f"{call}: errno {error.errno}") from error


async def _once(content: bytes) -> AsyncIterator[bytes]:
    yield content
