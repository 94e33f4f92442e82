"""What the live tests of writers do, done to doubles: good minutes pass, and faults are seen."""

from pathlib import Path

import pytest

from bot.settings import Settings
from tests.doubles.chat_completions import CHAT
from tests.doubles.films import Films
from tests.doubles.generate_content import GENERATE
from tests.doubles.messages import MESSAGES
from tests.doubles.server import Double
from tests.doubles.wire import Wire
from tests.live.choosing import WRITING
from tests.live.writing import SECONDS, check, written_by
from tests.pipelines.meeting.writing.told import TRUE

WIRES: dict[str, Wire] = {"qwen": CHAT, "claude": MESSAGES, "gpt": CHAT, "gemini": GENERATE}
TEXT = TRUE.model_dump_json()


def at(name: str, url: str) -> Settings:
    """Give the settings of one writer, which is asked at a double."""
    known = {
        "qwen": {"QWEN_VL_URL": f"{url}/v1"},
        "claude": {"BOT_CLAUDE_URL": url, "ANTHROPIC_API_KEY": "sk-double"},
        "gpt": {"OPENAI_BASE_URL": f"{url}/v1", "OPENAI_API_KEY": "sk-double"},
        "gemini": {"BOT_GEMINI_URL": url, "GEMINI_API_KEY": "sk-double"},
    }
    return Settings.model_validate(known[name.removesuffix("-video")])


def test_every_writer_has_a_live_test_and_a_double() -> None:
    assert {*WIRES, "gemini-video"} == set(WRITING)


@pytest.mark.parametrize("name", WIRES)
async def test_a_model_that_writes_well_passes(name: str, tmp_path: Path) -> None:
    async with Double(lambda _: WIRES[name].good(TEXT)) as double:
        check(await written_by(name, at(name, double.url), tmp_path))
    assert 1 <= len(double.calls) <= 2  # it may be asked again, about what was not found


async def test_a_recording_is_watched_and_gone(tmp_path: Path) -> None:
    films = Films(says=lambda: TEXT, seconds=float(SECONDS))
    async with Double(films.respond) as double:
        films.url = double.url
        check(await written_by("gemini-video", at("gemini-video", double.url), tmp_path))
    assert (films.stages.count("begin"), films.kept) == (1, {})


async def test_a_wrong_key_and_missing_decisions_are_told(tmp_path: Path) -> None:
    async with Double(lambda _: CHAT.failure(401)) as double:
        came = await written_by("gpt", at("gpt", double.url), tmp_path)
        with pytest.raises(AssertionError, match=r"gpt at 127\.0\.0\.1 gave nothing: key"):
            check(came)
        less = TRUE.model_copy(update={"decisions": ()}).model_dump_json()
        double.respond = lambda _: CHAT.good(less)
        with pytest.raises(AssertionError, match="that the beta ships was not verified"):
            check(await written_by("gpt", at("gpt", double.url), tmp_path))
