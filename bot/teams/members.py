"""Who is in the conversations that Clerk is in, as the connector tells of them."""

import logging
import time
from collections.abc import Sequence
from dataclasses import replace

from bot.book import Account, Book, Conversation
from bot.remembered import Clock, Remembered
from bot.teams.connector import Connector, Member, TeamsRefused
from handlers.people import MOST_READERS

_log = logging.getLogger(__name__)

_SECONDS = 60.0  # for so long somebody who was sent away may still be taken for a member
_MOST, _MOST_LISTS = 5000, 500
_LISTED = MOST_READERS + 20  # some of those turn out to be bots
_NOT_THERE = 404
_BOT = "28:"  # what the connector's id of a bot begins with


class Members:
    """Looks people up, each tenant on its own.

    The connector tells of somebody only within a conversation: the one they were met in last is
    kept in the book.
    """

    def __init__(self, book: Book, connector: Connector, clock: Clock = time.monotonic) -> None:
        self._book = book
        self._connector = connector
        self._inside = Remembered(self._ask, seconds=_SECONDS, most=_MOST, clock=clock)
        self._lists = Remembered(self._list, seconds=_SECONDS, most=_MOST_LISTS, clock=clock)
        self._kept = set[tuple[str, str]]()
        self._complained = set[str]()

    async def get(self, tenant: str, user: str) -> Member | None:
        """Give somebody, wherever Clerk met them; None: nowhere. Raises ChatUnavailable."""
        for channel in await self._met(tenant, user) if user else ():
            found = await self.inside(tenant, channel, user)
            if found is not None:
                return found
        return None

    async def inside(self, tenant: str, channel: str, user: str) -> Member | None:
        """Give one who is in a conversation; None: they are not. Raises ChatUnavailable."""
        return await self._inside.get((tenant, channel, user)) if user else None

    async def all(self, tenant: str, channel: str) -> tuple[Sequence[Member], bool]:
        """Give the people who are in a conversation, and whether those are all it has."""
        return await self._lists.get((tenant, channel))

    async def _met(self, tenant: str, user: str) -> Sequence[str]:
        """Give the conversations that somebody is asked about in."""
        account = await self._book.account(tenant, user)
        alone = await self._book.personal(tenant, user)
        met = "" if account is None else account.channel
        chat = "" if alone is None else alone.channel
        return [one for one in dict.fromkeys((met, chat)) if one]

    async def _ask(self, named: tuple[str, str, str]) -> Member | None:
        tenant, channel, user = named
        conversation = await self._book.conversation(tenant, channel)
        if conversation is None:
            return None
        # Teams knows people by either id, the Playground by its own alone.
        account = await self._book.account(tenant, user)
        try:
            found = await self._connector.member(conversation, account.id if account else user)
        except TeamsRefused as error:
            self._complain(error)
            return None
        is_theirs = found is not None and account is not None and found.id == account.id
        return replace(found, user=found.user or user) if found and is_theirs else found

    async def _list(self, named: tuple[str, str]) -> tuple[Sequence[Member], bool]:
        conversation = await self._book.conversation(*named)
        if conversation is None:
            return (), True
        try:
            found = await self._connector.members(conversation, _LISTED)
        except TeamsRefused as error:
            self._complain(error)
            return (), True
        people = [
            await self._named(conversation.tenant, one)
            for one in found
            if not _is_bot(one, conversation)
        ]
        await self._keep(conversation, people)
        return people, len(found) < _LISTED

    async def _named(self, tenant: str, one: Member) -> Member:
        """Give somebody with a user; who signed in nowhere goes by the connector's id."""
        if one.user:
            return one
        return replace(one, user=await self._book.user(tenant, one.id) or one.id)

    async def _keep(self, conversation: Conversation, people: Sequence[Member]) -> None:
        """Keep where they are met: who never spoke can be named in a form, and be told things."""
        tenant = conversation.tenant
        met = [one for one in people if (tenant, one.user) not in self._kept]
        new = [
            Account(tenant, one.user, one.id)
            for one in met
            if await self._book.account(tenant, one.user) is None
        ]
        if new:
            await self._book.heard(conversation, *new)
        # A list is asked for again and again: those who are on it are looked for once.
        if len(self._kept) > _MOST:
            self._kept.clear()
        self._kept |= {(tenant, one.user) for one in met}

    def _complain(self, error: TeamsRefused) -> None:
        said = f"{error.status} {error.code}".rstrip()
        if error.status != _NOT_THERE and said not in self._complained:
            self._complained.add(said)
            _log.warning("Teams does not tell who is in a conversation (%s)", said)


def _is_bot(one: Member, conversation: Conversation) -> bool:
    return one.id == conversation.bot or one.id.startswith(_BOT)
