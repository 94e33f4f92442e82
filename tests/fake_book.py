"""An in-memory Book: what Clerk must remember to speak in Teams, readable by a test."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import datetime

from bot.book import ON_CARD, PLATFORM, Account, Conversation, Said, Source
from handlers.chat import Card, MessageRef, Place
from tests.fake_ledger import MORNING

Key = tuple[str, str, str]


@dataclass
class FakeBook:
    """A Book that keeps everything, in the order in which it came.

    What was said was said in the morning; none of it is about a file that was dropped, but what
    has a mark.
    """

    conversations: dict[tuple[str, str], Conversation] = field(default_factory=dict)
    accounts: dict[tuple[str, str], Account] = field(default_factory=dict)
    messages: dict[Key, Said] = field(default_factory=dict)
    sources: dict[Key, Source] = field(default_factory=dict)

    async def heard(self, conversation: Conversation, *accounts: Account) -> None:
        key = (conversation.tenant, conversation.channel)
        known = self.conversations.get(key, conversation)
        told = replace(
            conversation,
            user=conversation.user or known.user,
            team=conversation.team or known.team,
        )
        if self.conversations.get(key) != told:
            self.conversations.pop(key, None)
            self.conversations[key] = told
        for one in accounts:
            self.accounts[one.tenant, one.user] = replace(one, channel=conversation.channel)

    async def left(self, tenant: str, channel: str, team: str = "") -> None:
        beside = {one.channel for one in self._of(tenant) if team and one.team == team}
        for gone in {channel, *beside}:
            self.conversations.pop((tenant, gone), None)
            for key, one in list(self.accounts.items()):
                if (one.tenant, one.channel) == (tenant, gone):
                    del self.accounts[key]

    async def conversation(self, tenant: str, channel: str) -> Conversation | None:
        return self.conversations.get((tenant, channel))

    async def personal(self, tenant: str, user: str) -> Conversation | None:
        ours = [one for one in self._of(tenant) if one.kind == "personal"]
        return next((one for one in ours if user and one.user == user), None)

    async def any(self, tenant: str) -> Conversation | None:
        return next(iter(self._of(tenant)), None)

    async def account(self, tenant: str, user: str) -> Account | None:
        return self.accounts.get((tenant, user))

    async def user(self, tenant: str, account: str) -> str | None:
        ours = [one for one in self.accounts.values() if (one.tenant, one.id) == (tenant, account)]
        users = [one.user for one in ours if one.user != account]
        return users[0] if len(users) == 1 else None

    async def say(self, said: Said) -> None:
        place = replace(said.message.place, platform=PLATFORM)
        kept = replace(said, message=replace(said.message, place=place))
        self.messages[_key(said.message)] = kept

    async def edited(self, message: MessageRef, card: Card) -> bool:
        shown = [key for key in self.messages if _shows(message, key)]
        for key in shown:
            self.messages[key] = replace(self.messages[key], card=card)
        return bool(shown)

    async def given(self, message: MessageRef) -> None:
        said = self.messages.get(_key(message))
        if said is not None and said.offered is not None:
            offered = replace(said.offered, content=None)
            self.messages[_key(message)] = replace(said, offered=offered)

    async def said(self, message: MessageRef) -> Said | None:
        return next((one for key, one in self.messages.items() if _shows(message, key)), None)

    async def marked(self, place: Place, mark: str) -> Said | None:
        said = [one for one in self.messages.values() if _is_in(one, place)]
        return next((one for one in said if mark and one.mark == mark), None)

    async def bundled(self, place: Place, bundle: str) -> tuple[Said, ...]:
        said = [one for one in self.messages.values() if _is_in(one, place)]
        return tuple(one for one in said if bundle and one.offered and one.offered.bundle == bundle)

    async def unsay(self, message: MessageRef) -> None:
        self.messages.pop(_key(message), None)

    async def brought(self, *sources: Source) -> None:
        for one in sources:
            self.sources[one.tenant, one.channel, one.file] = one

    async def source(self, tenant: str, channel: str, file: str) -> Source | None:
        return self.sources.get((tenant, channel, file))

    async def of_message(self, tenant: str, channel: str, message: str) -> tuple[Source, ...]:
        wanted = (tenant, channel, message)
        came = [one for one in self.sources.values() if message]
        came = [one for one in came if (one.tenant, one.channel, one.message) == wanted]
        return tuple(sorted(came, key=lambda one: one.file))

    async def sweep(self, before: datetime) -> int:
        swept = 0
        for key, said in list(self.messages.items()):
            if said.offered and said.offered.content is not None and said.offered.since < before:
                self.messages[key] = replace(said, offered=replace(said.offered, content=None))
                swept += 1
            if not said.mark and before > MORNING:
                del self.messages[key]
                swept += 1
        late = [key for key, one in self.sources.items() if one.since < before]
        for key in late:
            del self.sources[key]
        return swept + len(late)

    def _of(self, tenant: str) -> Iterable[Conversation]:
        """Give the conversations of a tenant, the one that came last first."""
        every = reversed(self.conversations.values())
        return [one for one in every if one.tenant == tenant]


def _key(message: MessageRef) -> Key:
    return (message.place.tenant, message.place.channel, message.id)


def _shows(message: MessageRef, key: Key) -> bool:
    """Tell whether a message is the one of a key, or offers that file beside others."""
    return _key(message) == (*key[:2], key[2].partition(ON_CARD)[0]) or _key(message) == key


def _is_in(said: Said, place: Place) -> bool:
    return _key(said.message)[:2] == (place.tenant, place.channel)
