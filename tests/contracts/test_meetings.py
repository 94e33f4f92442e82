"""What every Meetings keeps, and gives back."""

import asyncio
from dataclasses import replace

import pytest

from handlers.chat import Place
from handlers.meetings.records import Kept, Passage, Piece, State, run_key, show_key
from handlers.tasks.records import tells_of
from tests.contracts.conftest import Ledger
from tests.contracts.recorded import (
    LATER,
    MINUTES,
    OTHER_SHA,
    SHA,
    SLIDES,
    TIMELINE,
    WINDOWS,
    begun,
    dropped,
    everything,
)
from tests.fake_ledger import MORNING


async def test_the_first_file_of_a_meeting_begins_it(ledger: Ledger) -> None:
    drop = dropped("F1", "weekly.mp4")
    meeting = await ledger.meetings.arrived(drop, "recording")
    assert meeting.id.startswith("M-")
    assert (meeting.tenant, meeting.place, meeting.user) == ("t1", drop.place, drop.user)
    assert (meeting.received_at, meeting.language) == (drop.received_at, "en")
    assert (meeting.state, meeting.run, meeting.chosen_by) == ("asked", 0, None)
    assert meeting.pieces == (Piece("recording", drop),)
    assert (meeting.names, meeting.timeline, meeting.pictures) == ({}, None, ())
    for found in (
        await ledger.meetings.arrived(drop, "recording"),
        await ledger.meetings.get("t1", meeting.id),
        await ledger.meetings.of_drop(drop),
    ):
        assert found == meeting
    assert await ledger.archive.brought_nothing(drop), "the arrival is known, as any is"
    assert await ledger.outbox.opening(drop.place, "key", drop.key)


async def test_files_that_arrive_at_once_are_one_meeting(ledger: Ledger) -> None:
    recording, words = dropped("F1", "weekly.mp4"), dropped("F2", "weekly.vtt")
    came = await asyncio.gather(
        *(ledger.meetings.arrived(recording, "recording") for _ in range(3)),
        *(ledger.meetings.arrived(words, "transcript") for _ in range(3)),
    )
    assert len({one.id for one in came}) == 1
    meeting = await ledger.meetings.get("t1", came[0].id)
    assert meeting
    assert {one.role for one in meeting.pieces} == {"recording", "transcript"}
    assert len(meeting.pieces) == 2


async def test_what_is_not_there_is_not_found(ledger: Ledger) -> None:
    meeting = await begun(ledger)
    assert await ledger.meetings.get("t2", meeting.id) is None
    assert await ledger.meetings.get("t1", "M-OTHER") is None
    for drop in (dropped("F9", "x.mp4"), dropped("F1", "weekly.mp4", tenant="t2")):
        assert await ledger.meetings.of_drop(drop) is None
    gone = replace(meeting, id="M-OTHER")
    assert await ledger.meetings.choose(gone, "running", by="x", when=("running",)) is None
    piece = replace(meeting.pieces[0], sha256=SHA)
    assert not await ledger.meetings.fetched("t1", "M-OTHER", piece)
    assert not await ledger.meetings.fetched("t2", meeting.id, piece)
    assert await ledger.meetings.plan("t1", "M-OTHER", 1, WINDOWS, basis="x") == ()
    assert not await ledger.meetings.wrote("t1", "M-OTHER", 1, MINUTES)
    assert await ledger.meetings.minutes("t1", "M-OTHER", 1) is None
    assert not await ledger.meetings.pictured("t1", "M-OTHER", SLIDES)
    assert await ledger.meetings.tell("t1", "M-OTHER", TIMELINE, ()) is None
    assert await ledger.meetings.rename("t1", "M-OTHER", {}, revision=0) is None
    assert not await ledger.archive.holds("t1", SHA)


