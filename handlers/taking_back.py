"""Somebody takes back what they dropped: their part of it is forgotten, and nobody else's."""

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from handlers.chat import Card, Chat, Language, Place, Text
from handlers.drops import key_of
from handlers.meetings.jobs import show_job
from handlers.meetings.records import Meeting, Meetings
from handlers.people import person_id
from handlers.ports import Audit, Clock, Facts, Job, Postponed, Queue, Steps
from handlers.privacy import Privacy
from handlers.replies import each
from handlers.texts.catalogue import texts
from handlers.texts.written import counted
from handlers.threads import Threads
from handlers.waiting import PATIENCE, SOONEST, Waiting
from handlers.withdrawals import (
    KIND,
    Arrival,
    Sharings,
    Withdrawal,
    Withdrawing,
    Withdrawn,
    facts_of,
    withdrawal_job,
    withdrawal_of,
    withdrawn_of,
)

CLERK = "clerk"  # who acts where the platform does not say who did


@dataclass(frozen=True, slots=True)
class Wish:
    """What one person asked to have forgotten of a document: what they dropped, or `all` of it."""

    place: Place
    user: str
    document: str
    language: str
    all: bool


@dataclass(frozen=True, slots=True)
class TakingBack:
    """Forgets arrivals in steps: stop, withdraw, take out, retract, show, answer, empty the log.

    What is to be taken out is noted with the checkpoint that erases its rows: however often a
    crash interrupts it, all of it goes, and a decision comes before, or finds nothing.
    """

    withdrawing: Withdrawing
    meetings: Meetings
    privacy: Privacy
    threads: Threads
    queue: Queue
    chat: Chat
    audit: Audit
    clock: Clock
    sharings: Sharings = field(default_factory=dict)

    async def on_withdrawal(self, withdrawal: Withdrawal) -> None:
        """Keep the job durably; the same deletion, told again, is the same job."""
        await self._put(withdrawal_job(withdrawal, self.clock.now()))

    async def on_wish(self, wish: Wish, arrivals: Sequence[Arrival]) -> None:
        """Keep the job durably that forgets `arrivals`; asked again, it is the same job."""
        await self._put(_wish_job(wish, arrivals, self.clock.now()))

    async def on_meeting(self, place: Place, user: str, meeting: str, language: Language) -> None:
        """Keep the job durably that forgets a meeting for somebody, whoever dropped its files."""
        arrivals = await self.withdrawing.arrivals(place.tenant, document=meeting)
        await self.on_wish(Wish(place, user, meeting, language, all=True), arrivals)

    async def on_over(self, meeting: Meeting) -> None:
        """Keep the job durably that forgets a meeting which was kept for long enough."""
        place = meeting.place
        payload: Facts = {
            "platform": place.platform,
            "tenant": place.tenant,
            "document": meeting.id,
            "all": True,
            "person": None,
            "at": self.clock.now().isoformat(),
        }
        key = key_of(KIND, place.tenant, meeting.id, meeting.since.isoformat())
        await self._put(Job(KIND, key, payload))

    async def on_job(self, job: Job, steps: Steps) -> None:
        """Forget what somebody took back; what a platform that is away keeps, once it is back."""
        tenant = str(job.payload["tenant"])
        since = datetime.fromisoformat(str(job.payload["at"]))
        steps = Waiting(steps, since, self.clock)
        stopped = await steps.run("stop", lambda: self._stop(job))
        keys = [str(key) for key in stopped.values()]
        if keys:
            noted = await steps.commit("withdraw", lambda: self._withdraw(job, keys))
            gone = withdrawn_of(tenant, noted)
            others = await steps.run("take out", lambda: self._take_out(tenant, gone))
            messages = await steps.run("retract", lambda: self._retract(tenant, gone))
            counts = {**others, **messages}
            await steps.run("show", lambda: self._show(tenant, gone))
        else:
            gone, counts = None, {}
        if "user" in job.payload:
            await steps.run("answer", lambda: self._answer(job, gone, counts))
        if keys:
            await steps.run("empty", lambda: self._empty(since))

    async def _put(self, job: Job) -> None:
        # A job that failed is tried again when it is asked for again.
        if not await self.queue.put(job):
            await self.queue.retry(job.key)

    async def _stop(self, job: Job) -> Facts:
        """Find what goes, and cancel the jobs that would bring it back; gives their keys."""
        if await self._is_still_shared(job):
            return {}
        stopped = set[str]()
        while True:
            arrivals = await self._arrivals(job)
            left = {one.drop.key for one in arrivals if one.held} | stopped
            found = [one.drop.key for one in arrivals if one.drop.withdrawn_at is None]
            jobs = [key for key in (*found, *_waiting(job.payload)) if key not in left]
            if not jobs:
                return {str(number): key for number, key in enumerate(found)}
            # One that ran until now may have brought the further documents of its file.
            await self.queue.forget(list(dict.fromkeys(jobs)))
            stopped.update(jobs)

    async def _is_still_shared(self, job: Job) -> bool:
        """Tell whether what was deleted is still to be seen where it was."""
        if "document" in job.payload:
            return False
        withdrawal = withdrawal_of(job.payload)
        sharing = self.sharings.get(withdrawal.platform)
        if withdrawal.place is None or sharing is None:
            return False
        return await sharing.is_shared(withdrawal)

    async def _arrivals(self, job: Job) -> Sequence[Arrival]:
        """Give what was taken back and is there yet."""
        given, tenant = job.payload, str(job.payload["tenant"])
        if "document" in given:
            found = await self.withdrawing.arrivals(tenant, document=str(given["document"]))
            return [one for one in found if given["all"] or _is_by(one, given)]
        withdrawal = withdrawal_of(given)
        place, file = withdrawal.place, (withdrawal.platform, withdrawal.file)
        found = await self.withdrawing.arrivals(tenant, file=file)
        return [one for one in found if place is None or one.drop.place.channel == place.channel]

    async def _withdraw(self, job: Job, keys: Sequence[str]) -> Facts:
        """Erase the rows, and write down what was done and what is still to be taken out."""
        given, tenant = job.payload, str(job.payload["tenant"])
        # Of a wish the file is where it was: no card is to say that it was deleted there.
        at = None if "document" in given else self.clock.now()
        gone = await self.withdrawing.withdraw(tenant, keys, at)
        what = str(given.get("document") or given.get("file"))
        actor = str(given.get("person") or CLERK)
        detail: Facts = {
            **gone.traces.rows,
            "held": len(gone.held),
            "shared": len(gone.shared),
            "reopened": len(gone.reopened),
        }
        subject = hashlib.sha256(f"{tenant}\0{what}".encode()).hexdigest()
        await self.audit.append(
            tenant, actor=actor, action="file.withdrawn", subject=subject, detail=detail
        )
        for document in gone.held:
            await self.audit.append(
                tenant, actor=actor, action="document.held", subject=document, detail={}
            )
        return facts_of(gone)

    async def _take_out(self, tenant: str, gone: Withdrawn) -> Facts:
        """Take out what is Clerk's own: at once, as the same may be dropped again.

        Nobody is shown any more either what was made of a meeting that stays with another file.
        """
        shown = (*gone.traces.meetings, *gone.reopened)
        own = replace(gone.traces, messages=(), unsure=(), meetings=shown)
        return await self.privacy.take_out(tenant, own)

    async def _retract(self, tenant: str, gone: Withdrawn) -> Facts:
        """Take back what was said, which may have to wait for the platform."""
        said = replace(gone.traces, jobs=(), files=(), uploads=(), documents=(), meetings=())
        counts = await self.privacy.take_out(tenant, said)
        return {what: count for what, count in counts.items() if what.startswith("messages")}

    async def _show(self, tenant: str, gone: Withdrawn) -> Facts:
        """Let the cards of what stays tell that, and be where they are now; of meetings, anew."""
        await each(self.threads.show(tenant, one) for one in (*gone.held, *gone.shared))
        for one in gone.reopened:
            meeting = await self.meetings.get(tenant, one)
            if meeting is not None:
                await self.queue.put(show_job(meeting, self.clock.now()))
        return {}

    async def _empty(self, since: datetime) -> Facts:
        """See that no log of the storage tells what was erased, as soon as nobody else is at it."""
        if await self.privacy.erasure.empty_log():
            return {"empty": True}
        if self.clock.now() < since + PATIENCE:
            raise Postponed(SOONEST.total_seconds())
        return {}

    async def _answer(self, job: Job, gone: Withdrawn | None, counts: Facts) -> Facts:
        """Tell whoever asked what came of it."""
        given = job.payload
        place = Place(
            platform=str(given["platform"]),
            tenant=str(given["tenant"]),
            channel=str(given["channel"]),
            thread=None if given["thread"] is None else str(given["thread"]),
        )
        said = texts("zh" if given["language"] == "zh" else "en").withdrawing
        remains = gone is not None and any(
            platform not in self.privacy.uploads for platform, _ in gone.traces.uploads
        )
        lines = () if gone is None else tuple(_lines(given, gone, counts, remains=remains))
        title = said.forgotten.format(document=given["document"])
        card = Card(title, tuple(map(Text, lines or (said.nothing,))))
        await self.chat.post_privately(place, str(given["user"]), card)
        return {}


