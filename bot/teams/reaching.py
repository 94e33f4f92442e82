"""What is kept of Teams cannot be had for now: told as the port of each caller tells it."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from bot.ledger.faults import DatabaseBusy
from handlers.chat import ChatUnavailable


@asynccontextmanager
async def reaching(call: str) -> AsyncIterator[None]:
    """Let a busy database be what an absent platform is: the same call may succeed later."""
    try:
        yield
    except DatabaseBusy as error:
        raise ChatUnavailable(f"{call}: database_busy") from error
