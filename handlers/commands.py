"""What people ask for with `/clerk`."""

from handlers.cards import help_card
from handlers.chat import Chat, Command


class Commands:
    """Answers `/clerk WORDS`, so that only the person who asked sees it."""

    def __init__(self, chat: Chat) -> None:
        self._chat = chat

    async def on_command(self, command: Command) -> None:
        """Answer a command; help, for all that is not known."""
        words = command.words.strip()
        unknown = None if words in {"", "help"} else words[:80]
        await self._chat.post_privately(
            command.place, command.user, help_card(command.language, unknown)
        )
