"""The gate: every decision is checked in the transaction that keeps it, and written down."""

import asyncio
import hmac
import logging
from dataclasses import dataclass, replace
from datetime import datetime, tzinfo

from handlers.chat import Card, Language, Text
from handlers.forms import reason_in
from handlers.marks import marks
from handlers.people import Directory, Person
from handlers.ports import (
    Archive,
    Audit,
    Clock,
    Document,
    Facts,
    Marks,
    Queue,
    QueueUnavailable,
)
from handlers.review_parts import moment
from handlers.reviews import Done, Order, Policy, Refused, after, lacking, refused
from handlers.texts.catalogue import texts
from handlers.threads import refresh_job
from handlers.twins import Others, compared
from handlers.vendors import Vendors, lessons
from handlers.verdicts import Case, Reviews, summary
from handlers.visibility import SEE_ALL, Visibility
from handlers.vouching import DONE, act_facts
from pipelines.document.amend import amend
from pipelines.document.model import Invoice

_log = logging.getLogger(__name__)
_LOOKS_KEPT = 10_000


@dataclass(frozen=True, slots=True)
class Records:
    """What is decided on, and where it is written down.

    With `key` the audit tells words from other words, and nobody without it what they were.
    """

    reviews: Reviews
    archive: Archive
    vendors: Vendors
    audit: Audit
    key: bytes


@dataclass(frozen=True, slots=True)
class Rules:
    """By what is decided: the policy, the time, and the zone in which people read it."""

    policy: Policy
    clock: Clock
    zone: tzinfo


@dataclass(frozen=True, slots=True)
class Matter:
    """What somebody may see, and who they are: as it was when they were looked up."""

    person: Person
    case: Case
    document: Document


class _Looks:
    """What people were shown last, of the documents that were looked at last."""

    def __init__(self) -> None:
        self._shown = dict[tuple[str, str, str], int | str]()

    def is_new(self, look: tuple[str, str, str], matter: Matter | Refused) -> bool:
        """Tell whether a look shows other than the one before, and remember it."""
        shown = matter.why if isinstance(matter, Refused) else matter.case.review.revision
        before = self._shown.pop(look, None)
        self._shown[look] = shown
        if len(self._shown) > _LOOKS_KEPT:
            del self._shown[next(iter(self._shown))]
        return shown != before


