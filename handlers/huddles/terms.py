"""What people are told of a voice room before they go in: who listens, where, and how long."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from handlers.chat import Language
from handlers.texts.catalogue import texts
from handlers.texts.written import dollars
from pipelines.egress import Location


@dataclass(frozen=True, slots=True)
class Listener:
    """A voice model that hears rooms: `company` is whose it is, as people know it."""

    name: str
    model: str
    where: Location
    company: str = ""
    simulated: bool = False


@dataclass(frozen=True, slots=True)
class Terms:
    """What the operator decided about rooms; of dollars None is as many as it takes.

    The first listener hears a room, the next ones where those before fail. `version` of what they
    are is kept with who agreed to it.
    """

    listeners: Callable[[], Sequence[Listener]]
    people: int = 8
    minutes: int = 120
    room_usd: Decimal | None = None
    day_usd: Decimal | None = None

    def listens(self, language: Language) -> str:
        """Say who hears a room, and where they stand."""
        said = texts(language).huddles
        first, *others = [_told(one, language) for one in self.listeners()] or [said.nobody]
        return said.then.join((first, *others))

    def limits(self, language: Language) -> str:
        """Say how many people a room is for, how long, and for how much money."""
        said = texts(language).huddles
        told = said.limits.format(people=self.people, minutes=self.minutes)
        if self.room_usd is not None:
            told += said.limit_money.format(money=dollars(self.room_usd))
        return told + said.end_of_sentence

    def version(self) -> str:
        """Name who hears a room, as somebody agreed to it: names, models, hosts, regions."""
        return " + ".join(
            f"{one.name} {one.model} {one.where.host} {one.where.region or '-'}"
            for one in self.listeners()
        )


def _told(one: Listener, language: Language) -> str:
    phrases = texts(language)
    if one.simulated:
        return phrases.huddles.simulated
    kind = "own" if one.where.self_hosted else "others"
    region = phrases.minuting.regions[one.where.region or ""]
    name = one.company or one.name
    return phrases.huddles.places[kind].format(
        name=name, model=one.model, host=one.where.host, region=region
    )
