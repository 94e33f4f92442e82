"""Who may see a document, and where another one may be named."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from handlers.chat import Place
from handlers.people import Directory, Person, Role
from handlers.ports import Archive, Document, Drop
from pipelines.document.findings import BY_OTHERS
from pipelines.document.model import Reading

SEE_ALL: frozenset[Role] = frozenset({"accountant", "admin"})


@dataclass(frozen=True, slots=True)
class Visibility:
    """Lets people see what was first dropped where they read, and accounting all of it.

    Who drops the same bytes elsewhere learns nothing of that document by it.

    `accounting` is the accounting channel of each tenant that has one.
    """

    archive: Archive
    directory: Directory
    accounting: Mapping[str, Place] = field(default_factory=dict)

    async def sees(self, person: Person, drops: Sequence[Drop]) -> bool:
        """Tell whether a person may see the document that arrived as `drops`."""
        return await may_see(self.directory, person, drops)

    async def names_twin_to(self, person: Person, document: Document) -> bool:
        """Tell whether a person may read which earlier documents are held against this one."""
        for twin in twins_of(document.reading):
            if not await self.sees(person, await self.archive.arrivals(document.tenant, twin)):
                return False
        return True

    async def names_twin_in(self, place: Place, reading: Reading) -> bool:
        """Tell whether everybody in a channel may read it."""
        for twin in () if self.is_accounting(place) else twins_of(reading):
            if not is_at_home(place, await self.archive.arrivals(place.tenant, twin)):
                return False
        return True

    def shows_all(self, place: Place, drops: Sequence[Drop]) -> bool:
        """Tell whether everybody in a channel may read the document that arrived as `drops`."""
        return self.is_accounting(place) or is_at_home(place, drops)

    def is_accounting(self, place: Place) -> bool:
        """Tell whether `place` is in the channel where accounting may read everything."""
        accounting = self.accounting.get(place.tenant)
        return accounting is not None and _channel(accounting) == _channel(place)


async def may_see(directory: Directory, person: Person, drops: Sequence[Drop]) -> bool:
    """Tell whether a person may see the document that arrived as `drops`.

    Accounting sees all; others see what arrived first in a channel that they can read: its card
    is there.
    """
    if person.role in SEE_ALL:
        return True
    if not drops:
        return False
    home = _channel(drops[0].place)
    return await directory.sees(home.tenant, person.id, home)


def is_at_home(place: Place, drops: Sequence[Drop]) -> bool:
    """Tell whether what arrived as `drops` arrived first in the channel of `place`."""
    return bool(drops) and _channel(drops[0].place) == _channel(place)


def twins_of(reading: Reading) -> tuple[str, ...]:
    """Give the earlier documents that are held against this one."""
    named = (one.facts.get("document") for one in reading.findings if one.rule in BY_OTHERS)
    return tuple(dict.fromkeys(one for one in named if one is not None))


def _channel(place: Place) -> Place:
    return Place(place.platform, place.tenant, place.channel)
