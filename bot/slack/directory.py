"""The Directory port on Slack: who somebody is, what they decide, and which channels they read."""

import asyncio
import time

from bot.slack.channels import Channels
from bot.slack.members import Member, Members
from bot.slack.remembered import Clock
from bot.slack.roles import Roles
from bot.slack.workspaces import PLATFORM, Workspaces
from handlers.chat import ChatUnavailable, Language, Place
from handlers.people import Person

_PREFIX = f"{PLATFORM}:"
_PATIENCE = 1.0  # seconds that an acknowledgement waits to know a language


class SlackDirectory:
    """Knows the people and the channels of every workspace that Clerk is installed in.

    Guests, bots, and people of other companies in shared channels are employees, whatever the
    settings say. Where Slack does not answer, nobody is taken for anything: ChatUnavailable.
    """

    def __init__(
        self,
        workspaces: Workspaces,
        roles: Roles,
        *,
        clock: Clock = time.monotonic,
        patience: float = _PATIENCE,
    ) -> None:
        self._roles = roles
        self._members = Members(workspaces, clock)
        self._channels = Channels(workspaces, clock)
        self._patience = patience

    async def person(self, tenant: str, id_: str) -> Person:
        user, member = await self._known(tenant, id_)
        role = await self._roles.role(tenant, user) if member.belongs else "employee"
        return Person(id_, member.name or id_, role)

    async def sees(self, tenant: str, id_: str, place: Place) -> bool:
        if (place.platform, place.tenant) != (PLATFORM, tenant):
            return False
        user, member = await self._known(tenant, id_)
        if not member.active:
            return False
        # What is said in Clerk's Home has no channel but the person themselves.
        return place.channel == user or await self._channels.reads(
            tenant, user, place.channel, belongs=member.belongs
        )

    async def locale(self, tenant: str, user: str) -> Language:
        """Give the language somebody reads Slack in; English, where Slack takes long to say it."""
        try:
            async with asyncio.timeout(self._patience):
                return (await self._members.get(tenant, user)).language
        except (ChatUnavailable, TimeoutError):
            return "en"

    async def _known(self, tenant: str, id_: str) -> tuple[str, Member]:
        if not id_.startswith(_PREFIX):
            return id_, Member(None)
        user = id_.removeprefix(_PREFIX)
        return user, await self._members.get(tenant, user)
