"""The Archive port in SQL: arrivals, documents and their revisions."""

from collections.abc import Sequence

import sqlalchemy as sa
from sqlalchemy.dialects.sqlite import insert
from sqlalchemy.ext.asyncio import AsyncSession

from bot.ledger.database import UNSYNCHRONISED, Database
from bot.ledger.drops import arrivals, drop_of, link, remember
from bot.ledger.meeting_rows import PictureRow
from bot.ledger.tables import DocumentRow, DropRow, FindingRow, MarkRow, RevisionRow
from handlers.ports import MOST_ALIKE, Document, Drop, Marks
from pipelines.document.model import Reading

# What a reading has a lot of where a document is long, as paths of its JSON.
_BELOW_THE_HEAD = ("$.invoice.line_items", "$.evidence", "$.asides", "$.alternatives", "$.original")


class SqlArchive:
    """Documents and their revisions, each tenant on its own."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def arrived(self, drop: Drop, document_id: str | None) -> None:
        """Remember an arrival and, once it is known, which document it brought."""
        async with self._database.session() as session:
            await remember(session, drop)
            if document_id is not None:
                await link(session, drop, document_id)

    async def document_of(self, drop: Drop) -> str | None:
        """Give the id of the document that an arrival brought; None: none, or none yet."""
        which = (DropRow.tenant == drop.place.tenant, DropRow.key == drop.key)
        async with self._database.session() as session:
            return await session.scalar(sa.select(DropRow.document_id).where(*which))

    async def fetched(self, drop: Drop, sha256: str | None) -> bool:
        """Note what the store is to hold of an arrival; False when that is not known."""
        which = (DropRow.tenant == drop.place.tenant, DropRow.key == drop.key)
        async with self._database.session() as session:
            noted = await session.execute(
                sa.update(DropRow).where(*which).values(sha256=sha256).returning(DropRow.key),
                execution_options=UNSYNCHRONISED,
            )
            return noted.first() is not None

    async def brought_nothing(self, drop: Drop) -> bool:
        """Tell whether the store holds nothing of an arrival and no document came of it (yet)."""
        which = (DropRow.tenant == drop.place.tenant, DropRow.key == drop.key)
        some = sa.or_(DropRow.document_id.is_not(None), DropRow.sha256.is_not(None))
        async with self._database.session() as session:
            return await session.scalar(sa.select(DropRow.key).where(*which, some)) is None

    async def holds(self, tenant: str, sha256: str) -> bool:
        """Tell whether a document, an arrival or a meeting needs this file in the store."""
        documents = sa.select(DocumentRow.sha256).where(
            DocumentRow.tenant == tenant, DocumentRow.sha256 == sha256
        )
        arrivals = sa.select(DropRow.sha256).where(
            DropRow.tenant == tenant, DropRow.sha256 == sha256
        )
        pictures = sa.select(PictureRow.sha256).where(
            PictureRow.tenant == tenant, PictureRow.sha256 == sha256
        )
        async with self._database.session() as session:
            return await session.scalar(sa.union(documents, arrivals, pictures)) is not None

    async def add(self, document: Document, marks: Marks) -> Document:
        """Keep a document with its first revision and its marks; gives what is kept now.

        Raises ValueError when its id, or its arrival, belongs to other bytes.
        """
        async with self._database.session() as session:
            await remember(session, document.drop)
            is_new = await _insert(session, document)
            kept = await _find(
                session, document.tenant, *_content(document.sha256, document.drop.part)
            )
            if kept is None:
                raise ValueError(f"the id {document.id!r} belongs to other bytes")
            await link(session, document.drop, kept.id)
            if is_new:
                await _insert_revision(session, document)
                await _insert_marks(session, document, marks)
            return await _read(session, kept)

    async def get(self, tenant: str, document_id: str) -> Document | None:
        """Give a document with its newest revision."""
        return await self._one(tenant, DocumentRow.id == document_id)

    async def by_content(self, tenant: str, sha256: str, part: str = "") -> Document | None:
        """Give the document with these bytes, or of these pages of them."""
        return await self._one(tenant, *_content(sha256, part))

    async def alike(
        self, tenant: str, marks: Marks, *, besides: str | None = None
    ) -> Sequence[Document]:
        """Give the heads of MOST_ALIKE documents with most of these marks, the earliest first."""
        row, revision = MarkRow, RevisionRow
        ours = (row.tenant == tenant, row.mark.in_(marks))
        marked = sa.select(row.document_id).where(*ours)
        shared = sa.select(sa.func.count()).where(*ours, row.document_id == DocumentRow.id)
        which = (DocumentRow.id.in_(marked), DocumentRow.id.is_distinct_from(besides))
        newest = sa.and_(
            revision.tenant == DocumentRow.tenant,
            revision.document_id == DocumentRow.id,
            revision.revision == DocumentRow.revision,
        )
        statement = (
            _found(tenant, *which)
            .add_columns(DropRow, sa.func.json_remove(revision.reading, *_BELOW_THE_HEAD))
            .join(revision, newest)
            .order_by(None)
            .order_by(shared.scalar_subquery().desc(), DropRow.received_at, DocumentRow.id)
            .limit(MOST_ALIKE)
        )
        async with self._database.reading() as session:
            found = [_document(*one) for one in await session.execute(statement)]
        return sorted(found, key=lambda one: (one.drop.received_at, one.id))

    async def arrivals(self, tenant: str, document_id: str) -> tuple[Drop, ...]:
        """Give how a document arrived, the first arrival first."""
        which = sa.and_(DocumentRow.tenant == tenant, DocumentRow.id == document_id)
        async with self._database.session() as session:
            return (await arrivals(session, which)).get((tenant, document_id), ())

    async def revise(self, document: Document, marks: Marks) -> None:
        """Keep the next revision of a document, and the marks that it has from now on.

        Raises ValueError when it does not follow on the newest one.
        """
        row = DocumentRow
        newest = (row.tenant == document.tenant, row.id == document.id)
        following = sa.update(row).where(*newest, row.revision == document.revision - 1)
        ours = (MarkRow.tenant == document.tenant, MarkRow.document_id == document.id)
        async with self._database.session() as session:
            revised = await session.execute(
                following.values(revision=document.revision).returning(row.id),
                execution_options=UNSYNCHRONISED,
            )
            if revised.first() is None:
                raise ValueError(f"no revision {document.revision} can follow of {document.id!r}")
            await _insert_revision(session, document)
            await session.execute(sa.delete(MarkRow).where(*ours), execution_options=UNSYNCHRONISED)
            await _insert_marks(session, document, marks)

    async def _one(self, tenant: str, *which: sa.ColumnElement[bool]) -> Document | None:
        # At one moment: it may be forgotten between its row and its revision.
        async with self._database.reading() as session:
            row = await _find(session, tenant, *which)
            return None if row is None else await _read(session, row)


def _content(sha256: str, part: str) -> tuple[sa.ColumnElement[bool], ...]:
    return DocumentRow.sha256 == sha256, DocumentRow.part == part


async def _insert(session: AsyncSession, document: Document) -> bool:
    values = {
        "tenant": document.tenant,
        "id": document.id,
        "sha256": document.sha256,
        "media_type": document.media_type,
        "size": document.size,
        "drop_key": document.drop.key,
        "part": document.drop.part,
        "revision": document.revision,
    }
    # Of two that add the same bytes at once, the unique (tenant, sha256, part) lets one through.
    statement = insert(DocumentRow).values(values).on_conflict_do_nothing()
    return await session.scalar(statement.returning(DocumentRow.id)) is not None


async def _insert_marks(session: AsyncSession, document: Document, marks: Marks) -> None:
    whose = {"tenant": document.tenant, "document_id": document.id}
    rows = [{**whose, "mark": mark} for mark in sorted(marks)]
    if rows:
        await session.execute(insert(MarkRow), rows)


async def _insert_revision(session: AsyncSession, document: Document) -> None:
    where = {
        "tenant": document.tenant,
        "document_id": document.id,
        "revision": document.revision,
    }
    reading = document.reading.model_dump_json()
    await session.execute(insert(RevisionRow).values(**where, reading=reading))
    findings = [
        {
            **where,
            "ordinal": ordinal,
            "rule": finding.rule,
            "severity": finding.severity,
            "field": finding.field,
        }
        for ordinal, finding in enumerate(document.reading.findings)
    ]
    if findings:
        await session.execute(insert(FindingRow), findings)


async def _find(
    session: AsyncSession, tenant: str, *which: sa.ColumnElement[bool]
) -> DocumentRow | None:
    return await session.scalar(_found(tenant, *which).limit(1))


def _found(tenant: str, *which: sa.ColumnElement[bool]) -> sa.Select[DocumentRow]:
    """Look for documents, the earliest first."""
    first_arrival = sa.and_(
        DropRow.tenant == DocumentRow.tenant, DropRow.key == DocumentRow.drop_key
    )
    return (
        sa.select(DocumentRow)
        .join(DropRow, first_arrival)
        .where(DocumentRow.tenant == tenant, *which)
        .order_by(DropRow.received_at, DocumentRow.id)
        .execution_options(populate_existing=True)
    )


async def _read(session: AsyncSession, row: DocumentRow) -> Document:
    drop = await session.get_one(DropRow, (row.tenant, row.drop_key), populate_existing=True)
    revision = await session.get_one(RevisionRow, (row.tenant, row.id, row.revision))
    return _document(row, drop, revision.reading)


def _document(row: DocumentRow, drop: DropRow, reading: str) -> Document:
    return Document(
        tenant=row.tenant,
        id=row.id,
        sha256=row.sha256,
        media_type=row.media_type,
        size=row.size,
        drop=drop_of(drop),
        revision=row.revision,
        reading=Reading.model_validate_json(reading),
    )
