"""Who and what the workspace has: its simulated people, its channels, and who reads which."""

from dataclasses import dataclass

from bot.ledger.workspace_rows import Message
from handlers.people import Role

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

    `readers` are the roles that know of it and read it; None is everybody.
    """

    id: str
    readers: frozenset[Role] | None = None


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

_MEMBERS = {member.id: member for member in MEMBERS}
_CHANNELS = {channel.id: channel for channel in CHANNELS}


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
    if found.readers is None:
        return True
    known = None if user is None else member(user)
    return known is not None and known.role in found.readers


def home(user: str) -> str:
    """Give the channel in which `user` is told what belongs to no other."""
    return next(one.id for one in CHANNELS if reads(user, one.id))


def sees(user: str, message: Message) -> bool:
    """Tell whether a message is there for `user`."""
    return message.audience in {None, user} and reads(user, message.channel)
