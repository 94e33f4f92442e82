"""What is kept of documents is held against the log: nothing stands that it does not tell of."""

import asyncio
import shutil
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import sqlalchemy as sa

from bot.ledger.archive import SqlArchive
from bot.ledger.audit import SqlAudit
from bot.ledger.database import FILE_NAME, Database
from bot.ledger.erasure import SqlErasure
from bot.ledger.reviews import SqlReviews
from bot.ledger.vouching import Doubt, SqlVouching
from handlers.ports import Facts
from handlers.vouching import READ, read_facts
from pipelines.document.model import Reading
from tests.bot.ledger.tampering import KEY, tamper
from tests.fake_ledger import FakeClock
from tests.handlers.bureau import Bureau, clear, flagged

ACTS = "what people did to it is not what the log says"
STANDS = "it stands otherwise than the log says"
UNREAD = "nothing in the log says that it was read"
LISTS = "lists do not show what it says"


class World(Bureau):
    """Decisions over a ledger, each reading in its log."""

    def __init__(self, database: Database) -> None:
        self.database, self.sql = database, SqlAudit(database, KEY, FakeClock())
        super().__init__(ports=(SqlReviews(database), SqlArchive(database), self.sql))
        self.vouching = SqlVouching(database, self.sql)

    async def read(self, reading: Reading, name: str = "F1") -> str:
        """Let a document be read, and the log be told."""
        id_ = await self.file(reading, name)
        document = await self.archive.get("t1", id_)
        assert document
        await self.audit.append(
            "t1", actor="local:eva", action=READ, subject=id_, detail=read_facts(document)
        )
        return id_

    async def whys(self) -> list[str]:
        """Give what is doubted."""
        doubts = await self.vouching.doubts()
        named = {one.document_id for one in doubts}
        assert set(await self.vouching.doubted("t1", named)) == named
        return [one.why for one in doubts]


@pytest.fixture
async def world(tmp_path: Path, migrated: Path) -> AsyncIterator[World]:
    database = Database(await asyncio.to_thread(shutil.copy, migrated, tmp_path / FILE_NAME))
    async with database.session() as session:
        triggers = "SELECT name FROM sqlite_master WHERE type = 'trigger'"
        for name in (await session.scalars(sa.text(triggers))).all():
            await session.execute(sa.text(f"DROP TRIGGER {name}"))
    yield World(database)
    await database.close()


async def busy(world: World) -> str:
    """Give a document to which everything was done, beside some others."""
    await world.read(clear(), "F8")
    await world.read(flagged(), "F9")
    id_ = await world.read(flagged())
    await world.submit("anna", "reject", id_, reason="Not ours")
    await world.submit("ben", "flag", id_, 1, reason="It is")
    await world.submit("cleo", "edit", id_, 2, total="119.00")
    await world.press("anna", "approve", id_, 3)
    review = await world.review(id_)
    assert (review.state, review.revision) == ("approved", 3)
    return id_


async def test_the_log_vouches_for_what_people_did(world: World) -> None:
    id_ = await busy(world)
    assert await world.whys() == []
    assert await world.vouching.doubted("t1", [id_, "D-unknown"]) == frozenset()
    assert await world.vouching.doubts("t9") == []


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ("reviews SET state = 'rejected'", STANDS),
        ("reviews SET state = 'pending'", STANDS),
        ("reviews SET version = 9", STANDS),
        ("reviews SET revision = 2", STANDS),
        ("reviews SET since = '2025-01-01 00:00:00.000000'", STANDS),
        ("reviews SET total = '1.00'", LISTS),
        ("reviews SET currency = 'CHF'", LISTS),
        ("reviews SET vendor = NULL", LISTS),
        ("reviews SET errors = 7", LISTS),
        ("acts SET person = 'local:ben' WHERE ordinal = 3 AND 1 = 1", ACTS),
        ("acts SET at = '2025-01-01 00:00:00.000000'", ACTS),
        ("acts SET verdict = 'flag'", ACTS),
        (
            "revisions SET reading = replace(reading, '119.00', '119.01') WHERE revision = 3",
            "revision 3 says something else than the log was told",
        ),
        (
            "revisions SET reading = replace(reading, '120.00', '119.01') WHERE revision = 1",
            "revision 1 says something else than the log was told",
        ),
    ],
)
async def test_what_was_changed_is_found(world: World, change: str, why: str) -> None:
    id_ = await busy(world)
    key = "document_id"
    joint = "AND" if "WHERE" in change else "WHERE"
    await tamper(world.database, f"UPDATE {change} {joint} {key} = '{id_}'")
    assert await world.vouching.doubts() == [Doubt("t1", id_, why)]
    assert await world.vouching.doubted("t1", [id_]) == {id_}


