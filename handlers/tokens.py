"""Tokens of ours that open something: signed, good for a while, and some of them once."""

import base64
import hmac
import json
import secrets
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from handlers.ports import Clock

MOST_TOKEN = 2000  # characters; a longer one is none of ours

_VERSION = "1"


@dataclass(frozen=True, slots=True)
class Held:
    """What a token says, until when it is good, and which one of many it is."""

    said: tuple[str, ...]
    until: datetime
    nonce: str


@dataclass
class Tokens:
    """Makes tokens signed with `key`, each of some kind, and knows its own again.

    Whether one that is good once was used is known to the process that made it alone, so those of
    an earlier one open nothing.
    """

    key: bytes
    clock: Clock
    _born: str = field(default_factory=lambda: secrets.token_urlsafe(9))
    _used: dict[str, datetime] = field(default_factory=dict)

    def lasting(self, kind: str, said: Sequence[str], lasts: timedelta) -> str:
        """Give a token that is good for as long as it lasts."""
        return self._sign(kind, Held(tuple(said), self.clock.now() + lasts, _nonce()))

    def once(self, kind: str, said: Sequence[str], lasts: timedelta) -> str:
        """Give a token that is good once."""
        nonce = f"{self._born}.{_nonce()}"
        return self._sign(kind, Held(tuple(said), self.clock.now() + lasts, nonce))

    def read(self, kind: str, token: str) -> Held | None:
        """Give what a token of this kind says; None: it is none, or not any more."""
        if len(token) > MOST_TOKEN or not token.isascii():
            return None
        version, _, rest = token.partition(".")
        body, _, mac = rest.partition(".")
        if version != _VERSION or not hmac.compare_digest(self._mac(kind, body), mac):
            return None
        held = _held(body)
        return held if held.until > self.clock.now() else None

    def use(self, held: Held) -> bool:
        """Use a token up; False: it was used, or is of an earlier process, or none for once."""
        if not held.nonce.startswith(f"{self._born}.") or held.nonce in self._used:
            return False
        now = self.clock.now()
        self._used = {one: until for one, until in self._used.items() if until > now}
        self._used[held.nonce] = held.until
        return True

    def _sign(self, kind: str, held: Held) -> str:
        said = [*held.said, held.until.isoformat(), held.nonce]
        body = base64.urlsafe_b64encode(json.dumps(said).encode()).decode().rstrip("=")
        return f"{_VERSION}.{body}.{self._mac(kind, body)}"

    def _mac(self, kind: str, body: str) -> str:
        message = f"{_VERSION}.{kind}.{body}".encode()
        return hmac.digest(self.key, message, "sha256").hex()


def _nonce() -> str:
    return secrets.token_urlsafe(9)


def _held(body: str) -> Held:
    """Read what we signed ourselves."""
    *said, until, nonce = json.loads(base64.urlsafe_b64decode(body + "=" * (-len(body) % 4)))
    return Held(tuple(said), datetime.fromisoformat(until), nonce)
