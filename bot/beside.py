"""The process of voice rooms beside this one: begun, begun again when it dies, ended with it."""

import asyncio
import logging
import sys
import time
from collections.abc import Awaitable, Callable, Sequence
from contextlib import suppress

from bot.web.health import Standing

COMMAND = (sys.executable, "-m", "bot", "voice", "--until-stdin-ends")
# It is begun again after a while, which doubles while it dies young.
_FIRST_S, _LONGEST_S, _SETTLED_S = 1.0, 60.0, 60.0
_GOODBYE_S = 10.0  # rooms tell what was said last

_log = logging.getLogger(__name__)


class VoiceProcess:
    """Keeps a child with the settings of this process.

    The child's standard input is a pipe that nothing is written to: it ends when this process
    does, however that happens, and then the child ends, too.
    """

    def __init__(
        self,
        is_joined: Callable[[], bool],
        *,
        command: Sequence[str] = COMMAND,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
        timer: Callable[[], float] = time.monotonic,
    ) -> None:
        """Remember what to begin; `is_joined` tells whether a voice process is on the bridge."""
        self._is_joined = is_joined
        self._command = command
        self._sleep = sleep
        self._timer = timer
        self._keeping: asyncio.Task[None] | None = None
        self._child: asyncio.subprocess.Process | None = None
        self.begun = 0

    @property
    def pid(self) -> int | None:
        """Which process it is; None: it is not there now."""
        return None if self._child is None else self._child.pid

    def start(self) -> None:
        """Begin it, and again whenever it died."""
        self._keeping = asyncio.create_task(self._keep())

    async def stop(self) -> None:
        """Have it end, and wait until it has."""
        if self._keeping is not None:
            self._keeping.cancel()
            await asyncio.wait({self._keeping})
            self._keeping = None

    async def standing(self) -> Standing:
        """Tell how it stands; to begin this process again would not help it."""
        if self._is_joined():
            return Standing(works=True, detail="works")
        if self.begun == 0:
            return Standing(works=True, detail="is not begun by this process")
        again = "" if self.begun < 2 else ", and was begun again"
        return Standing(works=True, detail=f"is not there yet{again}")

    async def _keep(self) -> None:
        pause = _FIRST_S
        while True:
            began = self._timer()
            try:
                status = await self._live()
            except OSError as fault:  # no memory, no Python while it is replaced
                status = None
                _log.warning("the process of voice rooms cannot be begun: %s", fault.strerror)
            lasted = self._timer() - began
            pause = _FIRST_S if lasted > _SETTLED_S else min(2 * pause, _LONGEST_S)
            _log.warning(
                "the process of voice rooms ended", extra={"status": status, "again_in_s": pause}
            )
            await self._sleep(pause)

    async def _live(self) -> int:
        self.begun += 1
        self._child = child = await asyncio.create_subprocess_exec(
            *self._command,
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.DEVNULL,
            start_new_session=True,  # Ctrl-C is for this process, which ends the child itself
        )
        try:
            return await child.wait()
        finally:
            self._child = None
            if child.returncode is None:
                await _end(child)


async def _end(child: asyncio.subprocess.Process) -> None:
    """End a child: politely, and if it does not listen otherwise."""
    with suppress(ProcessLookupError):
        child.terminate()
    try:
        async with asyncio.timeout(_GOODBYE_S):
            await child.wait()
    except TimeoutError:
        with suppress(ProcessLookupError):
            child.kill()
        await child.wait()
