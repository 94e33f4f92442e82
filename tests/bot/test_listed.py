"""The process as it is started, with a model that is listed: asked, told of, and with its price."""

import json
from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path

from tests.bot.terminal import Ran, bot
from tests.bot.test_commands import a
from tests.conftest import ROOT
from tests.doubles.chat_completions import CHAT
from tests.doubles.server import Call, Double, Reply
from tests.pipelines.document.told import right


async def read(path: Path, answer: Reply, **settings: str) -> tuple[Ran, list[Call]]:
    """Read a document with gpt listed, at a server that gives one answer."""
    async with Double(lambda call: answer) as double:
        there = {"OPENAI_BASE_URL": f"{double.url}/v1", "OPENAI_API_KEY": "k1"}
        listed: Mapping[str, str] = there | {"BOT_DOCUMENT_READERS": "local,gpt"} | settings
        ran = await bot("read", path, "--json", cwd=ROOT, **listed)
    return ran, double.calls


async def test_a_listed_model_reads_what_was_flagged(tmp_path: Path) -> None:
    flagged = a("text", flagged=True, folder=tmp_path)
    answer = CHAT.good(right().model_dump_json())
    ran, calls = await read(flagged, answer, BOT_GPT_MODEL="gpt-6-luna")
    assert (ran.status, ran.err) == (0, "")
    assert calls
    assert {call.body["model"] for call in calls} == {"gpt-6-luna"}
    assert {call.headers["authorization"] for call in calls} == {"Bearer k1"}
    usage = json.loads(ran.out, parse_float=Decimal)["usage"]
    assert usage["cost_usd"] == len(calls) * Decimal("0.000142")


async def test_a_budget_of_nothing_asks_nobody(tmp_path: Path) -> None:
    flagged = a("ubl", flagged=True, folder=tmp_path)
    answer = CHAT.good(right().model_dump_json())
    ran, calls = await read(flagged, answer, BOT_MODEL_BUDGET_USD="0")
    assert (ran.status, calls) == (0, [])


async def test_a_model_that_fails_leaves_the_embedded_reading(tmp_path: Path) -> None:
    flagged = a("text", flagged=True, folder=tmp_path)
    ran, calls = await read(flagged, CHAT.failure(401))
    assert (ran.status, len(calls)) == (0, 1)
    assert json.loads(ran.out)["reader"] == "local"
    assert "k1" not in ran.out + ran.err


async def test_what_it_cost_is_on_the_bill_and_the_budget_lets_no_more_out(tmp_path: Path) -> None:
    first = a("text", flagged=True, folder=tmp_path)
    second = tmp_path / "again.pdf"
    second.write_bytes(first.read_bytes() + b"\n% again")
    answer = CHAT.good(right().model_dump_json())
    settings: Mapping[str, str] = {
        "BOT_DATA_DIR": str(tmp_path / "data"),
        "BOT_MODEL_BUDGET_USD": "0.0001",
    }
    async with Double(lambda call: answer) as double:
        there = {"OPENAI_BASE_URL": f"{double.url}/v1", "OPENAI_API_KEY": "k1"}
        listed: Mapping[str, str] = {**settings, **there, "BOT_DOCUMENT_READERS": "local,gpt"}
        ran = await bot("read", first, second, "--remember", "--json", cwd=ROOT, **listed)
    assert (ran.status, ran.err) == (0, "")
    asked, barred = (json.loads(line)["consulted"] for line in ran.out.splitlines())
    assert (asked[0]["saw"], barred[0]["saw"], barred[0]["bar"]) == (True, False, "budget")
    bill = json.loads((await bot("costs", "--json", cwd=ROOT, **settings)).out, parse_float=Decimal)
    gpt, local = bill["lines"]
    assert (gpt["reader"], gpt["runs"], local["reader"], local["runs"]) == ("gpt", 1, "local", 2)
    assert gpt["cost_usd"] == bill["cost_usd"] == len(double.calls) * Decimal("0.000142")
    assert bill["budget"]["spent_usd"] > bill["budget"]["usd"]
    assert bill["budget"]["held_usd"] == 0
