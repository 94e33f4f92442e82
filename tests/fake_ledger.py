"""In-memory ports of what is kept, and makers of things to keep."""

import asyncio
import hashlib
import itertools
from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path

from handlers.chat import MessageRef, Place
from handlers.marks import head
from handlers.ports import (
    MOST_ALIKE,
    Document,
    Drop,
    Facts,
    Job,
    Marks,
    Stored,
    TooLarge,
)
from handlers.runs import Run
from pipelines.document.model import Reading
from pipelines.usage import Usage
from tests.fake_runs import FakeRuns

MORNING = datetime(2026, 11, 22, 8, 0, tzinfo=UTC)


def a_drop(tenant: str, file: str, *, name: str = "acme.pdf", minutes: int = 0) -> Drop:
    """Make an arrival of `file`, so many minutes after MORNING."""
    place = Place("local", tenant, "general", f"thread of {file}")
    received_at = MORNING + timedelta(minutes=minutes)
    return Drop(f"local:{tenant}:general:{file}", place, "eva", file, name, received_at)


def a_reading(**changes: object) -> Reading:
    """Make a reading of nothing much."""
    reading = Reading(
        kind="invoice", reader="local", pages=1, usage=Usage(seconds=0.5, cost_usd=None)
    )
    return reading.model_copy(update=changes)


def a_document(drop: Drop, content: str, **changes: object) -> Document:
    """Make a document of `content` that `drop` brought."""
    sha256 = hashlib.sha256(content.encode()).hexdigest()
    document = Document(
        tenant=drop.place.tenant,
        id=f"D-{sha256[:10]}",
        sha256=sha256,
        media_type="application/pdf",
        size=len(content),
        drop=drop,
        revision=1,
        reading=a_reading(),
    )
    return replace(document, **changes)  # type: ignore[arg-type]  # the test's own business


def a_run(tenant: str, job: str, reader: str = "local", **changes: object) -> Run:
    """Make a run of MORNING that cost a tenth of a cent."""
    run = Run(
        tenant=tenant,
        job=job,
        document_id=None,
        reader=reader,
        model="m",
        started_at=MORNING,
        day=MORNING.date(),
        seconds=0.5,
        cost_usd=Decimal("0.0010"),
        outcome="clear",
    )
    return replace(run, **changes)  # type: ignore[arg-type]  # the test's own business


async def stream(*chunks: bytes) -> AsyncIterator[bytes]:
    """Give `chunks` as a stream."""
    for chunk in chunks:
        yield chunk


@dataclass
class FakeClock:
    """A clock that moves on by a second each time it is read."""

    seconds: "itertools.count[int]" = field(default_factory=itertools.count)

    def now(self) -> datetime:
        return MORNING + timedelta(seconds=next(self.seconds))


@dataclass
class StandingClock:
    """A clock that stands until it is moved."""

    time: datetime = MORNING

    def now(self) -> datetime:
        return self.time


@dataclass
class FakeQueue:
    """Remembers what was put and retried; a test says which jobs `failed`."""

    jobs: dict[str, Job] = field(default_factory=dict)
    failed: set[str] = field(default_factory=set)
    retried: list[str] = field(default_factory=list)

    async def put(self, job: Job) -> bool:
        return self.jobs.setdefault(job.key, job) is job

    async def forget(self, keys: Sequence[str]) -> int:
        self.failed.difference_update(keys)
        return len([key for key in keys if self.jobs.pop(key, None)])

    async def retry(self, key: str) -> bool:
        if key not in self.failed:
            return False
        self.failed.remove(key)
        self.retried.append(key)
        return True


@dataclass
class FakeStore:
    """Files in memory, by tenant and hash."""

    files: dict[tuple[str, str], bytes] = field(default_factory=dict)

    async def put(self, tenant: str, content: AsyncIterator[bytes], *, limit: int) -> Stored:
        whole = b""
        async for chunk in content:
            whole += chunk
            if len(whole) > limit:
                raise TooLarge
        sha256 = hashlib.sha256(whole).hexdigest()
        self.files[tenant, sha256] = whole
        return Stored(sha256, len(whole))

    async def keep(self, tenant: str, path: Path, sha256: str) -> None:
        self.files[tenant, sha256] = await asyncio.to_thread(path.read_bytes)

    async def open(self, tenant: str, sha256: str, start: int = 0) -> AsyncIterator[bytes]:
        yield self.files[tenant, sha256][start:]

    async def lay_out(self, tenant: str, sha256: str, path: Path) -> None:
        await asyncio.to_thread(path.write_bytes, self.files[tenant, sha256])

    async def remove(self, tenant: str, sha256: str) -> bool:
        return self.files.pop((tenant, sha256), None) is not None


