"""Transcribers as they are opened: who is asked, what is closed, and what the calendar changes."""

from asyncio import to_thread
from datetime import date
from decimal import Decimal
from pathlib import Path
from shutil import copytree

import pytest

from bot.settings import Settings
from bot.transcribers import open_transcribers
from bot.wiring import terms
from pipelines.egress import Egress
from pipelines.meeting.engine import Engine
from pipelines.ports import Audio
from tests.bot.test_nothing_leaves import KEYS, LYING
from tests.doubles.ears import sound
from tests.doubles.server import Double, Reply, Trap
from tests.doubles.transcriptions import Transcriptions, Verbose, form
from tests.drawn.screen_voices import Line
from tests.drawn.screen_voices import sound as spoken
from tests.scripted_whisper import SENTENCE

TODAY = date(2026, 11, 22)


def settings(**written: str) -> Settings:
    return Settings.model_validate(written)


async def test_keys_and_addresses_that_lie_in_the_environment_enable_nobody(
    scripted: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where the local model is there it is asked, and nothing leaves; else nobody is."""
    async with Trap() as trap:
        for name, value in (KEYS | dict.fromkeys(LYING, trap.url)).items():
            monkeypatch.setenv(name, value)
        monkeypatch.setenv("BOT_DATA_DIR", str(tmp_path))
        async with open_transcribers(await to_thread(Settings), tmp_path) as hearing:
            assert hearing is None
        await to_thread(copytree, scripted, tmp_path / "models" / "small")
        monkeypatch.setenv("BOT_WHISPER_DEVICE", "cpu")
        async with open_transcribers(await to_thread(Settings), tmp_path / "scratch") as hearing:
            assert hearing is not None
            assert [one.where for one in hearing.engines()] == ["here"]
            came = await hearing.hear(sound(), language=None, egress=Egress())
        assert (came.by, trap.heard) == ("local", [])


async def test_the_first_listed_is_asked_and_people_are_told_of_all(
    scripted: Path, tmp_path: Path
) -> None:
    """A server that fails is followed by the model on this machine, which the child of it runs."""
    await to_thread(copytree, scripted, tmp_path / "models" / "small")
    async with Double(lambda _: Verbose().failure(401)) as double:
        chosen = settings(
            BOT_DATA_DIR=str(tmp_path), WHISPER_URL=f"{double.url}/v1", BOT_WHISPER_DEVICE="cpu",
            BOT_WHISPER_KEY="key-of-a-test",
        )  # fmt: skip
        async with open_transcribers(chosen, tmp_path / "scratch") as hearing:
            assert hearing is not None
            assert hearing.engines() == (
                Engine("whisper", "Systran/faster-whisper-small", "own", "127.0.0.1"),
                Engine("local", "small", "here", ""),
            )
            assert (hearing.longest_s, hearing.at_once) == (300.0, 4)
            speech = spoken([Line(0.2, 1.8, "Ada Example", "Hello")], 7, 0.0, 2.0).tobytes()
            came = await hearing.hear(Audio(speech, 60.0), language=None, egress=Egress())
    assert (came.by, [one.fault for one in came.consulted]) == ("local", ["key", None])
    assert came.heard is not None
    assert [one.text for one in came.heard.said] == [SENTENCE.strip()]
    assert [one.usage and one.usage.cost_usd for one in came.consulted] == [0, 0]
    assert double.calls[0].headers["authorization"] == "Bearer key-of-a-test"
    assert list((tmp_path / "scratch").iterdir()) == []


async def test_a_model_that_ends_while_clerk_runs_is_followed(tmp_path: Path) -> None:
    days = [TODAY, TODAY, date(2027, 3, 1)]
    async with Double(lambda _: Reply()) as double:
        chosen = settings(
            BOT_DATA_DIR=str(tmp_path), BOT_TRANSCRIBERS="gpt", BOT_GPT_TRANSCRIBER="whisper-1",
            OPENAI_BASE_URL=f"{double.url}/v1",
        )  # fmt: skip
        async with open_transcribers(chosen, tmp_path, lambda: days.pop(0)) as hearing:
            assert hearing is not None
            told = []
            for reply in (Verbose().good("Hi."), Transcriptions().good("Hi.")):
                double.respond = lambda _, reply=reply: reply  # type: ignore[misc]
                came = await hearing.hear(sound(), language=None, egress=Egress())
                told.append((came.by, came.consulted[0].instead_of))
    assert told == [("gpt", None), ("gpt", "whisper-1")]
    asked = [form(call)["model"] for call in double.calls]
    assert asked == [[b"whisper-1"], [b"gpt-transcribe"]]


def test_a_budget_holds_for_transcribers_that_are_paid() -> None:
    budget = {"BOT_MODEL_BUDGET_USD": "5"}
    assert terms(settings(**budget)).budget is None
    assert terms(settings(**budget, BOT_TRANSCRIBERS="local")).budget is None
    assert terms(settings(**budget, BOT_TRANSCRIBERS="local,gpt")).budget == Decimal(5)
    for whose, held in (("http://127.0.0.1:8001/v1", None), ("https://asr.example/v1", Decimal(5))):
        assert terms(settings(**budget, WHISPER_URL=whose)).budget == held
        both = settings(**budget, WHISPER_URL=whose, BOT_TRANSCRIBERS="local,whisper")
        assert terms(both).budget == held
