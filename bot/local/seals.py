"""Seals on what can be pressed: a press counts only for a button that Clerk has shown there."""

import hashlib
import hmac
import json


class Seals:
    """Seals an action and its value for the place where they are shown, and knows its seals again.

    A card that has changed since keeps its buttons pressable: whoever is late is to be told by
    the gate who was first. What nobody was ever shown cannot be pressed.
    """

    def __init__(self, key: bytes) -> None:
        self._key = key

    def seal(self, shown: tuple[str, ...], action: str, value: str) -> str:
        """Give the seal of `action` on `value` where it is `shown`."""
        said = json.dumps([*shown, action, value]).encode()
        return hmac.new(self._key, said, hashlib.sha256).hexdigest()[:32]

    def knows(self, seal: str, shown: tuple[str, ...], action: str, value: str) -> bool:
        """Tell whether `seal` is the one that was given."""
        return hmac.compare_digest(self.seal(shown, action, value).encode(), seal.encode())
