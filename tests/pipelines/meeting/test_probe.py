"""What a recording is found to hold, and what it is turned away for."""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import av
import numpy as np
import pytest

from pipelines.errors import MediaRejected, Reason
from pipelines.meeting.probe import probe
from tests.pipelines.meeting.filmed import Heard, Seen, cue, film, hum, track

LONGEST = 3600.0
SOUND = Heard(hum(2.0))
OPUS = Heard(hum(2.0, 48_000), 48_000, "libopus")
VP8 = Seen(codec="libvpx")


def rejection(path: Path, form: str = "mov", longest_s: float = LONGEST) -> MediaRejected:
    with pytest.raises(MediaRejected) as caught:
        probe(path, form, longest_s)
    return caught.value


@pytest.mark.parametrize(
    ("name", "form", "seen", "heard", "options"),
    [
        ("a.mp4", "mov", Seen(), SOUND, {}),
        ("a.mov", "mov", Seen(), SOUND, {}),
        ("fragments.mp4", "mov", Seen(), SOUND, {"movflags": "frag_keyframe+empty_moov"}),
        ("a.webm", "matroska", VP8, OPUS, {}),
        ("endless.webm", "matroska", VP8, OPUS, {"live": "1"}),
        ("a.mkv", "matroska", Seen(), SOUND, {}),
        ("a.m4a", "mov", None, SOUND, {}),
        ("a.mp3", "mp3", None, Heard(hum(2.0), codec="libmp3lame"), {}),
        ("a.aac", "aac", None, SOUND, {}),
        ("a.wav", "wav", None, Heard(hum(2.0), codec="pcm_s16le"), {}),
        ("a.ogg", "ogg", None, OPUS, {}),
        ("a.flac", "flac", None, Heard(hum(2.0), codec="flac"), {}),
    ],
)
def test_every_container_says_how_long_it_is(
    tmp_path: Path,
    name: str,
    form: str,
    seen: Seen | None,
    heard: Heard,
    options: dict[str, str],
) -> None:
    containers = {".m4a": "ipod", ".aac": "adts"}
    path = film(
        tmp_path / name, seen, heard, form=containers.get(Path(name).suffix), options=options
    )
    found = probe(path, form, LONGEST)
    assert found.duration_s == pytest.approx(2.0, abs=0.21)
    assert (found.width, found.height) == ((64, 48) if seen else (0, 0))
    assert found.audio
    assert found.fps == pytest.approx(10 if seen else 0, abs=0.6)


@pytest.mark.parametrize(
    ("name", "form", "metadata", "made"),
    [
        ("a.m4a", "mov", {"creation_time": "2026-11-22T14:00:00Z"}, "2026-11-22T14:00:00"),
        ("a.mka", "matroska", {"creation_time": "2026-11-22T14:00:00Z"}, "2026-11-22T14:00:00"),
        ("a.mov", "mov", {"com.apple.quicktime.creationdate": "2026-11-22T15:00:00+0100",
         "creation_time": "2026-11-23T14:00:00Z"}, "2026-11-22T14:00:00"),
        ("a.m4a", "mov", {}, None),
        ("a.m4a", "mov", {"creation_time": "1904-01-01T00:00:00Z"}, None),
        ("a.m4a", "mov", {"creation_time": "1970-01-01T00:00:00Z"}, None),
        ("a.mka", "matroska", {"creation_time": "2093-11-22T14:00:00Z"}, None),
        ("a.mka", "matroska", {"com.apple.quicktime.creationdate": "soon" * 99}, None),
        ("a.mka", "matroska", {"com.apple.quicktime.creationdate": "9999-12-31T23:59:59-12:00"},
         None),
    ],
)  # fmt: skip
def test_a_recording_says_when_it_was_made(
    tmp_path: Path, name: str, form: str, metadata: dict[str, str], made: str | None
) -> None:
    path = film(
        tmp_path / name, None, Heard(hum(0.2)), metadata=metadata,
        options={"movflags": "use_metadata_tags"} if form == "mov" else {},
        form={".m4a": "ipod"}.get(Path(name).suffix),
    )  # fmt: skip
    found = probe(path, form, LONGEST).recorded_at
    assert found == (datetime.fromisoformat(made).replace(tzinfo=UTC) if made else None)


def test_a_recording_may_be_without_sound(tmp_path: Path) -> None:
    found = probe(film(tmp_path / "a.mp4", Seen()), "mov", LONGEST)
    assert (found.audio, found.video, found.duration_s) == (False, True, 2.0)


