"""From settings to voice models: who is listed, where each stands, and what stops the start."""

from collections.abc import Sequence
from datetime import date

import pytest

from bot.listing import ModelsFault
from bot.settings import Settings
from bot.talking import Talking, egress, talking
from bot.voice.models import open_voices
from pipelines.backends.catalogue import Catalogue
from pipelines.egress import Location
from pipelines.failover import bar_of
from pipelines.huddle.cascade import Cascade
from pipelines.huddle.simulator import SimulatedVoice
from pipelines.usage import Tokens

TODAY = date(2026, 11, 23)
CATALOGUE = Catalogue.read()
KEYS = {"OPENAI_API_KEY": "k1", "GEMINI_API_KEY": "k3", "ANTHROPIC_API_KEY": "k2"}
OWN = "http://127.0.0.1:8000/v1"
CASCADE = {"BOT_VOICE_MODELS": "cascade", "WHISPER_URL": OWN, "QWEN_VL_URL": OWN}


def settings(**written: str) -> Settings:
    return Settings.model_validate({"BOT_DATA_DIR": "/nowhere"} | KEYS | written)


def listed(**written: str) -> Sequence[Talking]:
    return talking(settings(**written), CATALOGUE, TODAY)


def test_keys_and_addresses_list_nobody_but_the_simulator() -> None:
    [found] = listed(OPENAI_BASE_URL=OWN, WHISPER_URL=OWN, QWEN_VL_URL=OWN, BOT_REGION="eu")
    assert found.simulated
    assert found.location.self_hosted
    assert found.company == ""


def test_who_is_listed_is_asked_at_its_vendors_in_this_order() -> None:
    found = listed(BOT_VOICE_MODELS="gemini,gpt, gpt-live,gemini,simulator")
    told = [(one.name, one.known.model, one.location.host, one.company) for one in found]
    assert told == [
        ("gemini", "gemini-3.8-live", "generativelanguage.googleapis.com", "Google"),
        ("gpt", "gpt-realtime-2.1", "api.openai.com", "OpenAI"),
        ("gpt-live", "gpt-live-1", "api.openai.com", "OpenAI"),
        ("simulator", "simulator", "", ""),
    ]
    assert found[1].price is not None
    assert found[1].price.audio_input == 32


def test_a_retired_model_answers_with_its_successor() -> None:
    [found] = listed(BOT_VOICE_MODELS="gpt", BOT_GPT_VOICE="gpt-4o-realtime-preview")
    assert (found.known.model, found.known.instead_of) == (
        "gpt-realtime-2.1",
        "gpt-4o-realtime-preview",
    )


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ({"BOT_VOICE_MODELS": "gpt", "OPENAI_API_KEY": ""}, "set OPENAI_API_KEY"),
        ({"BOT_VOICE_MODELS": "gpt", "BOT_REGION": "eu"}, "BOT_REGION is eu"),
        ({"BOT_VOICE_MODELS": "gemini", "BOT_REGION": "eu"}, "take gemini off BOT_VOICE_MODELS"),
        (
            {"BOT_VOICE_MODELS": "gpt-live", "BOT_MODEL_ROUTE": "self_hosted_only"},
            "take gpt-live off BOT_VOICE_MODELS",
        ),
        ({"BOT_VOICE_MODELS": "gpt", "BOT_GPT_VOICE": "gpt-6-luna"}, "does not speak in rooms"),
        ({"BOT_VOICE_MODELS": "gpt", "BOT_GPT_VOICE": "gpt-live-1"}, "BOT_GPT_VOICE: gpt-live-1"),
        ({"BOT_VOICE_MODELS": "gpt-live", "BOT_GPT_LIVE": "gpt-realtime-2.1"}, "as gpt-live"),
        ({"BOT_VOICE_MODELS": "gpt", "OPENAI_BASE_URL": "http://x.example/v1"}, "https://"),
        ({"BOT_VOICE_MODELS": "cascade", "QWEN_VL_URL": OWN}, "set WHISPER_URL"),
        ({**CASCADE, "BOT_TRANSCRIBERS": "local"}, "no sound of a room is written"),
        ({"BOT_VOICE_MODELS": "cascade", "WHISPER_URL": OWN}, "set QWEN_VL_URL"),
        (
            {**CASCADE, "BOT_CASCADE_MODELS": "gpt", "OPENAI_API_KEY": ""},
            "BOT_CASCADE_MODELS lists gpt: set OPENAI_API_KEY",
        ),
        (
            {**CASCADE, "BOT_SPEECH_URL": OWN, "BOT_SPEECH_MODEL": "gpt-realtime-2.1"},
            "BOT_SPEECH_MODEL: gpt-realtime-2.1 does not say words aloud",
        ),
        (
            {**CASCADE, "BOT_SPEECH_URL": "https://tts.example/v1", "BOT_REGION": "eu"},
            "unset BOT_SPEECH_URL",
        ),
    ],
)
def test_what_cannot_be_asked_stops_the_start(written: dict[str, str], said: str) -> None:
    with pytest.raises(ModelsFault) as refused:
        talking(settings_without(written), CATALOGUE, TODAY)
    assert said in str(refused.value)
    assert "\n" not in str(refused.value)


def settings_without(written: dict[str, str]) -> Settings:
    given = {"BOT_DATA_DIR": "/nowhere"} | KEYS | written
    return Settings.model_validate({name: value for name, value in given.items() if value})


def test_a_cascade_of_ones_own_is_ones_own_and_free() -> None:
    [found] = listed(**CASCADE, BOT_SPEECH_URL=OWN, BOT_MODEL_ROUTE="self_hosted_only")
    assert found.location == Location("127.0.0.1", None, self_hosted=True)
    assert found.cascade is not None
    assert found.cascade.speaker is not None
    assert found.cascade.speaker.price is not None
    assert found.cascade.speaker.price.is_free


def test_a_cascade_says_every_host_that_hears_of_it() -> None:
    [found] = listed(**CASCADE, BOT_TRANSCRIBERS="whisper,gpt", BOT_CASCADE_MODELS="claude")
    assert found.location == Location("api.openai.com, api.anthropic.com", None)
    assert found.company == "OpenAI, Anthropic"


def test_where_rooms_may_cost_so_much_nobody_is_asked_at_an_unknown_price() -> None:
    capped = settings(BOT_VOICE_ROOM_USD="5")
    assert egress(capped).budgeted
    assert not egress(settings()).budgeted


async def test_they_are_opened_and_told_what_they_cost() -> None:
    written = {**CASCADE, "BOT_VOICE_MODELS": "gpt,gpt-live,gemini,cascade,simulator"}
    given = settings(**written, BOT_SPEECH_URL=OWN, BOT_VOICE_ROOM_USD="1")
    async with open_voices(given, lambda: TODAY) as voices:
        kinds = [type(one.asked) for one in voices.roster.voices]
        assert kinds[3:] == [Cascade, SimulatedVoice]
        bars = [bar_of(one, egress(given)) for one in voices.roster.voices]
        assert bars == [None] * 5
        price = voices.prices("gpt-transcribe")
        assert price is not None
        assert price.cost(Tokens(sound_s=60)) > 0
        assert voices.prices("kokoro") is not None
        assert voices.prices("nobody") is None
