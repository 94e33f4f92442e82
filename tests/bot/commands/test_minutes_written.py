"""`minutes --writers`: who is asked, what is said beforehand, and what is printed."""

import asyncio
import json
from argparse import Namespace
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from bot.commands.minutes import minutes
from bot.commands.writing import told
from bot.settings import Settings
from pipelines.meeting.engine import Engine
from pipelines.ports import Film, Image
from tests.bot.terminal import Ran, typed
from tests.doubles.chat_completions import CHAT
from tests.doubles.films import Films
from tests.doubles.server import Double, Reply
from tests.fake_minutes import ENGLISH_SAID
from tests.pipelines.meeting.filmed import Heard, Seen, film, hum
from tests.pipelines.meeting.writing.told import ENGLISH_BRIEF, LIE, TRUE, with_a_lie

__all__ = ["typed"]  # a fixture

TEXT = TRUE.model_dump_json()
DECIDED = TRUE.decisions[0].text


def vtt() -> str:
    """Write the small meeting down, with who says what and when."""
    cues = ["WEBVTT"]
    for at, (who, text) in enumerate(ENGLISH_SAID):
        first, last = (f"{one // 60:02}:{one % 60:02}.000" for one in (12 * at, 12 * at + 9))
        cues.append(f"{first} --> {last}\n<v {who}>{text}")
    return "\n\n".join(cues) + "\n"


@pytest.fixture
def talk(tmp_path: Path) -> Path:
    path = tmp_path / "weekly 2026-11-17.vtt"
    path.write_text(vtt())
    return path


async def ask(
    file: Path, settings: dict[str, str], *, transcript: Path | None = None, **given: object
) -> int:
    known = {"json": False, "out": None, "language": "en", "writers": None} | given
    asked = Namespace(file=file, transcript=transcript, **known)
    return await minutes(Settings.model_validate(settings), asked)