def test_what_begins_late_ends_late(tmp_path: Path) -> None:
    path = film(tmp_path / "a.mp4", Seen(), SOUND, start_s=10)
    assert probe(path, "mov", LONGEST).duration_s == pytest.approx(12.0, abs=0.1)


def test_a_picture_that_lies_is_set_upright(tmp_path: Path) -> None:
    found = probe(film(tmp_path / "a.mp4", Seen(turn=90)), "mov", LONGEST)
    assert (found.width, found.height) == (48, 64)


def test_a_track_of_timecodes_is_nothing_to_be_seen(tmp_path: Path) -> None:
    path = tmp_path / "a.mp4"
    with av.open(str(path), "w") as container:
        video = container.add_stream("libx264", rate=10)
        video.width, video.height, video.pix_fmt = 64, 48, "yuv420p"
        video.metadata["timecode"] = "10:00:00:00"
        for number in range(10):
            grey = np.full((72, 64), 50, np.uint8)
            frame = av.VideoFrame.from_ndarray(grey, format="yuv420p")
            frame.pts = number
            container.mux(video.encode(frame))
        container.mux(video.encode(None))
    with av.open(str(path)) as written:
        assert [one.type for one in written.streams] == ["video", "data"]
    found = probe(path, "mov", LONGEST)
    assert (found.width, found.duration_s, found.subtitles) == (64, 1.0, 0)


def test_pictures_at_any_time(tmp_path: Path) -> None:
    path = film(tmp_path / "a.mkv", Seen(times=(0, 1, 2, 9, 30, 31)))
    assert probe(path, "matroska", LONGEST).duration_s == pytest.approx(3.2, abs=0.11)


def test_a_cover_is_no_video(tmp_path: Path) -> None:
    path = tmp_path / "a.mp3"
    with av.open(str(path), "w", options={"write_id3v2": "1"}) as container:
        audio = container.add_stream("libmp3lame", rate=16_000)
        cover = container.add_stream("png", rate=1)
        cover.width, cover.height, cover.pix_fmt = 32, 32, "rgb24"
        cover.disposition = av.stream.Disposition.attached_pic
        frame = av.VideoFrame.from_ndarray(np.zeros((32, 32, 3), np.uint8), format="rgb24")
        container.mux(cover.encode(frame))
        sound = av.AudioFrame.from_ndarray(hum(0.5), format="s16", layout="mono")
        sound.sample_rate = 16_000
        container.mux(audio.encode(sound))
        container.mux(audio.encode(None))
    found = probe(path, "mp3", LONGEST)
    assert (found.video, found.audio) == (False, True)


# What is turned away.


def forty(path: Path) -> Path:
    with av.open(str(path), "w") as container:
        streams = [container.add_stream("libx264", rate=10) for _ in range(40)]
        for one in streams:
            one.width, one.height, one.pix_fmt = 16, 16, "yuv420p"
        frame = av.VideoFrame.from_ndarray(np.zeros((24, 16), np.uint8), format="yuv420p")
        for one in streams:
            container.mux(one.encode(frame))
            container.mux(one.encode(None))
    return path


def test_too_many_streams(tmp_path: Path) -> None:
    rejected = rejection(forty(tmp_path / "a.mp4"))
    assert (rejected.reason, rejected.figures) == (
        Reason.TOO_MANY_STREAMS,
        {"streams": 40, "limit": 32},
    )


IN_CONTAINER = (b"\xb0\x82\x01\x00\xba\x82\x01\x00", b"\xb0\x82\x20\x00\xba\x82\x20\x00")
IN_PICTURES = (b"\x9d\x01\x2a\x00\x01\x00\x01", b"\x9d\x01\x2a\x00\x20\x00\x20")


def huge(path: Path, said: tuple[bytes, bytes], heard: Heard | None = None) -> Path:
    """Say 8192 x 8192 in one of the two places that hold the size, of pictures of 256 x 256."""
    content = film(path, Seen(0.3, size=(256, 256), codec="libvpx"), heard).read_bytes()
    assert said[0] in content
    path.write_bytes(content.replace(*said))
    return path


def test_too_many_pixels(tmp_path: Path) -> None:
    rejected = rejection(huge(tmp_path / "a.webm", IN_CONTAINER), "matroska")
    assert (rejected.reason, rejected.figures) == (
        Reason.TOO_MANY_PIXELS,
        {"width": 8192, "height": 8192, "limit": 24},
    )


