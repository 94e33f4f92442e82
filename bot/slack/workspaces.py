"""The workspaces that Clerk is installed in, and the clients to speak with each."""

from dataclasses import dataclass, field
from typing import Protocol

from pydantic import SecretStr
from slack_sdk.web.async_client import AsyncWebClient

PLATFORM = "slack"


@dataclass(frozen=True, slots=True)
class Workspace:
    """One workspace that Clerk is installed in.

    `tenant` is its id (T...), `user` and `bot` are Clerk's own ids in it (U..., B...). `reading`
    tries a call again that was not answered; `posting` only one that Slack said it has not done,
    since what was posted twice stays. `scopes` are the granted ones.
    """

    tenant: str
    user: str
    bot: str
    token: SecretStr
    reading: AsyncWebClient = field(repr=False)
    posting: AsyncWebClient = field(repr=False)
    scopes: frozenset[str] = frozenset()


class Workspaces(Protocol):
    """Where Clerk is installed."""

    async def get(self, tenant: str) -> Workspace:
        """Give a workspace.

        Raises ChatRefused where Clerk is not installed (any more), ChatUnavailable.
        """
        ...
