"""The Meetings port in SQL: what is kept of meetings, each tenant on its own."""

from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects.sqlite import insert
from sqlalchemy.ext.asyncio import AsyncSession

from bot.ledger.belongings import SqlBelongings, hide, picture
from bot.ledger.database import UNSYNCHRONISED, Database
from bot.ledger.drops import remember
from bot.ledger.meeting_rows import (
    MeetingRow,
    PieceRow,
    WrittenRow,
    change,
    is_meeting,
    meetings_of,
)
from bot.ledger.passages import SqlPassages
from bot.ledger.tables import DropRow
from handlers.chat import Place
from handlers.meetings.pairing import NEAR, joined, meeting_id
from handlers.meetings.records import Meeting, Picture, Piece, Role, State
from handlers.ports import Clock, Drop
from pipelines.meeting.minutes import Minutes
from pipelines.meeting.model import Timeline


class SqlMeetings(SqlPassages, SqlBelongings):
    """Meetings, their files, and what was heard and shown in them."""

    def __init__(self, database: Database, clock: Clock) -> None:
        super().__init__(database)
        self._clock = clock

    async def arrived(self, drop: Drop, role: Role) -> Meeting:
        """Keep an arrival: with the meeting that it belongs to, or a new one."""
        tenant = drop.place.tenant
        async with self._database.session() as session:
            # This takes the write lock: of two files that arrive at once, one finds the other.
            await remember(session, drop)
            found = await _with_piece(session, drop)
            if found is not None:
                return found
            near = await meetings_of(session, _around(drop))
            meeting = joined(drop, role, near)
            whole = meeting_id(drop) if meeting is None else meeting.id
            if meeting is None:
                await session.execute(insert(MeetingRow).values(self._begun(drop, whole)))
            else:
                values = {"since": self._clock.now(), "revision": MeetingRow.revision + 1}
                await change(session, tenant, whole, values)
            piece = {"tenant": tenant, "drop_key": drop.key, "meeting_id": whole, "role": role}
            await session.execute(insert(PieceRow).values(**piece, size=0))
            [kept] = await meetings_of(session, is_meeting(tenant, whole))
            return kept

    def _begun(self, drop: Drop, whole: str) -> dict[str, Any]:
        place = drop.place
        return {
            "tenant": place.tenant,
            "id": whole,
            "platform": place.platform,
            "channel": place.channel,
            "thread": place.thread,
            "user": drop.user,
            "language": drop.language,
            "received_at": drop.received_at,
            "since": self._clock.now(),
            "state": "asked",
            "run": 0,
            "revision": 0,
            "names": {},
        }

    async def get(self, tenant: str, meeting_id: str) -> Meeting | None:
        """Give a meeting; None: there is none, or it was deleted."""
        async with self._database.reading() as session:
            return next(iter(await meetings_of(session, is_meeting(tenant, meeting_id))), None)

    async def of_drop(self, drop: Drop) -> Meeting | None:
        """Give the meeting that an arrival went to."""
        async with self._database.reading() as session:
            return await _with_piece(session, drop)

    async def of_thread(self, place: Place) -> Sequence[Meeting]:
        """Give the meetings with a file in a thread, the earliest first."""
        in_thread = sa.and_(DropRow.thread.is_not(None), DropRow.thread == place.thread)
        async with self._database.reading() as session:
            return await meetings_of(session, _in_channel(place, in_thread))

    async def choose(
        self, meeting: Meeting, state: State, *, by: str, when: Sequence[State]
    ) -> Meeting | None:
        """Let a meeting be in another state, if it is in one of `when`, and of the same run."""
        row = MeetingRow
        values = {
            "state": state,
            "chosen_by": by,
            "since": self._clock.now(),
            "revision": row.revision + 1,
            "run": row.run + (state == "running"),
        }
        tenant, id_ = meeting.tenant, meeting.id
        async with self._database.session() as session:
            is_so = (row.state.in_(when), row.run == meeting.run)
            if not await change(session, tenant, id_, values, *is_so):
                return None
            return next(iter(await meetings_of(session, is_meeting(tenant, id_))), None)

    async def ended(self, tenant: str, meeting_id: str, run: int, state: State) -> bool:
        """Let the run be over; False: it is not that run, or not running any more."""
        row = MeetingRow
        is_that = (row.run == run, row.state == "running")
        values = {"state": state, "revision": row.revision + 1}
        async with self._database.session() as session:
            return await change(session, tenant, meeting_id, values, *is_that)

    async def fetched(self, tenant: str, meeting_id: str, piece: Piece) -> bool:
        """Note what the store holds of a file; False: the meeting is not there any more."""
        row, key = PieceRow, piece.drop.key
        which = (row.tenant == tenant, row.meeting_id == meeting_id, row.drop_key == key)
        noted = sa.update(row).where(*which).values(media_type=piece.media_type, size=piece.size)
        arrival = sa.update(DropRow).where(DropRow.tenant == tenant, DropRow.key == key)
        async with self._database.session() as session:
            options = UNSYNCHRONISED
            found = await session.scalar(noted.returning(row.drop_key), execution_options=options)
            if found is None:
                return False
            await session.execute(arrival.values(sha256=piece.sha256), execution_options=options)
            return True

    async def wrote(self, tenant: str, meeting_id: str, run: int, minutes: Minutes) -> bool:
        """Keep what a run wrote; False: it is not that run, or not running any more."""
        is_that = (MeetingRow.run == run, MeetingRow.state == "running")
        key = {"tenant": tenant, "meeting_id": meeting_id, "run": run}
        row = insert(WrittenRow).values(**key, minutes=minutes.model_dump_json())
        kept = row.on_conflict_do_update(list(key), set_={"minutes": row.excluded.minutes})
        async with self._database.session() as session:
            if not await change(session, tenant, meeting_id, {"tenant": tenant}, *is_that):
                return False
            await session.execute(kept)
            return True

    async def minutes(self, tenant: str, meeting_id: str, run: int) -> Minutes | None:
        """Give what a run wrote; None: nothing, or it was forgotten."""
        row = WrittenRow
        which = (row.tenant == tenant, row.meeting_id == meeting_id, row.run == run)
        async with self._database.reading() as session:
            found = await session.scalar(sa.select(row.minutes).where(*which))
            return None if found is None else Minutes.model_validate_json(found)

    async def tell(
        self, tenant: str, meeting_id: str, timeline: Timeline, pictures: Sequence[Picture]
    ) -> Meeting | None:
        """Keep what is known of a meeting, and which pictures are its slides."""
        values = {"timeline": timeline.model_dump_json(), "revision": MeetingRow.revision + 1}
        async with self._database.session() as session:
            if not await change(session, tenant, meeting_id, values):
                return None
            await hide(session, tenant, meeting_id)
            await picture(session, tenant, meeting_id, pictures, shown=True)
            return next(iter(await meetings_of(session, is_meeting(tenant, meeting_id))), None)

    async def rename(
        self, tenant: str, meeting_id: str, names: dict[str, str], *, revision: int
    ) -> Meeting | None:
        """Keep who the speakers are; None: somebody was faster, or it is not there any more."""
        values = {"names": names, "revision": revision + 1}
        async with self._database.session() as session:
            is_it = MeetingRow.revision == revision
            if not await change(session, tenant, meeting_id, values, is_it):
                return None
            return next(iter(await meetings_of(session, is_meeting(tenant, meeting_id))), None)


