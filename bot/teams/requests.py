"""What is asked of Clerk in Teams is answered, or it is said why not: whoever comes upon it."""

from collections.abc import Awaitable, Callable

from bot.background import HINDRANCES
from bot.excuses import busy_card
from bot.teams.payloads import Asked
from handlers.chat import Card, Chat, ChatRefused, Command, Language, Place, Text, Upload
from handlers.texts.catalogue import texts
from handlers.withdrawals import Withdrawal

OnEvent = Callable[[Upload | Command | Withdrawal], Awaitable[None]]


class Requests:
    """Has commands answered, in the personal conversation of who asked."""

    def __init__(self, chat: Chat, on_event: OnEvent) -> None:
        self._chat = chat
        self._on_event = on_event

    async def answer(self, asked: Asked) -> None:
        """Have a command answered. Raises HINDRANCES where it cannot even be said why not."""
        command = asked.command
        try:
            await self._on_event(command)
        except ChatRefused:
            await self._say_so(asked)
        except HINDRANCES:
            await self.excuse(command.place, command.user, command.language)

    async def excuse(self, place: Place, user: str, language: Language) -> None:
        """Tell somebody alone that nothing came of what they asked. Raises ChatError."""
        await self._chat.post_privately(place, user, busy_card(language))

    async def _say_so(self, asked: Asked) -> None:
        """Say where it was asked that Clerk cannot write to who asked, and no word of an answer."""
        said = texts(asked.command.language).giving
        card = Card(said.alone, (Text(said.alone_why),), tone="bad")
        place = asked.command.place
        await self._chat.post(place, card, key=f"alone:{place.channel}:{asked.message}")
