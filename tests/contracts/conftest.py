"""Every implementation of what is kept, for the suites of its ports."""

import asyncio
import shutil
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from bot.book import Book
from bot.ledger.archive import SqlArchive
from bot.ledger.audit import SqlAudit
from bot.ledger.book import SqlBook
from bot.ledger.database import FILE_NAME, Database
from bot.ledger.deadlines import SqlDeadlines
from bot.ledger.erasure import SqlErasure
from bot.ledger.huddles import SqlHuddles
from bot.ledger.meetings import SqlMeetings
from bot.ledger.outbox import SqlOutbox
from bot.ledger.policies import SqlPolicies
from bot.ledger.reviews import SqlReviews
from bot.ledger.runs import SqlRuns
from bot.ledger.tables import DropRow
from bot.ledger.tasks import SqlTasks
from bot.ledger.vendors import SqlVendors
from bot.ledger.withdrawing import SqlWithdrawing
from handlers.deadlines import Deadlines
from handlers.erasure import Erasure
from handlers.huddles.records import Huddles
from handlers.meetings.records import Meetings, Policies
from handlers.ports import Archive, Audit, Outbox
from handlers.runs import Runs
from handlers.tasks.records import Tasks
from handlers.vendors import Vendors
from handlers.verdicts import Reviews
from handlers.withdrawals import Withdrawing
from tests.contracts.books import ARRIVAL, PLACE, SENT
from tests.contracts.counterparts import COUNTERPARTS
from tests.contracts.voices import Counterpart
from tests.fake_book import FakeBook
from tests.fake_deadlines import FakeDeadlines
from tests.fake_ledger import FakeAudit, FakeClock, FakeLedger
from tests.fake_meetings import FakeMeetings, FakePolicies
from tests.fake_reviews import FakeReviews
from tests.fake_tasks import FakeTasks
from tests.fake_vendors import FakeVendors
from tests.fake_withdrawing import FakeWithdrawing


@dataclass(frozen=True)
class Ledger:
    """The ports of one ledger; `links` counts those of a tenant's audit chain.

    `keeping` holds what passed, `withdrawing` does not.
    """

    archive: Archive
    reviews: Reviews
    outbox: Outbox
    runs: Runs
    erasure: Erasure
    vendors: Vendors
    deadlines: Deadlines
    audit: Audit
    withdrawing: Withdrawing
    keeping: Withdrawing
    links: Callable[[str], Awaitable[int]]
    meetings: Meetings
    policies: Policies
    tasks: Tasks
    huddles: Huddles


@pytest.fixture(params=["sql", "memory"])
async def ledger(
    request: pytest.FixtureRequest, tmp_path: Path, migrated: Path
) -> AsyncIterator[Ledger]:
    """A ledger with nothing in it."""
    if request.param == "memory":
        fake, fake_audit = FakeLedger(), FakeAudit()
        reviews = FakeReviews(fake)
        yield Ledger(
            fake, reviews, fake, fake, fake, FakeVendors(fake), FakeDeadlines(fake), fake_audit,
            FakeWithdrawing(fake), FakeWithdrawing(fake, keeps_passed=True), fake_audit.count,
            FakeMeetings(fake), FakePolicies(), FakeTasks(fake), fake.huddles,
        )  # fmt: skip
        return
    database = Database(await asyncio.to_thread(shutil.copy, migrated, tmp_path / FILE_NAME))
    audit = SqlAudit(database, b"key", FakeClock())

    async def links(tenant: str) -> int:
        verified = await audit.verify(tenant)
        assert verified.broken is None
        return verified.links

    yield Ledger(
        SqlArchive(database),
        SqlReviews(database),
        SqlOutbox(database),
        SqlRuns(database),
        SqlErasure(database),
        SqlVendors(database),
        SqlDeadlines(database),
        audit,
        SqlWithdrawing(database, keeps_passed=False),
        SqlWithdrawing(database, keeps_passed=True),
        links,
        SqlMeetings(database, FakeClock()),
        SqlPolicies(database),
        SqlTasks(database, FakeClock()),
        SqlHuddles(database),
    )
    await database.close()


@pytest.fixture(params=COUNTERPARTS)
async def counterpart(request: pytest.FixtureRequest) -> AsyncIterator[Counterpart]:
    """Every kind of voice model, with its other end."""
    async with COUNTERPARTS[request.param]() as made:
        yield made
        await made.model.close()


@pytest.fixture(params=["sql", "memory"])
async def book(
    request: pytest.FixtureRequest, tmp_path: Path, migrated: Path
) -> AsyncIterator[Book]:
    """A book in which nothing was heard."""
    if request.param == "memory":
        yield FakeBook()
        return
    database = Database(await asyncio.to_thread(shutil.copy, migrated, tmp_path / FILE_NAME))
    outbox = SqlOutbox(database)
    # What has a mark went out through the outbox, about a file that was dropped.
    async with database.session() as session:
        session.add(DropRow(tenant="t1", key="j", **ARRIVAL))
    await outbox.opening(PLACE, "j:card", "j")
    await outbox.done("j:card", SENT)
    yield SqlBook(database, FakeClock().now)
    await database.close()
