"""How far a reading is: shown now and then, as more would keep other words waiting."""

import time
from collections import OrderedDict
from collections.abc import Callable

from handlers.chat import Card, MessageRef

_MOST = 1000


class Courtesies:
    """Tells which edits can be left out: those of cards that are still busy.

    Of one message one is made every `pause` seconds, the first at once.
    """

    def __init__(self, pause: float, now: Callable[[], float] = time.monotonic) -> None:
        self._pause = pause
        self._now = now
        self._shown = OrderedDict[MessageRef, float]()

    def is_spare(self, message: MessageRef, card: Card) -> bool:
        """Tell whether a card is one of a progress that was shown a moment ago."""
        if card.tone != "busy":
            self._shown.pop(message, None)
            return False
        now = self._now()
        if now - self._shown.get(message, now - self._pause) < self._pause:
            return True
        self._shown[message] = now
        while len(self._shown) > _MOST:
            self._shown.popitem(last=False)
        return False
