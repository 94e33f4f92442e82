"""Whether Slack signed a request: strictly, as what is malformed is refused like what is forged."""

import re
from collections.abc import Callable

from multidict import CIMultiDictProxy
from pydantic import SecretStr
from slack_sdk.signature import Clock, SignatureVerifier

SIGNATURE = "X-Slack-Signature"
TIMESTAMP = "X-Slack-Request-Timestamp"
SKEW_SECONDS = 60.0  # how far ahead of ours Slack's clock may be

_SIGNATURE = re.compile(r"v0=[0-9a-f]{64}")
_TIMESTAMP = re.compile(r"[0-9]{1,12}")


class Forged(Exception):
    """A request that Slack did not sign, or not just now."""


class Signatures:
    """Checks requests against the signing secret; `clock` gives seconds since 1970."""

    def __init__(self, secret: SecretStr, clock: Callable[[], float]) -> None:
        self._clock = clock
        self._verifier = SignatureVerifier(secret.get_secret_value(), _Watch(clock))

    def check(self, headers: CIMultiDictProxy[str], body: bytes) -> str:
        """Give the signature of a request, of which there are no two alike. Raises Forged."""
        signature, timestamp = _only(headers, SIGNATURE), _only(headers, TIMESTAMP)
        # First: the package raises at a timestamp that is no figure, and takes any from ahead.
        if not _SIGNATURE.fullmatch(signature) or not _TIMESTAMP.fullmatch(timestamp):
            raise Forged
        if int(timestamp) - self._clock() > SKEW_SECONDS:
            raise Forged
        try:
            valid = self._verifier.is_valid(body, timestamp, signature)
        except UnicodeDecodeError:
            raise Forged from None
        if not valid:
            raise Forged
        return signature


def _only(headers: CIMultiDictProxy[str], name: str) -> str:
    found = headers.getall(name, [])
    return found[0] if len(found) == 1 else ""


class _Watch(Clock):
    """A clock as the package wants one."""

    def __init__(self, now: Callable[[], float]) -> None:
        self._now = now

    def now(self) -> float:
        return self._now()
