"""The one secret that Clerk itself owns, and the keys that are derived from it."""

import hmac
import logging
import os
import secrets
import stat
from contextlib import suppress
from pathlib import Path

from bot.settings import Settings

FILE_NAME = "secret.key"
MIN_LENGTH = 32

log = logging.getLogger(__name__)


class SecretError(Exception):
    """The secret cannot be used; the message says what to do and never what it is."""


class Secret:
    """Derives keys and signs with them: one key a purpose, none of which tells another."""

    def __init__(self, key: bytes, source: str = "BOT_SECRET_KEY") -> None:
        if len(key) < MIN_LENGTH:
            raise SecretError(
                f"{source} has {len(key)} bytes; it needs {MIN_LENGTH} or more,"
                " for instance the output of: openssl rand -base64 48"
            )
        self._root = hmac.digest(b"clerk", key, "sha256")

    @classmethod
    def load(cls, settings: Settings) -> "Secret":
        """Take the key from the settings or their file, or make one in the data folder.

        Blocks: reads and writes files. Raises SecretError.
        """
        given, file = settings.secret_key, settings.secret_key_file
        if given is not None and file is not None:
            raise SecretError("set BOT_SECRET_KEY or BOT_SECRET_KEY_FILE, not both")
        if given is not None:
            return cls(given.get_secret_value().encode())
        if file is None:
            file = settings.data_dir / FILE_NAME
            _make(file)
        return cls(_read(file), str(file))

    def derive(self, purpose: str) -> bytes:
        """Give the 32-byte key of a purpose (HKDF-SHA256)."""
        return hmac.digest(self._root, purpose.encode() + b"\x01", "sha256")

    def sign(self, purpose: str, message: bytes) -> str:
        """Give the signature of `message`, as hexadecimal digits."""
        return hmac.digest(self.derive(purpose), message, "sha256").hex()

    def is_signed(self, purpose: str, message: bytes, signature: str) -> bool:
        """Tell whether `signature` is ours, in a time that says nothing about it."""
        return hmac.compare_digest(self.sign(purpose, message).encode(), signature.encode())


def _read(file: Path) -> bytes:
    try:
        with file.open("rb") as opened:
            mode, key = os.fstat(opened.fileno()).st_mode, opened.read()
    except OSError as error:
        raise SecretError(f"the key file {str(file)!r} cannot be read: {error.strerror}") from None
    if mode & (stat.S_IRWXG | stat.S_IRWXO):
        log.warning("other users may read the key file %r: run chmod 600 on it", str(file))
    return key.strip()


def _make(file: Path) -> None:
    """Make a key unless there is one; whoever comes second uses the first one's."""
    file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    if file.exists():
        return
    draft = file.with_name(f".{file.name}.{secrets.token_hex(8)}")
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(descriptor, "wb") as opened:
            opened.write(secrets.token_urlsafe(48).encode() + b"\n")
            opened.flush()
            os.fsync(opened.fileno())
        # Unlike a rename, a link does not replace a key that another process has just made.
        with suppress(FileExistsError):
            os.link(draft, file)
    finally:
        draft.unlink()
