"""Sound is added, measured and brought to other rates without a seam."""

import math

import numpy as np
import pytest

from pipelines.pcm import LOUDEST, Resampler, level, pcm16, resample, rms, samples, total

LOUD = 8000.0


def tone(hertz: float, rate: int, seconds: float = 1.0) -> bytes:
    at = np.arange(round(rate * seconds)) / rate
    return pcm16((LOUD * np.sin(2 * math.pi * hertz * at)).astype(np.float32))


def test_of_a_tone_the_level_is_that_of_a_tone() -> None:
    assert rms(tone(440, 24_000)) == pytest.approx(LOUD / math.sqrt(2), rel=0.01)
    assert rms(b"") == rms(bytes(960)) == 0.0
    assert rms(b"\1") == 0.0


def test_what_is_added_is_never_louder_than_can_be() -> None:
    loud = np.full(480, 30_000, np.float32)
    both = total([loud, loud])
    assert both is not None
    assert samples(pcm16(both)).max() == LOUDEST
    assert samples(pcm16(-both)).min() == -LOUDEST - 1


def test_one_may_be_taken_out_of_a_sum_again() -> None:
    ada, bob = samples(tone(300, 24_000, 0.02)), samples(tone(500, 24_000, 0.02))
    both = total([ada, bob])
    assert both is not None
    assert pcm16(both - ada) == tone(500, 24_000, 0.02)


def test_sounds_of_unlike_lengths_begin_together() -> None:
    long, short = samples(tone(300, 24_000, 0.02)), samples(tone(500, 24_000, 0.01))
    both = total([short, long, short])
    assert both is not None
    assert np.array_equal(both[240:], long[240:])
    assert np.array_equal(both[:240], long[:240] + 2 * short)
    assert np.array_equal(long, samples(tone(300, 24_000, 0.02)))
    assert total([]) is None


@pytest.mark.parametrize(
    ("given", "wanted"), [(24_000, 16_000), (16_000, 24_000), (48_000, 24_000), (22_050, 24_000)]
)
@pytest.mark.parametrize("hertz", [100, 440, 3000, 5000])
def test_a_tone_stays_that_tone_at_another_rate(given: int, wanted: int, hertz: int) -> None:
    there = samples(resample(tone(hertz, given), given, wanted))
    exact = samples(tone(hertz, wanted))
    assert there.size == exact.size
    assert level((there - exact)[200:-200]) < 0.005 * LOUD


def test_what_the_lower_rate_has_no_place_for_is_gone_and_folds_nowhere() -> None:
    assert rms(resample(tone(9000, 24_000), 24_000, 16_000)[400:-400]) < 0.005 * LOUD


@pytest.mark.parametrize(("given", "wanted"), [(24_000, 16_000), (16_000, 24_000)])
@pytest.mark.parametrize("piece", [2, 318, 960])
def test_stretch_by_stretch_it_is_the_same_sound(given: int, wanted: int, piece: int) -> None:
    sound = tone(440, given, 0.2)
    one = Resampler(given, wanted)
    parts = [one.feed(sound[at : at + piece]) for at in range(0, len(sound), piece)]
    whole = resample(sound, given, wanted)
    assert b"".join([*parts, one.rest()])[: len(whole)] == whole


def test_after_its_end_a_sound_begins_anew() -> None:
    one = Resampler(24_000, 16_000)
    first = one.feed(tone(440, 24_000, 0.1)) + one.rest()
    assert one.feed(tone(440, 24_000, 0.1)) + one.rest() == first


def test_the_same_rate_is_the_same_sound() -> None:
    assert resample(tone(440, 24_000), 24_000, 24_000) == tone(440, 24_000)
