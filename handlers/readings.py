"""What a dropped file says: fetched, read once, compared and kept, without a word to anybody."""

from collections.abc import AsyncIterator, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, replace
from datetime import tzinfo

from handlers.chat import FileGone, Upload
from handlers.deadlines import Deadline, Deadlines, outlook_of
from handlers.drops import document_id, drop_of, part_jobs, rejection, upload_of
from handlers.intake import Fetched, Intake
from handlers.lacks import FileDeleted, lack_of
from handlers.people import person_id
from handlers.ports import (
    Archive,
    Audit,
    Clock,
    Document,
    Drop,
    Facts,
    Job,
    Steps,
    Store,
)
from handlers.spending import Permit, Spending
from handlers.texts.catalogue import texts
from handlers.twins import Others, compared
from handlers.vendors import Fact, Vendors, known_as, lessons
from handlers.verdicts import Reviews, opened
from handlers.vouching import READ, read_facts
from pipelines.document.model import Reading
from pipelines.document.read import Progress, Reader
from pipelines.document.stretches import stretch_of, told_apart, written
from pipelines.errors import MediaRejected
from pipelines.media import MediaType
from pipelines.scanning import Infected, Scan, ScannerUnavailable


@dataclass(frozen=True, slots=True)
class Kept:
    """Where documents, their files, their history and their reviews are kept.

    And what they taught about sellers, and are due for.
    """

    archive: Archive
    store: Store
    audit: Audit
    reviews: Reviews
    vendors: Vendors
    deadlines: Deadlines


