"""The Store port on a folder: files by tenant and by the hash of their content."""

import asyncio
import fcntl
import hashlib
import os
import re
import shutil
import tempfile
from collections.abc import AsyncIterator
from contextlib import suppress
from pathlib import Path
from typing import BinaryIO
from uuid import uuid4

from handlers.ports import Stored, TooLarge

FOLDER_NAME = "files"

_CHUNK = 1 << 20
_TRIES = 10
_INCOMING = ".incoming"
_SHA256 = re.compile(r"[0-9a-f]{64}")


class FolderStore:
    """Files under `root`, as tenant/ab/abcdef...: written whole and on the disk, or not at all.

    Several processes may share the folder.
    """

    def __init__(self, root: Path) -> None:
        self._root = root

    async def put(self, tenant: str, content: AsyncIterator[bytes], *, limit: int) -> Stored:
        """Keep a stream of at most `limit` bytes; the same content is kept once."""
        incoming = await _begun(self._root / _INCOMING)
        try:
            async for chunk in content:
                if incoming.size + len(chunk) > limit:
                    raise TooLarge
                await asyncio.to_thread(incoming.write, chunk)
            sha256 = incoming.sha256
            await asyncio.to_thread(incoming.settle, self._path(tenant, sha256))
        finally:
            await asyncio.to_thread(incoming.close)
        return Stored(sha256, incoming.size)

    async def keep(self, tenant: str, path: Path, sha256: str) -> None:
        """Keep a file that lies on this disk: without a copy, where it can be linked."""
        target = self._path(tenant, sha256)
        await asyncio.to_thread(_keep, path, self._root / _INCOMING, target)

    async def lay_out(self, tenant: str, sha256: str, path: Path) -> None:
        """Let a file be at `path`: without a copy, where it can be linked."""
        try:
            await asyncio.to_thread(_lay_out, self._path(tenant, sha256), path)
        except FileNotFoundError:
            raise KeyError(sha256) from None

    async def open(self, tenant: str, sha256: str, start: int = 0) -> AsyncIterator[bytes]:
        """Stream a file from its byte `start`. Raises KeyError when it is not there."""
        try:
            file = await asyncio.to_thread(self._path(tenant, sha256).open, "rb", buffering=0)
        except FileNotFoundError:
            raise KeyError(sha256) from None
        try:
            await asyncio.to_thread(file.seek, start)
            while chunk := await asyncio.to_thread(file.read, _CHUNK):
                yield chunk
        finally:
            await asyncio.to_thread(file.close)

    async def remove(self, tenant: str, sha256: str) -> bool:
        """Remove a file; False when there was none."""
        try:
            path = self._path(tenant, sha256)
        except KeyError:
            return False
        return await asyncio.to_thread(_remove, path)

    async def sweep(self) -> int:
        """Remove what crashes left half-written; gives how many files that was."""
        return await asyncio.to_thread(_sweep, self._root / _INCOMING)

    def _path(self, tenant: str, sha256: str) -> Path:
        if not _SHA256.fullmatch(sha256):
            raise KeyError(sha256)
        return self._root / _folder(tenant) / sha256[:2] / sha256


def _folder(tenant: str) -> str:
    """Name a tenant's folder: readable, safe on every file system, and never another's."""
    readable = re.sub(r"[^a-z0-9]+", "-", tenant.lower())[:40].strip("-")
    return f"{readable}-{hashlib.sha256(tenant.encode()).hexdigest()[:32]}".lstrip("-")


class _Incoming:
    """A file that is being written. Its lock tells a sweep that its writer lives."""

    def __init__(self, folder: Path) -> None:
        self._file, self._path = _locked_file(folder)
        self._hash = hashlib.sha256()
        self.size = 0

    @property
    def sha256(self) -> str:
        return self._hash.hexdigest()

    def write(self, chunk: bytes) -> None:
        self._file.write(chunk)
        self._hash.update(chunk)
        self.size += len(chunk)

    def settle(self, path: Path) -> None:
        self._file.flush()
        os.fsync(self._file.fileno())
        _settle(self._path, path)

    def close(self) -> None:
        self._path.unlink(missing_ok=True)
        self._file.close()


async def _begun(folder: Path) -> _Incoming:
    """Begin a file; whoever is called off meanwhile leaves none that is open."""
    beginning = asyncio.ensure_future(asyncio.to_thread(_Incoming, folder))
    try:
        return await asyncio.shield(beginning)
    except asyncio.CancelledError:
        with suppress(OSError):
            await asyncio.to_thread((await beginning).close)
        raise


def _keep(path: Path, folder: Path, target: Path) -> None:
    """Let a file be in the store: whole and on the disk, or not at all."""
    with path.open("rb") as file:
        # Its lock tells a sweep that its keeper lives.
        fcntl.flock(file, fcntl.LOCK_EX)
        folder.mkdir(parents=True, exist_ok=True)
        shared = folder / uuid4().hex
        try:
            if not _is_linked(path, shared):
                _copy(file, folder, target)
                return
            os.fsync(file.fileno())
            _settle(shared, target)
        finally:
            shared.unlink(missing_ok=True)  # it is left where the very same file was there


def _copy(file: BinaryIO, folder: Path, target: Path) -> None:
    incoming = _Incoming(folder)
    try:
        while chunk := file.read(_CHUNK):
            incoming.write(chunk)
        incoming.settle(target)
    finally:
        incoming.close()


def _lay_out(path: Path, other: Path) -> None:
    if not _is_linked(path, other):
        shutil.copyfile(path, other)


def _is_linked(path: Path, other: Path) -> bool:
    """Let a file be in another place, too; False where that can only be a copy."""
    try:
        other.hardlink_to(path)
    except FileNotFoundError:
        raise
    except OSError:
        return False
    return True


def _settle(source: Path, path: Path) -> None:
    """Move a file into its place, for good."""
    _move(source, path)
    for folder in (path.parent, path.parent.parent, path.parent.parent.parent):
        _sync(folder)


def _locked_file(folder: Path) -> tuple[BinaryIO, Path]:
    while True:
        folder.mkdir(parents=True, exist_ok=True)
        descriptor, name = tempfile.mkstemp(dir=folder)
        file = os.fdopen(descriptor, "wb")
        fcntl.flock(file, fcntl.LOCK_EX)
        if os.fstat(file.fileno()).st_nlink:
            return file, Path(name)
        file.close()  # swept before it was locked


def _move(source: Path, target: Path) -> None:
    for _ in range(_TRIES):
        # The removal of a neighbour may tidy the folder away in between: mkdir then finds it there,
        # and looks again when it is gone.
        with suppress(FileNotFoundError, FileExistsError):
            target.parent.mkdir(parents=True, exist_ok=True)
            source.replace(target)
            return
    raise FileNotFoundError(target)


def _sync(folder: Path) -> None:
    """Make a folder's entries outlive a power cut."""
    try:
        descriptor = os.open(folder, os.O_RDONLY)
    except FileNotFoundError:
        return  # tidied away: its last file was removed already
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _remove(path: Path) -> bool:
    try:
        path.unlink()
    except FileNotFoundError:
        return False
    _sync(path.parent)
    for folder in (path.parent, path.parent.parent):
        with suppress(OSError):  # others' files are in it
            folder.rmdir()
    return True


def _sweep(folder: Path) -> int:
    swept = 0
    for path in folder.glob("*"):
        with suppress(FileNotFoundError, BlockingIOError), path.open("rb") as file:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            path.unlink()
            swept += 1
    return swept
