"""What goes on after somebody was answered: courtesies, of which none keeps anybody waiting."""

import asyncio
import logging
from collections.abc import Coroutine

from bot.ledger.faults import DatabaseBusy
from handlers.chat import ChatError
from handlers.ports import QueueUnavailable

_log = logging.getLogger(__name__)

# What may come in the way of something that can be done without.
HINDRANCES = (ChatError, DatabaseBusy, QueueUnavailable, TimeoutError)
_MOST = 1000


class Background:
    """Runs courtesies, `_MOST` at a time; what comes on top of them is left undone."""

    def __init__(self) -> None:
        self._running = set[asyncio.Task[None]]()

    def start(self, courtesy: Coroutine[object, object, None]) -> None:
        """Begin something; it is waited for when Clerk stops, and logged when it does not work."""
        if len(self._running) >= _MOST:
            courtesy.close()
            return
        task = asyncio.create_task(_hindered(courtesy))
        self._running.add(task)
        task.add_done_callback(self._running.discard)

    async def close(self, seconds: float = 5.0) -> None:
        """Let what goes on come to its end; what takes longer is broken off."""
        running = set(self._running)
        if running:
            _, late = await asyncio.wait(running, timeout=seconds)
            for task in late:
                task.cancel()
            await asyncio.gather(*late, return_exceptions=True)

    async def settled(self) -> None:
        """Wait until nothing goes on any more."""
        while self._running:
            await asyncio.wait(set(self._running))


async def _hindered(courtesy: Coroutine[object, object, None]) -> None:
    try:
        await courtesy
    except HINDRANCES as fault:
        _log.info("a courtesy was left undone (%s)", fault)
