"""A file was dropped: read it once, keep what it says, answer in the thread."""

import hashlib
from dataclasses import dataclass
from datetime import datetime, tzinfo

from handlers.attention import heeds
from handlers.cards import (
    budget_card,
    failed_card,
    gone_card,
    reading_card,
    rejected_card,
    retrying_card,
)
from handlers.chat import (
    Card,
    ChatError,
    MessageRef,
    Outcome,
    Press,
    Text,
    Told,
    Upload,
)
from handlers.drops import channel_of, drop_of, job_of, key_of, part_jobs, rejected, upload_of
from handlers.lacks import lack_in
from handlers.people import person_id
from handlers.ports import Audit, Clock, Drop, Facts, Job, Queue, Steps
from handlers.readings import Readings
from handlers.replies import Replies, each
from handlers.scans import infected_card, signature_of, unscanned_card, waiting_card
from handlers.spending import Budget, budget_of
from handlers.texts.catalogue import texts
from handlers.threads import Threads, card_key
from handlers.visibility import Visibility
from handlers.waiting import Awaited, Waiting
from handlers.withdrawals import late_job
from pipelines.scanning import ScannerUnavailable

CLERK = "clerk"  # who acts where nobody did


@dataclass(frozen=True, slots=True)
class Known:
    """A file that was dropped there before; `answer` is the message that answers it, or None."""

    answer: MessageRef | None


class Documents:
    """Reads what is dropped, in four checkpointed steps: announce, fetch, read, reply.

    Of a file with several documents the further ones are jobs of their own.
    """

    def __init__(
        self,
        *,
        queue: Queue,
        readings: Readings,
        threads: Threads,
        visibility: Visibility,
        audit: Audit,
        clock: Clock,
    ) -> None:
        self._queue = queue
        self._readings = readings
        self._threads = threads
        self._replies = threads.replies
        self._visibility = visibility
        self._audit = audit
        self._clock = clock
        self._retried = set[str]()

    async def on_upload(self, upload: Upload) -> None:
        """Keep the job durably; the same file, delivered again, is the same job.

        Of a file that was shared in passing, and Clerk reads none of its kind, nothing is kept.
        """
        if heeds(upload):
            await self._queue.put(job_of(upload, self._clock.now()))

    async def on_pick(self, upload: Upload) -> Known | None:
        """Keep the job of a file that somebody has picked; gives what is known, where it is.

        What could not be had is tried again: Clerk may have been let in since.
        """
        job = job_of(upload, self._clock.now())
        if await self._queue.put(job) or await self._queue.retry(job.key):
            return None
        if await self._readings.brought_nothing(drop_of(job)):
            await self._queue.forget([job.key])
            await self._queue.put(job)
            return None
        return Known(await self._replies.sent(upload.place.tenant, card_key(drop_of(job))))

    async def on_job(self, job: Job, steps: Steps) -> None:
        """Read one dropped file and answer it."""
        drop, upload = drop_of(job), upload_of(job)
        patient = Waiting(steps, drop.received_at, self._clock)
        announced = await patient.run("announce", lambda: self._announce(job, upload))
        message = MessageRef(drop.place, str(announced["message"]))
        progress = _Progress(self._replies, upload, message, self._threads.zone)
        if job.key in self._retried:
            await progress.again()
        since = datetime.fromisoformat(str(announced.get("at", drop.received_at)))
        waiting = Waiting(steps, since, self._clock, progress.wait)
        outcome = await self._readings.take_in(job, waiting, progress)
        self._retried.discard(job.key)  # before the card says what came of it
        signature = signature_of(outcome)
        if signature is not None:
            await patient.run("infected", lambda: self._clear_out(upload, drop, signature))
        if "parts" in outcome:
            await patient.run("parts", lambda: self._put_parts(job, str(outcome["parts"])))
        if outcome.get("deleted"):
            await patient.run("forget", lambda: self._forget(drop))
        elif "forgotten" not in outcome:
            await patient.run("reply", lambda: self._reply(drop, upload, message, outcome))
        budget = budget_of(outcome)
        if budget is not None:
            await patient.run("budget", lambda: self._tell_budget(upload, budget))

    async def _tell_budget(self, upload: Upload, budget: Budget) -> Facts:
        """Tell accounting how the budget of a day stands, once a day and level."""
        tenant = upload.place.tenant
        place = self._visibility.accounting.get(tenant)
        if place is not None:
            key = key_of("budget", tenant, budget.day.isoformat(), str(budget.level))
            card = budget_card(budget, upload.language)
            await each([self._replies.post(place, card, key=key, job=None)])
        return {}

    async def _clear_out(self, upload: Upload, drop: Drop, signature: str) -> Facts:
        """Erase what is infected where that is Clerk's to do, and tell accounting of it."""
        await self._readings.discard(upload)
        tenant = upload.place.tenant
        place = self._visibility.accounting.get(tenant)
        if place is not None:
            dropper = person_id(upload.place.platform, upload.user)
            who = (await self._visibility.directory.person(tenant, dropper)).name
            card = infected_card(upload.name, who, signature, upload.language)
            key = f"{drop.key}:{key_of('infected')}"
            await each([self._replies.post(place, card, key=key, job=drop.key)])
        return {}

    async def on_failed(self, job: Job, fault: str) -> None:
        """Say in the thread that Clerk itself failed on a job, for good, or that it was called off.

        What was read by then stays as it stands: its card goes on telling that, and what is not
        said of it yet is said when the cards are looked after.
        """
        self._retried.discard(job.key)
        drop, upload = drop_of(job), upload_of(job)
        await self.note_failure(job, fault)
        announced = await self._announce(job, upload)
        document = await self._readings.document_of(drop)
        if document is not None:
            await self._threads.show_arrival(drop, document)
            return
        message = MessageRef(upload.place, str(announced["message"]))
        if fault == ScannerUnavailable.__name__:
            card = unscanned_card(upload.name, upload.language, job.key)
        else:
            card = failed_card(fault, upload.name, upload.language, job.key)
        await self._replies.edit(message, card)

    async def note_failure(self, job: Job, fault: str) -> None:
        """Write down that a job failed for good; one of no tenant is in no tenant's audit."""
        tenant = job.payload.get("tenant")
        if tenant is not None:
            detail: Facts = {"kind": job.kind, "fault": fault}
            await self._audit.append(
                str(tenant), actor=CLERK, action="job.failed", subject=job.key, detail=detail
            )

    async def on_retry(self, press: Press) -> Outcome:
        """Try a job again that failed for good; whoever reads its channel may ask for that.

        The card says so once the job has begun.
        """
        key = press.value
        if not await self._reads(press):
            return await self._refuse(press, "unseen")
        if key in self._retried:
            return await self._refuse(press, "retried")
        # Before it is done: a crash leaves word of what was tried.
        await self._note(press, "job.retry_asked", _digest(key), {})
        if not await self._begin_again(key):
            return await self._refuse(press, "not_failed")
        await self._note(press, "job.retried", key, {})
        return None

    async def _begin_again(self, key: str) -> bool:
        self._retried.add(key)  # first: the job may begin before the queue has answered
        begun = False
        try:
            begun = await self._queue.retry(key)
        finally:
            if not begun:
                self._retried.discard(key)
        return begun

    async def _forget(self, drop: Drop) -> Facts:
        """Have an arrival forgotten whose file was deleted before it could be fetched."""
        await self._queue.put(late_job(drop, self._clock.now()))
        return {}

    async def _put_parts(self, job: Job, parts: str) -> Facts:
        """Let the further documents of a file be read, each as if it had been dropped alone."""
        for part in part_jobs(job, parts):
            await self._queue.put(part)
        return {}

    async def _announce(self, job: Job, upload: Upload) -> Facts:
        await self._readings.arrive(job)
        card, key = reading_card(upload.name, upload.language), card_key(drop_of(job))
        message = await self._replies.post(upload.place, card, key=key, job=job.key)
        return {"message": message.id, "at": self._clock.now().isoformat()}

    async def _reply(
        self, drop: Drop, upload: Upload, message: MessageRef, outcome: Facts
    ) -> Facts:
        if "document" not in outcome:
            await self._replies.edit(message, _turned_away(outcome, upload))
        elif outcome["seen"]:
            await self._threads.show_arrival(drop, str(outcome["document"]))
        else:
            await self._threads.show(drop.place.tenant, str(outcome["document"]))
        return {}

    async def _reads(self, press: Press) -> bool:
        """Tell whether who pressed reads the channel that the job's file was dropped in."""
        channel, here = channel_of(press.value), press.place
        if channel is None or (channel.platform, channel.tenant) != (here.platform, here.tenant):
            return False
        who = person_id(here.platform, press.user)
        return await self._visibility.directory.sees(channel.tenant, who, channel)

    async def _refuse(self, press: Press, why: str) -> Told:
        await self._note(press, "job.retry_refused", _digest(press.value), {"why": why})
        said = texts(press.language).review
        sentences = {
            "unseen": said.refusals["unseen"],
            "retried": said.retried,
            "not_failed": said.not_failed,
        }
        return Told(Card(said.refused_title, (Text(sentences[why]),), tone="bad"))

    async def _note(self, press: Press, action: str, subject: str, detail: Facts) -> None:
        await self._audit.append(
            press.place.tenant,
            actor=person_id(press.place.platform, press.user),
            action=action,
            subject=subject,
            detail=detail,
        )


