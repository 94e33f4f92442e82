"""Who reads a channel in Slack."""

import logging
import time
from dataclasses import dataclass
from typing import Literal

from bot.remembered import Clock, Remembered
from bot.slack.faults import Answer, SlackRefused, asked
from bot.slack.workspaces import Workspaces
from handlers.chat import ChatRefused

_log = logging.getLogger(__name__)

_SECONDS = 60.0  # for so long somebody who has left may still be taken to read a channel
_MOST = 500
_PAGE, _MOST_PAGES = 1000, 100

Kind = Literal["public", "closed", "direct", "hidden"]
Named = tuple[str, str]  # a tenant and the id of a channel in it


@dataclass(frozen=True, slots=True)
class Channel:
    """A channel: all members of the workspace read a public one, `person` a direct one."""

    kind: Kind
    person: str | None = None


_HIDDEN = Channel("hidden")


class Channels:
    """Looks channels and their members up, each workspace on its own."""

    def __init__(self, workspaces: Workspaces, clock: Clock = time.monotonic) -> None:
        self._workspaces = workspaces
        self._channels = Remembered(self._ask, seconds=_SECONDS, most=_MOST, clock=clock)
        self._members = Remembered(self._list, seconds=_SECONDS, most=_MOST, clock=clock)
        self._complained = set[str]()

    async def reads(self, tenant: str, user: str, channel: str, *, belongs: bool) -> bool:
        """Tell whether somebody reads a channel; one that Clerk cannot look into, nobody does.

        `belongs`: whether they are a full member of the workspace. Raises ChatUnavailable.
        """
        found = await self._channels.get((tenant, channel))
        match found.kind:
            case "hidden":
                return False
            case "direct":
                return found.person == user
            case "public" if belongs:
                return True
            case _:
                return user in await self._members.get((tenant, channel))

    async def users(self, tenant: str, channel: str) -> frozenset[str]:
        """Give who is in a channel; nobody, where Clerk cannot look into it.

        Raises ChatUnavailable.
        """
        found = await self._channels.get((tenant, channel))
        match found.kind:
            case "hidden":
                return frozenset()
            case "direct":
                return frozenset([found.person] if found.person else [])
            case _:
                return await self._members.get((tenant, channel))

    async def _ask(self, named: Named) -> Channel:
        tenant, channel = named
        try:
            reading = (await self._workspaces.get(tenant)).reading
            answer = await asked("conversations.info", reading.conversations_info(channel=channel))
        except SlackRefused as error:
            self._complain("conversations.info", error.code)
            return _HIDDEN
        except ChatRefused:
            return _HIDDEN
        found = answer.get("channel")
        return channel_of(found) if isinstance(found, dict) else _HIDDEN

    async def _list(self, named: Named) -> frozenset[str]:
        tenant, channel = named
        members, cursor = set[str](), ""
        try:
            reading = (await self._workspaces.get(tenant)).reading
            for _ in range(_MOST_PAGES):
                asking = reading.conversations_members(
                    channel=channel, limit=_PAGE, cursor=cursor or None
                )
                answer = await asked("conversations.members", asking)
                members.update(map(str, answer.get("members") or ()))
                cursor = (answer.get("response_metadata") or {}).get("next_cursor") or ""
                if not cursor:
                    break
        except SlackRefused as error:
            self._complain("conversations.members", error.code)
            return frozenset()
        except ChatRefused:
            return frozenset()
        return frozenset(members)

    def _complain(self, call: str, code: str) -> None:
        said = f"{call}: {code}"
        if code != "channel_not_found" and said not in self._complained:
            self._complained.add(said)
            _log.warning("Slack does not tell who reads a channel (%s)", said)


def channel_of(channel: Answer) -> Channel:
    """Read what conversations.info says; what is not said to be public is not."""
    if channel.get("is_im"):
        person = channel.get("user")
        return Channel("direct", None if person is None else str(person))
    is_public = channel.get("is_private") is False and not channel.get("is_mpim")
    return Channel("public" if is_public else "closed")
