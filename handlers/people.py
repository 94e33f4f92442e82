"""Who somebody is and what they may see: the Directory port."""

from dataclasses import dataclass
from typing import Literal, Protocol

from handlers.chat import Place

Role = Literal["employee", "accountant", "admin"]


@dataclass(frozen=True, slots=True)
class Person:
    """One person of a tenant; `id` is the platform and its id of them, as `person_id` makes it."""

    id: str
    name: str
    role: Role


class Directory(Protocol):
    """Who is who in a tenant. Both methods may raise ChatUnavailable."""

    async def person(self, tenant: str, id_: str) -> Person:
        """Give a person; one that nobody knows is an employee who goes by the id."""
        ...

    async def sees(self, tenant: str, id_: str, place: Place) -> bool:
        """Tell whether a person can read the channel of `place`."""
        ...


def person_id(platform: str, user: str) -> str:
    """Name a person the way everything that is kept names people."""
    return f"{platform}:{user}"
