"""The Directory port in memory: a roster, and who reads which channel."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from handlers.chat import ChatUnavailable, Place
from handlers.people import Person


@dataclass
class FakeDirectory:
    """Knows `people` by id, and the ids of those who read a channel, by the channel's."""

    people: dict[str, Person] = field(default_factory=dict)
    readers: dict[str, set[str]] = field(default_factory=dict)
    is_away: bool = False

    def know(self, people: Iterable[Person], *, channels: Iterable[str]) -> None:
        """Put people on the roster, and let them read some channels."""
        for one in people:
            self.people[one.id] = one
            for channel in channels:
                self.readers.setdefault(channel, set()).add(one.id)

    async def person(self, tenant: str, id_: str) -> Person:
        self._answer()
        return self.people.get(id_, Person(id_, id_, "employee"))

    async def sees(self, tenant: str, id_: str, place: Place) -> bool:
        self._answer()
        return tenant == place.tenant and id_ in self.readers.get(place.channel, set())

    def _answer(self) -> None:
        if self.is_away:
            raise ChatUnavailable("directory: away")
