"""The Huddles port in SQL: rooms, who joined them, and what was said there."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from decimal import Decimal
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects.sqlite import insert
from sqlalchemy.ext.asyncio import AsyncSession

from bot.ledger.database import UNSYNCHRONISED, Database
from bot.ledger.huddle_rows import AttendeeRow, HuddleRow, LineRow
from bot.ledger.tables import DropRow, OutboxRow
from handlers.chat import Place
from handlers.drops import spoken_key
from handlers.huddles.records import Attendee, Ending, Huddle, Spent
from pipelines.voice import Line


class SqlHuddles:
    """One row for each room, by tenant."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def begin(self, huddle: Huddle) -> Huddle:
        """Keep a new one; gives the one that is open in its channel, where there is one."""
        async with self._database.session() as session:
            # This takes the write lock: nobody begins or ends one there meanwhile.
            await session.execute(
                insert(HuddleRow).values(**_values(huddle)).on_conflict_do_nothing()
            )
            found = await _huddles(session, _is_open(), *_in(huddle.place))
            return found[0]

    async def get(self, tenant: str, id_: str) -> Huddle | None:
        """Give one; None: there is none, or it was deleted."""
        return await self._one(*_is(tenant, id_))

    async def find(self, id_: str) -> Huddle | None:
        """Give one by its id alone, which no other has."""
        return await self._one(HuddleRow.id == id_)

    async def open_in(self, place: Place) -> Huddle | None:
        """Give the one that is open in a channel."""
        return await self._one(_is_open(), *_in(place))

    async def all_open(self) -> Sequence[Huddle]:
        """Give those that are open, of all tenants."""
        async with self._database.reading() as session:
            return await _huddles(session, _is_open())

    async def headed(self, tenant: str, id_: str, thread: str) -> None:
        """Keep which message heads its thread."""
        async with self._database.session() as session:
            await _change(session, {"thread": thread}, *_is(tenant, id_))

    async def joined(self, tenant: str, id_: str, attendee: Attendee) -> bool:
        """Keep that somebody agreed to be heard; False: they had, or there is no open huddle."""
        async with self._database.session() as session:
            if not await _change(session, {"tenant": tenant}, *_is(tenant, id_), _is_open()):
                return False
            row = insert(AttendeeRow).values(
                tenant=tenant,
                huddle_id=id_,
                person=attendee.person,
                name=attendee.name,
                since=attendee.since,
            )
            kept = row.on_conflict_do_nothing().returning(AttendeeRow.person)
            return await session.scalar(kept) is not None

    async def said(self, tenant: str, id_: str, first: int, lines: Sequence[Line]) -> None:
        """Keep lines, the first of which has this number; the same again is harmless."""
        rows = [_line_values(tenant, id_, number, one) for number, one in enumerate(lines, first)]
        async with self._database.session() as session:
            unreported = HuddleRow.meeting.is_(None)
            if rows and await _change(session, {"tenant": tenant}, *_is(tenant, id_), unreported):
                await session.execute(insert(LineRow).on_conflict_do_nothing(), rows)

    async def lines(self, tenant: str, id_: str) -> Sequence[Line]:
        """Give what was said, in order."""
        row = LineRow
        theirs = sa.select(row).where(row.tenant == tenant, row.huddle_id == id_)
        async with self._database.reading() as session:
            found = await session.scalars(theirs.order_by(row.number))
            return [Line(one.at_s, one.lasts_s, one.who, one.text) for one in found]

    async def spent(self, tenant: str, id_: str, spent: Spent) -> None:
        """Add to what it cost, each number once."""
        told = {"spent": spent.number + 1}
        async with self._database.session() as session:
            # The lock comes first: what is added to is what is there.
            is_next = HuddleRow.spent <= spent.number
            if not await _change(session, told, *_is(tenant, id_), is_next):
                return
            [row] = await session.scalars(sa.select(HuddleRow).where(*_is(tenant, id_)))
            values: dict[str, Any] = {"seconds": row.seconds + spent.seconds}
            if spent.cost_usd is None:
                values["unpriced"] = True
            else:
                values["cost_usd"] = row.cost_usd + spent.cost_usd
            await _change(session, values, *_is(tenant, id_))

    async def spent_since(self, tenant: str, since: datetime) -> Decimal:
        """Give what the huddles of a tenant that began since a moment are known to have cost."""
        row = HuddleRow
        costs = sa.select(row.cost_usd).where(row.tenant == tenant, row.started_at >= since)
        async with self._database.reading() as session:
            return sum(await session.scalars(costs), Decimal(0))

    async def end(self, tenant: str, id_: str, ending: Ending, at: datetime) -> bool:
        """End it; False: it had ended, or there is none."""
        values = {"ended_at": at, "ending": ending}
        async with self._database.session() as session:
            return await _change(session, values, *_is(tenant, id_), _is_open())

    async def reported(self, tenant: str, id_: str, meeting: str) -> None:
        """Keep which meeting its words are made into: from now on no more are kept."""
        async with self._database.session() as session:
            await _change(session, {"meeting": meeting}, *_is(tenant, id_))

    async def let_go(self, tenant: str, id_: str) -> None:
        """Keep its lines no more: the meeting has them."""
        async with self._database.session() as session:
            await _delete(session, LineRow, tenant, id_)

    async def sweep(self, before: datetime) -> int:
        """Erase the rooms from before a time that nothing was made of; gives how many there were.

        That is those of which no meeting tells, and those that nobody ever came into.
        """
        row = HuddleRow
        joined = sa.select(AttendeeRow.person).where(
            AttendeeRow.tenant == row.tenant, AttendeeRow.huddle_id == row.id
        )
        old = sa.or_(row.ended_at < before, sa.and_(row.started_at < before, ~joined.exists()))
        which = sa.select(row.tenant, row.id).where(row.meeting.is_(None), old)
        async with self._database.session() as session:
            found = (await session.execute(which)).all()
            for tenant, id_ in found:
                await self.erase(tenant, id_)
            return len(found)

    async def erase(self, tenant: str, id_: str) -> None:
        """Take away all that is kept of one."""
        async with self._database.session() as session:
            for table in (LineRow, AttendeeRow):
                await _delete(session, table, tenant, id_)
            key = spoken_key(id_)
            for which in (
                sa.delete(HuddleRow).where(*_is(tenant, id_)),
                sa.delete(OutboxRow).where(OutboxRow.tenant == tenant, OutboxRow.job == key),
                sa.delete(DropRow).where(DropRow.tenant == tenant, DropRow.key == key),
            ):
                await session.execute(which, execution_options=UNSYNCHRONISED)

    async def _one(self, *which: sa.ColumnElement[bool]) -> Huddle | None:
        async with self._database.reading() as session:
            return next(iter(await _huddles(session, *which)), None)


