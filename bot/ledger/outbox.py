"""The Outbox port in SQL: which messages went out."""

import sqlalchemy as sa
from sqlalchemy.dialects.sqlite import insert

from bot.ledger.database import Database
from bot.ledger.tables import OutboxRow
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

    async def opening(self, tenant: str, key: str, job: str) -> bool:
        """Note that `key` is about to be sent for `job`; False: an earlier try never ended."""
        row = insert(OutboxRow).values(tenant=tenant, key=key, job=job)
        async with self._database.session() as session:
            opened = await session.scalar(row.on_conflict_do_nothing().returning(OutboxRow.key))
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


def message_of(row: OutboxRow) -> MessageRef | None:
    """Give the message of a row; None while nobody knows whether it arrived."""
    if row.message is None or row.platform is None or row.channel is None:
        return None
    return MessageRef(Place(row.platform, row.tenant, row.channel, row.thread), row.message)
