"""What came by Teams and is taken back there: nothing of it stays, neither there nor here."""

import asyncio
from pathlib import Path

import pytest
import sqlalchemy as sa

from bot.ledger.book_rows import TeamsFileRow, TeamsMessageRow
from tests.scenarios.bills import bill
from tests.scenarios.offices import Office, office
from tests.scenarios.people import PATIENCE

pytestmark = pytest.mark.asyncio(loop_scope="module")


async def shown(office: Office, number: str) -> int:
    """Count the messages of Clerk's on which the number of an invoice stands."""
    arun = office.arun
    seen = [*await arun.read("invoices"), *await arun.read("accounting"), *await arun.alone()]
    return sum(number in one.words for one in seen)


async def kept(office: Office, word: str) -> tuple[int, int]:
    """Count the messages that are kept with a word on them, and the files that are to be had."""
    said = sa.cast(TeamsMessageRow.card, sa.Text).contains(word)
    counts = sa.select(
        sa.select(sa.func.count()).select_from(TeamsMessageRow).where(said).scalar_subquery(),
        sa.select(sa.func.count()).select_from(TeamsFileRow).scalar_subquery(),
    )
    async with office.house.ledger.database.session() as session:
        messages, files = (await session.execute(counts)).one()
        return messages, files


async def until(office: Office, number: str, messages: int, rows: tuple[int, int]) -> None:
    """Wait until so many messages are shown, and so many rows are kept."""
    async with asyncio.timeout(PATIENCE):
        while (await shown(office, number), await kept(office, number)) != (messages, rows):  # noqa: ASYNC110 - in the database
            await asyncio.sleep(0.05)


async def test_a_deleted_file_takes_every_card_and_every_row_with_it(tmp_path: Path) -> None:
    async with office("teams", tmp_path / "data") as here:
        heads = {}
        for number, net in (("R-11", "100.00"), ("R-12", "250.00")):
            head = await here.lena.drop((f"{number}.xml", bill(number, net, off="1.00")))
            await here.lena.answered(head, "invoices", files=2)
            heads[number] = head
        await here.settled()
        await here.arun.asks("queue all")
        # Its card and two files, in its thread and with accounting, and the list for Arun alone.
        for number in heads:
            await until(here, number, 7, (7, 2))
        await here.lena.delete(heads["R-11"])
        await until(here, "R-11", 0, (0, 1))
        # The list told of both, and went with the first of them.
        assert await shown(here, "R-12") == 6
        assert await kept(here, "R-12") == (6, 1)
