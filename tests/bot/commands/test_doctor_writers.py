"""What `doctor` says of writers, asked of servers on loopback."""

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.commands.doctor_writers import writing
from bot.settings import Settings
from tests.doubles.server import Double, Reply

NAMED = ("gpt-6-luna", "Qwen/Qwen2.5-VL-7B-Instruct", "gemini-3.8-flash")
LISTED = {"data": [{"id": name} for name in NAMED]}
QWEN = "Qwen/Qwen2.5-VL-7B-Instruct at 127.0.0.1 (your own), no key; free of charge"
SOURCE = "developers.openai.com/api/docs/models/gpt-6-luna, 2026-11-22"
PRICE = f"$0.10 in, $0.50 out for a million tokens ({SOURCE})"
LUNA = f"gpt-6-luna at 127.0.0.1 (your own), key set; {PRICE}"


async def said(reply: Reply | None = None, **written: str) -> list[str]:
    """Let doctor look, with a server where `URL` stands."""
    answer = reply or Reply(body=json.dumps(LISTED).encode())
    async with Double(lambda _: answer) as double:
        told = {name: one.replace("URL", double.url) for name, one in written.items()}
        found = [one async for one in writing(Settings.model_validate(told))]
    assert all(call.method == "GET" and not call.raw for call in double.calls)
    return [f"{one.state} {one.what}: {one.detail}" for one in found]


async def test_with_nobody_it_says_what_there_will_be() -> None:
    [none] = await said(OPENAI_API_KEY="k", ANTHROPIC_API_KEY="k", GEMINI_API_KEY="k")
    assert none.startswith("note writers: none: reports tell what is certain")
    assert "BOT_MEETING_WRITERS" in none


async def test_servers_are_reached() -> None:
    found = await said(
        BOT_MEETING_WRITERS="qwen,gpt", QWEN_VL_URL="URL/v1", OPENAI_BASE_URL="URL/v1",
        BOT_REGION="eu", OPENAI_API_KEY="k", BOT_WRITER_SECONDS="600",
    )  # fmt: skip
    assert found == [
        "ok writers: qwen, gpt, in this order, which must keep to eu, 600 seconds for a meeting",
        f"ok writer qwen: {QWEN}",
        "ok writer qwen, reached: 127.0.0.1 answers, and has Qwen/Qwen2.5-VL-7B-Instruct",
        f"ok writer gpt: {LUNA}",
        "ok writer gpt, reached: 127.0.0.1 answers, and has gpt-6-luna",
    ]


async def test_of_who_watches_it_is_said_what_goes_where() -> None:
    found = await said(BOT_MEETING_WRITERS="gemini-video", BOT_GEMINI_URL="URL", GEMINI_API_KEY="k")
    assert found[2] == (
        "ok writer gemini-video: is given recordings up to 3.0 hours, whole; they are deleted when"
        " minutes are written, and by Google after 48 hours"
    )
    assert found[3].startswith("ok writer gemini-video, reached: 127.0.0.1 answers, and has gemini")


async def test_a_model_that_cannot_watch_is_said(tmp_path: Path) -> None:
    models = tmp_path / "models.toml"
    models.write_text('[models."gemini-3.8-flash"]\nwriting = { film_s = 0 }\n')
    found = await said(
        BOT_MEETING_WRITERS="gemini-video", BOT_GEMINI_URL="URL", GEMINI_API_KEY="k",
        BOT_MODELS_FILE=str(models),
    )  # fmt: skip
    assert found[2].startswith("note writer gemini-video: gemini-3.8-flash watches no recordings")


@pytest.mark.parametrize(
    ("reply", "last"),
    [
        (Reply(status=401), "FAIL writer qwen, reached: 127.0.0.1: it refuses the key"),
        (Reply(body=b'{"data": []}'), "FAIL writer qwen, reached: 127.0.0.1 has no model"),
        (Reply(status=503), "FAIL writer qwen, reached: 127.0.0.1: it fails"),
    ],
)
async def test_a_server_that_cannot_be_asked(reply: Reply, last: str) -> None:
    assert (await said(reply, QWEN_VL_URL="URL/v1"))[-1].startswith(last)


async def test_who_must_not_be_asked_fails_and_the_others_are_looked_at() -> None:
    found = await said(
        BOT_MEETING_WRITERS="gemini-video,qwen", GEMINI_API_KEY="k", BOT_REGION="eu",
        QWEN_VL_URL="URL/v1",
    )  # fmt: skip
    assert found[1].startswith("FAIL writer gemini-video: BOT_REGION is eu")
    assert found[-1].startswith("ok writer qwen, reached")


async def test_what_ends_and_what_is_unpriced_is_told(tmp_path: Path) -> None:
    soon = datetime.now(UTC).date() + timedelta(days=30)
    models = tmp_path / "models.toml"
    models.write_text(
        f'[models."gpt-6-luna"]\nretires = {soon}\nsuccessor = "gpt-6-sol"\nprices = []\n'
    )
    found = await said(
        BOT_MEETING_WRITERS="gpt", OPENAI_API_KEY="k", OPENAI_BASE_URL="URL/v1",
        BOT_MODELS_FILE=str(models),
    )  # fmt: skip
    assert f"note writer gpt: gpt-6-luna ends on {soon}; then gpt-6-sol is asked" in found


async def test_there_is_a_budget_and_no_price() -> None:
    told = {"BOT_MEETING_WRITERS": "gpt", "OPENAI_API_KEY": "k", "BOT_GPT_WRITER": "gpt-9"}
    checks = writing(Settings.model_validate({**told, "BOT_MODEL_BUDGET_USD": "5"}))
    found = [await anext(checks) for _ in range(4)]  # the next one would leave this machine
    await checks.aclose()  # type: ignore[attr-defined]
    assert found[1].detail.endswith("price not known")
    assert found[2].detail.startswith("gpt-9 is in no table")
    assert found[3].detail.startswith("never asked: there is a budget")