def _is(tenant: str, id_: str) -> tuple[sa.ColumnElement[bool], ...]:
    return HuddleRow.tenant == tenant, HuddleRow.id == id_


def _in(place: Place) -> tuple[sa.ColumnElement[bool], ...]:
    row = HuddleRow
    there = (row.platform == place.platform, row.channel == place.channel)
    return row.tenant == place.tenant, *there


def _is_open() -> sa.ColumnElement[bool]:
    return HuddleRow.ended_at.is_(None)


async def _change(
    session: AsyncSession, values: Mapping[str, Any], *which: sa.ColumnElement[bool]
) -> bool:
    """Change a room, if it is so; the write lock is held from here on."""
    changed = sa.update(HuddleRow).where(*which).values(**values).returning(HuddleRow.id)
    return await session.scalar(changed, execution_options=UNSYNCHRONISED) is not None


async def _delete(
    session: AsyncSession, table: type[LineRow] | type[AttendeeRow], tenant: str, id_: str
) -> None:
    gone = sa.delete(table).where(table.tenant == tenant, table.huddle_id == id_)
    await session.execute(gone, execution_options=UNSYNCHRONISED)


async def _huddles(session: AsyncSession, *which: sa.ColumnElement[bool]) -> Sequence[Huddle]:
    in_order = sa.select(HuddleRow).where(*which).order_by(HuddleRow.started_at, HuddleRow.id)
    rows = await session.scalars(in_order.execution_options(populate_existing=True))
    return [_huddle(row, await _people(session, row)) for row in rows.all()]


async def _people(session: AsyncSession, huddle: HuddleRow) -> tuple[Attendee, ...]:
    row = AttendeeRow
    theirs = sa.select(row).where(row.tenant == huddle.tenant, row.huddle_id == huddle.id)
    found = await session.scalars(theirs.order_by(row.since, row.person))
    return tuple(Attendee(one.person, one.name, one.since) for one in found)


def _huddle(row: HuddleRow, people: tuple[Attendee, ...]) -> Huddle:
    return Huddle(
        tenant=row.tenant,
        id=row.id,
        place=Place(row.platform, row.tenant, row.channel, row.thread),
        topic=row.topic,
        started_by=row.started_by,
        language=row.language,
        started_at=row.started_at,
        people=people,
        ended_at=row.ended_at,
        ending=row.ending,
        seconds=row.seconds,
        cost_usd=None if row.unpriced else row.cost_usd,
        meeting=row.meeting,
        spent=row.spent,
    )


def _values(huddle: Huddle) -> dict[str, Any]:
    return {
        "tenant": huddle.tenant,
        "id": huddle.id,
        "platform": huddle.place.platform,
        "channel": huddle.place.channel,
        "thread": huddle.place.thread,
        "topic": huddle.topic,
        "started_by": huddle.started_by,
        "language": huddle.language,
        "started_at": huddle.started_at,
        "seconds": 0.0,
        "cost_usd": Decimal(0),
        "unpriced": False,
        "spent": 0,
    }


def _line_values(tenant: str, id_: str, number: int, line: Line) -> dict[str, Any]:
    return {
        "tenant": tenant,
        "huddle_id": id_,
        "number": number,
        "at_s": line.at_s,
        "lasts_s": line.lasts_s,
        "who": line.who,
        "text": line.text,
    }
