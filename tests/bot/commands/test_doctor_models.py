"""What `doctor` says of listed models, asked of servers on loopback."""

import json
from collections.abc import Mapping
from pathlib import Path

import pytest

from bot.commands.check import Check
from bot.commands.doctor_models import models
from bot.settings import Settings
from tests.doubles.server import Double, Reply

LISTED = {"data": [{"id": "gpt-6-luna"}, {"id": "claude-haiku-4-5-20251001"}, {"id": "mine"}]}


HAS = "127.0.0.1 answers, and has gpt-4o"
PUT = "put that in BOT_MODELS_FILE, as `retires`"


async def checks(written: Mapping[str, str]) -> list[Check]:
    return [check async for check in models(Settings.model_validate(written))]


def lines(found: list[Check]) -> list[str]:
    return [f"{one.state} {one.what}: {one.detail}" for one in found]


async def said(reply: Reply | None = None, **written: str) -> list[str]:
    """Let doctor look, with a server where `URL` stands."""
    answer = reply or Reply(body=json.dumps(LISTED).encode())
    async with Double(lambda call: answer) as double:
        found = await checks(
            {name: one.replace("URL", double.url) for name, one in written.items()}
        )
    assert all(call.method == "GET" and not call.raw for call in double.calls)
    return lines(found)


async def test_without_models_nothing_leaves() -> None:
    keys = {"OPENAI_API_KEY": "k", "ANTHROPIC_API_KEY": "k", "GEMINI_API_KEY": "k"}
    assert lines(await checks(keys)) == ["ok document readers: local (nothing leaves this machine)"]


async def test_a_model_on_this_machine_is_told_of_and_reached() -> None:
    readers = "local, qwen (nothing leaves this machine)"
    unknown = "mine is in no table: asked as named, within the limits of qwen, at no known price"
    found = await said(
        QWEN_VL_URL="URL/v1", BOT_QWEN_MODEL="mine", BOT_REGION="cn", BOT_DOCUMENT_MODELS="always"
    )
    assert found == [
        f"ok document readers: {readers}; models are asked about each document",
        "ok where documents may go: cn or your own hosts (BOT_REGION cn, BOT_MODEL_ROUTE allow)",
        "ok model qwen: mine at 127.0.0.1 (your own), no key; price not known",
        f"note model qwen: {unknown}; describe it in BOT_MODELS_FILE",
        "ok model qwen, reached: 127.0.0.1 answers, and has mine",
    ]


async def test_a_dated_name_stands_for_the_model() -> None:
    found = await said(
        BOT_DOCUMENT_READERS="claude",
        ANTHROPIC_API_KEY="k",
        BOT_CLAUDE_URL="URL",
        BOT_CLAUDE_MODEL="claude-haiku-4-5",
    )
    assert found[2].startswith("ok model claude: claude-haiku-4-5 at 127.0.0.1 (your own), key set")
    assert "$1 in, $5 out for a million tokens (platform.claude.com/" in found[2]
    assert found[3] == "ok model claude, reached: 127.0.0.1 answers, and has claude-haiku-4-5"


@pytest.mark.parametrize(
    ("end", "told"),
    [
        ("2027-01-14", f"ok model gpt, reached: {HAS}"),
        (None, f"ok model gpt, reached: {HAS}"),
        (
            "2026-12-24",
            f"note model gpt, reached: {HAS} until 2026-12-24: {PUT}",
        ),
    ],
)
async def test_an_end_that_the_table_does_not_know_is_told(end: str | None, told: str) -> None:
    found = await said(
        Reply(body=json.dumps({"data": [{"id": "gpt-4o", "shutdown_date": end}]}).encode()),
        BOT_DOCUMENT_READERS="gpt",
        BOT_GPT_MODEL="gpt-4o",
        OPENAI_API_KEY="k",
        OPENAI_BASE_URL="URL/v1",
    )
    assert found[-1] == told


