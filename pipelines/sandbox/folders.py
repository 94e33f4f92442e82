"""The private folders of a sandbox on disk; every function here blocks and belongs in a thread."""

import fcntl
import os
import shutil
import stat
from collections.abc import Mapping
from pathlib import Path
from tempfile import mkdtemp
from typing import NamedTuple
from uuid import uuid4

from pipelines.sandbox.child import GIVEN, INPUT

_PREFIX = "sandbox-"


class TooMuch(Exception):
    """A task left more or larger files than may come back."""


class Tampered(Exception):
    """A task left its folder in a state that it cannot be taken from."""


class Laid(NamedTuple):
    """What a call finds in its folder: the file it is about, and others by their names."""

    file: Path | bytes | None
    given: Mapping[str, bytes]


class House:
    """The folder of one sandbox under `scratch`, locked for as long as its process lives."""

    def __init__(self, scratch: Path) -> None:
        """Make the folder, and remove those whose process is gone."""
        scratch.mkdir(parents=True, exist_ok=True)
        guard = os.open(scratch, os.O_RDONLY)
        try:
            fcntl.flock(guard, fcntl.LOCK_EX)  # one at a time sweeps and makes
            _sweep(scratch)
            self.path = Path(mkdtemp(prefix=_PREFIX, dir=scratch)).resolve()
            self._lock = os.open(self.path, os.O_RDONLY)
            fcntl.flock(self._lock, fcntl.LOCK_EX)
        finally:
            os.close(guard)

    def room(self) -> Path:
        """Make the folder of one child."""
        return Path(mkdtemp(dir=self.path))

    def close(self) -> None:
        """Remove the folder and everything in it."""
        remove(self.path)
        os.close(self._lock)


class Desk:
    """The folder of one call, held open so that no child can put another in its place."""

    def __init__(self, room: Path) -> None:
        """Choose the folder; `lay` makes it."""
        self.path = room / f"call-{uuid4().hex}"
        self._fd: int | None = None

    def lay(self, laid: Laid) -> None:
        """Make the folder, with a read-only copy of each file in it.

        A copy, never a link: through a link a child could write into the original.
        """
        self.path.mkdir(mode=stat.S_IRWXU)
        self._fd = os.open(self.path, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW)
        if laid.file is not None:
            _copy(laid.file, self.path / INPUT)
        if laid.given:
            (self.path / GIVEN).mkdir()
        for name, content in laid.given.items():
            _copy(content, self.path / GIVEN / Path(name).name)

    def collect(self, most: int, most_bytes: int) -> dict[str, bytes]:
        """Read the regular files a task left, by name, and remove the folder.

        Raises TooMuch or Tampered; the folder is then still there.
        """
        try:
            found = self._found(most, most_bytes)
            self.clear()
        except (OSError, RecursionError) as error:
            raise Tampered from error
        return found

    def _found(self, most: int, most_bytes: int) -> dict[str, bytes]:
        with os.scandir(self._fd) as entries:
            names = sorted({entry.name for entry in entries} - {INPUT, GIVEN})
        if len(names) > most:
            raise TooMuch
        found = {}
        for name in names:
            content = self._read(name, most_bytes)
            if content is None:
                continue
            most_bytes -= len(content)
            if most_bytes < 0:
                raise TooMuch
            found[name] = content
        return found

    def _read(self, name: str, most: int) -> bytes | None:
        """Read a file of the child's making, at most one byte too much; None for all else."""
        flags = os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC
        try:
            handle = os.open(name, flags, dir_fd=self._fd)
        except OSError:
            return None
        try:
            status = os.fstat(handle)
            if not stat.S_ISREG(status.st_mode) or status.st_nlink != 1:
                return None
            with os.fdopen(handle, "rb", closefd=False) as stream:
                return stream.read(most + 1)
        finally:
            os.close(handle)

    def clear(self) -> None:
        """Remove the folder and everything in it."""
        self.close()
        remove(self.path)

    def close(self) -> None:
        """Let go of the folder, wherever it is."""
        if self._fd is not None:
            os.close(self._fd)
            self._fd = None


def _copy(file: Path | bytes, place: Path) -> None:
    if isinstance(file, bytes):
        place.write_bytes(file)
    else:
        shutil.copyfile(file, place)
    place.chmod(stat.S_IRUSR)


def remove(folder: Path) -> None:
    """Remove a folder that a child could write to, also where it took rights away."""
    try:
        shutil.rmtree(folder)
    except PermissionError:
        folder.chmod(stat.S_IRWXU)
        for place, names, _ in os.walk(folder):
            for inner in (Path(place, name) for name in names):
                if not inner.is_symlink():
                    inner.chmod(stat.S_IRWXU)
        shutil.rmtree(folder)


def _sweep(scratch: Path) -> None:
    for folder in scratch.glob(_PREFIX + "*"):
        lock = os.open(folder, os.O_RDONLY)
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            continue
        else:
            remove(folder)
        finally:
            os.close(lock)
