"""The assistant of a voice room looks something up, as far as all who hear of it may see it.

That is whoever spoke, and everybody in the channel: its people sit in the room, and what was said
there stands in its thread afterwards.
"""

import hashlib
from collections import defaultdict
from collections.abc import AsyncIterator, Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal

from handlers.chat import Button, Buttons, Card, ChatError, Language, Part, Place, Text
from handlers.huddles.aloud import agreed_said, document_said, spent_said, waiting_said
from handlers.huddles.desk import Desk
from handlers.huddles.records import Huddle
from handlers.huddles.tools import Agreed, Asked, OneDocument, Spend, WaitingReviews, read
from handlers.huddles.transcript import drop_of
from handlers.people import Person
from handlers.ports import Archive, Document
from handlers.review_parts import LINK
from handlers.tasks.desk import Find, called
from handlers.tasks.records import Task, Tasks
from handlers.texts.catalogue import texts
from handlers.threads import card_key
from handlers.verdicts import Case, Reviews
from handlers.visibility import Visibility
from pipelines.document.identity import seller_of, sign_of

MOST_READ = 200  # documents
_BACK, _AHEAD = timedelta(days=730), timedelta(days=31)


@dataclass(frozen=True, slots=True)
class Books:
    """Where what may be looked up is kept."""

    reviews: Reviews
    archive: Archive
    visibility: Visibility
    tasks: Tasks
    meeting: Find


@dataclass(frozen=True, slots=True)
class Found:
    """What is said of what was found, and the document that it is about."""

    text: str
    document: Document | None = None


