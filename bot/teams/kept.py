"""Messages of Clerk's that people press: each is shown a moment before Clerk keeps it."""

from collections.abc import Awaitable, Callable

from bot.book import Book, Said
from handlers.chat import MessageRef

Pause = Callable[[float], Awaitable[object]]

AGAIN = (0.2, 0.8)  # seconds before one is looked for again: some people are as fast


async def kept(book: Book, message: MessageRef, pause: Pause) -> Said | None:
    """Give a message that was said; None: it was not, or is not kept any more."""
    said = await book.said(message)
    for seconds in AGAIN:
        if said is None:
            await pause(seconds)
            said = await book.said(message)
    return said
