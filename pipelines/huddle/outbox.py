"""What waits to go to one page: in order, one thing after the other, and never without end."""

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field

from pipelines.huddle.page import PEOPLE, Page, Shown
from pipelines.voice import CHUNK, RATE

# A page for which so much sound waits, or that takes so long for one thing, is gone.
MOST_S = 30.0
_MOST_BYTES = round(MOST_S * RATE * 2)
_MOST_SHOWN = 2000
# What people say is for now: of more than half a second the oldest is dropped.
_MOST_OF_PEOPLE = 25 * CHUNK


@dataclass(slots=True, eq=False)
class Outbox:
    """Takes at once whatever goes to a page, and hands it over as fast as the page takes it."""

    page: Page
    waiting_bytes: int = field(default=0, init=False)
    is_full: bool = field(default=False, init=False)
    is_closed: bool = field(default=False, init=False)
    _sounds: "deque[tuple[int, bytes]]" = field(default_factory=deque, init=False)
    _shown: "deque[Shown]" = field(default_factory=deque, init=False)
    _flush: bool = field(default=False, init=False)
    _of_people: int = field(default=0, init=False)  # bytes of those that wait
    _news: asyncio.Event = field(default_factory=asyncio.Event, init=False)

    def play(self, number: int, pcm: bytes) -> None:
        """Have sound played."""
        if number == PEOPLE:
            self._of_people += len(pcm)
        self.waiting_bytes += len(pcm)
        self._sounds.append((number, pcm))
        while self._of_people > _MOST_OF_PEOPLE:
            self._drop()
        self.is_full |= self.waiting_bytes > _MOST_BYTES
        self._news.set()

    def flush(self) -> None:
        """Have it be still: what waits of the assistant is not played either."""
        self._sounds = deque(one for one in self._sounds if one[0] == PEOPLE)
        self.waiting_bytes = self._of_people
        self._flush = True
        self._news.set()

    def show(self, what: Shown) -> None:
        """Have something shown."""
        self._shown.append(what)
        self.is_full |= len(self._shown) > _MOST_SHOWN
        self._news.set()

    def close(self, last: Shown | None) -> None:
        """Hand over nothing more, but for a last thing to show."""
        self._sounds.clear()
        self._shown.clear()
        if last is not None:
            self._shown.append(last)
        self.is_closed = True
        self._news.set()

    async def run(self) -> bool:
        """Hand everything over; gives False once it was closed, True once the page is too slow."""
        while not self.is_full:
            if (one := self._next()) is not None:
                await self._hand_over(one)
            elif self.is_closed:
                return False
            else:
                self._news.clear()
                await self._news.wait()
        return True

    def _drop(self) -> None:
        """Drop the oldest that waits of people."""
        at, pcm = next((at, pcm) for at, (one, pcm) in enumerate(self._sounds) if one == PEOPLE)
        del self._sounds[at]
        self._of_people -= len(pcm)
        self.waiting_bytes -= len(pcm)

    async def _hand_over(self, one: Callable[[], Awaitable[None]]) -> None:
        try:
            async with asyncio.timeout(MOST_S):
                await one()
        except TimeoutError:
            self.is_full = True

    def _next(self) -> Callable[[], Awaitable[None]] | None:
        """Give what is most urgent: to be still, then to be heard, then to be seen."""
        if self._flush:
            self._flush = False
            return self.page.flush
        if self._sounds:
            number, pcm = self._sounds.popleft()
            self.waiting_bytes -= len(pcm)
            if number == PEOPLE:
                self._of_people -= len(pcm)
            return lambda: self.page.play(number, pcm)
        if self._shown:
            what = self._shown.popleft()
            return lambda: self.page.show(what)
        return None
