"""The Vouching port in SQL: what is kept of documents, held against the audit log."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession

from bot.ledger.audit import SqlAudit
from bot.ledger.database import Database
from bot.ledger.reviews import SqlReviews
from bot.ledger.tables import DocumentRow, ReviewRow, RevisionRow
from handlers.verdicts import Review
from handlers.vouching import Entry, doubt, lives
from pipelines.document.model import Reading

ALL = "*"
_AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class Doubt:
    """A document that is not kept as the log says; '*' for all of a tenant."""

    tenant: str
    document_id: str
    why: str


class SqlVouching:
    """Holds reviews, their acts and the revisions of documents against the audit log."""

    def __init__(self, database: Database, audit: SqlAudit) -> None:
        self._database = database
        self._audit = audit
        self._reviews = SqlReviews(database)

    async def doubted(self, tenant: str, documents: Collection[str]) -> Collection[str]:
        """Give those of `documents` that stand otherwise than the log says, as far as it is whole.

        None of those that have no review is among them.
        """
        found = await self._doubts(tenant, sorted(documents))
        if any(one.document_id == ALL for one in found):
            return frozenset(documents)
        return frozenset(one.document_id for one in found)

    async def doubts(self, tenant: str | None = None) -> Sequence[Doubt]:
        """Give all that is not as the log says, of a tenant or of all."""
        async with self._database.snapshot() as moment:
            with self._database.joined(moment):
                found = []
                for name in await _tenants(moment) if tenant is None else [tenant]:
                    reviewed = sa.select(DocumentRow.id).where(DocumentRow.tenant == name)
                    documents = (await moment.scalars(reviewed.order_by(DocumentRow.id))).all()
                    found += await self._doubts(name, documents)
        return found

    async def _doubts(self, tenant: str, documents: Sequence[str]) -> list[Doubt]:
        told = lives(await self._audit.entries(tenant))
        found = []
        async with self._database.reading() as session:
            for start in range(0, len(documents), _AT_ONCE):
                some = documents[start : start + _AT_ONCE]
                try:
                    reviews = await self._reviews.of(tenant, some)
                    readings = await _readings(session, tenant, some)
                except (ValueError, ArithmeticError, LookupError, sa.exc.DBAPIError):
                    return [Doubt(tenant, ALL, "what is kept of documents cannot be read")]
                found += list(_held(tenant, some, reviews, readings, told))
        return found


def _held(
    tenant: str,
    documents: Sequence[str],
    reviews: Mapping[str, Review],
    readings: Mapping[str, Mapping[int, Reading]],
    told: Mapping[str, Sequence[Entry]],
) -> Iterator[Doubt]:
    for document in documents:
        review, life = reviews.get(document), told.get(document, ())
        if review is not None:
            why = doubt(review, readings.get(document, {}), life)
        else:
            why = "what people did to it was taken out" if len(life) > 1 else None
        if why is not None:
            yield Doubt(tenant, document, why)


async def _readings(
    session: AsyncSession, tenant: str, documents: Sequence[str]
) -> Mapping[str, Mapping[int, Reading]]:
    row = RevisionRow
    kept = sa.select(row.document_id, row.revision, row.reading).where(
        row.tenant == tenant, row.document_id.in_(documents)
    )
    found: dict[str, dict[int, Reading]] = {}
    for document, revision, reading in await session.execute(kept):
        found.setdefault(document, {})[revision] = Reading.model_validate_json(reading)
    return found


async def _tenants(session: AsyncSession) -> Sequence[str]:
    kept = sa.union(sa.select(ReviewRow.tenant), sa.select(DocumentRow.tenant))
    return sorted(await session.scalars(kept))
