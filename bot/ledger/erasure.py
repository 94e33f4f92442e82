"""The Erasure port in SQL: all that is kept of one dropped file, and taking it out."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import InstrumentedAttribute

from bot.ledger.book_rows import TeamsFileRow, TeamsMessageRow, about, had_by
from bot.ledger.database import UNSYNCHRONISED, Database
from bot.ledger.deadlines import DeadlineRow
from bot.ledger.huddle_rows import reports_of, rows_of
from bot.ledger.meeting_rows import MeetingRow, PassageRow, PictureRow, PieceRow, WrittenRow
from bot.ledger.outbox import message_of, place_of
from bot.ledger.run_rows import RunRow
from bot.ledger.tables import (
    ActRow,
    DocumentRow,
    DropRow,
    FindingRow,
    LessonRow,
    MarkRow,
    OutboxRow,
    ReviewRow,
    RevisionRow,
    Tenanted,
)
from bot.ledger.tasks import TaskRow
from handlers.chat import Place
from handlers.erasure import Traces, Unsure
from handlers.meetings.records import jobs_of
from handlers.tasks.records import tells_of
from handlers.threads import refresh_job


@dataclass(frozen=True, slots=True)
class Scope:
    """Documents and meetings of a tenant, with arrivals of theirs and the messages about these.

    `refreshes` are the keys of all jobs that ever let the documents' cards tell what people did,
    and of those that read the meetings. `reopened` are meetings that stay, with the files that came
    by the arrivals `left`, and of which nothing is known any more.
    """

    tenant: str
    documents: Sequence[str]
    meetings: Sequence[str]
    drops: Sequence[DropRow]
    outbox: Sequence[OutboxRow]
    refreshes: Sequence[str]
    reopened: Sequence[str] = ()
    left: Sequence[str] = ()

    @property
    def jobs(self) -> list[str]:
        """The jobs that read the file, once for each arrival."""
        return [drop.key for drop in self.drops]

    @property
    def told(self) -> list[str]:
        """The arrivals of which people were told something that goes."""
        return [*self.jobs, *self.left]

    @property
    def known(self) -> list[str]:
        """The meetings of which all that was made goes."""
        return [*self.meetings, *self.reopened]

    def unsure(self) -> Iterator[Unsure]:
        """Where to look for what may have been posted: where it was to go, or in the thread."""
        threads = {
            drop.key: Place(drop.platform, drop.tenant, drop.channel, drop.thread)
            for drop in self.drops
        }
        for row in self.outbox:
            if message_of(row) is None:
                yield Unsure(place_of(row) or threads[row.job], row.key)

    def rows(self) -> dict[type[Tenanted], sa.ColumnElement[bool]]:
        """Which rows of which tables they are, referrers first.

        Only acts come after what they refer to: they go with their review, and not before.
        """
        documents, meetings, jobs = self.documents, self.meetings, self.jobs
        # What hearing and writing cost is told of the meeting, in the place of a document.
        of = [*documents, *self.known]
        worked = sa.or_(RunRow.job.in_([*jobs, *self.refreshes]), RunRow.document_id.in_(of))
        return {
            TaskRow: TaskRow.meeting_id.in_(self.known),
            WrittenRow: WrittenRow.meeting_id.in_(self.known),
            PassageRow: PassageRow.meeting_id.in_(self.known),
            PictureRow: PictureRow.meeting_id.in_(self.known),
            PieceRow: PieceRow.drop_key.in_(jobs),
            **rows_of(self.tenant, meetings),
            MeetingRow: MeetingRow.id.in_(meetings),
            ReviewRow: ReviewRow.document_id.in_(documents),
            ActRow: ActRow.document_id.in_(documents),
            DeadlineRow: DeadlineRow.document_id.in_(documents),
            LessonRow: LessonRow.document_id.in_(documents),
            MarkRow: MarkRow.document_id.in_(documents),
            FindingRow: FindingRow.document_id.in_(documents),
            RevisionRow: RevisionRow.document_id.in_(documents),
            DocumentRow: DocumentRow.id.in_(documents),
            RunRow: worked,
            TeamsMessageRow: about(OutboxRow.tenant == self.tenant, OutboxRow.job.in_(self.told)),
            TeamsFileRow: had_by(self.tenant, jobs),
            OutboxRow: OutboxRow.job.in_(self.told),
            DropRow: DropRow.key.in_(jobs),
        }


class SqlErasure:
    """Erases what concerns one file, of one tenant."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def traces(self, tenant: str, file: str) -> Traces | None:
        """Give what is kept of a file; None when nothing is."""
        async with self._database.session() as session:
            scope = await _scope(session, tenant, file)
            return None if scope is None else await traces_of(session, scope)

    async def erase(self, tenant: str, file: str) -> Traces | None:
        """Erase the rows of a file and give what they were; None when there are none."""
        async with self._database.session() as session:
            # A write that changes nothing takes the write lock, so that nothing can be added
            # between looking and erasing.
            named = (DropRow.tenant == tenant, DropRow.file == file)
            claim = sa.update(DropRow).where(*named).values(file=file)
            await session.execute(claim, execution_options=UNSYNCHRONISED)
            scope = await _scope(session, tenant, file)
            if scope is None:
                return None
            traces = await traces_of(session, scope)
            await delete(session, scope)
            return traces

    async def scrub(self) -> bool:
        """Overwrite what was erased wherever the storage still holds it; False: try later."""
        return await self._database.scrub()

    async def empty_log(self) -> bool:
        """Leave no earlier state of what was erased in the storage's log; False: try later."""
        return await self._database.empty_log()


