"""Who is an accountant or an admin in Teams: people, Entra groups, e-mail addresses by name."""

import asyncio
import logging
import time
from collections.abc import AsyncIterator, Awaitable, Collection, Iterable, Mapping
from dataclasses import dataclass
from urllib.parse import quote, urlsplit

from bot.book import Book
from bot.remembered import Clock, Remembered
from bot.teams.connector import Member, TeamsRefused
from bot.teams.graph import Graph
from bot.teams.shapes import Json, listed, text
from handlers.chat import ChatUnavailable, FileGone
from handlers.people import Role

_log = logging.getLogger(__name__)

_SECONDS = 300.0
_MOST = 1000
_PAGE, _MOST_PAGES = 999, 100
_AT = "@"
_PERMISSION = "GroupMember.Read.All"
NOBODY = "nobody"  # the fault of a name that is neither a group nor anybody whom Clerk met

Named = tuple[str, str]  # a tenant, and the id of a person or of a group, or an e-mail address


@dataclass(frozen=True, slots=True)
class _Known:
    """Whom a name stands for besides the person of that id; `fault`: why Graph does not say it."""

    users: frozenset[str] = frozenset()
    is_group: bool = False
    fault: str | None = None


class Roles:
    """Raises whom the settings name, each in their own tenant, and nobody by a guess.

    Without Graph a name stands for a person or an address alone. Entra writes its ids in small
    letters, people as they like. Who is named themselves waits for no group longer than `patience`
    seconds: it could only say that they are more than that.
    """

    def __init__(
        self,
        graph: Graph | None,
        accountants: Collection[Named],
        admins: Collection[Named],
        clock: Clock = time.monotonic,
        patience: float = 1.0,
    ) -> None:
        self._graph = graph
        self._patience = patience
        self._named: Mapping[Role, Mapping[str, frozenset[str]]] = {
            "admin": _by_tenant(admins),
            "accountant": _by_tenant(accountants),
        }
        self._known = Remembered(self._ask, seconds=_SECONDS, most=_MOST, clock=clock)
        self._complained = set[Named]()

    async def role(self, tenant: str, member: Member) -> Role:
        """Give the highest role of a member of the company. Raises ChatUnavailable."""
        tenant = tenant.lower()
        own = self._own(tenant, member)
        for role, named in self._named.items():
            if role == own:
                return role
            asking = self._is_in_one(_of(named, tenant), tenant, member)
            if await (asking if own is None else self._at_once(asking)):
                return role
        return "employee"

    async def faults(self, book: Book) -> AsyncIterator[tuple[str, str, str | None]]:
        """Give each name with its tenant, and why it raises nobody; None: it does, or may.

        An address is compared with what Teams says of whoever presses: nothing is known before.
        """
        everybody = {
            (tenant, name)
            for named in self._named.values()
            for tenant, names in named.items()
            for name in names
        }
        for tenant, name in sorted(everybody):
            yield tenant, name, await self._fault(book, tenant, name)

    async def _fault(self, book: Book, tenant: str, name: str) -> str | None:
        if _AT in name or await book.account(tenant, name) is not None:
            return None
        known = await self._known.get((tenant, name))
        return None if known.is_group else known.fault or NOBODY

    def _own(self, tenant: str, member: Member) -> Role | None:
        """Give the highest role that somebody is named for themselves."""
        known_by = {member.user.lower(), member.mail.lower()} - {""}
        raised = (role for role, named in self._named.items() if known_by & _of(named, tenant))
        return next(raised, None)

    async def _is_in_one(self, names: frozenset[str], tenant: str, member: Member) -> bool:
        for name in sorted(one for one in names if _AT not in one):
            if member.user.lower() in (await self._known.get((tenant, name))).users:
                return True
        return False

    async def _at_once(self, asking: Awaitable[bool]) -> bool:
        """Give what groups say; no, where they do not say it soon."""
        try:
            async with asyncio.timeout(self._patience):
                return await asking
        except (ChatUnavailable, TimeoutError):
            return False

    async def _ask(self, named: Named) -> _Known:
        if self._graph is None:
            return _Known()
        try:
            users = await self._members(self._graph, *named)
        except FileGone:
            users = None  # it is no group: then it is a person, or nobody
        except TeamsRefused as error:
            return self._complain(named, error)
        self._complained.discard(named)
        return _Known() if users is None else _Known(users, is_group=True)

    async def _members(self, graph: Graph, tenant: str, group: str) -> frozenset[str]:
        """Give who is in a group, and in the groups that are in it."""
        # Not cast to users alone, which Graph asks further headers for: no other id is a person's.
        path = f"/groups/{quote(group, safe='')}/transitiveMembers"
        users, asked = set[str](), f"$select=id&$top={_PAGE}"
        for _ in range(_MOST_PAGES):
            answer = await graph.get(tenant, f"{path}?{asked}", _PERMISSION)
            users |= {text(one, "id").lower() for one in listed(answer, "value")}
            asked = _next(answer)
            if not asked:
                break
        return frozenset(users - {""})

    def _complain(self, named: Named, error: TeamsRefused) -> _Known:
        said = f"{error.status} {error.code}".rstrip()
        if named not in self._complained:
            self._complained.add(named)
            _log.warning(
                "who is in a group that a setting names in the tenant %s cannot be told (%s): it"
                " raises nobody; see: python -m bot doctor",
                named[0],
                said,
            )
        return _Known(fault=said)


def _next(answer: Json) -> str:
    """Give what is asked for the next page; Graph names all of its address, which is ours."""
    return urlsplit(text(answer, "@odata.nextLink")).query


def _of(named: Mapping[str, frozenset[str]], tenant: str) -> frozenset[str]:
    return named.get(tenant, frozenset())


def _by_tenant(named: Iterable[Named]) -> Mapping[str, frozenset[str]]:
    found: dict[str, frozenset[str]] = {}
    for tenant, name in named:
        tenant = tenant.lower()
        found[tenant] = found.get(tenant, frozenset()) | {name.lower()}
    return found
