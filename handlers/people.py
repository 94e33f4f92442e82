"""Who somebody is and what they may see: the Directory port."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, Protocol

from handlers.chat import ChatUnavailable, Place

Role = Literal["employee", "accountant", "admin"]
MOST_READERS = 200  # people of a channel who are listed
_AT_HAND = 1.0  # seconds; a form that comes late is shown by no platform


@dataclass(frozen=True, slots=True)
class Person:
    """One person of a tenant; `id` is the platform and its id of them, as `person_id` makes it.

    `name` is what people are told, `also` other names that they go by there.
    """

    id: str
    name: str
    role: Role
    also: tuple[str, ...] = ()


class Directory(Protocol):
    """Who is who in a tenant. All methods may raise ChatUnavailable."""

    async def person(self, tenant: str, id_: str) -> Person:
        """Give a person; one that nobody knows is an employee who goes by the id."""
        ...

    async def sees(self, tenant: str, id_: str, place: Place) -> bool:
        """Tell whether a person can read the channel of `place`."""
        ...

    async def readers(self, place: Place) -> Sequence[Person]:
        """Give the people who are in the channel of `place`, as they are listed among others.

        Clerk and other bots are left out, and so is whoever comes after the first `MOST_READERS`:
        fewer are all there are. Nobody, where that cannot be told.
        """
        ...


async def readers_at_hand(directory: Directory, place: Place) -> Sequence[Person]:
    """Give who may be picked in a form; nobody, where that takes longer than a form may."""
    try:
        async with asyncio.timeout(_AT_HAND):
            return await directory.readers(place)
    except (ChatUnavailable, TimeoutError):
        return ()


def person_id(platform: str, user: str) -> str:
    """Name a person the way everything that is kept names people."""
    return f"{platform}:{user}"
