"""What Clerk asks of Microsoft Graph: the port. Without a company's consent it is never asked."""

from collections.abc import AsyncIterator
from typing import Protocol

from bot.teams.connector import TeamsRefused
from bot.teams.shapes import Json


class NotConsented(TeamsRefused):
    """The company did not consent to this; `permission` is what Graph calls what is missing."""

    def __init__(self, call: str, permission: str) -> None:
        super().__init__(call, 403, permission)
        self.permission = permission


class Graph(Protocol):
    """Graph, as the app itself and not as a person.

    Raises ChatUnavailable once it was asked again for long enough, NotConsented, FileGone where
    there is no such thing, TeamsRefused for every other no.
    """

    async def get(self, tenant: str, path: str, permission: str) -> Json:
        """Ask for an object; `path` begins with a slash, `permission` is what it needs."""
        ...

    def stream(self, tenant: str, path: str, permission: str) -> AsyncIterator[bytes]:
        """Stream the content under a path."""
        ...