async def test_the_first_who_chooses_decides(ledger: Ledger) -> None:
    meeting = await ledger.meetings.arrived(dropped("F1", "weekly.mp4"), "recording")
    start: tuple[State, ...] = ("asked", "declined", "stopped", "failed")
    chosen = await asyncio.gather(
        *(ledger.meetings.choose(meeting, "running", by=f"local:{n}", when=start) for n in range(4))
    )
    [first] = filter(None, chosen)
    assert (first.state, first.run, first.revision) == ("running", 1, 1)
    assert first.since > meeting.since
    assert await ledger.meetings.get("t1", meeting.id) == first
    stopped = await ledger.meetings.choose(first, "stopped", by="local:bob", when=("running",))
    assert stopped
    assert (stopped.state, stopped.run, stopped.chosen_by) == ("stopped", 1, "local:bob")
    again = await ledger.meetings.choose(stopped, "running", by="local:eva", when=start)
    assert again
    assert again.run == 2
    late = await ledger.meetings.choose(first, "stopped", by="local:bob", when=("running",))
    assert late is None, "that was said of the run before"


async def test_only_the_run_under_way_comes_to_an_end(ledger: Ledger) -> None:
    meeting = await begun(ledger)
    assert not await ledger.meetings.ended("t1", meeting.id, 2, "done")
    assert not await ledger.meetings.ended("t2", meeting.id, 1, "done")
    assert await ledger.meetings.ended("t1", meeting.id, 1, "failed")
    assert not await ledger.meetings.ended("t1", meeting.id, 1, "done")
    kept = await ledger.meetings.get("t1", meeting.id)
    assert kept
    assert (kept.state, kept.chosen_by) == ("failed", "local:eva")
    assert kept.revision == meeting.revision + 1


async def test_what_the_store_holds_of_a_file_is_noted(ledger: Ledger) -> None:
    meeting = await begun(ledger)
    [piece] = meeting.pieces
    fetched = replace(piece, sha256=SHA, media_type="video/mp4", size=3_000_000_000)
    for _ in range(2):
        assert await ledger.meetings.fetched("t1", meeting.id, fetched)
    kept = await ledger.meetings.get("t1", meeting.id)
    assert kept
    assert kept.pieces == (fetched,)
    assert await ledger.archive.holds("t1", SHA)
    assert not await ledger.archive.holds("t2", SHA)
    assert await ledger.meetings.drop_recording("t1", meeting.id) == [SHA]
    assert await ledger.meetings.drop_recording("t1", meeting.id) == []
    assert not await ledger.archive.holds("t1", SHA)


async def test_a_run_goes_on_with_what_it_heard(ledger: Ledger) -> None:
    meeting = await begun(ledger)
    assert await ledger.meetings.passages("t1", meeting.id, 1) == []
    assert await ledger.meetings.plan("t1", meeting.id, 1, WINDOWS, basis="x") == [*WINDOWS]
    heard = replace(WINDOWS[1], said='["Friday"]')
    for _ in range(2):
        await ledger.meetings.heard("t1", meeting.id, 1, heard)
    await ledger.meetings.heard("t2", meeting.id, 1, replace(WINDOWS[0], said="no"))
    assert await ledger.meetings.passages("t1", meeting.id, 1) == [WINDOWS[0], heard]
    others = [replace(WINDOWS[0], end_s=5.0)]
    kept = await ledger.meetings.plan("t1", meeting.id, 1, others, basis="y")
    assert kept == [WINDOWS[0], heard], "a run has one plan"
    assert await ledger.meetings.passages("t2", meeting.id, 1) == []


