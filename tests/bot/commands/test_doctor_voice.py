"""What `doctor` says of voice rooms, asked of servers on loopback."""

import json

import pytest

from bot.commands.doctor_voice import rooms
from bot.settings import Settings
from tests.bot.voice.visiting import serving
from tests.doubles.server import Double, Reply

LISTED = {"data": [{"id": "gpt-realtime-2.1"}]}
SIMULATED = (
    "note voice model simulator: understands nothing, and says so; list another one in"
    " BOT_VOICE_MODELS"
)

PRICED = (
    "$32 in, $64 out for a million tokens of sound"
    " (developers.openai.com/api/docs/models/gpt-realtime-2.1, 2026-11-22)"
)


async def said(reply: Reply | None = None, **written: str) -> list[str]:
    """Let doctor look, with a server where `URL` stands."""
    answer = reply or Reply(body=json.dumps(LISTED).encode())
    async with Double(lambda _: answer) as double:
        told = {name: one.replace("URL", double.url) for name, one in written.items()}
        given = {"BOT_DATA_DIR": "/nowhere", "BOT_VOICE_PORT": "0"} | told
        found = [one async for one in rooms(Settings.model_validate(given))]
    return [f"{one.state} {one.what}: {one.detail}" for one in found]


async def test_with_nobody_it_says_that_nothing_is_understood() -> None:
    found = await said(OPENAI_API_KEY="k", GEMINI_API_KEY="k")
    assert found == ["ok voice rooms: 127.0.0.1:0, when Clerk runs", SIMULATED]
    off = (await said(BOT_VOICE="off"))[0]
    assert off.startswith("ok voice rooms: not begun by `python -m bot` (BOT_VOICE off)")


async def test_whoever_has_the_port_is_told_apart() -> None:
    async with serving() as house:
        [found, _] = await said(BOT_VOICE_PORT=str(house.server.port))
        assert found.endswith("where they are served")
    async with Double(lambda _: Reply(body=b"[]")) as other:
        port = other.url.rpartition(":")[2]
        [found, _] = await said(BOT_VOICE_PORT=port)
        assert found.startswith(f"FAIL voice rooms: 127.0.0.1:{port}: Address already in use")


@pytest.mark.parametrize(
    ("setting", "state"), [("BOT_GPT_MODEL", "note"), ("BOT_PUBLIC_URL", "ok")]
)
async def test_people_elsewhere_need_an_address(setting: str, state: str) -> None:
    slack = {"SLACK_BOT_TOKEN": "xoxb-1", "SLACK_APP_TOKEN": "xapp-1"}
    found = await said(None, **slack, **{setting: "https://c.example/"})
    [line] = [one for one in found if "from elsewhere" in one]
    assert line.startswith(state)


async def test_models_are_reached_and_priced() -> None:
    found = await said(
        BOT_VOICE_MODELS="gpt,simulator",
        OPENAI_BASE_URL="URL/v1",
        BOT_GPT_VOICE="gpt-4o-realtime-preview",
    )
    assert found[1:] == [
        f"ok voice model gpt: gpt-realtime-2.1 at 127.0.0.1 (your own); {PRICED}",
        "note voice model gpt: gpt-4o-realtime-preview ended: gpt-realtime-2.1 is asked instead",
        "ok voice model gpt, reached: 127.0.0.1 answers, and has gpt-realtime-2.1",
        SIMULATED,
    ]


async def test_a_cascade_says_what_it_is_made_of() -> None:
    own = "http://127.0.0.1:9/v1"
    found = await said(BOT_VOICE_MODELS="cascade", WHISPER_URL=own, QWEN_VL_URL=own)
    assert found[1].startswith(
        "ok voice model cascade: Systran/faster-whisper-small, Qwen/Qwen2.5-VL-7B-Instruct at"
        " 127.0.0.1 (your own); "
    )
    assert "people's browsers say its words" in found[2]


async def test_what_will_not_work_fails() -> None:
    refused = await said(
        Reply(status=401), BOT_VOICE_MODELS="gpt,gemini", OPENAI_BASE_URL="URL/v1", BOT_REGION="eu"
    )
    assert "FAIL voice model gpt, reached: 127.0.0.1: it refuses the key" in refused
    assert refused[-1].startswith("FAIL voice model gemini: ")
    [_, _, missing] = await said(
        Reply(body=b'{"data": []}'), BOT_VOICE_MODELS="gpt", OPENAI_BASE_URL="URL/v1"
    )
    assert missing.startswith("FAIL voice model gpt, reached: 127.0.0.1 has no model")
