"""The Directory port in memory: a roster, and who reads which channel."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from handlers.chat import ChatUnavailable, Place
from handlers.people import MOST_READERS, Person


@dataclass
class FakeDirectory:
    """Knows `people` by id, and the ids of those who read a channel, by the channel's.

    They are of `tenant` alone, where one is named, and of `platform`.
    """

    people: dict[str, Person] = field(default_factory=dict)
    reading: dict[str, set[str]] = field(default_factory=dict)
    is_away: bool = False
    tenant: str | None = None
    platform: str | None = None

    def know(self, people: Iterable[Person], *, channels: Iterable[str]) -> None:
        """Put people on the roster, and let them read some channels."""
        for one in people:
            self.people[one.id] = one
            for channel in channels:
                self.reading.setdefault(channel, set()).add(one.id)

    async def person(self, tenant: str, id_: str) -> Person:
        self._answer()
        unknown = Person(id_, id_, "employee")
        return self.people.get(id_, unknown) if self.tenant in {None, tenant} else unknown

    async def sees(self, tenant: str, id_: str, place: Place) -> bool:
        self._answer()
        is_here = self.platform in {None, place.platform} and self.tenant in {None, tenant}
        is_theirs = is_here and tenant == place.tenant
        return is_theirs and id_ in self.reading.get(place.channel, set())

    async def readers(self, place: Place) -> Sequence[Person]:
        self._answer()
        is_here = self.platform in {None, place.platform} and self.tenant in {None, place.tenant}
        ids = sorted(self.reading.get(place.channel, set())) if is_here else []
        return [self.people[one] for one in ids[:MOST_READERS]]

    def _answer(self) -> None:
        if self.is_away:
            raise ChatUnavailable("directory: away")