@pytest.mark.parametrize(
    ("basis", "end_s", "said"), [("x", 30.5, "hi"), ("y", 30.5, None), ("x", 30.0, None)]
)
async def test_what_a_run_heard_is_heard_for_the_next(
    ledger: Ledger, basis: str, end_s: float, said: str | None
) -> None:
    meeting = await begun(ledger)
    await ledger.meetings.plan("t1", meeting.id, 1, WINDOWS, basis="x")
    await ledger.meetings.heard("t1", meeting.id, 1, replace(WINDOWS[0], said="hi"))
    window = Passage(7, 0.0, end_s, 20.0)
    expected = [replace(window, said=said)]
    assert await ledger.meetings.plan("t1", meeting.id, 2, [window], basis=basis) == expected
    assert await ledger.meetings.passages("t1", meeting.id, 2) == expected
    other = await begun(ledger, "F2")
    assert await ledger.meetings.plan("t1", other.id, 1, [WINDOWS[0]], basis="x") == [WINDOWS[0]]


async def test_each_run_keeps_the_minutes_that_it_wrote(ledger: Ledger) -> None:
    meeting = await begun(ledger)
    assert await ledger.meetings.minutes("t1", meeting.id, 1) is None
    again = MINUTES.model_copy(update={"writer": "gpt"})
    for one in (MINUTES, again):
        assert await ledger.meetings.wrote("t1", meeting.id, 1, one)
    ended: tuple[State, ...] = ("running",)
    assert await ledger.meetings.choose(meeting, "stopped", by="x", when=ended)
    for run in (1, 2):
        assert not await ledger.meetings.wrote("t1", meeting.id, run, MINUTES), "it was stopped"
    assert await ledger.meetings.choose(meeting, "running", by="x", when=("stopped",))
    assert not await ledger.meetings.wrote("t1", meeting.id, 1, MINUTES), "another goes on"
    assert await ledger.meetings.wrote("t1", meeting.id, 2, MINUTES)
    assert await ledger.meetings.minutes("t1", meeting.id, 1) == again
    assert await ledger.meetings.minutes("t1", meeting.id, 2) == MINUTES
    assert await ledger.meetings.minutes("t1", meeting.id, 3) is None
    assert not await ledger.meetings.wrote("t2", meeting.id, 1, MINUTES)
    assert await ledger.meetings.minutes("t2", meeting.id, 1) is None


async def test_what_is_known_of_a_meeting_is_kept_whole(ledger: Ledger) -> None:
    meeting = await everything(ledger)
    assert meeting.timeline == TIMELINE
    assert meeting.names == {"Ann": "Anna"}
    assert meeting.pictures == SLIDES[:1]
    assert await ledger.meetings.get("t1", meeting.id) == meeting
    for picture in SLIDES:
        assert await ledger.archive.holds("t1", picture.sha256), "noted before it is shown"
    again = await ledger.meetings.tell("t1", meeting.id, TIMELINE, SLIDES[1:])
    assert again
    assert again.pictures == SLIDES[1:]
    assert again.names == {"Ann": "Anna"}
    assert again.revision == meeting.revision + 1
    assert await ledger.meetings.pictured("t1", meeting.id, SLIDES[1:])
    assert await ledger.meetings.get("t1", meeting.id) == again


async def test_of_two_who_rename_one_is_first(ledger: Ledger) -> None:
    meeting = await begun(ledger)
    renamed = await asyncio.gather(
        *(
            ledger.meetings.rename("t1", meeting.id, {"A": f"{n}"}, revision=meeting.revision)
            for n in range(3)
        )
    )
    [first] = filter(None, renamed)
    assert first.revision == meeting.revision + 1
    assert await ledger.meetings.get("t1", meeting.id) == first


