"""What Clerk asks of the connector of Teams: the port, and what can go wrong there."""

from collections.abc import Sequence
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any, Protocol

from bot.book import Conversation
from handlers.chat import ChatRefused


class TeamsRefused(ChatRefused):
    """Teams said no: `status` is HTTP's, `code` Microsoft's word for why, often empty."""

    def __init__(self, call: str, status: int, code: str) -> None:
        super().__init__(f"{call}: {status} {code}".rstrip())
        self.status = status
        self.code = code

    @property
    def is_gone(self) -> bool:
        """Tell whether what was asked for is not there."""
        return self.status in {HTTPStatus.NOT_FOUND, HTTPStatus.GONE}


@dataclass(frozen=True, slots=True)
class Member:
    """One who is in a conversation; `user` is the id that Entra has of them.

    `role` is empty for a member of the company; `guest`, or `anonymous`, for others.
    """

    id: str
    user: str
    name: str
    mail: str = ""
    role: str = ""


class Connector(Protocol):
    """The connector, for each conversation where it is reached.

    Raises ChatUnavailable once it was asked again for long enough, TeamsRefused where it said no.
    """

    async def send(
        self, conversation: Conversation, activity: dict[str, Any], thread: str | None
    ) -> str:
        """Post a message, in the thread of a channel; gives its id."""
        ...

    async def update(
        self, conversation: Conversation, message: str, activity: dict[str, Any]
    ) -> None:
        """Replace a message."""
        ...

    async def delete(self, conversation: Conversation, message: str) -> None:
        """Take a message back; harmless where it is gone."""
        ...

    async def open(self, near: Conversation, account: str) -> str:
        """Give the id of the personal conversation with an account, of the tenant of `near`."""
        ...

    async def member(self, conversation: Conversation, user: str) -> Member | None:
        """Give one who is in a conversation, by either id; None: they are not in it."""
        ...

    async def members(self, conversation: Conversation, most: int) -> Sequence[Member]:
        """Give those who are in a conversation, the first `most` of them."""
        ...
