"""The Deadlines port in SQL: what contracts are due for, and what people were reminded of."""

from collections.abc import Sequence
from datetime import date

import sqlalchemy as sa
from sqlalchemy.dialects.sqlite import insert
from sqlalchemy.orm import Mapped, mapped_column

from bot.ledger.database import UNSYNCHRONISED, Database
from bot.ledger.tables import Tenanted
from handlers.deadlines import Deadline, Due, Sort


class DeadlineRow(Tenanted):
    """Until when something is to be done about a document; `told`: people were reminded."""

    __tablename__ = "deadlines"
    __table_args__ = (
        sa.ForeignKeyConstraint(["tenant", "document_id"], ["documents.tenant", "documents.id"]),
        sa.Index("deadlines_by_day", "tenant", "day"),
        sa.Index("deadlines_untold", "day", sqlite_where=sa.text("NOT told")),
    )

    document_id: Mapped[str] = mapped_column(primary_key=True)
    sort: Mapped[Sort]
    day: Mapped[date]
    told: Mapped[bool]


class SqlDeadlines:
    """One row for each document that is due for something, by tenant."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def keep(self, deadline: Deadline) -> None:
        """Keep the deadline of a document; harmless when it has one."""
        whose = {"tenant": deadline.tenant, "document_id": deadline.document_id}
        row = insert(DeadlineRow).values(
            **whose, sort=deadline.due.sort, day=deadline.due.day, told=False
        )
        async with self._database.session() as session:
            await session.execute(row.on_conflict_do_nothing())

    async def near(self, until: date) -> Sequence[Deadline]:
        """Give what is due by a day, of all tenants, and was not told yet; the earliest first."""
        return await self._found(sa.not_(DeadlineRow.told), DeadlineRow.day <= until)

    async def told(self, tenant: str, document_id: str) -> None:
        """Note that people were reminded."""
        which = (DeadlineRow.tenant == tenant, DeadlineRow.document_id == document_id)
        noted = sa.update(DeadlineRow).where(*which).values(told=True)
        async with self._database.session() as session:
            await session.execute(noted, execution_options=UNSYNCHRONISED)

    async def between(self, tenant: str, first: date, last: date) -> Sequence[Deadline]:
        """Give what is due from `first` to `last`, told or not, the earliest first."""
        return await self._found(
            DeadlineRow.tenant == tenant, DeadlineRow.day >= first, DeadlineRow.day <= last
        )

    async def _found(self, *which: sa.ColumnElement[bool]) -> list[Deadline]:
        row = DeadlineRow
        chosen = sa.select(row.tenant, row.document_id, row.sort, row.day).where(*which)
        async with self._database.reading() as session:
            found = await session.execute(chosen.order_by(row.day, row.tenant, row.document_id))
            return [Deadline(tenant, id_, Due(sort, day)) for tenant, id_, sort, day in found]
