"""What Teams wrote down of a meeting comes with its recording, where the company consented."""

from collections.abc import AsyncIterator

import pytest

from handlers.chat import Upload
from handlers.meetings.pairing import stem
from tests.bot.teams.fetching import CONTENT, fetching
from tests.bot.teams.listening import CHAT, Room
from tests.doubles.teams.graph import shared
from tests.doubles.teams.world import Conversation, Transcript

MEETING = {
    "ChatSettings.Read.Chat",
    "OnlineMeeting.ReadBasic.Chat",
    "OnlineMeetingTranscript.Read.Chat",
}
VTT = "WEBVTT\n\n00:01.000 --> 00:02.000\n<v Ann>Hello.\n"


@pytest.fixture
async def room() -> AsyncIterator[Room]:
    async with fetching() as at:
        yield Room(at)


def recorded(room: Room) -> Conversation:
    held = room.at.tenant.chat_of_meeting("Weekly", room.at.ann)
    world = room.at.teams.world
    other = Transcript("WEBVTT\n", "", "", "call-0")
    meeting = world.meeting(room.at.ann, held, other, Transcript(VTT, "", "", "call-1"))
    world.recorded(meeting, "Weekly-Meeting Recording.mp4", CONTENT, "call-1")
    return held


@pytest.mark.parametrize("consents", [True, False])
async def test_a_recording_comes_with_what_teams_wrote_down(room: Room, consents: bool) -> None:
    held = recorded(room)
    room.at.tenant.consented = CHAT | (MEETING if consents else set())
    await room.write(held, "", "Weekly-Meeting Recording.mp4", "a.pdf")
    await room.work()
    written = ["Weekly-Meeting Transcript.vtt"] if consents else []
    assert room.names == [*written, "Weekly-Meeting Recording.mp4", "a.pdf"]
    if consents:
        upload = room.heard[0]
        assert isinstance(upload, Upload)
        assert upload.beside
        assert stem(room.names[0]) == stem(room.names[1])  # as handlers pair them
        assert b"".join([one async for one in room.at.files.download(upload)]) == VTT.encode()


async def test_another_recording_comes_alone(room: Room) -> None:
    held = recorded(room)
    room.at.tenant.consented = CHAT | MEETING
    await room.write(held, "", "Monthly-Meeting Recording.mp4")
    await room.write(room.at.tenant.group("Bills", room.at.ann), "", "Weekly-Meeting Recording.mp4")
    await room.work()
    assert room.names == ["Monthly-Meeting Recording.mp4", "Weekly-Meeting Recording.mp4"]
    assert not [one for one in room.at.teams.asked("graph") if "onlineMeetings" in one.path]


async def test_what_teams_recorded_is_found_in_the_chat_of_a_meeting(room: Room) -> None:
    held = recorded(room)
    room.at.tenant.consented = CHAT | MEETING | {"Files.Read.All"}
    await room.write(held, "", page="<p>anything</p>")
    await room.work()
    assert room.names == ["Weekly-Meeting Transcript.vtt", "Weekly-Meeting Recording.mp4"]
    [one, other] = [one for one in room.heard if isinstance(one, Upload)]
    assert one.place == other.place
    source = await room.at.book.source(room.at.tenant.id, held.id, other.file)
    recording = next(iter(room.at.teams.world.meetings.values())).recordings[0]
    assert source is not None
    assert source.link == shared(recording.file)
    assert b"".join([piece async for piece in room.at.files.download(other)]) == CONTENT
