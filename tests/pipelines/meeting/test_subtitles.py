"""What the text tracks in a recording say, whatever they are written in."""

from pathlib import Path

import pytest

from pipelines.errors import MediaRejected, Reason
from pipelines.meeting import subtitles
from pipelines.meeting.model import Transcript
from pipelines.meeting.subtitles import embedded
from tests.pipelines.meeting.filmed import Said, subtitled

TALK: Said = [("<v Ada>Hello there.</v>", 0.5, 1), ("Second.", 2, 1.5)]


def heard(transcript: Transcript | None) -> list[tuple[str, float, float, str]]:
    assert transcript is not None
    return [(one.speaker, one.start_s, one.end_s, one.text) for one in transcript.segments]


@pytest.mark.parametrize(
    ("name", "form", "coding"),
    [
        ("a.mp4", "mov", "mov_text"),
        ("a.mov", "mov", "mov_text"),
        ("a.webm", "matroska", "webvtt"),
        ("a.mkv", "matroska", "webvtt"),
        ("a.mkv", "matroska", "srt"),
    ],
)
def test_every_coding(tmp_path: Path, name: str, form: str, coding: str) -> None:
    found = embedded(subtitled(tmp_path / name, (coding, TALK, {})), form, 10.0)
    assert heard(found) == [("Ada", 0.5, 1.5, "Hello there."), ("", 2.0, 3.5, "Second.")]
    assert found is not None
    assert (found.kind, found.source, found.timed) == ("embedded", coding, True)


def test_names_and_marks_of_ass(tmp_path: Path) -> None:
    said = [("0,0,Default,Ada,0,0,0,,{\\i1}Hello{\\i0},\\Nthere.", 0.5, 1.0)]
    path = subtitled(tmp_path / "a.mkv", ("ass", said, {}))
    assert heard(embedded(path, "matroska", 10.0)) == [("Ada", 0.5, 1.5, "Hello, there.")]


def test_letters_of_every_script(tmp_path: Path) -> None:
    path = subtitled(tmp_path / "a.mp4", ("mov_text", [("你好，各位。", 0, 1)], {}))
    found = embedded(path, "mov", 10.0)
    assert found is not None
    assert (found.segments[0].text, found.language) == ("你好，各位。", "zh")


def test_the_track_that_is_meant_to_be_read_is_read(tmp_path: Path) -> None:
    path = subtitled(
        tmp_path / "a.mkv",
        ("srt", [("Signs", 0, 1)], {"disposition": "forced", "language": "eng"}),
        ("srt", [("Zweite", 0, 1)], {"language": "ger"}),
        ("srt", [("Erste", 0, 1)], {"disposition": "default", "language": "ger"}),
    )
    found = embedded(path, "matroska", 10.0)
    assert heard(found) == [("", 0.0, 1.0, "Erste")]
    assert found is not None
    assert found.language == "de"


def test_a_track_that_says_nothing_is_passed_over(tmp_path: Path) -> None:
    path = subtitled(
        tmp_path / "a.mp4", ("mov_text", [("", 0, 1)], {}), ("mov_text", [("Words", 0, 1)], {})
    )
    assert heard(embedded(path, "mov", 10.0)) == [("", 0.0, 1.0, "Words")]


def test_nothing_is_said_at_all(tmp_path: Path) -> None:
    path = subtitled(tmp_path / "a.mp4", ("mov_text", [("", 0, 1), (" ", 2, 1)], {}))
    assert embedded(path, "mov", 10.0) is None


def test_more_is_said_than_anybody_says(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(subtitles, "MOST_CUES", 2)
    path = subtitled(tmp_path / "a.mkv", ("srt", [("a", at, 1) for at in range(3)], {}))
    with pytest.raises(MediaRejected) as caught:
        embedded(path, "matroska", 10.0)
    assert caught.value.reason is Reason.TOO_LONG
