"""Who and what the workspace has: its simulated people, its channels, and who reads which."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from handlers.people import Role

if TYPE_CHECKING:  # who asks for a name alone, as `read` does, waits for no database's packages
    from bot.ledger.workspace_rows import Message

PLATFORM = "local"
TENANT = "local"
CLERK = "clerk"


@dataclass(frozen=True, slots=True)
class Member:
    """One simulated person; whoever sits at the browser may act as any of them."""

    id: str
    name: str
    role: Role


@dataclass(frozen=True, slots=True)
class Channel:
    """One channel; the page holds its purpose in every language, by its id.

    `readers` are the roles that know of it and read it; None is everybody. `person` is who alone
    reads it: there Clerk speaks with them directly.
    """

    id: str
    readers: frozenset[Role] | None = None
    person: str | None = None

    @property
    def is_restricted(self) -> bool:
        """Whether not everybody reads it."""
        return self.readers is not None or self.person is not None


MEMBERS = (
    Member("employee", "Lena Brandt", "employee"),
    Member("accountant-1", "Arun Mehta", "accountant"),
    Member("accountant-2", "Mei Lin", "accountant"),
    Member("admin", "Sofia Rossi", "admin"),
)
CHANNELS = (
    Channel("invoices"),
    Channel("general"),
    Channel("accounting", frozenset({"accountant", "admin"})),
)
DIRECT = tuple(Channel(f"direct-{one.id}", person=one.id) for one in MEMBERS)

_MEMBERS = {member.id: member for member in MEMBERS}
_CHANNELS = {channel.id: channel for channel in (*CHANNELS, *DIRECT)}


def member(user: str) -> Member | None:
    """Give a member by id."""
    return _MEMBERS.get(user)


def reads(user: str | None, channel: str) -> bool:
    """Tell whether `user` (None: nobody yet) reads a channel; one that is not there, nobody does.

    Whoever may read may also speak there and drop files.
    """
    found = _CHANNELS.get(channel)
    if found is None:
        return False
    if found.person is not None:
        return user == found.person
    if found.readers is None:
        return True
    known = None if user is None else member(user)
    return known is not None and known.role in found.readers


def direct(user: str) -> str | None:
    """Give the channel in which Clerk speaks with somebody alone; None: there is no such person."""
    return next((one.id for one in DIRECT if one.person == user), None)


def home(user: str) -> str:
    """Give the channel in which `user` is told what belongs to no other."""
    return next(one.id for one in CHANNELS if reads(user, one.id))


def sees(user: str, message: "Message") -> bool:
    """Tell whether a message is there for `user`."""
    return message.audience in {None, user} and reads(user, message.channel)
