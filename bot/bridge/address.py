"""Where the socket between the two processes is: next to what only this user may read."""

import hashlib
import os
import stat
import tempfile
from pathlib import Path

NAME = "voice.sock"
_MOST = 100  # bytes that the path of a socket may have, on every system that Clerk runs on


class NoRoom(OSError):
    """There is no folder for the socket that is this user's alone."""


def address(data_dir: Path) -> Path:
    """Give the path; blocks.

    A data folder with a long name has the socket in a private folder for temporary files. Raises
    NoRoom where somebody else has that folder.
    """
    path = data_dir.absolute() / NAME
    if len(os.fsencode(path)) <= _MOST:
        return path
    named = hashlib.sha256(os.fsencode(data_dir.absolute())).hexdigest()[:16]
    folder = Path(tempfile.gettempdir()) / f"clerk-{os.getuid()}-{named}"
    folder.mkdir(mode=0o700, exist_ok=True)
    found = folder.lstat()
    if not stat.S_ISDIR(found.st_mode) or found.st_uid != os.getuid() or found.st_mode & 0o077:
        raise NoRoom(f"{folder}: somebody else may read it; give BOT_DATA_DIR a shorter path")
    return folder / NAME
