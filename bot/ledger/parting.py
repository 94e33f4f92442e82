"""Meetings of which a file is taken back: what was made of them goes, the other file stays."""

from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession

from bot.ledger.database import UNSYNCHRONISED
from bot.ledger.erasure import Gone
from bot.ledger.meeting_rows import MeetingRow, PieceRow, change
from bot.ledger.tables import DropRow


async def parted(session: AsyncSession, tenant: str, keys: Sequence[str]) -> Gone:
    """Tell which meetings the arrivals of `keys` are the last of, and which keep another file."""
    row = PieceRow
    ours = sa.select(row.meeting_id).where(row.tenant == tenant, row.drop_key.in_(keys))
    touched = set(await session.scalars(ours))
    others = sa.select(row.meeting_id, row.drop_key).where(
        row.tenant == tenant, row.meeting_id.in_(touched), row.drop_key.not_in(keys)
    )
    staying = [(meeting, key) for meeting, key in await session.execute(others)]
    reopened = {meeting for meeting, _ in staying}
    return Gone(sorted(touched - reopened), sorted(reopened), sorted(key for _, key in staying))


async def reopen(session: AsyncSession, tenant: str, gone: Gone) -> None:
    """Let meetings be as if only the files that are left had been dropped."""
    left = sa.update(DropRow).where(DropRow.tenant == tenant, DropRow.key.in_(gone.left))
    await session.execute(left.values(sha256=None), execution_options=UNSYNCHRONISED)
    for meeting in gone.reopened:
        heir = await _heir(session, tenant, meeting)
        values: dict[str, Any] = {
            "state": "asked",
            "chosen_by": None,
            "names": {},
            "timeline": None,
            "revision": MeetingRow.revision + 1,
            "thread": heir.thread,
            "user": heir.user,
            "language": heir.language,
            "received_at": heir.received_at,
        }
        await change(session, tenant, meeting, values)


async def _heir(session: AsyncSession, tenant: str, meeting: str) -> DropRow:
    """Give the first of the arrivals that are left of a meeting."""
    whose = sa.select(PieceRow.drop_key).where(
        PieceRow.tenant == tenant, PieceRow.meeting_id == meeting
    )
    arrivals = sa.select(DropRow).where(DropRow.tenant == tenant, DropRow.key.in_(whose))
    in_order = arrivals.order_by(DropRow.received_at, DropRow.key).limit(1)
    return (await session.scalars(in_order.execution_options(populate_existing=True))).one()
