"""Seals on what can be pressed: a press counts only for a button that Clerk has shown there."""

import hashlib
import hmac
import json
from collections.abc import Callable

from handlers.chat import Place

# Gives the seal of an action on a value, where it is shown.
Seal = Callable[[str, str], str]


class Seals:
    """Seals an action and its value for where they are shown, and knows its seals again.

    A card that has changed since keeps its buttons pressable: whoever is late is to be told by
    the gate who was first. What nobody was ever shown cannot be pressed.
    """

    def __init__(self, key: bytes) -> None:
        self._key = key

    def on(self, message: str) -> Seal:
        """Give what seals the buttons of a message, named by its id."""
        return self._shown("message", message)

    def told(self, user: str, place: Place) -> Seal:
        """Give what seals the buttons of a card that only `user` was told, in a place."""
        return self._shown("told", user, place.channel, place.thread or "")

    def _shown(self, *where: str) -> Seal:
        def seal(action: str, value: str) -> str:
            said = json.dumps([*where, action, value]).encode()
            return hmac.new(self._key, said, hashlib.sha256).hexdigest()[:32]

        return seal


def is_sealed(shown: Seal, seal: str, action: str, value: str) -> bool:
    """Tell whether `seal` is the one that was given where the button was shown."""
    return hmac.compare_digest(shown(action, value).encode(), seal.encode())
