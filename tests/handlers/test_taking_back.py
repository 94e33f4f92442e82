"""What somebody deletes is forgotten: theirs alone, and nothing that people decided on."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from handlers.chat import ChatUnavailable, MessageRef, Place, Upload
from handlers.drops import part_jobs
from handlers.lacks import FileDeleted
from handlers.ports import Drop, Postponed
from handlers.withdrawals import KIND, Withdrawal, facts_of, withdrawal_job, withdrawn_of
from tests.fake_ledger import MORNING, FakeQueue
from tests.fake_queue import InMemorySteps
from tests.handlers.office import ACCOUNTING, FLAGGED, lines, upload
from tests.handlers.takebacks import Takebacks

PDF = b"%PDF-1.7 one"
MINE, THEIRS = upload("F1"), upload("F2", channel="sales")
DELETED = Withdrawal("local", "t1", "F1")


@pytest.fixture
def office(tmp_path: Path) -> Takebacks:
    return Takebacks(tmp_path)


def nothing_is_left(office: Takebacks) -> bool:
    ledger = office.ledger
    kept = (ledger.drops, ledger.documents, ledger.outbox, ledger.reviews, office.store.files)
    return not any(kept) and not office.chat.said


async def test_a_file_that_was_deleted_is_forgotten(office: Takebacks) -> None:
    office.reader.says = FLAGGED
    await office.answer(MINE, PDF)
    assert office.chat.cards(ACCOUNTING)
    await office.withdraw(DELETED)
    assert nothing_is_left(office)
    [job] = office.queue.jobs.values()
    assert job.kind == KIND
    assert office.actions() == ["file.withdrawn"]


async def test_the_same_deletion_told_again_changes_nothing(office: Takebacks) -> None:
    await office.answer(MINE, PDF)
    await office.withdraw(DELETED)
    await office.withdraw(DELETED)
    await office.withdraw(replace(DELETED, place=MINE.place, message="m1"))
    assert nothing_is_left(office)
    assert office.actions() == ["file.withdrawn"]


async def test_a_withdrawal_that_failed_is_tried_again(office: Takebacks) -> None:
    await office.taking_back.on_withdrawal(DELETED)
    [job] = office.withdrawals()
    office.queue.failed.add(job.key)
    await office.taking_back.on_withdrawal(DELETED)
    assert office.queue.retried == [job.key]


async def test_what_somebody_else_dropped_stays_with_its_card(office: Takebacks) -> None:
    office.reader.says = FLAGGED
    await office.answer(MINE, PDF)
    await office.answer(THEIRS, PDF)
    document = office.document(MINE).id
    seen = office.card(THEIRS)
    await office.withdraw(DELETED)
    assert office.chat.cards(MINE.place) == []
    assert office.document(THEIRS).id == document
    # It is the first arrival now: its card says all, and its files are there.
    assert office.card(THEIRS) != seen
    assert "Northmoor Analytics Ltd" in office.card(THEIRS).title
    assert office.files(THEIRS)
    assert "eva" in lines(office.accounting_card())[0].casefold()
    await office.withdraw(replace(DELETED, file="F2"))
    assert nothing_is_left(office)


async def test_what_was_decided_is_kept_and_the_cards_say_why(office: Takebacks) -> None:
    office.reader.says = FLAGGED
    await office.answer(MINE, PDF)
    await office.reject(MINE)
    await office.show(MINE)
    for _ in range(2):
        await office.withdraw(replace(DELETED, place=MINE.place, message="m1"))
        await office.withdraw(DELETED)
    for card in (office.card(MINE), office.accounting_card()):
        assert any("was deleted where it was dropped" in line for line in lines(card))
        assert any("Rejected by Arun" in line for line in lines(card))
    assert office.files(MINE)
    assert office.actions() == ["file.withdrawn", "document.held"]
    assert ("document", MINE.file) in {
        (job.kind, job.payload["file"]) for job in office.queue.jobs.values()
    }


async def test_a_message_takes_its_file_out_of_its_own_channel_alone(office: Takebacks) -> None:
    elsewhere = replace(THEIRS, file="F1")
    await office.answer(MINE, PDF)
    await office.answer(elsewhere, PDF)
    await office.withdraw(replace(DELETED, place=MINE.place, message="m1"))
    assert office.chat.cards(MINE.place) == []
    assert office.chat.cards(elsewhere.place)
    [(drop, _)] = office.ledger.drops.values()
    assert drop.place == elsewhere.place


async def test_a_file_that_another_message_shows_there_is_left(office: Takebacks) -> None:
    await office.answer(MINE, PDF)
    office.shared.files.add((MINE.place.channel, "F1"))
    await office.withdraw(replace(DELETED, place=MINE.place, message="m1"))
    assert office.chat.cards(MINE.place)
    [asked] = office.shared.asked
    assert asked.message == "m1"


async def test_a_job_that_has_not_begun_is_taken_out_of_the_queue(office: Takebacks) -> None:
    await office.receive(MINE, PDF)
    await office.withdraw(replace(DELETED, place=MINE.place, message="m1"))
    assert [job.kind for job in office.queue.jobs.values()] == [KIND]
    assert nothing_is_left(office)


async def test_what_a_job_brought_until_it_was_stopped_goes_too(office: Takebacks) -> None:
    """It found a second document in its file in between."""
    job = await office.receive(MINE, PDF)
    await office.readings.arrive(job)
    [part] = part_jobs(job, "1,2")
    forget = office.queue.forget

    async def late(keys: Sequence[str]) -> int:
        office.queue.forget = forget  # type: ignore[method-assign]  # as it was
        await office.readings.arrive(part)
        await office.queue.put(part)
        return await forget(keys)

    office.queue.forget = late  # type: ignore[method-assign]  # once
    await office.withdraw(DELETED)
    assert [one.kind for one in office.queue.jobs.values()] == [KIND]
    assert nothing_is_left(office)


async def test_a_deletion_that_was_told_before_the_drop_leaves_nothing(office: Takebacks) -> None:
    await office.withdraw(DELETED)

    def gone(_: Upload) -> None:
        raise FileDeleted("download: file_deleted")

    office.chat.download = gone  # type: ignore[method-assign, assignment]  # refuses at once
    steps = await office.answer(MINE, None)
    assert [name for name, _ in steps.answers] == ["announce", "fetch", "forget"]
    await office.settle()
    assert nothing_is_left(office)
    assert "document" not in {job.kind for job in office.queue.jobs.values()}


async def test_one_of_another_tenant_is_left(office: Takebacks) -> None:
    other = replace(MINE, place=replace(MINE.place, tenant="t2"))
    await office.answer(other, PDF)
    await office.withdraw(DELETED)
    assert office.chat.cards(other.place)


async def test_a_file_that_clerk_never_met_is_nothing_to_it(office: Takebacks) -> None:
    await office.withdraw(replace(DELETED, file="of somebody"))
    assert office.audit.links == []


async def test_a_crash_anywhere_ends_with_nothing_kept(tmp_path: Path) -> None:
    """A job begins again from its checkpoints; whichever call was the last, all of it goes."""
    moment, over = 0, False
    while not over:
        moment += 1
        office = Takebacks(tmp_path / str(moment))
        await office.answer(MINE, PDF)
        fuse = Fuse(moment)
        job, steps = withdrawal_job(DELETED, MORNING), InMemorySteps(tries=1)
        for port, method in (
            (office.chat, "retract"), (office.store, "remove"), (office.queue, "forget"),
        ):  # fmt: skip
            setattr(port, method, fuse.around(getattr(port, method)))
        over = True
        try:
            await office.taking_back.on_job(job, steps)
        except Postponed:
            over = False
            await office.taking_back.on_job(job, steps.retried())
        assert nothing_is_left(office), moment
        assert office.actions() == ["file.withdrawn"], moment
    assert moment > 8


async def test_what_a_platform_that_is_away_keeps_goes_once_it_is_back(
    office: Takebacks, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Longer than a step tries by itself; a colleague drops the same until then, and it again."""

    async def away(_: MessageRef) -> None:
        raise ChatUnavailable("retract: status 503")

    await office.answer(MINE, PDF)
    job, steps = withdrawal_job(DELETED, MORNING), InMemorySteps()
    with monkeypatch.context() as patch:
        patch.setattr(office.chat, "retract", away)
        for _ in range(3):
            with pytest.raises(Postponed):
                await office.taking_back.on_job(job, steps.retried())
    assert not office.ledger.drops
    assert not office.store.files
    await office.answer(THEIRS, PDF)
    again = await office.receive(MINE, PDF)
    await office.taking_back.on_job(job, steps.retried())
    assert office.chat.cards(MINE.place) == []
    assert office.chat.cards(THEIRS.place)
    assert office.store.files
    assert again.key in office.queue.jobs
    assert office.actions() == ["file.withdrawn"]


