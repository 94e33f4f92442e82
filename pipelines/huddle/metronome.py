"""Keeps the beat of a room, however long each takes."""

from collections.abc import Awaitable, Callable

from pipelines.huddle.arrivals import Pace
from pipelines.voice import CHUNK_S

# A host that stood still for longer does not make up for the beats that it missed.
_LATEST_S = 0.2


async def keep_time(beat: Callable[[], Awaitable[None]], pace: Pace) -> None:
    """Call `beat` every CHUNK_S, until this is cancelled."""
    due = pace.timer()
    while True:
        await beat()
        due += CHUNK_S
        now = pace.timer()
        if now - due > _LATEST_S:
            due = now
        await pace.sleep(max(0.0, due - now))
