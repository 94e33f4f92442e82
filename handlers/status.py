"""How Clerk stands, for the person who asks: who reads, what is scanned, what waits and failed."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal, Protocol

from handlers.backlog import Backlog, Listing
from handlers.chat import Card, Command, Fields, Language
from handlers.people import person_id
from handlers.texts.catalogue import texts
from handlers.texts.written import counted


@dataclass(frozen=True, slots=True)
class About:
    """What the operator decided: who is asked besides the embedded reader, and when.

    `scans`: whether files are scanned for viruses before they are read.
    """

    version: str
    models: tuple[str, ...]
    asks: Literal["always", "when_flagged", "never"]
    scans: bool


@dataclass(frozen=True, slots=True)
class Unread:
    """How many of somebody's files wait to be read, and how many could not be."""

    waiting: int
    failed: int


class Errands(Protocol):
    """What is still to be done of what people dropped."""

    async def of(self, tenant: str, person: str) -> Unread:
        """Count the jobs that somebody waits for."""
        ...


@dataclass(frozen=True, slots=True)
class Status:
    """Tells each person what they may know."""

    about: About
    backlog: Backlog
    errands: Errands

    async def card(self, command: Command) -> Card:
        """Make the card for whoever asks."""
        place, language = command.place, command.language
        person = person_id(place.platform, command.user)
        listing = await self.backlog.glance(place, person, language)
        unread = await self.errands.of(place.tenant, person)
        rows = (
            *self._standing(language),
            *_theirs(listing, unread, language),
        )
        title = texts(language).status.title.format(version=self.about.version)
        return Card(title, (Fields(rows),))

    def _standing(self, language: Language) -> Iterator[tuple[str, str]]:
        phrases = texts(language)
        said, about = phrases.status, self.about
        yield said.reads, phrases.readers["local"]
        names = said.comma.join(phrases.readers.get(one, one) for one in about.models)
        is_asked = bool(names) and about.asks != "never"
        asked = said.asked[about.asks].format(names=names) if is_asked else said.nobody_besides
        yield said.besides, asked
        yield said.scan, said.scanned if about.scans else said.not_scanned


def _theirs(listing: Listing, unread: Unread, language: Language) -> Iterator[tuple[str, str]]:
    said = texts(language).status
    waits = [_said(listing.count, said.waiting)]
    if listing.count:
        waits.append(_said(listing.mine, said.mine if listing.decides else said.dropped))
    yield said.waits, said.comma.join(waits)
    files = (_said(unread.waiting, said.unread), _said(unread.failed, said.failed))
    yield said.files, said.comma.join(files)


def _said(count: int, none_one_many: tuple[str, str, str]) -> str:
    none, one, many = none_one_many
    return counted(count, (one, many)) if count else none
