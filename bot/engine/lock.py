"""The lock that keeps a second process from working on the same data folder."""

import fcntl
import os
from pathlib import Path

FILE_NAME = "engine.lock"


class AlreadyRunning(Exception):
    """Another process works on this data folder; stop it first, or name another folder."""

    def __init__(self, path: Path) -> None:
        super().__init__(f"Clerk is already running on {path}: stop it, or set BOT_DATA_DIR")
        self.path = path


def refuse_if_held(folder: Path) -> None:
    """Raise AlreadyRunning when another process holds the lock of `folder`."""
    lock = Lock(folder)
    lock.take()
    lock.release()


class Lock:
    """A lock on a folder, held until `release` or the end of the process, however it ends."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._descriptor: int | None = None

    def take(self) -> None:
        """Take the lock; makes the folder when it is not there. Raises AlreadyRunning."""
        self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        descriptor = os.open(self._folder / FILE_NAME, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            os.close(descriptor)
            raise AlreadyRunning(self._folder) from None
        self._descriptor = descriptor

    def release(self) -> None:
        """Give the lock back; harmless when it is not held."""
        if self._descriptor is not None:
            os.close(self._descriptor)
            self._descriptor = None
