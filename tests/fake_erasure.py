"""The tables of the in-memory ledger, and the Erasure port over them."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from handlers.chat import MessageRef, Place
from handlers.deadlines import Deadline
from handlers.erasure import Traces, Unsure
from handlers.huddles.records import report_key
from handlers.meetings.records import Meeting, Passage, Picture, jobs_of
from handlers.ports import Document, Drop, Marks
from handlers.runs import Run
from handlers.tasks.records import Task, tells_of
from handlers.threads import refresh_job
from handlers.vendors import Lesson
from handlers.verdicts import Review
from pipelines.meeting.minutes import Minutes
from tests.fake_huddles import FakeHuddles


@dataclass
class Heard:
    """One window of one run, and what was listened to by whom."""

    run: int
    basis: str
    passage: Passage


@dataclass
class FakeErasure:
    """Everything that is kept, over dicts keyed by tenant first.

    `revisions` holds every revision of a document, `documents` the newest; `told` is the version
    of a review that its cards tell; `deadlines` holds what a document is due for, and whether that
    was told; `outbox` holds the job of a message, and the message or where
    it is to go; `pictures` tells of those of a meeting which are shown; `written` and
    `tasks` are of a meeting, the former by run.
    """

    drops: dict[tuple[str, str], tuple[Drop, str | None]] = field(default_factory=dict)
    contents: dict[tuple[str, str], str] = field(default_factory=dict)
    documents: dict[tuple[str, str], tuple[Document, Marks]] = field(default_factory=dict)
    revisions: dict[tuple[str, str], tuple[Document, ...]] = field(default_factory=dict)
    reviews: dict[tuple[str, str], Review] = field(default_factory=dict)
    told: dict[tuple[str, str], int] = field(default_factory=dict)
    outbox: dict[tuple[str, str], tuple[str, MessageRef | Place]] = field(default_factory=dict)
    lessons: dict[tuple[str, str], tuple[frozenset[Lesson], datetime]] = field(default_factory=dict)
    deadlines: dict[tuple[str, str], tuple[Deadline, bool]] = field(default_factory=dict)
    runs: dict[tuple[str, str, str], Run] = field(default_factory=dict)
    meetings: dict[tuple[str, str], Meeting] = field(default_factory=dict)
    passages: dict[tuple[str, str], list[Heard]] = field(default_factory=dict)
    pictures: dict[tuple[str, str], dict[Picture, bool]] = field(default_factory=dict)
    tasks: dict[tuple[str, str], list[Task]] = field(default_factory=dict)
    written: dict[tuple[str, str], dict[int, Minutes]] = field(default_factory=dict)
    huddles: FakeHuddles = field(default_factory=FakeHuddles)

    def brought(self, tenant: str, document_id: str) -> tuple[Drop, ...]:
        """Give how a document arrived: the arrival it was read by, then the others by time."""
        kept = self.documents.get((tenant, document_id))
        first = kept[0].drop.key if kept else None
        arrivals = [
            drop
            for (owner, _), (drop, document) in self.drops.items()
            if owner == tenant and document == document_id
        ]
        return tuple(sorted(arrivals, key=lambda one: (one.key != first, one.received_at, one.key)))

    async def traces(self, tenant: str, file: str) -> Traces | None:
        drops, ids = self._concerned(tenant, file)
        if not drops:
            return None
        jobs = [drop.key for drop in drops]
        outbox = [(key, self.outbox[tenant, key][1]) for _, key in self._messages(tenant, jobs)]
        return Traces(
            rows=self._counts(tenant, ids, jobs),
            jobs=(*jobs, *self._refreshes(tenant, ids)),
            files=tuple(sorted(self._files(tenant, ids, set(jobs)))),
            messages=tuple(sent for _, sent in outbox if isinstance(sent, MessageRef)),
            unsure=tuple(Unsure(to, key) for key, to in outbox if isinstance(to, Place)),
            uploads=tuple((drop.place.platform, drop.file) for drop in drops),
            documents=tuple(sorted(self._documents(tenant, ids))),
            meetings=tuple(sorted(ids - self._documents(tenant, ids))),
        )

    async def erase(self, tenant: str, file: str) -> Traces | None:
        traces = await self.traces(tenant, file)
        if traces is None:
            return None
        drops, ids = self._concerned(tenant, file)
        self._delete(tenant, ids, [drop.key for drop in drops])
        return traces

    def _delete(self, tenant: str, ids: Collection[str], jobs: Sequence[str]) -> None:
        worked = [*jobs, *self._refreshes(tenant, ids)]
        messages, runs = self._messages(tenant, jobs), self._runs(tenant, worked, ids)
        for key in jobs:
            del self.drops[tenant, key]
            self.contents.pop((tenant, key), None)
        for id_ in ids:
            for table in (
                self.documents, self.revisions, self.reviews, self.told, self.lessons,
                self.deadlines, self.meetings, self.passages, self.pictures, self.written,
                self.tasks,
            ):  # fmt: skip
                table.pop((tenant, id_), None)
        for room in self.huddles.of_meetings(tenant, ids):
            self.huddles.drop(tenant, room.id)
        for message in messages:
            del self.outbox[message]
        for run in runs:
            del self.runs[run]

    async def scrub(self) -> bool:
        return True

    async def empty_log(self) -> bool:
        return True

    def _concerned(self, tenant: str, file: str) -> tuple[list[Drop], set[str]]:
        ours = [found for (owner, _), found in self.drops.items() if owner == tenant]
        brought = {document for drop, document in ours if drop.file == file}
        contents = {one.sha256 for one in self._of(tenant) if one.id == file or one.id in brought}
        ids = {one.id for one in self._of(tenant) if one.sha256 in contents}
        files = {file} | {drop.file for drop, document in ours if document in ids}
        meetings = [
            one
            for (owner, _), one in self.meetings.items()
            if owner == tenant
            and (one.id == file or any(piece.drop.file == file for piece in one.pieces))
        ]
        pieces = {piece.drop.key for one in meetings for piece in one.pieces}
        concerned = [
            drop
            for drop, document in ours
            if drop.file == file
            or document in ids
            or (document is None and drop.file in files)
            or drop.key in pieces
        ]
        return concerned, ids | {one.id for one in meetings}

    def _documents(self, tenant: str, ids: Collection[str]) -> set[str]:
        return {one for one in ids if (tenant, one) in self.documents}

    def _refreshes(self, tenant: str, ids: Collection[str]) -> list[str]:
        reviews = [self.reviews[tenant, id_] for id_ in ids if (tenant, id_) in self.reviews]
        meetings = [self.meetings[tenant, id_] for id_ in ids if (tenant, id_) in self.meetings]
        return (
            [
                refresh_job(tenant, one.document_id, version).key
                for one in reviews
                for version in range(1, one.version + 1)
            ]
            + [key for one in meetings for key in jobs_of(one.id, one.run, one.revision)]
            + [
                key
                for one in meetings
                for task in self.tasks.get((tenant, one.id), ())
                for key in tells_of(task.id, task.revision)
            ]
            + [report_key(one.id) for one in self.huddles.of_meetings(tenant, ids)]
        )

    def _of(self, tenant: str) -> list[Document]:
        return [one for (owner, _), (one, _) in self.documents.items() if owner == tenant]

    def _files(self, tenant: str, ids: set[str], jobs: set[str]) -> set[str]:
        ours, others = set[str](), set[str]()
        for (owner, key), content in self.contents.items():
            if owner == tenant:
                (ours if key in jobs else others).add(content)
        for one in self._of(tenant):
            (ours if one.id in ids else others).add(one.sha256)
        for (owner, id_), pictures in self.pictures.items():
            if owner == tenant:
                (ours if id_ in ids else others).update(one.sha256 for one in pictures)
        return ours - others

    def _messages(self, tenant: str, jobs: Sequence[str]) -> list[tuple[str, str]]:
        return [key for key, (job, _) in self.outbox.items() if key[0] == tenant and job in jobs]

    def _runs(
        self, tenant: str, jobs: Sequence[str], ids: Collection[str]
    ) -> list[tuple[str, str, str]]:
        return [
            key
            for key, run in self.runs.items()
            if key[0] == tenant and (run.job in jobs or (run.document_id or "") in ids)
        ]

    def _counts(self, tenant: str, ids: set[str], jobs: Sequence[str]) -> dict[str, int]:
        documents = self._documents(tenant, ids)
        revisions = [one for id_ in documents for one in self.revisions[tenant, id_]]
        reviews = [self.reviews[tenant, id_] for id_ in ids if (tenant, id_) in self.reviews]
        worked = [*jobs, *self._refreshes(tenant, ids)]
        return {
            "acts": sum(len(one.acts) for one in reviews),
            "reviews": len(reviews),
            "findings": sum(len(one.reading.findings) for one in revisions),
            "revisions": len(revisions),
            "marks": sum(len(self.documents[tenant, id_][1]) for id_ in documents),
            "lessons": sum(len(self.lessons.get((tenant, id_), ((),))[0]) for id_ in ids),
            "deadlines": sum((tenant, id_) in self.deadlines for id_ in ids),
            "documents": len(documents),
            "meetings": len(ids - documents),
            "pieces": sum(
                piece.drop.key in jobs
                for (owner, _), one in self.meetings.items()
                for piece in one.pieces
                if owner == tenant
            ),
            "pictures": sum(len(self.pictures.get((tenant, id_), ())) for id_ in ids),
            "passages": sum(len(self.passages.get((tenant, id_), ())) for id_ in ids),
            "written": sum(len(self.written.get((tenant, id_), ())) for id_ in ids),
            "tasks": sum(len(self.tasks.get((tenant, id_), ())) for id_ in ids),
            **self.huddles.counts(tenant, ids),
            "runs": len(self._runs(tenant, worked, ids)),
            "outbox": len(self._messages(tenant, jobs)),
            "drops": len(jobs),
            "teams_messages": 0,  # of these a book of its own is kept
            "teams_files": 0,
        }
