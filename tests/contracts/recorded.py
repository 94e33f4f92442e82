"""Meetings to be kept, for the suites of their ports."""

from dataclasses import replace
from datetime import date, timedelta

from handlers.meetings.records import Meeting, Passage, Picture, Piece
from handlers.ports import Drop
from handlers.tasks.records import Task
from pipelines.meeting.minutes import Dated, Minutes, Statement, Topic
from pipelines.meeting.model import (
    Chapter,
    Commitment,
    Segment,
    Slide,
    Span,
    Speaker,
    Timeline,
    Transcript,
)
from tests.contracts.conftest import Ledger
from tests.fake_ledger import MORNING, a_drop, a_run

SHA, OTHER_SHA = "a" * 64, "b" * 64
LATER = MORNING + timedelta(days=400)
WINDOWS = (Passage(1, 0.0, 30.5, 20.0), Passage(2, 30.5, 61.25, 0.0))
SLIDES = (
    Picture("slide-1.png", "c" * 64, "image/png", 7),
    Picture("slide-2.png", "d" * 64, "image/png", 8),
)
TIMELINE = Timeline(
    title="weekly",
    language="en",
    duration_s=61.25,
    transcript=Transcript(
        segments=(Segment(id="S0001", start_s=1, end_s=2.5, text="We ship.", speaker="Ann"),),
        kind="supplied",
        source="vtt",
    ),
    speakers=(Speaker(label="Ann", name="Ann", talk_s=1.5, turns=1, evidence="label"),),
    slides=(
        Slide(number=1, shown=(Span(start_s=0, end_s=9),), image="slide-1.png", width=9, height=6),
    ),
    chapters=(Chapter(start_s=0, end_s=61.25, slide=1, cites=("S0001",)),),
    commitments=(Commitment(cite="S0001", start_s=1, speaker="Ann", quote="We ship."),),
)

MINUTES = Minutes(
    writer="qwen",
    model="qwen-vl",
    language="en",
    dated=Dated(day=date(2026, 11, 22), by="arrival"),
    topics=(Topic(title="Shipping", start_s=1, end_s=2.5, cites=("S0001",)),),
    decisions=(Statement(text="It ships.", cites=("S0001",), quote="We ship.", start_s=1),),
)


def dropped(
    file: str, name: str, *, minutes: int = 0, thread: str | None = "m1", tenant: str = "t1"
) -> Drop:
    """Make an arrival in a thread of the channel."""
    drop = a_drop(tenant, file, name=name, minutes=minutes)
    return replace(drop, place=replace(drop.place, thread=thread))


async def begun(ledger: Ledger, file: str = "F1", tenant: str = "t1") -> Meeting:
    """Keep a meeting with a recording, of which the first run is under way."""
    drop = dropped(file, "weekly.mp4", tenant=tenant)
    meeting = await ledger.meetings.arrived(drop, "recording")
    running = await ledger.meetings.choose(meeting, "running", by="local:eva", when=("asked",))
    assert running
    return running


async def everything(ledger: Ledger, file: str = "F1", tenant: str = "t1") -> Meeting:
    """Keep a meeting with all that can be known of one."""
    meeting = await begun(ledger, file, tenant)
    words = dropped(f"{file}-words", "weekly.vtt", minutes=1, tenant=tenant)
    await ledger.meetings.arrived(words, "transcript")
    both = {SHA: meeting.pieces[0], OTHER_SHA: Piece("transcript", words)}
    for sha256, piece in both.items():
        kept = replace(piece, sha256=sha256, media_type="video/mp4", size=9)
        assert await ledger.meetings.fetched(tenant, meeting.id, kept)
    await ledger.meetings.plan(tenant, meeting.id, 1, WINDOWS, basis="x")
    await ledger.meetings.heard(tenant, meeting.id, 1, replace(WINDOWS[0], said='["hi"]'))
    assert await ledger.meetings.wrote(tenant, meeting.id, 1, MINUTES)
    await ledger.tasks.propose(tenant, meeting.id, [a_task(meeting), a_task(meeting, "T-B", 2)])
    for job in ("1", "minutes"):
        paid = a_run(tenant, f"{meeting.id}:1:{job}", "gpt", document_id=meeting.id)
        await ledger.runs.record(paid)
    assert await ledger.meetings.pictured(tenant, meeting.id, SLIDES)
    told = await ledger.meetings.tell(tenant, meeting.id, TIMELINE, SLIDES[:1])
    assert told
    named = await ledger.meetings.rename(
        tenant, meeting.id, {"Ann": "Anna"}, revision=told.revision
    )
    assert named
    return named


def a_task(meeting: Meeting, id_: str = "T-A", number: int = 1, **changes: object) -> Task:
    """Make something to do that a rule found in a meeting."""
    task = Task(
        tenant=meeting.tenant,
        id=f"{id_}-{meeting.id}",
        meeting_id=meeting.id,
        place=meeting.place,
        language="en",
        kind="action",
        number=number,
        text="Ship it",
        cites=("S0001",),
        quote="We ship.",
        start_s=1.0,
        found_by="rules",
        since=MORNING,
    )
    return replace(task, **changes)  # type: ignore[arg-type]  # the test's own business
