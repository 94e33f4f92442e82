"""What a running Clerk says unasked: reminders, the digest, and that it failed, with a way on."""

import re
from datetime import timedelta

import pytest

from bot.engine.jobs import listed, put
from bot.ledger.archive import SqlArchive
from handlers.ports import Drop, Job
from tests.scenarios.bills import bill
from tests.scenarios.offices import Office
from tests.scenarios.people import says

pytestmark = pytest.mark.asyncio(loop_scope="module")


async def test_what_waits_for_long_is_brought_up_in_its_thread(office: Office) -> None:
    house, document = office.house, await office.dropped()
    case = await house.ledger.kept.reviews.case(office.tenant, document)
    assert case is not None
    slot = case.review.since + timedelta(hours=25)
    for key in ("reminders:one", "reminders:two"):  # two slots of one period: one reminder
        assert await put(house.ledger.database, Job("reminders", key, {"slot": slot.isoformat()}))
    card = await office.lena.card(document)
    reminder = await office.lena.said(card.thread, "This has been waiting for accounting")
    assert "1 day" in reminder.words
    opened = await office.mei.press(reminder, "review.open")
    assert document in opened.words


async def test_the_digest_says_where_the_audit_log_ends(office: Office) -> None:
    house, document = office.house, await office.dropped()
    await office.arun.decide(await office.arun.card(document), "reject", "not ours")
    await office.lena.card(document, until=says("Rejected by"))
    case = await house.ledger.kept.reviews.case(office.tenant, document)
    assert case is not None
    day = timedelta(hours=12)
    facts = {
        "slot": (case.review.since + day).isoformat(),
        "since": (case.review.since - day).isoformat(),
        "date": "2026-03-02",
    }
    assert await put(house.ledger.database, Job("digest", "digest:2026-03-02", facts))
    digest = await office.arun.said(None, "Accounting on 2026-03-02", "accounting")
    assert "0 approved, 1 rejected" in digest.words
    at = re.search(r"Audit log: (\d+) links, ending in (\w+)", digest.words)
    assert at is not None
    audit = office.house.ledger.audit
    assert (await audit.verify(office.tenant, (int(at[1]), at[2]))).broken is None
    assert (await audit.verify(office.tenant, (int(at[1]), at[2][::-1]))).broken is not None
    shown = await office.mei.press(digest, "backlog.show")
    assert "waiting" in shown.words


async def test_a_document_that_clerk_failed_on_is_tried_again(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    fetched = SqlArchive.fetched

    async def broken(self: SqlArchive, drop: Drop, sha256: str | None) -> bool:
        if drop.name == "unlucky.xml":
            raise LookupError(drop.key)
        return await fetched(self, drop, sha256)

    with monkeypatch.context() as patched:
        patched.setattr(SqlArchive, "fetched", broken)
        head = await office.lena.drop(("unlucky.xml", bill("R-unlucky")))
        failed = await office.lena.said(head, "Something broke inside Clerk")
        assert "LookupError" in failed.words
        assert failed.actions == {"job.retry"}
        [job] = await listed(office.house.ledger.database, failed=True)
        assert "LookupError" in str(job)
    assert (await office.lena.press(failed, "job.retry")).kind == "none"
    await office.lena.answered(head, until=says("All checks passed."), files=2)
    again = await office.lena.press(failed, "job.retry")
    assert "There is nothing to try again." in again.words
    assert await listed(office.house.ledger.database, failed=True) == []
