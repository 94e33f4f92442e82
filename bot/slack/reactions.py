"""The eyes on a message with a file: Clerk has seen it, before it says anything."""

import asyncio

from bot.background import Background
from bot.slack.faults import SlackRefused, asked
from bot.slack.workspaces import Workspaces

SEEN = "eyes"
# Of very many drops at once, the acknowledgements must not wait for as many calls.
AT_ONCE = 2


class Reactions:
    """Reacts to messages, as a courtesy."""

    def __init__(self, workspaces: Workspaces, background: Background) -> None:
        self._workspaces = workspaces
        self._background = background
        self._turns = asyncio.Semaphore(AT_ONCE)

    def see(self, tenant: str, channel: str, message: str) -> None:
        """Show that Clerk has seen a message; it is not waited for."""
        self._background.start(self._react(tenant, channel, message))

    async def _react(self, tenant: str, channel: str, message: str) -> None:
        workspace = await self._workspaces.get(tenant)
        async with self._turns:
            asking = workspace.posting.reactions_add(channel=channel, timestamp=message, name=SEEN)
            try:
                await asked("reactions.add", asking)
            except SlackRefused:
                return  # it has the eyes already, it is gone, or nobody may react there