class Looking:
    """Answers in short sentences; of what somebody may not see it says what it says of nothing."""

    def __init__(self, desk: Desk, books: Books) -> None:
        self._desk = desk
        self._books = books

    async def look(self, room: str, person_id: str, name: str, arguments: str) -> str | None:
        """Look something up for a person of a room; None: they are in no such room.

        `arguments` were written by a model and may be anything. May raise ChatUnavailable.
        """
        huddle = await self._desk.huddles.find(room)
        if huddle is None or huddle.ended_at is not None:
            return None
        if person_id not in {one.person for one in huddle.people}:
            return None
        said = texts(huddle.language).aloud
        asked = read(name, arguments)
        if asked is None:
            return said.unclear
        sees = await self._desk.directory.sees(huddle.tenant, person_id, huddle.place)
        person = await self._desk.directory.person(huddle.tenant, person_id)
        found = await self._found(asked, huddle, person) if sees else Found(said.nothing)
        await self._note(huddle, person_id, name, found)
        if found.document is not None:
            await self._link(huddle, found.document)
        return found.text

    async def _found(self, asked: Asked, huddle: Huddle, person: Person) -> Found:
        match asked:
            case WaitingReviews():
                waiting = await self._books.reviews.waiting(huddle.tenant)
                cases = await self._visible(person, huddle.place, _of_vendor(waiting, asked.vendor))
                return Found(waiting_said(cases, huddle.language))
            case Spend():
                return Found(await self._spent(asked, huddle, person))
            case OneDocument():
                return await self._document(asked, huddle, person)
            case Agreed():
                return Found(await self._agreed(asked, huddle.place, huddle.language))

    async def _spent(self, asked: Spend, huddle: Huddle, person: Person) -> str:
        first = asked.first(self._today())
        last = (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)
        issued = await self._books.reviews.issued(huddle.tenant, first, last)
        counts = [one for one in issued if one.review.state != "rejected"]
        cases = await self._visible(person, huddle.place, _of_vendor(counts, asked.vendor))
        if len(cases) > MOST_READ:
            return texts(huddle.language).aloud.too_many.format(count=MOST_READ)
        sums, waits = defaultdict[str, Decimal](Decimal), defaultdict[str, Decimal](Decimal)
        async for case, document in self._read(cases):
            invoice = document.reading.invoice
            if invoice is None or invoice.total is None:
                continue
            # A credit note takes away, whichever sign it is written with.
            total = -abs(invoice.total) if invoice.credit_note else invoice.total
            sums[invoice.currency or ""] += total
            if case.review.state == "pending":
                waits[invoice.currency or ""] += total
        return spent_said(first, asked.vendor, sums, waits, huddle.language)

    async def _document(self, asked: OneDocument, huddle: Huddle, person: Person) -> Found:
        if asked.id:
            matches = await self._named(asked.id.upper(), huddle.place, person)
        else:
            matches = await self._matching(asked, huddle.place, person)
        if not matches:
            return Found(texts(huddle.language).aloud.nothing)
        newest = max(matches, key=_when)
        case = await self._books.reviews.case(huddle.tenant, newest.id)
        review = None if case is None else case.review
        return Found(document_said(newest, review, len(matches), huddle.language), newest)

    async def _named(self, id_: str, place: Place, person: Person) -> list[Document]:
        document = await self._books.archive.get(place.tenant, id_)
        drops = await self._books.archive.arrivals(place.tenant, id_) if document else ()
        is_shown = self._books.visibility.shows_all(place, drops)
        sees = is_shown and await self._books.visibility.sees(person, drops)
        return [document] if document is not None and sees else []

    async def _matching(self, asked: OneDocument, place: Place, person: Person) -> list[Document]:
        """Give those of a seller, or with a number; nothing where neither is named."""
        if not (asked.vendor or asked.number):
            return []
        day, reviews = self._today(), self._books.reviews
        every = [
            *await reviews.issued(place.tenant, day - _BACK, day + _AHEAD),
            *await reviews.undated(place.tenant),
        ]
        cases = await self._visible(person, place, _of_vendor(every, asked.vendor))
        newest = sorted(cases, key=lambda one: one.review.summary.issue_date or date.min)
        number = sign_of(asked.number)
        return [
            document
            async for _, document in self._read(newest[-MOST_READ:])
            if not number or number == sign_of(_number(document))
        ]

    async def _agreed(self, asked: Agreed, place: Place, language: Language) -> str:
        said, tasks = texts(language).aloud, self._books.tasks
        if asked.what == "decisions":
            decided = [(one.text, "") for one in await tasks.decided(place)]
            return agreed_said(decided, said.decisions, language)
        to_do = [(one.text, await self._owner(one)) for one in await tasks.of_channel(place)]
        return agreed_said(to_do, said.tasks, language)

    async def _owner(self, task: Task) -> str:
        meeting = await self._books.meeting(task.tenant, task.meeting_id)
        return "" if meeting is None else called(task, meeting)

    async def _visible(self, person: Person, place: Place, cases: Iterable[Case]) -> list[Case]:
        """Give those that a person and all of `place` may see; each channel is asked about once."""
        visibility = self._books.visibility
        known, seen = dict[Place | None, bool](), []
        for case in cases:
            if not visibility.shows_all(place, case.drops):
                continue
            home = replace(case.drops[0].place, thread=None) if case.drops else None
            if home not in known:
                known[home] = await visibility.sees(person, case.drops)
            if known[home]:
                seen.append(case)
        return seen

    async def _read(self, cases: Sequence[Case]) -> AsyncIterator[tuple[Case, Document]]:
        for case in cases:
            review = case.review
            document = await self._books.archive.get(review.tenant, review.document_id)
            if document is not None:
                yield case, document

    async def _link(self, huddle: Huddle, document: Document) -> None:
        """Put the way to a document in the thread, once: its name, and no word of it."""
        said, replies = texts(huddle.language).aloud, self._desk.replies
        drop = drop_of(huddle)
        address = await replies.link(huddle.tenant, card_key(document.drop))
        name: Part = Text(document.id)
        if address is not None:
            name = Buttons((Button(LINK, "", document.id, url=address),))
        card = Card(said.thread, (name,))
        # A courtesy, and forgotten with what was said: that arrives no later than this.
        with suppress(ChatError):
            await self._books.archive.arrived(drop, None)
            key = f"{drop.key}:look.{document.id}"
            await replies.post(huddle.place, card, key=key, job=drop.key)

    async def _note(self, huddle: Huddle, person: str, name: str, found: Found) -> None:
        # What was asked for is no matter of the log, and who wrote the words is not known.
        digest = hashlib.sha256(found.text.encode()).hexdigest()
        about = "" if found.document is None else found.document.id
        await self._desk.audit.append(
            huddle.tenant,
            actor=person,
            action="huddle.looked",
            subject=huddle.id,
            detail={"tool": name, "document": about, "told": digest},
        )

    def _today(self) -> date:
        return self._desk.clock.now().astimezone(self._desk.zone).date()


def _of_vendor(cases: Sequence[Case], vendor: str) -> list[Case]:
    wanted = seller_of(vendor)
    if not vendor:
        return [*cases]
    return [one for one in cases if wanted and wanted in seller_of(one.review.summary.vendor)]


def _number(document: Document) -> str | None:
    return None if document.reading.invoice is None else document.reading.invoice.invoice_number


def _when(document: Document) -> tuple[date, str]:
    invoice = document.reading.invoice
    issued = None if invoice is None else invoice.issue_date
    return issued or date.min, document.drop.received_at.isoformat()
