"""Looks at Clerk's connection with Slack as it is at this moment, and changes nothing."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import UTC, datetime

from pydantic import SecretStr

from bot.ledger.database import Database
from bot.ledger.installations import SqlInstallations
from bot.secret import Secret
from bot.slack.clients import clients
from bot.slack.faults import answered, asked
from bot.slack.grants import PURPOSE, Grants
from bot.slack.manifest import SCOPES
from bot.wrapping import Unreadable, Wrapping
from handlers.chat import ChatError, ChatRefused


@dataclass(frozen=True, slots=True)
class Reached:
    """What Slack says of a token: the workspace it is of, and what was granted."""

    tenant: str
    name: str
    user: str
    scopes: frozenset[str]

    @property
    def missing(self) -> list[str]:
        """The scopes that the manifest lists and nobody granted."""
        return sorted(frozenset(SCOPES) - self.scopes)

    @property
    def beyond(self) -> list[str]:
        """The scopes that were granted and are not used."""
        return sorted(self.scopes - frozenset(SCOPES))


@dataclass(frozen=True, slots=True)
class Looked:
    """An installation: `reached`, or why not: Slack's `fault`, or one of ours.

    `expired`: its token is renewed at its next use.
    """

    tenant: str
    name: str
    reached: Reached | None = None
    token: SecretStr | None = None
    why: str = ""
    fault: ChatError | None = None
    expired: bool = False


async def reach(token: str, api_url: str) -> Reached:
    """Ask Slack whose token this is. Raises ChatRefused, ChatUnavailable."""
    _, once = clients(token, api_url)
    said = await answered("auth.test", once.auth_test())
    granted = str(said.headers.get("X-OAuth-Scopes", ""))
    return Reached(
        tenant=str(said.get("team_id") or ""),
        name=str(said.get("team") or ""),
        user=str(said.get("user") or ""),
        scopes=frozenset(filter(None, (one.strip() for one in granted.split(",")))),
    )


async def try_socket(app_token: str, api_url: str) -> None:
    """Ask Slack for a connection, and leave it. Raises ChatRefused, ChatUnavailable."""
    _, once = clients(app_token, api_url)
    await asked("apps.connections.open", once.apps_connections_open(app_token=app_token))


async def hear(token: str, api_url: str, channel: str) -> str | None:
    """Say why Clerk could say nothing in a channel; None: it could. Raises ChatUnavailable."""
    _, once = clients(token, api_url)
    try:
        said = await asked("conversations.info", once.conversations_info(channel=channel))
    except ChatRefused as refused:
        return f"{refused}; is it private, and Clerk not in it?"
    found = said.get("channel") or {}
    if found.get("is_archived"):
        return "it is archived"
    return None if found.get("is_member") else "Clerk is not in it: write /invite @Clerk there"


async def look(
    database: Database, secret: Secret, client: str, api_url: str, *, now: datetime
) -> AsyncIterator[Looked]:
    """Look at every installation of an app."""
    grants = Grants(client, Wrapping(secret.derive(PURPOSE)))
    for installed in await SqlInstallations(database).all(client):
        name = installed.name
        try:
            granted = grants.unpack(installed)
        except Unreadable as why:
            yield Looked(installed.tenant, name, why=f"its token cannot be read: {why}")
            continue
        expires = granted.bot_token_expires_at
        if expires is not None and datetime.fromtimestamp(expires, UTC) <= now:
            yield Looked(installed.tenant, name, expired=True)
            continue
        try:
            reached = await reach(granted.bot_token or "", api_url)
        except ChatError as fault:
            yield Looked(installed.tenant, name, fault=fault)
        else:
            token = SecretStr(granted.bot_token or "")
            yield Looked(installed.tenant, name, reached, token)
