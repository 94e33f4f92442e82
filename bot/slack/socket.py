"""Socket Mode, looked after: whether the connection is alive is asked, never assumed."""

import asyncio
import logging
import time
from collections.abc import Awaitable, Callable
from typing import Protocol

from bot.web.health import Standing

LOOK_SECONDS = 5.0
DEAD_SECONDS = 45.0  # Slack's client gets so long to mend its connection by itself

_LOG = logging.getLogger(__name__)


class Connection(Protocol):
    """One connection: it connects, mends itself where it can, and is thrown away where not."""

    hello: asyncio.Event

    @property
    def trouble(self) -> str | None:
        """Why there is no connection, in one plain line."""
        ...

    def open(self) -> None:
        """Begin to connect."""
        ...

    async def is_up(self) -> bool:
        """Tell whether events can come."""
        ...

    async def close(self) -> None:
        """End it; never raises for a connection that is dead."""
        ...


class SocketMode:
    """Holds a connection. One that is down for `DEAD_SECONDS` is replaced by a new one.

    Nothing that Slack does ends it: it goes on trying, one at a time.
    """

    def __init__(
        self,
        make: Callable[[], Connection],
        *,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], Awaitable[object]] = asyncio.sleep,
    ) -> None:
        self._make = make
        self._clock = clock
        self._sleep = sleep
        self._connection: Connection | None = None
        self._watching: asyncio.Task[None] | None = None
        self._up_at = clock()
        self._was_up: bool | None = None
        self.replaced = 0

    async def start(self) -> None:
        """Begin to connect; does not wait for it."""
        self._open()
        self._watching = asyncio.create_task(self._watch())

    async def opened(self, seconds: float) -> bool:
        """Wait until Slack greeted, for so long at most; tells whether it did."""
        if self._connection is None:
            return False
        try:
            async with asyncio.timeout(seconds):
                await self._connection.hello.wait()
        except TimeoutError:
            return False
        return True

    async def stop(self) -> None:
        """End the connection."""
        if self._watching is not None:
            self._watching.cancel()
            await asyncio.wait({self._watching})
        if self._connection is not None:
            await self._connection.close()

    async def standing(self) -> Standing:
        """Tell how the connection stands now."""
        if self._connection is None or self._watching is None or self._watching.done():
            return Standing(works=False, detail="Socket Mode is not started")
        if await self._connection.is_up():
            return Standing(works=True, detail="connected by Socket Mode")
        why = f": {self._connection.trouble}" if self._connection.trouble else ""
        return Standing(works=False, detail=f"not connected by Socket Mode{why}")

    def _open(self) -> None:
        self._connection = self._make()
        self._up_at = self._clock()
        self._connection.open()

    async def _watch(self) -> None:
        while True:
            await self._sleep(LOOK_SECONDS)
            await self._look()

    async def _look(self) -> None:
        if self._connection is None:
            return
        is_up = await self._connection.is_up()
        if is_up != self._was_up:
            # That it is up for the first time is what everybody expects.
            level = logging.INFO if self._was_up is None and is_up else logging.WARNING
            self._was_up = is_up
            _LOG.log(level, "Slack: %s", (await self.standing()).detail)
        if is_up:
            self._up_at = self._clock()
        elif self._clock() - self._up_at >= DEAD_SECONDS:
            dead = self._connection
            self.replaced += 1
            await dead.close()
            self._open()
