"""What was dropped, taken back and asked in Teams, told to the handlers."""

from collections.abc import Sequence
from typing import Protocol, assert_never

from bot.background import Background
from bot.book import Book, Source
from bot.once import Once
from bot.teams.payloads import (
    Asked,
    Brought,
    Changed,
    Happening,
    Hidden,
    Installed,
    Left,
    Met,
)
from bot.teams.requests import OnEvent, Requests
from bot.teams.shapes import PLATFORM
from handlers.chat import Chat
from handlers.greeting import greeting_card
from handlers.meetings.hints import may_be_wanted
from handlers.withdrawals import Withdrawal


class Looking(Protocol):
    """Looks into messages whose files Teams shows to Graph alone."""

    async def on_hidden(self, hidden: Hidden) -> bool:
        """Keep durably that a message is to be looked into; what it asks goes on without files.

        False: it is not, and what it asks is left to whoever heard it.
        """
        ...

    async def left(self, hidden: Hidden) -> frozenset[str] | None:
        """Give the files that a message which was changed holds still; None: not known."""
        ...


class Arrivals:
    """Tells of each thing once it is kept where an answer goes.

    A command, and a greeting, go on by themselves: nobody waits for them to be told. Without
    `looking`, what a message does not show is not looked for.
    """

    def __init__(
        self,
        book: Book,
        chat: Chat,
        on_event: OnEvent,
        looking: Looking | None,
        asides: tuple[Background, Once],
    ) -> None:
        self._book = book
        self._chat = chat
        self._on_event = on_event
        self._requests = Requests(chat, on_event)
        self._looking = looking
        self._background, self._heard = asides

    async def take(self, told: Sequence[Happening]) -> None:
        """Deal with what an activity told; returns once that is durable. Raises HINDRANCES."""
        for one in told:
            match one:
                case Met():
                    await self._book.heard(one.conversation, *one.accounts)
                case Left():
                    await self._book.left(one.tenant, one.channel, one.team)
                case _:
                    await self._tell(one)

    async def _tell(self, one: Brought | Hidden | Changed | Asked | Installed) -> None:
        match one:
            case Brought():
                await self._bring(one)
            case Hidden():
                await self._look(one)
            case Changed():
                await self._withdraw(one)
            case Asked():
                self._hear(one)
            case Installed():
                self._background.start(self._greet(one))
            case _:
                assert_never(one)

    async def _bring(self, brought: Brought) -> None:
        if may_be_wanted(brought.upload):
            await self._book.brought(brought.source)
            await self._on_event(brought.upload)

    async def _look(self, hidden: Hidden) -> None:
        is_looked_into = self._looking is not None and await self._looking.on_hidden(hidden)
        if hidden.asked is not None and not is_looked_into:
            self._hear(hidden.asked)

    async def _withdraw(self, changed: Changed) -> None:
        """Tell of the files that a message brought, and holds no more."""
        place, change = changed.place, changed.change
        came = await self._book.of_message(place.tenant, place.channel, changed.message)
        left = await self._left(changed, came)
        gone = () if left is None else [one.file for one in came if one.file not in left]
        # The message stays where only a file of it went.
        message = changed.message if changed.deleted else None
        for file in gone:
            await self._on_event(
                Withdrawal(PLATFORM, place.tenant, file, place, message=message, change=change)
            )

    async def _left(self, changed: Changed, came: Sequence[Source]) -> frozenset[str] | None:
        if changed.left is not None or changed.hidden is None:
            return changed.left
        return await self._looking.left(changed.hidden) if self._looking and came else None

    def _hear(self, asked: Asked) -> None:
        """Answer what was asked once, however often it is delivered."""
        place = asked.command.place
        if self._heard.first(f"{place.tenant} {place.channel} {asked.message}"):
            self._background.start(self._requests.answer(asked))

    async def _greet(self, installed: Installed) -> None:
        """Say hello, the first time that Clerk is added to a conversation."""
        place = installed.place
        key = f"greeting:{place.channel}"
        if self._heard.first(f"{place.tenant} {key}") and not await self._chat.find(place, key=key):
            await self._chat.post(
                place, greeting_card(installed.language, alone=installed.alone), key=key
            )
