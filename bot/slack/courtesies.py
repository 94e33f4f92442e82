"""How far a reading is: shown now and then, as more would keep other words waiting."""

import copy
import time
from collections import OrderedDict
from collections.abc import Callable

from slack_sdk.web.async_client import AsyncWebClient

from handlers.chat import Card, MessageRef

PAUSE = 5.0  # seconds between two on one message; Slack takes some fifty edits a minute, of all
_MOST = 1000


class Courtesies:
    """Tells which edits can be left out: those of cards that are still busy."""

    def __init__(self, now: Callable[[], float] = time.monotonic) -> None:
        self._now = now
        self._shown = OrderedDict[MessageRef, float]()

    def is_spare(self, message: MessageRef, card: Card) -> bool:
        """Tell whether a card is one of a progress that was shown a moment ago."""
        if card.tone != "busy":
            self._shown.pop(message, None)
            return False
        now = self._now()
        if now - self._shown.get(message, now - PAUSE) < PAUSE:
            return True
        self._shown[message] = now
        while len(self._shown) > _MOST:
            self._shown.popitem(last=False)
        return False


def hasty(client: AsyncWebClient) -> AsyncWebClient:
    """Give a client that asks once: nobody waits for how far a reading is."""
    once = copy.copy(client)
    once.retry_handlers = []
    return once
