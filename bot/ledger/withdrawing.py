"""The Withdrawing port in SQL: single arrivals, taken out of what is kept."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession

from bot.ledger.database import UNSYNCHRONISED, Database
from bot.ledger.drops import drop_of
from bot.ledger.erasure import Gone, delete, scope_of, traces_of
from bot.ledger.meeting_rows import PieceRow
from bot.ledger.outbox import message_of, place_of
from bot.ledger.parting import parted, reopen
from bot.ledger.tables import ActRow, DocumentRow, DropRow, OutboxRow, ReviewRow
from handlers.erasure import Traces
from handlers.withdrawals import Arrival, Withdrawn


class SqlWithdrawing:
    """Takes arrivals out; `keeps_passed`: what passed every check is held, as exports count it."""

    def __init__(self, database: Database, *, keeps_passed: bool) -> None:
        self._database = database
        self._keeps_passed = keeps_passed

    async def arrivals(
        self, tenant: str, *, file: tuple[str, str] | None = None, document: str | None = None
    ) -> Sequence[Arrival]:
        """Give the arrivals of a file, by its platform and its id there, or of what it brought."""
        pieces = sa.select(PieceRow.drop_key).where(
            PieceRow.tenant == tenant, PieceRow.meeting_id == document
        )
        named = [sa.or_(DropRow.document_id == document, DropRow.key.in_(pieces))]
        if file is not None:
            named = [DropRow.platform == file[0], DropRow.file == file[1]]
        found = sa.select(DropRow).where(DropRow.tenant == tenant, *named)
        in_order = found.order_by(DropRow.received_at, DropRow.key)
        fresh = in_order.execution_options(populate_existing=True)
        async with self._database.reading() as session:
            rows = (await session.scalars(fresh)).all()
            held = await self._held(session, tenant, _brought(rows))
        return [Arrival(drop_of(row), row.document_id, row.document_id in held) for row in rows]

    async def withdraw(self, tenant: str, keys: Sequence[str], at: datetime | None) -> Withdrawn:
        """Take the arrivals of `keys` out, in one transaction; those of held documents stay."""
        ours = (DropRow.tenant == tenant, DropRow.key.in_(keys))
        async with self._database.session() as session:
            # A write that changes nothing takes the write lock: nobody decides in between.
            claim = sa.update(DropRow).where(*ours).values(tenant=tenant)
            await session.execute(claim, execution_options=UNSYNCHRONISED)
            found = sa.select(DropRow).where(*ours).execution_options(populate_existing=True)
            rows = (await session.scalars(found)).all()
            held = await self._held(session, tenant, _brought(rows))
            if at is not None:
                await _mark(session, [row for row in rows if row.document_id in held], at)
            going = [row for row in rows if row.document_id not in held]
            shared = await _hand_over(session, tenant, going)
            gone = await parted(session, tenant, [row.key for row in going])
            traces = await _take_out(session, tenant, going, shared, gone)
            await reopen(session, tenant, gone)
        reopened = tuple(sorted(gone.reopened))
        return Withdrawn(traces, tuple(sorted(held)), tuple(sorted(shared)), reopened)

    async def _held(self, session: AsyncSession, tenant: str, documents: set[str]) -> set[str]:
        """Give those of `documents` that people decided on once, or that exports count."""
        acts = sa.select(ActRow.document_id).where(
            ActRow.tenant == tenant, ActRow.document_id.in_(documents), ActRow.final
        )
        passed = sa.select(ReviewRow.document_id).where(
            ReviewRow.tenant == tenant,
            ReviewRow.document_id.in_(documents),
            ReviewRow.state == "passed",
            sa.true() if self._keeps_passed else sa.false(),
        )
        return set(await session.scalars(acts.union(passed)))


def _brought(rows: Sequence[DropRow]) -> set[str]:
    return {row.document_id for row in rows if row.document_id is not None}


async def _mark(session: AsyncSession, rows: Sequence[DropRow], at: datetime) -> None:
    for row in rows:
        row.withdrawn_at = row.withdrawn_at or at
    await session.flush()


async def _hand_over(session: AsyncSession, tenant: str, going: Sequence[DropRow]) -> set[str]:
    """Give what other arrivals keep; where the first one goes, the next takes its place."""
    shared = set[str]()
    for document in sorted(_brought(going)):
        others = sa.select(DropRow).where(
            DropRow.tenant == tenant,
            DropRow.document_id == document,
            DropRow.key.not_in([row.key for row in going]),
        )
        heir = await session.scalar(others.order_by(DropRow.received_at, DropRow.key).limit(1))
        if heir is None:
            continue
        shared.add(document)
        kept = await session.get_one(DocumentRow, (tenant, document), populate_existing=True)
        first = next((row for row in going if row.key == kept.drop_key), None)
        if first is not None:
            kept.drop_key = heir.key
            await session.flush()
            await _bequeath(session, first, heir)
    return shared


async def _bequeath(session: AsyncSession, first: DropRow, heir: DropRow) -> None:
    """Let what was said of a document outside the thread of its first arrival be the next one's."""
    ours = (OutboxRow.tenant == first.tenant, OutboxRow.job == first.key)
    thread = (first.platform, first.channel, first.thread)
    for row in (await session.scalars(sa.select(OutboxRow).where(*ours))).all():
        elsewhere = place_of(row) is not None and (row.platform, row.channel, row.thread) != thread
        key = heir.key + row.key.removeprefix(first.key)
        if elsewhere and message_of(row) and row.key.startswith(f"{first.key}:"):
            taken = await session.get(OutboxRow, (row.tenant, key))
            if taken is None:
                row.key, row.job = key, heir.key
    await session.flush()


async def _take_out(
    session: AsyncSession, tenant: str, going: Sequence[DropRow], shared: set[str], gone: Gone
) -> Traces:
    documents = sorted(_brought(going) - shared)
    scope = await scope_of(session, tenant, going, documents, gone)
    traces = await traces_of(session, scope)
    await delete(session, scope)
    return replace(traces, uploads=await _left_by_all(session, tenant, traces.uploads))


async def _left_by_all(
    session: AsyncSession, tenant: str, uploads: Sequence[tuple[str, str]]
) -> tuple[tuple[str, str], ...]:
    """Give the dropped files of which no arrival is left, not even in another channel."""
    left = []
    for platform, file in dict.fromkeys(uploads):
        same = (DropRow.tenant == tenant, DropRow.platform == platform, DropRow.file == file)
        if await session.scalar(sa.select(DropRow.key).where(*same).limit(1)) is None:
            left.append((platform, file))
    return tuple(left)
