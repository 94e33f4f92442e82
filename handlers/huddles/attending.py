"""What a room asks about its people, and has kept of them: let in, heard, paid for, over."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from decimal import Decimal
from typing import Literal, TypeAlias

from handlers.huddles.budget import left_usd
from handlers.huddles.desk import Desk
from handlers.huddles.ending import Ends
from handlers.huddles.joining import may_end
from handlers.huddles.links import Guest
from handlers.huddles.records import Attendee, Ending, Huddle, Spent
from pipelines.voice import Line

CLERK = "clerk"  # who ends what nobody ended
EMPTY_FOR = timedelta(hours=12)  # a room that nobody came into is open no longer
# Link: it is none, or not any more. Room: there is none that is open. Channel: they do not read it.
Denial: TypeAlias = Literal["link", "room", "channel"]


@dataclass(frozen=True, slots=True)
class Visit:
    """Somebody who is let in, with the pass by which they come back.

    `left_usd` is what may be spent today, None: as much as it takes; `lines` are kept until now.
    """

    huddle: Huddle
    person: str
    name: str
    token: str
    may_end: bool
    joined: bool
    left_usd: Decimal | None
    lines: int
    age_s: float


class Attending:
    """Answers whoever keeps rooms open. What it says is checked, as if anybody had said it."""

    def __init__(self, desk: Desk, ends: Ends) -> None:
        self._desk = desk
        self._ends = ends
        # The rooms that said that they are over: nothing is said of them any more.
        self.over = set[str]()
        # By room and person, what was noted by this process that they agreed to.
        self._agreed = dict[tuple[str, str], str]()

    async def enter(self, room: str, token: str) -> Visit | Denial:
        """Let in who brings a link, which is used up by it.

        May raise ChatUnavailable; then the link is as good as it was.
        """
        found = await self._admitted(self._desk.links.invited(token, room))
        if isinstance(found, str):
            return found
        visit = await self._visit(*found)
        pass_ = self._desk.links.exchange(token, room)
        return "link" if pass_ is None else replace(visit, token=pass_)

    async def come_back(self, room: str, token: str) -> Visit | Denial:
        """Let in again who brings a pass. May raise ChatUnavailable."""
        found = await self._admitted(self._desk.links.guest(token, room))
        if isinstance(found, str):
            return found
        return replace(await self._visit(*found), token=token)

    async def join(self, room: str, token: str) -> Visit | Denial:
        """Keep that somebody agreed to be heard, and by whom. May raise ChatUnavailable."""
        visit = await self.come_back(room, token)
        if not isinstance(visit, Visit):
            return visit
        desk, huddle = self._desk, visit.huddle
        who, heard_by = (room, visit.person), desk.terms.version()
        if visit.joined and self._agreed.get(who) == heard_by:
            return visit
        # First: whoever is heard is found to have agreed, whatever a crash came between.
        await desk.audit.append(
            huddle.tenant,
            actor=visit.person,
            action="huddle.agreed",
            subject=huddle.id,
            detail={"listeners": heard_by},
        )
        self._agreed[who] = heard_by
        attendee = Attendee(visit.person, visit.name, desk.clock.now())
        await desk.huddles.joined(huddle.tenant, huddle.id, attendee)
        return visit

    async def said(self, room: str, first: int, lines: Sequence[Line]) -> Huddle | None:
        """Keep lines, the first of which is the so-many-th; None: there is no such room."""
        huddle = await self._desk.huddles.find(room)
        if huddle is not None:
            await self._desk.huddles.said(huddle.tenant, room, first, lines)
        return huddle

    async def used(self, room: str, spent: Spent) -> Huddle | None:
        """Keep what the model was used for; None: there is no such room."""
        huddle = await self._desk.huddles.find(room)
        if huddle is not None:
            await self._desk.huddles.spent(huddle.tenant, room, spent)
        return huddle

    async def ended(self, room: str, ending: Ending) -> Huddle | None:
        """Have a room told of: nothing is said in it any more; None: there is none.

        May raise QueueUnavailable.
        """
        huddle = await self._desk.huddles.find(room)
        if huddle is not None:
            self.over.add(room)
            await self._ends.end(huddle, ending, CLERK)
        return huddle

    async def left(self, huddle: Huddle) -> Decimal | None:
        """Give what may be spent today still; None: as much as it takes."""
        return await left_usd(self._desk, huddle.tenant)

    async def lost(self, known: frozenset[str]) -> None:
        """End the rooms that people were in and that nobody keeps open any more.

        Those that nobody came into yet stay a while: who joins one is let in.
        """
        now = self._desk.clock.now()
        for huddle in await self._desk.huddles.all_open():
            if huddle.id in known:
                continue
            if huddle.people:
                self.over.add(huddle.id)
                await self._ends.end(huddle, "lost", CLERK)
            elif now - huddle.started_at > EMPTY_FOR:
                await self._ends.end(huddle, "over", CLERK)

    async def _admitted(self, guest: Guest | None) -> tuple[Huddle, Guest] | Denial:
        """Give the room of a guest, while it is open and they read its channel."""
        if guest is None:
            return "link"
        huddle = await self._desk.huddles.get(guest.tenant, guest.huddle)
        if huddle is None or huddle.ended_at is not None:
            return "room"
        sees = await self._desk.directory.sees(huddle.tenant, guest.person, huddle.place)
        return (huddle, guest) if sees else "channel"

    async def _visit(self, huddle: Huddle, guest: Guest) -> Visit:
        desk = self._desk
        person = await desk.directory.person(huddle.tenant, guest.person)
        lines = await desk.huddles.lines(huddle.tenant, huddle.id)
        return Visit(
            huddle=huddle,
            person=person.id,
            name=person.name,
            token="",
            may_end=await may_end(desk, huddle, person.id),
            joined=person.id in {one.person for one in huddle.people},
            left_usd=await left_usd(desk, huddle.tenant),
            lines=len(lines),
            age_s=(desk.clock.now() - huddle.started_at).total_seconds(),
        )
