"""What voice rooms stand on: where they are kept, who people are, and by what is spoken."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import tzinfo

from handlers.huddles.links import Links
from handlers.huddles.records import Ending, Huddles
from handlers.huddles.terms import Terms
from handlers.people import Directory
from handlers.ports import Audit, Clock, Queue
from handlers.replies import Replies

# Has a room ended where people sit in it, by its id.
Close = Callable[[str, Ending], Awaitable[None]]


class Closing:
    """Tells whoever keeps rooms open that one is to end."""

    def __init__(self) -> None:
        self._told: list[Close] = []

    def follow(self, told: Close) -> None:
        """Have somebody told from now on."""
        self._told.append(told)

    async def close(self, huddle: str, ending: Ending) -> None:
        """Tell them."""
        for told in self._told:
            await told(huddle, ending)


@dataclass(frozen=True, slots=True)
class Desk:
    """Where rooms are kept and led into, and what is worked with; days are those of `zone`."""

    huddles: Huddles
    links: Links
    terms: Terms
    directory: Directory
    audit: Audit
    queue: Queue
    replies: Replies
    clock: Clock
    zone: tzinfo
    closing: Closing = field(default_factory=Closing)
