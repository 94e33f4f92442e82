"""The Directory port on Slack: who somebody is, what they decide, and which channels they read."""

import asyncio
import time
from collections.abc import Sequence

from bot.remembered import Clock
from bot.slack.channels import Channels
from bot.slack.members import Member, Members
from bot.slack.roles import Roles
from bot.slack.workspaces import PLATFORM, Workspaces
from handlers.chat import ChatUnavailable, Language, Place
from handlers.people import MOST_READERS, Person, person_id

_PREFIX = f"{PLATFORM}:"
_PATIENCE = 1.0  # seconds that an acknowledgement waits to know a language
_AT_ONCE = 20  # people who are asked about at the same time


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
        return Person(id_, member.name or id_, role, member.also)

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

    async def readers(self, place: Place) -> Sequence[Person]:
        if place.platform != PLATFORM:
            return ()
        users = sorted(await self._channels.users(place.tenant, place.channel))
        free = asyncio.Semaphore(_AT_ONCE)

        async def ask(user: str) -> Person | None:
            async with free:
                return await self._reader(place.tenant, user)

        # Some who are asked about turn out to be bots.
        asked = [asyncio.create_task(ask(user)) for user in users[: 2 * MOST_READERS]]
        try:
            found = await asyncio.gather(*asked)
        finally:
            for one in asked:
                one.cancel()
        people = [one for one in found if one is not None][:MOST_READERS]
        if len(people) < MOST_READERS and len(asked) < len(users):
            return ()  # of those who were asked about, most are bots
        return sorted(people, key=lambda one: (one.name.casefold(), one.id))

    async def _reader(self, tenant: str, user: str) -> Person | None:
        """Give one who is in a channel, unless that is a bot, or somebody who has left."""
        member = await self._members.get(tenant, user)
        if not (member.active and member.human):
            return None
        return await self.person(tenant, person_id(PLATFORM, user))

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
