"""What a room asks of those who opened it: to keep what is said, and to look things up."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Protocol

from pipelines.huddle.page import Ending
from pipelines.voice import Line


class Keeper(Protocol):
    """Whoever keeps what comes of one room; nothing here raises.

    Whoever cannot be reached now is told later, by whoever stands between.
    """

    async def said(self, first: int, lines: Sequence[Line]) -> None:
        """Keep lines, the first of which is the so-many-th of the room, from 0 on."""
        ...

    async def used(self, seconds: float, cost_usd: Decimal | None) -> Decimal | None:
        """Keep what the model was used for since it was told last; a None cost is not known.

        Gives what may be spent today still; None: as much as it costs.
        """
        ...

    async def look(self, person: str, name: str, arguments: str) -> str:
        """Look something up as far as `person` may see it; gives what is to be said of it.

        `arguments` is JSON that a model wrote.
        """
        ...

    async def ended(self, ending: Ending) -> None:
        """Know that the room is over: all lines were said before."""
        ...
