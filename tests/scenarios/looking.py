"""Looking again and again at a Clerk at work, without being most of the work."""

import asyncio

_LEAST, _MOST = 0.05, 1.0  # seconds between two looks


class Looks:
    """Looks, one after the other: in between goes four times as long as one of them took.

    One at all that stands in a channel costs as much as to read a document does.
    """

    def __init__(self) -> None:
        self._began = asyncio.get_running_loop().time()

    async def again(self) -> None:
        """Wait until it is time for the next one."""
        loop = asyncio.get_running_loop()
        await asyncio.sleep(min(max(_LEAST, 4 * (loop.time() - self._began)), _MOST))
        self._began = loop.time()
