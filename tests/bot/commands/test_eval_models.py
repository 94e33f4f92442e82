"""`eval documents` of models, through their SDKs and whole readings, on doubles of their wires."""

import asyncio
import json
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio

from bot.arguments import parser
from bot.commands.eval import evaluate
from bot.listing import ModelsFault
from bot.settings import Settings
from tests.doubles.chat_completions import CHAT
from tests.doubles.copying import bill_of, copying
from tests.doubles.messages import MESSAGES
from tests.doubles.server import Double, Reply
from tests.drawn.collection import Drawn

NAMES = ("en_text_2", "de_text_2")


@pytest.fixture
def papers(drawn: dict[str, Drawn]) -> list[Drawn]:
    return [drawn[name] for name in NAMES]


@pytest.fixture
def folder(tmp_path: Path, papers: list[Drawn]) -> Path:
    folder = tmp_path / "ours"
    folder.mkdir()
    for one in papers:
        one.write(folder)
    return folder


def _answers(papers: list[Drawn], **changes: str | None) -> dict[str, str]:
    """Give what a model says of each, by its number; of the first one with changes."""
    first, *others = papers
    return {
        first.truth["fields"]["invoice_number"]: bill_of(first.truth, **changes),
        **{one.truth["fields"]["invoice_number"]: bill_of(one.truth) for one in others},
    }


@pytest_asyncio.fixture
async def qwen(papers: list[Drawn]) -> AsyncIterator[Double]:
    async with Double(copying(CHAT, _answers(papers, vendor=None))) as double:
        yield double


@pytest_asyncio.fixture
async def claude(papers: list[Drawn]) -> AsyncIterator[Double]:
    async with Double(copying(MESSAGES, _answers(papers))) as double:
        yield double


async def run(folder: Path, *arguments: str | Path, **settings: str) -> int:
    written = ["eval", "documents", str(folder), *map(str, arguments)]
    asked = await asyncio.to_thread(lambda: parser().parse_args(written))
    chosen = await asyncio.to_thread(lambda: Settings.model_validate(settings | {"BOT_JOBS": "1"}))
    return await evaluate(chosen, asked)


def _at(qwen: Double, claude: Double) -> dict[str, str]:
    return {
        "QWEN_VL_URL": f"{qwen.url}/v1",
        "BOT_CLAUDE_URL": claude.url,
        "ANTHROPIC_API_KEY": "sk-double",
        "BOT_DOCUMENT_MODELS": "never",  # of the running Clerk
    }


async def test_models_are_measured_alone_beside_the_embedded_engine(
    folder: Path, qwen: Double, claude: Double, capsys: pytest.CaptureFixture[str]
) -> None:
    readers = ("--readers", "local,qwen,claude")
    assert await run(folder, *readers, "--json", **_at(qwen, claude)) == 0

    out, err = capsys.readouterr()
    found = json.loads(out)
    assert [found[name]["all"]["accuracy"] for name in ("local", "claude")] == [1.0, 1.0]
    assert found["qwen"]["all"]["fields"]["vendor"] == {"right": 1, "scored": 2}
    assert [found[name]["runs"]["model"] for name in ("local", "qwen", "claude")] == [
        None, "Qwen/Qwen2.5-VL-7B-Instruct", "claude-sonnet-5-5",
    ]  # fmt: skip
    assert found["claude"]["runs"]["schema"] == {"first": 2, "answered": 2}
    assert found["claude"]["runs"]["cost_usd"] > 0
    assert found["qwen"]["runs"]["cost_usd"] is None  # nobody gave the price of one's own machine
    [vendor] = [one for one in found["agreement"]["differences"] if one["what"] == "vendor"]
    assert vendor["said"]["qwen"] == "nothing"
    lines = err.splitlines()
    assert lines[0].startswith("qwen: 2 documents go to 127.0.0.1 (your own)")
    assert lines[1].startswith("claude: 2 documents go to 127.0.0.1 (your own)")
    assert lines[-1] == "6 of 6"


async def test_a_region_that_a_host_does_not_keep_to_is_refused_before_anything_leaves(
    folder: Path, claude: Double
) -> None:
    settings = {"ANTHROPIC_API_KEY": "sk-double", "BOT_REGION": "eu"}
    with pytest.raises(ModelsFault, match="BOT_REGION is eu"):
        await run(folder, "--readers", "claude", **settings)


async def _turn(
    folder: Path, double: Double, reply: Reply, results: Path, **settings: str
) -> dict[str, Any]:
    """Let the double answer so, and go on with the results; gives how often it was asked."""
    double.respond = lambda _call: reply
    before = len(double.calls)
    arguments = ("--readers", "claude", "--results", results, "--resume", "--report")
    report = results.with_suffix(".json")
    assert await run(folder, *arguments, report, **settings) == 0
    runs: dict[str, Any] = json.loads(report.read_text("utf-8"))["claude"]["runs"]
    return {**runs, "asked": len(double.calls) - before}


async def test_what_failed_for_now_is_asked_again_for_good_not_and_another_model_is(
    folder: Path, qwen: Double, claude: Double, tmp_path: Path
) -> None:
    results, at = tmp_path / "results.jsonl", _at(qwen, claude)
    no_key, cut_off = MESSAGES.failure(401), MESSAGES.truncated('{"kind"')
    key = await _turn(folder, claude, no_key, results, **at)
    cut = await _turn(folder, claude, cut_off, results, **at)
    again = await _turn(folder, claude, no_key, results, **at)
    other = await _turn(folder, claude, no_key, results, **at, BOT_CLAUDE_MODEL="claude-new")

    assert (key["failed"], key["asked"]) == (2, 2)
    assert key["schema"] == {"first": 0, "answered": 0}
    assert (cut["failed"], cut["asked"]) == (2, 2)
    assert cut["schema"] == {"first": 0, "answered": 2}
    assert cut["cost_usd"] > 0  # an answer that was cut off is paid for
    assert (again["failed"], again["asked"]) == (2, 0)
    assert (other["model"], other["asked"]) == ("claude-new", 2)
    assert claude.calls[-1].body["model"] == "claude-new"
    assert qwen.calls == []  # it was not named
