"""The cards of a document, in every thread and in accounting: each tells what is true now."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from datetime import tzinfo
from typing import TypedDict
from weakref import WeakValueDictionary

from handlers.cards import (
    contract_card,
    result_card,
    seen_card,
    seen_elsewhere_card,
)
from handlers.chat import (
    Card,
    Language,
    MessageRef,
)
from handlers.deadlines import outlook_of
from handlers.drops import key_of, uploaded
from handlers.elsewhere import told_elsewhere
from handlers.filing import Spot, attachments
from handlers.memory import memory
from handlers.people import Person, person_id
from handlers.ports import Document, Drop, Job
from handlers.readings import Readings
from handlers.replies import Replies, each
from handlers.review_parts import Remembered, Standing, people_in
from handlers.texts.catalogue import texts
from handlers.vendors import known_as
from handlers.verdicts import Case, Reviews
from handlers.visibility import SEE_ALL, Visibility
from handlers.withdrawals import with_note
from pipelines.document.model import Reading

KIND = "review"


def refresh_job(tenant: str, document_id: str, version: int) -> Job:
    """Make the job that lets the cards of a document tell what people did, up to `version`."""
    return Job(
        kind=KIND,
        key=key_of(KIND, tenant, document_id, str(version)),
        payload={"tenant": tenant, "document": document_id, "version": version},
    )


def card_key(drop: Drop) -> str:
    """Name the message that answers an arrival in its thread."""
    return f"{drop.key}:card"


def accounting_key(drop: Drop) -> str:
    """Name the message that tells accounting of the document that an arrival brought."""
    return f"{drop.key}:accounting"


class Threads:
    """Draws the cards of a document, and puts its picture and its JSON below them."""

    def __init__(
        self,
        *,
        replies: Replies,
        readings: Readings,
        reviews: Reviews,
        visibility: Visibility,
        zone: tzinfo,
        contract_days: int = 0,
    ) -> None:
        """Remember whom to ask.

        People are reminded in the thread of a contract `contract_days` before a deadline; 0:
        they are not.
        """
        self._contract_days = contract_days
        self.replies = replies
        self._readings = readings
        self._reviews = reviews
        self._visibility = visibility
        self.zone = zone
        self._turns = WeakValueDictionary[tuple[str, ...], asyncio.Lock]()

    async def show(self, tenant: str, document_id: str) -> None:
        """Let every card of a document tell what is true now, and note that they do.

        Where one cannot be shown any more, the others are none the worse for it. Raises
        ChatUnavailable when one could not be shown yet.
        """
        view = await self._draw(tenant, document_id)
        if view is None:
            return
        await self._file(view)
        if view.standing is not None:
            await self._reviews.shown(tenant, document_id, view.standing.review.version)

    async def show_arrival(self, drop: Drop, document_id: str) -> None:
        """Let the card of one arrival alone tell what is true now."""
        await self._draw(drop.place.tenant, document_id, only=drop.key)

    async def private_card(self, case: Case, person: Person, language: Language) -> Card:
        """Make the card that one person gets who may see the document."""
        view = await self._view(case.review.tenant, case.review.document_id)
        if view is None or view.standing is None:
            return Card(texts(language).review.refusals["gone"], tone="bad")
        names_twin = await self._visibility.names_twin_to(person, view.document)
        drop, standing = view.document.drop, view.standing
        standing = standing if person.role in SEE_ALL else _in_public(standing)
        return _told_card(view, standing, drop, language, names_twin=names_twin)

    async def posted(self, tenant: str, document_id: str) -> tuple[MessageRef, ...]:
        """Give the cards of a document, the first arrival's first and accounting's last."""
        drops = await self._readings.arrivals(tenant, document_id)
        keys = [*map(card_key, drops), *map(accounting_key, drops[:1])]
        sent = [await self.replies.sent(tenant, key) for key in keys]
        return tuple(message for message in sent if message is not None)

    async def _draw(self, tenant: str, document_id: str, only: str | None = None) -> "_View | None":
        """Edit the cards until what they tell is the newest; gives what they tell."""
        async with self._turn(tenant, document_id, "cards"):
            while True:
                view = await self._view(tenant, document_id)
                if view is None:
                    return None
                await each(self._tellings(view, only))
                newest = await self._reviews.case(tenant, document_id)
                if newest is None or newest.review.version == view.version:
                    return view

    async def _view(self, tenant: str, document_id: str) -> "_View | None":
        # The review first: a revision that comes in between is then a version that is not shown.
        case = await self._reviews.case(tenant, document_id)
        document = await self._readings.get(tenant, document_id)
        if document is None:
            return None
        if case is None:
            return _View(document, await self._readings.arrivals(tenant, document_id))
        return _View(document, case.drops, await self._standing(case, document))

    async def _standing(self, case: Case, document: Document) -> Standing:
        review, directory = case.review, self._visibility.directory
        droppers = {person_id(drop.place.platform, drop.user) for drop in case.drops}
        names = {
            id_: (await directory.person(review.tenant, id_)).name
            for id_ in sorted(people_in(review) | droppers)
        }
        found = memory(known_as(document.reading), await self._readings.taught(document))
        remembered = None if found is None else Remembered(found, accounts=True)
        return Standing(review, names, self.zone, remembered)

    def _tellings(self, view: "_View", only: str | None) -> Iterator[Awaitable[None]]:
        for drop in view.drops:
            if only in {None, drop.key}:
                yield self._answer(view, drop)
        if only is None and view.standing is not None:
            yield self._tell_accounting(view, view.standing)

    async def _answer(self, view: "_View", drop: Drop) -> None:
        message = await self.replies.sent(view.document.tenant, card_key(drop))
        if message is not None:
            card = await self._card(view, drop)
            await self.replies.edit(message, with_note(card, [drop], drop.language, self.zone))

    async def _card(self, view: "_View", drop: Drop) -> Card:
        """Make the card of an arrival, for everybody who reads its channel."""
        document, said = view.document, self._visibility
        names_twin = await said.names_twin_in(drop.place, document.reading)
        standing = view.standing
        if standing is not None and not said.is_accounting(drop.place):
            standing = _in_public(standing)
        drawing: _Drawing = {"standing": standing, "names_twin": names_twin}
        reading = document.reading
        if drop.key == document.drop.key:
            if reading.contract is not None:
                outlook = outlook_of(drop, self.zone, self._contract_days)
                return contract_card(
                    reading, drop.name, drop.language, document.id, outlook, self.zone
                )
            return result_card(reading, drop.name, drop.language, document.id, **drawing)
        if said.shows_all(drop.place, view.drops):
            return seen_card(document, drop, self.zone, **drawing)
        if not _is_read(reading):
            return result_card(reading, drop.name, drop.language, None)
        return seen_elsewhere_card(drop.name, drop.language)

    async def _tell_accounting(self, view: "_View", standing: Standing) -> None:
        """Tell accounting of what waits, and of what became of what it was told of."""
        tenant, drop = view.document.tenant, view.document.drop
        place, key = self._visibility.accounting.get(tenant), accounting_key(drop)
        waits = standing.review.state == "pending"
        if place is not None and (waits or await self.replies.sent(tenant, key)):
            url = await self.replies.link(tenant, card_key(drop))
            card = _told_card(view, standing, drop, drop.language, names_twin=True, url=url)
            card = with_note(card, view.drops, drop.language, self.zone)
            await self.replies.show(place, card, key=key, job=drop.key)

    async def _file(self, view: "_View") -> None:
        """Put what was read last, as a picture and as JSON, in the threads that have it not yet."""
        document, drop = view.document, view.document.drop
        if not _is_read(document.reading):
            return
        async with self._turn(document.tenant, document.id, "files"):
            spots = [
                spot
                for spot in await self._spots(view)
                if not await self.replies.sent(document.tenant, spot.json)
            ]
            if spots:
                picture = await self._readings.picture(document, uploaded(drop))
                await each(self._put(view, spot, picture) for spot in spots)

    async def _spots(self, view: "_View") -> list[Spot]:
        tenant, drop = view.document.tenant, view.document.drop
        spots = []
        if await self.replies.sent(tenant, card_key(drop)):
            names_twin = await self._visibility.names_twin_in(drop.place, view.document.reading)
            spots.append(Spot(drop.place, f"{drop.key}:", view.written, names_twin))
        message = await self.replies.sent(tenant, accounting_key(drop))
        if message is not None:
            place = replace(message.place, thread=message.id)
            prefix = f"{accounting_key(drop)}."
            spots.append(Spot(place, prefix, view.written, names_twin=True))
        return spots

    async def _put(self, view: "_View", spot: Spot, picture: bytes | None) -> None:
        document = view.document
        for key, file in attachments(document, spot, picture):
            await self.replies.send_file(spot.place, file, key=key, job=document.drop.key)

    @asynccontextmanager
    async def _turn(self, *what: str) -> AsyncIterator[None]:
        """Let one at a time draw the same: the last to draw is then the one that looked last."""
        lock = self._turns.setdefault(what, asyncio.Lock())
        async with lock:
            yield


@dataclass(frozen=True, slots=True)
class _View:
    """What is true of a document at one moment."""

    document: Document
    drops: tuple[Drop, ...]
    standing: Standing | None = None

    @property
    def version(self) -> int | None:
        return None if self.standing is None else self.standing.review.version

    @property
    def written(self) -> int:
        """The revision whose values the newest one has: reopening a decision changes none."""
        acts = self.standing.review.acts if self.standing else ()
        return max((act.revision + 1 for act in acts if act.verdict == "edit"), default=1)


def _is_read(reading: Reading) -> bool:
    """Tell a document that something can be told of from one that is left be."""
    return reading.invoice is not None or reading.contract is not None


class _Drawing(TypedDict):
    standing: Standing | None
    names_twin: bool


def _in_public(standing: Standing) -> Standing:
    """Leave out the accounts of the seller, which were learned from whatever documents."""
    known = standing.remembered
    return replace(standing, remembered=known and replace(known, accounts=False))


def _told_card(
    view: _View,
    standing: Standing,
    drop: Drop,
    language: Language,
    *,
    names_twin: bool,
    url: str | None = None,
) -> Card:
    """Make the card of a document for where it was not dropped."""
    document = view.document
    card = result_card(
        document.reading,
        drop.name,
        language,
        document.id,
        standing=standing,
        names_twin=names_twin,
    )
    return told_elsewhere(card, drop, standing, language, url)
