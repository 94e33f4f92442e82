"""Listed models, opened: asked by the day's name and price, told of in the log, closed."""

import logging
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from pydantic import BaseModel

from bot.listing import ModelsFault
from bot.models import open_models
from bot.settings import Settings
from pipelines.egress import Egress
from pipelines.failover import Attempt
from pipelines.ports import Answer, Model, Prompt
from tests.bot.test_listing import KEYS, TODAY, of, settings
from tests.doubles.chat_completions import CHAT
from tests.doubles.server import Double


class Word(BaseModel):
    """What is asked for."""

    word: str


async def ask(attempt: Attempt[Model]) -> Answer[Word]:
    prompt = Prompt("say a word", (), "hello")
    return await attempt.run(
        lambda model, seconds: model.ask(prompt, Word, max_tokens=50, seconds=seconds)
    )


async def test_listed_models_are_opened_asked_and_closed(
    caplog: pytest.LogCaptureFixture,
) -> None:
    caplog.set_level(logging.WARNING)
    async with Double(lambda call: CHAT.good('{"word": "hello"}')) as double:
        chosen = of("gpt", OPENAI_BASE_URL=f"{double.url}/v1", BOT_GPT_MODEL="gpt-4o")
        async with open_models(chosen, lambda: date(2027, 2, 1)) as models:
            assert models is not None
            outcome = await models.first(ask, egress=Egress(), seconds=20.0)
    assert outcome.result
    assert outcome.result.value == Word(word="hello")
    [backend] = [tried.backend for tried in outcome.tried]
    assert (backend.model, backend.instead_of, backend.at_once) == ("gpt-6-luna", "gpt-4o", 4)
    [call] = double.calls
    assert call.body["model"] == "gpt-6-luna"
    assert call.headers["authorization"] == "Bearer k1"
    assert "this model has ended: its successor is asked" in caplog.messages
    assert "k1" not in caplog.text


async def test_models_end_and_prices_change_while_clerk_runs(
    caplog: pytest.LogCaptureFixture,
) -> None:
    days = [date(2027, 1, 13)] * 2 + [date(2027, 1, 14)] * 3
    async with Double(lambda call: CHAT.good('{"word": "hello"}')) as double:
        chosen = of("gpt", OPENAI_BASE_URL=f"{double.url}/v1", BOT_GPT_MODEL="gpt-4o")
        async with open_models(chosen, lambda: days.pop(0)) as models:
            assert models is not None
            told = [await models.first(ask, egress=Egress(), seconds=20.0) for _ in range(4)]
            [backend] = models.backends
    assert [call.body["model"] for call in double.calls] == ["gpt-4o", *["gpt-6-luna"] * 3]
    asked = [one.tried[0].backend for one in told]
    assert [one.instead_of for one in asked] == [None, *["gpt-4o"] * 3]
    assert [one.price and one.price.output for one in asked] == [10, *[Decimal("0.50")] * 3]
    assert asked[1].asked is asked[3].asked is backend.asked
    assert caplog.messages.count("this model has ended: its successor is asked") == 1


def ending(folder: Path, regions: str) -> Settings:
    """Give settings in the US of a model that ends, and whose successor is asked in `regions`."""
    file = folder / "models.toml"
    file.write_text(
        f"""
        [models.here]
        of = "claude"
        regions = ["us"]
        retires = 2027-01-14
        successor = "next"
        [models.next]
        of = "claude"
        regions = [{regions}]
        """
    )
    written = {"BOT_REGION": "us", "BOT_CLAUDE_MODEL": "here", "BOT_MODELS_FILE": str(file)}
    return of("claude", **written)


async def unasked(attempt: Attempt[Model]) -> str:
    """Give the name of the model that would be asked."""
    return attempt.backend.model


async def test_a_successor_that_must_not_be_asked_changes_nothing(
    caplog: pytest.LogCaptureFixture, tmp_path: Path
) -> None:
    days = [date(2027, 1, 13), date(2027, 1, 14)]
    async with open_models(ending(tmp_path, regions='"eu"'), lambda: days.pop(0)) as models:
        assert models is not None
        outcome = await models.first(unasked, egress=Egress(), seconds=20.0)
    assert outcome.result == "here"
    assert "models stay as they were" in caplog.messages


async def test_models_that_are_never_asked_are_not_opened() -> None:
    async with open_models(of("gpt", BOT_DOCUMENT_MODELS="never"), lambda: TODAY) as models:
        assert models is None
    async with open_models(settings(**KEYS), lambda: TODAY) as models:
        assert models is None


@pytest.mark.parametrize(("day", "told"), [(14, False), (15, True)])
async def test_an_end_that_is_near_is_in_the_log(
    caplog: pytest.LogCaptureFixture, day: int, told: bool
) -> None:
    caplog.set_level(logging.WARNING)
    chosen = of("gpt", BOT_GPT_MODEL="gpt-4o", BOT_DOCUMENT_MODELS="never")
    async with open_models(chosen, lambda: date(2026, 11, day)):
        assert ("this model ends soon, or has ended" in caplog.messages) is told


async def test_a_bad_file_of_models_stops_the_start(tmp_path: Path) -> None:
    file = tmp_path / "models.toml"
    file.write_text("[models.x]\nof = 'oracle'")
    with pytest.raises(ModelsFault, match=r"^BOT_MODELS_FILE: .*: models\.x\.of"):
        async with open_models(of("gpt", BOT_MODELS_FILE=str(file)), lambda: TODAY):
            raise AssertionError("it opened")


async def test_what_kept_a_days_models_from_being_opened_is_tried_again(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    days = [date(2027, 1, 13), *[date(2027, 1, 14)] * 2]
    async with open_models(ending(tmp_path, regions='"us"'), lambda: days.pop(0)) as models:
        assert models is not None
        with monkeypatch.context() as patched:
            patched.setattr("bot.models._build", _unbuilt)
            with pytest.raises(OSError, match="too many open files"):
                await models.first(unasked, egress=Egress(), seconds=20.0)
        outcome = await models.first(unasked, egress=Egress(), seconds=20.0)
    assert outcome.result == "next"


def _unbuilt(_: object) -> Model:
    raise OSError("too many open files")
