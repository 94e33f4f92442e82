"""The Vendors port in SQL: lessons by document, and the facts that triggers count of them."""

from collections.abc import Collection, Sequence
from dataclasses import asdict
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.dialects.sqlite import insert

from bot.ledger.database import UNSYNCHRONISED, Database
from bot.ledger.tables import FactRow, LessonRow
from handlers.vendors import MOST_FACTS, Fact, Lesson


class SqlVendors:
    """What is remembered of sellers, each tenant on its own."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def learn(
        self, tenant: str, document_id: str, lessons: Collection[Lesson], at: datetime
    ) -> None:
        """Let a document teach these things, in the place of all that it taught until now."""
        whose = {"tenant": tenant, "document_id": document_id, "at": at}
        rows = [{**whose, **asdict(lesson)} for lesson in lessons]
        until_now = sa.delete(LessonRow).where(
            LessonRow.tenant == tenant, LessonRow.document_id == document_id
        )
        async with self._database.session() as session:
            await session.execute(until_now, execution_options=UNSYNCHRONISED)
            if rows:
                await session.execute(insert(LessonRow), rows)

    async def facts(
        self, tenant: str, sellers: Collection[str], *, besides: str | None = None
    ) -> Sequence[Fact]:
        """Give what was taught about sellers by documents other than the one `besides`."""
        fact, lesson = FactRow, LessonRow
        taught = sa.and_(
            lesson.tenant == fact.tenant,
            lesson.who == fact.who,
            lesson.topic == fact.topic,
            lesson.value == fact.value,
        )
        others = sa.and_(taught, lesson.document_id.is_distinct_from(besides))
        last = sa.select(lesson.document_id).where(others).limit(1).correlate(fact)
        by_it = sa.and_(taught, lesson.document_id == besides)
        count = sa.select(sa.func.count()).select_from(lesson).where(by_it).correlate(fact)
        statement = (
            sa.select(
                fact,
                count.scalar_subquery(),
                sa.select(lesson.at)
                .where(others)
                .order_by(lesson.at.desc())
                .limit(1)
                .correlate(fact)
                .scalar_subquery()
                .label("last_at"),
                last.order_by(lesson.at.desc(), lesson.document_id.desc()).scalar_subquery(),
            )
            .where(fact.tenant == tenant, fact.who.in_(sellers))
            .order_by(sa.desc("last_at"), fact.who, fact.topic, fact.value)
            .limit(MOST_FACTS)
        )
        async with self._database.reading() as session:
            return [
                Fact(row.who, row.topic, row.value, row.documents - own, at, document)
                for row, own, at, document in await session.execute(statement)
                if document is not None
            ]

    async def sellers(self, tenant: str, offset: int, limit: int) -> tuple[int, Sequence[str]]:
        """Give how many sellers are remembered, and some of them in the order of their names."""
        row = FactRow
        named = sa.select(row.who).where(row.tenant == tenant, row.topic == "seller").distinct()
        count = sa.select(sa.func.count()).select_from(named.subquery())
        async with self._database.reading() as session:
            some = await session.scalars(named.order_by(row.who).offset(offset).limit(limit))
            return await session.scalar(count) or 0, some.all()

    async def forget(self, tenant: str, seller: str) -> int:
        """Take back all that the documents of a seller taught; gives how many they were."""
        row = LessonRow
        taught = sa.select(row.document_id).where(row.tenant == tenant, row.who == seller)
        ours = sa.delete(row).where(row.tenant == tenant, row.document_id.in_(taught))
        async with self._database.session() as session:
            count = sa.select(sa.func.count(row.document_id.distinct()))
            documents = await session.scalar(count.where(row.tenant == tenant, row.who == seller))
            await session.execute(ours, execution_options=UNSYNCHRONISED)
            return documents or 0
