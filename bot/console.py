"""The command line as a place to drop files: what it is told is printed by the command itself."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import AbstractAsyncContextManager
from pathlib import Path

from handlers.chat import Attachment, Card, ChatRefused, FileGone, MessageRef, Place, Upload
from handlers.ports import Facts

PLATFORM = "console"
CHUNK = 1 << 20


class ConsoleChat:
    """A conversation with nobody: files are read from this disk, replies are not shown.

    `files` are the paths of this run, by file id.
    """

    def __init__(self, files: Mapping[str, Path]) -> None:
        self._files = files

    async def post(self, place: Place, card: Card, *, key: str) -> MessageRef:  # noqa: ARG002
        return MessageRef(place, key)

    async def find(self, place: Place, *, key: str) -> MessageRef | None:
        return MessageRef(place, key)

    async def edit(self, message: MessageRef, card: Card) -> None:
        """Nobody is there to see it."""

    async def retract(self, message: MessageRef) -> None:
        """There is nothing to take back."""

    async def post_privately(self, place: Place, user: str, card: Card) -> None:
        """Nobody is there to see it."""

    async def direct(self, place: Place, user: str) -> Place:  # noqa: ARG002
        raise ChatRefused("direct: nobody is there")

    async def send_file(
        self,
        place: Place,
        attachment: Attachment,  # noqa: ARG002
        *,
        key: str,
    ) -> MessageRef:
        return MessageRef(place, key)

    async def download(self, upload: Upload) -> AsyncIterator[bytes]:
        path = self._files.get(upload.file)
        if path is None:
            raise FileGone(upload.file)
        file = await asyncio.to_thread(path.open, "rb")
        try:
            while chunk := await asyncio.to_thread(file.read, CHUNK):
                yield chunk
        finally:
            await asyncio.to_thread(file.close)


class Immediate:
    """The steps of a job that is run here and now: nothing is checkpointed.

    `transaction` opens what `commit` puts an action's writes into.
    """

    def __init__(self, transaction: Callable[[], AbstractAsyncContextManager[object]]) -> None:
        self._transaction = transaction

    async def run(self, name: str, action: Callable[[], Awaitable[Facts]]) -> Facts:  # noqa: ARG002
        return await action()

    async def commit(self, name: str, action: Callable[[], Awaitable[Facts]]) -> Facts:  # noqa: ARG002
        async with self._transaction():
            return await action()
