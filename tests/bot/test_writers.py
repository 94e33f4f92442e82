"""Writers as they are opened: who is asked, what is closed, and what the calendar changes."""

from asyncio import to_thread
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from bot.settings import Settings
from bot.writers import open_writers
from pipelines.egress import Egress
from pipelines.meeting.engine import Engine
from pipelines.ports import Film
from tests.bot.test_nothing_leaves import KEYS, LYING
from tests.doubles.chat_completions import CHAT
from tests.doubles.films import Films
from tests.doubles.server import Double, Trap
from tests.doubles.wire import USED
from tests.pipelines.meeting.writing.told import ENGLISH_BRIEF, TRUE

TODAY = date(2026, 11, 22)
TEXT = TRUE.model_dump_json()


def settings(**written: str) -> Settings:
    return Settings.model_validate(written)


async def test_keys_and_addresses_that_lie_in_the_environment_enable_nobody(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    async with Trap() as trap:
        for name, value in (KEYS | dict.fromkeys(LYING, trap.url)).items():
            monkeypatch.setenv(name, value)
        for name in ("CLAUDE", "GPT", "GEMINI"):
            monkeypatch.setenv(f"BOT_{name}_WRITER", "a-model")
        monkeypatch.setenv("BOT_DATA_DIR", str(tmp_path))
        async with open_writers(await to_thread(Settings)) as writing:
            assert writing is None
        assert trap.heard == []


async def test_the_first_listed_is_asked_and_people_are_told_of_all() -> None:
    """One whose key is refused is followed by ones own, whose work costs nothing."""
    async with Double(lambda _: CHAT.failure(401)) as gpt, Double(lambda _: CHAT.good(TEXT)) as own:
        chosen = settings(
            BOT_MEETING_WRITERS="gpt,qwen,gemini-video", OPENAI_BASE_URL=f"{gpt.url}/v1",
            OPENAI_API_KEY="k1", QWEN_VL_URL=f"{own.url}/v1", GEMINI_API_KEY="k3",
        )  # fmt: skip
        async with open_writers(chosen, lambda: TODAY) as writing:
            assert writing is not None
            assert writing.engines() == (
                Engine("gpt", "gpt-6-luna", "own", "127.0.0.1"),
                Engine("qwen", "Qwen/Qwen2.5-VL-7B-Instruct", "own", "127.0.0.1"),
                Engine(
                    "gemini-video", "gemini-3.8-flash", "others",
                    "generativelanguage.googleapis.com", "Google", watches=True,
                ),
            )  # fmt: skip
            came = await writing.write(ENGLISH_BRIEF, egress=Egress())
    assert came.minutes is not None
    assert (came.minutes.writer, [one.fault for one in came.consulted]) == (
        "qwen",
        ["key", None, None],
    )
    assert came.consulted[1].usage is not None
    assert came.consulted[1].usage.cost_usd == 0
    assert gpt.calls[0].headers["authorization"] == "Bearer k1"
    assert "authorization" not in own.calls[0].headers
    assert own.calls[0].body["max_tokens"] == 6_000


async def test_a_recording_is_watched_and_taken_back(tmp_path: Path) -> None:
    path = tmp_path / "film"
    await to_thread(path.write_bytes, b"film")
    films = Films(says=lambda: TEXT, seconds=60.0)
    async with Double(films.respond) as double:
        films.url = double.url
        chosen = settings(
            BOT_MEETING_WRITERS="gemini-video", BOT_GEMINI_URL=double.url, GEMINI_API_KEY="k3"
        )
        async with open_writers(chosen, lambda: TODAY) as writing:
            assert writing is not None
            about = replace(ENGLISH_BRIEF, film=Film(path, "video/mp4", 60.0, "f" * 64))
            came = await writing.write(about, egress=Egress())
    assert came.minutes is not None
    assert films.stages[:5] == ["get", "begin", "piece", "count", "generate"]
    assert (films.stages.count("begin"), films.stages[-1], films.kept) == (1, "delete", {})
    assert came.consulted[0].usage is not None
    cost = Decimal("0.75") * (USED.input - USED.cached) + Decimal("0.075") * USED.cached
    cost += Decimal("3.75") * USED.output
    assert came.consulted[0].usage.cost_usd == len(films.asked) * cost / 1_000_000


async def test_a_model_that_ends_while_clerk_runs_is_followed() -> None:
    days = [date(2027, 1, 13), date(2027, 1, 13), date(2027, 1, 14)]
    async with Double(lambda _: CHAT.good(TEXT)) as double:
        chosen = settings(
            BOT_MEETING_WRITERS="gpt", BOT_GPT_WRITER="gpt-4o", OPENAI_BASE_URL=f"{double.url}/v1",
            OPENAI_API_KEY="k1",
        )  # fmt: skip
        async with open_writers(chosen, lambda: days.pop(0)) as writing:
            assert writing is not None
            told = [await writing.write(ENGLISH_BRIEF, egress=Egress()) for _ in range(2)]
    assert [one.consulted[0].instead_of for one in told] == [None, "gpt-4o"]
    assert [*dict.fromkeys(call.body["model"] for call in double.calls)] == ["gpt-4o", "gpt-6-luna"]


async def test_nobody_is_opened_where_nobody_writes() -> None:
    off = settings(QWEN_VL_URL="http://127.0.0.1:9/v1", BOT_MEETING_WRITERS="off")
    async with open_writers(off, lambda: TODAY) as writing:
        assert writing is None
