"""The Runs port in SQL: what was executed, the bill of each day, and what is held on it."""

import uuid
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from datetime import date
from decimal import Decimal

import sqlalchemy as sa
from sqlalchemy.dialects.sqlite import insert
from sqlalchemy.ext.asyncio import AsyncSession

from bot.ledger.database import UNSYNCHRONISED, Database
from bot.ledger.run_rows import BillRow, HoldRow, RunRow
from handlers.runs import Hold, Run, Spent, billed, cost_of
from pipelines.usage import Tokens

_NOTHING = Decimal(0)


class SqlRuns:
    """One row for each job and reader, and one for each line of a bill, each tenant on its own."""

    def __init__(self, database: Database) -> None:
        self._database = database

    @asynccontextmanager
    async def apart(self) -> AsyncIterator[None]:
        """Keep at once what is done here within."""
        async with self._database.apart() as session:
            with self._database.joined(session):
                yield

    async def record(self, run: Run) -> None:
        """Keep one run, in the place of an earlier one of its job and reader, and bill it."""
        values, keys = _values(run), ["tenant", "job", "reader"]
        changed = {name: value for name, value in values.items() if name not in keys}
        row = insert(RunRow).values(values)
        async with self._database.session() as session:
            # This takes the write lock: nobody else adds to the bill until that is written.
            await session.execute(row.on_conflict_do_update(index_elements=keys, set_=changed))
            await _bill(session, run.tenant, billed(run))

    async def spent(self, tenant: str, since: date, until: date) -> Sequence[Spent]:
        """Give the bill from one day to another, both included, by day, reader and model."""
        async with self._database.reading() as session:
            return await _lines(session, tenant, since, until)

    async def hold(self, tenant: str, day: date, *, budget: Decimal, least: Decimal) -> Hold | None:
        """Set aside what the dearest run of the day came to, and `least` at least.

        None where what was spent that day, and what is held, has reached `budget`.
        """
        past = sa.delete(HoldRow).where(HoldRow.tenant == tenant, HoldRow.day < day)
        async with self._database.apart() as session:
            # A write first: who asks at the same time waits here until this one is there.
            await session.execute(past, execution_options=UNSYNCHRONISED)
            bill = await _lines(session, tenant, day, day)
            if cost_of(bill) + await _held(session, tenant, day) >= budget:
                return None
            dearest = max((line.dearest_usd for line in bill), default=_NOTHING)
            hold = Hold(uuid.uuid4().hex, max(dearest, least))
            values = {"tenant": tenant, "id": hold.id, "day": day, "cost_usd": hold.cost_usd}
            await session.execute(insert(HoldRow).values(values))
            return hold

    async def release(self, tenant: str, hold: str) -> None:
        """Take a hold away; that there is none any more is no mistake."""
        which = (HoldRow.tenant == tenant, HoldRow.id == hold)
        async with self._database.session() as session:
            await session.execute(
                sa.delete(HoldRow).where(*which), execution_options=UNSYNCHRONISED
            )

    async def held(self, tenant: str, day: date) -> Decimal:
        """Give what is held that day, all together."""
        async with self._database.reading() as session:
            return await _held(session, tenant, day)


def _values(run: Run) -> dict[str, object]:
    price = run.price
    return {
        "tenant": run.tenant,
        "job": run.job,
        "reader": run.reader,
        "document_id": run.document_id,
        "model": run.model,
        "started_at": run.started_at,
        "day": run.day,
        "seconds": run.seconds,
        "cost_usd": run.cost_usd,
        "outcome": run.outcome,
        "failed": run.failed,
        **_tokens(run.tokens),
        "priced_on": None if price is None else price.dated,
        "priced_by": None if price is None else price.source,
    }


def _tokens(used: Tokens) -> dict[str, int]:
    return {
        "tokens_in": used.input,
        "tokens_out": used.output,
        "tokens_cached": used.cached,
    }


async def _bill(session: AsyncSession, tenant: str, line: Spent) -> None:
    """Add a line to a bill: to the one of its day, reader and model where there is one."""
    keys = {"tenant": tenant, "day": line.day, "reader": line.reader, "model": line.model or ""}
    same = sa.select(BillRow).filter_by(**keys).execution_options(populate_existing=True)
    row = await session.scalar(same)
    line = line if row is None else _spent(row) + line
    figures = {
        "runs": line.runs,
        "failed": line.failed,
        "unpriced": line.unpriced,
        **_tokens(line.tokens),
        "cost_usd": line.cost_usd,
        "dearest_usd": line.dearest_usd,
    }
    upsert = insert(BillRow).values(**keys, **figures)
    await session.execute(upsert.on_conflict_do_update(index_elements=[*keys], set_=figures))


async def _lines(session: AsyncSession, tenant: str, since: date, until: date) -> list[Spent]:
    row = BillRow
    lines = (
        sa.select(row)
        .where(row.tenant == tenant, row.day >= since, row.day <= until)
        .order_by(row.day, row.reader, row.model)
        .execution_options(populate_existing=True)
    )
    return [_spent(one) for one in await session.scalars(lines)]


def _spent(row: BillRow) -> Spent:
    return Spent(
        day=row.day,
        reader=row.reader,
        model=row.model or None,
        runs=row.runs,
        failed=row.failed,
        unpriced=row.unpriced,
        tokens=Tokens(input=row.tokens_in, output=row.tokens_out, cached=row.tokens_cached),
        cost_usd=row.cost_usd,
        dearest_usd=row.dearest_usd,
    )


async def _held(session: AsyncSession, tenant: str, day: date) -> Decimal:
    held = sa.select(HoldRow.cost_usd).where(HoldRow.tenant == tenant, HoldRow.day == day)
    return sum(await session.scalars(held), _NOTHING)
