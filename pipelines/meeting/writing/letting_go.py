"""A film that a writer's vendor was given is taken back, whatever came of it."""

import asyncio
import logging

from pipelines.errors import BackendError
from pipelines.failover import Backend
from pipelines.ports import Film, Writer

_LOG = logging.getLogger(__name__)

# So long the vendor may take to delete it; a person who stops waits for that as well.
SECONDS = 10.0
_GRACE_SECONDS = 1.0


async def let_go(backend: Backend[Writer], film: Film) -> None:
    """Have a writer's vendor delete a film: whoever is cancelled meanwhile waits for that too."""
    going = asyncio.create_task(_gone(backend, film))
    try:
        await asyncio.shield(going)
    except asyncio.CancelledError:
        await asyncio.wait({going})
        raise
    finally:
        going.cancel()


async def _gone(backend: Backend[Writer], film: Film) -> None:
    try:
        async with asyncio.timeout(SECONDS + _GRACE_SECONDS):
            await backend.asked.let_go(film, seconds=SECONDS)
    except (BackendError, TimeoutError):
        _LOG.warning("a writer could not delete a film", extra={"backend": backend.name})