class Readings:
    """Takes dropped files in, in two checkpointed steps: fetch and read."""

    def __init__(
        self,
        *,
        intake: Intake,
        kept: Kept,
        reader: Reader,
        spending: Spending,
        clock: Clock,
        zone: tzinfo,
    ) -> None:
        self._intake = intake
        self._kept = kept
        self._reader = reader
        self._spending = spending
        self._clock = clock
        self._zone = zone
        self._others = Others(kept.archive, kept.vendors, zone)

    async def arrive(self, job: Job) -> None:
        """Note the arrival: from here on the file can be forgotten by its id."""
        await self._kept.archive.arrived(drop_of(job), None)

    async def get(self, tenant: str, document_id: str) -> Document | None:
        """Give a document that was taken in."""
        return await self._kept.archive.get(tenant, document_id)

    async def document_of(self, drop: Drop) -> str | None:
        """Give the id of the document that an arrival brought; None: none, or none yet."""
        return await self._kept.archive.document_of(drop)

    async def brought_nothing(self, drop: Drop) -> bool:
        """Tell whether nothing was to be had of an arrival, or nothing yet."""
        return await self._kept.archive.brought_nothing(drop)

    async def arrivals(self, tenant: str, document_id: str) -> tuple[Drop, ...]:
        """Give how a document arrived, the first arrival first."""
        return await self._kept.archive.arrivals(tenant, document_id)

    async def taught(self, document: Document) -> Sequence[Fact]:
        """Give what is remembered of the seller of a document."""
        return await self._kept.vendors.facts(document.tenant, known_as(document.reading))

    async def take_in(self, job: Job, steps: Steps, progress: Progress) -> Facts:
        """Fetch, read and keep one file that has arrived.

        Gives `document` (its id) and `seen` (whether its bytes were known), with what
        `handlers.spending.budget_of` turns back into a budget that is to be told; or `gone`, or
        `forgotten`, or what `handlers.drops.rejected` turns back into the reason; and `parts`,
        the pages of each document, where the file holds several.
        """
        drop, upload = drop_of(job), upload_of(job)
        fetched = await steps.run("fetch", lambda: self._fetch(drop, upload))
        if "type" not in fetched:
            return fetched
        outcome = await steps.commit("read", lambda: self._read(job, fetched, progress))
        if "rejected" in outcome:
            await self._release(drop.place.tenant, str(fetched["sha256"]))
        return outcome

    async def discard(self, upload: Upload) -> None:
        """Erase what was dropped, where that is Clerk's to do: it is infected."""
        await self._intake.discard(upload)

    async def picture(self, document: Document, upload: Upload) -> bytes | None:
        """Draw where each value stands; a reading is worth telling without its picture too."""
        wording = texts(upload.language).picture
        try:
            kept = document.sha256, document.media_type, document.reading.scan
            async with self._laid_out(upload, *kept) as (media, _):
                return await self._reader.picture(media, document.reading, wording)
        except (MediaRejected, FileGone, ScannerUnavailable):
            return None

    async def _fetch(self, drop: Drop, upload: Upload) -> Facts:
        try:
            async with self._intake.fetched(upload) as (media, scan):
                tenant, sha256 = drop.place.tenant, media.sha256
                await self._kept.archive.fetched(drop, sha256)
                await self._intake.keep_file(tenant, media)
                if not await self._kept.archive.fetched(drop, sha256):
                    await self._release(tenant, sha256)
                    return {"forgotten": True}
        except (MediaRejected, FileGone) as refusal:
            return await self._not_read(drop, refusal)
        return {"sha256": sha256, "type": media.type.value, "size": media.size, "scan": scan}

    async def _release(self, tenant: str, sha256: str) -> None:
        """Take a file out of the store unless somebody needs it."""
        if not await self._kept.archive.holds(tenant, sha256):
            await self._kept.store.remove(tenant, sha256)

    async def _read(self, job: Job, fetched: Facts, progress: Progress) -> Facts:
        """Read the file unless its bytes are known; then, in one go, keep what came of it."""
        drop, upload = drop_of(job), upload_of(job)
        tenant, sha256 = drop.place.tenant, str(fetched["sha256"])
        known = await self._kept.archive.by_content(tenant, sha256, drop.part)
        if known is not None and not _is_unread(known):
            return await self._arrived_again(drop, known)
        permit = await self._spending.permit(tenant, self._clock.now())
        try:
            kept = sha256, str(fetched["type"]), _scan(fetched)
            async with self._laid_out(upload, *kept) as (media, scan):
                reading = await self._reader.read(media, progress, permit.egress)
        except (MediaRejected, FileGone) as refusal:
            await self._spending.unused(permit)
            return await self._not_read(drop, refusal)
        except ScannerUnavailable:
            await self._spending.unused(permit)
            raise
        reading = reading.model_copy(update={"scan": scan})
        document = Document(
            tenant=tenant,
            id=document_id(tenant, sha256, drop.part),
            sha256=sha256,
            media_type=str(fetched["type"]),
            size=int(str(fetched["size"])),
            drop=drop,
            revision=1,
            reading=_told_apart(reading, drop.part, str(job.payload.get("parts", ""))),
        )
        return await self._keep(job, document, permit)

    @asynccontextmanager
    async def _laid_out(
        self, upload: Upload, sha256: str, type_: str, scan: Scan
    ) -> AsyncIterator[Fetched]:
        """Lay the file out of the store, or fetch it again.

        A twin that was turned away in between has taken it out.
        """
        tenant = upload.place.tenant
        async with AsyncExitStack() as stack:
            kept = self._intake.lay_out(tenant, sha256, MediaType(type_), scan)
            try:
                media, scan = await stack.enter_async_context(kept)
            except KeyError:
                media, scan = await stack.enter_async_context(self._intake.fetched(upload))
                await self._intake.keep_file(tenant, media)
                await self._release(tenant, sha256)  # all that it is of may have been forgotten
            yield Fetched(replace(media, part=stretch_of(upload.part)), scan)

    async def _arrived_again(self, drop: Drop, known: Document) -> Facts:
        await self._kept.archive.arrived(drop, known.id)
        await self._note(drop, "document.seen", known.id, {})
        return {"document": known.id, "seen": True}

    async def _not_read(self, drop: Drop, why: MediaRejected | FileGone) -> Facts:
        if isinstance(why, FileGone):
            await self._note(drop, "document.gone", drop.file, {"why": lack_of(why)})
            deleted = {"deleted": True} if isinstance(why, FileDeleted) else {}
            return {"gone": lack_of(why), **deleted}
        await self._kept.archive.fetched(drop, None)
        found: Facts = why.figures if isinstance(why, Infected) else {}
        detail: Facts = {"reason": why.reason.value, **found}
        await self._note(drop, "document.rejected", drop.file, detail)
        return rejection(why)

    async def _keep(self, job: Job, document: Document, permit: Permit) -> Facts:
        drop = document.drop
        # The first write takes the lock, so that of two twins read at the same time the second
        # finds the first.
        await self._kept.archive.arrived(drop, None)
        document, marks = await compared(self._others, document)
        kept = await self._kept.archive.add(document, marks)
        await self._kept.archive.arrived(drop, kept.id)
        is_new = kept.drop.key == drop.key
        if _is_unread(kept) and document.reading.contract is not None:
            kept = replace(kept, revision=kept.revision + 1, reading=document.reading)
            await self._kept.archive.revise(kept, marks)
            is_new = True
        budget = await self._spending.done(permit, drop.key, document.id, document.reading)
        if is_new:
            await self._open(kept)
            await self._watch(replace(kept, drop=drop))
            await self._note(drop, READ, kept.id, read_facts(kept))
        else:
            await self._note(drop, "document.seen", kept.id, {})
        told = budget.facts() if budget else {}
        outcome: Facts = {"document": kept.id, "seen": not is_new, **told}
        if not is_new or not document.reading.parts:
            return outcome
        parts = ",".join(map(written, document.reading.parts))
        for part in part_jobs(job, parts):
            # From here on whoever forgets the file takes these jobs out too.
            await self._kept.archive.arrived(drop_of(part), None)
        return {**outcome, "parts": parts}

    async def _open(self, document: Document) -> None:
        """Let people decide on a document, where it is one that is paid."""
        if document.reading.invoice is not None:
            review = opened(document.tenant, document.id, document.reading, self._clock.now())
            await self._kept.reviews.open(review)
            taught = lessons(document.reading, review.state)
            await self._kept.vendors.learn(document.tenant, document.id, taught, review.since)

    async def _watch(self, document: Document) -> None:
        """Let people be reminded of what a contract is due for, unless that is over already."""
        contract = document.reading.contract
        if contract is None:
            return
        due = outlook_of(document.drop, self._zone).ahead(contract)
        if due is not None:
            await self._kept.deadlines.keep(Deadline(document.tenant, document.id, due))

    async def _note(self, drop: Drop, action: str, subject: str, detail: Facts) -> None:
        actor = person_id(drop.place.platform, drop.user)
        await self._kept.audit.append(
            drop.place.tenant, actor=actor, action=action, subject=subject, detail=detail
        )


def _scan(fetched: Facts) -> Scan:
    return "clean" if fetched.get("scan") == "clean" else "not_configured"


def _is_unread(document: Document) -> bool:
    """Tell a contract of whose terms nothing was read: a Clerk may have kept it that read none."""
    return document.reading.kind == "contract" and document.reading.contract is None


def _told_apart(reading: Reading, part: str, parts: str) -> Reading:
    """Say of one of several documents in a file that it is one."""
    own = stretch_of(part)
    if own is None:
        return reading
    every = [pages for one in parts.split(",") if (pages := stretch_of(one))]
    return told_apart(reading, own, every)
