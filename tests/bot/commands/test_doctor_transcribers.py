"""What `doctor` says of transcribers, asked of servers on loopback."""

import json
import shutil
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.commands.doctor_transcribers import transcribing
from bot.settings import Settings
from tests.doubles.server import Double, Reply

LISTED = {"data": [{"id": "gpt-transcribe"}, {"id": "Systran/faster-whisper-small"}]}
CONFINED = "small on this machine (the processor, confined)"
OWN = "127.0.0.1 (your own), no key; free of charge"
MISSING = (
    "note transcriber local: the model small is not on this machine: get it once with"
    " `python -m bot whisper download --model small` (MIT licence)"
)


async def said(folder: Path, reply: Reply | None = None, **written: str) -> list[str]:
    """Let doctor look, with a server where `URL` stands."""
    answer = reply or Reply(body=json.dumps(LISTED).encode())
    async with Double(lambda _: answer) as double:
        told = {name: one.replace("URL", double.url) for name, one in written.items()}
        settings = Settings.model_validate({"BOT_DATA_DIR": str(folder)} | told)
        found = [one async for one in transcribing(settings)]
    assert all(call.method == "GET" and not call.raw for call in double.calls)
    return [f"{one.state} {one.what}: {one.detail}" for one in found]


async def test_with_nobody_it_says_what_is_lacking_and_how_to_get_it(tmp_path: Path) -> None:
    none, missing = await said(tmp_path, OPENAI_API_KEY="k", GEMINI_API_KEY="k")
    assert none.startswith("note transcribers: none: of recordings without a transcript")
    assert missing == MISSING


async def test_the_model_on_this_machine_is_loaded(scripted: Path, tmp_path: Path) -> None:
    shutil.copytree(scripted, tmp_path / "models" / "small")
    assert await said(tmp_path, BOT_WHISPER_DEVICE="cpu") == [
        "ok transcribers: local, in this order",
        f"ok transcriber local: {CONFINED}, from {tmp_path / 'models' / 'small'}",
        "ok transcribing child: starts, with small",
    ]


async def test_servers_are_reached(tmp_path: Path) -> None:
    found = await said(
        tmp_path, BOT_TRANSCRIBERS="whisper,gpt", WHISPER_URL="URL/v1", OPENAI_BASE_URL="URL/v1",
        BOT_REGION="eu",
    )  # fmt: skip
    assert found == [
        "ok transcribers: whisper, gpt, in this order, which must keep to eu",
        MISSING,
        f"ok transcriber whisper: Systran/faster-whisper-small at {OWN}",
        "ok transcriber whisper, reached: 127.0.0.1 answers, and has Systran/faster-whisper-small",
        f"ok transcriber gpt: gpt-transcribe at {OWN}",
        "ok transcriber gpt, reached: 127.0.0.1 answers, and has gpt-transcribe",
    ]


@pytest.mark.parametrize(
    ("reply", "last"),
    [
        (Reply(status=404), "note transcriber whisper, reached: 127.0.0.1 answers, and lists no"),
        (Reply(status=401), "FAIL transcriber whisper, reached: 127.0.0.1: it refuses the key"),
        (Reply(body=b'{"data": []}'), "FAIL transcriber whisper, reached: 127.0.0.1 has no model"),
    ],
)
async def test_a_server_that_cannot_be_asked(tmp_path: Path, reply: Reply, last: str) -> None:
    found = await said(tmp_path, reply, WHISPER_URL="URL/v1")
    assert found[-1].startswith(last)


async def test_who_must_not_be_asked_fails_and_the_others_are_looked_at(tmp_path: Path) -> None:
    found = await said(
        tmp_path, BOT_TRANSCRIBERS="gemini,whisper", GEMINI_API_KEY="k", BOT_REGION="eu",
        WHISPER_URL="URL/v1",
    )  # fmt: skip
    assert any(one.startswith("FAIL transcriber gemini: BOT_REGION is eu") for one in found)
    assert found[-1].startswith("ok transcriber whisper, reached")


async def test_what_it_costs_is_told() -> None:
    key, folder = {"OPENAI_API_KEY": "k"}, Path("/nowhere")
    settings = Settings.model_validate(
        {"BOT_DATA_DIR": str(folder), "BOT_TRANSCRIBERS": "gpt", "BOT_REGION": "any", **key}
    )
    checks = transcribing(settings)
    found = [await anext(checks) for _ in range(3)]  # the next one would leave this machine
    await checks.aclose()  # type: ignore[attr-defined]
    assert "gpt-transcribe at api.openai.com (a third party, region not said)" in found[2].detail
    assert "$0.0045 a minute of sound" in found[2].detail


async def test_what_follows_a_model_that_ends_is_told(tmp_path: Path) -> None:
    soon = datetime.now(UTC).date() + timedelta(days=30)
    models = tmp_path / "models.toml"
    models.write_text(
        f'[models."gemini-old"]\nof = "gemini"\nretires = {soon}\n'
        'successor = "gemini-3.5-transcribe"\n'
    )
    found = await said(
        tmp_path, BOT_TRANSCRIBERS="gemini", GEMINI_API_KEY="k", BOT_GEMINI_URL="URL",
        BOT_MODELS_FILE=str(models), BOT_GEMINI_TRANSCRIBER="gemini-old",
    )  # fmt: skip
    ends = f"gemini-old ends on {soon}; then gemini-3.5-transcribe"
    assert f"note transcriber gemini: {ends}" in found