async def _with_piece(session: AsyncSession, drop: Drop) -> Meeting | None:
    tenant = drop.place.tenant
    whose = sa.select(PieceRow.meeting_id).where(
        PieceRow.tenant == tenant, PieceRow.drop_key == drop.key
    )
    found = await meetings_of(
        session, sa.and_(MeetingRow.tenant == tenant, MeetingRow.id.in_(whose))
    )
    return next(iter(found), None)


def _in_channel(place: Place, arrival: sa.ColumnElement[bool]) -> sa.ColumnElement[bool]:
    """Meetings of a channel with a file that arrived so."""
    row = MeetingRow
    same = sa.and_(DropRow.tenant == PieceRow.tenant, DropRow.key == PieceRow.drop_key)
    ids = sa.select(PieceRow.meeting_id).join(DropRow, same)
    channel = (row.tenant == place.tenant, row.platform == place.platform)
    whose = ids.where(PieceRow.tenant == place.tenant, arrival)
    return sa.and_(*channel, row.channel == place.channel, row.id.in_(whose))


def _around(drop: Drop) -> sa.ColumnElement[bool]:
    """Meetings that an arrival may belong to: of its thread, or its user's of that hour."""
    soon = DropRow.received_at.between(drop.received_at - NEAR, drop.received_at + NEAR)
    in_thread = sa.and_(DropRow.thread.is_not(None), DropRow.thread == drop.place.thread)
    is_near = sa.or_(in_thread, sa.and_(DropRow.user == drop.user, soon))
    return _in_channel(drop.place, is_near)
