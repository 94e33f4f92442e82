"""Speech is told from silence, hum and clicks."""

import math

import numpy as np
import pytest

from pipelines.huddle.vad import Vad
from pipelines.pcm import pcm16
from pipelines.voice import CHUNK, CHUNK_S, RATE, Speech


def noise(seconds: float, loud: float, seed: int = 7) -> bytes:
    made = np.random.default_rng(seed).normal(0.0, loud, round(seconds * RATE))
    return pcm16(made.astype(np.float32))


def words(seconds: float, loud: float = 3000.0) -> bytes:
    """Give what swells and fades five times a second, as syllables do."""
    at = np.arange(round(seconds * RATE)) / RATE
    swell = np.abs(np.sin(math.pi * 5 * at))
    return pcm16((loud * math.sqrt(2) * swell * np.sin(2 * math.pi * 220 * at)).astype(np.float32))


def moments(vad: Vad, sound: bytes) -> list[tuple[float, bool]]:
    """Give when speech began and ended, in seconds of the sound."""
    return [
        (round(at / CHUNK * CHUNK_S, 2), one.began)
        for at in range(0, len(sound), CHUNK)
        for one in vad.hear(sound[at : at + CHUNK])
    ]


def test_speech_begins_soon_and_ends_once_it_was_quiet() -> None:
    sound = bytes(RATE * 2) + words(2.0) + bytes(RATE * 2 * 2)
    [(began, first), (ended, last)] = moments(Vad(ends_s=0.6), sound)
    assert (first, last) == (True, False)
    assert 1.0 <= began <= 1.12
    assert 3.5 <= ended <= 3.65


def test_a_pause_for_breath_is_no_end() -> None:
    sound = words(1.0) + bytes(round(RATE * 0.4) * 2) + words(1.0) + bytes(RATE * 2)
    assert [began for _, began in moments(Vad(), sound)] == [True, False]


@pytest.mark.parametrize("loud", [0.0, 20.0, 150.0])
def test_a_still_room_says_nothing(loud: float) -> None:
    assert moments(Vad(), noise(10.0, loud)) == []


def test_a_click_is_no_word() -> None:
    click = noise(0.02, 8000.0)
    assert moments(Vad(), (bytes(RATE) + click) * 5 + bytes(RATE)) == []


def test_a_fan_is_noticed_and_soon_no_more() -> None:
    vad = Vad()
    begun = moments(vad, bytes(RATE * 2) + noise(12.0, 600.0))
    assert [began for _, began in begun] == [True, False]
    assert moments(vad, noise(20.0, 600.0)) == []


def test_above_a_fan_speech_is_told() -> None:
    vad = Vad()
    moments(vad, noise(15.0, 400.0))
    loud = np.frombuffer(words(2.0, 4000.0), "<i2") + np.frombuffer(noise(2.0, 400.0), "<i2")
    found = moments(vad, loud.astype("<i2").tobytes() + noise(2.0, 400.0))
    assert [began for _, began in found] == [True, False]


def test_long_speech_is_not_taken_for_a_fan() -> None:
    assert [began for _, began in moments(Vad(), words(60.0))] == [True]


def test_a_long_stretch_is_heard_beat_by_beat() -> None:
    sound = bytes(RATE * 2) + words(1.0) + bytes(RATE * 2)
    assert list(Vad().hear(sound)) == [Speech(began=True), Speech(began=False)]
