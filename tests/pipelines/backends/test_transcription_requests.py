"""What goes out with sound is what the vendors document, and the whole of it."""

import io
import wave
from typing import Any, get_args

import pytest
from openai.types.audio.transcription_create_params import TranscriptionCreateParamsNonStreaming
from openai.types.audio_response_format import AudioResponseFormat

from tests.doubles.ears import EARS, FLASH, GEMINI, GPT, WHISPER, WHISPER_1, Ear, sound
from tests.doubles.gemini_request import GenerateContentRequest
from tests.doubles.server import Call, Double
from tests.doubles.transcriptions import form
from tests.doubles.vendors import KEY

# What of the SDK's own types a form can be held to: its names, and the words for its choices.
FIELDS = TranscriptionCreateParamsNonStreaming.__required_keys__ | (
    TranscriptionCreateParamsNonStreaming.__optional_keys__
)
FORMATS = get_args(AudioResponseFormat)
PATHS = {
    "gemini": "/v1beta/models/gemini-3.5-transcribe:generateContent",
    "gemini flash": "/v1beta/models/gemini-3.8-flash:generateContent",
}


async def sent(ear: Ear, language: str | None, seconds: float = 2.0) -> list[Call]:
    async with Double(lambda _: ear.wire.good("Hello.")) as double:
        ears = await ear.open(double.url)
        await ears.transcribe(sound(seconds), language=language, seconds=20)
        await ears.close()
    return double.calls


def fields(call: Call) -> dict[str, Any]:
    """Give what a form says, as the SDK's own type has it."""
    found: dict[str, Any] = {}
    for name, values in form(call).items():
        if name.endswith("[]"):
            found[name[:-2]] = [one.decode() for one in values]
        else:
            found[name] = values[0] if name == "file" else values[0].decode()
    return found


@pytest.mark.parametrize("language", [None, "zh"])
@pytest.mark.parametrize("ear", EARS, ids=lambda one: one.name)
async def test_a_request_is_as_documented(ear: Ear, language: str | None) -> None:
    (call,) = await sent(ear, language)
    assert (call.method, call.path) == ("POST", PATHS.get(ear.name, "/v1/audio/transcriptions"))
    if ear in (GEMINI, FLASH):
        GenerateContentRequest.model_validate(call.body)
        assert call.headers["x-goog-api-key"] == KEY
    else:
        body = fields(call)
        assert body.keys() <= FIELDS
        assert body["response_format"] in FORMATS
        assert call.headers.get("authorization") == (None if ear is WHISPER else f"Bearer {KEY}")
    assert ear.wire.hint(call) == language


@pytest.mark.parametrize(
    ("ear", "expected"),
    [
        (GPT, {"model": "gpt-transcribe", "response_format": "json", "languages": ["de"]}),
        (
            WHISPER_1,
            {
                "model": "whisper-1", "response_format": "verbose_json", "language": "de",
                "timestamp_granularities": ["segment"],
            },
        ),
    ],
    ids=["gpt", "whisper-1"],
)  # fmt: skip
async def test_each_model_is_asked_in_its_own_manner(ear: Ear, expected: dict[str, Any]) -> None:
    (call,) = await sent(ear, "de")
    body = fields(call)
    body.pop("file")
    assert body == expected


@pytest.mark.parametrize("ear", EARS, ids=lambda one: one.name)
async def test_all_of_the_sound_goes_along_as_a_file(ear: Ear) -> None:
    """Models without times are sent pieces; none is longer than its time is true for."""
    calls = await sent(ear, None, seconds=40.0)
    lengths = []
    for call in calls:
        with wave.open(io.BytesIO(ear.wire.sound(call))) as file:
            lengths.append(file.getnframes() / 16_000)
    whole = ear in (WHISPER, WHISPER_1)
    assert sorted(lengths) == ([40.0] if whole else [10.0, 30.0])
    # What a vendor of others takes in one call, in base64 where it is JSON.
    assert max(len(call.raw) for call in calls) < 20_000_000
