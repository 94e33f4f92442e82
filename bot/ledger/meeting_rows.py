"""The tables of meetings, and their rows as plain values."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped, defer, mapped_column

from bot.ledger.database import UNSYNCHRONISED
from bot.ledger.drops import drop_of
from bot.ledger.tables import DropRow, Tenanted
from handlers.chat import Language, Place
from handlers.meetings.records import Meeting, Passage, Picture, Piece, Role, State
from pipelines.meeting.model import Timeline


class MeetingRow(Tenanted):
    """One meeting; `names` and `timeline` are what is known of it, the latter as JSON.

    `since`: somebody chose then, or a file arrived; what is kept for a time is kept from then on.
    """

    __tablename__ = "meetings"
    __table_args__ = (
        sa.Index("meetings_by_age", "since"),
        sa.Index("meetings_by_channel", "tenant", "platform", "channel"),
    )

    id: Mapped[str] = mapped_column(primary_key=True)
    platform: Mapped[str]
    channel: Mapped[str]
    thread: Mapped[str | None]
    user: Mapped[str]
    language: Mapped[Language]
    received_at: Mapped[datetime]
    since: Mapped[datetime]
    state: Mapped[State] = mapped_column(sa.String)
    run: Mapped[int]
    revision: Mapped[int]
    chosen_by: Mapped[str | None]
    names: Mapped[dict[str, Any]]
    timeline: Mapped[str | None] = mapped_column(sa.Text)


def whose() -> sa.ForeignKeyConstraint:
    """Let the rows of a table be of a meeting."""
    return sa.ForeignKeyConstraint(["tenant", "meeting_id"], ["meetings.tenant", "meetings.id"])


class PieceRow(Tenanted):
    """One file of a meeting; what the store holds of it stands with its arrival."""

    __tablename__ = "pieces"
    __table_args__ = (
        sa.ForeignKeyConstraint(["tenant", "drop_key"], ["drops.tenant", "drops.key"]),
        whose(),
        # One of each role, whoever writes.
        sa.UniqueConstraint("tenant", "meeting_id", "role", name="pieces_by_meeting"),
    )

    drop_key: Mapped[str] = mapped_column(primary_key=True)
    meeting_id: Mapped[str]
    role: Mapped[Role] = mapped_column(sa.String)
    media_type: Mapped[str | None]
    size: Mapped[int] = mapped_column(sa.BigInteger)


class PictureRow(Tenanted):
    """One picture that the store holds, or is to hold; `shown`: the timeline names it."""

    __tablename__ = "pictures"
    __table_args__ = (whose(), sa.Index("pictures_by_content", "tenant", "sha256"))

    meeting_id: Mapped[str] = mapped_column(primary_key=True)
    image: Mapped[str] = mapped_column(primary_key=True)
    sha256: Mapped[str] = mapped_column(primary_key=True)
    media_type: Mapped[str]
    size: Mapped[int] = mapped_column(sa.BigInteger)
    shown: Mapped[bool]


class PassageRow(Tenanted):
    """What one run heard in one window of the sound, as JSON; `basis` is of what, and by whom."""

    __tablename__ = "passages"
    __table_args__ = (whose(),)

    meeting_id: Mapped[str] = mapped_column(primary_key=True)
    run: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    basis: Mapped[str]
    start_s: Mapped[float]
    end_s: Mapped[float]
    speech_s: Mapped[float]
    said: Mapped[str | None] = mapped_column(sa.Text)


class WrittenRow(Tenanted):
    """The minutes that one run wrote, as JSON."""

    __tablename__ = "written"
    __table_args__ = (whose(),)

    meeting_id: Mapped[str] = mapped_column(primary_key=True)
    run: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    minutes: Mapped[str] = mapped_column(sa.Text)


async def meetings_of(
    session: AsyncSession, which: sa.ColumnElement[bool], *, known: bool = True
) -> Sequence[Meeting]:
    """Give meetings with their files and the pictures that are shown, the earliest first.

    Without what is `known` of them, whole transcripts need not be read.
    """
    in_order = sa.select(MeetingRow).where(which).order_by(MeetingRow.received_at, MeetingRow.id)
    fresh = in_order.execution_options(populate_existing=True)
    if not known:
        fresh = fresh.options(defer(MeetingRow.timeline, raiseload=True))
    rows = (await session.scalars(fresh)).all()
    return [await _meeting(session, row, known=known) for row in rows]


async def _meeting(session: AsyncSession, row: MeetingRow, *, known: bool) -> Meeting:
    arrival = sa.and_(DropRow.tenant == PieceRow.tenant, DropRow.key == PieceRow.drop_key)
    pieces = (
        sa.select(PieceRow, DropRow)
        .join(DropRow, arrival)
        .where(PieceRow.tenant == row.tenant, PieceRow.meeting_id == row.id)
        .order_by(DropRow.received_at, DropRow.key)
        .execution_options(populate_existing=True)
    )
    pictures = (
        sa.select(PictureRow)
        .where(PictureRow.tenant == row.tenant, PictureRow.meeting_id == row.id, PictureRow.shown)
        .order_by(PictureRow.image)
        .execution_options(populate_existing=True)
    )
    return Meeting(
        tenant=row.tenant,
        id=row.id,
        place=Place(row.platform, row.tenant, row.channel, row.thread),
        user=row.user,
        language=row.language,
        received_at=row.received_at,
        since=row.since,
        state=row.state,
        pieces=tuple(_piece(*one) for one in await session.execute(pieces)),
        run=row.run,
        revision=row.revision,
        chosen_by=row.chosen_by,
        names=dict(row.names),
        timeline=_timeline(row.timeline) if known else None,
        pictures=tuple(
            Picture(one.image, one.sha256, one.media_type, one.size)
            for one in await session.scalars(pictures)
        ),
    )


def _timeline(told: str | None) -> Timeline | None:
    return None if told is None else Timeline.model_validate_json(told)


def _piece(row: PieceRow, drop: DropRow) -> Piece:
    return Piece(row.role, drop_of(drop), drop.sha256, row.media_type, row.size)


def passage_of(row: PassageRow) -> Passage:
    """Give a window by its row."""
    return Passage(row.number, row.start_s, row.end_s, row.speech_s, row.said)


def is_meeting(tenant: str, meeting_id: str) -> sa.ColumnElement[bool]:
    """Whether a row is this meeting's."""
    return sa.and_(MeetingRow.tenant == tenant, MeetingRow.id == meeting_id)


async def change(
    session: AsyncSession,
    tenant: str,
    meeting_id: str,
    values: Mapping[str, Any],
    *when: sa.ColumnElement[bool],
) -> bool:
    """Change a meeting, if it is so; the write lock is held from here on."""
    change = sa.update(MeetingRow).where(is_meeting(tenant, meeting_id), *when).values(**values)
    returning = change.returning(MeetingRow.id)
    return await session.scalar(returning, execution_options=UNSYNCHRONISED) is not None
