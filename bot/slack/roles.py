"""Who is an accountant or an admin in Slack: people, user groups and e-mail addresses by name."""

import logging
import time
from collections.abc import AsyncIterator, Collection, Iterable, Mapping
from dataclasses import dataclass

from bot.remembered import Clock, Remembered
from bot.slack.faults import SlackRefused, asked
from bot.slack.workspaces import Workspaces
from handlers.chat import ChatRefused
from handlers.people import Role

_log = logging.getLogger(__name__)

_SECONDS = 300.0
_MOST = 1000
_NOT_INSTALLED = "not_installed"
_GROUP, _AT = "S", "@"

Named = tuple[str, str]  # a tenant, and the id of a person or of a group, or an e-mail address


@dataclass(frozen=True, slots=True)
class _Known:
    """Whom a name stands for; `fault` is why Slack does not say it."""

    users: frozenset[str] = frozenset()
    fault: str | None = None


class Roles:
    """Raises whom the settings name, each in their own workspace, and nobody by a guess."""

    def __init__(
        self,
        workspaces: Workspaces,
        accountants: Collection[Named],
        admins: Collection[Named],
        clock: Clock = time.monotonic,
    ) -> None:
        self._workspaces = workspaces
        self._named: Mapping[Role, Mapping[str, frozenset[str]]] = {
            "admin": _by_tenant(admins),
            "accountant": _by_tenant(accountants),
        }
        self._known = Remembered(self._ask, seconds=_SECONDS, most=_MOST, clock=clock)
        self._complained = set[Named]()

    async def role(self, tenant: str, user: str) -> Role:
        """Give the highest role somebody has. Raises ChatUnavailable where Slack is away."""
        for role, named in self._named.items():
            if await self._is_among(named.get(tenant, frozenset()), tenant, user):
                return role
        return "employee"

    async def faults(self) -> AsyncIterator[tuple[str, str, str | None]]:
        """Give each name with its tenant, and why it raises nobody; None: it does."""
        everybody = {
            (tenant, name)
            for named in self._named.values()
            for tenant, names in named.items()
            for name in names
        }
        for tenant, name in sorted(everybody):
            known = await self._known.get((tenant, name))
            yield tenant, name, known.fault

    async def _is_among(self, names: frozenset[str], tenant: str, user: str) -> bool:
        if user in names:
            return True  # who is named themselves needs nobody's answer
        for name in sorted(filter(_is_looked_up, names)):
            if user in (await self._known.get((tenant, name))).users:
                return True
        return False

    async def _ask(self, named: Named) -> _Known:
        tenant, name = named
        try:
            users = await self._users(tenant, name)
        except SlackRefused as error:
            return self._complain(named, error.code)
        except ChatRefused:
            return self._complain(named, _NOT_INSTALLED)
        self._complained.discard(named)
        return _Known(users)

    async def _users(self, tenant: str, name: str) -> frozenset[str]:
        reading = (await self._workspaces.get(tenant)).reading
        if _AT in name:
            found = await asked("users.lookupByEmail", reading.users_lookupByEmail(email=name))
            return frozenset({str(found["user"]["id"])})
        if name.startswith(_GROUP):
            asking = reading.usergroups_users_list(usergroup=name)
            answer = await asked("usergroups.users.list", asking)
            return frozenset(map(str, answer.get("users") or ()))
        await asked("users.info", reading.users_info(user=name))
        return frozenset({name})

    def _complain(self, named: Named, code: str) -> _Known:
        if named not in self._complained:
            self._complained.add(named)
            _log.warning(
                "whom a setting names in the workspace %s cannot be told (%s): it raises nobody;"
                " see: python -m bot doctor",
                named[0],
                code,
            )
        return _Known(fault=code)


def _by_tenant(named: Iterable[Named]) -> Mapping[str, frozenset[str]]:
    found: dict[str, frozenset[str]] = {}
    for tenant, name in named:
        found[tenant] = found.get(tenant, frozenset()) | {name}
    return found


def _is_looked_up(name: str) -> bool:
    return _AT in name or name.startswith(_GROUP)