def test_pictures_larger_than_the_container_says_are_not_decoded(tmp_path: Path) -> None:
    path = huge(tmp_path / "a.webm", IN_PICTURES)
    assert rejection(path, "matroska").reason is Reason.NOTHING_IN_IT
    heard = probe(huge(tmp_path / "b.webm", IN_PICTURES, OPUS), "matroska", LONGEST)
    assert (heard.video, heard.audio) == (False, True)


def test_too_long(tmp_path: Path) -> None:
    path = film(tmp_path / "a.mkv", Seen(times=(0, 1, 10 * 3600 * 7)))
    rejected = rejection(path, "matroska", 5 * 3600.0)
    assert (rejected.reason, rejected.figures) == (
        Reason.TOO_MANY_HOURS,
        {"hours": 8, "limit": 5},
    )


def years(path: Path) -> Path:
    """Let the header say that it lasts for years: the length in `mvhd`, `tkhd` and `mdhd`."""
    content = bytearray(path.read_bytes())
    for box, at in ((b"mvhd", 20), (b"tkhd", 24), (b"mdhd", 20), (b"elst", 12)):
        place = -1
        while (place := content.find(box, place + 1)) >= 0:
            content[place + at : place + at + 4] = b"\x7f\xff\xff\xff"
    path.write_bytes(content)
    return path


def test_a_header_that_says_years_is_not_believed(tmp_path: Path) -> None:
    path = years(film(tmp_path / "a.mp4", Seen(), SOUND))
    assert probe(path, "mov", LONGEST).duration_s == pytest.approx(2.0, abs=0.15)


def cut(path: Path, share: float) -> Path:
    content = path.read_bytes()
    path.write_bytes(content[: int(len(content) * share)])
    return path


def test_what_is_cut_off_before_its_index_is_damaged(tmp_path: Path) -> None:
    path = cut(film(tmp_path / "a.mp4", Seen(), SOUND), 0.9)
    assert rejection(path).reason is Reason.DAMAGED


def test_what_is_cut_off_behind_its_index_lasts_as_long_as_it_can_be_read(tmp_path: Path) -> None:
    options = {"movflags": "faststart"}
    noise = np.random.default_rng(0).integers(-9000, 9000, (1, 16_000 * 20)).astype(np.int16)
    path = cut(film(tmp_path / "a.m4a", None, Heard(noise), form="ipod", options=options), 0.5)
    assert 5 < probe(path, "mov", LONGEST).duration_s < 13


SCRIPTS = [
    b"ffconcat version 1.0\nfile neighbour.mp4\n",
    b"#EXTM3U\n#EXT-X-TARGETDURATION:2\n#EXTINF:2,\nneighbour.mp4\n#EXT-X-ENDLIST\n",
]


@pytest.mark.parametrize("form", ["mov", "matroska", "mp3", "aac", "wav", "ogg", "flac"])
@pytest.mark.parametrize("script", SCRIPTS)
def test_a_list_of_other_files_opens_none(tmp_path: Path, script: bytes, form: str) -> None:
    film(tmp_path / "neighbour.mp4", Seen(), SOUND)
    path = tmp_path / "a.mp4"
    path.write_bytes(script)
    assert rejection(path, form).reason in {Reason.DAMAGED, Reason.NOTHING_IN_IT}


def test_nothing_to_hear_or_to_see(tmp_path: Path) -> None:
    path = tmp_path / "a.mkv"
    with av.open(str(path), "w") as container:
        container.mux(cue(track(container), "Hello."))
    assert rejection(path, "matroska").reason is Reason.NOTHING_IN_IT


def test_sound_of_no_length(tmp_path: Path) -> None:
    path = film(tmp_path / "a.wav", None, Heard(hum(1.0)[:, :0], codec="pcm_s16le"))
    assert rejection(path, "wav").reason in {Reason.DAMAGED, Reason.NOTHING_IN_IT}


def zeros(path: Path) -> Path:
    path.write_bytes(bytes(4096))
    return path


def words(path: Path) -> Path:
    path.write_bytes(b"\x00\x00\x00\x18ftypisom" + b"not a box at all" * 400)
    return path


@pytest.mark.parametrize("make", [zeros, words])
@pytest.mark.parametrize("form", ["mov", "matroska", "mp3", "aac", "wav", "ogg", "flac"])
def test_what_is_no_recording(tmp_path: Path, make: Callable[[Path], Path], form: str) -> None:
    rejected = rejection(make(tmp_path / "a"), form)
    assert rejected.reason in {Reason.DAMAGED, Reason.NOTHING_IN_IT}
