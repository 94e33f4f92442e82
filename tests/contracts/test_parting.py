"""What every Withdrawing does with a meeting of which a file is taken back."""

import pytest

from handlers.chat import MessageRef
from handlers.meetings.records import Meeting, Piece, run_key
from handlers.withdrawals import facts_of, withdrawn_of
from tests.contracts.conftest import Ledger
from tests.contracts.recorded import MINUTES, OTHER_SHA, SHA, SLIDES, everything
from tests.fake_ledger import MORNING


async def told(ledger: Ledger, file: str = "F1") -> Meeting:
    """Keep a meeting with all that can be known of one, its card and its files."""
    meeting = await everything(ledger, file)
    first, words = (piece.drop for piece in meeting.pieces)
    for drop in (first, words):
        await ledger.outbox.opening(meeting.place, f"{drop.key}:card", drop.key)
        sent = MessageRef(meeting.place, f"message of {drop.file}")
        await ledger.outbox.done(f"{drop.key}:card", sent)
    return meeting


async def test_the_files_of_a_meeting_are_found_by_its_id(ledger: Ledger) -> None:
    meeting = await told(ledger)
    found = await ledger.withdrawing.arrivals("t1", document=meeting.id)
    assert [one.drop for one in found] == [piece.drop for piece in meeting.pieces]
    assert [(one.document, one.held) for one in found] == [(None, False)] * 2
    assert await ledger.withdrawing.arrivals("t2", document=meeting.id) == []
    [one] = await ledger.withdrawing.arrivals("t1", file=("local", "F1"))
    assert one.drop == meeting.pieces[0].drop


async def test_a_meeting_goes_with_the_last_of_its_files(ledger: Ledger) -> None:
    meeting, other = await told(ledger), await everything(ledger, "F2")
    keys = [piece.drop.key for piece in meeting.pieces]
    gone = await ledger.withdrawing.withdraw("t1", keys, MORNING)
    assert (gone.traces.meetings, gone.reopened) == ((meeting.id,), ())
    assert gone.traces.files == (), "another meeting has the same"
    assert {table: rows for table, rows in gone.traces.rows.items() if rows} == {
        "meetings": 1, "pieces": 2, "pictures": 2, "passages": 2, "written": 1,
        "tasks": 2, "runs": 2, "outbox": 2, "drops": 2,
    }  # fmt: skip
    assert {*keys, run_key(meeting.id, 1)} < set(gone.traces.jobs)
    assert len(gone.traces.messages) == 2
    assert set(gone.traces.uploads) == {("local", "F1"), ("local", "F1-words")}
    assert await ledger.meetings.get("t1", meeting.id) is None
    assert await ledger.meetings.get("t1", other.id) == other
    again = await ledger.withdrawing.withdraw("t1", keys, MORNING)
    assert not any(again.traces.rows.values())


@pytest.mark.parametrize("file", ["F1", "F1-words"])
async def test_with_one_file_goes_all_that_was_made_of_a_meeting(ledger: Ledger, file: str) -> None:
    meeting = await told(ledger)
    [going] = [piece for piece in meeting.pieces if piece.drop.file == file]
    [left] = [piece for piece in meeting.pieces if piece.drop.file != file]
    gone = await ledger.withdrawing.withdraw("t1", [going.drop.key], MORNING)
    assert (gone.traces.meetings, gone.reopened) == ((), (meeting.id,))
    assert set(gone.traces.files) == {SHA, OTHER_SHA, *(one.sha256 for one in SLIDES)}
    assert gone.traces.uploads == (("local", file),)
    assert len(gone.traces.messages) == 2, "all that was said tells of what was in it"
    assert run_key(meeting.id, 1) in gone.traces.jobs
    assert left.drop.key not in gone.traces.jobs
    kept = await ledger.meetings.get("t1", meeting.id)
    assert kept
    assert [one.drop for one in kept.pieces] == [left.drop]
    assert (kept.state, kept.run, kept.chosen_by) == ("asked", meeting.run, None)
    assert (kept.names, kept.timeline, kept.pictures) == ({}, None, ())
    assert (kept.place, kept.received_at) == (left.drop.place, left.drop.received_at)
    assert kept.pieces[0].sha256 is None
    assert kept.revision > meeting.revision
    assert await ledger.meetings.passages("t1", meeting.id, 1) == []
    assert not await ledger.meetings.wrote("t1", meeting.id, 1, MINUTES), "that was of both files"
    assert not await ledger.meetings.pictured("t1", meeting.id, SLIDES)
    assert await ledger.meetings.minutes("t1", meeting.id, 1) is None
    assert await ledger.tasks.of_meeting("t1", meeting.id) == []
    for sha256 in (SHA, OTHER_SHA, SLIDES[0].sha256):
        assert not await ledger.archive.holds("t1", sha256)
    assert await ledger.outbox.sent("t1", f"{left.drop.key}:card") is None
    assert await ledger.outbox.opening(kept.place, f"{left.drop.key}:card", left.drop.key)
    again = await ledger.meetings.arrived(going.drop, going.role)
    assert [one.role for one in again.pieces] == ["recording", "transcript"]
    assert Piece(going.role, going.drop, None, None, 0) in again.pieces


async def test_what_is_to_be_taken_out_can_be_written_down(ledger: Ledger) -> None:
    meeting = await told(ledger)
    gone = await ledger.withdrawing.withdraw("t1", [meeting.pieces[0].drop.key], MORNING)
    read = withdrawn_of("t1", facts_of(gone))
    assert (read.reopened, read.traces.files) == (gone.reopened, gone.traces.files)
    gone = await ledger.withdrawing.withdraw("t1", [meeting.pieces[1].drop.key], MORNING)
    assert withdrawn_of("t1", facts_of(gone)).traces.meetings == (meeting.id,)
