"""The Reviews port in SQL: where documents stand with people, decided once whoever writes."""

from collections import defaultdict
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import asdict
from datetime import date, datetime
from decimal import Decimal

import sqlalchemy as sa
from sqlalchemy.dialects.sqlite import insert
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import InstrumentedAttribute

from bot.ledger.database import UNSYNCHRONISED, Database
from bot.ledger.drops import arrivals
from bot.ledger.tables import ActRow, DocumentRow, ReviewRow
from handlers.ports import Drop
from handlers.verdicts import Act, Case, Review, Summary

_DECIDED = ("approved", "rejected")


class SqlReviews:
    """One row for each document that people decide on, and one for each act, by tenant."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def open(self, review: Review) -> None:
        """Keep the review of a new document; harmless when there is one.

        Raises ValueError when somebody has acted on it: those acts are kept by `move`.
        """
        if review.acts:
            raise ValueError(f"the review of {review.document_id!r} is not a new one")
        whose = {"tenant": review.tenant, "document_id": review.document_id}
        row = insert(ReviewRow).values(**whose, **_values(review), shown=0)
        async with self._database.session() as session:
            await session.execute(row.on_conflict_do_nothing())

    async def case(self, tenant: str, document_id: str) -> Case | None:
        """Give the review of a document with its arrivals."""
        cases = await self._cases(tenant, ReviewRow.document_id == document_id)
        return cases[0] if cases else None

    @asynccontextmanager
    async def holding(self, tenant: str, document_id: str) -> AsyncIterator[Case | None]:
        """Give the same in a transaction of its own that nobody else can act in."""
        async with self._database.transaction():
            # A write that changes nothing takes the write lock before anything is read.
            claim = sa.update(ReviewRow).where(_named(tenant, document_id))
            async with self._database.session() as session:
                await session.execute(
                    claim.values(version=ReviewRow.version), execution_options=UNSYNCHRONISED
                )
            yield await self.case(tenant, document_id)

    async def move(self, before: Review, after: Review) -> bool:
        """Let `after`, which has one act more, take the place of `before`.

        False when somebody was first. Raises ValueError when `after` does not follow.
        """
        if not _follows(before, after):
            raise ValueError(f"no step from version {before.version} of {before.document_id!r}")
        stands = sa.and_(
            _named(before.tenant, before.document_id),
            ReviewRow.revision == before.revision,
            ReviewRow.state == before.state,
            ReviewRow.version == before.version,
        )
        step = sa.update(ReviewRow).where(stands).values(_values(after))
        async with self._database.session() as session:
            taken = await session.execute(
                step.returning(ReviewRow.version), execution_options=UNSYNCHRONISED
            )
            if taken.first() is None:
                return False
            await session.execute(insert(ActRow).values(_newest_act(after)))
            return True

    async def waiting(self, tenant: str) -> Sequence[Case]:
        """Give all that are pending, the oldest first."""
        return await self._cases(tenant, ReviewRow.state == "pending")

    async def closed(self, tenant: str, first: datetime, end: datetime) -> Sequence[Case]:
        """Give what was decided, or passed, at or after `first` and before `end`."""
        return await self._cases(
            tenant,
            ReviewRow.state.in_(("passed", *_DECIDED)),
            ReviewRow.since >= first,
            ReviewRow.since < end,
        )

    async def issued(self, tenant: str, first: date, last: date) -> Sequence[Case]:
        """Give the reviews of documents issued from `first` to `last`, in any state."""
        issued = ReviewRow.issue_date
        return await self._cases(tenant, issued >= first, issued <= last, by=issued)

    async def undated(self, tenant: str) -> Sequence[Case]:
        """Give the reviews of documents that state no day of issue, in any state."""
        return await self._cases(tenant, ReviewRow.issue_date.is_(None))

    async def of(self, tenant: str, documents: Sequence[str]) -> Mapping[str, Review]:
        """Give the reviews of those of `documents` that have one, by document."""
        cases = await self._cases(tenant, ReviewRow.document_id.in_(documents))
        return {case.review.document_id: case.review for case in cases}

    async def unshown(self) -> Sequence[tuple[str, str, int]]:
        """Give tenant, document and version of those that `shown` was not called for."""
        row = ReviewRow
        behind = sa.select(row.tenant, row.document_id, row.version).where(row.shown < row.version)
        async with self._database.session() as session:
            found = await session.execute(behind.order_by(row.tenant, row.since, row.document_id))
            return [(tenant, id_, version) for tenant, id_, version in found]

    async def shown(self, tenant: str, document_id: str, version: int) -> None:
        """Note that the cards tell `version`; an older one than is noted changes nothing."""
        newer = sa.update(ReviewRow).where(_named(tenant, document_id), ReviewRow.shown < version)
        async with self._database.session() as session:
            await session.execute(newer.values(shown=version), execution_options=UNSYNCHRONISED)

    async def _cases(
        self,
        tenant: str,
        *which: sa.ColumnElement[bool],
        by: InstrumentedAttribute[date | None] | None = None,
    ) -> list[Case]:
        theirs = sa.and_(ReviewRow.tenant == tenant, *which)
        order = [*([] if by is None else [by]), ReviewRow.since, ReviewRow.document_id]
        reviewed = sa.select(ReviewRow.document_id).where(theirs)
        documents = sa.and_(DocumentRow.tenant == tenant, DocumentRow.id.in_(reviewed))
        async with self._database.reading() as session:
            chosen = sa.select(ReviewRow).where(theirs).order_by(*order)
            fresh = {"populate_existing": True}
            rows = (await session.scalars(chosen, execution_options=fresh)).all()
            acts = await _acts(session, theirs)
            drops = await arrivals(session, documents)
        return [_case(row, acts, drops) for row in rows]


def _named(tenant: str, document_id: str) -> sa.ColumnElement[bool]:
    return sa.and_(ReviewRow.tenant == tenant, ReviewRow.document_id == document_id)


def _case(
    row: ReviewRow,
    acts: Mapping[tuple[str, str], tuple[Act, ...]],
    drops: Mapping[tuple[str, str], tuple[Drop, ...]],
) -> Case:
    key = (row.tenant, row.document_id)
    return Case(_review(row, acts.get(key, ())), drops.get(key, ()))


def _follows(before: Review, after: Review) -> bool:
    return (
        (after.tenant, after.document_id) == (before.tenant, before.document_id)
        and after.version == before.version + 1
        and len(after.acts) == len(before.acts) + 1
        and after.acts[:-1] == before.acts
    )


def _values(review: Review) -> dict[str, object]:
    summary = asdict(review.summary)
    total = review.summary.total
    return {
        "revision": review.revision,
        "state": review.state,
        "since": review.since,
        "version": review.version,
        **summary,
        "total": None if total is None else str(total),
    }


def _newest_act(review: Review) -> dict[str, object]:
    return {
        "tenant": review.tenant,
        "document_id": review.document_id,
        "ordinal": len(review.acts) - 1,
        "final": review.state in _DECIDED,
        **asdict(review.acts[-1]),
    }


async def _acts(
    session: AsyncSession, which: sa.ColumnElement[bool]
) -> Mapping[tuple[str, str], tuple[Act, ...]]:
    theirs = sa.and_(ActRow.tenant == ReviewRow.tenant, ActRow.document_id == ReviewRow.document_id)
    statement = sa.select(ActRow).join(ReviewRow, theirs).where(which).order_by(ActRow.ordinal)
    found = defaultdict[tuple[str, str], list[Act]](list)
    for row in await session.scalars(statement):
        act = Act(row.person, row.verdict, row.revision, row.at, row.reason)
        found[row.tenant, row.document_id].append(act)
    return {review: tuple(acts) for review, acts in found.items()}


def _review(row: ReviewRow, acts: tuple[Act, ...]) -> Review:
    return Review(
        tenant=row.tenant,
        document_id=row.document_id,
        revision=row.revision,
        state=row.state,
        since=row.since,
        summary=Summary(
            vendor=row.vendor,
            issue_date=row.issue_date,
            currency=row.currency,
            total=None if row.total is None else Decimal(row.total),
            errors=row.errors,
        ),
        acts=acts,
        version=row.version,
    )
