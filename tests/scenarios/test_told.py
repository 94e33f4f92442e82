"""What a running Clerk says unasked: reminders, the digest, and that it failed, with a way on."""

from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest
import pytest_asyncio

from bot.app import House
from bot.engine.jobs import put
from bot.ledger.archive import SqlArchive
from bot.local.roster import TENANT
from handlers.ports import Drop, Job
from tests.scenarios.bills import bill
from tests.scenarios.deciding import Colleague, actions, written
from tests.scenarios.dropping import Visitor
from tests.scenarios.office import Office, bot, decided, says

pytestmark = pytest.mark.asyncio(loop_scope="module")


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def office(
    visitor: Visitor,
    people: dict[str, Colleague],
    data_dir: Path,
    tmp_path_factory: pytest.TempPathFactory,
) -> AsyncIterator[Office]:
    """A running Clerk and everybody in it."""
    yield Office(visitor, people, data_dir, tmp_path_factory.mktemp("files"))


async def test_what_waits_for_long_is_brought_up_in_its_thread(
    house: House, office: Office
) -> None:
    document = await office.dropped()
    case = await house.ledger.kept.reviews.case(TENANT, document)
    assert case is not None
    slot = case.review.since + timedelta(hours=25)
    for key in ("reminders:one", "reminders:two"):  # two slots of one period: one reminder
        assert await put(house.ledger.database, Job("reminders", key, {"slot": slot.isoformat()}))
    card = await office.lena.card(document)
    reminder = await office.lena.said(card["thread"], "This has been waiting for accounting")
    assert "1 day" in written(reminder)
    opened = await office.mei.press(reminder, "review.open")
    assert document in written(opened["card"])


async def test_the_digest_says_where_the_audit_log_ends(house: House, office: Office) -> None:
    document = await office.dropped()
    await decided(office.arun, await office.arun.card(document), "reject", "not ours")
    await office.lena.card(document, until=says("Rejected by"))
    case = await house.ledger.kept.reviews.case(TENANT, document)
    assert case is not None
    day = timedelta(hours=12)
    facts = {
        "slot": (case.review.since + day).isoformat(),
        "since": (case.review.since - day).isoformat(),
        "date": "2026-03-02",
    }
    assert await put(house.ledger.database, Job("digest", "digest:2026-03-02", facts))
    digest = await office.arun.said(None, "Accounting on 2026-03-02", "accounting")
    assert "0 approved, 1 rejected" in written(digest)
    links, head = digest["body"]["footer"].removeprefix("Audit log: ").split(" links, ending in ")
    checked = await bot(office, "audit", "verify", "--expect", f"{links}:{head}")
    assert checked[0] == 0, checked[2]
    other = await bot(office, "audit", "verify", "--expect", f"{links}:{head[::-1]}")
    assert other[0] == 1
    shown = await office.mei.press(digest, "backlog.show")
    assert "waiting" in written(shown["card"])


async def test_a_document_that_clerk_failed_on_is_tried_again(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    fetched = SqlArchive.fetched

    async def broken(self: SqlArchive, drop: Drop, sha256: str | None) -> bool:
        if drop.name == "unlucky.xml":
            raise LookupError(drop.key)
        return await fetched(self, drop, sha256)

    path = office.folder / "unlucky.xml"
    path.write_bytes(bill("R-unlucky"))
    with monkeypatch.context() as patched:
        patched.setattr(SqlArchive, "fetched", broken)
        head = await office.visitor.drop(path)
        failed = await office.lena.said(head["id"], "Something broke inside Clerk")
        assert "LookupError" in written(failed)
        assert actions(failed) == {"job.retry"}
        listed = await bot(office, "jobs", "failed")
        assert "LookupError" in listed[1]
    assert (await office.lena.press(failed, "job.retry"))["outcome"] == "none"
    await office.lena.said(head["id"], "All checks passed.")
    thread = await office.visitor.answered(head["id"])
    assert len(thread.cards) == 1
    again = await office.lena.press(failed, "job.retry")
    assert "There is nothing to try again." in written(again)
    assert (await bot(office, "jobs", "failed"))[1] == "no jobs\n"
