"""`minutes` tells what a recording or a transcript holds, and one plain line where it cannot."""

import json
from argparse import Namespace
from collections.abc import Callable
from pathlib import Path

import pytest

from bot.commands.faults import UsageFault
from bot.commands.minutes import minutes
from bot.settings import Settings
from tests.bot.terminal import Ran, typed
from tests.doubles.clamd import fake_clamd
from tests.pipelines.meeting.filmed import Heard, Seen, film, hum

__all__ = ["typed"]  # a fixture

TALK = """WEBVTT

00:00.000 --> 00:02.000
<v Ada>I'll send the draft by Friday.

00:02.000 --> 00:04.000
<v Bob>Fine [x](https://evil.example).
"""


@pytest.fixture
def talk(tmp_path: Path) -> Path:
    path = tmp_path / "weekly.vtt"
    path.write_text(TALK)
    return path


def test_a_transcript_alone(typed: Callable[..., Ran], talk: Path, tmp_path: Path) -> None:
    ran = typed("minutes", talk, "--out", tmp_path / "out")
    assert (ran.status, ran.err) == (0, "")
    assert ran.out.startswith("# weekly\n")
    assert "- [00:00] **Ada** “I'll send the draft by Friday.” `S0001`" in ran.out
    assert r"Fine \[x\]" in ran.out
    assert "://" not in ran.out
    assert (tmp_path / "out" / "report.md").read_text() == ran.out
    assert "<v Ada>" in (tmp_path / "out" / "transcript.vtt").read_text()
    assert len(list((tmp_path / "out").iterdir())) == 2


def test_a_recording_and_its_transcript(
    typed: Callable[..., Ran], talk: Path, tmp_path: Path
) -> None:
    recording = film(tmp_path / "weekly.mp4", Seen(seconds=5), Heard(hum(5)))
    ran = typed("minutes", recording, "--transcript", talk, "--json", "--language", "zh")
    assert (ran.status, ran.err) == (0, "")
    told = json.loads(ran.out)
    assert (told["file"], told["language"]) == ("weekly.mp4", "zh")
    assert told["duration_s"] == pytest.approx(5, abs=0.3)
    assert [one["name"] for one in told["speakers"]] == ["Ada", "Bob"]
    assert told["transcript"]["kind"] == "supplied"
    assert told["consulted"] == []


def test_without_words_it_says_what_to_configure(typed: Callable[..., Ran], tmp_path: Path) -> None:
    recording = film(tmp_path / "weekly.m4a", None, Heard(hum(2)), form="ipod")
    ran = typed("minutes", recording, BOT_DATA_DIR=str(tmp_path / "data"))
    assert ran.status == 0
    assert "WHISPER_URL" in ran.out
    assert not (tmp_path / "data").exists()


@pytest.mark.parametrize(
    ("name", "content", "why"),
    [
        ("notes.txt", b"Dear all,\nthe report is late.\n", "notes.txt is no transcript"),
        ("weekly.mp4", b"%PDF-1.7\n", "is a PDF file, whatever its name says"),
        ("weekly.mp4", b"", "is empty"),
        ("gone.mp4", None, "gone.mp4: No such file or directory"),
        ("weekly.mp4", b"\x00\x00\x00\x18ftypmp42" + bytes(400), "weekly.mp4 is damaged"),
    ],
)
def test_what_cannot_be_read_is_one_plain_line(
    typed: Callable[..., Ran], tmp_path: Path, name: str, content: bytes | None, why: str
) -> None:
    if content is not None:
        (tmp_path / name).write_bytes(content)
    ran = typed("minutes", name)
    assert (ran.status, ran.out) == (2, "")
    assert why in ran.complaint


def test_two_transcripts_are_no_recording(typed: Callable[..., Ran], talk: Path) -> None:
    ran = typed("minutes", talk, "--transcript", talk)
    assert ran.status == 2
    assert "weekly.vtt" in ran.complaint


@pytest.mark.parametrize(
    ("answer", "why"), [(b"stream: Eicar FOUND\0", "found Eicar"), (b"", "gave no verdict")]
)
async def test_it_is_scanned_before_it_is_opened(talk: Path, answer: bytes, why: str) -> None:
    async with fake_clamd() as fake:
        fake.answer = answer
        settings = Settings.model_validate({"BOT_CLAMD": fake.address})
        asked = Namespace(
            file=talk, transcript=None, json=False, out=None, language="en", writers=None
        )
        with pytest.raises(UsageFault, match=why):
            await minutes(settings, asked)
