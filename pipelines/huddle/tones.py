"""Words as tones: as long as it takes to say them, and nothing that anybody would understand."""

import re

import numpy as np

from pipelines.pcm import pcm16
from pipelines.voice import RATE

# People say an English word in about a third of a second, a Chinese character in a quarter.
_WORD_S, _CHARACTER_S = 0.33, 0.24
_WORDS = re.compile(r"[一-鿿][,.:;!?，。：；！？]*|[^\s一-鿿]+\s*")
_LOUD = 3000.0
_NOTES = (196.0, 220.0, 261.6, 293.7, 329.6)


def words(text: str) -> list[str]:
    """Take a text apart, into what a tone each is for."""
    return _WORDS.findall(text)


def tone(word: str) -> bytes:
    """Give a soft tone that lasts as long as a word does, always the same for the same word."""
    letters = word.strip()
    lasts = (
        _CHARACTER_S if "一" <= letters[:1] <= "鿿" else _WORD_S * min(1.6, 0.5 + len(letters) / 10)
    )
    at = np.arange(round(lasts * RATE), dtype=np.float32) / RATE
    note = _NOTES[sum(map(ord, letters)) % len(_NOTES)]
    swell = np.sin(np.pi * at / lasts).astype(np.float32)
    return pcm16((_LOUD * swell * np.sin(2 * np.pi * note * at)).astype(np.float32))
