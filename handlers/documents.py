"""A file was dropped: read it once, keep what it says, answer in the thread."""

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, replace
from datetime import datetime

from handlers.answers import answer, as_json
from handlers.cards import (
    failed_card,
    gone_card,
    reading_card,
    rejected_card,
    result_card,
    seen_card,
    shown,
)
from handlers.chat import Attachment, Card, ChatError, FileGone, MessageRef, Place, Upload
from handlers.drops import document_id, drop_of, job_of, rejected, rejection, upload_of
from handlers.intake import Intake
from handlers.ports import (
    Archive,
    Audit,
    Clock,
    Document,
    Drop,
    Facts,
    Identity,
    Job,
    Queue,
    Run,
    Runs,
    Steps,
    Store,
)
from handlers.replies import Replies
from handlers.texts.catalogue import texts
from pipelines.document.identity import identity
from pipelines.document.model import Finding, Reading
from pipelines.document.read import Progress, Reader
from pipelines.errors import MediaRejected
from pipelines.media import Media, MediaType


@dataclass(frozen=True, slots=True)
class Kept:
    """Where documents, their files, their cost and their history are kept."""

    archive: Archive
    store: Store
    runs: Runs
    audit: Audit


class Documents:
    """Reads what is dropped, in four checkpointed steps: announce, fetch, read, reply."""

    def __init__(
        self,
        *,
        queue: Queue,
        replies: Replies,
        intake: Intake,
        kept: Kept,
        reader: Reader,
        clock: Clock,
    ) -> None:
        self._queue = queue
        self._replies = replies
        self._intake = intake
        self._kept = kept
        self._reader = reader
        self._clock = clock

    async def on_upload(self, upload: Upload) -> None:
        """Keep the job durably; the same file, delivered again, is the same job."""
        await self._queue.put(job_of(upload, self._clock.now()))

    async def on_job(self, job: Job, steps: Steps) -> None:
        """Read one dropped file and answer it."""
        drop, upload = drop_of(job), upload_of(job)
        announced = await steps.run("announce", lambda: self._announce(drop, upload))
        message = MessageRef(drop.place, str(announced["message"]))
        progress = _Progress(self._replies, upload, message)
        outcome = await self.take_in(job, steps, progress)
        await steps.run("reply", lambda: self._reply(drop, upload, message, outcome))

    async def take_in(self, job: Job, steps: Steps, progress: Progress) -> Facts:
        """Fetch, read and keep one dropped file, without a word to anybody.

        Gives `document` (its id) and `seen` (whether its bytes were known), or `gone`, or what
        `handlers.drops.rejected` turns back into the reason.
        """
        drop, upload = drop_of(job), upload_of(job)
        fetched = await steps.run("fetch", lambda: self._fetch(drop, upload))
        if "sha256" not in fetched:
            return fetched
        outcome = await steps.commit("read", lambda: self._read(drop, upload, fetched, progress))
        if "rejected" in outcome:
            await self._kept.store.remove(drop.place.tenant, str(fetched["sha256"]))
        return outcome

    async def on_failed(self, job: Job, fault: str) -> None:
        """Say in the thread that Clerk itself failed on a job, for good."""
        drop, upload = drop_of(job), upload_of(job)
        announced = await self._announce(drop, upload)
        message = MessageRef(drop.place, str(announced["message"]))
        await self._replies.edit(message, failed_card(fault, upload.name, upload.language))

    async def _announce(self, drop: Drop, upload: Upload) -> Facts:
        # From here on the file can be forgotten by its id, whatever becomes of its job.
        await self._kept.archive.arrived(drop, None)
        card = reading_card(upload.name, upload.language)
        message = await self._replies.post(drop.place, card, key=f"{drop.key}:card", job=drop.key)
        return {"message": message.id}

    async def _fetch(self, drop: Drop, upload: Upload) -> Facts:
        try:
            async with self._intake.fetched(upload) as media:
                await self._kept.archive.fetched(drop, media.sha256)
                await self._intake.keep_file(drop.place.tenant, media)
        except MediaRejected as refusal:
            return rejection(refusal)
        except FileGone:
            return {"gone": True}
        return {"sha256": media.sha256, "type": media.type.value, "size": media.size}

    async def _read(self, drop: Drop, upload: Upload, fetched: Facts, progress: Progress) -> Facts:
        """Read the file unless its bytes are known; then, in one go, keep what came of it."""
        tenant, sha256 = drop.place.tenant, str(fetched["sha256"])
        known = await self._kept.archive.by_content(tenant, sha256)
        if known is not None:
            return await self._arrived_again(drop, known)
        started_at = self._clock.now()
        try:
            async with self._laid_out(upload, fetched) as media:
                reading = await self._reader.read(media, progress)
                picture = await self._picture(upload, media, reading)
        except MediaRejected as refusal:
            return await self._turned_away(drop, refusal)
        document = Document(
            tenant=tenant,
            id=document_id(tenant, sha256),
            sha256=sha256,
            media_type=str(fetched["type"]),
            size=int(str(fetched["size"])),
            drop=drop,
            revision=1,
            reading=reading,
            picture=picture,
        )
        return await self._keep(document, started_at)

    @asynccontextmanager
    async def _laid_out(self, upload: Upload, fetched: Facts) -> AsyncIterator[Media]:
        """Lay the file out of the store, or fetch it again.

        A twin that was turned away in between has taken it out.
        """
        tenant = upload.place.tenant
        async with AsyncExitStack() as stack:
            kept = self._intake.lay_out(
                tenant, str(fetched["sha256"]), MediaType(str(fetched["type"]))
            )
            try:
                media = await stack.enter_async_context(kept)
            except KeyError:
                media = await stack.enter_async_context(self._intake.fetched(upload))
                await self._intake.keep_file(tenant, media)
            yield media

    async def _arrived_again(self, drop: Drop, known: Document) -> Facts:
        await self._kept.archive.arrived(drop, known.id)
        await self._note(drop, "document.seen", known.id, {})
        return {"document": known.id, "seen": True}

    async def _turned_away(self, drop: Drop, refusal: MediaRejected) -> Facts:
        await self._note(drop, "document.rejected", drop.file, {"reason": refusal.reason.value})
        return rejection(refusal)

    async def _keep(self, document: Document, started_at: datetime) -> Facts:
        drop = document.drop
        # The first write takes the lock, so that of two twins read at the same time the second
        # finds the first.
        await self._kept.archive.arrived(drop, None)
        document, twin = await self._compared(document)
        kept = await self._kept.archive.add(document, twin)
        await self._kept.archive.arrived(drop, kept.id)
        await self._kept.runs.record(_run(document, started_at))
        await self._note(
            drop,
            "document.read",
            kept.id,
            {"sha256": kept.sha256, "revision": 1, "status": kept.reading.status},
        )
        return {"document": kept.id, "seen": kept.drop.key != drop.key}

    async def _compared(self, document: Document) -> tuple[Document, Identity | None]:
        """Give the document with a finding when its seller and number were seen before."""
        names = document.reading.invoice and identity(document.reading.invoice)
        if names is None:
            return document, None
        twin = Identity(*names)
        earlier = await self._kept.archive.by_identity(document.tenant, twin)
        if earlier is None:
            return document, twin
        day = earlier.drop.received_at.date().isoformat()
        finding = Finding(
            rule="duplicate",
            severity="error",
            field="invoice_number",
            facts={"document": earlier.id, "date": day},
        )
        findings = (*document.reading.findings, finding)
        reading = document.reading.model_copy(update={"findings": findings})
        return replace(document, reading=reading), twin

    async def _picture(self, upload: Upload, media: Media, reading: Reading) -> str | None:
        picture = await self._reader.picture(media, reading, texts(upload.language).picture)
        return None if picture is None else await self._intake.keep(upload.place.tenant, picture)

    async def _reply(
        self, drop: Drop, upload: Upload, message: MessageRef, outcome: Facts
    ) -> Facts:
        document = await self._document(drop.place, outcome)
        await self._replies.edit(message, _card(outcome, document, upload))
        if document is not None and document.reading.invoice and not outcome["seen"]:
            await self._send_files(drop, document, upload)
        return {}

    async def _document(self, place: Place, outcome: Facts) -> Document | None:
        if "document" not in outcome:
            return None
        return await self._kept.archive.get(place.tenant, str(outcome["document"]))

    async def _send_files(self, drop: Drop, document: Document, upload: Upload) -> None:
        stem = shown(upload.name.rpartition(".")[0] or upload.name)
        if document.picture is not None:
            picture = Attachment(
                name=f"{stem}.evidence.png",
                mime="image/png",
                content=await self._intake.content(document.tenant, document.picture),
                alt=texts(upload.language).picture_alt.format(name=shown(upload.name)),
            )
            await self._replies.send_file(
                drop.place, picture, key=f"{drop.key}:picture", job=drop.key
            )
        result = as_json(answer(document.reading, upload.name, upload.language), indent=2)
        data = Attachment(f"{stem}.json", "application/json", result.encode(), f"{stem}.json")
        await self._replies.send_file(drop.place, data, key=f"{drop.key}:json", job=drop.key)

    async def _note(self, drop: Drop, action: str, subject: str, detail: Facts) -> None:
        actor = f"{drop.place.platform}:{drop.user}"
        await self._kept.audit.append(
            drop.place.tenant, actor=actor, action=action, subject=subject, detail=detail
        )


