"""What accounting is told without asking: reminders in the threads, a digest every day."""

from collections import Counter
from collections.abc import Awaitable, Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from functools import partial
from typing import Protocol

from handlers.backlog_cards import ALL, SHOW, Waiting, age, document_entry, waiting_title
from handlers.chat import (
    Button,
    Buttons,
    Card,
    Language,
    Place,
    Text,
)
from handlers.deadlines import Deadline
from handlers.drops import key_of
from handlers.notices import NOTICES, Notices
from handlers.ports import Archive, Facts, Job, Steps
from handlers.replies import Replies, each
from handlers.texts.catalogue import texts
from handlers.threads import accounting_key
from handlers.verdicts import Case, Reviews

REMINDERS, DIGEST = "reminders", "digest"
_NAMED = 20  # contracts


class Chains(Protocol):
    """The audit of each tenant, as far as it is anchored in a digest."""

    async def heads(self) -> Mapping[str, tuple[int, str]]:
        """Give how many links each tenant's chain has, and what the last of them ends in.

        A tenant for which anything ever happened has one.
        """
        ...


@dataclass(frozen=True, slots=True)
class Day:
    """What a digest tells: of the time from the slot before until its own.

    And which contracts are `due` from its own day `until` another.
    """

    date: str
    slot: datetime
    waiting: Sequence[Case]
    closed: Sequence[Case]
    head: tuple[int, str]
    until: str
    due: Sequence[Deadline]

    @property
    def language(self) -> Language:
        """The language that most of what waits or was decided was dropped in."""
        cases = (*self.waiting, *self.closed)
        spoken = Counter(case.drops[0].language for case in cases if case.drops)
        return "zh" if spoken["zh"] > spoken["en"] else "en"


@dataclass(frozen=True, slots=True)
class Reminders:
    """Reminds of each document once a period, and tells accounting once a day how it stands.

    A reminder goes to the thread of the document, and under accounting's card of it.

    `accounting` is the accounting channel of each tenant that has one; nobody is reminded when
    `period` is nothing.
    """

    reviews: Reviews
    archive: Archive
    chains: Chains
    replies: Replies
    accounting: Mapping[str, Place]
    period: timedelta
    notices: Notices

    async def on_job(self, job: Job, steps: Steps) -> None:
        """Say what was due at the slot of a job; what was said already is not said again."""
        due = {DIGEST: self._digests, REMINDERS: self._reminders, NOTICES: self._notices}[job.kind]

        async def say() -> Facts:
            await each(say() for say in await due(job))
            return {}

        await steps.run(job.kind, say)

    async def _reminders(self, job: Job) -> Sequence[Callable[[], Awaitable[None]]]:
        slot = _time(job, "slot")
        if not self.period:
            return []
        return [
            partial(self._remind, case, times, slot)
            for tenant in await self.chains.heads()
            for case in await self.reviews.waiting(tenant)
            if (times := (slot - case.review.since) // self.period) > 0 and case.drops
        ]

    async def _remind(self, case: Case, times: int, slot: datetime) -> None:
        review, drop = case.review, case.drops[0]
        document = await self.archive.get(review.tenant, review.document_id)
        if document is None:
            return
        card = reminder_card(Waiting(case, document), slot, drop.language)
        # What came to wait again is another wait, with reminders of its own.
        wait = key_of("reminder", str(int(review.since.timestamp())), str(times))
        places = [(drop.place, f"{drop.key}:{wait}")]
        told = await self.replies.sent(review.tenant, accounting_key(drop))
        if told is not None:
            under = replace(told.place, thread=told.id)
            places.append((under, f"{accounting_key(drop)}.{wait}"))
        await each(self.replies.post(place, card, key=key, job=drop.key) for place, key in places)

    async def _notices(self, job: Job) -> Sequence[Callable[[], Awaitable[None]]]:
        return await self.notices.due(_time(job, "slot"))

    async def _digests(self, job: Job) -> Sequence[Callable[[], Awaitable[None]]]:
        heads = await self.chains.heads()
        return [
            partial(self._digest, job, place, heads[tenant])
            for tenant, place in self.accounting.items()
            if tenant in heads
        ]

    async def _digest(self, job: Job, place: Place, head: tuple[int, str]) -> None:
        since, slot = _time(job, "since"), _time(job, "slot")
        today = date.fromisoformat(str(job.payload["date"]))
        day = Day(
            date=today.isoformat(),
            slot=slot,
            waiting=await self.reviews.waiting(place.tenant),
            closed=await self.reviews.closed(place.tenant, since, slot),
            head=head,
            until=(today + timedelta(days=self.notices.days)).isoformat(),
            due=await self.notices.ahead(place.tenant, today),
        )
        await self.replies.post(
            place, digest_card(day), key=f"{job.key}:{key_of(place.tenant)}", job=None
        )


def reminder_card(waiting: Waiting, now: datetime, language: Language) -> Card:
    """Say for how long a document has been waiting."""
    phrase = texts(language).review.reminder
    title = phrase.format(age=age(waiting.case.review.since, now, language))
    return Card(title, (document_entry(waiting, now, language),))


def digest_card(day: Day) -> Card:
    """Say how much waits, what was decided, and how the audit log stands.

    It holds figures and no word of a document: what is forgotten is not to be found in it.
    """
    language = day.language
    phrases = texts(language).review
    states = Counter(case.review.state for case in day.closed)
    oldest = min((case.review.since for case in day.waiting), default=None)
    links, head = day.head
    decided = phrases.digest_decided.format(
        approved=states["approved"], rejected=states["rejected"]
    )
    view = phrases.views[ALL].format(count=len(day.waiting))
    waits = (
        ()
        if oldest is None
        else (Text(phrases.backlog_oldest.format(age=age(oldest, day.slot, language))),)
    )
    ways = () if oldest is None else (Buttons((Button(SHOW, f"{ALL}:0", view),)),)
    return Card(
        phrases.digest_title.format(date=day.date),
        (
            Text(waiting_title(len(day.waiting), language)),
            *waits,
            Text(decided),
            *_due(day, language),
            *ways,
        ),
        footer=phrases.digest_audit.format(links=links, head=head),
    )


def _due(day: Day, language: Language) -> Iterator[Text]:
    """Name the contracts that are due soon, by what the audit log calls them."""
    if day.due:
        one_or_many = texts(language).contracts.digest
        said = one_or_many[len(day.due) > 1]
        hidden = len(day.due) - _NAMED
        names = [one.document_id for one in day.due[:_NAMED]] + [f"+ {hidden}"] * (hidden > 0)
        yield Text(said.format(count=len(day.due), day=day.until, documents=", ".join(names)))


def _time(job: Job, name: str) -> datetime:
    return datetime.fromisoformat(str(job.payload[name]))
