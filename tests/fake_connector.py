"""An in-memory connector of Teams: what was posted, readable by a test."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from bot.book import Conversation
from bot.teams.connector import Member, TeamsRefused
from bot.teams.shapes import THREAD

Activity = dict[str, Any]


@dataclass
class Posted:
    """One message of Clerk's as it is now."""

    tenant: str
    channel: str
    thread: str | None
    id: str
    activity: Activity


@dataclass
class FakeConnector:
    """A connector that keeps everything in `posted`, in the order in which it arrived.

    It knows the conversations that are opened, `people` by their accounts, and opens none with
    those of `strangers`. A call raises the next of `faults`; `gate` holds calls back while it is
    closed, and `asked` tells of the first one. With `names_none`, it tells no ids.
    """

    posted: list[Posted] = field(default_factory=list)
    people: dict[str, Member] = field(default_factory=dict)
    strangers: set[str] = field(default_factory=set)
    faults: list[Exception] = field(default_factory=list)
    calls: list[str] = field(default_factory=list)
    gate: asyncio.Event = field(default_factory=asyncio.Event)
    asked: asyncio.Event = field(default_factory=asyncio.Event)
    names_none: bool = False
    number: int = 0

    def __post_init__(self) -> None:
        self.gate.set()

    def said(self, tenant: str, channel: str, thread: str | None = None) -> list[Posted]:
        """Give what was posted in a conversation, and in one of its threads where one is named."""
        ours = [one for one in self.posted if (one.tenant, one.channel) == (tenant, channel)]
        return [one for one in ours if thread is None or one.thread == thread]

    async def send(self, conversation: Conversation, activity: Activity, thread: str | None) -> str:
        await self._call("send")
        self.number += 1
        id_ = str(1_700 + self.number)
        one = Posted(conversation.tenant, conversation.channel, thread, id_, activity)
        self.posted.append(one)
        return "" if self.names_none else id_

    async def update(self, conversation: Conversation, message: str, activity: Activity) -> None:
        await self._call("update")
        for one in self._named(conversation, message):
            one.activity = activity
            return
        raise TeamsRefused("update", 404, "ActivityNotFoundInConversation")

    async def delete(self, conversation: Conversation, message: str) -> None:
        await self._call("delete")
        for one in self._named(conversation, message):
            self.posted.remove(one)

    async def open(self, near: Conversation, account: str) -> str:
        await self._call("open")
        if account in self.strangers:
            raise TeamsRefused("open", 403, "ForbiddenOperationException")
        return f"a:{near.tenant}:{account}"

    async def member(self, conversation: Conversation, user: str) -> Member | None:
        await self._call("member")
        return next((one for one in self.people.values() if user in {one.id, one.user}), None)

    async def members(self, conversation: Conversation, most: int) -> Sequence[Member]:
        await self._call("members")
        return list(self.people.values())[:most]

    def _named(self, conversation: Conversation, message: str) -> list[Posted]:
        """Give a message, where the thread is the one that it stands in."""
        channel, _, thread = conversation.channel.partition(THREAD)
        said = self.said(conversation.tenant, channel)
        return [one for one in said if one.id == message and thread in {"", one.thread or one.id}]

    async def _call(self, name: str) -> None:
        self.calls.append(name)
        self.asked.set()
        await self.gate.wait()
        if self.faults:
            raise self.faults.pop(0)
