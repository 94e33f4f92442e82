"""What is heard of meetings in SQL: the windows of each run, and what was said in them."""

from collections.abc import Mapping, Sequence

import sqlalchemy as sa
from sqlalchemy.dialects.sqlite import insert
from sqlalchemy.ext.asyncio import AsyncSession

from bot.ledger.database import UNSYNCHRONISED, Database
from bot.ledger.meeting_rows import PassageRow, change, passage_of
from handlers.meetings.records import Passage


class SqlPassages:
    """Windows of the sound by meeting, run and number."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def plan(
        self, tenant: str, meeting_id: str, run: int, passages: Sequence[Passage], *, basis: str
    ) -> Sequence[Passage]:
        """Keep into which windows the sound is cut, for one run, and give them as they are kept."""
        whose = {"tenant": tenant, "meeting_id": meeting_id}
        async with self._database.session() as session:
            if not await change(session, tenant, meeting_id, {"tenant": tenant}):
                return ()
            planned = await _passages(session, tenant, meeting_id, PassageRow.run == run)
            if not planned and passages:
                heard = await _heard(session, tenant, meeting_id, basis)
                rows = [
                    {
                        **whose,
                        "run": run,
                        "number": one.number,
                        "basis": basis,
                        "start_s": one.start_s,
                        "end_s": one.end_s,
                        "speech_s": one.speech_s,
                        "said": one.said or heard.get((one.start_s, one.end_s)),
                    }
                    for one in passages
                ]
                await session.execute(insert(PassageRow), rows)
                planned = await _passages(session, tenant, meeting_id, PassageRow.run == run)
            return [passage_of(one) for one in planned]

    async def passages(self, tenant: str, meeting_id: str, run: int) -> Sequence[Passage]:
        """Give the windows of a run, in order."""
        async with self._database.reading() as session:
            found = await _passages(session, tenant, meeting_id, PassageRow.run == run)
            return [passage_of(one) for one in found]

    async def heard(self, tenant: str, meeting_id: str, run: int, passage: Passage) -> None:
        """Keep what was said in one window."""
        row = PassageRow
        which = (row.run == run, row.number == passage.number)
        ours = (row.tenant == tenant, row.meeting_id == meeting_id)
        said = sa.update(row).where(*ours, *which).values(said=passage.said)
        async with self._database.session() as session:
            await session.execute(said, execution_options=UNSYNCHRONISED)


async def _passages(
    session: AsyncSession, tenant: str, meeting_id: str, *which: sa.ColumnElement[bool]
) -> Sequence[PassageRow]:
    row = PassageRow
    chosen = sa.select(row).where(row.tenant == tenant, row.meeting_id == meeting_id, *which)
    in_order = chosen.order_by(row.run, row.number).execution_options(populate_existing=True)
    return (await session.scalars(in_order)).all()


async def _heard(
    session: AsyncSession, tenant: str, meeting_id: str, basis: str
) -> Mapping[tuple[float, float], str | None]:
    """Give what earlier runs heard on the same basis, by where a window begins and ends."""
    which = (PassageRow.basis == basis, PassageRow.said.is_not(None))
    found = await _passages(session, tenant, meeting_id, *which)
    return {(one.start_s, one.end_s): one.said for one in found}
