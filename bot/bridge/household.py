"""What the process of voice rooms asks the process of everything else: the Household port."""

from typing import Protocol

from bot.bridge.wire import Answer, Asked


class Away(Exception):
    """Nobody answers now: the other process is not there, or not any more."""


class Household(Protocol):
    """Knows who may come in, keeps what is said, and looks things up."""

    async def ask(self, asked: Asked) -> Answer:
        """Answer one question.

        Raises Away; then nobody knows whether it was taken in. A link may be used up by it, all
        else may be asked again.
        """
        ...