def _wish_job(wish: Wish, arrivals: Sequence[Arrival], at: datetime) -> Job:
    person = person_id(wish.place.platform, wish.user)
    # Dropped again, the same file is another arrival, of the same key.
    arrived = (f"{one.drop.key} {one.drop.received_at.isoformat()}" for one in arrivals)
    what = "\0".join([person, *sorted(arrived)])
    place = wish.place
    return Job(
        kind=KIND,
        key=key_of(KIND, place.tenant, wish.document, hashlib.sha256(what.encode()).hexdigest()),
        payload={
            "platform": place.platform,
            "tenant": place.tenant,
            "channel": place.channel,
            "thread": place.thread,
            "user": wish.user,
            "person": person,
            "language": wish.language,
            "document": wish.document,
            "all": wish.all,
            "at": at.isoformat(),
        },
    )


def _waiting(given: Facts) -> Iterator[str]:
    """Give the job of what was dropped where it is named, which may not have begun."""
    names = [given.get(name) for name in ("platform", "tenant", "channel", "file")]
    if None not in names:
        yield key_of(*map(str, names))


def _is_by(arrival: Arrival, given: Facts) -> bool:
    drop = arrival.drop
    return person_id(drop.place.platform, drop.user) == given["person"]


def _lines(given: Facts, gone: Withdrawn, counts: Facts, *, remains: bool) -> Iterator[str]:
    said = texts("zh" if given["language"] == "zh" else "en").withdrawing
    for count, phrase in (
        (len(gone.traces.documents), said.forgotten_documents),
        (len(gone.traces.meetings), said.forgotten_meetings),
        (int(str(counts.get("messages", 0))), said.forgotten_messages),
        (int(str(counts.get("jobs", 0))), said.forgotten_jobs),
    ):
        if count:
            yield counted(count, phrase)
    for is_so, sentence in (
        (gone.shared, said.shared),
        (gone.reopened, said.reopened),
        (gone.held, said.held),
        (counts.get("messages_refused"), said.messages_refused),
        (remains, said.upload_stays),
    ):
        if is_so:
            yield sentence
