"""Each of OpenAI's voices speaks for real: pytest -m live tests/live -k speaks."""

import asyncio
from typing import Literal

import pytest

from bot.settings import Settings
from pipelines.backends.openai_client import ADDRESS
from pipelines.backends.voices import build_voice
from pipelines.huddle.vad import Vad
from pipelines.ports import VoiceSession
from pipelines.voice import CHUNK, CHUNK_S, RATE, Answered, Brief, Saying, Sound

MODELS: dict[Literal["gpt", "gpt-live"], str] = {
    "gpt": "gpt-realtime-2.1-mini",
    "gpt-live": "gpt-live-1",
}
PATIENCE = 60.0


@pytest.mark.parametrize(
    "name", [pytest.param(name, marks=pytest.mark.live("gpt"), id=name) for name in MODELS]
)
async def test_a_voice_speaks(
    name: Literal["gpt", "gpt-live"], capsys: pytest.CaptureFixture[str]
) -> None:
    settings = await asyncio.to_thread(Settings)
    assert settings.openai_api_key is not None
    key, address = settings.openai_api_key.get_secret_value(), settings.openai_base_url or ADDRESS
    model = await asyncio.to_thread(
        lambda: build_voice(name, MODELS[name], key=key, address=address, detector=Vad)
    )
    brief = Brief("You are Clerk. Answer in one short sentence.", "en", alone=False)
    async with model.open(brief, seconds=PATIENCE) as session:
        silence = asyncio.create_task(keep_quiet(session))
        await session.read("Ada asks: what is the capital of France?")
        await session.answer()
        heard, words, done = b"", "", None
        async with asyncio.timeout(PATIENCE):
            async for happened in session.events():
                heard += happened.pcm if isinstance(happened, Sound) else b""
                words += happened.text if isinstance(happened, Saying) and happened.whole else ""
                if isinstance(happened, Answered):
                    done = happened
                    break
        silence.cancel()
    await model.close()
    with capsys.disabled():
        print(f"\n{name}: {words!r}, {done}")
    assert done is not None
    assert "Paris" in words
    assert len(heard) > RATE


async def keep_quiet(session: VoiceSession) -> None:
    """Let it hear that nobody speaks, in the beats of a room: Live speaks only while it hears."""
    while True:
        await session.hear(bytes(CHUNK))
        await asyncio.sleep(CHUNK_S)
