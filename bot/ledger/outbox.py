"""The Outbox port in SQL: which messages went out."""

import sqlalchemy as sa
from sqlalchemy.dialects.sqlite import insert

from bot.ledger.database import Database
from bot.ledger.tables import DropRow, OutboxRow
from handlers.chat import MessageRef, Place


class SqlOutbox:
    """Messages by key, each tenant on its own."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def sent(self, tenant: str, key: str) -> MessageRef | None:
        """Give the message sent under `key`, or None."""
        async with self._database.session() as session:
            row = await session.get(OutboxRow, (tenant, key), populate_existing=True)
            return None if row is None else message_of(row)

    async def opening(self, place: Place, key: str, job: str | None) -> bool:
        """Note that `key` is about to be sent to `place`; False: an earlier try never ended.

        Raises KeyError when the arrival of `job` was forgotten.
        """
        values = {
            "tenant": place.tenant,
            "key": key,
            "job": key if job is None else job,
            "platform": place.platform,
            "channel": place.channel,
            "thread": place.thread,
        }
        arrival = sa.select(DropRow.key).where(DropRow.tenant == place.tenant, DropRow.key == job)
        is_about = sa.true() if job is None else arrival.exists()
        columns = sa.select(*(sa.literal(one, sa.String) for one in values.values()))
        row = insert(OutboxRow).from_select(list(values), columns.where(is_about))
        async with self._database.session() as session:
            # One statement, so that no arrival is forgotten between looking and noting.
            opened = await session.scalar(row.on_conflict_do_nothing().returning(OutboxRow.key))
            if opened is None and job is not None and await session.scalar(arrival) is None:
                raise KeyError(job)
            return opened is not None

    async def done(self, key: str, message: MessageRef) -> None:
        """Note that `key` arrived as `message`; KeyError when it was never opened."""
        place = message.place
        which = (OutboxRow.tenant == place.tenant, OutboxRow.key == key)
        values = {
            "platform": place.platform,
            "channel": place.channel,
            "thread": place.thread,
            "message": message.id,
        }
        update = sa.update(OutboxRow).where(*which).values(values).returning(OutboxRow.key)
        async with self._database.session() as session:
            if await session.scalar(update) is None:
                raise KeyError(key)

    async def jobs_of(self, message: MessageRef) -> tuple[str, ...]:
        """Give the jobs of the arrivals that a message is about; none: it is about no file."""
        row, place = OutboxRow, message.place
        which = (row.tenant == place.tenant, row.platform == place.platform)
        where = (row.channel == place.channel, row.message == message.id)
        # A key of its own, in the place of an arrival's job, is of no file.
        found = sa.select(row.job).where(*which, *where, row.job != row.key).distinct()
        async with self._database.session() as session:
            return tuple(await session.scalars(found.order_by(row.job)))


def place_of(row: OutboxRow) -> Place | None:
    """Give where the message of a row went; None where that was not noted."""
    if row.platform is None or row.channel is None:
        return None
    return Place(row.platform, row.tenant, row.channel, row.thread)


def message_of(row: OutboxRow) -> MessageRef | None:
    """Give the message of a row; None while nobody knows whether it arrived."""
    place = place_of(row)
    return None if place is None or row.message is None else MessageRef(place, row.message)
