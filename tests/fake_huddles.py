"""The Huddles port in memory."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from decimal import Decimal

from handlers.chat import Place
from handlers.huddles.records import Attendee, Ending, Huddle, Spent
from pipelines.voice import Line


@dataclass
class FakeHuddles:
    """Huddles by tenant and id, and their lines by number."""

    kept: dict[tuple[str, str], Huddle] = field(default_factory=dict)
    words: dict[tuple[str, str], dict[int, Line]] = field(default_factory=dict)
    known: dict[tuple[str, str], Decimal] = field(default_factory=dict)

    async def begin(self, huddle: Huddle) -> Huddle:
        return await self.open_in(huddle.place) or self.kept.setdefault(_key(huddle), huddle)

    async def get(self, tenant: str, id_: str) -> Huddle | None:
        return self.kept.get((tenant, id_))

    async def find(self, id_: str) -> Huddle | None:
        return next((one for one in self.kept.values() if one.id == id_), None)

    async def open_in(self, place: Place) -> Huddle | None:
        there = (place.platform, place.tenant, place.channel)
        return next((one for one in await self.all_open() if _where(one) == there), None)

    async def all_open(self) -> Sequence[Huddle]:
        found = (one for one in self.kept.values() if one.ended_at is None)
        return sorted(found, key=lambda one: (one.started_at, one.id))

    async def headed(self, tenant: str, id_: str, thread: str) -> None:
        if (one := self.kept.get((tenant, id_))) is not None:
            self.kept[tenant, id_] = replace(one, place=replace(one.place, thread=thread))

    async def joined(self, tenant: str, id_: str, attendee: Attendee) -> bool:
        one = self.kept.get((tenant, id_))
        if one is None or one.ended_at or attendee.person in {who.person for who in one.people}:
            return False
        people = sorted((*one.people, attendee), key=lambda who: (who.since, who.person))
        self.kept[tenant, id_] = replace(one, people=tuple(people))
        return True

    async def said(self, tenant: str, id_: str, first: int, lines: Sequence[Line]) -> None:
        one = self.kept.get((tenant, id_))
        if one is not None and one.meeting is None:
            words = self.words.setdefault((tenant, id_), {})
            for number, line in enumerate(lines, first):
                words.setdefault(number, line)

    async def lines(self, tenant: str, id_: str) -> Sequence[Line]:
        return [line for _, line in sorted(self.words.get((tenant, id_), {}).items())]

    async def spent(self, tenant: str, id_: str, spent: Spent) -> None:
        one = self.kept.get((tenant, id_))
        if one is None or spent.number < one.spent:
            return
        known = self.known[tenant, id_] = self.known.get((tenant, id_), Decimal(0)) + (
            spent.cost_usd or 0
        )
        cost = None if None in {spent.cost_usd, one.cost_usd} else known
        self.kept[tenant, id_] = replace(
            one, seconds=one.seconds + spent.seconds, cost_usd=cost, spent=spent.number + 1
        )

    async def spent_since(self, tenant: str, since: datetime) -> Decimal:
        found = (one for one in self.kept.values() if one.tenant == tenant)
        recent = (one for one in found if one.started_at >= since)
        return sum((self.known.get(_key(one), Decimal(0)) for one in recent), Decimal(0))

    async def end(self, tenant: str, id_: str, ending: Ending, at: datetime) -> bool:
        one = self.kept.get((tenant, id_))
        if one is None or one.ended_at is not None:
            return False
        self.kept[tenant, id_] = replace(one, ended_at=at, ending=ending)
        return True

    async def reported(self, tenant: str, id_: str, meeting: str) -> None:
        if (one := self.kept.get((tenant, id_))) is not None:
            self.kept[tenant, id_] = replace(one, meeting=meeting)

    async def let_go(self, tenant: str, id_: str) -> None:
        self.words.pop((tenant, id_), None)

    async def erase(self, tenant: str, id_: str) -> None:
        self.drop(tenant, id_)

    def of_meetings(self, tenant: str, meetings: Collection[str]) -> list[Huddle]:
        """Give the rooms that some meetings were made of."""
        theirs = (one for one in self.kept.values() if one.tenant == tenant)
        return [one for one in theirs if one.meeting in meetings]

    def counts(self, tenant: str, meetings: Collection[str]) -> dict[str, int]:
        """Count what is kept of those, by table."""
        rooms = self.of_meetings(tenant, meetings)
        return {
            "lines": sum(len(self.words.get(_key(one), ())) for one in rooms),
            "attendees": sum(len(one.people) for one in rooms),
            "huddles": len(rooms),
        }

    def drop(self, tenant: str, id_: str) -> None:
        """Let go of all that is kept of one."""
        for held in (self.kept, self.words, self.known):
            held.pop((tenant, id_), None)


def _key(huddle: Huddle) -> tuple[str, str]:
    return huddle.tenant, huddle.id


def _where(huddle: Huddle) -> tuple[str, str, str]:
    return huddle.place.platform, huddle.tenant, huddle.place.channel
