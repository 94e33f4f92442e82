"""A bell: news in one part of this process wakes whoever waits in another."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager


class Bell:
    """Wakes everybody who listens, on whichever event loop they do."""

    def __init__(self) -> None:
        self._listeners: list[tuple[asyncio.AbstractEventLoop, asyncio.Event]] = []

    @contextmanager
    def listening(self) -> Iterator[asyncio.Event]:
        """Give an event that every ring sets."""
        listener = (asyncio.get_running_loop(), asyncio.Event())
        self._listeners.append(listener)
        try:
            yield listener[1]
        finally:
            self._listeners.remove(listener)

    @property
    def listeners(self) -> int:
        """How many listen."""
        return len(self._listeners)

    def ring(self) -> None:
        """Set the event of everybody who listens; may be called from any thread."""
        for loop, rung in list(self._listeners):
            if not loop.is_closed():
                loop.call_soon_threadsafe(rung.set)