@pytest.mark.parametrize(
    ("listed", "has"),
    [
        ("gpt-4o", True),
        ("gpt-4o-2024-11-20", True),
        ("gpt-4o-mini", False),
        ("gpt-4o-mini-2024-07-18", False),
        ("gpt-4", False),
    ],
)
async def test_another_model_of_the_family_is_not_the_one_that_is_asked(
    listed: str, has: bool
) -> None:
    found = await said(
        Reply(body=json.dumps({"data": [{"id": listed}]}).encode()),
        BOT_DOCUMENT_READERS="gpt",
        BOT_GPT_MODEL="gpt-4o",
        OPENAI_API_KEY="k",
        OPENAI_BASE_URL="URL/v1",
    )
    assert found[-1].startswith("ok" if has else "FAIL model gpt, reached: 127.0.0.1 has no model")


@pytest.mark.parametrize(
    ("reply", "told"),
    [
        (Reply(status=401), "FAIL model gpt, reached: 127.0.0.1: it refuses the key"),
        (Reply(status=404), "FAIL model gpt, reached: 127.0.0.1: nothing is found at this address"),
        (Reply(status=503), "FAIL model gpt, reached: 127.0.0.1: it fails"),
        (Reply(body=b"<html>"), "FAIL model gpt, reached: 127.0.0.1: what answers there is no"),
        (
            Reply(body=b'{"data": []}'),
            "FAIL model gpt, reached: 127.0.0.1 has no model 'gpt-6-luna'",
        ),
    ],
)
async def test_what_will_not_work_fails(reply: Reply, told: str) -> None:
    found = await said(
        reply, BOT_DOCUMENT_READERS="gpt", OPENAI_API_KEY="k", OPENAI_BASE_URL="URL/v1"
    )
    assert found[-1].startswith(told)


@pytest.fixture
def table(tmp_path: Path) -> str:
    """Models that ended, that end soon, and that nothing follows."""
    file = tmp_path / "models.toml"
    file.write_text(
        """
        [models.old]
        of = "gpt"
        retires = 2020-01-01
        successor = "mine"
        [models.mine]
        of = "gpt"
        [models.gone]
        of = "gpt"
        retires = 2020-01-01
        [models.end]
        of = "gpt"
        retires = 9999-12-31
        """
    )
    return str(file)


@pytest.mark.parametrize(
    ("model", "told"),
    [
        ("old", "note model gpt: old ended on 2020-01-01: mine is asked instead"),
        ("gone", "FAIL model gpt: gone ended on 2020-01-01, and nothing follows it"),
        (
            "end",
            "ok model gpt: end at 127.0.0.1 (your own), no key; price not known; until 9999-12-31",
        ),
    ],
)
async def test_ends_are_told(table: str, model: str, told: str) -> None:
    found = await said(
        BOT_DOCUMENT_READERS="gpt",
        OPENAI_BASE_URL="URL/v1",
        BOT_GPT_MODEL=model,
        BOT_MODELS_FILE=table,
    )
    assert told in found


async def test_what_may_leave_is_named_and_never_reached_where_never_asked() -> None:
    written = {
        "BOT_DOCUMENT_READERS": "local,claude,gemini,qwen",
        "ANTHROPIC_API_KEY": "k",
        "QWEN_VL_URL": "http://gpu.lan/v1",
        "BOT_DOCUMENT_MODELS": "never",
    }
    found = lines(await checks(written))
    assert found[0] == "FAIL model gemini: BOT_DOCUMENT_READERS lists gemini: set GEMINI_API_KEY"
    assert found[1].endswith("(nothing leaves this machine); models are asked never")
    assert "at api.anthropic.com (a third party, region not said), key set; $2 in" in found[3]
    assert not any("reached" in line for line in found)


async def test_a_bad_table_fails(tmp_path: Path) -> None:
    [found] = lines(await checks({"BOT_MODELS_FILE": str(tmp_path / "none.toml")}))
    assert found.startswith("FAIL document readers: BOT_MODELS_FILE: ")
    assert found.endswith("none.toml: No such file or directory")
