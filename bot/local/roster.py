"""Who and what the workspace has: its simulated people and its channels."""

from dataclasses import dataclass
from typing import Literal

PLATFORM = "local"
TENANT = "local"
CLERK = "clerk"

Role = Literal["employee", "accountant", "admin"]


@dataclass(frozen=True, slots=True)
class Person:
    """One simulated person; whoever sits at the browser may act as any of them."""

    id: str
    name: str
    role: Role


@dataclass(frozen=True, slots=True)
class Channel:
    """One channel; the page holds its purpose in every language, by its id."""

    id: str


PEOPLE = (
    Person("employee", "Lena Brandt", "employee"),
    Person("accountant-1", "Arun Mehta", "accountant"),
    Person("accountant-2", "Mei Lin", "accountant"),
    Person("admin", "Sofia Rossi", "admin"),
)
CHANNELS = (Channel("invoices"), Channel("general"))

KNOWN_PEOPLE = frozenset(person.id for person in PEOPLE)
KNOWN_CHANNELS = frozenset(channel.id for channel in CHANNELS)
