"""Recordings and transcripts by their bytes, where they are wanted."""

from pathlib import Path

import pytest

from pipelines.errors import MediaRejected
from pipelines.media import DOCUMENTS, RECORDINGS, TRANSCRIPTS, MediaType
from pipelines.meeting.recording import FORMS
from pipelines.screening import screen
from tests.pipelines.meeting.filmed import Heard, Seen, film, hum

TALK = "1\n00:00:01,000 --> 00:00:02,000\nHello, 各位。\n"
CUES = "WEBVTT\n\n00:01.000 --> 00:02.000\n<v Ada>Hello, 各位。\n"
PROSE = "Ada: 你好，各位。我们开始吧。\nBen: Let us begin.\n"


async def verdict(tmp_path: Path, content: bytes, wanted: frozenset[MediaType]) -> str:
    path = tmp_path / "file.bin"
    path.write_bytes(content)
    try:
        return (await screen(path, limit=1 << 20, wanted=wanted)).type.name
    except MediaRejected as rejected:
        return " ".join([rejected.reason.value, *(str(one) for one in rejected.figures.values())])


BYTES = [
    ("MP4", b"\x00\x00\x00\x18ftypM4V \x00\x00\x02\x00"),
    ("MP4", b"\x00\x00\x00\x18ftyp3gp4\x00\x00\x02\x00"),
    ("MP4", b"\x00\x00\x00\x18ftypdash\x00\x00\x02\x00"),
    ("M4A", b"\x00\x00\x00\x18ftypM4B \x00\x00\x02\x00"),
    ("MOV", b"\x00\x00\x00\x08wide\x00\x10\x00\x00mdat"),
    ("MOV", b"\x00\x00\x00\x08free\x00\x10\x00\x00mdat"),
    ("MOV", b"\x00\x00\x00\x01mdat\x00\x00\x00\x00\x90\x00\x00\x00"),
    ("MP3", b"\xff\xe3\x18\xc4\x00"),
    ("MP3", b"ID3\x04\x00\x00\x00\x00\x00\x02ab\xff\xfb\x90\x64"),
    ("AAC", b"\xff\xf1\x50\x80\x01"),
    ("AAC", b"\xff\xf9\x50\x80\x01"),
    ("AAC", b"ID3\x04\x00\x00\x00\x00\x01\x02" + bytes(130) + b"\xff\xf1\x50\x80"),
    ("FLAC", b"ID3\x04\x00\x00\x00\x00\x00\x02abfLaC\x00"),
    ("WAV", b"RF64\xff\xff\xff\xffWAVEds64"),
    ("WAV", b"BW64\xff\xff\xff\xffWAVEds64"),
    ("OGG", b"OggS\x00\x02" + bytes(20) + b"OpusHead"),
]


@pytest.mark.parametrize(("kind", "content"), BYTES)
async def test_variants_of_recordings(tmp_path: Path, kind: str, content: bytes) -> None:
    assert await verdict(tmp_path, content, RECORDINGS) == kind


@pytest.mark.parametrize(
    ("kind", "content"),
    [
        ("AVI", b"RIFF\x10\x00\x00\x00AVI LIST"),
        ("WMV", b"\x30\x26\xb2\x75\x8e\x66\xcf\x11\xa6\xd9"),
        ("FLV", b"FLV\x01\x05\x00\x00\x00\x09"),
        ("AMR", b"#!AMR\n\x3c"),
    ],
)
async def test_recordings_that_are_not_read_are_called_by_their_name(
    tmp_path: Path, kind: str, content: bytes
) -> None:
    assert await verdict(tmp_path, content, RECORDINGS) == f"unsupported_type {kind}"


async def test_what_is_written_is_what_is_found(tmp_path: Path) -> None:
    sound, opus = Heard(hum(0.3)), Heard(hum(0.3, 48_000), 48_000, "libopus")
    made = {
        film(tmp_path / "a.mp4", Seen(0.3)): "MP4",
        film(tmp_path / "a.mov", Seen(0.3)): "MOV",
        film(tmp_path / "a.3gp", None, sound): "MP4",
        film(tmp_path / "a.m4v", Seen(0.3), form="ipod"): "MP4",
        film(tmp_path / "a.m4a", None, sound, form="ipod"): "M4A",
        film(tmp_path / "a.webm", None, opus): "WEBM",
        film(tmp_path / "a.mkv", Seen(0.3)): "MKV",
        film(tmp_path / "a.mp3", None, Heard(hum(0.3), codec="libmp3lame")): "MP3",
        film(tmp_path / "a.aac", None, sound, form="adts"): "AAC",
        film(tmp_path / "a.wav", None, Heard(hum(0.3), codec="pcm_s16le")): "WAV",
        film(tmp_path / "a.opus", None, opus, form="ogg"): "OGG",
        film(tmp_path / "a.flac", None, Heard(hum(0.3), codec="flac")): "FLAC",
    }
    for path, kind in made.items():
        media = await screen(path, limit=1 << 20, wanted=RECORDINGS)
        assert media.type.name == kind
        assert media.type in FORMS


TEXTS = [
    ("VTT", CUES.encode()),
    ("VTT", CUES.encode("utf-8-sig")),
    ("VTT", CUES.encode("utf-16")),
    ("SRT", TALK.encode()),
    ("SRT", TALK.encode("utf-16-le")),
    ("SRT", TALK.encode("utf-16-be")),
    ("SRT", TALK.replace("\n", "\r\n").encode("gb18030")),
    ("TEXT", PROSE.encode()),
    ("TEXT", PROSE.encode("gb18030")),
    ("TEXT", (b"x" * 65535) + "你好".encode()),  # a letter is cut where the first bytes end
    ("TEXT", b"The free lunch is over."),
]


@pytest.mark.parametrize(("kind", "content"), TEXTS)
async def test_transcripts(tmp_path: Path, kind: str, content: bytes) -> None:
    assert await verdict(tmp_path, content, TRANSCRIPTS) == kind


@pytest.mark.parametrize("wanted", [DOCUMENTS, RECORDINGS])
@pytest.mark.parametrize(("_kind", "content"), TEXTS)
async def test_texts_are_unknown_where_no_transcript_is_wanted(
    tmp_path: Path, wanted: frozenset[MediaType], _kind: str, content: bytes
) -> None:
    assert await verdict(tmp_path, content, wanted) == "unknown_type"


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"%PDF-1.7\n", "unsupported_type PDF"),
        (b"\x00\x00\x00\x18ftypisom", "unsupported_type MP4"),
        (b"\x7fELF\x02\x01\x01\x00", "unknown_type"),
        (b"text with a \x00 in it", "unknown_type"),
        (b"text with an \x1b[0m escape \x01", "unknown_type"),
        (b"\xff\xff\xff\xff", "unknown_type"),
        (b"<html><body>x</body></html>", "unknown_type"),
        (b"", "empty"),
    ],
)
async def test_what_is_no_transcript(tmp_path: Path, content: bytes, said: str) -> None:
    assert await verdict(tmp_path, content, TRANSCRIPTS) == said


@pytest.mark.parametrize(
    "script",
    [b"ffconcat version 1.0\nfile a.mp4\n", b"#EXTM3U\n#EXTINF:2,\na.mp4\n"],
)
async def test_a_list_of_files_is_no_recording(tmp_path: Path, script: bytes) -> None:
    assert await verdict(tmp_path, script, RECORDINGS) == "unknown_type"
