"""The Directory port on Teams: who somebody is, what they decide, which conversations they read."""

import time
from collections.abc import Sequence
from typing import Protocol

from bot.book import Book
from bot.names import plain
from bot.remembered import Clock
from bot.teams.connector import Connector, Member
from bot.teams.graph import Graph
from bot.teams.members import Members
from bot.teams.reaching import reaching
from bot.teams.roles import Roles
from bot.teams.shapes import PLATFORM
from handlers.chat import Place
from handlers.people import MOST_READERS, Person, person_id

_PREFIX = f"{PLATFORM}:"


class Reached(Protocol):
    """What is kept of Teams, and what is asked of it; Graph where the operator has it asked."""

    @property
    def book(self) -> Book: ...

    @property
    def connector(self) -> Connector: ...

    @property
    def graph(self) -> Graph | None: ...


class TeamsDirectory:
    """Knows the people of every conversation that Clerk is in.

    Guests, people of other companies, and those who signed in nowhere are employees, whatever the
    settings say; so is who is not, or no longer, in any conversation with Clerk. Where Teams does
    not answer, nobody is taken for anything: ChatUnavailable.
    """

    def __init__(
        self, book: Book, connector: Connector, roles: Roles, *, clock: Clock = time.monotonic
    ) -> None:
        self._book = book
        self._roles = roles
        self._members = Members(book, connector, clock)

    async def person(self, tenant: str, id_: str) -> Person:
        async with reaching("person"):
            member = await self._members.get(tenant, _user(id_))
        if member is None:
            return Person(id_, id_, "employee")
        return await self._person(tenant, id_, member)

    async def sees(self, tenant: str, id_: str, place: Place) -> bool:
        user = _user(id_)
        if (place.platform, place.tenant) != (PLATFORM, tenant) or not user:
            return False
        async with reaching("sees"):
            conversation = await self._book.conversation(tenant, place.channel)
            if conversation is None:
                return False
            if conversation.kind == "personal" and conversation.user:
                return conversation.user == user
            return await self._members.inside(tenant, place.channel, user) is not None

    async def readers(self, place: Place) -> Sequence[Person]:
        if place.platform != PLATFORM:
            return ()
        async with reaching("readers"):
            found, is_all = await self._members.all(place.tenant, place.channel)
        if len(found) < MOST_READERS and not is_all:
            return ()  # of those who were asked about, most are bots
        people = [
            await self._person(place.tenant, person_id(PLATFORM, one.user), one)
            for one in found[:MOST_READERS]
        ]
        return sorted(people, key=lambda one: (one.name.casefold(), one.id))

    async def _person(self, tenant: str, id_: str, member: Member) -> Person:
        role = "employee" if member.role else await self._roles.role(tenant, member)
        return Person(id_, plain(member.name) or id_, role)


def _user(id_: str) -> str:
    """Give the user of a person's id; empty, of another platform."""
    return id_.removeprefix(_PREFIX) if id_.startswith(_PREFIX) else ""
