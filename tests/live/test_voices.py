"""Each voice speaks for real, as it is configured: pytest -m live tests/live -k speaks."""

import asyncio
from typing import Literal

import pytest

from bot.settings import Settings
from bot.voice.models import open_voices
from pipelines.ports import VoiceSession
from pipelines.voice import CHUNK, CHUNK_S, RATE, Answered, Brief, Saying, Sound

# Whose key each needs.
KEYS: dict[str, Literal["gpt", "gemini"]] = {"gpt": "gpt", "gpt-live": "gpt", "gemini": "gemini"}
PATIENCE = 60.0


@pytest.mark.parametrize(
    "name", [pytest.param(name, marks=pytest.mark.live(KEYS[name]), id=name) for name in KEYS]
)
async def test_a_voice_speaks(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    settings = await asyncio.to_thread(lambda: Settings(BOT_VOICE_MODELS=name))
    async with open_voices(settings) as voices:
        [voice] = voices.roster.voices
        brief = Brief("You are Clerk. Answer in one short sentence.", "en", alone=False)
        async with voice.asked.open(brief, seconds=PATIENCE) as session:
            silence = asyncio.create_task(keep_quiet(session))
            heard, words, done = await asked(session)
            silence.cancel()
    with capsys.disabled():
        print(f"\n{name}: {words!r}, {done}")
    assert done is not None
    assert "Paris" in words
    assert len(heard) > RATE


async def asked(session: VoiceSession) -> tuple[bytes, str, Answered | None]:
    """Ask something; gives the sound of the answer, its words, and its end."""
    await session.read("Ada asks: what is the capital of France?")
    await session.answer()
    heard, words = b"", ""
    async with asyncio.timeout(PATIENCE):
        async for happened in session.events():
            match happened:
                case Sound():
                    heard += happened.pcm
                case Saying(whole=True):
                    words += happened.text
                case Answered():
                    return heard, words, happened
                case _:
                    pass
    return heard, words, None


async def keep_quiet(session: VoiceSession) -> None:
    """Let it hear that nobody speaks, in the beats of a room: Live speaks only while it hears."""
    while True:
        await session.hear(bytes(CHUNK))
        await asyncio.sleep(CHUNK_S)
