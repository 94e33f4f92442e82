"""What a platform said a moment ago, so that it is not asked again: bounded in number and time."""

import asyncio
import time
from collections.abc import Awaitable, Callable
from typing import Generic, TypeVar

Key = TypeVar("Key")
Value = TypeVar("Value")
Clock = Callable[[], float]  # seconds, never backwards


class Remembered(Generic[Key, Value]):
    """Answers by their keys, each for `seconds`, the `most` that were used last.

    Who asks while somebody else does, waits for the same answer; when they give up, it still
    comes, and is remembered. What could not be answered is not remembered.
    """

    def __init__(
        self,
        ask: Callable[[Key], Awaitable[Value]],
        *,
        seconds: float,
        most: int,
        clock: Clock = time.monotonic,
    ) -> None:
        self._ask = ask
        self._seconds = seconds
        self._most = most
        self._clock = clock
        self._known = dict[Key, tuple[float, Value]]()
        self._asked = dict[Key, asyncio.Future[Value]]()

    async def get(self, key: Key) -> Value:
        """Give what is known of a key, or ask. Raises what asking raises."""
        known = self._known.pop(key, None)
        if known is not None and self._clock() < known[0]:
            self._known[key] = known  # used last
            return known[1]
        asked = self._asked.get(key)
        if asked is None:
            asked = self._asked[key] = asyncio.ensure_future(self._ask(key))
            asked.add_done_callback(lambda done: self._told(key, done))
        return await asyncio.shield(asked)

    def _told(self, key: Key, done: asyncio.Future[Value]) -> None:
        del self._asked[key]
        # Looked at in any case: who asked may have gone by now.
        if done.cancelled() or done.exception() is not None:
            return
        self._known[key] = (self._clock() + self._seconds, done.result())
        while len(self._known) > self._most:
            del self._known[next(iter(self._known))]
