"""Recordings in their sandboxes: opened, asked, and let go of."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from pipelines.errors import MediaRejected, Reason
from pipelines.media import RECORDINGS, Media, MediaType
from pipelines.meeting.recording import FORMS, SandboxedStudio
from pipelines.meeting.studio import Shown, Window
from tests.drawn.screen import screen_share
from tests.pipelines.meeting.filmed import Heard, Seen, film, hum, looped, subtitled
from tests.pipelines.processes import left, until


@pytest.fixture
async def studio(tmp_path: Path) -> AsyncIterator[SandboxedStudio]:
    async with SandboxedStudio(scratch=tmp_path / "scratch", longest_s=3600.0) as one:
        yield one


@pytest.fixture(scope="module")
def short(tmp_path_factory: pytest.TempPathFactory) -> Media:
    path = film(tmp_path_factory.mktemp("films") / "short.mp4", Seen(), Heard(hum(2.0)))
    return media(path)


def media(path: Path, kind: MediaType = MediaType.MP4) -> Media:
    return Media(path, kind, "0" * 64, path.stat().st_size)


def test_every_recording_has_a_form() -> None:
    assert set(FORMS) == RECORDINGS


async def test_an_open_recording_says_what_it_holds_and_leaves_nothing(
    studio: SandboxedStudio, short: Media, tmp_path: Path
) -> None:
    async with studio.open(short) as recording:
        probe = recording.probe
        assert await recording.captions() is None
        assert left(tmp_path, "scratch/*")
    assert (probe.width, probe.height, probe.audio, probe.subtitles) == (64, 48, True, 0)
    assert probe.duration_s == pytest.approx(2.0, abs=0.1)
    assert left(tmp_path, "scratch/*") == []


async def test_a_document_is_no_recording(studio: SandboxedStudio, short: Media) -> None:
    with pytest.raises(MediaRejected) as caught:
        async with studio.open(media(short.path, MediaType.PDF)):
            pass
    assert (caught.value.reason, caught.value.figures) == (Reason.UNSUPPORTED_TYPE, {"type": "PDF"})


async def test_what_a_child_turns_away_is_turned_away(
    studio: SandboxedStudio, tmp_path: Path
) -> None:
    path = tmp_path / "a.mp4"
    path.write_bytes(b"ffconcat version 1.0\nfile short.mp4\n")
    with pytest.raises(MediaRejected) as caught:
        async with studio.open(media(path)):
            pass
    assert caught.value.reason is Reason.DAMAGED


async def test_only_so_many_are_open_at_once(tmp_path: Path, short: Media) -> None:
    studio = SandboxedStudio(scratch=tmp_path, longest_s=3600.0, at_once=1)

    async def look() -> None:
        async with studio.open(short):
            order.append("second")

    order: list[str] = []
    async with studio.open(short):
        waiting = asyncio.create_task(look())
        for _ in range(20):
            await asyncio.sleep(0)
        order.append("first")
    await waiting
    assert order == ["first", "second"]


async def test_a_transcript_is_read_in_a_child(studio: SandboxedStudio, tmp_path: Path) -> None:
    path = tmp_path / "a.vtt"
    path.write_text("WEBVTT\n\n00:01.000 --> 00:02.000\n<v Ada>Hello.</v>\n")
    transcript = await studio.transcript(media(path, MediaType.VTT), 10.0)
    assert [(one.speaker, one.text) for one in transcript.segments] == [("Ada", "Hello.")]
    with pytest.raises(MediaRejected):
        await studio.transcript(media(path, MediaType.MP4))


async def test_the_text_track_of_a_recording(studio: SandboxedStudio, tmp_path: Path) -> None:
    path = subtitled(tmp_path / "a.mkv", ("srt", [("Hello.", 0.5, 1)], {}), seen=Seen())
    async with studio.open(media(path, MediaType.MKV)) as recording:
        transcript = await recording.captions()
        assert await recording.windows(300.0) == ()  # nothing is to be heard in it
    assert transcript is not None
    assert (transcript.kind, transcript.segments[0].text) == ("embedded", "Hello.")


async def test_slides_and_their_sheet_come_out_of_the_children(
    studio: SandboxedStudio, tmp_path: Path
) -> None:
    share = screen_share(tmp_path / "share.mp4", seed=4, seconds=10)
    async with studio.open(media(share.path)) as recording:
        shown = await recording.slides()
    assert len(shown.slides) > 1
    assert shown.left_out == 0
    assert {one.image for one in shown.slides} == set(shown.images)
    assert all(content.startswith(b"\xff\xd8") for content in shown.images.values())
    sheet = await studio.contact_sheet(shown)
    assert sheet is not None
    assert sheet.startswith(b"\x89PNG")
    assert await studio.contact_sheet(Shown((), {})) is None
    small = await studio.reduced(shown, [2, 99], 160)
    assert list(small) == [2]
    assert small[2].content.startswith(b"\xff\xd8")
    assert len(small[2].content) < len(shown.images[shown.slides[1].image])
    assert await studio.reduced(shown, [], 160) == {}


async def test_the_sound_comes_window_by_window(studio: SandboxedStudio, short: Media) -> None:
    async with studio.open(short) as recording:
        windows = await recording.windows(1.5)
        sounds = [await recording.audio(window) for window in windows]
    assert [window.number for window in windows] == [1, 2]
    assert [sound.start_s for sound in sounds] == [window.start_s for window in windows]
    assert sum(sound.seconds for sound in sounds) == pytest.approx(2.0, abs=0.1)
    loudest = max(abs(one) for one in memoryview(sounds[0].pcm).cast("h"))
    assert loudest == pytest.approx(8000, rel=0.2)


async def test_a_call_that_is_cancelled_ends_its_child_at_once(
    studio: SandboxedStudio, tmp_path: Path
) -> None:
    beat = Heard(hum(10.0, 8_000), 8_000, bit_rate=8_000)
    one = film(tmp_path / "one.m4a", None, beat, form="ipod")
    path, _ = looped(one, tmp_path / "hour.m4a", 350)
    async with studio.open(media(path, MediaType.M4A)) as recording:
        listening = asyncio.create_task(recording.windows(300.0))
        await until(lambda: bool(left(tmp_path, "scratch/sandbox-*/*/call-*")))
        (call,) = left(tmp_path, "scratch/sandbox-*/*/call-*")
        listening.cancel()
        with pytest.raises(asyncio.CancelledError):
            await listening
        await until(lambda: not call.parent.exists())  # it goes when the child is gone
        assert (await recording.audio(Window(1, 0.0, 1.0, 1.0))).seconds == 1.0