async def test_whether_it_is_still_shared_is_asked_again_once_the_platform_is_back(
    office: Takebacks, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def away(_: Withdrawal) -> bool:
        raise ChatUnavailable("files.info: status 503")

    await office.answer(MINE, PDF)
    gone = replace(DELETED, place=MINE.place, message="m1")
    job, steps = withdrawal_job(gone, MORNING), InMemorySteps()
    with monkeypatch.context() as patch:
        patch.setattr(office.shared, "is_shared", away)
        with pytest.raises(Postponed):
            await office.taking_back.on_job(job, steps)
    await office.taking_back.on_job(job, steps.retried())
    assert nothing_is_left(office)


class Fuse:
    """Blows at one call of those that it is around: before it, or when it is done."""

    def __init__(self, at: int) -> None:
        self.left = at

    def tick(self) -> None:
        self.left -= 1
        if self.left == 0:
            raise ChatUnavailable("power")

    def around(self, call: Callable[..., Awaitable[Any]]) -> Callable[..., Awaitable[Any]]:
        async def guarded(*given: object, **named: object) -> object:
            self.tick()
            answer = await call(*given, **named)
            self.tick()
            return answer

        return guarded


async def test_what_is_to_be_taken_out_outlives_the_process_as_it_is(office: Takebacks) -> None:
    office.reader.says = FLAGGED
    await office.answer(MINE, PDF)
    drop: Drop = office.document(MINE).drop
    await office.ledger.opening(Place("local", "t1", "x", "y"), f"{drop.key}:lost", drop.key)
    gone = await office.withdrawing.withdraw("t1", [drop.key], MORNING)
    again = withdrawn_of("t1", facts_of(gone))
    assert replace(again, traces=replace(again.traces, rows=gone.traces.rows)) == gone
    assert gone.traces.unsure
    assert all(isinstance(one, MessageRef) for one in again.traces.messages)


def test_each_message_that_is_deleted_is_a_withdrawal_of_its_own() -> None:
    place = Place("local", "t1", "invoices")
    deletions = [
        DELETED,
        replace(DELETED, file="F2"),
        replace(DELETED, tenant="t2"),
        replace(DELETED, place=place, message="1"),
        replace(DELETED, place=place, message="2"),
    ]
    assert len({withdrawal_job(one, MORNING).key for one in deletions}) == len(deletions)
    assert FakeQueue().jobs == {}
