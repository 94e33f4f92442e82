"""Who may see a document, and where another one may be named."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from handlers.chat import Place
from handlers.people import Directory, Person, Role
from handlers.ports import Archive, Document, Drop
from pipelines.document.model import Reading

SEE_ALL: frozenset[Role] = frozenset({"accountant", "admin"})


@dataclass(frozen=True, slots=True)
class Visibility:
    """Lets people see what was dropped where they read, and accounting all of it.

    `accounting` is the accounting channel of each tenant that has one.
    """

    archive: Archive
    directory: Directory
    accounting: Mapping[str, Place] = field(default_factory=dict)

    async def sees(self, person: Person, drops: Iterable[Drop]) -> bool:
        """Tell whether a person may see the document that arrived as `drops`."""
        return await may_see(self.directory, person, drops)

    async def arrival_for(self, person: Person, drops: Sequence[Drop]) -> Drop:
        """Give the first of `drops` that a person may see, of a document that they may see."""
        for drop in drops:
            if await self.sees(person, (drop,)):
                return drop
        return drops[0]

    async def names_twin_to(self, person: Person, document: Document) -> bool:
        """Tell whether a person may read which earlier document this one is a duplicate of."""
        twin = twin_of(document.reading)
        if twin is None:
            return True
        return await self.sees(person, await self.archive.arrivals(document.tenant, twin))

    async def names_twin_in(self, place: Place, reading: Reading) -> bool:
        """Tell whether everybody in a channel may read it."""
        twin = twin_of(reading)
        if twin is None or self.is_accounting(place):
            return True
        return self.arrived_in(place, await self.archive.arrivals(place.tenant, twin))

    def arrived_in(self, place: Place, drops: Iterable[Drop]) -> bool:
        """Tell whether one of `drops` arrived in the channel of `place`."""
        return any(_channel(drop.place) == _channel(place) for drop in drops)

    def is_accounting(self, place: Place) -> bool:
        """Tell whether `place` is in the channel where accounting may read everything."""
        accounting = self.accounting.get(place.tenant)
        return accounting is not None and _channel(accounting) == _channel(place)


async def may_see(directory: Directory, person: Person, drops: Iterable[Drop]) -> bool:
    """Tell whether a person may see the document that arrived as `drops`.

    Accounting sees all; others see what arrived in a channel that they can read.
    """
    if person.role in SEE_ALL:
        return True
    for place in dict.fromkeys(_channel(drop.place) for drop in drops):
        if await directory.sees(place.tenant, person.id, place):
            return True
    return False


def twin_of(reading: Reading) -> str | None:
    """Give the earlier document that this one is a duplicate of."""
    return next(
        (one.facts.get("document") for one in reading.findings if one.rule == "duplicate"), None
    )


def _channel(place: Place) -> Place:
    return Place(place.platform, place.tenant, place.channel)
