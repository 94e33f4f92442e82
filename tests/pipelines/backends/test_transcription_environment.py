"""What lies in the environment changes nothing for sound either: not where it goes, nor how."""

import asyncio
import logging
from pathlib import Path

import pytest

from pipelines.backends.openai_transcription import OpenAITranscriber, manner_of
from tests.doubles.behaviours import CANARY
from tests.doubles.ears import EARS, WHISPER, Ear, sound
from tests.doubles.server import Double, Trap
from tests.doubles.vendors import KEY
from tests.pipelines.backends.test_environment import SENT, key_of, planted

SAID = "We ship on Friday."


@pytest.mark.parametrize("ear", EARS, ids=lambda one: one.name)
async def test_the_environment_is_not_heard_and_nothing_said_comes_into_the_log(
    ear: Ear, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    logging.getLogger("openai").setLevel(logging.DEBUG)  # as OPENAI_LOG=debug does
    (tmp_path / ".netrc").write_text(f"default login {CANARY} password {CANARY}\n")
    async with Trap() as trap, Double(lambda _: ear.wire.good(SAID)) as double:
        for name, value in planted(trap.url, tmp_path).items():
            monkeypatch.setenv(name, value)
        ears = await ear.open(double.url)
        heard = await ears.transcribe(sound(), language=None, seconds=10)
        await ears.close()
    assert [one.text for one in heard.said] == [SAID]
    assert trap.heard == []
    (call,) = double.calls
    assert CANARY not in f"{call.path} {call.query} {call.headers}"
    assert CANARY.encode() not in call.raw
    assert call.headers.keys() <= SENT
    assert (key_of(call) is None) is (ear is WHISPER)
    assert SAID not in caplog.text
    assert KEY not in caplog.text


async def test_a_key_lying_about_asks_nobody(monkeypatch: pytest.MonkeyPatch) -> None:
    async with Trap() as trap:
        monkeypatch.setenv("OPENAI_API_KEY", CANARY)
        monkeypatch.setenv("OPENAI_BASE_URL", trap.url)
        manner = manner_of("gpt-transcribe")
        ears = await asyncio.to_thread(OpenAITranscriber, "gpt-transcribe", key=None, manner=manner)
        await ears.close()
    assert trap.heard == []
