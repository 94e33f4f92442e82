"""What is Teams' own about hearing, put together: who answers a press, a form, a command."""

import asyncio
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Protocol

from bot.background import HINDRANCES, Background
from bot.book import Book
from bot.clock import SystemClock
from bot.once import Once
from bot.teams import replies
from bot.teams.answers import Answers, Giving, Hands
from bot.teams.arrivals import Arrivals, Looking
from bot.teams.chat import TeamsChat
from bot.teams.frames import frame_of, id_of, language_of
from bot.teams.invokes import Pressed, invoke_of, submitted_of
from bot.teams.older import Older
from bot.teams.payloads import Met, happenings, met
from bot.teams.recognising import recognised
from bot.teams.requests import OnEvent
from bot.teams.shapes import Answer, Json
from handlers.chat import Outcome, Press, Submission
from handlers.ports import QueueUnavailable

_MEETING_SECONDS = 1.0  # of the few that an invoke waits


@dataclass(frozen=True, slots=True)
class Handlers:
    """Whom it is told what happens; `looking` and `giving` are Teams' own."""

    on_event: OnEvent
    on_press: Callable[[Press], Awaitable[Outcome]]
    on_submit: Callable[[Submission], Awaitable[Outcome]]
    giving: Giving | None = None
    looking: Looking | None = None


class Spoken(Protocol):
    """What is needed of how Clerk speaks in Teams: what is kept of it, and its voice."""

    @property
    def book(self) -> Book: ...

    @property
    def chat(self) -> TeamsChat: ...


class Hearing:
    """Hears what happens in Teams, and answers who waits for an answer."""

    def __init__(self, reach: Spoken, handlers: Handlers, background: Background) -> None:
        self._book = reach.book
        self._background = background
        self._clock = SystemClock()
        hands = Hands(handlers.on_press, handlers.on_submit, handlers.giving)
        self._answers = Answers(reach.book, reach.chat, hands, background)
        self._older = Older(reach.book, reach.chat, hands)
        self._heard = Once(time.monotonic)
        self._arrivals = Arrivals(
            reach.book,
            reach.chat,
            handlers.on_event,
            handlers.looking,
            (background, self._heard),
        )

    async def hear(self, activity: Json) -> Answer | None:
        """Deal with what happened; gives what an invoke is answered with.

        Of anything else it returns once what must last is durable. Raises QueueUnavailable.
        """
        if activity.get("type") == "invoke":
            return await self._answer(activity)
        try:
            activity = await recognised(self._book, activity)
            await self._arrivals.take(happenings(activity, self._clock.now()))
        except QueueUnavailable:
            raise
        except HINDRANCES as error:
            raise QueueUnavailable(type(error).__name__) from error
        pressed = submitted_of(activity)
        if pressed is not None and self._heard.first(_name_of(pressed, activity)):
            self._background.start(self._older.press(pressed))
        return None

    async def _answer(self, activity: Json) -> Answer:
        try:
            activity = await recognised(self._book, activity)
        except HINDRANCES:  # nobody is taken for somebody else
            return replies.busy(language_of(activity))
        frame = frame_of(activity)
        for one in () if frame is None else met(frame, activity):
            await self._meet(one)
        return await self._answers.answer(invoke_of(activity))

    async def _meet(self, one: Met) -> None:
        """Keep who presses: what they may do is asked of the conversation that they are in.

        Nobody waits for that but who was never met before.
        """
        keeping = self._book.heard(one.conversation, *one.accounts)
        try:
            async with asyncio.timeout(_MEETING_SECONDS):
                if await self._is_known(one):
                    self._background.start(keeping)
                else:
                    await keeping
        except HINDRANCES:
            keeping.close()

    async def _is_known(self, one: Met) -> bool:
        for person in one.accounts:
            if await self._book.account(person.tenant, person.user) is None:
                return False
        return True


def _name_of(pressed: Pressed, activity: Json) -> str:
    place = pressed.press.place
    return f"{place.tenant} {place.channel} {id_of(activity)}"