class _Progress:
    """Shows on the placeholder which page is being recognised, or what is waited for."""

    def __init__(self, replies: Replies, upload: Upload, message: MessageRef, zone: tzinfo) -> None:
        self._zone = zone
        self._replies = replies
        self._upload = upload
        self._message = message

    async def __call__(self, page: int, pages: int) -> None:
        await self._say(reading_card(self._upload.name, self._upload.language, (page, pages)))

    async def again(self) -> None:
        """Show that the job is being tried again."""
        await self._say(retrying_card(self._upload.name, self._upload.language))

    async def wait(self, what: Awaited, until: datetime) -> None:
        """Show what gives no answer, and until when it is asked again."""
        name, language = self._upload.name, self._upload.language
        await self._say(waiting_card(name, what, until, language, self._zone))

    async def _say(self, card: Card) -> None:
        try:
            await self._replies.edit(self._message, card)
        except ChatError:
            return  # a courtesy: the reading goes on, and the reply is retried on its own


def _digest(value: str) -> str:
    """Name in the audit what was pressed: it may be anything, and no word of it is kept."""
    return hashlib.sha256(value.encode(errors="surrogatepass")).hexdigest()


def _turned_away(outcome: Facts, upload: Upload) -> Card:
    if "rejected" not in outcome:
        return gone_card(lack_in(outcome.get("gone")), upload.name, upload.language)
    return rejected_card(rejected(outcome), upload.name, upload.language)
