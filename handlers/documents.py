"""A file was dropped: read it once, keep what it says, answer in the thread."""

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
from handlers.chat import Attachment, Card, ChatError, MessageRef, Place, Upload
from handlers.drops import drop_of, job_of, rejected, upload_of
from handlers.ports import Clock, Document, Drop, Facts, Job, Queue, Steps
from handlers.readings import Readings
from handlers.replies import Replies
from handlers.texts.catalogue import texts


class Documents:
    """Reads what is dropped, in four checkpointed steps: announce, fetch, read, reply."""

    def __init__(self, *, queue: Queue, replies: Replies, readings: Readings, clock: Clock) -> None:
        self._queue = queue
        self._replies = replies
        self._readings = readings
        self._clock = clock

    async def on_upload(self, upload: Upload) -> None:
        """Keep the job durably; the same file, delivered again, is the same job."""
        await self._queue.put(job_of(upload, self._clock.now()))

    async def on_job(self, job: Job, steps: Steps) -> None:
        """Read one dropped file and answer it."""
        drop, upload = drop_of(job), upload_of(job)
        announced = await steps.run("announce", lambda: self._announce(job, upload))
        message = MessageRef(drop.place, str(announced["message"]))
        progress = _Progress(self._replies, upload, message)
        outcome = await self._readings.take_in(job, steps, progress)
        if "forgotten" in outcome:
            return
        await steps.run("reply", lambda: self._reply(drop, upload, message, outcome))

    async def on_failed(self, job: Job, fault: str) -> None:
        """Say in the thread that Clerk itself failed on a job, for good."""
        drop, upload = drop_of(job), upload_of(job)
        announced = await self._announce(job, upload)
        message = MessageRef(drop.place, str(announced["message"]))
        await self._replies.edit(message, failed_card(fault, upload.name, upload.language))

    async def _announce(self, job: Job, upload: Upload) -> Facts:
        await self._readings.arrive(job)
        card = reading_card(upload.name, upload.language)
        message = await self._replies.post(upload.place, card, key=f"{job.key}:card", job=job.key)
        return {"message": message.id}

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
        return await self._readings.get(place.tenant, str(outcome["document"]))

    async def _send_files(self, drop: Drop, document: Document, upload: Upload) -> None:
        stem = shown(upload.name.rpartition(".")[0] or upload.name)
        picture = await self._readings.picture(document, upload)
        if picture is not None:
            alt = texts(upload.language).picture_alt.format(name=shown(upload.name))
            await self._replies.send_file(
                drop.place,
                Attachment(f"{stem}.evidence.png", "image/png", picture, alt),
                key=f"{drop.key}:picture",
                job=drop.key,
            )
        result = as_json(answer(document.reading, upload.name, upload.language), indent=2)
        data = Attachment(f"{stem}.json", "application/json", result.encode(), f"{stem}.json")
        await self._replies.send_file(drop.place, data, key=f"{drop.key}:json", job=drop.key)


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
