"""How the files of one meeting find each other, with every Meetings."""

import asyncio
from dataclasses import replace

import pytest

from handlers.chat import Place
from handlers.meetings.records import Role
from handlers.ports import Drop
from tests.contracts.conftest import Ledger
from tests.contracts.recorded import dropped


@pytest.mark.parametrize(
    ("second", "role", "is_one"),
    [
        (dropped("F2", "words.vtt"), "transcript", True),
        (dropped("F2", "words.vtt", minutes=999), "transcript", True),
        (dropped("F2", "weekly.mp4"), "recording", False),
        (dropped("F2", "words.vtt", thread="m2"), "transcript", False),
        (dropped("F2", "Weekly.VTT", thread="m2", minutes=60), "transcript", True),
        (dropped("F2", "weekly transcript.vtt", thread="m2", minutes=1), "transcript", True),
        (dropped("F2", "weekly_transcript.vtt", thread=None, minutes=1), "transcript", True),
        (dropped("F2", "weekly.transcript.vtt", thread="m2", minutes=1), "transcript", True),
        (dropped("F2", "weekly.en-us.srt", thread="m2", minutes=1), "transcript", True),
        (dropped("F2", "weekly 转写.txt", thread="m2", minutes=1), "transcript", True),
        (dropped("F2", "weekly.vtt", thread="m2", minutes=61), "transcript", False),
        (dropped("F2", "weekly.vtt", tenant="t2"), "transcript", False),
        (replace(dropped("F2", "weekly.vtt", thread="m2"), user="bob"), "transcript", False),
        (replace(dropped("F2", "weekly.vtt"), user="bob"), "transcript", True),
    ],
    ids=lambda one: f"{one.name} {one.place.thread}" if isinstance(one, Drop) else None,
)
async def test_a_second_file_joins_its_meeting(
    ledger: Ledger, second: Drop, role: Role, *, is_one: bool
) -> None:
    first = dropped("F1", "weekly.mp4")
    meeting = await ledger.meetings.arrived(first, "recording")
    joined = await ledger.meetings.arrived(second, role)
    assert (joined.id == meeting.id) is is_one
    assert joined.revision == is_one, "people are shown that there is more"
    assert len(joined.pieces) == 1 + is_one
    for drop in (first, second):
        again = await ledger.meetings.arrived(drop, "recording")
        found = await ledger.meetings.of_drop(drop)
        assert again == found
        assert drop in [piece.drop for piece in again.pieces]


async def test_another_channel_has_other_meetings(ledger: Ledger) -> None:
    first, second = dropped("F1", "weekly.mp4"), dropped("F2", "weekly.vtt")
    elsewhere = replace(second, place=replace(second.place, channel="other"))
    meeting = await ledger.meetings.arrived(first, "recording")
    other = await ledger.meetings.arrived(elsewhere, "transcript")
    assert other.id != meeting.id
    assert await ledger.meetings.of_thread(first.place) == [meeting]
    assert await ledger.meetings.of_thread(elsewhere.place) == [other]
    assert await ledger.meetings.of_thread(Place("local", "t1", "general")) == []


async def test_of_several_recordings_the_name_decides(ledger: Ledger) -> None:
    one = await ledger.meetings.arrived(dropped("F1", "monday.mp4"), "recording")
    other = await ledger.meetings.arrived(dropped("F2", "tuesday.mp4"), "recording")
    nameless = await ledger.meetings.arrived(dropped("F3", "words.vtt"), "transcript")
    assert nameless.id not in {one.id, other.id}, "nobody can tell whose words these are"
    for name, meeting in (("monday.vtt", one), ("tuesday_transcript.vtt", other)):
        joined = await ledger.meetings.arrived(dropped(name, name), "transcript")
        assert joined.id == meeting.id
    assert len(await ledger.meetings.of_thread(one.place)) == 3


async def test_files_that_arrive_at_once_are_one_meeting(ledger: Ledger) -> None:
    drops = [dropped("F1", "weekly.mp4"), dropped("F2", "weekly.vtt")]
    for _ in range(2):
        meetings = await asyncio.gather(
            *(
                ledger.meetings.arrived(drop, role)
                for drop in drops
                for role in (("recording",) if drop.file == "F1" else ("transcript",))
            )
        )
        assert len({one.id for one in meetings}) == 1
    [kept] = await ledger.meetings.of_thread(drops[0].place)
    assert {piece.drop.file for piece in kept.pieces} == {"F1", "F2"}