class _Progress:
    """Shows on the placeholder which page is being recognised."""

    def __init__(self, replies: Replies, upload: Upload, message: MessageRef) -> None:
        self._replies = replies
        self._upload = upload
        self._message = message

    async def __call__(self, page: int, pages: int) -> None:
        card = reading_card(self._upload.name, self._upload.language, (page, pages))
        try:
            await self._replies.edit(self._message, card)
        except ChatError:
            return  # a courtesy: the reading goes on, and the reply is retried on its own


def _card(outcome: Facts, document: Document | None, upload: Upload) -> Card:
    name, language = upload.name, upload.language
    if document is not None:
        if outcome["seen"]:
            return seen_card(document, upload)
        return result_card(document.reading, name, language, document.id)
    if "rejected" not in outcome:
        return gone_card(name, language)
    return rejected_card(rejected(outcome), name, language)


def _run(document: Document, started_at: datetime) -> Run:
    reading = document.reading
    cost = reading.usage.cost_usd
    return Run(
        tenant=document.tenant,
        job=document.drop.key,
        document_id=document.id,
        reader=reading.reader,
        model=reading.usage.model,
        started_at=started_at,
        seconds=reading.usage.seconds,
        cost_usd=None if cost is None else str(cost),
        outcome=reading.status,
    )
