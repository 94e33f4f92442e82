"""Wraps what is kept and must not be read by whoever sees the database: tokens of platforms."""

from base64 import urlsafe_b64encode

from cryptography.fernet import Fernet, InvalidToken, MultiFernet


class Unreadable(Exception):
    """What was kept was wrapped with another key, or was changed since."""


class Wrapping:
    """Encrypts with a derived key of 32 bytes, and knows when something else did.

    The first key wraps; those after it, of earlier secrets, still unwrap.
    """

    def __init__(self, key: bytes, *earlier: bytes) -> None:
        self._keys = MultiFernet([Fernet(urlsafe_b64encode(one)) for one in (key, *earlier)])

    def wrap(self, content: str) -> str:
        """Give `content` as a text that says nothing of it but its length."""
        return self._keys.encrypt(content.encode()).decode("ascii")

    def unwrap(self, wrapped: str) -> str:
        """Give what was wrapped. Raises Unreadable."""
        try:
            return self._keys.decrypt(wrapped.encode()).decode()
        except InvalidToken:
            raise Unreadable("it was wrapped with another key") from None
