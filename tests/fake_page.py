"""A page by hand, and somebody who keeps what a room says: they remember all of it."""

import asyncio
from collections.abc import Sequence
from decimal import Decimal
from typing import TypeVar

from pipelines.huddle.page import PEOPLE, Caption, Ending, Shown
from pipelines.voice import Line

Kind = TypeVar("Kind")


class FakePage:
    """Takes everything at once, unless it is `stuck`."""

    def __init__(self) -> None:
        self.played: list[tuple[int, bytes]] = []
        self.shown: list[Shown] = []
        self.flushes = 0
        self.goes = asyncio.Event()
        self.goes.set()

    async def play(self, number: int, pcm: bytes) -> None:
        await self.goes.wait()
        self.played.append((number, pcm))

    async def flush(self) -> None:
        await self.goes.wait()
        self.flushes += 1

    async def show(self, what: Shown) -> None:
        await self.goes.wait()
        self.shown.append(what)

    def of_people(self) -> bytes:
        """Give what it played of the others."""
        return b"".join(pcm for number, pcm in self.played if number == PEOPLE)

    def of_assistant(self) -> bytes:
        """Give what it played of the assistant."""
        return b"".join(pcm for number, pcm in self.played if number != PEOPLE)

    def all(self, kind: type[Kind]) -> list[Kind]:
        """Give what it was shown of one kind."""
        return [one for one in self.shown if isinstance(one, kind)]

    def captions(self) -> list[tuple[str, str]]:
        """Give the captions that are whole: who, and what."""
        return [(one.who, one.text) for one in self.all(Caption) if one.whole]


class FakeKeeper:
    """Keeps everything; looks up what it was told to find."""

    def __init__(self) -> None:
        self.lines = dict[int, Line]()
        self.seconds = 0.0
        self.cost_usd: Decimal | None = Decimal(0)
        self.left: Decimal | None = None
        self.looked = list[tuple[str, str, str]]()
        self.finds: str | None = "Ten dollars."
        self.endings = list[Ending]()

    async def said(self, first: int, lines: Sequence[Line]) -> None:
        self.lines.update({first + at: line for at, line in enumerate(lines)})

    async def used(self, seconds: float, cost_usd: Decimal | None) -> Decimal | None:
        self.seconds += seconds
        known = self.cost_usd is not None and cost_usd is not None
        self.cost_usd = self.cost_usd + cost_usd if known else None  # type: ignore[operator]
        return self.left

    async def look(self, person: str, name: str, arguments: str) -> str:
        self.looked.append((person, name, arguments))
        if self.finds is None:
            await asyncio.Event().wait()
        return self.finds or ""

    async def ended(self, ending: Ending) -> None:
        self.endings.append(ending)

    def said_by(self) -> list[tuple[str, str]]:
        """Give who said what, in order."""
        return [(self.lines[at].who, self.lines[at].text) for at in sorted(self.lines)]
