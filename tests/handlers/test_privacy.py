"""Forgetting a file: all of it, of nobody else, and finished after any crash."""

import hashlib
import json
from dataclasses import replace
from typing import Any

import pytest

from handlers.chat import Card, ChatRefused, ChatUnavailable, MessageRef, Place
from handlers.erasure import Traces
from handlers.ports import Job
from handlers.privacy import COPIES_STAY, MESSAGES_STAY, UPLOAD_STAYS, Receipt
from tests.fake_chat import FakeChat
from tests.fake_ledger import MORNING, FakeLedger, FakeQueue, a_drop
from tests.handlers.privacy_world import Fuse, PowerCut, World

ONE = {
    "drops": 1, "documents": 1, "outbox": 3, "runs": 1, "files": 1, "jobs": 1, "messages": 2,
    "told": 1,
}  # fmt: skip
NOTHING = dict.fromkeys(ONE, 0)


async def test_everything_of_a_file_goes_and_the_receipt_counts_it() -> None:
    world = World()
    await world.document("t1", "F1", "a")
    await world.document("t2", "F1", "a")
    assert world.of("t1") == world.of("t2") == ONE
    receipt = await world.privacy().forget_file("t1", "F1", actor="console:root")
    assert receipt == Receipt(
        tenant="t1",
        file="F1",
        actor="console:root",
        at=MORNING,
        counts={
            "jobs": 1, "messages": 2, "messages_never_sent": 1, "private_messages": 1, "files": 1,
            "uploads": 0, "drops": 1, "documents": 1, "revisions": 1, "findings": 0, "outbox": 3,
            "runs": 1, "reviews": 0, "acts": 0, "marks": 0, "lessons": 0, "deadlines": 0,
            "meetings": 0, "pieces": 0, "pictures": 0, "passages": 0, "written": 0, "tasks": 0,
            "teams_messages": 0, "teams_files": 0, "huddles": 0, "attendees": 0, "lines": 0,
        },
        remains=(UPLOAD_STAYS,),
    )  # fmt: skip
    assert world.of("t1") == NOTHING
    assert world.of("t2") == ONE


async def test_a_document_is_forgotten_by_its_own_id_too() -> None:
    world = World()
    document = await world.document("t1", "F1", "a")
    assert await world.privacy().forget_file("t2", document.id, actor="x") is None
    assert await world.privacy().forget_file("t1", document.id, actor="x")
    assert world.of("t1") == NOTHING


async def test_what_is_not_there_gives_no_receipt_and_no_trace() -> None:
    world = World()
    assert await world.privacy().forget_file("t1", "F1", actor="x") is None
    assert world.audit.links == []


async def test_a_file_that_another_arrival_waits_for_stays() -> None:
    world = World()
    document = await world.document("t1", "F1", "a")
    waiting = a_drop("t1", "F2")
    await world.ledger.arrived(waiting, None)
    await world.ledger.fetched(waiting, document.sha256)
    receipt = await world.privacy().forget_file("t1", "F1", actor="x")
    assert receipt
    assert receipt.counts["files"] == 0
    assert set(world.store.files) == {("t1", document.sha256)}


async def test_a_file_that_was_turned_away_is_forgotten() -> None:
    world = World()
    drop = a_drop("t1", "F1")
    await world.ledger.arrived(drop, None)
    await world.queue.put(Job("document", drop.key, {}))
    receipt = await world.privacy().forget_file("t1", "F1", actor="x")
    assert receipt
    assert (receipt.counts["drops"], receipt.counts["jobs"]) == (1, 1)
    assert world.of("t1") == NOTHING


async def moments() -> int:
    world, fuse = World(), Fuse()
    await world.document("t1", "F1", "a")
    await world.privacy(fuse).forget_file("t1", "F1", actor="x")
    return fuse.moment


async def test_after_a_crash_at_any_moment_asking_again_finishes() -> None:
    last = await moments()
    assert last >= 24
    for blows_at in range(1, last + 1):
        world = World()
        await world.document("t1", "F1", "a")
        await world.document("t2", "F1", "a")
        with pytest.raises(PowerCut):
            await world.privacy(Fuse(blows_at)).forget_file("t1", "F1", actor="x")
        await world.privacy().forget_file("t1", "F1", actor="x")
        assert world.of("t1") == NOTHING, f"after a crash at {blows_at}"
        assert world.of("t2") == ONE


async def test_the_audit_keeps_hashes_and_figures_only() -> None:
    world = World()
    await world.document("t1", "F1", "a")
    receipt = await world.privacy().forget_file("t1", "F1", actor="console:root")
    assert receipt
    subject = hashlib.sha256(b"t1\0F1").hexdigest()
    begun, ended = world.audit.links
    assert begun == ("t1", "console:root", "file.forgetting", subject, {})
    digest = hashlib.sha256(receipt.canonical()).hexdigest()
    assert ended[:4] == ("t1", "console:root", "file.forgotten", subject)
    assert ended[4] == {**receipt.counts, "receipt": digest}


