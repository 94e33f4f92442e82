"""The eyes on a message with a file: Clerk has seen it, before it says anything."""

from bot.slack.background import Background
from bot.slack.faults import SlackRefused, asked
from bot.slack.workspaces import Workspaces

SEEN = "eyes"


class Reactions:
    """Reacts to messages, as a courtesy."""

    def __init__(self, workspaces: Workspaces, background: Background) -> None:
        self._workspaces = workspaces
        self._background = background

    def see(self, tenant: str, channel: str, message: str) -> None:
        """Show that Clerk has seen a message; it is not waited for."""
        self._background.start(self._react(tenant, channel, message))

    async def _react(self, tenant: str, channel: str, message: str) -> None:
        workspace = await self._workspaces.get(tenant)
        asking = workspace.posting.reactions_add(channel=channel, timestamp=message, name=SEEN)
        try:
            await asked("reactions.add", asking)
        except SlackRefused:
            return  # it has the eyes already, it is gone, or nobody may react there
