"""The bytes that were dropped in the workspace, and those Clerk put there: a folder."""

import asyncio
import hashlib
import os
import time
from collections.abc import AsyncIterator
from contextlib import suppress
from pathlib import Path

CHUNK = 256 * 1024
_HOUR = 3600
_PARTIAL = ".partial"


class Shelf:
    """Files by tenant and id; what is read back was written whole."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def path(self, tenant: str, file: str) -> Path:
        """Where a file lies. Neither part of the path is anything a person typed."""
        return self._room(tenant) / file

    def _room(self, tenant: str) -> Path:
        return self._folder / hashlib.sha256(tenant.encode()).hexdigest()[:16]

    async def write(self, tenant: str, file: str, content: AsyncIterator[bytes]) -> int:
        """Keep a stream and give its size in bytes; it is on the disk when this returns."""
        path = self.path(tenant, file)
        partial = path.with_name(file + _PARTIAL)
        handle = await asyncio.to_thread(_create, partial)
        size = 0
        try:
            async for chunk in content:
                size += len(chunk)
                await asyncio.to_thread(handle.write, chunk)
            await asyncio.to_thread(_settle, handle, path)
        finally:
            await asyncio.to_thread(_discard, handle, partial)
        return size

    async def read(self, tenant: str, file: str) -> AsyncIterator[bytes]:
        """Stream a file. Raises FileNotFoundError."""
        handle = await asyncio.to_thread(self.path(tenant, file).open, "rb", buffering=0)
        try:
            while chunk := await asyncio.to_thread(handle.read, CHUNK):
                yield chunk
        finally:
            await asyncio.to_thread(handle.close)

    async def remove(self, tenant: str, file: str) -> bool:
        """Remove a file; False when there was none."""
        try:
            await asyncio.to_thread(self.path(tenant, file).unlink)
        except FileNotFoundError:
            return False
        return True

    async def sweep(self, tenant: str, known: frozenset[str]) -> int:
        """Remove what crashes left: files half-written, and whole ones of which nobody knows.

        What is younger than an hour stays: somebody may be about to tell of it.
        """
        return await asyncio.to_thread(self._sweep, self._room(tenant), known)

    def _sweep(self, folder: Path, known: frozenset[str]) -> int:
        old = time.time() - _HOUR
        lost = [
            file
            for file in folder.glob("*")
            if file.name not in known and file.stat().st_mtime < old
        ]
        for file in lost:
            file.unlink(missing_ok=True)
        return len(lost)


class _Handle:
    """A file that is being written, unbuffered."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)

    def write(self, chunk: bytes) -> None:
        view = memoryview(chunk)
        while view:
            view = view[os.write(self._descriptor, view) :]

    def sync(self) -> None:
        os.fsync(self._descriptor)

    def close(self) -> None:
        with suppress(OSError):
            os.close(self._descriptor)


def _create(partial: Path) -> _Handle:
    partial.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    return _Handle(partial)


def _settle(handle: _Handle, path: Path) -> None:
    handle.sync()
    handle.path.replace(path)
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)


def _discard(handle: _Handle, partial: Path) -> None:
    handle.close()
    partial.unlink(missing_ok=True)