class LateJob(FakeQueue):
    """A queue with a job that says one thing more before it can be cancelled."""

    world: World

    async def forget(self, keys: Any) -> int:
        (key, *_) = keys
        if key in self.jobs:
            drop, _ = self.world.ledger.drops["t1", key]
            await self.world.ledger.opening(drop.place, "late", key)
            late = await self.world.chat.post(drop.place, Card("late"), key="late")
            await self.world.ledger.done("late", late)
        return await super().forget(keys)


async def test_what_a_running_job_adds_at_the_last_moment_goes_too() -> None:
    queue = LateJob()
    world = World(queue=queue)
    queue.world = world
    await world.document("t1", "F1", "a")
    receipt = await world.privacy().forget_file("t1", "F1", actor="x")
    assert receipt
    assert receipt.counts["messages"] == 3
    assert world.of("t1") == NOTHING


async def test_what_somebody_is_told_until_the_rows_are_gone_is_taken_back() -> None:
    world = World()
    document = await world.document("t1", "F1", "a")
    erase = world.ledger.erase

    async def late(tenant: str, file: str) -> Traces | None:
        world.told.append(("t1", document.id))
        return await erase(tenant, file)

    world.ledger.erase = late  # type: ignore[method-assign]  # somebody asks at the last moment
    receipt = await world.privacy().forget_file("t1", "F1", actor="x")
    assert receipt
    assert receipt.counts["private_messages"] == 2
    assert world.of("t1") == NOTHING


async def test_a_file_that_brought_no_document_was_told_to_nobody() -> None:
    world = World()
    await world.document("t1", "F1", "a")
    await world.ledger.arrived(a_drop("t1", "F2"), None)
    receipt = await world.privacy().forget_file("t1", "F2", actor="x")
    assert receipt
    assert receipt.counts["private_messages"] == 0
    assert world.of("t1") == ONE


class RefusingChat(FakeChat):
    """A platform on which Clerk may not delete anything any more."""

    async def retract(self, message: MessageRef) -> None:
        raise ChatRefused("retract: not_in_channel")

    async def find(self, place: Place, *, key: str) -> MessageRef | None:
        raise ChatRefused("find: not_in_channel")


async def test_a_message_that_cannot_be_taken_back_is_said_and_the_rest_goes() -> None:
    world = World(chat=RefusingChat())
    await world.document("t1", "F1", "a")
    receipt = await world.privacy().forget_file("t1", "F1", actor="x")
    assert receipt
    assert receipt.remains == (UPLOAD_STAYS, MESSAGES_STAY)
    assert (receipt.counts["messages"], receipt.counts["messages_refused"]) == (0, 3)
    assert world.of("t1") == {**NOTHING, "messages": 2}


class SleepingChat(FakeChat):
    """A platform that does not answer now."""

    async def retract(self, message: MessageRef) -> None:
        raise ChatUnavailable("retract: 503")


async def test_while_the_platform_is_away_nothing_is_lost_that_tells_what_to_do() -> None:
    world = World(chat=SleepingChat())
    await world.document("t1", "F1", "a")
    with pytest.raises(ChatUnavailable):
        await world.privacy().forget_file("t1", "F1", actor="x")
    awake = FakeChat(said=world.chat.said)
    assert await replace(world.privacy(), chat=awake).forget_file("t1", "F1", actor="x")
    world.chat = awake
    assert world.of("t1") == NOTHING


class BusyLedger(FakeLedger):
    """A ledger whose file another program is reading all the time."""

    async def scrub(self) -> bool:
        return False


async def test_copies_that_may_be_left_are_said() -> None:
    world = World(ledger=BusyLedger())
    await world.document("t1", "F1", "a")
    receipt = await world.privacy().forget_file("t1", "F1", actor="x")
    assert receipt
    assert receipt.remains == (UPLOAD_STAYS, COPIES_STAY)


@pytest.mark.parametrize("owner", ["local", "slack"])
async def test_an_upload_to_a_platform_of_clerks_own_goes_too(owner: str) -> None:
    world = World()
    await world.document("t1", "F1", "a")
    uploads = {("t1", "F1")}

    async def forget_upload(tenant: str, file: str) -> bool:
        uploads.remove((tenant, file))
        return True

    privacy = replace(world.privacy(), uploads={owner: forget_upload})
    receipt = await privacy.forget_file("t1", "F1", actor="x")
    assert receipt
    ours = owner == "local"
    assert receipt.counts["uploads"] == ours
    assert receipt.remains == (() if ours else (UPLOAD_STAYS,))
    assert uploads == (set() if ours else {("t1", "F1")})


def test_a_receipt_has_one_form_to_be_signed() -> None:
    receipt = Receipt("t1", "F1", "x", MORNING, {"b": 1, "a": 2}, ("é",))
    same = replace(receipt, counts={"a": 2, "b": 1})
    assert receipt.canonical() == same.canonical()
    assert json.loads(receipt.canonical())["at"] == MORNING.isoformat()