async def _scope(session: AsyncSession, tenant: str, file: str) -> Scope | None:
    named = sa.and_(DropRow.tenant == tenant, DropRow.file == file)
    brought = sa.select(DropRow.document_id).where(named, DropRow.document_id.is_not(None))
    content = sa.select(DocumentRow.sha256).where(
        DocumentRow.tenant == tenant, sa.or_(DocumentRow.id == file, DocumentRow.id.in_(brought))
    )
    # All that a file holds: its pages are in the store as long as one document needs them.
    found = sa.select(DocumentRow.id).where(
        DocumentRow.tenant == tenant, DocumentRow.sha256.in_(content)
    )
    documents = (await session.scalars(found)).all()
    meetings = await _meetings(session, tenant, file)
    ours = DropRow.document_id.in_(documents)
    files = sa.select(DropRow.file).where(DropRow.tenant == tenant, ours)
    unread = sa.and_(DropRow.document_id.is_(None), DropRow.file.in_(files))
    pieces = sa.select(PieceRow.drop_key).where(
        PieceRow.tenant == tenant, PieceRow.meeting_id.in_(meetings)
    )
    arrivals = sa.select(DropRow).where(
        DropRow.tenant == tenant,
        sa.or_(DropRow.file == file, ours, unread, DropRow.key.in_(pieces)),
    )
    drops = (await session.scalars(arrivals)).all()
    return await scope_of(session, tenant, drops, documents, Gone(meetings)) if drops else None


async def _meetings(session: AsyncSession, tenant: str, file: str) -> Sequence[str]:
    """Give the meetings that have a file, or that are named so."""
    named = sa.select(DropRow.key).where(DropRow.tenant == tenant, DropRow.file == file)
    row = PieceRow
    meant = sa.or_(row.meeting_id == file, row.drop_key.in_(named))
    found = sa.select(row.meeting_id).where(row.tenant == tenant, meant).distinct()
    return (await session.scalars(found)).all()


@dataclass(frozen=True, slots=True)
class Gone:
    """Meetings that go, and those that stay with the files that came by the arrivals `left`."""

    meetings: Sequence[str]
    reopened: Sequence[str] = ()
    left: Sequence[str] = ()


