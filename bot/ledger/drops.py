"""Arrivals in SQL: rows of drops, and the same as plain values."""

from collections import defaultdict
from collections.abc import Mapping

import sqlalchemy as sa
from sqlalchemy.dialects.sqlite import insert
from sqlalchemy.ext.asyncio import AsyncSession

from bot.ledger.database import UNSYNCHRONISED
from bot.ledger.tables import DocumentRow, DropRow
from handlers.chat import Place
from handlers.ports import Drop


async def remember(session: AsyncSession, drop: Drop) -> None:
    """Keep an arrival, unless it is kept."""
    values = {
        "tenant": drop.place.tenant,
        "key": drop.key,
        "platform": drop.place.platform,
        "channel": drop.place.channel,
        "thread": drop.place.thread,
        "user": drop.user,
        "file": drop.file,
        "name": drop.name,
        "received_at": drop.received_at,
        "language": drop.language,
        "part": drop.part,
    }
    await session.execute(insert(DropRow).values(values).on_conflict_do_nothing())


async def link(session: AsyncSession, drop: Drop, document_id: str) -> None:
    """Note which document an arrival brought: one, for good, since erasing follows these links."""
    which = (DropRow.tenant == drop.place.tenant, DropRow.key == drop.key)
    unlinked = sa.update(DropRow).where(*which, DropRow.document_id.is_(None))
    await session.execute(
        unlinked.values(document_id=document_id), execution_options=UNSYNCHRONISED
    )
    brought = await session.scalar(sa.select(DropRow.document_id).where(*which))
    if brought != document_id:
        raise ValueError(f"the arrival {drop.key!r} brought {brought!r}, not {document_id!r}")


def drop_of(row: DropRow) -> Drop:
    """Give an arrival by its row."""
    return Drop(
        key=row.key,
        place=Place(row.platform, row.tenant, row.channel, row.thread),
        user=row.user,
        file=row.file,
        name=row.name,
        received_at=row.received_at,
        language=row.language,
        part=row.part,
        withdrawn_at=row.withdrawn_at,
    )


async def arrivals(
    session: AsyncSession, which: sa.ColumnElement[bool]
) -> Mapping[tuple[str, str], tuple[Drop, ...]]:
    """Give how the documents of `which` arrived, by tenant and id.

    The arrival that a document was read by comes first, then the others as they came.
    """
    brought = sa.and_(DropRow.tenant == DocumentRow.tenant, DropRow.document_id == DocumentRow.id)
    later = DropRow.key != DocumentRow.drop_key
    statement = (
        sa.select(DropRow, DocumentRow.id)
        .join(DocumentRow, brought)
        .where(which)
        .order_by(later, DropRow.received_at, DropRow.key)
        .execution_options(populate_existing=True)
    )
    found = defaultdict[tuple[str, str], list[Drop]](list)
    for row, document_id in await session.execute(statement):
        found[row.tenant, document_id].append(drop_of(row))
    return {document: tuple(drops) for document, drops in found.items()}
