"""What the live tests do, done to doubles: a good answer passes, and every fault is seen."""

from pathlib import Path

import pytest

from bot.settings import Settings
from tests.doubles.chat_completions import CHAT
from tests.doubles.copying import bill_of, copying
from tests.doubles.generate_content import GENERATE
from tests.doubles.messages import MESSAGES
from tests.doubles.server import Double, Respond
from tests.doubles.wire import Wire
from tests.live.asking import NUMBER, check, drawn, read_by
from tests.live.choosing import READING

WIRES: dict[str, Wire] = {"qwen": CHAT, "claude": MESSAGES, "gpt": CHAT, "gemini": GENERATE}


def _settings(name: str, url: str) -> Settings:
    at = {
        "qwen": {"QWEN_VL_URL": f"{url}/v1"},
        "claude": {"BOT_CLAUDE_URL": url, "ANTHROPIC_API_KEY": "sk-double"},
        "gpt": {"OPENAI_BASE_URL": f"{url}/v1", "OPENAI_API_KEY": "sk-double"},
        "gemini": {"BOT_GEMINI_URL": url, "GEMINI_API_KEY": "sk-double"},
    }
    return Settings.model_validate({**at[name], "BOT_JOBS": 1, "BOT_DOCUMENT_MODELS": "never"})


async def _verify(name: str, respond: Respond, folder: Path) -> int:
    """Do as the live test does; gives how many calls it took."""
    path, truth = drawn(folder)
    async with Double(respond) as double:
        check(await read_by(name, _settings(name, double.url), path), truth)
    return len(double.calls)


def test_every_provider_has_a_live_test_and_a_double() -> None:
    assert set(WIRES) == set(READING)


@pytest.mark.parametrize("name", WIRES)
async def test_one_call_is_enough_for_a_model_that_reads_well(name: str, tmp_path: Path) -> None:
    _, truth = drawn(tmp_path)
    assert await _verify(name, copying(WIRES[name], {NUMBER: bill_of(truth)}), tmp_path) == 1


async def test_a_wrong_key_is_told(tmp_path: Path) -> None:
    with pytest.raises(AssertionError, match=r"gpt at 127\.0\.0\.1 gave nothing: key"):
        await _verify("gpt", lambda _call: CHAT.failure(401), tmp_path)


async def test_a_model_that_reads_otherwise_is_told(tmp_path: Path) -> None:
    _, truth = drawn(tmp_path)
    wrong = bill_of(truth, invoice_number="RE-2026-10418")
    with pytest.raises(AssertionError, match=r"reads otherwise|RE-2026"):
        await _verify("claude", copying(MESSAGES, {NUMBER: wrong}), tmp_path)