async def scope_of(
    session: AsyncSession,
    tenant: str,
    drops: Sequence[DropRow],
    documents: Sequence[str],
    gone: Gone,
) -> Scope:
    """Give what goes with these arrivals, documents and meetings."""
    keys = [*(drop.key for drop in drops), *gone.left]
    messages = sa.select(OutboxRow).where(OutboxRow.tenant == tenant, OutboxRow.job.in_(keys))
    outbox = (await session.scalars(messages)).all()
    jobs = [
        *await _refreshes(session, tenant, documents),
        *await _meeting_jobs(session, tenant, [*gone.meetings, *gone.reopened]),
    ]
    left = gone.reopened, gone.left
    return Scope(tenant, documents, gone.meetings, drops, outbox, jobs, *left)


async def delete(session: AsyncSession, scope: Scope) -> None:
    """Delete the rows of a scope, in the transaction in progress."""
    for table, which in scope.rows().items():
        rows = sa.delete(table).where(table.tenant == scope.tenant, which)
        await session.execute(rows, execution_options=UNSYNCHRONISED)


async def _refreshes(session: AsyncSession, tenant: str, documents: Sequence[str]) -> list[str]:
    """Give the keys of all jobs that ever let the cards of documents tell what people did."""
    versions = sa.select(ReviewRow.document_id, ReviewRow.version).where(
        ReviewRow.tenant == tenant, ReviewRow.document_id.in_(documents)
    )
    return [
        refresh_job(tenant, document_id, version).key
        for document_id, newest in await session.execute(versions)
        for version in range(1, newest + 1)
    ]


async def _meeting_jobs(session: AsyncSession, tenant: str, meetings: Sequence[str]) -> list[str]:
    row = MeetingRow
    found = sa.select(row.id, row.run, row.revision).where(
        row.tenant == tenant, row.id.in_(meetings)
    )
    read = [key for one in await session.execute(found) for key in jobs_of(*one)]
    task = TaskRow
    told = sa.select(task.id, task.revision).where(
        task.tenant == tenant, task.meeting_id.in_(meetings)
    )
    read += await reports_of(session, tenant, meetings)
    return [*read, *(key for one in await session.execute(told) for key in tells_of(*one))]


async def traces_of(session: AsyncSession, scope: Scope) -> Traces:
    """Give what the rows of a scope tell, and what is kept of them elsewhere."""
    messages = [message_of(row) for row in scope.outbox]
    counts = {
        table.__tablename__: await _count(session, scope.tenant, table, which)
        for table, which in scope.rows().items()
    }
    return Traces(
        rows=counts,
        jobs=(*scope.jobs, *scope.refreshes),
        files=tuple(await _files(session, scope)),
        messages=tuple(message for message in messages if message is not None),
        unsure=tuple(scope.unsure()),
        uploads=tuple((drop.platform, drop.file) for drop in scope.drops),
        documents=tuple(scope.documents),
        meetings=tuple(scope.meetings),
    )


async def _count(
    session: AsyncSession, tenant: str, table: type[Tenanted], which: sa.ColumnElement[bool]
) -> int:
    rows = sa.select(sa.func.count()).select_from(table).where(table.tenant == tenant, which)
    return await session.scalar(rows) or 0


async def _files(session: AsyncSession, scope: Scope) -> list[str]:
    """Give the hashes of what this file, and no other, keeps in the store."""
    document, drop, picture = DocumentRow, DropRow, PictureRow
    holders = (
        (picture.sha256, picture.tenant, picture.meeting_id.in_(scope.known)),
        (document.sha256, document.tenant, document.id.in_(scope.documents)),
        (drop.sha256, drop.tenant, drop.key.in_(scope.told)),
    )
    ours, shared = set[str](), set[str]()
    for content, tenant, own in holders:
        ours |= await _hashes(session, content, tenant == scope.tenant, own)
    for content, tenant, own in holders:
        others = (tenant == scope.tenant, sa.not_(own), content.in_(ours))
        shared |= await _hashes(session, content, *others)
    return sorted(ours - shared)


async def _hashes(
    session: AsyncSession,
    content: InstrumentedAttribute[str] | InstrumentedAttribute[str | None],
    *which: sa.ColumnElement[bool],
) -> set[str]:
    found = await session.scalars(sa.select(content).where(content.is_not(None), *which))
    return {sha256 for sha256 in found if sha256 is not None}