@dataclass
class FakeLedger(FakeRuns):
    """The archive, the outbox and the runs over the tables that their erasure knows."""

    async def arrived(self, drop: Drop, document_id: str | None) -> None:
        where = (drop.place.tenant, drop.key)
        earlier, brought = self.drops.get(where, (drop, None))
        if brought is not None and document_id not in {brought, None}:
            raise ValueError(drop.key)
        self.drops[where] = (earlier, brought or document_id)

    async def document_of(self, drop: Drop) -> str | None:
        return self.drops.get((drop.place.tenant, drop.key), (drop, None))[1]

    async def fetched(self, drop: Drop, sha256: str | None) -> bool:
        where = (drop.place.tenant, drop.key)
        if where not in self.drops:
            return False
        self.contents.pop(where, None)
        if sha256 is not None:
            self.contents[where] = sha256
        return True

    async def brought_nothing(self, drop: Drop) -> bool:
        where = (drop.place.tenant, drop.key)
        return where not in self.contents and await self.document_of(drop) is None

    async def holds(self, tenant: str, sha256: str) -> bool:
        waiting = ((owner, content) for (owner, _), content in self.contents.items())
        shown = ((owner, one.sha256) for (owner, _), all_ in self.pictures.items() for one in all_)
        documents = ((one.tenant, one.sha256) for one in self._of(tenant))
        return (tenant, sha256) in {*waiting, *shown, *documents}

    async def add(self, document: Document, marks: Marks) -> Document:
        kept = await self.by_content(document.tenant, document.sha256, document.drop.part)
        kept = kept or document
        taken = await self.get(document.tenant, document.id)
        if taken is not None and taken.sha256 != document.sha256:
            raise ValueError(document.id)
        await self.arrived(document.drop, kept.id)
        where = (kept.tenant, kept.id)
        self.documents.setdefault(where, (kept, marks))
        self.revisions.setdefault(where, (kept,))
        return kept

    async def get(self, tenant: str, document_id: str) -> Document | None:
        found = self.documents.get((tenant, document_id))
        return found and found[0]

    async def by_content(self, tenant: str, sha256: str, part: str = "") -> Document | None:
        ours = (one for one in self._of(tenant) if (one.sha256, one.drop.part) == (sha256, part))
        return next(ours, None)

    async def alike(
        self, tenant: str, marks: Marks, *, besides: str | None = None
    ) -> Sequence[Document]:
        found = [
            (-len(marks & kept_by), document.drop.received_at, id_)
            for (owner, id_), (document, kept_by) in self.documents.items()
            if owner == tenant and marks & kept_by and id_ != besides
        ]
        kept = [self.documents[tenant, id_][0] for _, _, id_ in sorted(found)[:MOST_ALIKE]]
        heads = [replace(one, reading=head(one.reading)) for one in kept]
        return sorted(heads, key=lambda one: (one.drop.received_at, one.id))

    async def arrivals(self, tenant: str, document_id: str) -> tuple[Drop, ...]:
        return self.brought(tenant, document_id)

    async def revise(self, document: Document, marks: Marks) -> None:
        where = (document.tenant, document.id)
        kept = await self.get(*where)
        if kept is None or document.revision != kept.revision + 1:
            raise ValueError(document.id)
        revised = replace(kept, revision=document.revision, reading=document.reading)
        self.documents[where] = (revised, marks)
        self.revisions[where] += (revised,)

    async def sent(self, tenant: str, key: str) -> MessageRef | None:
        _, sent = self.outbox.get((tenant, key), ("", None))
        return sent if isinstance(sent, MessageRef) else None

    async def opening(self, place: Place, key: str, job: str | None) -> bool:
        if job is not None and (place.tenant, job) not in self.drops:
            raise KeyError(job)
        is_new = (place.tenant, key) not in self.outbox
        self.outbox.setdefault((place.tenant, key), (job or key, place))
        return is_new

    async def done(self, key: str, message: MessageRef) -> None:
        where = (message.place.tenant, key)
        job, _ = self.outbox[where]
        self.outbox[where] = (job, message)

    async def jobs_of(self, message: MessageRef) -> tuple[str, ...]:
        about = self.outbox.items()
        jobs = {job for (_, key), (job, sent) in about if sent == message and job != key}
        return tuple(sorted(jobs))


@dataclass
class FakeAudit:
    """Links in memory: tenant, actor, action, subject, detail."""

    links: list[tuple[str, str, str, str, Facts]] = field(default_factory=list)

    async def append(
        self, tenant: str, *, actor: str, action: str, subject: str, detail: Facts
    ) -> None:
        self.links.append((tenant, actor, action, subject, dict(detail)))

    async def count(self, tenant: str) -> int:
        """Give how many links a tenant's chain has."""
        return len([link for link in self.links if link[0] == tenant])
