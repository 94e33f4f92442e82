"""What is said over a shared screen: sentences with pauses, sounds in their places, captions."""

import random
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

RATE = 16_000
_WORD_S, _PAUSE_S = 0.4, (0.5, 2.5)
_NAMES = ("Ada Example", "Ben Sample", "Chen Muster")
_SENTENCES = (
    "Let us look at the figures of this quarter.",
    "I will send the revised plan by Friday.",
    "The launch moves to the second week of May.",
    "Can somebody check the numbers of the last region?",
    "We agreed to keep the budget as it is.",
    "Ben, please ask the supplier about the contract.",
    "That is all I have on this slide.",
    "The latency went down after the migration.",
    "I am not sure that we can hire before the summer.",
    "Let me show the next one.",
)
# Two resonances of the throat for each of five vowels, in Hz.
_VOWELS = ((730, 1090), (530, 1840), (270, 2290), (570, 840), (300, 870))


@dataclass(frozen=True)
class Line:
    """What somebody says from one second to another."""

    start_s: float
    end_s: float
    speaker: str
    text: str


def lines(seed: int, seconds: float) -> list[Line]:
    """Let people talk in turns, with pauses, until the time is over."""
    chance = random.Random(f"{seed} lines")
    said: list[Line] = []
    at, speaker = chance.uniform(0.3, 1.0), _NAMES[0]
    while True:
        text = chance.choice(_SENTENCES)
        end = at + _WORD_S * len(text.split())
        if end > seconds - 0.2:
            return said
        said.append(Line(round(at, 3), round(end, 3), speaker, text))
        at = end + chance.uniform(*_PAUSE_S)
        if chance.random() < 0.4:
            speaker = chance.choice(_NAMES)


def sound(said: list[Line], seed: int, start_s: float, end_s: float) -> NDArray[np.int16]:
    """Give the samples of a stretch: a humming voice where somebody talks, else almost nothing."""
    count = round(end_s * RATE) - round(start_s * RATE)
    heard = np.random.default_rng(seed).normal(0, 8, count)
    for line in said:
        if line.end_s > start_s and line.start_s < end_s:
            first = max(line.start_s, start_s)
            voice = _voice(line, first, min(line.end_s, end_s))
            at = round((first - start_s) * RATE)
            heard[at : at + len(voice)] += voice[: count - at]
    return heard.astype(np.int16)


def captions(said: list[Line]) -> str:
    """Write WebVTT with the names of those who speak."""
    cues = (
        f"{_clock(line.start_s)} --> {_clock(line.end_s)}\n<v {line.speaker}>{line.text}</v>\n"
        for line in said
    )
    return "WEBVTT\n\n" + "\n".join(cues)


def _voice(line: Line, start_s: float, end_s: float) -> NDArray[np.float64]:
    """Hum with overtones that follow the vowels, a syllable every fifth of a second."""
    at = np.arange(round((end_s - start_s) * RATE)) / RATE + start_s
    pitch = 105.0 + 35 * _NAMES.index(line.speaker)
    since = at - line.start_s
    vowel = np.array(_VOWELS)[(since * 5).astype(int) * 7 % len(_VOWELS)]
    loud = np.abs(np.sin(np.pi * since * 5)) ** 0.5
    glide = 2 * np.pi * pitch * (since + 0.02 * np.sin(2 * np.pi * 1.1 * since))
    hum = np.zeros(len(at))
    for tone in range(1, 24):
        gain = sum(1 / (1 + ((tone * pitch - vowel[:, peak]) / 110) ** 2) for peak in (0, 1))
        hum += gain * np.sin(tone * glide)
    return 3500 * loud * hum


def _clock(seconds: float) -> str:
    minutes, rest = divmod(seconds, 60)
    return f"{int(minutes // 60):02}:{int(minutes % 60):02}:{rest:06.3f}"
