"""What waits for accounting, for each person as much of it as they may see."""

import hashlib
import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from handlers.backlog_cards import (
    ALL,
    MINE,
    PAGE,
    VENDOR,
    Page,
    Seller,
    Totals,
    Waiting,
    backlog_card,
)
from handlers.chat import Card, Language, Outcome, Place, Press, Turned
from handlers.people import Directory, Person, person_id
from handlers.ports import Archive, Audit, Clock
from handlers.reviews import Policy, may_decide
from handlers.verdicts import Case, Reviews
from handlers.visibility import may_see
from pipelines.document.identity import seller_of

SELLER = "seller-"
_A_SELLER = re.compile(rf"{SELLER}[0-9a-f]{{16}}")
_MOST_DIGITS = 6


@dataclass(frozen=True, slots=True)
class Listing:
    """A page of what waits, and how much a person sees of it in all, and of their own.

    `decides`: whether their own is what they have to decide on; else they have dropped it.
    """

    card: Card
    count: int
    mine: int = 0
    decides: bool = False


@dataclass(frozen=True, slots=True)
class Backlog:
    """Lists what waits: all of it, what a person can do something about, or by seller.

    A view is `all`, `mine`, `vendor`, or one seller's, as `view_of` names it.
    """

    reviews: Reviews
    archive: Archive
    directory: Directory
    policy: Policy
    clock: Clock
    audit: Audit

    async def on_press(self, press: Press) -> Outcome:
        """Turn to another page or view."""
        view, offset = _asked(press.value)
        person = person_id(press.place.platform, press.user)
        return Turned(await self.card(press.place, person, view, offset, press.language))

    async def listing(self, press: Press) -> Listing:
        """Give what a button of a view or a page shows: to a page that looks by itself."""
        view, offset = _asked(press.value)
        person = person_id(press.place.platform, press.user)
        return await self._listing(press.place, person, view, offset, press.language)

    async def glance(self, place: Place, person_id: str, language: Language) -> Listing:
        """Give how much of what waits somebody sees: without looking at any of it."""
        return await self._listing(place, person_id, ALL, 0, language)

    async def card(
        self, place: Place, person_id: str, view: str, offset: int, language: Language
    ) -> Card:
        """Make the card of a view from `offset` on, for one person.

        What became too short for `offset` is shown from its last page on.
        """
        listing = await self._listing(place, person_id, view, offset, language)
        # A view may be anything that somebody made up: the audit log gets no word of it.
        known = view if view in {ALL, MINE, VENDOR} or _A_SELLER.fullmatch(view) else "?"
        await self.audit.append(
            place.tenant,
            actor=person_id,
            action="queue.viewed",
            subject=known,
            detail={"offset": offset, "documents": listing.count},
        )
        return listing.card

    async def _listing(
        self, place: Place, person_id: str, view: str, offset: int, language: Language
    ) -> Listing:
        person = await self.directory.person(place.tenant, person_id)
        cases = await self._seen_by(person, place.tenant)
        mine = [case for case in cases if self._concerns(case, person)]
        sellers = by_seller(place.tenant, cases)
        totals = Totals(
            {ALL: len(cases), MINE: len(mine), VENDOR: len(sellers)},
            cases[0].review.since if cases else None,
            person.role in self.policy.deciders,
        )
        listed: Sequence[Case | Seller] = cases
        if view == MINE:
            listed = mine
        elif view == VENDOR:
            listed = sellers
        elif view.startswith(SELLER):
            listed = next((seller.cases for seller in sellers if seller.view == view), ())
        else:
            view = ALL
        page = await self._page(view, offset, listed)
        card = backlog_card(page, totals, self.clock.now(), language)
        return Listing(card, len(cases), len(mine), totals.decides)

    async def _page(self, view: str, offset: int, listed: Sequence[Case | Seller]) -> Page:
        last_page = max(len(listed) - 1, 0) // PAGE * PAGE
        start = min(offset // PAGE * PAGE, last_page)
        shown = [await self._shown(one) for one in listed[start : start + PAGE]]
        return Page(view, start, len(listed), [one for one in shown if one is not None])

    async def _shown(self, listed: Case | Seller) -> Waiting | Seller | None:
        if isinstance(listed, Seller):
            return listed
        review = listed.review
        document = await self.archive.get(review.tenant, review.document_id)
        return None if document is None else Waiting(listed, document)

    async def _seen_by(self, person: Person, tenant: str) -> list[Case]:
        directory = _Asked(self.directory)
        return [
            case
            for case in await self.reviews.waiting(tenant)
            if await may_see(directory, person, case.drops)
        ]

    def _concerns(self, case: Case, person: Person) -> bool:
        """Tell what is somebody's own: who decides, has to; who does not, has dropped it."""
        if person.role in self.policy.deciders:
            return may_decide(case, person, self.policy) is None
        return any(person_id(drop.place.platform, drop.user) == person.id for drop in case.drops)


@dataclass(frozen=True, slots=True)
class _Asked:
    """A Directory that is asked once for each channel: a backlog is of few channels."""

    directory: Directory
    answers: dict[tuple[str, str, Place], bool] = field(default_factory=dict)

    async def person(self, tenant: str, id_: str) -> Person:
        return await self.directory.person(tenant, id_)

    async def sees(self, tenant: str, id_: str, place: Place) -> bool:
        asked = (tenant, id_, place)
        if asked not in self.answers:
            self.answers[asked] = await self.directory.sees(tenant, id_, place)
        return self.answers[asked]

    async def readers(self, place: Place) -> Sequence[Person]:
        return await self.directory.readers(place)


def by_seller(tenant: str, cases: Iterable[Case]) -> list[Seller]:
    """Put together what is one seller's; who has waited longest comes first."""
    sellers = defaultdict[str, list[Case]](list)
    for case in cases:
        sellers[view_of(tenant, case.review.summary.vendor)].append(case)
    return [Seller(view, tuple(theirs)) for view, theirs in sellers.items()]


def view_of(tenant: str, vendor: str | None) -> str:
    """Name the view of one seller, however spelled, without a word of a document."""
    return SELLER + hashlib.sha256(f"{tenant}\0{seller_of(vendor)}".encode()).hexdigest()[:16]


def _asked(value: str) -> tuple[str, int]:
    """Give the view and the offset that a button is about; its start, where it is malformed."""
    view, _, offset = value.rpartition(":")
    is_number = offset.isascii() and offset.isdigit() and len(offset) <= _MOST_DIGITS
    return (view, int(offset)) if is_number else (view or value, 0)
