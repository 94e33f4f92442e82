"""Getting a dropped file in: streamed, bounded, screened, kept."""

import asyncio
import shutil
import tempfile
import unicodedata
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from pathlib import Path

from handlers.chat import Chat, Upload
from handlers.ports import Store
from pipelines.errors import MediaRejected, Reason
from pipelines.media import Media, MediaType

NAME_LENGTH = 120

Screen = Callable[[Path], Awaitable[Media]]


class Intake:
    """Brings files from a conversation into the store, and out again to be read.

    `scratch` holds copies in use only; `limit` is the most bytes a file may have.
    """

    def __init__(
        self, *, chat: Chat, store: Store, screen: Screen, scratch: Path, limit: int
    ) -> None:
        self._chat = chat
        self._store = store
        self._screen = screen
        self._scratch = scratch
        self._limit = limit

    @asynccontextmanager
    async def fetched(self, upload: Upload) -> AsyncIterator[Media]:
        """Download and screen what was dropped, for as long as it is needed.

        Raises MediaRejected, FileGone.
        """
        async with self._folder() as folder:
            path = folder / "upload"
            await self._write(path, self._chat.download(upload))
            yield await self._screen(path)

    async def keep_file(self, tenant: str, media: Media) -> None:
        """Keep what was fetched in the store."""
        await self._store.put(tenant, _chunks(media.path), limit=self._limit)

    @asynccontextmanager
    async def lay_out(self, tenant: str, sha256: str, type_: MediaType) -> AsyncIterator[Media]:
        """Copy a file out of the store for as long as it is being read."""
        async with self._folder() as folder:
            path = folder / "document"
            size = await self._write(path, self._store.open(tenant, sha256))
            yield Media(path=path, type=type_, sha256=sha256, size=size)

    async def _write(self, path: Path, content: AsyncIterator[bytes]) -> int:
        size = 0
        file = await asyncio.to_thread(path.open, "wb")
        try:
            async for chunk in content:
                size += len(chunk)
                if size > self._limit:
                    raise MediaRejected(Reason.TOO_LARGE, size=size, limit=self._limit)
                await asyncio.to_thread(file.write, chunk)
        finally:
            await asyncio.to_thread(file.close)
        return size

    @asynccontextmanager
    async def _folder(self) -> AsyncIterator[Path]:
        await asyncio.to_thread(self._scratch.mkdir, parents=True, exist_ok=True)
        folder = Path(await asyncio.to_thread(tempfile.mkdtemp, dir=self._scratch))
        try:
            yield folder
        finally:
            await asyncio.to_thread(shutil.rmtree, folder)


def tidy_name(name: str) -> str:
    """Make a file's name fit to be shown: no control or bidi marks, at most 120 characters."""
    text = "".join(
        character
        for character in unicodedata.normalize("NFC", name)
        if unicodedata.category(character) not in {"Cc", "Cf", "Cs", "Zl", "Zp"}
    ).strip()
    if len(text) > NAME_LENGTH:
        return f"{text[: NAME_LENGTH - 40]}…{text[-39:]}"
    return text or "file"


async def _chunks(path: Path, size: int = 1 << 20) -> AsyncIterator[bytes]:
    file = await asyncio.to_thread(path.open, "rb")
    try:
        while chunk := await asyncio.to_thread(file.read, size):
            yield chunk
    finally:
        await asyncio.to_thread(file.close)
