"""What Slack says of a file beside its bytes: where it is shared, and what it is called."""

import asyncio
from collections.abc import Iterator

from bot.slack.faults import SlackRefused, asked
from bot.slack.files import File, channels_of, info_of
from bot.slack.shapes import text
from bot.slack.workspaces import Workspaces
from handlers.chat import ChatError, FileGone, Place
from handlers.withdrawals import Withdrawal

# Slack waits three seconds for an acknowledgement; the name is asked for before it.
NAME_SECONDS = 1.0
_NAME_LENGTH = 255


class Whereabouts:
    """Asks Slack about files, and about the channels that they are in."""

    def __init__(self, workspaces: Workspaces, *, name_seconds: float = NAME_SECONDS) -> None:
        self._workspaces = workspaces
        self._name_seconds = name_seconds

    async def is_shared(self, withdrawal: Withdrawal) -> bool:
        """Tell whether a file is still shared in its place, by another message than its own.

        Raises ChatUnavailable, or ChatRefused where Clerk may not ask.
        """
        place = withdrawal.place
        workspace = await self._workspaces.get(withdrawal.tenant)
        try:
            file = await info_of(workspace, withdrawal.file)
        except FileGone:
            return False  # or it is not Clerk's to see any more
        if place is None:
            return False
        shares = [*_shares(file, place.channel)]
        if shares:
            return any(message != withdrawal.message for message in shares)
        return place.channel in channels_of(file) and not file.get("shares")

    async def name(self, tenant: str, file: str) -> str | None:
        """Give what a file is called; None where Slack does not tell it in time.

        An event about a file of another company has nothing of it but its id.
        """
        try:
            async with asyncio.timeout(self._name_seconds):
                workspace = await self._workspaces.get(tenant)
                return text(dict(await info_of(workspace, file)), "name", "title", most=255) or None
        except (TimeoutError, ChatError):
            return None

    async def sees(self, place: Place, file: str) -> bool:
        """Tell whether Clerk may read a file, and speak where it is. Raises ChatUnavailable."""
        workspace = await self._workspaces.get(place.tenant)
        try:
            if place.channel not in channels_of(await info_of(workspace, file)):
                return False
            asking = workspace.reading.conversations_info(channel=place.channel)
            channel = (await asked("conversations.info", asking)).get("channel") or {}
        except (FileGone, SlackRefused):
            return False
        # Direct messages that Clerk is told of are those that it is in.
        return any(channel.get(one) for one in ("is_member", "is_im", "is_mpim"))

    async def link(self, place: Place, message: str) -> str | None:
        """Give the address of a message; None where Slack gives none."""
        try:
            workspace = await self._workspaces.get(place.tenant)
            asking = workspace.reading.chat_getPermalink(channel=place.channel, message_ts=message)
            return text(dict(await asked("chat.getPermalink", asking)), "permalink") or None
        except ChatError:
            return None


def _shares(file: File, channel: str) -> Iterator[str]:
    """Give the messages that share a file in a channel."""
    shares = file.get("shares")
    for kind in shares.values() if isinstance(shares, dict) else ():
        for one in (kind.get(channel) if isinstance(kind, dict) else None) or ():
            if isinstance(one, dict):
                yield str(one.get("ts"))