async def test_ones_own_qwen_writes_and_it_is_said_where_the_transcript_goes(
    talk: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before: list[str] = []

    def answer(_: object) -> Reply:
        before.append(capsys.readouterr().err)
        return CHAT.good(TEXT)

    async with Double(answer) as double:
        assert await ask(talk, {"QWEN_VL_URL": f"{double.url}/v1"}) == 0
    whose = "Qwen/Qwen2.5-VL-7B-Instruct, your own, 127.0.0.1"
    assert before[0] == f"The transcript goes to qwen ({whose})\n"
    out = capsys.readouterr().out
    assert DECIDED in out
    assert "written by AI: Qwen (double-1), on your own server 127.0.0.1" in out
    assert "no language model has read it" not in out


async def test_json_holds_the_minutes_their_doubts_and_who_was_asked(
    talk: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    lying = with_a_lie(TRUE).model_dump_json()
    async with (
        Double(lambda _: CHAT.failure(401)) as gpt,
        Double(lambda _: CHAT.good(lying)) as own,
    ):
        written = {
            "QWEN_VL_URL": f"{own.url}/v1", "OPENAI_BASE_URL": f"{gpt.url}/v1",
            "OPENAI_API_KEY": "k",
        }  # fmt: skip
        assert await ask(talk, written, writers="gpt,qwen", json=True) == 0
    said = capsys.readouterr()
    first, second, why = said.err.splitlines()
    assert why == "gpt: no answer (it refused the key)"
    assert first.startswith("The transcript goes to gpt (gpt-6-luna, your own")
    assert second.startswith("If nothing comes of that: the transcript goes to qwen (")
    made = json.loads(said.out)
    assert made["minutes"]["writer"] == "qwen"
    assert made["minutes"]["dated"] == {"day": "2026-11-17", "by": "name"}
    doubts = {one["text"]: one["doubts"] for one in made["minutes"]["decisions"]}
    assert doubts[DECIDED] == []
    assert doubts[LIE.text] != []
    assert [(one["name"], one["fault"]) for one in made["consulted"]] == [
        ("gpt", "key"),
        ("qwen", None),
    ]


async def test_where_none_of_those_named_writes_the_report_is_as_without(
    talk: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    async with Double(lambda _: CHAT.failure(401)) as double:
        own = {"QWEN_VL_URL": f"{double.url}/v1"}
        assert await ask(talk, own, writers="qwen") == 1
        named, why = capsys.readouterr()
        assert await ask(talk, own) == 0
    assert why.splitlines()[1:] == ["qwen: no answer (it refused the key)"]
    assert capsys.readouterr().out == named
    assert "none of the writers that are set up could write them" in named
    assert "no language model has read it" in named


async def test_of_a_model_that_has_ended_it_is_said_who_was_asked(
    talk: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    models = tmp_path / "models.toml"
    ended = '[models.gpt-gone]\nof = "gpt"\nretires = 2026-01-01\nsuccessor = "gpt-6-luna"\n'
    models.write_text(ended)
    async with Double(lambda _: CHAT.good(TEXT)) as double:
        gpt = {"OPENAI_BASE_URL": f"{double.url}/v1", "BOT_GPT_WRITER": "gpt-gone"}
        own = {"QWEN_VL_URL": f"{double.url}/v1", "BOT_MODELS_FILE": str(models)}
        assert await ask(talk, {**gpt, **own}, writers="gpt,qwen") == 0
        assert double.calls[0].body["model"] == "gpt-6-luna"
    said = capsys.readouterr().err.splitlines()
    assert said[2:] == ["gpt-gone is retired: its successor double-1 was asked."]


def test_off_is_nobody(typed: Callable[..., Ran], talk: Path) -> None:
    ran = typed("minutes", talk, "--writers", "off", QWEN_VL_URL="http://127.0.0.1:9/v1")
    assert (ran.status, ran.err) == (0, "")
    assert "no language model has read it" in ran.out


@pytest.mark.parametrize(
    ("writers", "why"),
    [
        ("oracle", "BOT_MEETING_WRITERS.0: Input should be 'qwen', 'claude'"),
        ("claude", "BOT_MEETING_WRITERS lists claude: set ANTHROPIC_API_KEY"),
    ],
)
def test_who_cannot_be_asked_is_one_plain_line(
    typed: Callable[..., Ran], talk: Path, writers: str, why: str
) -> None:
    ran = typed("minutes", talk, "--writers", writers)
    assert (ran.status, ran.out) == (2, "")
    assert ran.complaint.startswith(why)


async def test_a_recording_is_given_to_who_watches_and_taken_back(
    talk: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "weekly.mp4"
    await asyncio.to_thread(film, path, Seen(seconds=5), Heard(hum(5)))
    films = Films(says=lambda: TEXT, seconds=5.0)
    async with Double(films.respond) as double:
        films.url = double.url
        google = {"BOT_GEMINI_URL": double.url, "GEMINI_API_KEY": "k"}
        given = {"writers": "gemini-video", "out": tmp_path / "out"}
        assert await ask(path, google, transcript=talk, **given) == 0
    said = capsys.readouterr()
    whose = "gemini-video (gemini-3.8-flash, your own, 127.0.0.1)"
    assert said.err == f"The transcript and the whole recording go to {whose}\n"
    assert DECIDED in (tmp_path / "out" / "report.md").read_text()
    assert (films.stages.count("begin"), films.stages[-1], films.kept) == (1, "delete", {})


async def test_without_a_transcript_nobody_is_asked(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "weekly.m4a"
    await asyncio.to_thread(film, path, None, Heard(hum(2)), form="ipod")
    async with Double(lambda _: CHAT.good(TEXT)) as double:
        own = {"QWEN_VL_URL": f"{double.url}/v1", "BOT_DATA_DIR": str(tmp_path / "data")}
        assert await ask(path, own, writers="qwen") == 1
    assert (double.calls, capsys.readouterr().err) == ([], "")


def test_what_goes_where_is_said_of_each() -> None:
    shown = Image(b"jpeg", "image/jpeg")
    seen = Film(Path("/film"), "video/mp4", 60.0, "f")
    about = replace(ENGLISH_BRIEF, film=seen, pictures={1: shown, 2: shown})
    engines = [
        Engine("gemini-video", "g", "others", "google.example", "Google", watches=True),
        Engine("gpt", "luna", "others", "eu.example", None, "eu"),
    ]
    slides = "pictures of slides (2 at most)"
    first, second = told(engines, about)
    whose = "gemini-video (g, Google, google.example)"
    assert first == f"The transcript, the whole recording and {slides} go to {whose}"
    whose = "gpt (luna, a third party, eu.example, eu)"
    assert second == f"If nothing comes of that: the transcript and {slides} go to {whose}"
