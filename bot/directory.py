"""One Directory made of many: the platform in a person's id picks who knows them."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace

from handlers.chat import Place
from handlers.people import Directory, Person, Role


@dataclass(frozen=True, slots=True)
class Directories:
    """Knows everybody: by their platform's directory, and by the lists of the settings.

    The lists hold tenants and the ids of their people: they raise a role in that tenant, and never
    lower one. Who is in none is an employee.
    """

    by_platform: Mapping[str, Directory]
    accountants: Collection[tuple[str, str]] = ()
    admins: Collection[tuple[str, str]] = ()

    async def person(self, tenant: str, id_: str) -> Person:
        known = self._of(id_)
        person = Person(id_, id_, "employee") if known is None else await known.person(tenant, id_)
        return replace(person, role=self._role(tenant, person))

    async def sees(self, tenant: str, id_: str, place: Place) -> bool:
        """Tell whether a person can read the channel of `place`.

        Nobody reads the channels of another platform or tenant. Where no directory knows who
        reads a channel, nobody is taken to: roles still open what is theirs to decide on.
        """
        known = self._of(id_)
        is_theirs = (place.platform, place.tenant) == (_platform(id_), tenant)
        return known is not None and is_theirs and await known.sees(tenant, id_, place)

    async def readers(self, place: Place) -> Sequence[Person]:
        known = self.by_platform.get(place.platform)
        found = [] if known is None else await known.readers(place)
        return [replace(one, role=self._role(place.tenant, one)) for one in found]

    def _of(self, id_: str) -> Directory | None:
        return self.by_platform.get(_platform(id_))

    def _role(self, tenant: str, person: Person) -> Role:
        if (tenant, person.id) in self.admins:
            return "admin"
        if (tenant, person.id) in self.accountants and person.role == "employee":
            return "accountant"
        return person.role


def _platform(id_: str) -> str:
    return id_.partition(":")[0]