class Gate:
    """Carries out orders, or tells why not; whatever comes of one is in the audit."""

    def __init__(
        self, *, records: Records, directory: Directory, queue: Queue, rules: Rules
    ) -> None:
        self._reviews = records.reviews
        self._archive = records.archive
        self._vendors = records.vendors
        self._audit = records.audit
        self._key = records.key
        self._directory = directory
        self._visibility = Visibility(records.archive, directory)
        self._queue = queue
        self._rules = rules
        self._looks = _Looks()

    async def open(
        self, tenant: str, document_id: str, person: str, *, again: bool = False
    ) -> Matter | Refused:
        """Let a person look at a document that they may see.

        `again`: a page does by itself, which is written down only where they get to see other
        than what they were shown last.
        """
        matter = await self._reach(tenant, document_id, person)
        action, subject, why = "review.opened", document_id, {}
        if isinstance(matter, Refused):
            action, subject = "review.refused", self._subject(document_id, matter)
            why = {"why": _truly(matter)}
        if not self._looks.is_new((tenant, document_id, person), matter) and again:
            return matter
        detail: Facts = {"verdict": "open", **why}
        await self._audit.append(
            tenant, actor=person, action=action, subject=subject, detail=detail
        )
        return matter

    async def admit(self, order: Order) -> Matter | Refused:
        """Check an order when it is asked for, so that nobody fills in a form in vain."""
        found = await self._reach(order.tenant, order.document_id, order.person)
        if isinstance(found, Matter):
            why = refused(order, found.case, found.person, self._rules.policy)
            if why is None:
                return found
            found = why
        return await self._named(order, await self._refuse(order, found))

    async def decide(self, order: Order) -> Done | Refused:
        """Carry out what was typed at the console: the same way in, without a form."""
        order = replace(order, reason=reason_in(order.reason or ""))
        matter = await self.admit(order)
        return matter if isinstance(matter, Refused) else await self.carry_out(order, matter.person)

    async def carry_out(self, order: Order, person: Person) -> Done | Refused:
        """Decide in one transaction; where somebody else was first, look again."""
        outcome = None
        while outcome is None:
            async with self._reviews.holding(order.tenant, order.document_id) as case:
                outcome = await self._attempt(order, person, case)
        if isinstance(outcome, Refused):
            return await self._named(order, outcome)
        job = refresh_job(order.tenant, order.document_id, outcome.review.version)
        try:
            await self._queue.put(job)
        except QueueUnavailable as fault:
            # It is decided all the same; `catch_up` has the cards told.
            _log.error("a decision is not on its cards yet: the queue did not answer (%s)", fault)
        return outcome

    def refusal(self, why: Refused, language: Language) -> Card:
        """Tell a person why not; `who` of `why` is a name, or None for the person themselves."""
        said = texts(language).review
        phrase = said.unchanged if why.why == "unchanged" else said.refusals[why.why]
        if why.who is None:
            phrase = said.refusals_to_oneself.get(why.why, phrase)
        sentence = phrase.format(
            who=why.who,
            at=None if why.at is None else moment(why.at, self._rules.zone),
            state=said.states.get(why.state or ""),
        )
        return Card(said.refused_title, (Text(sentence, tone="bad"),), tone="bad")

    async def note(self, order: Order, action: str, facts: Facts) -> None:
        """Write down who wanted what; of the reason only what tells it from another one."""
        reason: Facts = {}
        if order.reason is not None:
            reason = {"reason_hmac": self._told_apart(order.reason)}
        asked: Facts = {"revision": order.revision, "verdict": order.verdict}
        await self._audit.append(
            order.tenant,
            actor=order.person,
            action=action,
            subject=order.document_id,
            detail={**order.console, **asked, **reason, **facts},
        )

    async def names_twin(self, matter: Matter) -> bool:
        """Tell whether somebody may read which earlier document theirs is a duplicate of."""
        return await self._visibility.names_twin_to(matter.person, matter.document)

    async def catch_up(self) -> None:
        """Have the cards told what they were not: a crash, or a chat that was away, kept it."""
        for tenant, document_id, version in await self._reviews.unshown():
            job = refresh_job(tenant, document_id, version)
            try:
                if not await self._queue.put(job):
                    await self._queue.retry(job.key)
            except QueueUnavailable as fault:
                _log.error("cards wait for the next look: the queue did not answer (%s)", fault)
                return

    async def _reach(self, tenant: str, document_id: str, person: str) -> Matter | Refused:
        """Look up who asks and about what: before any transaction, which must not wait."""
        who = await self._directory.person(tenant, person)
        case = await self._reviews.case(tenant, document_id)
        document = await self._archive.get(tenant, document_id)
        if case is None or document is None:
            # Who would not see it is told the same, whether there is such a document or not.
            return Refused("gone" if who.role in SEE_ALL else "unseen", known=False)
        if not await self._visibility.sees(who, case.drops):
            return Refused("unseen")
        return Matter(who, case, document)

    async def _attempt(
        self, order: Order, person: Person, case: Case | None
    ) -> Done | Refused | None:
        """Check everything on what is true now, then move; None: somebody was first."""
        document = await self._archive.get(order.tenant, order.document_id)
        why = refused(order, case, person, self._rules.policy)
        if why is not None or case is None or document is None:
            return await self._refuse(order, why or Refused("gone", known=False))
        why = lacking(order, case.review, document.reading.invoice or Invoice())
        if why is not None:
            return await self._refuse(order, why)
        at = self._rules.clock.now()
        review = after(order, case.review, self._rules.policy, at)
        revised, known_by = await self._revised(order, document, review.revision, at)
        if order.verdict == "edit":
            review = replace(review, summary=summary(revised.reading))
        if not await self._reviews.move(case.review, review):
            return None
        if revised.revision > document.revision:
            await self._archive.revise(revised, known_by)
        taught = lessons(revised.reading, review.state)
        await self._vendors.learn(order.tenant, order.document_id, taught, at)
        facts = act_facts(case.review, review, revised.reading)
        await self.note(order, DONE[order.verdict], facts)
        return Done(review)

    async def _revised(
        self, order: Order, document: Document, revision: int, at: datetime
    ) -> tuple[Document, Marks]:
        """Give the document as the order leaves it; reopened, it says what it said."""
        revised = replace(document, revision=revision)
        if order.verdict != "edit" or order.invoice is None:
            return revised, marks(document.reading)
        today = at.astimezone(self._rules.zone).date()
        # In a thread: an invoice of many thousand lines takes a good part of a second.
        reading = await asyncio.to_thread(amend, document.reading, order.invoice, today)
        edited = replace(revised, reading=reading)
        others = Others(self._archive, self._vendors, self._rules.zone)
        return await compared(others, edited, document.reading)

    async def _refuse(self, order: Order, why: Refused) -> Refused:
        """Write a refusal down."""
        about = replace(order, document_id=self._subject(order.document_id, why))
        await self.note(about, "review.refused", {"why": _truly(why)})
        return why

    def _subject(self, document_id: str, why: Refused) -> str:
        """Name what was refused; what is no document's id may be anybody's words."""
        return document_id if why.known else f"unknown:{self._told_apart(document_id)}"

    def _told_apart(self, words: str) -> str:
        return hmac.digest(self._key, words.encode(), "sha256").hex()

    async def _named(self, order: Order, why: Refused) -> Refused:
        """Put the name of who was first in the place of their id; none, where who asks was."""
        if why.who in {None, order.person}:
            return replace(why, who=None)
        return replace(why, who=(await self._directory.person(order.tenant, why.who)).name)


def _truly(why: Refused) -> str:
    """Say why for the audit: there, what is not there is gone, whoever asked."""
    return why.why if why.known else "gone"
