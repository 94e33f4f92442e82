"""What is kept of huddles, as rows."""

from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped, mapped_column

from bot.ledger.run_rows import Exact
from bot.ledger.tables import Tenanted
from handlers.chat import Language
from handlers.huddles.records import Ending, report_key


class HuddleRow(Tenanted):
    """One voice room; `unpriced`: part of what it cost is not known."""

    __tablename__ = "huddles"
    __table_args__ = (
        # One that is open in each channel, whoever writes.
        sa.Index(
            "huddles_open", "tenant", "platform", "channel", unique=True,
            sqlite_where=sa.text("ended_at IS NULL"),
        ),
        sa.Index("huddles_by_age", "tenant", "started_at"),
    )  # fmt: skip

    id: Mapped[str] = mapped_column(primary_key=True)
    platform: Mapped[str]
    channel: Mapped[str]
    thread: Mapped[str | None]
    topic: Mapped[str] = mapped_column(sa.Text)
    started_by: Mapped[str]
    language: Mapped[Language]
    started_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]
    ending: Mapped[Ending | None] = mapped_column(sa.String)
    seconds: Mapped[float]
    cost_usd: Mapped[Decimal] = mapped_column(Exact)
    unpriced: Mapped[bool]
    meeting: Mapped[str | None]
    spent: Mapped[int]


def _whose() -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(["tenant", "huddle_id"], ["huddles.tenant", "huddles.id"])


class AttendeeRow(Tenanted):
    """Somebody who agreed to be heard."""

    __tablename__ = "attendees"
    __table_args__ = (_whose(),)

    huddle_id: Mapped[str] = mapped_column(primary_key=True)
    person: Mapped[str] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(sa.Text)
    since: Mapped[datetime]


class LineRow(Tenanted):
    """Words that were said, until a meeting has them."""

    __tablename__ = "lines"
    __table_args__ = (_whose(),)

    huddle_id: Mapped[str] = mapped_column(primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    at_s: Mapped[float]
    lasts_s: Mapped[float]
    who: Mapped[str]
    text: Mapped[str] = mapped_column(sa.Text)


async def reports_of(session: AsyncSession, tenant: str, meetings: Sequence[str]) -> list[str]:
    """Give the keys of the jobs that made these meetings of rooms."""
    row = HuddleRow
    ours = sa.select(row.id).where(row.tenant == tenant, row.meeting.in_(meetings))
    return [report_key(one) for one in await session.scalars(ours)]


def rows_of(tenant: str, meetings: Sequence[str]) -> dict[type[Tenanted], sa.ColumnElement[bool]]:
    """Give which rows are of the rooms that these meetings were made of, referrers first."""
    row = HuddleRow
    ours = sa.select(row.id).where(row.tenant == tenant, row.meeting.in_(meetings))
    return {
        LineRow: LineRow.huddle_id.in_(ours),
        AttendeeRow: AttendeeRow.huddle_id.in_(ours),
        HuddleRow: row.meeting.in_(meetings),
    }
