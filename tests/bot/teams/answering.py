"""People in a Teams on paper, and a Clerk that hears and answers them, without a wire."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Any

from bot.background import Background
from bot.book import Book
from bot.once import Once
from bot.teams.answers import Answers, Giving, Hands
from bot.teams.arrivals import Arrivals, Looking
from bot.teams.hearing import Handlers, Hearing
from bot.teams.invokes import invoke_of
from bot.teams.payloads import happenings
from bot.teams.shapes import Answer
from handlers.chat import (
    Button,
    Buttons,
    Card,
    Command,
    MessageRef,
    Outcome,
    Place,
    Press,
    Submission,
    Text,
    Upload,
)
from handlers.withdrawals import Withdrawal
from tests.bot.teams.filled import words
from tests.bot.teams.speaking import Room
from tests.bot.teams.staged import Paper
from tests.doubles.teams.world import Conversation, Json
from tests.fake_ledger import MORNING

Event = Upload | Command | Withdrawal

INVOICE = Card("Invoice 4711", (Text("ACME"), Buttons((Button("review.approve", "D-1:2", "OK"),))))
TOLD = Card("Ann was first", (Text("She approved it."),))


async def _nothing(_: Event) -> None:
    pass


@dataclass
class Scene:
    """A company where Clerk is; `outcome` is what comes of what people press and fill in.

    It comes once `gate` is open. `events` are what was told, `done` what was pressed or sent off.
    """

    room: Room = field(default_factory=Room)
    paper: Paper = field(default_factory=Paper)
    background: Background = field(default_factory=Background)
    outcome: Outcome | Exception = None
    events: list[Event] = field(default_factory=list)
    done: list[Press | Submission] = field(default_factory=list)
    gate: asyncio.Event = field(default_factory=asyncio.Event)
    on_event: Callable[[Event], Awaitable[None]] = _nothing
    giving: Giving | None = None
    looking: Looking | None = None
    pauses: list[float] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.gate.set()
        self.chat = self.room.chat
        self.answers = Answers(
            self.room.book,
            self.chat,
            Hands(self._act, self._act, self.giving),
            self.background,
            pause=self._pause,
        )
        self.arrivals = Arrivals(
            self.room.book,
            self.chat,
            self._hear,
            self.looking,
            (self.background, Once(lambda: self.room.now)),
        )

    @property
    def book(self) -> Book:
        """What is kept."""
        return self.room.book

    def hearing(self) -> Hearing:
        """Give who hears whatever Teams delivers, of a Clerk that has just begun."""
        return Hearing(self, Handlers(self._hear, self._act, self._act), self.background)

    async def told(self, *activities: Json) -> None:
        """Tell of what happened, and let what goes on by itself come to its end."""
        for one in activities:
            await self.arrivals.take(happenings(one, MORNING))
        await self.background.settled()

    async def said(self, where: Conversation, card: Card = INVOICE, user: str = "") -> MessageRef:
        """Let Clerk say something; to one person alone where `user` is given."""
        await self.told(self.paper.told.members(self.paper.tenant, where, self.paper.ann))
        place = Place("teams", self.paper.tenant.id, where.id, None)
        if user:
            await self.chat.post_privately(place, user, card)
            [*_, last] = self.room.book.messages.values()
            return last.message
        return await self.chat.post(place, card, key=f"{card.title} {len(self.done)}")

    async def said_nothing(self, where: Conversation) -> None:
        """Try to say something where nobody told of Clerk."""
        place = Place("teams", self.paper.tenant.id, where.id)
        await self.chat.post(place, INVOICE, key="nothing")

    async def pressed(
        self, message: MessageRef, verb: str = "clerk.press", data: Json | None = None,
        **rest: Any,
    ) -> Answer:  # fmt: skip
        """Press something on a message; gives what it is answered with."""
        data = {"a": "review.approve", "v": "D-1:2"} if data is None else data
        named = self.paper.tenant.conversations[message.place.channel]
        activity = self.paper.pressed(named, verb, data, replyToId=message.id)
        return await self.answers.answer(invoke_of(activity | rest))

    def posted(self, where: Conversation) -> list[list[str]]:
        """Give the words of what was said in a conversation."""
        return self.posted_in(where.id)

    def posted_in(self, channel: str) -> list[list[str]]:
        """Give the words of what was said in a conversation, by its id."""
        said = self.room.connector.said(self.paper.tenant.id, channel)
        return [words(one.activity) for one in said]

    async def _hear(self, event: Event) -> None:
        await self.on_event(event)
        self.events.append(event)

    async def _act(self, by: Press | Submission) -> Outcome:
        self.done.append(by)
        await self.gate.wait()
        if isinstance(self.outcome, Exception):
            raise self.outcome
        return self.outcome

    async def _pause(self, seconds: float) -> None:
        self.pauses.append(seconds)


def card_of(answer: Answer) -> Json:
    """Give the card that an answer shows."""
    assert answer.status == 200
    assert answer.body is not None
    assert (answer.body["statusCode"], answer.body["type"]) == (
        200,
        "application/vnd.microsoft.card.adaptive",
    )
    return dict(answer.body["value"])


def error_of(answer: Answer) -> tuple[str, str]:
    """Give the code and the message of an answer that refuses."""
    assert answer.status == 200
    assert answer.body is not None
    assert (answer.body["statusCode"], answer.body["type"]) == (
        400,
        "application/vnd.microsoft.error",
    )
    return answer.body["value"]["code"], answer.body["value"]["message"]