async def test_each_thing_is_let_go_of_in_its_time(ledger: Ledger) -> None:
    meeting = await everything(ledger)
    other = await begun(ledger, "F2", "t2")

    async def over(kept: Kept) -> list[str]:
        assert await ledger.meetings.over(kept, MORNING) == []
        found = await ledger.meetings.over(kept, LATER)
        assert [one.timeline for one in found] == [None] * len(found), "they are long"
        return [one.id for one in found]

    every: tuple[Kept, ...] = ("recording", "pictures")
    for one in every:
        assert await over(one) == [meeting.id]
    assert sorted(await over("all")) == sorted([meeting.id, other.id])
    assert await ledger.meetings.drop_recording("t1", meeting.id) == [SHA]
    assert await over("recording") == []
    held = await ledger.meetings.drop_pictures("t1", meeting.id)
    assert sorted(held) == [one.sha256 for one in SLIDES]
    assert await over("pictures") == []
    kept = await ledger.meetings.get("t1", meeting.id)
    assert kept
    assert (kept.timeline, kept.names, kept.pictures) == (TIMELINE, meeting.names, ())
    assert kept.pieces[1].sha256 == OTHER_SHA, "the transcript stays"
    assert kept.revision > meeting.revision
    for drop in (ledger.meetings.drop_recording, ledger.meetings.drop_pictures):
        assert not await drop("t2", meeting.id)


@pytest.mark.parametrize("by", ["F1", "F1-words", "its id"])
async def test_a_meeting_is_erased_with_all_that_came_of_it(ledger: Ledger, by: str) -> None:
    meeting, other = await everything(ledger), await everything(ledger, "F1", "t2")
    first, words = (piece.drop for piece in meeting.pieces)
    await ledger.outbox.opening(first.place, "key", first.key)
    traces = await ledger.erasure.erase("t1", meeting.id if by == "its id" else by)
    assert traces
    assert {table: rows for table, rows in traces.rows.items() if rows} == {
        "meetings": 1, "pieces": 2, "pictures": 2, "passages": 2, "written": 1,
        "tasks": 2, "runs": 2, "outbox": 1, "drops": 2,
    }  # fmt: skip
    shows = {show_key(meeting.id, number) for number in range(meeting.revision + 1)}
    tells = {key for id_ in ("T-A", "T-B") for key in tells_of(f"{id_}-{meeting.id}", 0)}
    worked = {first.key, words.key, run_key(meeting.id, 1)}
    assert set(traces.jobs) == worked | shows | tells
    assert set(traces.files) == {SHA, OTHER_SHA, *(one.sha256 for one in SLIDES)}
    assert set(traces.uploads) == {("local", "F1"), ("local", "F1-words")}
    assert (traces.documents, traces.meetings) == ((), (meeting.id,))
    assert [one.key for one in traces.unsure] == ["key"]
    assert await ledger.meetings.get("t1", meeting.id) is None
    assert await ledger.meetings.of_drop(words) is None
    assert not await ledger.meetings.fetched("t1", meeting.id, meeting.pieces[0])
    assert await ledger.meetings.minutes("t1", meeting.id, 1) is None
    assert await ledger.tasks.of_meeting("t1", meeting.id) == []
    assert len(await ledger.tasks.of_meeting("t2", other.id)) == 2
    assert await ledger.erasure.traces("t1", meeting.id) is None
    assert await ledger.meetings.get("t2", other.id) == other


async def test_what_another_meeting_has_too_stays_in_the_store(ledger: Ledger) -> None:
    await everything(ledger)
    second = await everything(ledger, "F2")
    traces = await ledger.erasure.erase("t1", "F1")
    assert traces
    assert traces.files == ()
    for sha256 in (SHA, OTHER_SHA, SLIDES[0].sha256):
        assert await ledger.archive.holds("t1", sha256)
    assert await ledger.meetings.get("t1", second.id) == second


async def test_what_a_channel_wants_is_kept(ledger: Ledger) -> None:
    here, there = Place("local", "t1", "general", "m1"), Place("local", "t1", "other")
    assert await ledger.policies.policy(here) is None
    for policy in ("auto", "off", "off"):
        await ledger.policies.set(here, policy, by="local:eva")
    assert await ledger.policies.policy(replace(here, thread=None)) == "off"
    for other in (there, replace(here, tenant="t2"), replace(here, platform="slack")):
        assert await ledger.policies.policy(other) is None
