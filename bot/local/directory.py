"""The Directory port on the workspace's people and channels."""

from collections.abc import Sequence

from bot.local.roster import MEMBERS, PLATFORM, TENANT, member, reads
from handlers.chat import Place
from handlers.people import Person, person_id

_PREFIX = f"{PLATFORM}:"


class LocalDirectory:
    """Knows the simulated people of the workspace, and which channels they read."""

    async def person(self, tenant: str, id_: str) -> Person:
        found = member(_user(tenant, id_) or "")
        return (
            Person(id_, id_, "employee") if found is None else Person(id_, found.name, found.role)
        )

    async def sees(self, tenant: str, id_: str, place: Place) -> bool:
        user = _user(tenant, id_)
        if user is None or member(user) is None:
            return False
        here = (place.platform, place.tenant) == (PLATFORM, tenant)
        return here and reads(user, place.channel)

    async def readers(self, place: Place) -> Sequence[Person]:
        if (place.platform, place.tenant) != (PLATFORM, TENANT):
            return ()
        return [
            Person(person_id(PLATFORM, one.id), one.name, one.role)
            for one in MEMBERS
            if reads(one.id, place.channel)
        ]


def _user(tenant: str, id_: str) -> str | None:
    """Give the workspace's own id of a person of its tenant."""
    if tenant != TENANT or not id_.startswith(_PREFIX):
        return None
    return id_.removeprefix(_PREFIX)
