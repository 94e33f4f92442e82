"""From settings to transcribers: who is listed, where each stands, and what stops the start."""

import shutil
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from bot.listening import HERE, Listening, absent, listening, model_folder, transcribers
from bot.listing import ModelsFault
from bot.settings import Settings
from pipelines.backends.catalogue import Catalogue
from pipelines.egress import Location
from pipelines.usage import Tokens

TODAY = date(2026, 11, 22)
CATALOGUE = Catalogue.read()
KEYS = {"OPENAI_API_KEY": "k1", "GEMINI_API_KEY": "k3"}
OWN = "http://127.0.0.1:8000/v1"


def settings(**written: str) -> Settings:
    return Settings.model_validate({"BOT_DATA_DIR": "/nowhere"} | written)


def listed(**written: str) -> tuple[Listening, ...]:
    return listening(settings(**KEYS | written), CATALOGUE, TODAY)


def refusal(**written: str) -> str:
    with pytest.raises(ModelsFault) as refused:
        listed(**written)
    assert "\n" not in str(refused.value)
    return str(refused.value)


@pytest.fixture
def data(scripted: Path, tmp_path: Path) -> Path:
    """A data folder with the default model in it."""
    shutil.copytree(scripted, tmp_path / "models" / "small")
    return tmp_path


def test_keys_and_addresses_of_models_list_nobody() -> None:
    assert listed(OPENAI_BASE_URL=OWN, BOT_GEMINI_URL=OWN, BOT_REGION="eu") == ()


def test_unset_who_is_there_is_listed(data: Path) -> None:
    assert transcribers(settings(WHISPER_URL=OWN)) == ("whisper",)
    assert transcribers(settings(BOT_DATA_DIR=str(data))) == ("local",)
    assert transcribers(settings(BOT_DATA_DIR=str(data), WHISPER_URL=OWN)) == ("whisper", "local")
    both = settings(BOT_DATA_DIR=str(data), WHISPER_URL=OWN, BOT_TRANSCRIBERS="gpt, local,gpt")
    assert transcribers(both) == ("gpt", "local")


def test_what_runs_here_is_here_and_free(data: Path) -> None:
    [found] = listed(BOT_DATA_DIR=str(data), BOT_REGION="cn", BOT_MODEL_ROUTE="self_hosted_only")
    assert (found.name, found.location, found.known.model) == ("local", HERE, "small")
    assert found.folder == data / "models" / "small"
    assert found.price is not None
    assert found.price.is_free


def test_a_folder_may_hold_the_model(scripted: Path) -> None:
    [found] = listed(BOT_TRANSCRIBERS="local", BOT_WHISPER_MODEL=str(scripted))
    assert (found.folder, found.known.model) == (scripted, "scripted")


def test_where_each_stands_and_what_it_is_given_at_once() -> None:
    gpt, gemini, whisper = listed(BOT_TRANSCRIBERS="gpt,gemini,whisper", WHISPER_URL=OWN)
    assert gpt.location == Location("api.openai.com")
    assert gemini.location == Location("generativelanguage.googleapis.com")
    assert whisper.location == Location("127.0.0.1", None, True)
    grains = [one.known.limits.sound_s for one in (gpt, gemini, whisper)]
    assert grains == [120.0, 120.0, 300.0]
    assert gpt.price is not None
    assert gpt.price.cost(Tokens(sound_s=3600)) == Decimal("0.27")
    assert gemini.price is not None
    assert gemini.price.output == 12
    assert whisper.price is not None
    assert whisper.price.is_free


def test_a_server_of_others_has_no_price_that_anybody_knows() -> None:
    [found] = listed(WHISPER_URL="https://asr.example/v1")
    assert (found.location, found.price) == (Location("asr.example"), None)


def test_ones_own_server_in_the_place_of_openai_is_free_and_needs_no_key() -> None:
    own = settings(BOT_TRANSCRIBERS="gpt", OPENAI_BASE_URL=OWN, BOT_REGION="eu")
    [found] = listening(own, CATALOGUE, TODAY)
    assert (found.key, found.location.self_hosted) == (None, True)
    assert found.price is not None
    assert found.price.is_free


def test_after_its_end_the_successor_is_asked() -> None:
    chosen = settings(BOT_TRANSCRIBERS="gpt", BOT_GPT_TRANSCRIBER="whisper-1", **KEYS)
    [before] = listening(chosen, CATALOGUE, date(2027, 2, 25))
    [after] = listening(chosen, CATALOGUE, date(2027, 2, 26))
    assert (before.known.model, before.known.instead_of) == ("whisper-1", None)
    assert (after.known.model, after.known.instead_of) == ("gpt-transcribe", "whisper-1")


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ({"BOT_TRANSCRIBERS": "whisper"}, "BOT_TRANSCRIBERS lists whisper: set WHISPER_URL"),
        ({"BOT_TRANSCRIBERS": "gpt", "OPENAI_API_KEY": "hunter 2"}, "OPENAI_API_KEY holds what"),
        (
            {"BOT_TRANSCRIBERS": "local"},
            "/nowhere/models/small has no config.json: get it once with `python -m bot whisper",
        ),
        (
            {"BOT_TRANSCRIBERS": "local", "BOT_WHISPER_MODEL": "/mnt/model"},
            "/mnt/model has no config.json: put a model for faster-whisper into /mnt/model",
        ),
        ({"WHISPER_URL": "http://asr.example/v1"}, "WHISPER_URL: http:// to asr.example, which"),
        ({"WHISPER_URL": "speaches:8000"}, "WHISPER_URL: it does not begin with http://"),
        (
            {"BOT_TRANSCRIBERS": "gemini", "BOT_REGION": "eu"},
            "BOT_REGION is eu, and nothing keeps what gemini (gemini-3.5-transcribe) is sent there",
        ),
        (
            {"BOT_TRANSCRIBERS": "gpt", "BOT_REGION": "eu"},
            "eu.api.openai.com: take gpt off BOT_TRANSCRIBERS",
        ),
        (
            {"WHISPER_URL": "https://asr.example/v1", "BOT_MODEL_ROUTE": "self_hosted_only"},
            "and asr.example is not your own: unset WHISPER_URL",
        ),
        (
            {"BOT_TRANSCRIBERS": "gpt", "BOT_GPT_TRANSCRIBER": "gpt-6-luna"},
            "BOT_GPT_TRANSCRIBER: gpt-6-luna does not transcribe",
        ),
    ],
)
def test_a_mistake_is_one_plain_line(written: dict[str, str], said: str) -> None:
    told = refusal(**written)
    assert said in told
    assert "hunter" not in told


@pytest.mark.parametrize(("name", "key"), [("gpt", "OPENAI_API_KEY"), ("gemini", "GEMINI_API_KEY")])
def test_a_missing_key_is_named(name: str, key: str) -> None:
    with pytest.raises(ModelsFault, match=f"BOT_TRANSCRIBERS lists {name}: set {key}"):
        listening(settings(BOT_TRANSCRIBERS=name), CATALOGUE, TODAY)


def test_how_a_model_is_got_and_where_it_lies(tmp_path: Path) -> None:
    here = settings(BOT_DATA_DIR=str(tmp_path), BOT_WHISPER_MODEL="tiny")
    assert model_folder(here) == tmp_path / "models" / "tiny"
    assert "whisper download --model tiny" in absent(here)
