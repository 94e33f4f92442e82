"""The one workspace that a token in the settings is of."""

import asyncio

from pydantic import SecretStr

from bot.slack.clients import clients
from bot.slack.faults import answered
from bot.slack.session import SlackSession
from bot.slack.workspaces import Workspace
from handlers.chat import ChatRefused


class OneWorkspace:
    """Asks Slack at the first use which workspace that is, and knows it from then on."""

    def __init__(self, token: SecretStr, api_url: str, session: SlackSession | None = None) -> None:
        self._token = token
        self._api_url = api_url
        self._session = session
        self._known: Workspace | None = None
        self._asking = asyncio.Lock()

    async def get(self, tenant: str) -> Workspace:
        workspace = await self.only()
        if workspace.tenant != tenant:
            raise ChatRefused("workspace: Clerk is not installed there")
        return workspace

    async def only(self) -> Workspace:
        """Give the workspace. Raises ChatRefused when the token is not taken, ChatUnavailable."""
        async with self._asking:
            if self._known is None:
                self._known = await self._ask()
            return self._known

    async def _ask(self) -> Workspace:
        session = self._session.http if self._session else None
        reading, posting = clients(self._token.get_secret_value(), self._api_url, session)
        response = await answered("auth.test", reading.auth_test())
        granted = str(response.headers.get("X-OAuth-Scopes", ""))
        return Workspace(
            tenant=str(response["team_id"]),
            user=str(response["user_id"]),
            bot=str(response.get("bot_id") or ""),
            token=self._token,
            reading=reading,
            posting=posting,
            scopes=frozenset(filter(None, (one.strip() for one in granted.split(",")))),
        )
