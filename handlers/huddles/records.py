"""What is kept of a huddle, and the port it is kept by. No sound is ever among it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Literal, Protocol, TypeAlias

from handlers.chat import Language, Place
from handlers.drops import key_of
from pipelines.voice import Line

REPORT = "huddle-report"  # the job that makes a transcript, and a report, of what was said
# Why a huddle ended; `over`: nobody was there any more.
Ending: TypeAlias = Literal["people", "over", "minutes", "money", "deleted", "lost"]


def report_key(id_: str) -> str:
    """Give the key of the job that tells of a room which ended."""
    return key_of(REPORT, id_)


@dataclass(frozen=True, slots=True)
class Attendee:
    """Somebody who joined; `person` is a person id, `since` when they agreed to be heard."""

    person: str
    name: str
    since: datetime


@dataclass(frozen=True, slots=True)
class Huddle:
    """One voice room of a channel.

    `id` is H- and letters. `place` names the thread that its card heads, once that is posted. Of a
    channel at most one is open: `ended_at` is None. `meeting` is what was made of its words, once
    that is there. `cost_usd` is None once part of it is not known; `spent` is how often that was
    told.
    """

    tenant: str
    id: str
    place: Place
    topic: str
    started_by: str
    language: Language
    started_at: datetime
    people: tuple[Attendee, ...] = ()
    ended_at: datetime | None = None
    ending: Ending | None = None
    seconds: float = 0.0
    cost_usd: Decimal | None = Decimal(0)
    meeting: str | None = None
    spent: int = 0


@dataclass(frozen=True, slots=True)
class Spent:
    """What a voice model was used for, since the room told it last; told as the so-many-th."""

    number: int
    seconds: float
    cost_usd: Decimal | None


class Huddles(Protocol):
    """Huddles of a tenant. What writes joins the transaction of the step that it is called in."""

    async def begin(self, huddle: Huddle) -> Huddle:
        """Keep a new one, and give it; where one is open in its channel, that is given instead."""
        ...

    async def get(self, tenant: str, id_: str) -> Huddle | None:
        """Give one; None: there is none, or it was deleted."""
        ...

    async def find(self, id_: str) -> Huddle | None:
        """Give one by its id alone, which no other has; None: there is none, or it was deleted."""
        ...

    async def open_in(self, place: Place) -> Huddle | None:
        """Give the one that is open in a channel."""
        ...

    async def all_open(self) -> Sequence[Huddle]:
        """Give those that are open, of all tenants."""
        ...

    async def headed(self, tenant: str, id_: str, thread: str) -> None:
        """Keep which message heads its thread: its card, once that is posted."""
        ...

    async def joined(self, tenant: str, id_: str, attendee: Attendee) -> bool:
        """Keep that somebody agreed to be heard; False: they had, or there is no open huddle."""
        ...

    async def said(self, tenant: str, id_: str, first: int, lines: Sequence[Line]) -> None:
        """Keep lines, the first of which has this number; the same again is harmless."""
        ...

    async def lines(self, tenant: str, id_: str) -> Sequence[Line]:
        """Give what was said, in order."""
        ...

    async def spent(self, tenant: str, id_: str, spent: Spent) -> None:
        """Add to what it cost, each number once: a lower one than the next was told before."""
        ...

    async def spent_since(self, tenant: str, since: datetime) -> Decimal:
        """Give what the huddles of a tenant that began since a moment are known to have cost."""
        ...

    async def end(self, tenant: str, id_: str, ending: Ending, at: datetime) -> bool:
        """End it; False: it had ended, or there is none."""
        ...

    async def reported(self, tenant: str, id_: str, meeting: str) -> None:
        """Keep which meeting its words are made into: from now on no more are kept."""
        ...

    async def let_go(self, tenant: str, id_: str) -> None:
        """Keep its lines no more: the meeting has them."""
        ...

    async def erase(self, tenant: str, id_: str) -> None:
        """Take away all that is kept of one."""
        ...
