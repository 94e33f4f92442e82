"""`eval meetings --writers`: who is given what, and how right what each writes is."""

import asyncio
import json
from collections.abc import Callable
from pathlib import Path

import pytest

from bot.arguments import parser
from bot.commands.eval import evaluate
from bot.settings import Settings
from pipelines.meeting.draft import Draft
from tests.bot.commands.test_minutes_written import vtt
from tests.doubles.chat_completions import CHAT
from tests.doubles.server import Call, Double, Reply
from tests.fake_minutes import ENGLISH
from tests.pipelines.meeting.writing.told import TRUE, with_a_lie

SPEAKERS = ["Alice", "Bob"]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """One small meeting, of which the truth says when its topics were talked about."""
    topics = [
        {"topic": f"Of {one.title}", "spans_s": [[one.start_s, one.end_s]]}
        for one in ENGLISH.topics
    ]
    laid = tmp_path / "meetings"
    laid.mkdir()
    (laid / "weekly.vtt").write_text(vtt())
    (laid / "weekly.gold.json").write_text(json.dumps({"speakers": SPEAKERS, "topics": topics}))
    return laid


def saying(draft: Draft) -> Callable[[Call], Reply]:
    return lambda _: CHAT.good(draft.model_dump_json())


async def run(settings: dict[str, str], *arguments: str | Path) -> int:
    written = ["eval", "meetings", *map(str, arguments)]
    asked = await asyncio.to_thread(lambda: parser().parse_args(written))
    return await evaluate(Settings.model_validate(settings), asked)


async def test_writers_are_measured_alone_and_told_of_first(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    async with Double(saying(with_a_lie(TRUE))) as gpt, Double(saying(TRUE)) as own:
        written = {
            "QWEN_VL_URL": f"{own.url}/v1", "OPENAI_BASE_URL": f"{gpt.url}/v1",
            "OPENAI_API_KEY": "k",
        }  # fmt: skip
        assert await run(written, folder, "--writers", "gpt,qwen", "--json") == 0
        said = capsys.readouterr()
        lines = [one for one in said.err.splitlines() if " go to " in one]
        assert lines[0].startswith("gpt: 1 transcripts go to gpt-6-luna, your own, 127.0.0.1")
        assert lines[1].startswith("qwen: 1 transcripts go to ")
        lying, honest = json.loads(said.out)["minutes"]
        assert (lying["writer"], honest["writer"]) == ("gpt", "qwen")
        assert (honest["unverified"], honest["citation_validity"]) == (0, 1)
        assert (lying["unverified"], lying["quoted"] - lying["valid"]) == (1, 1)
        assert "not_said" in lying["doubts"]
        for one in (lying, honest):
            assert one["topic_recall"] == pytest.approx(1, abs=0.1)
            assert one["topic_precision"] == pytest.approx(1, abs=0.1)
            assert one["topics"] == len(TRUE.topics)
            assert 0 < one["due"] <= one["owned"] <= one["actions"] == len(TRUE.actions)
            assert one["tokens_in"] > 0
        assert lying["cost_usd"] > 0
        assert honest["cost_usd"] == 0


async def test_who_does_not_write_is_no_figure(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    async with Double(lambda _: CHAT.failure(401)) as double:
        assert await run({"QWEN_VL_URL": f"{double.url}/v1"}, folder) == 2
    out = capsys.readouterr().out
    assert "weekly, qwen: no minutes by qwen (key)" in out
    assert "failed" in out


async def test_who_was_away_for_one_meeting_is_asked_about_the_next(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "early.vtt").write_text(vtt().replace("beta", "zebra"))
    (folder / "early.gold.json").write_bytes((folder / "weekly.gold.json").read_bytes())

    def answer(call: Call) -> Reply:
        return CHAT.failure(503) if "zebra" in json.dumps(call.body) else saying(TRUE)(call)

    async with Double(answer) as double:
        assert await run({"QWEN_VL_URL": f"{double.url}/v1"}, folder, "--json") == 2
    early, weekly = json.loads(capsys.readouterr().out)["minutes"]
    assert (early["meeting"], early["error"]) == ("early", "no minutes by qwen (failing)")
    assert weekly["topics"] == len(TRUE.topics)


async def test_where_nobody_writes_the_rest_is_measured(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    own = {"QWEN_VL_URL": "http://127.0.0.1:9/v1"}
    assert await run(own, folder, "--json", "--writers", "off") == 0
    said = capsys.readouterr()
    assert "Nobody writes: see BOT_MEETING_WRITERS." in said.err
    told = json.loads(said.out)
    assert (told["minutes"], len(told["speakers"])) == ([], 1)
