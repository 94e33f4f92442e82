"""In-memory ports of what is kept, and makers of things to keep."""

import hashlib
import itertools
from collections.abc import AsyncIterator, Collection, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta

from handlers.chat import MessageRef, Place
from handlers.ports import (
    Document,
    Drop,
    Facts,
    Identity,
    Job,
    Run,
    Stored,
    TooLarge,
    Traces,
    Unsure,
)
from pipelines.document.model import Reading
from pipelines.usage import Usage

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
class FakeQueue:
    """Remembers what was put, and what was forgotten."""

    jobs: dict[str, Job] = field(default_factory=dict)

    async def put(self, job: Job) -> bool:
        return self.jobs.setdefault(job.key, job) is job

    async def forget(self, keys: Sequence[str]) -> int:
        return len([key for key in keys if self.jobs.pop(key, None)])


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

    async def open(self, tenant: str, sha256: str) -> AsyncIterator[bytes]:
        yield self.files[tenant, sha256]

    async def remove(self, tenant: str, sha256: str) -> bool:
        return self.files.pop((tenant, sha256), None) is not None


@dataclass
class FakeLedger:
    """The archive, the outbox, the runs and their erasure, over dicts keyed by tenant first."""

    drops: dict[tuple[str, str], tuple[Drop, str | None]] = field(default_factory=dict)
    contents: dict[tuple[str, str], str] = field(default_factory=dict)
    documents: dict[tuple[str, str], tuple[Document, Identity | None]] = field(default_factory=dict)
    outbox: dict[tuple[str, str], tuple[str, MessageRef | None]] = field(default_factory=dict)
    runs: dict[tuple[str, str, str], Run] = field(default_factory=dict)

    async def arrived(self, drop: Drop, document_id: str | None) -> None:
        where = (drop.place.tenant, drop.key)
        earlier, brought = self.drops.get(where, (drop, None))
        if brought is not None and document_id not in {brought, None}:
            raise ValueError(drop.key)
        self.drops[where] = (earlier, brought or document_id)

    async def fetched(self, drop: Drop, sha256: str | None) -> bool:
        where = (drop.place.tenant, drop.key)
        if where not in self.drops:
            return False
        self.contents.pop(where, None)
        if sha256 is not None:
            self.contents[where] = sha256
        return True

    async def holds(self, tenant: str, sha256: str) -> bool:
        waiting = ((owner, content) for (owner, _), content in self.contents.items())
        return (tenant, sha256) in waiting or await self.by_content(tenant, sha256) is not None

    async def add(self, document: Document, identity: Identity | None) -> Document:
        kept = await self.by_content(document.tenant, document.sha256) or document
        taken = await self.get(document.tenant, document.id)
        if taken is not None and taken.sha256 != document.sha256:
            raise ValueError(document.id)
        await self.arrived(document.drop, kept.id)
        self.documents.setdefault((kept.tenant, kept.id), (kept, identity))
        return kept

    async def get(self, tenant: str, document_id: str) -> Document | None:
        found = self.documents.get((tenant, document_id))
        return found and found[0]

    async def by_content(self, tenant: str, sha256: str) -> Document | None:
        return next((one for one in self._of(tenant) if one.sha256 == sha256), None)

    async def by_identity(self, tenant: str, identity: Identity) -> Document | None:
        twins = [
            document
            for (owner, _), (document, known_by) in self.documents.items()
            if owner == tenant and known_by == identity
        ]
        return min(twins, key=lambda one: (one.drop.received_at, one.id), default=None)

    async def sent(self, tenant: str, key: str) -> MessageRef | None:
        return self.outbox.get((tenant, key), ("", None))[1]

    async def opening(self, tenant: str, key: str, job: str) -> bool:
        is_new = (tenant, key) not in self.outbox
        self.outbox.setdefault((tenant, key), (job, None))
        return is_new

    async def done(self, key: str, message: MessageRef) -> None:
        where = (message.place.tenant, key)
        job, _ = self.outbox[where]
        self.outbox[where] = (job, message)

    async def record(self, run: Run) -> None:
        self.runs[run.tenant, run.job, run.reader] = run

    async def traces(self, tenant: str, file: str) -> Traces | None:
        ours = {key: found for key, found in self.drops.items() if key[0] == tenant}
        brought = {document for drop, document in ours.values() if drop.file == file} - {None}
        ids = {one.id for one in self._of(tenant) if one.id == file or one.id in brought}
        drops = [drop for drop, document in ours.values() if drop.file == file or document in ids]
        if not drops:
            return None
        jobs = {drop.key: drop.place for drop in drops}
        outbox = [
            (key, job, sent)
            for (owner, key), (job, sent) in self.outbox.items()
            if owner == tenant and job in jobs
        ]
        return Traces(
            rows=self._counts(tenant, ids, list(jobs)),
            jobs=tuple(jobs),
            files=tuple(sorted(self._files(tenant, ids, set(jobs)))),
            messages=tuple(sent for _, _, sent in outbox if sent),
            unsure=tuple(Unsure(jobs[job], key) for key, job, sent in outbox if not sent),
            uploads=tuple((drop.place.platform, drop.file) for drop in drops),
        )

    async def erase(self, tenant: str, file: str) -> Traces | None:
        traces = await self.traces(tenant, file)
        if traces is None:
            return None
        brought = {self.drops.pop((tenant, key))[1] for key in traces.jobs}
        for key in traces.jobs:
            self.contents.pop((tenant, key), None)
        for id_ in brought - {None}:
            self.documents.pop((tenant, str(id_)), None)
        for message in self._messages(tenant, traces.jobs):
            del self.outbox[message]
        for run in self._runs(tenant, traces.jobs, brought):
            del self.runs[run]
        return traces

    async def scrub(self) -> bool:
        return True

    def _of(self, tenant: str) -> list[Document]:
        return [one for (owner, _), (one, _) in self.documents.items() if owner == tenant]

    def _files(self, tenant: str, ids: set[str], jobs: set[str]) -> set[str]:
        ours, others = set[str](), set[str]()
        for (owner, key), content in self.contents.items():
            if owner == tenant:
                (ours if key in jobs else others).add(content)
        for one in self._of(tenant):
            (ours if one.id in ids else others).add(one.sha256)
        return ours - others

    def _messages(self, tenant: str, jobs: Sequence[str]) -> list[tuple[str, str]]:
        return [key for key, (job, _) in self.outbox.items() if key[0] == tenant and job in jobs]

    def _runs(
        self, tenant: str, jobs: Sequence[str], ids: Collection[str | None]
    ) -> list[tuple[str, str, str]]:
        return [
            key
            for key, run in self.runs.items()
            if key[0] == tenant and (run.job in jobs or (run.document_id or "") in ids)
        ]

    def _counts(self, tenant: str, ids: set[str], jobs: Sequence[str]) -> dict[str, int]:
        documents = [one for one in self._of(tenant) if one.id in ids]
        return {
            "findings": sum(len(one.reading.findings) for one in documents),
            "revisions": len(documents),
            "documents": len(documents),
            "runs": len(self._runs(tenant, jobs, ids)),
            "outbox": len(self._messages(tenant, jobs)),
            "drops": len(jobs),
        }


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
