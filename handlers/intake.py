"""Getting a dropped file in: streamed, bounded, scanned, screened, kept."""

import asyncio
import errno
import hashlib
import shutil
import tempfile
import unicodedata
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator, Mapping
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from handlers.chat import Chat, Upload
from handlers.ports import Store
from pipelines.errors import MediaRejected, Reason
from pipelines.media import Media, MediaType
from pipelines.scanning import Infected, NoScanner, Scan, Scanner

NAME_LENGTH = 120
# Bytes: what a file leaves free on the disk, as the ledger stands there, too; and how much of it is
# written between two looks.
RESERVE = 1 << 28
LOOK_EVERY = 1 << 26
_FULL = {errno.ENOSPC, errno.EDQUOT}

Screen = Callable[[Path], Awaitable[Media]]
# Erases what a person dropped: the tenant, the platform's id of the file; False: it is gone.
ForgetUpload = Callable[[str, str], Awaitable[bool]]


@dataclass(frozen=True, slots=True)
class Door:
    """What a dropped file has to pass: the virus scanner first, then a look at its bytes.

    `uploads` erase what was dropped on platforms that are Clerk's own, by platform: what is
    infected there is Clerk's copy, too.
    """

    screen: Screen
    scanner: Scanner = field(default_factory=NoScanner)
    uploads: Mapping[str, ForgetUpload] = field(default_factory=dict)


class Fetched(NamedTuple):
    """A file that was let in, and how it was scanned."""

    media: Media
    scan: Scan


class Intake:
    """Brings files from a conversation into the store, and out again to be read.

    `scratch` holds copies in use only; `limit` is the most bytes a file may have.
    """

    def __init__(self, *, chat: Chat, store: Store, door: Door, scratch: Path, limit: int) -> None:
        self._chat = chat
        self._store = store
        self._door = door
        self._scratch = scratch
        self._limit = limit

    @asynccontextmanager
    async def fetched(self, upload: Upload) -> AsyncIterator[Fetched]:
        """Download, scan and screen what was dropped, for as long as it is needed.

        Nothing is fetched while the scanner gives no answer, and nothing is looked at that it has
        not found clean. Raises MediaRejected, ScannerUnavailable, FileGone; the copy is gone by
        then, and of one that is infected there is the figure `sha256`.
        """
        await self._door.scanner.ready()
        async with self._folder() as folder:
            path = folder / "upload"
            await self._write(path, self._chat.download(upload))
            scan = await self._scanned(path)
            yield Fetched(await self._door.screen(path), scan)

    async def discard(self, upload: Upload) -> None:
        """Erase what was dropped where the platform is Clerk's own; elsewhere it is not Clerk's."""
        forget = self._door.uploads.get(upload.place.platform)
        if forget is not None:
            await forget(upload.place.tenant, upload.file)

    async def _scanned(self, path: Path) -> Scan:
        try:
            return await self._door.scanner.scan(path)
        except Infected as found:
            found.figures["sha256"] = await asyncio.to_thread(_sha256, path)
            raise

    async def keep_file(self, tenant: str, media: Media) -> None:
        """Keep what was fetched in the store."""
        with _having_room():
            await self._store.keep(tenant, media.path, media.sha256)

    @asynccontextmanager
    async def lay_out(
        self, tenant: str, sha256: str, type_: MediaType, scan: Scan
    ) -> AsyncIterator[Fetched]:
        """Lay a file out of the store for as long as it is being read.

        `scan` is how it came in: what was not found clean then is scanned now, as there may be a
        scanner since. Raises MediaRejected and ScannerUnavailable then, and KeyError.
        """
        if scan != "clean":
            await self._door.scanner.ready()
        async with self._folder() as folder:
            path = folder / "document"
            with _having_room():
                await self._store.lay_out(tenant, sha256, path)
            size = (await asyncio.to_thread(path.stat)).st_size
            if scan != "clean":
                scan = await self._scanned(path)
            yield Fetched(Media(path=path, type=type_, sha256=sha256, size=size), scan)

    async def _write(self, path: Path, content: AsyncIterator[bytes]) -> None:
        size, looked = 0, 0
        file = await asyncio.to_thread(path.open, "wb")
        try:
            async for chunk in content:
                size += len(chunk)
                if size > self._limit:
                    raise MediaRejected(Reason.TOO_LARGE, size=size, limit=self._limit)
                if size - looked > LOOK_EVERY:
                    looked = size
                    await asyncio.to_thread(_leave_room, path)
                with _having_room():
                    await asyncio.to_thread(file.write, chunk)
        finally:
            with _having_room():
                await asyncio.to_thread(file.close)

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


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


@contextmanager
def _having_room() -> Iterator[None]:
    """Tell of a full disk as of something that people can be told."""
    try:
        yield
    except OSError as fault:
        if fault.errno not in _FULL:
            raise
        raise MediaRejected(Reason.NO_ROOM) from None


def _leave_room(path: Path) -> None:
    """See that what else is kept on the disk finds room there."""
    if shutil.disk_usage(path.parent).free < RESERVE:
        raise MediaRejected(Reason.NO_ROOM)
