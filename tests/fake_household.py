"""A household by hand: it knows links, passes and members, and keeps what it is told."""

import asyncio
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from decimal import Decimal

from bot.bridge.household import Away
from bot.bridge.wire import (
    Answer,
    Asked,
    Denied,
    Ended,
    Enter,
    Found,
    Join,
    Look,
    Return,
    Said,
    Taken,
    Used,
    Visitor,
)
from handlers.tokens import Tokens

ROOM = "H-ABCDEFGHIJKLMNOP"
OTHER = "H-QRSTUVWXYZ234567"


class FakeHousehold:
    """People are named by what comes after the colon of their id; all of them are members.

    `open` are the rooms there are. While it is `away` nobody answers.
    """

    def __init__(self, *rooms: str) -> None:
        self.open = set(rooms or (ROOM, OTHER))
        self.left = set[str]()  # persons who left the channel
        self.joined = set[tuple[str, str]]()
        self.away = False
        self.asked = list[Asked]()
        self.lines = dict[str, dict[int, str]]()
        self.used = dict[str, list[Used]]()
        self.endings = list[tuple[str, str]]()
        self.left_usd: Decimal | None = None
        self.finds = "Two documents wait."
        self.age_s = 0.0
        self.news = asyncio.Event()
        self.now_ = datetime(2026, 11, 23, 9, tzinfo=UTC)
        self.tokens = Tokens(b"k" * 32, self)

    def now(self) -> datetime:
        return self.now_

    def link(self, person: str, room: str = ROOM) -> str:
        """Give the token of a link of somebody's, good for five minutes."""
        return self.tokens.once("link", (room, person), timedelta(minutes=5))

    def pass_(self, person: str, room: str = ROOM) -> str:
        """Give a pass of somebody's, good for an hour."""
        return self.tokens.lasting("pass", (room, person), timedelta(hours=1))

    async def ask(self, asked: Asked) -> Answer:
        if self.away:
            raise Away("nobody is there")
        self.asked.append(asked)
        try:
            return self._answer(asked)
        finally:
            self.news.set()

    async def until(self, look: Callable[[], bool]) -> None:
        """Wait until something is so that asking makes so."""
        while not look():
            self.news.clear()
            await self.news.wait()

    def said(self, room: str = ROOM) -> list[str]:
        """Give the lines of a room, in order, each with who said it."""
        lines = self.lines.get(room, {})
        return [lines[at] for at in sorted(lines)]

    def _answer(self, asked: Asked) -> Answer:
        match asked:
            case Enter():
                held = self.tokens.read("link", asked.token)
                if held is None or held.said[0] != asked.room or not self.tokens.use(held):
                    return Denied(why="link")
                return self._visitor(self.pass_(held.said[1], asked.room), asked.room)
            case Return():
                return self._visitor(asked.token, asked.room)
            case Join():
                answer = self._visitor(asked.token, asked.room)
                if isinstance(answer, Visitor):
                    self.joined.add((answer.room, answer.person))
                return answer
            case Look():
                return Found(text=self.finds)
            case _:
                return self._kept(asked)

    def _kept(self, asked: Said | Used | Ended) -> Answer:
        if asked.room not in self.open and not isinstance(asked, Ended):
            return Denied(why="room")
        match asked:
            case Said():
                lines = {asked.first + at: f"{o.who}: {o.text}" for at, o in enumerate(asked.lines)}
                self.lines.setdefault(asked.room, {}).update(lines)
            case Used():
                self.used.setdefault(asked.room, []).append(asked)
            case Ended():
                self.open.discard(asked.room)
                self.endings.append((asked.room, asked.ending))
        return Taken(left_usd=self.left_usd)

    def _visitor(self, token: str, room: str) -> Answer:
        held = self.tokens.read("pass", token)
        if held is None or held.said[0] != room:
            return Denied(why="link")
        if room not in self.open:
            return Denied(why="room")
        if (person := held.said[1]) in self.left:
            return Denied(why="channel")
        return Visitor(
            room=room,
            tenant="slack:T1",
            topic="The boiler",
            language="en",
            person=person,
            name=person.partition(":")[2].title(),
            token=token,
            may_end=person == "slack:ada",
            joined=(room, person) in self.joined,
            left_usd=self.left_usd,
            lines=len(self.lines.get(room, {})),
            used=len(self.used.get(room, [])),
            age_s=self.age_s,
        )
