"""A connector that tells who is in which conversation, a Graph that tells of groups; no more."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qs

from bot.book import Account, Conversation, ConversationKind
from bot.teams.connector import Member
from handlers.chat import FileGone
from tests.fake_book import FakeBook

CLERK = "28:clerk"
T1, T2 = "11111111-1111-4111-8111-111111111111", "22222222-2222-4222-8222-222222222222"


@dataclass
class Rosters:
    """Conversations with their members, as `book` knows them. A call raises what `fault` is."""

    book: FakeBook = field(default_factory=FakeBook)
    inside: dict[tuple[str, str], list[Member]] = field(default_factory=dict)
    fault: Exception | None = None
    calls: list[str] = field(default_factory=list)

    async def meet(
        self, tenant: str, channel: str, *people: Member, kind: ConversationKind = "channel"
    ) -> None:
        """Let people into a conversation with Clerk, where none of them said anything yet."""
        user = people[0].user if kind == "personal" else ""
        where = Conversation(tenant, channel, kind, "https://teams.example", CLERK, user)
        await self.book.heard(where)
        self.inside.setdefault((tenant, channel), []).extend(people)

    async def hear(self, tenant: str, channel: str, member: Member) -> None:
        """Let somebody say something."""
        where = await self.book.conversation(tenant, channel)
        assert where is not None
        await self.book.heard(where, Account(tenant, member.user or member.id, member.id))

    async def member(self, conversation: Conversation, user: str) -> Member | None:
        self._call("member")
        there = self.inside[conversation.tenant, conversation.channel]
        return next((one for one in there if user in {one.id, one.user}), None)

    async def members(self, conversation: Conversation, most: int) -> Sequence[Member]:
        self._call("members")
        return self.inside[conversation.tenant, conversation.channel][:most]

    async def send(self, *asked: object) -> str:
        raise AssertionError(asked)

    async def update(self, *asked: object) -> None:
        raise AssertionError(asked)

    async def delete(self, *asked: object) -> None:
        raise AssertionError(asked)

    async def open(self, *asked: object) -> str:
        raise AssertionError(asked)

    def _call(self, name: str) -> None:
        self.calls.append(name)
        if self.fault is not None:
            raise self.fault


@dataclass
class Groups:
    """A Graph that tells who is in groups, so many a page; a silent one once `answer` is set."""

    groups: dict[tuple[str, str], list[str]] = field(default_factory=dict)
    page: int = 2
    fault: Exception | None = None
    silent: bool = False
    answer: asyncio.Event = field(default_factory=asyncio.Event)
    calls: list[str] = field(default_factory=list)

    async def get(self, tenant: str, path: str, permission: str) -> dict[str, Any]:
        assert permission == "GroupMember.Read.All"
        self.calls.append(path)
        if self.silent:
            await self.answer.wait()
        if self.fault is not None:
            raise self.fault
        plain, _, query = path.partition("?")
        _, _, group, members = plain.split("/")
        assert members == "transitiveMembers"  # a cast of these takes headers that nobody sends
        if (tenant, group) not in self.groups:
            raise FileGone("graph")
        users = self.groups[tenant, group]
        start = int(parse_qs(query).get("$skiptoken", ["0"])[0])
        told: dict[str, Any] = {"value": [{"id": one} for one in users[start : start + self.page]]}
        if len(users) > start + self.page:
            at = f"$top={self.page}&$skiptoken={start + self.page}"
            told["@odata.nextLink"] = f"https://graph.example/v1.0{plain}?{at}"
        return told

    def stream(self, tenant: str, path: str, permission: str) -> AsyncIterator[bytes]:
        raise AssertionError(path)
