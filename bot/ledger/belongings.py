"""What meetings keep for a time in SQL: recordings, and pictures of slides."""

from collections.abc import Sequence
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.dialects.sqlite import insert
from sqlalchemy.ext.asyncio import AsyncSession

from bot.ledger.database import UNSYNCHRONISED, Database
from bot.ledger.meeting_rows import (
    MeetingRow,
    PictureRow,
    PieceRow,
    change,
    meetings_of,
)
from bot.ledger.tables import DropRow
from handlers.meetings.records import Kept, Meeting, Picture, Role

_FEWER = {"revision": MeetingRow.revision + 1}


class SqlBelongings:
    """What the store and the rows hold of meetings, and letting go of it."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def pictured(self, tenant: str, meeting_id: str, pictures: Sequence[Picture]) -> bool:
        """Note what the store is to hold of its slides; False: no run is under way."""
        is_read = MeetingRow.state == "running"
        async with self._database.session() as session:
            if not await change(session, tenant, meeting_id, {"tenant": tenant}, is_read):
                return False
            await picture(session, tenant, meeting_id, pictures, shown=False)
            return True

    async def over(self, kept: Kept, before: datetime) -> Sequence[Meeting]:
        """Give the meetings, of all tenants, that are the same since `before` and keep this."""
        async with self._database.reading() as session:
            which = sa.and_(MeetingRow.since < before, _keeps(kept))
            return await meetings_of(session, which, known=False)

    async def drop_recording(self, tenant: str, meeting_id: str) -> Sequence[str]:
        """Note that the store is to hold no recording any more; gives the hashes of what it did."""
        async with self._database.session() as session:
            if not await change(session, tenant, meeting_id, _FEWER):
                return ()
            return await _drop_file(session, tenant, meeting_id, "recording")

    async def drop_pictures(self, tenant: str, meeting_id: str) -> Sequence[str]:
        """Keep no pictures of slides any more; gives the hashes of what the store holds of them."""
        ours = (PictureRow.tenant == tenant, PictureRow.meeting_id == meeting_id)
        async with self._database.session() as session:
            if not await change(session, tenant, meeting_id, _FEWER):
                return ()
            held = (await session.scalars(sa.select(PictureRow.sha256).where(*ours))).all()
            await session.execute(
                sa.delete(PictureRow).where(*ours), execution_options=UNSYNCHRONISED
            )
            return sorted(set(held))


def _keeps(kept: Kept) -> sa.ColumnElement[bool]:
    """Whether a meeting keeps something of this sort."""
    if kept == "recording":
        return _files("recording").exists()
    if kept == "pictures":
        ours = (PictureRow.tenant == MeetingRow.tenant, PictureRow.meeting_id == MeetingRow.id)
        return sa.select(PictureRow.image).where(*ours).correlate(MeetingRow).exists()
    return sa.true()


def _files(role: Role) -> sa.Select[str]:
    """Files of a role that the store holds for a meeting."""
    arrival = sa.and_(DropRow.tenant == PieceRow.tenant, DropRow.key == PieceRow.drop_key)
    ours = (PieceRow.tenant == MeetingRow.tenant, PieceRow.meeting_id == MeetingRow.id)
    held = sa.select(DropRow.key).join(PieceRow, arrival).where(DropRow.sha256.is_not(None))
    return held.where(*ours, PieceRow.role == role).correlate(MeetingRow)


async def _drop_file(
    session: AsyncSession, tenant: str, meeting_id: str, role: Role
) -> Sequence[str]:
    """Note that the store holds nothing of a file any more; gives the hash of what it did."""
    whose = sa.select(PieceRow.drop_key).where(
        PieceRow.tenant == tenant, PieceRow.meeting_id == meeting_id, PieceRow.role == role
    )
    ours = (DropRow.tenant == tenant, DropRow.key.in_(whose), DropRow.sha256.is_not(None))
    held = [one for one in await session.scalars(sa.select(DropRow.sha256).where(*ours)) if one]
    gone = sa.update(DropRow).where(*ours).values(sha256=None)
    await session.execute(gone, execution_options=UNSYNCHRONISED)
    return held


async def picture(
    session: AsyncSession,
    tenant: str,
    meeting_id: str,
    pictures: Sequence[Picture],
    *,
    shown: bool,
) -> None:
    """Keep the rows of pictures, as what is shown or as what the store is to hold."""
    for one in pictures:
        row = insert(PictureRow).values(
            tenant=tenant,
            meeting_id=meeting_id,
            image=one.image,
            sha256=one.sha256,
            media_type=one.media_type,
            size=one.size,
            shown=shown,
        )
        key = ("tenant", "meeting_id", "image", "sha256")
        kept = row.on_conflict_do_update(key, set_={"shown": shown or PictureRow.shown})
        await session.execute(kept)


async def hide(session: AsyncSession, tenant: str, meeting_id: str) -> None:
    """Let no picture of a meeting be shown."""
    ours = (PictureRow.tenant == tenant, PictureRow.meeting_id == meeting_id)
    hidden = sa.update(PictureRow).where(*ours).values(shown=False)
    await session.execute(hidden, execution_options=UNSYNCHRONISED)