@pytest.mark.parametrize("state", ["approved", "rejected", "passed"])
async def test_a_decision_that_nobody_made_is_found(world: World, state: str) -> None:
    id_ = await world.read(flagged())
    await tamper(world.database, f"UPDATE reviews SET state = '{state}'")
    assert await world.vouching.doubts() == [Doubt("t1", id_, STANDS)]


async def test_an_act_that_was_put_in_or_taken_out_is_found(world: World) -> None:
    id_ = await busy(world)
    await tamper(world.database, "DELETE FROM acts WHERE ordinal = 3")
    assert await world.whys() == [ACTS]
    await tamper(
        world.database, "DELETE FROM acts", f"DELETE FROM reviews WHERE document_id='{id_}'"
    )
    assert await world.whys() == ["what people did to it was taken out"]


async def test_a_revision_that_was_put_in_or_taken_out_is_found(world: World) -> None:
    await busy(world)
    await tamper(
        world.database,
        "DELETE FROM findings",
        "INSERT INTO revisions SELECT tenant, document_id, 4, reading FROM revisions"
        " WHERE revision = 3",
    )
    assert await world.whys() == ["revision 4 is not both kept and in the log"]
    await tamper(world.database, "DELETE FROM revisions WHERE revision IN (2, 4)")
    assert await world.whys() == ["revision 2 is not both kept and in the log"]


async def test_a_document_that_nobody_read_is_found(world: World) -> None:
    id_ = await world.file(flagged(), "F1")
    assert await world.vouching.doubts("t1") == [Doubt("t1", id_, UNREAD)]


async def test_links_beyond_a_broken_one_vouch_for_nothing(world: World) -> None:
    await world.read(clear(), "F8")
    id_ = await world.read(flagged())
    await world.submit("anna", "reject", id_, reason="Not ours")
    await tamper(world.database, "UPDATE audit SET actor = 'local:ben' WHERE position = 3")
    assert await world.vouching.doubts() == [Doubt("t1", id_, ACTS)]
    await tamper(world.database, "UPDATE audit SET detail = '{' WHERE position = 2")
    assert await world.vouching.doubts() == [Doubt("t1", id_, UNREAD)]


@pytest.mark.parametrize(
    "change",
    [
        "reviews SET since = 'x'",
        "reviews SET total = 'x'",
        "reviews SET vendor = CAST(x'ff' AS TEXT)",
        "revisions SET reading = '{'",
        "acts SET at = 'x'",
    ],
)
async def test_what_cannot_be_read_is_vouched_for_by_nobody(world: World, change: str) -> None:
    id_ = await busy(world)
    await tamper(world.database, f"UPDATE {change}")
    assert await world.vouching.doubts() == [
        Doubt("t1", "*", "what is kept of documents cannot be read")
    ]
    assert await world.vouching.doubted("t1", [id_]) == {id_}


async def test_what_was_forgotten_and_dropped_again_begins_anew(world: World) -> None:
    id_ = await busy(world)
    assert await SqlErasure(world.database).erase("t1", id_)
    assert await world.whys() == []
    assert await world.read(flagged()) == id_
    assert await world.whys() == []


async def test_a_reading_from_before_the_log_was_told_hashes(world: World) -> None:
    id_ = await world.file(flagged(), "F1")
    detail: Facts = {"sha256": "ab", "revision": 1, "status": "flagged"}
    await world.sql.append("t1", actor="x", action=READ, subject=id_, detail=detail)
    assert await world.whys() == []
    # From the first act on, it is known what it says.
    await world.submit("anna", "reject", id_, reason="Not ours")
    assert await world.whys() == []
    await tamper(world.database, "UPDATE revisions SET reading = replace(reading, '120', '121')")
    assert await world.whys() == ["revision 1 says something else than the log was told"]
