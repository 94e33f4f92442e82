"""The page of somebody in a room, as the room has it: what it plays, and what it shows."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal, Protocol, TypeAlias

# What people say goes to a page under this number, what the assistant says under that of its
# answer, from 1 on.
PEOPLE = 0
# `over`: nobody was there any more.
Ending: TypeAlias = Literal["people", "over", "minutes", "money", "deleted"]


@dataclass(frozen=True, slots=True)
class Present:
    """Somebody who is in the room; `sharing` a screen or a camera.

    `apart`: in a huddle already, and so hears the assistant only.
    """

    person: str
    name: str
    sharing: bool = False
    apart: bool = False


@dataclass(frozen=True, slots=True)
class Here:
    """Who is in the room, in the order they came."""

    people: tuple[Present, ...]


@dataclass(frozen=True, slots=True)
class Caption:
    """What is being said; it takes the place of what was shown under `item`.

    `who` is as of a `Line`. `whole`: nothing will be added. Without a text it was nothing. `mute`:
    there is no sound of it, and the page says it aloud.
    """

    item: str
    who: str
    text: str
    whole: bool
    at_s: float
    mute: bool = False


@dataclass(frozen=True, slots=True)
class Levels:
    """How loud everybody is, from 0 to 1; whoever is missing is still."""

    of: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Meter:
    """How long the room is open, and what that cost; None: nobody knows what it costs."""

    seconds: float
    cost_usd: Decimal | None


@dataclass(frozen=True, slots=True)
class Assistant:
    """How the assistant is: `name` is as it is listed, `host` where it stands.

    `away`: none of those that are listed can be had now. `idle`: it left, as nobody speaks, and
    comes again as soon as somebody does. `instead_of` is who answered before and failed.
    """

    state: Literal["coming", "here", "idle", "away"]
    name: str = ""
    model: str = ""
    host: str = ""
    simulated: bool = False
    instead_of: str = ""


@dataclass(frozen=True, slots=True)
class Over:
    """The room is over, or it is for this page: `slow` is a page that took nothing any more."""

    ending: Ending | Literal["slow", "elsewhere"]


Shown: TypeAlias = Here | Caption | Levels | Meter | Assistant | Over


class Page(Protocol):
    """One page; the room asks one thing of it at a time, and none of it is waited for by others.

    Whoever has the page takes it out of the room once it is gone: nothing here raises.
    """

    async def play(self, number: int, pcm: bytes) -> None:
        """Play sound at RATE after what came before under `number`: PEOPLE, or an answer's."""
        ...

    async def flush(self) -> None:
        """Be still at once: what came of the assistant is not played any more."""
        ...

    async def show(self, what: Shown) -> None:
        """Show something, in the place of what was shown of its kind."""
        ...
