"""Whether Slack still answers Clerk's calls: asked now and then, as nobody else would notice."""

import asyncio
from collections.abc import Awaitable, Callable

from bot.slack.faults import asked
from bot.slack.installed import OneWorkspace
from handlers.chat import ChatError

SECONDS = 60.0


class Probe:
    """Calls Slack every `SECONDS`; `trouble` is what came of it the last time, None: nothing.

    An open socket says nothing of the token: an app can be removed, or its token revoked, while
    events still come. It also keeps idle connections in use, which some events were lost on.
    """

    def __init__(
        self,
        call: Callable[[], Awaitable[object]],
        *,
        sleep: Callable[[float], Awaitable[object]] = asyncio.sleep,
    ) -> None:
        self._call = call
        self._sleep = sleep
        self._asking: asyncio.Task[None] | None = None
        self.trouble: str | None = None

    def start(self) -> None:
        """Begin to ask; the first time at once, so that the workspace is known by then."""
        self._asking = asyncio.create_task(self._ask())

    async def stop(self) -> None:
        """Ask no more."""
        if self._asking is not None:
            self._asking.cancel()
            await asyncio.wait({self._asking})

    async def _ask(self) -> None:
        while True:
            try:
                await self._call()
            except ChatError as error:
                self.trouble = str(error)
            else:
                self.trouble = None
            await self._sleep(SECONDS)


def probe_of(one: OneWorkspace) -> Probe:
    """Probe the token of the one workspace there is."""

    async def call() -> None:
        workspace = await one.only()
        await asked("auth.test", workspace.reading.auth_test())

    return Probe(call)
