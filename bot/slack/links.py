"""Where people find a message of Slack's in a browser."""

from bot.slack.faults import asked
from bot.slack.workspaces import PLATFORM, Workspaces
from handlers.chat import MessageRef


class Links:
    """Asks Slack for the address of a message: nobody reads it who is not in its channel."""

    def __init__(self, workspaces: Workspaces) -> None:
        self._workspaces = workspaces

    async def to(self, message: MessageRef) -> str | None:
        """Give the address; None for what is no message of Slack's. Raises ChatError."""
        place = message.place
        if place.platform != PLATFORM:
            return None
        reading = (await self._workspaces.get(place.tenant)).reading
        asking = reading.chat_getPermalink(channel=place.channel, message_ts=message.id)
        found = (await asked("chat.getPermalink", asking)).get("permalink")
        return str(found) if found else None
