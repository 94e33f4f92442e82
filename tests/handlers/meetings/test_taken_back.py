"""Meetings that people delete, that were kept for long enough, or of which one file is deleted."""

from contextlib import nullcontext
from dataclasses import replace
from pathlib import Path

import pytest

from handlers.chat import Card, MessageRef, Text
from handlers.meetings.records import SHOW, Meeting, Piece
from handlers.ports import Postponed
from handlers.waiting import PATIENCE
from handlers.withdrawals import Withdrawal
from tests.fake_ledger import MORNING, a_drop, stream
from tests.fake_meetings import FakeMeetings
from tests.fake_queue import InMemorySteps
from tests.handlers.takebacks import HERE, Takebacks


@pytest.fixture
def office(tmp_path: Path) -> Takebacks:
    return Takebacks(tmp_path)


async def met(office: Takebacks) -> Meeting:
    """Keep a meeting of two files that was read, with its card."""
    meetings = FakeMeetings(office.ledger)
    first = replace(a_drop("t1", "R1", name="weekly.mp4"), place=replace(HERE, thread="m1"))
    words = replace(first, key=f"{first.key}2", file="R2", name="weekly.vtt", user="otto")
    meeting = await meetings.arrived(first, "recording")
    meeting = await meetings.arrived(words, "transcript")
    for piece in meeting.pieces:
        await _hold(office, meetings, meeting, piece)
    running = await meetings.choose(meeting, "running", by="local:eva", when=("asked",))
    assert running
    key = f"{first.key}:meeting"
    await office.ledger.opening(first.place, key, first.key)
    sent = await office.chat.post(first.place, Card("weekly"), key=key)
    await office.ledger.done(key, MessageRef(first.place, sent.id))
    return running


async def _hold(office: Takebacks, meetings: FakeMeetings, meeting: Meeting, piece: Piece) -> None:
    stored = await office.store.put("t1", stream(piece.drop.file.encode()), limit=9)
    assert await meetings.fetched("t1", meeting.id, replace(piece, sha256=stored.sha256))


async def test_a_meeting_is_forgotten_for_somebody_and_told_to_them(office: Takebacks) -> None:
    meeting = await met(office)
    await office.taking_back.on_meeting(HERE, "eva", meeting.id, "en")
    await office.settle()
    assert (office.ledger.meetings, office.ledger.drops, office.store.files) == ({}, {}, {})
    [(user, card)] = office.private()
    assert user == "eva"
    assert isinstance(card, Card)
    assert card.title == f"Forgotten: {meeting.id}"
    assert "1 meeting was erased" in {one.text for one in card.parts if isinstance(one, Text)}
    assert [one for one in office.chat.said if not one.audience] == []
    assert office.actions() == ["file.withdrawn"]


async def test_a_meeting_that_was_kept_for_long_enough_goes_without_a_word(
    office: Takebacks,
) -> None:
    meeting = await met(office)
    for _ in range(2):
        await office.taking_back.on_over(meeting)
    [job] = office.withdrawals()
    await office.settle()
    assert (office.ledger.meetings, office.store.files, office.chat.said) == ({}, {}, [])
    assert job.payload["person"] is None


async def test_who_dropped_a_file_of_it_has_their_own_part_forgotten(office: Takebacks) -> None:
    meeting = await met(office)
    assert (await office.ask("arun", meeting.id)).title == "Not forgotten"
    card = await office.ask("otto", meeting.id.lower())
    assert card.title == f"Forget {meeting.id}?"
    await office.press("otto", meeting.id)
    await office.settle()
    [left] = office.ledger.meetings.values()
    assert [piece.drop.file for piece in left.pieces] == ["R1"]
    [(user, told)] = office.private()
    assert isinstance(told, Card)
    assert user == "otto"
    said = [one.text for one in told.parts if isinstance(one, Text)]
    assert any(one.startswith("The other file of the meeting stays") for one in said)


async def test_with_one_file_of_a_meeting_goes_what_was_made_of_both(office: Takebacks) -> None:
    meeting = await met(office)
    await office.withdraw(Withdrawal("local", "t1", "R2", place=HERE))
    [left] = office.ledger.meetings.values()
    assert (left.id, left.state, left.timeline) == (meeting.id, "asked", None)
    assert [piece.drop.file for piece in left.pieces] == ["R1"]
    assert office.store.files == {}
    assert office.chat.said == []
    shows = [job for job in office.queue.jobs.values() if job.kind == SHOW]
    assert [job.payload["meeting"] for job in shows] == [meeting.id], "people are asked again"


@pytest.mark.parametrize("is_late", [False, True])
async def test_the_log_of_the_storage_is_emptied_as_soon_as_nobody_is_at_it(
    office: Takebacks, is_late: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def emptied() -> bool:
        return next(answers)

    meeting, answers = await met(office), iter((False, True))
    monkeypatch.setattr(office.ledger, "empty_log", emptied)
    await office.taking_back.on_meeting(HERE, "eva", meeting.id, "en")
    [job] = office.withdrawals()
    if is_late:
        long_ago = (MORNING - PATIENCE).isoformat()
        job = replace(job, payload={**job.payload, "at": long_ago})
    steps = InMemorySteps()
    with nullcontext() if is_late else pytest.raises(Postponed):
        await office.taking_back.on_job(job, steps)
    await office.taking_back.on_job(job, steps.retried())
    assert list(answers) == ([True] if is_late else [])
    assert len(office.private()) == 1


async def test_what_single_persons_were_told_goes_with_one_of_its_files(office: Takebacks) -> None:
    told = list[tuple[str, str]]()

    async def forget(tenant: str, what: str) -> int:
        told.append((tenant, what))
        return 1

    privacy = replace(office.taking_back.privacy, told=(forget,))
    office.taking_back = replace(office.taking_back, privacy=privacy)
    meeting = await met(office)
    for file in ("R2", "R1"):
        await office.withdraw(Withdrawal("local", "t1", file))
        assert told.pop() == ("t1", meeting.id)
        assert told == []
