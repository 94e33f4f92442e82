"""The sound of a script's turns: a file, words said aloud, or tones where nobody says any."""

import asyncio
import wave
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from pipelines.comparison.script import Script, ScriptFault, Turn
from pipelines.errors import BackendError
from pipelines.huddle.tones import tone, words
from pipelines.pcm import SAMPLE, pcm16, resample, rms
from pipelines.ports import Speaker
from pipelines.voice import CHUNK, RATE

_SPEAK_S = 60.0
_MOST_S = 300
_QUIET = 200.0  # of 32,767: what is less loud at the end is not speech any more
_JPEG = b"\xff\xd8\xff"


@dataclass(frozen=True, slots=True)
class Rehearsed:
    """A turn with its sound, at RATE, in whole beats; `is_worded`: there are words in it."""

    turn: Turn
    pcm: bytes
    is_worded: bool
    screen: bytes | None


async def rehearse(script: Script, speaker: Speaker | None) -> Sequence[Rehearsed]:
    """Make the sound of all turns, before anybody is measured. Raises ScriptFault, OSError."""
    return [await _rehearsed(turn, script.language, speaker) for turn in script.turns]


async def _rehearsed(turn: Turn, language: str, speaker: Speaker | None) -> Rehearsed:
    screen = None if turn.shows is None else await asyncio.to_thread(_picture, turn.shows)
    if turn.wav is not None:
        pcm = await asyncio.to_thread(_recorded, turn.wav)
    elif speaker is not None:
        pcm = await _spoken(turn.says, language, speaker)
    else:
        pcm = b"".join(map(tone, words(turn.says)))
    if not (heard := _trimmed(pcm)):
        raise ScriptFault(f"{turn.wav or turn.says!r}: nobody can be heard in it")
    return Rehearsed(turn, heard, turn.wav is not None or speaker is not None, screen)


async def _spoken(says: str, language: str, speaker: Speaker) -> bytes:
    try:
        return (await speaker.speak(says, language=language, seconds=_SPEAK_S)).pcm
    except BackendError as error:
        raise ScriptFault(f"BOT_SPEECH_URL does not say {says!r}: {error.fault}") from None


def _recorded(path: Path) -> bytes:
    """Read a WAV of 16 bits, whatever its rate, all channels together."""
    try:
        with wave.open(str(path), "rb") as file:
            rate, channels, size = file.getframerate(), file.getnchannels(), file.getsampwidth()
            if size != SAMPLE or file.getnframes() > rate * _MOST_S:
                raise ScriptFault(f"{path}: a WAV of 16 bits, {_MOST_S} s at most, is wanted")
            frames = file.readframes(file.getnframes())
    except (wave.Error, EOFError) as error:
        raise ScriptFault(f"{path}: this is no WAV: {error}") from None
    each = np.frombuffer(frames, "<i2").astype(np.float32)
    whole = each[: each.size // channels * channels].reshape(-1, channels)
    return resample(pcm16(whole.mean(axis=1, dtype=np.float32)), rate, RATE)


def _picture(path: Path) -> bytes:
    content = path.read_bytes()
    if not content.startswith(_JPEG):
        raise ScriptFault(f"{path}: a JPEG is wanted")
    return content


def _trimmed(pcm: bytes) -> bytes:
    """Cut off what is silent at the end, so that speech ends where the sound does."""
    beats = [pcm[at : at + CHUNK].ljust(CHUNK, b"\0") for at in range(0, len(pcm), CHUNK)]
    while beats and rms(beats[-1]) < _QUIET:
        beats.pop()
    return b"".join(beats)
